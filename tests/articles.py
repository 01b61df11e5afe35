"""What a case in `cases/` claims of an article, held against what was read."""

from __future__ import annotations

from typing import Any

from digest.model import Article, KnownSource
from digest.parse import Draft


def known(case: dict[str, Any]) -> list[KnownSource]:
    return [KnownSource(**taught) for taught in case.get("known", ())]


def fields(article: Article) -> dict[str, Any]:
    return {
        "title": article.title,
        "source": article.source.name,
        "source_url": article.source.url,
        "published": str(article.published),
        "updated": str(article.updated) if article.updated else None,
        "authors": list(article.authors),
        "section": article.section,
        "dateline": article.dateline,
        "photo_url": article.photo.url if article.photo else None,
        "photo_credit": article.photo.credit if article.photo else None,
        "photo_caption": article.photo.caption if article.photo else None,
        "language": article.language,
    }


def kept(draft: Draft) -> list[str]:
    """Every text that was read from a seed."""
    source = draft.source and (draft.source.name, draft.source.url)
    photo = draft.photo and (draft.photo.credit, draft.photo.caption, draft.photo.url)
    parts = (draft.title, draft.section, draft.dateline, *(source or ()), *(photo or ()), *draft.authors)
    return [part for part in parts if part] + [block.text for block in draft.blocks]


def assert_is_as_claimed(article: Article, case: dict[str, Any]) -> None:
    """The article has the fields, paragraphs, headings and dropped lines that the case names."""
    found = fields(article)
    wanted_fields = case.get("is", {})
    assert {key: found[key] for key in wanted_fields} == wanted_fields
    wanted = case.get("paragraphs", len(article.paragraphs))
    assert (list(article.paragraphs) if isinstance(wanted, list) else len(article.paragraphs)) == wanted
    headings = [block.text for block in article.blocks if block.kind == "heading"]
    assert headings == case.get("headings", headings)
    reasons = {line.text: line.why for line in article.dropped}
    assert {text: reasons.get(text) for text in case.get("dropped", {})} == case.get("dropped", {})

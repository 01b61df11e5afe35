"""Seed → Article: what a pasted page says, told apart into header and body."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import PurePosixPath

from digest.errors import ParseError
from digest.model import Article, KnownSource, Seed
from digest.parse import outlet, published
from digest.parse.clipping import has_front_matter, read_clipping
from digest.parse.draft import Draft
from digest.parse.markdown import first_heading, plain
from digest.parse.message import read_message_text
from digest.parse.paragraphs import check_paragraphs
from digest.parse.pasted import read_pasted
from digest.parse.saved import read_saved

__all__ = ["Draft", "parse", "read_draft"]


def parse(seed: Seed, known: Sequence[KnownSource] = ()) -> Article:
    """Read the article in a seed; `ParseError` asks for what it does not say."""
    draft = read_draft(seed, known)
    check_paragraphs(draft.blocks, seed.text, seed.path)
    if not draft.blocks:
        raise ParseError(seed.path, "no body", hint="paste the article's paragraphs below its header")
    if draft.title is None:
        raise ParseError(
            seed.path,
            "no title",
            hint="add a line with the title, of two words or more, above the first paragraph",
        )
    if draft.source is None:
        raise ParseError(seed.path, "no source", hint=outlet.ASK)
    if draft.published is None:
        raise ParseError(seed.path, draft.question, hint=published.ASK, line=draft.question_line)
    return Article(
        title=draft.title,
        source=draft.source,
        published=draft.published,
        updated=draft.updated,
        authors=draft.authors,
        section=draft.section,
        dateline=draft.dateline,
        photo=draft.photo,
        language=draft.language,
        blocks=draft.blocks,
        dropped=draft.dropped,
    )


def read_draft(seed: Seed, known: Sequence[KnownSource] = ()) -> Draft:
    """All that a seed says, whatever may be missing; each kind of seed has its reader."""
    kind = PurePosixPath(seed.path).suffix.lower()
    if kind == ".txt":
        return read_pasted(seed.text, known)
    if kind == ".md":
        return _read_markdown(seed, known)
    if kind in {".html", ".htm"}:
        return read_saved(seed.text, known, where=seed.path)
    if kind == ".eml":
        return read_message_text(seed.text, known, partial(read_saved, where=seed.path))
    hint = "copy the article's text from the page and paste it into a .txt file"
    raise ParseError(seed.path, f"a {kind or 'nameless'} file cannot be read as an article", hint=hint)


def _read_markdown(seed: Seed, known: Sequence[KnownSource]) -> Draft:
    if has_front_matter(seed.text):
        return read_clipping(seed.text, known)
    return read_pasted(plain(seed.text), known, title=first_heading(seed.text))

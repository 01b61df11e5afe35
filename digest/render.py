"""Article and annotations → entry."""

from __future__ import annotations

from digest.markdown import to_markdown
from digest.model import Annotations, Article, Entry, Seed, SeedRef
from digest.text import slugify


def render(
    seed: Seed, article: Article, annotations: Annotations, *, key_figures: int, all_figures: bool = False
) -> Entry:
    """Join what was parsed and what was found into one entry, with at most `key_figures` figures.

    With `all_figures`, the others are kept beside them.
    """
    return Entry(
        title=article.title,
        source=article.source,
        timestamp=article.published,
        updated=article.updated,
        authors=article.authors,
        section=article.section,
        dateline=article.dateline,
        photo=article.photo,
        language=article.language,
        speakers=annotations.speakers,
        unattributed=annotations.unattributed,
        mentions=annotations.mentions,
        key_figures=annotations.key_figures[:key_figures],
        figures=annotations.key_figures[key_figures:] if all_figures else (),
        seed=SeedRef(path=seed.path, sha256=seed.sha256),
        body=to_markdown(article.blocks),
    )


def entry_name(entry: Entry) -> str:
    """The name of an entry's file: its day and the slug of its title.

    >>> from digest.model import Source, Timestamp
    >>> day = Timestamp.parse("2025-12-02")
    >>> entry_name(Entry(title="A bridge, at last", source=Source(name="S"), timestamp=day))
    '2025-12-02-a-bridge-at-last.md'
    """
    slug = slugify(entry.title, max_length=60)
    if not slug and entry.seed:  # a title without a letter
        slug = entry.seed.sha256[:12]
    return f"{entry.timestamp.day.isoformat()}-{slug}.md"

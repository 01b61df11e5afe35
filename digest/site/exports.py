"""Catalog → data for other programs: JSON, CSV and SQLite.

Drafts stay at home. What an export holds is described in `docs/data.md`.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from digest.settings import Options
from digest.site import records
from digest.site.catalog import Catalog, Story
from digest.site.database import database
from digest.site.publication import Publication, without_drafts
from digest.site.records import Record
from digest.site.safe_text import filled, json_text, legal

FOLDER = "data"
JSON = f"{FOLDER}/digest.json"
QUOTATIONS = f"{FOLDER}/quotations.csv"
KEY_FIGURES = f"{FOLDER}/key-figures.csv"
SPEAKERS = f"{FOLDER}/speakers.csv"
SQLITE = f"{FOLDER}/digest.sqlite"

_PRINTED = ("title", "source_name", "source_url", "timestamp", "language")
_QUOTATION_COLUMNS = (
    *("speaker", "speaker_name", "role", "content", "kind", "source_words", "cue", "via", "paragraph"),
    *("article", "address", *_PRINTED),
)
_FIGURE_COLUMNS = (
    *("surface", "value", "value_to", "unit", "modifier", "label", "speaker", "speaker_name", "paragraph"),
    *("article", "address", *_PRINTED),
)
_SPEAKER_COLUMNS = (
    *("id", "name", "kind", "role", "aliases", "quotations", "articles", "first", "last"),
    "address",
)
_FORMAT = 1  # a field that goes or changes its meaning makes it 2
_FORMULA = re.compile("[=+\\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:E[+-]?\d+)?", re.ASCII)


def build(catalog: Catalog, publication: Publication) -> Iterator[tuple[str, str | bytes]]:
    """Every export as path and content; the same catalog gives the same bytes."""
    catalog = without_drafts(catalog)
    yield JSON, _whole(catalog, publication)
    yield QUOTATIONS, _quotations(catalog, publication)
    if KEY_FIGURES in offered(publication.options):
        yield KEY_FIGURES, _key_figures(catalog, publication)
    if SPEAKERS in offered(publication.options):
        yield SPEAKERS, _speakers(catalog, publication)
    yield SQLITE, database(catalog, publication)


def offered(options: Options) -> tuple[str, ...]:
    """The files that there are; the table of a kind of page that is switched off is none of them."""
    tables = {KEY_FIGURES: options.key_figures_page, SPEAKERS: options.speaker_pages}
    return tuple(path for path in (JSON, QUOTATIONS, KEY_FIGURES, SPEAKERS, SQLITE) if tables.get(path, True))


def _whole(catalog: Catalog, publication: Publication) -> str:
    """The catalog as JSON, one thing a line; keys with nothing behind them are left out."""
    digest = {
        "format": _FORMAT,
        "name": publication.name,
        "url": publication.base,
        "language": publication.language,
    }
    lists = {
        "articles": (_nested(story, publication) for story in catalog.stories),
        "speakers": (records.speaker(person, publication) for person in catalog.people),
        "sources": (records.source(outlet, publication) for outlet in catalog.outlets),
    }
    lines = [f'{{"digest":{json_text(filled(digest))}']
    for name, things in lists.items():
        lines.append(f',"{name}":[\n' + ",\n".join(json_text(filled(thing)) for thing in things) + "\n]")
    return "".join(lines) + "}\n"


def _quotations(catalog: Catalog, publication: Publication) -> str:
    """Every quotation as CSV, those whose speaker is not sure without one."""
    return _table(_QUOTATION_COLUMNS, _with_story(catalog, publication, records.quotations))


def _key_figures(catalog: Catalog, publication: Publication) -> str:
    """Every key figure as CSV."""
    return _table(_FIGURE_COLUMNS, _with_story(catalog, publication, records.figures))


def _speakers(catalog: Catalog, publication: Publication) -> str:
    """Every speaker as CSV."""
    return _table(_SPEAKER_COLUMNS, (records.speaker(person, publication) for person in catalog.people))


def _nested(story: Story, publication: Publication) -> Record:
    entry = story.entry
    speakers = (
        _within(records.appearance(story, speaker))
        | {"quotations": [_said_here(record) for record in records.said(story, speaker, publication)]}
        for speaker in entry.speakers
    )
    return records.article(story, publication) | {
        "speakers": list(map(filled, speakers)),
        "unattributed": [_said_here(record) for record in records.unattributed(story, publication)],
        "mentions": [_within(record) for record in records.mentions(story)],
        "key_figures": [_within(record) for record in records.figures(story, publication)],
    }


def _said_here(record: Record) -> Record:
    """A quotation inside the speaker that it belongs to."""
    return _within(record | dict.fromkeys(("speaker", "speaker_name", "role")))


def _within(record: Record) -> Record:
    """A record inside the article that it belongs to."""
    return filled(record | {"article": None})


def _with_story(
    catalog: Catalog,
    publication: Publication,
    of_story: Callable[[Story, Publication], Iterable[Record]],
) -> Iterator[Record]:
    for story in catalog.stories:
        printed = records.article(story, publication)
        about = {key: printed[key] for key in _PRINTED}
        yield from (record | about for record in of_story(story, publication))


def _table(columns: Sequence[str], rows: Iterable[Record]) -> str:
    """CSV as RFC 4180 has it, with a heading."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([cell(row[column]) for column in columns] for row in rows)
    return text.getvalue()


def cell(value: str | int | list[str] | None) -> str:
    """A value as a cell; what a spreadsheet would compute gets an apostrophe before it.

    >>> cell("=1+1"), cell("-5.50"), cell("-5 degrees"), cell(["Varden", "the chair"])
    ("'=1+1", '-5.50', "'-5 degrees", 'Varden; the chair')
    """
    if isinstance(value, list):
        value = "; ".join(value)
    text = legal("" if value is None else str(value))
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text

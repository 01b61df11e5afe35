"""Catalog → an SQLite database with keys and a full-text index of the quotations."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from decimal import Decimal
from itertools import chain

from digest.site import records
from digest.site.catalog import Catalog
from digest.site.publication import Publication
from digest.site.records import Record
from digest.site.safe_text import legal

_SCHEMA = """
PRAGMA user_version = 1;
CREATE TABLE digest (name TEXT NOT NULL, url TEXT, language TEXT NOT NULL);
CREATE TABLE sources (
    id TEXT PRIMARY KEY, address TEXT, name TEXT NOT NULL, url TEXT, timezone TEXT, language TEXT,
    articles INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE speakers (
    id TEXT PRIMARY KEY, address TEXT, name TEXT NOT NULL, kind TEXT NOT NULL, role TEXT,
    quotations INTEGER NOT NULL, articles INTEGER NOT NULL, first TEXT, last TEXT
) WITHOUT ROWID;
CREATE TABLE aliases (
    speaker TEXT NOT NULL REFERENCES speakers, position INTEGER NOT NULL, alias TEXT NOT NULL,
    PRIMARY KEY (speaker, position)
) WITHOUT ROWID;
CREATE TABLE articles (
    id TEXT PRIMARY KEY, address TEXT NOT NULL, title TEXT NOT NULL, source TEXT NOT NULL REFERENCES sources,
    source_name TEXT NOT NULL, source_url TEXT, archived_url TEXT, timestamp TEXT NOT NULL, updated TEXT,
    section TEXT, dateline TEXT, language TEXT NOT NULL, summary TEXT
) WITHOUT ROWID;
CREATE TABLE authors (
    article TEXT NOT NULL REFERENCES articles, position INTEGER NOT NULL, name TEXT NOT NULL,
    PRIMARY KEY (article, position)
) WITHOUT ROWID;
CREATE TABLE tags (
    article TEXT NOT NULL REFERENCES articles, position INTEGER NOT NULL, tag TEXT NOT NULL,
    PRIMARY KEY (article, position)
) WITHOUT ROWID;
CREATE TABLE appearances (
    article TEXT NOT NULL REFERENCES articles, position INTEGER NOT NULL,
    speaker TEXT NOT NULL REFERENCES speakers, speaker_name TEXT NOT NULL, kind TEXT NOT NULL,
    role TEXT, on_behalf_of TEXT,
    PRIMARY KEY (article, position)
) WITHOUT ROWID;
CREATE TABLE quotations (
    id INTEGER PRIMARY KEY, article TEXT NOT NULL REFERENCES articles, address TEXT NOT NULL,
    speaker TEXT REFERENCES speakers, speaker_name TEXT, role TEXT, content TEXT NOT NULL,
    kind TEXT NOT NULL, source_words TEXT, cue TEXT, via TEXT, paragraph INTEGER
);
CREATE TABLE figures (
    id INTEGER PRIMARY KEY, article TEXT NOT NULL REFERENCES articles, address TEXT NOT NULL,
    surface TEXT NOT NULL, value TEXT NOT NULL, value_to TEXT, value_number REAL, unit TEXT, modifier TEXT,
    label TEXT, speaker TEXT REFERENCES speakers, speaker_name TEXT, paragraph INTEGER
);
CREATE TABLE mentions (
    article TEXT NOT NULL REFERENCES articles, position INTEGER NOT NULL, name TEXT NOT NULL, role TEXT,
    PRIMARY KEY (article, position)
) WITHOUT ROWID;
"""
_INDEXES = """
CREATE INDEX articles_source ON articles (source);
CREATE INDEX articles_timestamp ON articles (timestamp);
CREATE INDEX appearances_speaker ON appearances (speaker);
CREATE INDEX quotations_article ON quotations (article);
CREATE INDEX quotations_speaker ON quotations (speaker);
CREATE INDEX figures_article ON figures (article);
CREATE INDEX figures_unit ON figures (unit, value_number);
CREATE VIRTUAL TABLE quotations_search USING fts5 (
    content, speaker_name, content = 'quotations', content_rowid = 'id', tokenize = 'unicode61'
);
INSERT INTO quotations_search (quotations_search) VALUES ('rebuild');
INSERT INTO quotations_search (quotations_search) VALUES ('optimize');
"""


def database(catalog: Catalog, publication: Publication) -> bytes:
    """The catalog as the bytes of an SQLite file: the same for the same catalog and release of SQLite."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(_SCHEMA)
        for table, rows in _tables(catalog, publication):
            _fill(connection, table, rows)
        connection.executescript(_INDEXES)
        connection.commit()
        return connection.serialize()


def _tables(catalog: Catalog, publication: Publication) -> Iterator[tuple[str, Iterable[Record]]]:
    """The rows of each table, what is referred to before what refers to it."""
    stories, people = catalog.stories, catalog.people
    speakers = [records.speaker(person, publication) for person in people]
    articles = [records.article(story, publication) for story in stories]
    yield "digest", [{"name": publication.name, "url": publication.base, "language": publication.language}]
    yield "sources", (records.source(outlet, publication) for outlet in catalog.outlets)
    yield "speakers", map(_without_lists, speakers)
    yield "aliases", _listed(speakers, "aliases", owner="speaker", item="alias")
    yield "articles", map(_without_lists, articles)
    yield "authors", _listed(articles, "authors", owner="article", item="name")
    yield "tags", _listed(articles, "tags", owner="article", item="tag")
    yield (
        "appearances",
        _in_order(
            (_without_lists(records.appearance(story, speaker)) for speaker in story.entry.speakers)
            for story in stories
        ),
    )
    yield "quotations", _all(records.quotations(story, publication) for story in stories)
    yield "figures", map(_with_number, _all(records.figures(story, publication) for story in stories))
    yield "mentions", _in_order(records.mentions(story) for story in stories)


_all = chain.from_iterable


def _fill(connection: sqlite3.Connection, table: str, rows: Iterable[Record]) -> None:
    rows = iter(rows)
    for first in rows:
        names = ", ".join(first)
        values = ", ".join(f":{name}" for name in first)
        statement = f"INSERT INTO {table} ({names}) VALUES ({values})"  # noqa: S608 names of this module
        connection.executemany(statement, map(_storable, chain([first], rows)))


def _storable(record: Record) -> Record:
    return {key: _value(value) for key, value in record.items()}


def _value(value: str | int | float | None) -> str | int | float | None:
    """What a column can hold: no forbidden character, no number of more than eight bytes."""
    if isinstance(value, str):
        return legal(value)
    return None if isinstance(value, int) and value.bit_length() > 63 else value


def _without_lists(record: Record) -> Record:
    return {key: value for key, value in record.items() if not isinstance(value, list)}


def _listed(things: Iterable[Record], key: str, *, owner: str, item: str) -> Iterator[Record]:
    """A row for each text of a list."""
    for thing in things:
        for position, text in enumerate(thing[key], 1):
            yield {owner: thing["id"], "position": position, item: text}


def _in_order(groups: Iterable[Iterable[Record]]) -> Iterator[Record]:
    """The records of each article, numbered from 1."""
    for group in groups:
        for position, record in enumerate(group, 1):
            yield record | {"position": position}


def _with_number(figure: Record) -> Record:
    """A figure with its value as a number to sort by, near enough where it is not exact."""
    value = Decimal(figure["value"])
    near = float(value) if value.is_finite() else math.inf
    return figure | {"value_number": near if math.isfinite(near) else None}

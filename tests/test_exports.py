"""Exports that other programs read back, word for word."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from builders import entry, figure, speaker
from catalogs import NOWHERE, PUBLICATION, PUBLICATIONS, SAMPLE, TEXT, catalogs
from hypothesis import given, settings

from digest.site import exports, records
from digest.site.catalog import Catalog, Story
from digest.site.publication import Publication, without_drafts
from digest.site.safe_text import legal

BUILT = dict(exports.build(SAMPLE, PUBLICATION))
FERRY_PAGE = "https://example.org/digest/articles/2026-01-14-ferry/"


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def opened(data: bytes) -> closing[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    connection.deserialize(data)
    return closing(connection)


def rows(data: bytes, query: str, *values: object) -> list[tuple[object, ...]]:
    with opened(data) as connection:
        return connection.execute(query, values).fetchall()


def test_the_files_and_where_they_stand() -> None:
    assert list(BUILT) == [
        "data/digest.json",
        "data/quotations.csv",
        "data/key-figures.csv",
        "data/speakers.csv",
        "data/digest.sqlite",
    ]


def test_a_draft_is_in_no_export() -> None:
    for path, content in BUILT.items():
        held = content.encode() if isinstance(content, str) else content
        assert b"Between us" not in held, path
        assert b"Leak Source" not in held, path


def test_the_json_holds_an_article_with_all_that_was_found_in_it() -> None:
    whole = json.loads(BUILT[exports.JSON])
    assert whole["digest"] == {
        "format": 1,
        "name": "The Tamsin Digest",
        "url": "https://example.org/digest/",
        "language": "en",
    }
    ferry, bridge = whole["articles"]
    assert bridge == {
        "id": "articles/2026-01-12-bridge",
        "address": "https://example.org/digest/articles/2026-01-12-bridge/",
        "title": "A bridge",
        "source": "the-courier",
        "source_name": "The Courier",
        "timestamp": "2026-01-12",
        "language": "en",
    }
    assert (ferry["timestamp"], ferry["updated"]) == ("2026-01-14T08:30:00+02:00", "2026-01-15")
    assert ferry["speakers"] == [
        {
            "speaker": "ilse-varden",
            "speaker_name": "Ilse Varden",
            "kind": "person",
            "role": "chair of the harbour board",
            "aliases": ["Varden"],
            "quotations": [
                {
                    "address": f"{FERRY_PAGE}#ilse-varden-1",
                    "content": "This is a promise kept",
                    "kind": "direct",
                    "paragraph": 1,
                },
                {
                    "address": f"{FERRY_PAGE}#ilse-varden-2",
                    "content": "the boat is paid for",
                    "kind": "indirect",
                    "source_words": "Varden",
                    "cue": "added",
                    "paragraph": 2,
                },
            ],
        },
        {"speaker": "harbour-board", "speaker_name": "Harbour Board", "kind": "organisation"},
    ]
    assert ferry["unattributed"] == [
        {
            "address": f"{FERRY_PAGE}#p3",
            "content": "nobody expected it back",
            "kind": "indirect",
            "paragraph": 3,
        }
    ]
    assert ferry["mentions"] == [{"name": "Piet Olander", "role": "harbour master"}]
    assert ferry["key_figures"][0] == {
        "address": f"{FERRY_PAGE}#figure-1",
        "surface": "about €6.4 million",
        "value": "6400000",
        "unit": "EUR",
        "speaker": "ilse-varden",
        "speaker_name": "Ilse Varden",
        "paragraph": 2,
    }


def test_the_json_holds_every_speaker_and_source() -> None:
    whole = json.loads(BUILT[exports.JSON])
    assert [speaker["id"] for speaker in whole["speakers"]] == ["harbour-board", "ilse-varden", "silent-one"]
    assert whole["speakers"][1] == {
        "id": "ilse-varden",
        "address": "https://example.org/digest/speakers/ilse-varden/",
        "name": "Ilse Varden",
        "kind": "person",
        "role": "chair of the harbour board",
        "aliases": ["Chair Varden", "Varden"],
        "quotations": 2,
        "articles": 1,
        "first": "2026-01-14",
        "last": "2026-01-14",
    }
    assert [source["id"] for source in whole["sources"]] == ["the-courier", "the-lake-courier"]
    assert whole["sources"][1]["url"] == "https://courier.example"


def test_without_a_site_url_addresses_start_at_the_root_of_the_site() -> None:
    whole = json.loads(dict(exports.build(SAMPLE, NOWHERE))[exports.JSON])
    assert "url" not in whole["digest"]
    assert whole["articles"][0]["address"] == "articles/2026-01-14-ferry/"


def test_the_csv_of_quotations_names_speaker_source_date_and_place() -> None:
    first, _, last = table(BUILT[exports.QUOTATIONS])
    assert first["speaker_name"] == "Ilse Varden"
    assert first["content"] == "This is a promise kept"
    assert first["source_name"] == "The Lake Courier"
    assert first["timestamp"] == "2026-01-14T08:30:00+02:00"
    assert first["address"] == f"{FERRY_PAGE}#ilse-varden-1"
    assert (last["content"], last["speaker"], last["speaker_name"]) == ("nobody expected it back", "", "")


def test_the_csv_of_figures_has_the_exact_value_and_a_speaker_only_where_one_speaks() -> None:
    first, second = table(BUILT[exports.KEY_FIGURES])
    assert (first["surface"], first["value"], first["unit"]) == ("about €6.4 million", "6400000", "EUR")
    assert (first["speaker"], second["speaker"]) == ("ilse-varden", "")
    assert (second["surface"], second["value"]) == ("'-3 °C", "-3")


def test_the_csv_of_speakers_lists_aliases_in_one_cell() -> None:
    assert table(BUILT[exports.SPEAKERS])[1]["aliases"] == "Chair Varden; Varden"


def test_csv_lines_end_as_rfc_4180_has_it() -> None:
    text = BUILT[exports.QUOTATIONS]
    assert text.count("\n") == text.count("\r\n") == 4
    assert text.endswith("\r\n")


@pytest.mark.parametrize(
    "text", ["=1+1", "+SUM(A1)", "-cmd", "@x", "\t=1", "\r=1", "\n=1", "＝1", "-", "1e5+="]
)
def test_what_a_spreadsheet_would_compute_is_text(text: str) -> None:
    assert exports.cell(text) == (f"'{text}" if text != "1e5+=" else text)


@pytest.mark.parametrize("text", ["-5", "+5.25", "-0.10", "1E+999", "-1E-7", "5"])
def test_a_plain_number_stays_a_number(text: str) -> None:
    assert exports.cell(text) == text


def test_a_formula_cannot_hide_behind_a_character_that_is_dropped() -> None:
    assert exports.cell("\x00=1+1") == "'=1+1"
    assert exports.cell("-1\x00+1") == "'-1+1"


def test_the_database_joins_a_quotation_to_its_speaker_article_and_source() -> None:
    query = """
        SELECT speakers.name, quotations.content, articles.title, sources.name FROM quotations
        JOIN speakers ON speakers.id = quotations.speaker
        JOIN articles ON articles.id = quotations.article
        JOIN sources ON sources.id = articles.source ORDER BY quotations.id
    """
    assert rows(BUILT[exports.SQLITE], query) == [
        ("Ilse Varden", "This is a promise kept", "Night ferry returns", "The Lake Courier"),
        ("Ilse Varden", "the boat is paid for", "Night ferry returns", "The Lake Courier"),
    ]


def test_quotations_are_found_by_their_words_and_by_who_said_them() -> None:
    query = """
        SELECT quotations.content FROM quotations_search
        JOIN quotations ON quotations.id = quotations_search.rowid
        WHERE quotations_search MATCH ? ORDER BY quotations.id
    """
    data = BUILT[exports.SQLITE]
    assert rows(data, query, "promise") == [("This is a promise kept",)]
    assert rows(data, query, "speaker_name: varden") == [
        ("This is a promise kept",),
        ("the boat is paid for",),
    ]
    assert rows(data, query, '"expected it"') == [("nobody expected it back",)]


def test_words_in_cyrillic_are_found_in_either_case() -> None:
    said = Story("articles/a.md", entry(speakers=(speaker("Олена Гай", "Міст збудують навесні"),)))
    data = dict(exports.build(Catalog.of([said]), PUBLICATION))[exports.SQLITE]
    query = "SELECT count(*) FROM quotations_search WHERE quotations_search MATCH ?"
    assert [rows(data, query, word) for word in ("міст", "НАВЕСНІ", "зима")] == [[(1,)], [(1,)], [(0,)]]


def test_the_database_keeps_lists_in_order_and_figures_exact() -> None:
    data = BUILT[exports.SQLITE]
    assert rows(data, "SELECT alias FROM aliases WHERE speaker = 'ilse-varden' ORDER BY position") == [
        ("Chair Varden",),
        ("Varden",),
    ]
    assert rows(data, "SELECT article, name FROM authors") == [("articles/2026-01-14-ferry", "Jana Holm")]
    assert rows(data, "SELECT tag FROM tags") == [("ferries",)]
    assert rows(data, "SELECT speaker, role FROM appearances ORDER BY position") == [
        ("ilse-varden", "chair of the harbour board"),
        ("harbour-board", None),
    ]
    assert rows(data, "SELECT position, name, role FROM mentions") == [(1, "Piet Olander", "harbour master")]
    assert rows(data, "SELECT value, value_number, speaker FROM figures ORDER BY id") == [
        ("6400000", 6400000.0, "ilse-varden"),
        ("-3", -3.0, None),
    ]
    assert rows(data, "SELECT name, url FROM digest") == [
        ("The Tamsin Digest", "https://example.org/digest/")
    ]


@pytest.mark.parametrize(
    ("value", "text", "near"),
    [
        ("0.10", "0.10", 0.1),
        ("1" * 60, "1" * 60, float("1" * 60)),
        ("1E+999", "1E+999", None),
        ("NaN", "NaN", None),
        ("sNaN", "sNaN", None),
    ],
)
def test_a_number_that_is_none_for_sql_is_kept_as_text(value: str, text: str, near: float | None) -> None:
    story = Story("articles/a.md", entry(key_figures=(figure(value=value),)))
    data = dict(exports.build(Catalog.of([story]), PUBLICATION))[exports.SQLITE]
    assert rows(data, "SELECT value, value_number FROM figures") == [(text, near)]


def test_the_same_catalog_gives_the_same_bytes_in_any_process() -> None:
    program = (
        "import hashlib, sys; sys.path[:0] = sys.argv[1:]\n"
        "from catalogs import PUBLICATION, SAMPLE\n"
        "from digest.site import exports\n"
        "for path, content in exports.build(SAMPLE, PUBLICATION):\n"
        "    data = content.encode() if isinstance(content, str) else content\n"
        "    print(path, hashlib.sha256(data).hexdigest())\n"
    )
    folders = [str(Path(__file__).parent), str(Path(__file__).parents[1])]

    def run(seed: str) -> str:
        command = [sys.executable, "-c", program, *folders]
        environment = os.environ | {"PYTHONHASHSEED": seed}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        return done.stdout

    assert run("1") == run("2") != ""


def said(catalog: Catalog, publication: Publication) -> Iterator[records.Record]:
    for story in without_drafts(catalog).stories:
        yield from records.quotations(story, publication)


@given(catalogs(), PUBLICATIONS)
@settings(max_examples=60)
def test_any_text_comes_back_from_json_csv_and_sqlite(catalog: Catalog, publication: Publication) -> None:
    built = dict(exports.build(catalog, publication))
    contents = [record["content"] for record in said(catalog, publication)]
    clean = list(map(legal, contents))
    whole = json.loads(built[exports.JSON])
    nested = [
        quotation.get("content", "")
        for article in whole["articles"]
        for part in (*article.get("speakers", []), {"quotations": article.get("unattributed", [])})
        for quotation in part.get("quotations", [])
    ]
    assert list(map(legal, nested)) == clean
    cells = [row["content"] for row in table(built[exports.QUOTATIONS])]
    assert cells == list(map(exports.cell, contents))
    with opened(built[exports.SQLITE]) as connection:
        stored = connection.execute("SELECT content FROM quotations ORDER BY id").fetchall()
        assert [content for (content,) in stored] == clean
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        connection.execute("INSERT INTO quotations_search (quotations_search) VALUES ('integrity-check')")
    assert built == dict(exports.build(catalog, publication))


@given(TEXT)
def test_no_cell_is_a_formula_and_every_cell_comes_back(text: str) -> None:
    cell = exports.cell(text)
    assert not cell.startswith(("=", "@", "\t", "\r", "\n"))
    assert cell.lstrip("'") == legal(text).lstrip("'")
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator="\r\n").writerow([cell, "end"])
    assert next(csv.reader(io.StringIO(written.getvalue(), newline=""))) == [cell, "end"]


def test_a_digest_with_nothing_in_it_has_its_files_all_the_same() -> None:
    built = dict(exports.build(Catalog.of([]), PUBLICATION))
    assert built.keys() == BUILT.keys()
    assert table(built[exports.QUOTATIONS]) == []
    assert json.loads(built[exports.JSON])["articles"] == []
    assert rows(built[exports.SQLITE], "SELECT count(*) FROM articles") == [(0,)]


MANUAL = (Path(__file__).parents[1] / "docs/data.md").read_text("utf-8")


def test_the_manual_names_every_field() -> None:
    columns = {name for path, text in BUILT.items() if path.endswith(".csv") for name in table(text)[0]}
    tables = rows(BUILT[exports.SQLITE], "SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE TABLE%'")
    ours = [name for (name,) in tables if "_search" not in str(name)]
    for name in ours:
        columns |= {str(row[1]) for row in rows(BUILT[exports.SQLITE], f"PRAGMA table_info({name})")}
    columns -= {"alias", "tag"}  # one of `aliases`, one of `tags`
    assert {"articles", "speakers", "quotations", "figures", "sources"} <= set(ours)
    assert sorted(name for name in columns if f"`{name}`" not in MANUAL) == []
    assert [path for path in BUILT if f"`{path}`" not in MANUAL] == []


@pytest.mark.parametrize("query", re.findall("```sql\n(.*?)```", MANUAL, re.S))
def test_the_manuals_queries_run(query: str) -> None:
    bridge = Story("articles/a.md", entry(speakers=(speaker("Ilse Varden", "The bridge is paid for"),)))
    data = dict(exports.build(Catalog.of([bridge]), PUBLICATION))[exports.SQLITE]
    assert len(rows(data, query)) == 1

"""Which entries print the same text."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from builders import cases, entry

from digest.model import Entry, Source, Timestamp
from digest.near_duplicates import near_duplicates

CASES = cases("near_duplicates")
WIRE = CASES[0]["one"]
FLOOD = (
    "The cellar of the museum stood under water on Sunday after a main burst in Quay Street.\n\n"
    "Volunteers carried the herbarium upstairs, sheet by sheet, and by nightfall nothing had been lost."
)
HOUSE = (
    "Letters to the desk are welcome at any hour; whoever signs with name and street may hope to see a letter"
    " printed, shortened where space is short, and nobody is paid for one or told why it was left out."
)


def printed(body: str, day: str = "2026-01-14", paper: str = "A") -> Entry:
    return entry(body=body, timestamp=Timestamp.parse(day), source=Source(name=paper))


def groups(**entries: Entry) -> list[str]:
    return ["".join(group) for group in near_duplicates(entries)]


@pytest.mark.parametrize("case", CASES, ids=[case["title"] for case in CASES])
def test_two_texts_are_one_story_or_two_whichever_comes_first(case: dict[str, Any]) -> None:
    one, other = printed(case["one"]), printed(case["other"], "2026-01-15", "B")
    assert groups(a=one, b=other) == (["ab"] if case["same"] else [])
    later = printed(case["one"], "2026-01-15", "B")
    assert groups(a=printed(case["other"]), b=later) == (["ab"] if case["same"] else [])


@pytest.mark.parametrize("marks", ['""', "“”", "””", "„“", "„”", '„"', "«»", "»«", "「」"])
def test_shared_quotations_make_no_two_stories_one_whatever_their_marks(marks: str) -> None:
    (case,) = (case for case in CASES if "long quotations" in case["title"])
    one, other = (re.sub('"([^"]*)"', rf"{marks[0]}\1{marks[1]}", case[key]) for key in ("one", "other"))
    assert groups(a=printed(one), b=printed(other, "2026-01-15", "B")) == []
    assert groups(a=printed(one), b=printed(one, "2026-01-15", "B")) == ["ab"]


def test_a_group_begins_with_the_earliest_print_and_ties_stand_by_name() -> None:
    assert groups(
        a=printed(WIRE, "2026-01-15", "A"),
        d=printed(WIRE, "2026-01-14", "B"),
        c=printed(WIRE, "2026-01-14", "C"),
        b=printed(WIRE, "2026-01-14T08:00", "D"),
    ) == ["bcda"]


def test_every_story_has_a_group_of_its_own() -> None:
    assert groups(
        a=printed(WIRE),
        b=printed(FLOOD, "2026-01-15"),
        c=printed(FLOOD, "2026-01-15", "B"),
        d=printed(WIRE, "2026-01-16", "B"),
        e=printed(HOUSE, "2026-01-16", "B"),
    ) == ["ad", "bc"]


def test_a_story_is_reprinted_within_a_week_of_its_first_print() -> None:
    weekly = [printed(WIRE, f"2026-01-{day}", str(day)) for day in (14, 21, 22)]
    assert groups(a=weekly[0], b=weekly[1]) == ["ab"]
    assert groups(a=weekly[0], b=weekly[2]) == []


def test_a_week_after_its_first_print_a_story_is_news_again() -> None:
    one, other = (f"{WIRE.replace('.', ',').replace('said', said)}" for said in ("said", "declared"))
    assert groups(a=printed(one), b=printed(other, "2026-01-21", "B")) == ["ab"]
    assert groups(a=printed(one), b=printed(other, "2026-01-22", "B")) == []


def test_the_same_article_pasted_twice_is_one_story() -> None:
    assert groups(a=printed(WIRE), b=printed(WIRE)) == ["ab"]


def test_what_a_paper_prints_again_on_another_day_is_its_form() -> None:
    assert groups(a=printed(WIRE), b=printed(WIRE, "2026-01-15")) == []


def test_a_sentence_that_comes_back_after_weeks_makes_no_two_stories_one() -> None:
    one = printed(f"A market opens on Saturday.\n\n{HOUSE}")
    other = printed(f"The library is closed on Friday.\n\n{HOUSE}", "2026-01-15", "B")
    assert groups(a=one, b=other) == ["ab"], "nothing shows yet that it is the house's"
    assert groups(a=one, b=other, c=printed(f"{FLOOD}\n\n{HOUSE}", "2025-11-30", "C")) == []


def test_a_story_is_found_below_the_houses_sentence() -> None:
    one, other = printed(f"{WIRE}\n\n{HOUSE}"), printed(f"{WIRE}\n\n{HOUSE}", "2026-01-15", "B")
    assert groups(a=one, b=other, c=printed(f"{FLOOD}\n\n{HOUSE}", "2025-11-30", "C")) == ["ab"]


def test_a_story_printed_by_very_many_is_one_story() -> None:
    everywhere = {f"{at:03}": printed(WIRE, paper=str(at)) for at in range(100)}
    (group,) = near_duplicates(everywhere)
    assert group == tuple(sorted(everywhere))


def test_a_phrase_that_very_many_stories_share_hides_no_reprint() -> None:
    stories = {
        f"{at:03}": printed(f"{HOUSE} {' '.join(f'w{at}x{n}' for n in range(90))}") for at in range(60)
    }
    again = printed(stories["000"].body, "2026-01-15", "B")
    assert near_duplicates(stories | {"z": again}) == (("000", "z"),)


def test_another_run_of_python_finds_the_same() -> None:
    program = "from digest.near_duplicates import _shingles; print(sorted(_shingles('a b c d e f g')))"
    runs = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parent.parent)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1

"""The values that flow."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest
from builders import article, entry
from hypothesis import given
from hypothesis import strategies as st

from digest.model import Block, Timestamp

CLOCKS = st.none() | st.times()
OFFSETS = st.none() | st.integers(-14 * 60, 14 * 60).map(lambda minutes: timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2025-12-02", "2025-12-02"),
        (" 2025-12-02 ", "2025-12-02"),
        ("2025-12-02T19:42", "2025-12-02T19:42:00"),
        ("2025-12-02 19:42", "2025-12-02T19:42:00"),
        ("2025-12-02T19:42:07.5", "2025-12-02T19:42:07.500000"),
        ("2025-12-02T19:42Z", "2025-12-02T19:42:00+00:00"),
        ("2025-12-02 19:42 -03:30", "2025-12-02T19:42:00-03:30"),
        ("2024-02-29", "2024-02-29"),
        ("0001-01-01", "0001-01-01"),
    ],
)
def test_a_timestamp_holds_what_is_written_and_no_more(text: str, meant: str) -> None:
    assert str(Timestamp.parse(text)) == meant


@pytest.mark.parametrize(
    "text", ["", "today", "02.12.2025", "2025-12", "2025-12-02T", "2025-12-02+02:00", "２０２５-12-02"]
)
def test_what_is_no_timestamp_says_what_one_looks_like(text: str) -> None:
    with pytest.raises(ValueError, match="not a date like 2025-12-02"):
        Timestamp.parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "2025-02-29",
        "2025-13-01",
        "0000-01-01",
        "2025-12-02T25:00",
        "2025-12-02T19:60",
        "2025-12-02T19:42+99:00",
    ],
)
def test_a_day_or_time_that_cannot_be_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match="no such date or time"):
        Timestamp.parse(text)


@given(st.dates(), CLOCKS, OFFSETS)
def test_a_timestamp_reads_back_as_it_was_written(
    day: date, clock: time | None, offset: timedelta | None
) -> None:
    stamp = Timestamp(day, clock, offset if clock is not None else None)
    assert Timestamp.parse(str(stamp)) == stamp


@given(st.lists(st.builds(Timestamp, st.dates(), CLOCKS, OFFSETS), max_size=5))
def test_any_timestamps_can_be_put_in_order_and_days_never_mix(stamps: list[Timestamp]) -> None:
    ordered = sorted(stamps, key=lambda stamp: stamp.sort_key)
    assert all(before.day <= after.day for before, after in pairwise(ordered))


def test_within_a_day_the_instant_decides_and_no_time_comes_last() -> None:
    texts = ["2026-01-14", "2026-01-14T10:00+02:00", "2026-01-14T09:00", "2026-01-14T09:00-01:00"]
    ordered = sorted(map(Timestamp.parse, texts), key=lambda stamp: stamp.sort_key)
    assert [str(stamp) for stamp in ordered] == [
        "2026-01-14T10:00:00+02:00",
        "2026-01-14T09:00:00",
        "2026-01-14T09:00:00-01:00",
        "2026-01-14",
    ]


def test_a_time_has_no_day_of_its_own() -> None:
    assert Timestamp.parse("2026-01-14T08:30").sort_key[1].replace(tzinfo=None) == datetime(
        2026, 1, 14, 8, 30
    )


def test_paragraphs_are_counted_without_the_headings() -> None:
    told = article("One.", Block(kind="heading", text="Why"), "Two.")
    assert told.paragraphs == ("One.", "Two.")


def test_values_are_never_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        entry().title = "Other"  # type: ignore[misc]

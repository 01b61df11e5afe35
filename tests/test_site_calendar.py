"""Days and months with how much was printed in each."""

from __future__ import annotations

from datetime import date

import pytest
from builders import Seen, site, story

from digest.model import Timestamp
from digest.site import pages
from digest.site.calendar import MonthTable, month_table, year_rows
from digest.site.catalog import Catalog, Story
from digest.site.words import Words


def on(day: str, stories: int = 1) -> list[Story]:
    return [story(f"{day}-{at}", timestamp=Timestamp.parse(day)) for at in range(stories)]


def table(language: str, *stories: Story, most: int = 4) -> MonthTable:
    return month_table(date(2026, 2, 1), stories, Words.of(language), most)


def test_a_month_has_its_days_in_weeks_and_nothing_beside_them() -> None:
    weeks = table("en").weeks
    assert [len(week) for week in weeks] == [7] * 5
    assert [cell.first.day for week in weeks for cell in week if cell] == list(range(1, 29))
    assert [cell is None for cell in weeks[0]] == [True] * 6 + [False]  # 1 February 2026 is a Sunday


@pytest.mark.parametrize(
    ("language", "first", "full"),
    [
        ("en", "Mo", "Monday"),
        ("uk", "пн", "понеділок"),
        ("pt-BR", "dom", "domingo"),
        ("en-US", "Su", "Sunday"),
    ],
)
def test_a_week_begins_as_it_does_where_the_language_is_spoken(language: str, first: str, full: str) -> None:
    made = table(language)
    assert made.weekdays[0][0].rstrip(".") == first
    assert made.weekdays[0][1] == full
    assert made.weeks[0].index(next(cell for cell in made.weeks[0] if cell)) == (
        0 if full in {"domingo", "Sunday"} else 6
    )


def test_a_day_is_the_darker_the_more_was_printed_and_a_single_story_is_seen() -> None:
    made = table(
        "en", *on("2026-02-03"), *on("2026-02-04", 5), *on("2026-02-05", 9), *on("2026-02-06", 40), most=40
    )
    shades = {cell.first.day: (cell.stories, cell.shade) for week in made.weeks for cell in week if cell}
    assert [shades[day] for day in (2, 3, 4, 5, 6)] == [(0, 0), (1, 1), (5, 1), (9, 1), (40, 4)]


def test_where_no_day_has_much_a_single_story_is_light() -> None:
    made = table("en", *on("2026-02-03"), *on("2026-02-04", 2), most=2)
    assert sorted({cell.shade for week in made.weeks for cell in week if cell}) == [0, 1, 2]


def test_years_stand_latest_first_with_all_their_months() -> None:
    catalog = Catalog.of([*on("2026-02-03", 2), *on("2024-12-31")])
    rows = year_rows(catalog.months)
    assert [(row.year, row.stories, len(row.months)) for row in rows] == [(2026, 2, 12), (2024, 1, 12)]
    assert [(cell.stories, cell.shade) for cell in rows[0].months][:3] == [(0, 0), (2, 2), (0, 0)]
    assert year_rows([]) == ()


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_first_and_the_last_day_that_there_is_have_a_calendar(day: str) -> None:
    whole = site(*on(day))
    (page,) = (page for page in pages.build(whole) if page.template == "month.html")
    assert "1 story" in pages.render(page, whole)


def test_a_calendar_is_a_table_that_says_what_it_shows() -> None:
    whole = site(*on("2026-02-03"))
    (page,) = (page for page in pages.build(whole) if page.template == "month.html")
    shown = Seen(pages.render(page, whole))
    assert shown.words("caption") == ["Days of February 2026 with stories"]
    heads = [attributes for tag, attributes, _ in shown.elements if tag == "th"]
    assert [head["scope"] for head in heads] == ["col"] * 7


def test_months_have_names_short_and_in_full() -> None:
    december = date(2025, 12, 1)
    ukrainian, english = Words.of("uk"), Words.of("en")
    assert (ukrainian.month_name(december), ukrainian.short_month(december)) == ("грудень", "груд")
    assert (english.month_name(december), english.short_month(december)) == ("December", "Dec")

"""Days and months as a reader finds them in a calendar, with how much was printed in each."""

from __future__ import annotations

from calendar import Calendar
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from digest.site.catalog import Story
from digest.site.words import Words

SHADES = 4  # from a little to the most


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A day or a month, how many stories it has, and how dark that makes it; 0 is none."""

    first: date
    stories: int
    shade: int


@dataclass(frozen=True, kw_only=True)
class MonthTable:
    """A month as weeks of seven days, which begin as they do where the site's language is spoken."""

    month: date
    stories: tuple[Story, ...]
    weekdays: tuple[tuple[str, str], ...]  # short and in full
    weeks: tuple[tuple[Cell | None, ...], ...]  # none beside the month


@dataclass(frozen=True, kw_only=True)
class YearRow:
    """A year as its twelve months."""

    year: int
    months: tuple[Cell, ...]

    @property
    def stories(self) -> int:
        """How many stories the year has."""
        return sum(month.stories for month in self.months)


def month_table(month: date, stories: Sequence[Story], words: Words, most: int) -> MonthTable:
    """The table of a month; `most` is what the fullest day of the digest has."""
    count = Counter(story.day for story in stories)
    weeks = Calendar(words.first_weekday).monthdayscalendar(month.year, month.month)
    return MonthTable(
        month=month,
        stories=tuple(stories),
        weekdays=words.weekdays,
        weeks=tuple(
            tuple(_cell(month.replace(day=day), count, most) if day else None for day in week)
            for week in weeks
        ),
    )


def year_rows(months: Iterable[tuple[date, Sequence[Story]]]) -> tuple[YearRow, ...]:
    """The years of a digest, the latest first."""
    count = Counter({month: len(stories) for month, stories in months})
    most = max(count.values(), default=0)
    years = sorted({month.year for month in count}, reverse=True)
    return tuple(
        YearRow(year=year, months=tuple(_cell(date(year, number, 1), count, most) for number in range(1, 13)))
        for year in years
    )


def _cell(first: date, count: Counter[date], most: int) -> Cell:
    stories = count[first]
    return Cell(first=first, stories=stories, shade=-(-SHADES * stories // max(most, SHADES)))

"""A small grammar of printed dates; what it cannot decide is a question, never a guess."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from babel.dates import get_day_names, get_month_names

from digest.parse import lexicon
from digest.parse.clock import Clock, beside

_LONGEST = 400  # signs of a line that are looked through for dates
_KEPT = 4096  # lines whose dates are remembered: title, outlet and authors all ask for them
LANGUAGES = ("en", "uk", "ru", "de", "fr", "es", "pl", "it", "pt", "nl")

_YEAR = r"(?P<year>(?:19|20)\d\d)"
_ISO = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<sep>[-./])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})(?!\d)(?:T(?=\d))?"
)
_NUMERIC = re.compile(
    r"(?<![\d.,/-])(?P<a>\d{1,2})(?P<sep>[./-]) ?(?P<b>\d{1,2})(?P=sep) ?"
    r"(?P<year>(?:19|20)\d\d|\d\d(?!\d))(?![./-]?\d[./-])"
)
_EAST_ASIAN = re.compile(
    r"(?P<year>(?:19|20)\d\d) ?[年년] ?(?P<month>\d{1,2}) ?[月월] ?(?P<day>\d{1,2}) ?[日일]"
)
_RELATIVE = re.compile(
    rf"\b(?:{lexicon.either('relative').replace('N', '[0-9]{1,3} ?')})\b".replace("\\ ", " ?"), re.IGNORECASE
)
_ORDINAL = r"(?:st|nd|rd|th|er|re|º|°|-го)?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A date as a text prints it: the days it may mean, and the time beside it."""

    start: int
    end: int
    text: str
    days: tuple[date, ...]  # day first, then month first, where both are possible; none when impossible
    clock: Clock | None = None
    weekday: int | None = None

    @property
    def ambiguous(self) -> bool:
        """Whether the order of day and month is still open."""
        return len(self.days) > 1


def find_dates(text: str) -> tuple[Printed, ...]:
    """Every date in a line that gives day, month and year.

    >>> [str(day) for printed in find_dates("19:42 02.12.2025, Dec. 3rd, 2025") for day in printed.days]
    ['2025-12-02', '2025-12-03']
    >>> find_dates("3 min read 2.5.1 12/2025")
    ()
    """
    return _found(text if len(text) <= _LONGEST else text[:_LONGEST].rpartition(" ")[0])


@lru_cache(maxsize=_KEPT)
def _found(text: str) -> tuple[Printed, ...]:
    found = sorted(_matches(text), key=lambda match: (match.start(), -match.end()))
    kept: list[Printed] = []
    for match in found:
        if not kept or match.start() >= kept[-1].end:
            kept.append(_printed(text, match))
    return tuple(kept)


def is_relative(text: str) -> bool:
    """Whether a line says how long ago something was, which says nothing on another day."""
    return _RELATIVE.search(text) is not None


def _matches(text: str) -> Iterator[re.Match[str]]:
    if not any(map(str.isdigit, text)):
        return
    for pattern in (_ISO, _EAST_ASIAN, _NUMERIC, *_worded()):
        yield from pattern.finditer(text)


def _printed(text: str, match: re.Match[str]) -> Printed:
    start, end = match.span()
    groups = match.groupdict()
    clock = beside(text, start, end)
    return Printed(
        start=start,
        end=end,
        text=match[0],
        days=tuple(_days(groups)),
        clock=clock,
        weekday=_weekday(text[max(0, start - 14) : start]),
    )


def _days(groups: dict[str, str | None]) -> Iterator[date]:
    year = int(groups["year"] or 0)
    year += 2000 if year < 100 else 0
    if groups.get("a") is None:
        name = groups.get("name")
        month = _months()[name.casefold()] if name else int(groups["month"] or 0)
        yield from _day(year, month, int(groups["day"] or 0))
        return
    first, second = int(groups["a"] or 0), int(groups["b"] or 0)
    yield from _day(year, second, first)
    if groups["sep"] != "." and first != second:
        yield from _day(year, first, second)


def _day(year: int, month: int, day: int) -> Iterator[date]:
    try:
        yield date(year, month, day)
    except ValueError:
        return


@cache
def _worded() -> tuple[re.Pattern[str], ...]:
    names = "|".join(sorted(map(re.escape, _months()), key=lambda name: (-len(name), name)))
    month = rf"(?P<name>{names})(?![^\W\d_])"
    own_word = r"(?:(?<![^\W\d_])|(?-i:(?<=[a-z])(?=[A-Z])))"  # "by The ObserverMay 3, 2025"
    day = r"(?<![\d.,:])(?P<day>\d{1,2})"
    return (
        re.compile(
            rf"{day}(?:{_ORDINAL}|\.)[ -]?(?:de |of )?{month}[.,]?[ -]?(?:de |, )?{_YEAR}", re.IGNORECASE
        ),
        re.compile(rf"{own_word}{month}\.? ?(?P<day>\d{{1,2}}){_ORDINAL},? {_YEAR}", re.IGNORECASE),
    )


@cache
def _months() -> dict[str, int]:
    """Month names and their short forms in every language; a word for two months is for none."""
    meanings: dict[str, set[int]] = {"sept": {9}}
    for language in LANGUAGES:
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for number, name in get_month_names(width, context, language).items():
                    meanings.setdefault(name.casefold().rstrip("."), set()).add(number)
    return {name: numbers.copy().pop() for name, numbers in meanings.items() if len(numbers) == 1}


@cache
def _weekdays() -> dict[str, int]:
    meanings: dict[str, set[int]] = {}
    for language in LANGUAGES:
        for width in ("wide", "abbreviated"):
            for number, name in get_day_names(width, "format", language).items():
                meanings.setdefault(name.casefold().rstrip("."), set()).add(number)
    return {name: numbers.copy().pop() for name, numbers in meanings.items() if len(numbers) == 1}


def _weekday(before: str) -> int | None:
    words = re.findall(r"[^\W\d_]+", before)
    return _weekdays().get(words[-1].casefold()) if words else None

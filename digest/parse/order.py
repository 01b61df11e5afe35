"""In which order the numbers of a date stand: 02/03/2025 is two days until something decides."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from digest.model import KnownSource
from digest.parse import lexicon
from digest.parse.clock import Clock
from digest.parse.dates import Printed, find_dates
from digest.parse.line import Line

_DAY_FIRST_LANGUAGES = frozenset({"uk", "ru", "de", "fr", "es", "pl", "it", "pt", "nl"})
_NEAR = timedelta(days=10)
_NUMBERS = re.compile(r"(\d{1,2})[/-] ?(\d{1,2})[/-]")


def day_of(
    printed: Printed, clock: Clock | None, lines: Sequence[Line], language: str, source: KnownSource | None
) -> date | None:
    """The day a date means, or nothing when its order of day and month cannot be known."""
    if len(printed.days) == 1:
        return printed.days[0]
    first = _day_first(printed, clock, lines, language, source)
    return None if first is None else printed.days[0 if first else 1]


def _day_first(
    printed: Printed, clock: Clock | None, lines: Sequence[Line], language: str, source: KnownSource | None
) -> bool | None:
    """What the editor taught decides, then the weekday, the language, the zone, the page's other dates."""
    if source is not None and source.day_first is not None:
        return source.day_first
    if printed.weekday is not None:
        fits = [day.weekday() == printed.weekday for day in printed.days]
        return fits[0] if fits[0] != fits[1] else None
    if language in _DAY_FIRST_LANGUAGES:
        return True
    if clock and clock.zone in lexicon.words("zones_us"):
        return False
    return _as_other_dates(lines, printed.days)


def _as_other_dates(lines: Sequence[Line], days: Sequence[date]) -> bool | None:
    """The order of the page's other numeric dates, or the reading that is near its dates in words."""
    found = (printed for line in lines for printed in find_dates(line.text))
    others = [printed for printed in found if not printed.ambiguous]
    orders = {_order(printed) for printed in others} - {None}
    if len(orders) == 1:
        return orders.pop()
    in_words = [printed for printed in others if any(map(str.isalpha, printed.text))]
    certain = {day for printed in in_words for day in printed.days}
    near = [any(abs(day - other) <= _NEAR for other in certain) for day in days]
    return near[0] if near[0] != near[1] else None


def _order(printed: Printed) -> bool | None:
    numbers = _NUMBERS.match(printed.text)
    if numbers is None or not printed.days or numbers[1] == numbers[2]:
        return None
    return printed.days[0].day == int(numbers[1])

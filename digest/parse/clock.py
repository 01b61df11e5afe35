"""Times of day and time zones as a page prints them beside a date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from digest.parse import lexicon

_TIME = (
    r"(?P<hour>\d{1,2})(?:\s?[:.hH]\s?(?P<minute>\d\d)(?::\d\d)?(?!\d))?\s?(?P<half>[aApP]\.?[mM]\b\.?)?"
    r"(?:\s?Uhr\b)?"
)
_ZONE = r"(?:[ ,]{0,2}\(?(?P<zone>(?:UTC|GMT)\s?[+−-]\d{1,2}(?::?\d\d)?|[+−-]\d\d:?\d\d|[A-Z]{1,5})\b\)?)?"
_JOIN = r"[\s,;:|•·/@()–—-]{0,6}"
_AT = r"(?:(?:at|um|à|о|об|в|a las|alle|alle ore|ore|om|godz|às|kl)\b\.?\s?)?"
_AFTER = re.compile(_JOIN + _AT + _TIME + _ZONE)
_BEFORE = re.compile(
    r"(?<![\d:.,])" + _TIME + _ZONE + _JOIN + r"(?:[^\W\d_]{2,12}[.,]{0,2}\s?)?" + _JOIN + r"\Z"
)
_WHOLE = re.compile(r"[\s(]*" + _TIME + _ZONE + r"[\s)]*")
_OFFSET = re.compile(r"(?:UTC|GMT)?\s?([+−-])(\d{1,2}):?(\d\d)?")
_REACH = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A time of day and the words for its zone, where they are printed."""

    time: time
    zone: str | None = None
    twelve_hours: bool = False


def beside(text: str, start: int, end: int) -> Clock | None:
    """The time printed right after or right before the date at `start` to `end`.

    >>> beside("19:42 02.12.2025", 6, 16).time
    datetime.time(19, 42)
    """
    before = text[max(0, start - _REACH) : start]
    return _read(_AFTER.match(text[end : end + _REACH])) or _read(_BEFORE.search(before))


def alone(text: str) -> Clock | None:
    """The time that is all a line says."""
    return _read(_WHOLE.fullmatch(text)) if len(text) <= _REACH else None


def offset(zone: str | None, day: date, clock: time) -> timedelta | None:
    """How far a zone is from UTC at that moment; nothing for one that could be several, or is out of season.

    >>> offset("ET", date(2025, 7, 1), time(12)) == offset("EDT", date(2025, 7, 1), time(12))
    True
    >>> offset("EST", date(2025, 7, 1), time(12)) is None
    True
    """
    if zone is None:
        return None
    printed, _, place = lexicon.table("zones").get(zone, zone).rpartition(" ")
    if "/" not in place:
        return _numeric(place)
    there = offset_in(place, day, clock)
    return there if not printed or there == _numeric(printed) else None


def _numeric(text: str) -> timedelta | None:
    match = _OFFSET.fullmatch(text)
    if match is None:
        return None
    sign, hours, minutes = match.groups()
    size = timedelta(hours=int(hours), minutes=int(minutes or 0))
    return (-size if sign in "-−" else size) if size <= timedelta(hours=14) else None


def offset_in(name: str, day: date, clock: time) -> timedelta | None:
    """How far a place named as IANA does is from UTC at that moment."""
    try:
        return datetime.combine(day, clock, ZoneInfo(name)).utcoffset()
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _read(match: re.Match[str] | None) -> Clock | None:
    if match is None or (match["minute"] is None and match["half"] is None):
        return None
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    half = (match["half"] or "").replace(".", "").lower()
    if half and not 1 <= hour <= 12 and not (half == "pm" and hour < 24):
        return None
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or minute > 59:
        return None
    return Clock(time=time(hour, minute), zone=match["zone"], twelve_hours=bool(half))

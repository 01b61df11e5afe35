"""Dates as machines write them: ISO 8601 in its many spellings, and the dates of messages."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from email.utils import parsedate_tz
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from digest.model import KnownSource, Timestamp

_ISO = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)"
    r"(?:[T ]{1,2}(?P<hour>\d\d):?(?P<minute>\d\d)(?::?(?P<second>\d\d)(?:[.,]\d{1,9})?)?"
    r"\s?\(?(?:UTC|GMT)?\s?(?P<zone>Z|[+-]\d\d:?\d\d|[+-]\d\d)?\)?)?",
    re.ASCII,
)
_OLDEST = date(1971, 1, 1)  # 1970 and before is what an empty field becomes


def read_stamp(text: str, known: KnownSource | None = None) -> Timestamp | None:
    """The moment that a machine wrote, in the zone that the editor taught; nothing for other words.

    Midnight to the second is how machines write a day without a time.

    >>> str(read_stamp("2025-12-02T19:42:07.113+0200"))
    '2025-12-02T19:42:07+02:00'
    >>> str(read_stamp("Tue, 02 Dec 2025 17:42:00 GMT"))
    '2025-12-02T17:42:00+00:00'
    >>> str(read_stamp("2025-12-02T00:00:00Z"))
    '2025-12-02'
    >>> read_stamp("02/12/2025") is None
    True
    """
    try:
        found = _iso(text.strip()) or _of_message(text.strip())
    except (ValueError, OverflowError):
        return None
    if found is None or found.day < _OLDEST:
        return None
    if found.time == time():
        return Timestamp(found.day)
    return _at_home(found, known)


def instant(stamp: Timestamp) -> datetime | date:
    """What two stamps of one moment share: the moment in UTC, or as much of it as is known."""
    if stamp.time is None:
        return stamp.day
    moment = datetime.combine(stamp.day, stamp.time)
    return moment if stamp.offset is None else (moment - stamp.offset).replace(tzinfo=UTC)


def _iso(text: str) -> Timestamp | None:
    match = _ISO.fullmatch(text)
    if match is None:
        return None
    day = date.fromisoformat(match["day"])
    if match["hour"] is None:
        return Timestamp(day)
    clock = time(int(match["hour"]), int(match["minute"]), int(match["second"] or 0))
    return Timestamp(day, clock, _offset(match["zone"]))


def _offset(zone: str | None) -> timedelta | None:
    if zone is None:
        return None
    digits = "0000" if zone == "Z" else zone[1:].replace(":", "").ljust(4, "0")
    size = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    if size > timedelta(hours=14):
        raise ValueError(zone)
    return -size if zone.startswith("-") else size


def _of_message(text: str) -> Timestamp | None:
    """A date as messages have it; `-0000` says that its zone is not known."""
    read = parsedate_tz(text) if "," in text[:12] else None
    if read is None:
        return None
    year, month, day, hour, minute, second, *_, offset = read
    zone = None if offset is None or text.endswith("-0000") else timedelta(seconds=offset)
    return Timestamp(date(year, month, day), time(hour, minute, min(second, 59)), zone)


def _at_home(stamp: Timestamp, known: KnownSource | None) -> Timestamp:
    """The same moment on the clock of the outlet, where its page names a zone."""
    zone = _zone(known)
    if zone is None or stamp.time is None:
        return stamp
    moment = datetime.combine(stamp.day, stamp.time)
    if stamp.offset is None:
        local = moment.replace(tzinfo=zone)
    else:
        local = (moment - stamp.offset).replace(tzinfo=UTC).astimezone(zone)
    return Timestamp(local.date(), local.time(), local.utcoffset())


def _zone(known: KnownSource | None) -> ZoneInfo | None:
    if known is None or not known.timezone:
        return None
    try:
        return ZoneInfo(known.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None

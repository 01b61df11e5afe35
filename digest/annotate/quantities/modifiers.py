"""The words before or behind a quantity that say how it is meant: over, about, up to, down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from digest.annotate.quantities.lexicon import table, words
from digest.annotate.quantities.tokens import Reading

Change = Literal["free", "verb", "by", "never"]  # which words of rise and fall may count

_PARTICLES = {"up": "up", "down": "down", "off": "down"}
_LONGEST = 5  # tokens


@dataclass(frozen=True, slots=True)
class Modified:
    """A modifier, if there is one, and the tokens of the quantity with its words."""

    modifier: str | None
    first: int
    after: int


def modified(reading: Reading, first: int, after: int, *, is_range: bool, change: Change) -> Modified:
    """Find the modifier of the quantity that stands from token `first` up to token `after`."""
    behind = _behind(reading, after)
    if behind is not None:
        return Modified(behind[0], first, behind[1])
    lead, is_from = _lead(reading, first) if is_range else (first, False)
    found = _before(reading, lead, table(f"modifiers_{reading.language}"))
    if found is None and not is_from:
        found = _changed(reading, lead, change)
    return Modified(None, lead, after) if found is None else Modified(*found, after)


def within_time(reading: Reading, found: Modified) -> Modified:
    """A length of time without the “over” that only says when: “paid over a year”, not “lasted over …”."""
    if reading.lower(found.first) != "over" or reading.lower(found.first - 1) in words("over_time_en"):
        return found
    return Modified(None, found.first + 1, found.after)


def _lead(reading: Reading, first: int) -> tuple[int, bool]:
    """Where a range starts with its “between” or “from”, and whether that is “from”."""
    word = reading.lower(first - 1)
    is_from = word in words("froms")
    return first - (is_from or word in words("betweens")), is_from


def _changed(reading: Reading, end: int, change: Change) -> tuple[str, int] | None:
    """The verb or particle of change before token `end`: “fell by”, “was up”."""
    if change == "never":
        return None
    by = reading.lower(end - 1) in words("bys")
    particle = end - 1 - by
    leads = change == "free" or (change == "verb" and _may_lead(reading, particle - 1))
    if reading.language == "en" and reading.lower(particle) in _PARTICLES and leads:
        return _PARTICLES[reading.lower(particle)], particle
    if change == "by" and not by:
        return None
    if change == "verb" and not by and reading.lower(end - 1) in words("spending_en"):
        return None
    changes = table(f"changes_{reading.language}")
    return _before(reading, end, changes) or _before(reading, end - by, changes)


def _may_lead(reading: Reading, i: int) -> bool:
    """Whether “up” behind token `i` tells a direction: “was up”, but not “gave up”."""
    if reading.kind(i) != "word":
        return True
    return reading.lower(i) in words("before_up_en") or not reading.tokens[i].text.islower()


def _before(reading: Reading, end: int, modifiers: Mapping[str, str]) -> tuple[str, int] | None:
    """The longest modifier that ends right before token `end`, and where it starts."""
    for first in range(max(0, end - _LONGEST), end):
        modifier = modifiers.get(reading.words(first, end).lower())
        if modifier is not None:
            return modifier, first
    return None


def _behind(reading: Reading, after: int) -> tuple[str, int] | None:
    """The longest modifier that starts at token `after`, and where it ends."""
    modifiers = table(f"modifiers_{reading.language}")
    for end in range(min(after + 3, len(reading.tokens)), after, -1):
        modifier = modifiers.get(f"<after> {reading.words(after, end).lower()}")
        if modifier is not None:
            return modifier, end
    return None

"""The grammar of quantities: modifier, currency, number, scale, unit or counted noun, rate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from digest.annotate.quantities.amounts import Amount, Kind, read_amount
from digest.annotate.quantities.lexicon import words
from digest.annotate.quantities.measured import Measured, measured
from digest.annotate.quantities.modifiers import Change, Modified, modified, within_time
from digest.annotate.quantities.not_figures import (
    DASHES,
    closed_tokens,
    counts_nothing,
    is_part_of_name,
    is_year,
)
from digest.annotate.quantities.number_words import is_foreign_scale, is_scale, table_of
from digest.annotate.quantities.ranges import far_end
from digest.annotate.quantities.tokens import Reading, read

_SAID_AGAIN = frozenset(("(", "/", "or", ", or"))  # what stands before the same quantity in another unit
_LONGEST_ELISION = 40  # characters: “…, Brno by 2 %”


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """One quantity of a text: where its surface stands, its exact value, and how it is meant."""

    start: int
    end: int
    value: Decimal
    value_to: Decimal | None = None
    unit: str | None = None
    modifier: str | None = None
    kind: Kind


def find_quantities(text: str, *, language: str = "en") -> tuple[Quantity, ...]:
    """Find every quantity of a text in its order; ages, “one” and “hundreds” too, which are no key figures.

    >>> [(str(q.value), q.unit, q.modifier) for q in find_quantities("Shares rose 7.5 % to 148p.")]
    [('7.5', '%', 'up'), ('148', 'pence', None)]
    """
    return tuple(_scan(read(text, language)))


def find_numbers(text: str, *, language: str = "en") -> frozenset[Decimal]:
    """The value of every number in a text that is no date, name or code, whatever it measures.

    >>> sorted(map(str, find_numbers("7 dead, 2 of 12 hurt on 3 May")))
    ['12', '2', '7']
    >>> sorted(map(str, find_numbers("thirty-one boats")))
    ['31']
    """
    return frozenset(_numbers(read(text, language)))


def _numbers(reading: Reading) -> Iterator[Decimal]:
    closed = closed_tokens(reading)
    at = 0
    while at < len(reading.tokens):
        amount = None if at in closed else read_amount(reading, at)
        at += 1
        if amount is not None and amount.number.is_decimal and not is_part_of_name(reading, amount):
            yield amount.number.value
            at = amount.number.after  # the one of thirty-one is no number of its own


def _scan(reading: Reading) -> Iterator[Quantity]:
    closed = closed_tokens(reading)
    i, floor, previous = 0, 0, None
    while i < len(reading.tokens):
        amount = None if i in closed else read_amount(reading, i)
        if amount is None:
            i += 1
            continue
        found, i = _quantity(reading, amount, closed, _Before(floor, previous))
        if found is not None:
            floor, previous = i, found
            yield found


@dataclass(frozen=True, slots=True)
class _Before:
    """The quantity before, and the first token that is not its own."""

    floor: int
    quantity: Quantity | None


def _quantity(
    reading: Reading, left: Amount, closed: frozenset[int], before: _Before
) -> tuple[Quantity | None, int]:
    """The quantity that starts with an amount, if it is one, and the token to go on from."""
    if is_part_of_name(reading, left):
        return None, left.number.after
    left, right = far_end(reading, left, closed)
    last = right or left
    what = measured(reading, left, last)
    if not _is_sure(reading, left, last) or (
        what.unit == "years" and left.number.plain and is_year(left.number.value)
    ):
        return None, last.after
    is_bare = what.kind in ("bare", "count", "one")
    if is_bare and counts_nothing(reading, left, right, noun=what.kind != "bare"):
        return None, last.after
    found = modified(reading, left.first, what.after, is_range=right is not None, change=_change(what))
    if what.kind == "duration":
        found = within_time(reading, found)
    quantity = _build(reading, left, right, what, replace(found, first=max(found.first, before.floor)))
    return _restated(reading, quantity, before.quantity), max(found.after, last.after)


def _is_sure(reading: Reading, left: Amount, last: Amount) -> bool:
    """Whether no scale or sign can hide beside the number; without number words its unit follows at once."""
    if _may_share_minus(reading, left, last):
        return False
    before, behind = reading.lower(left.first - 1), reading.lower(last.number.after)
    if is_scale(before, reading.language) or is_foreign_scale(behind, reading.language):
        return False  # “bin 315” is 1,315 in Turkish
    if behind == ")" and is_scale(reading.lower(last.number.after + 1), reading.language):
        return False  # “(3.2) million”
    if table_of(reading.language):
        return True
    return last.unit is not None and not (left.sign_first and reading.kind(last.after) == "word")


def _may_share_minus(reading: Reading, left: Amount, last: Amount) -> bool:
    """Whether one end of a range may lend its minus to the other: “minus 5 to 10 degrees”, “-10–12 %”."""
    if bool(left.minus) == bool(last.minus):
        return False
    return "word" in (left.minus, last.minus) or reading.lower(left.after) in DASHES


def _build(reading: Reading, left: Amount, right: Amount | None, what: Measured, found: Modified) -> Quantity:
    vague_to = left.number.vague_to
    return Quantity(
        start=reading.tokens[found.first].start,
        end=reading.tokens[found.after - 1].end,
        value=left.number.value,
        value_to=vague_to if right is None else right.number.value,
        unit=what.unit,
        modifier=found.modifier or ("over" if left.is_least else None),
        kind="vague" if vague_to is not None else what.kind,
    )


def _change(what: Measured) -> Change:
    """How freely a quantity may rise and fall: “fell 3 %”, but “fell 300 metres” is a way down."""
    if what.kind in ("share", "bare") or what.unit in words("levels_en"):
        return "free"
    if what.kind == "money":
        return "verb"
    return "by" if what.kind in ("measure", "count") else "never"


def _restated(reading: Reading, quantity: Quantity, previous: Quantity | None) -> Quantity:
    """The quantity, with the modifier of that before which it only says again: “over 5 miles (8 km)”."""
    if previous is None or previous.modifier is None or quantity.modifier is not None:
        return quantity
    between = reading.text[previous.end : quantity.start][: _LONGEST_ELISION + 1].strip()
    is_elided = between.startswith(",") and between.endswith(" by") and "." not in between
    if between in _SAID_AGAIN or is_elided:
        return replace(quantity, modifier=previous.modifier)
    return quantity

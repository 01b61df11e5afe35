"""The far end of a range: “between 5 and 7 million”, “10–12 %”, “from $30 to $35”."""

from __future__ import annotations

from dataclasses import replace

from digest.annotate.quantities.amounts import Amount, read_amount, sign_width
from digest.annotate.quantities.counted import counted_noun
from digest.annotate.quantities.lexicon import table, words
from digest.annotate.quantities.not_figures import DASHES, is_year
from digest.annotate.quantities.numerals import times
from digest.annotate.quantities.tokens import Reading


def far_end(reading: Reading, left: Amount, closed: frozenset[int]) -> tuple[Amount, Amount | None]:
    """Return the amount, in the scale of its range, and the far end where one follows.

    >>> from digest.annotate.quantities.tokens import read
    >>> reading = read("5 to 7 million")
    >>> [str(end.number.value) for end in far_end(reading, read_amount(reading, 0), frozenset())]
    ['5000000', '7000000']
    """
    start = _far_start(reading, left)
    if start is None or start >= len(reading.tokens) or start in closed:
        return left, None
    right = read_amount(reading, start)
    if right is None or not _fits(reading, left, right):
        return left, None
    return _in_scale_of(left, right), right


def _far_start(reading: Reading, left: Amount) -> int | None:
    """Where the far end's number would stand: behind a dash, “to”, or the “and” of “between”."""
    i, links = left.after, words(f"range_links_{reading.language}")
    link = reading.lower(i)
    if link in DASHES and not reading.glued(i + 1) and reading.lower(i + 1) in links:
        i += 1  # “3- to 6-minute”
    elif link in DASHES:
        if reading.glued(i) != reading.glued(i + 1):
            return None
        if reading.lower(i + 1) in links and reading.joined(i + 2):
            i += 2  # “0-to-40”
    elif link not in links and not _is_between(reading, left, link):
        return None
    return i + 1 + sign_width(reading, i + 1)


def _is_between(reading: Reading, left: Amount, link: str) -> bool:
    return link in words(f"joins_{reading.language}") and reading.lower(left.first - 1) in words("betweens")


def _fits(reading: Reading, left: Amount, right: Amount) -> bool:
    """Whether two amounts can be the ends of one range."""
    if left.number.vague_to or right.number.vague_to or left.kind == "fraction" or right.kind == "fraction":
        return False
    if left.number.plain and is_year(left.number.value) and right.number.value < left.number.value:
        return False
    falls = right.number.value < left.number.value and right.number.value >= 0
    if left.unit is not None and falls and not _is_from(reading, left):
        return False  # “led by 37 % to 33 %”
    if left.unit == right.unit and _is_level(reading, left, right):
        return False
    if left.unit is not None and right.unit is None:
        return _shares_sign(reading, left, right)
    return left.unit in (None, right.unit)


def _is_from(reading: Reading, left: Amount) -> bool:
    before = reading.lower(left.first - 1)
    return before in words("froms") or before in words("betweens")


def _shares_sign(reading: Reading, left: Amount, right: Amount) -> bool:
    """“$30-35”, “$5 to 7 million”; but “up 4 % to 13,000” are two figures."""
    counts = counted_noun(reading, right.after) > right.after
    return left.sign_first and not counts and times(right.number.value, left.number.scale) > left.number.value


def _is_level(reading: Reading, left: Amount, right: Amount) -> bool:
    """Whether the second amount is what the first led to: “rose 3.2 to 642.1”."""
    changes = table(f"changes_{reading.language}")
    if reading.lower(left.after) in DASHES or reading.lower(left.first - 1) not in changes:
        return False
    return left.unit is not None or counted_noun(reading, right.after) == right.after


def _in_scale_of(left: Amount, right: Amount) -> Amount:
    """“5 to 7 million” is five million to seven."""
    scale = right.number.scale
    if left.number.scale > 1 or scale == 1 or left.number.after != left.after:
        return left
    crosses = left.minus or right.minus  # “-5 to 3 million”
    if not crosses and times(left.number.value, scale) >= right.number.value:
        return left
    return replace(left, number=replace(left.number, value=times(left.number.value, scale)))

"""The number that stands among the tokens of a text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from digest.annotate.quantities.numerals import times

DECIMAL_PARTS = {
    2: "0.5",
    4: "0.25",
    5: "0.2",
    8: "0.125",
    10: "0.1",
    16: "0.0625",
    20: "0.05",
    50: "0.02",
    100: "0.01",
}


@dataclass(frozen=True, slots=True)
class Number:
    """A number that ends before token `after`, with all that its reading left open."""

    after: int
    value: Decimal
    spelled: bool = False  # in words
    plain: bool = False  # a numeral of nothing but digits
    scale: Decimal = Decimal(1)  # what the word behind it multiplied it by
    letter: str = ""  # one that may be a scale or a unit: “37m”
    part: int = 0  # how many such parts make a whole, where it is a fraction
    vague_to: Decimal | None = None  # “hundreds” are from 100 to 1,000

    @property
    def is_decimal(self) -> bool:
        """Whether `value` says the whole number, and not only the top of a fraction."""
        return self.part == 0 or self.part in DECIMAL_PARTS

    def negative(self) -> Number:
        """The number below zero."""
        return replace(self, value=self.value.copy_negate())


def fraction(after: int, top: int, bottom: int) -> Number:
    """Return a fraction as a decimal where one says it exactly; else its top, with the bottom as its part.

    >>> fraction(2, 3, 4).value, fraction(2, 2, 3).value, fraction(2, 2, 3).part
    (Decimal('0.75'), Decimal('2'), 3)
    """
    exact = Decimal(DECIMAL_PARTS.get(bottom, 1))
    return Number(after, times(Decimal(top), exact), spelled=True, part=bottom)

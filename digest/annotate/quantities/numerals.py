"""Reading numerals exactly: `1,234.56`, `1.234,56`, `12,34,567`, in any script's digits."""

from __future__ import annotations

import re
import unicodedata
from decimal import Context, Decimal, Inexact, InvalidOperation, Overflow

MAX_DIGITS = 30  # a longer one is a serial number or an attack, never a quantity in the news

_EXACT = Context(prec=4 * MAX_DIGITS, traps=[Inexact, InvalidOperation, Overflow])
_SEPARATOR = re.compile(r"[.,'’٫٬ \u00a0\u202f]")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+")
_INDIAN = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}")


def read_numeral(numeral: str, mark: str = ".") -> Decimal | None:
    """Return the exact value of a numeral, or nothing when it can be read in two ways or in none.

    The decimal mark is the one its language prefers; both are read where no doubt is left.

    >>> read_numeral("1,234.56"), read_numeral("1.234,56"), read_numeral("1,2,3,4")
    (Decimal('1234.56'), Decimal('1234.56'), None)
    >>> read_numeral("10,5", ","), read_numeral("10.500", ","), read_numeral("12,34,567")
    (Decimal('10.5'), Decimal('10500'), Decimal('1234567'))
    """
    plain = _ascii_digits(numeral)
    if plain is None:
        return None
    whole, decimals = _split(plain, mark)
    if whole is None or (len(whole) > 1 and whole.startswith("0")):
        return None
    return Decimal(f"{whole}.{decimals}" if decimals else whole)


def times(value: Decimal, factor: Decimal) -> Decimal:
    """The exact product, whole numbers without decimals.

    >>> times(Decimal("1.20"), Decimal(1000))
    Decimal('1200')
    """
    product = _EXACT.multiply(value, factor)
    return Decimal(int(product)) if is_whole(product) else product


def plus(value: Decimal, other: Decimal) -> Decimal:
    """The exact sum."""
    return _EXACT.add(value, other)


def is_whole(value: Decimal) -> bool:
    """Whether a value has no decimals but zeros, however long it is."""
    return value == value.to_integral_value()


def _ascii_digits(numeral: str) -> str | None:
    """The numeral in ASCII digits, when all its digits are of one script and not too many."""
    if len(numeral) > 2 * MAX_DIGITS:
        return None
    if numeral.isascii():
        return numeral if sum(map(str.isdigit, numeral)) <= MAX_DIGITS else None
    zeros = {ord(c) - unicodedata.decimal(c) for c in numeral if c.isdecimal()}
    if len(zeros) != 1 or sum(map(str.isdecimal, numeral)) > MAX_DIGITS:
        return None
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else _plain_mark(c) for c in numeral)


def _plain_mark(mark: str) -> str:
    return {"٫": ".", "٬": ",", "’": "'", "\u00a0": " ", "\u202f": " "}.get(mark, mark)


def _split(numeral: str, mark: str) -> tuple[str | None, str]:
    """The digits before and after the decimal mark; nothing before when the numeral is unreadable."""
    marks = _SEPARATOR.findall(numeral)
    if not marks:
        return numeral, ""
    if len(marks) == 1:
        return _split_once(numeral, marks[0], mark)
    if len(set(marks)) == 1:
        return _ungroup(numeral, marks[0]), ""
    head, last, decimals = numeral.rpartition(marks[-1])
    if last not in ".," or len(set(marks[:-1])) != 1 or last == marks[0]:
        return None, ""
    return _ungroup(head, marks[0]), decimals


def _split_once(numeral: str, found: str, mark: str) -> tuple[str | None, str]:
    head, _, tail = numeral.partition(found)
    if found not in ".,":
        return _ungroup(numeral, found), ""
    if found == mark:
        # “10.000” in English is ten to one writer and ten thousand to another.
        return (None, "") if tail == "000" and head != "0" else (head, tail)
    if len(tail) == 3 and head != "0":
        return _ungroup(numeral, found), ""
    return (head, tail) if len(tail) < 3 else (None, "")


def _ungroup(numeral: str, found: str) -> str | None:
    commas = numeral.replace(found, ",")
    if _GROUPED.fullmatch(commas) or (found == "," and _INDIAN.fullmatch(commas)):
        return commas.replace(",", "")
    return None

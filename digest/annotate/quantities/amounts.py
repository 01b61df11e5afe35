"""One number with its currency or unit: “€187 billion”, “7.5 million Danish kroner”, “37m”."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from digest.annotate.quantities.counted import counted_noun
from digest.annotate.quantities.currencies import currency_codes, currency_signs
from digest.annotate.quantities.lexicon import words
from digest.annotate.quantities.number import Number
from digest.annotate.quantities.number_words import word_value
from digest.annotate.quantities.numbers import read_number, scaled_behind, scaled_from, with_letter
from digest.annotate.quantities.numerals import is_whole
from digest.annotate.quantities.tokens import Reading
from digest.annotate.quantities.units import unit_names, unit_symbols

Kind = Literal[
    "money", "share", "measure", "duration", "age", "moment", "count", "one", "fraction", "vague", "bare"
]

_ELISION = re.compile("^d['’]")  # “2 millions d’euros”
_PUNCTUATION = frozenset(',.;:!?()[]"“”')
_CLOSE = 2  # tokens: “5M new jobs”, but “a 3M board” is a company's
_LONGEST_UNIT = 5  # tokens
_LONGEST_SIGN = 4  # tokens: “−US$”
_MINUS = frozenset("-−－")
_BEFORE_MINUS = frozenset("([{\"'“‘«„=:~≈")
_DEGREES = frozenset(("°", "°C", "°F"))
_LEVELS = _DEGREES | {"%", "pp"}  # what may be “negative 3”
_ORDINAL_PARTS = {3: "thirds", 6: "sixths", 7: "sevenths", 9: "ninths"}


@dataclass(frozen=True, slots=True)
class Amount:
    """A number and its unit, from token `first` up to token `after`."""

    first: int
    after: int
    number: Number
    unit: str | None = None
    kind: Kind | None = None
    sign_first: bool = False  # the currency stands before the number
    is_least: bool = False  # a plus stands behind the number: “500+”
    minus: Literal["", "sign", "word"] = ""  # what makes the number negative


def read_amount(reading: Reading, i: int) -> Amount | None:
    """Read the amount whose number starts at token `i`, if one does."""
    number = read_number(reading, i)
    if number is None:
        return None
    if not number.is_decimal:
        part = Amount(i, number.after, number, _part_unit(number), "fraction")
        return part if _minus_before(reading, part) is None else None
    first, currency = _currency_beyond(reading, i - 1)
    if currency is None:
        return _signed(reading, _unsigned(reading, i, number))
    return _loss(reading, i, number, first, currency)


def _currency_beyond(reading: Reading, i: int) -> tuple[int, str | None]:
    """The currency sign that stands before the bracket or the minus at token `i`: “$(3)”, “€−3”."""
    if reading.lower(i) not in _MINUS | {"("} or not (reading.glued(i) and reading.glued(i + 1)):
        return i, None
    first, currency = _currency_before(reading, i)
    is_behind = reading.kind(first - 1) == "number"  # “5€-10€”
    return first, None if is_behind or reading.words(first, i).isalpha() else currency


def _loss(reading: Reading, i: int, number: Number, first: int, currency: str) -> Amount | None:
    """Money in brackets or behind a minus is less than none; a bracket that goes on tells nothing."""
    if reading.lower(i - 1) == "(":
        if reading.lower(number.after) != ")":
            return None
        number = scaled_from(reading, number, number.after + 1)
    if number.letter and _is_scale(reading, number, money=True):
        number = with_letter(number)
    return Amount(first, number.after, number.negative(), currency, "money", sign_first=True, minus="sign")


def _unsigned(reading: Reading, i: int, number: Number) -> Amount:
    """The amount of a number, whatever minus stands before it."""
    first, currency = _currency_before(reading, i)
    if number.letter and _is_scale(reading, number, money=currency is not None):
        number = with_letter(number)
    is_least = reading.lower(number.after) == "+" and reading.glued(number.after)
    if is_least:
        number = replace(number, after=number.after + 1)
    if currency is not None:
        after = number.after + (reading.lower(number.after).upper() == currency)
        return Amount(first, after, number, currency, "money", sign_first=True, is_least=is_least)
    after, unit = _unit_behind(reading, number.after)
    kind = unit_kind(unit) if unit is not None else "fraction" if number.part else None
    if kind == "money":
        number = scaled_behind(reading, number, after)
        after = max(after, number.after)
    return Amount(i, after, number, unit, kind, is_least=is_least)


def _part_unit(number: Number) -> str | None:
    """The unit of a fraction that no decimal can say: two-thirds are 2 “thirds”, one in 30 is 1 “in 30”."""
    return None if number.is_decimal else _ORDINAL_PARTS.get(number.part, f"in {number.part}")


def sign_width(reading: Reading, i: int) -> int:
    """How many tokens of currency and minus stand from token `i` up to a number."""
    is_word = reading.lower(i) in words("minuses")
    for width in range(1, _LONGEST_SIGN + 1):
        if is_word or reading.kind(i + width) == "number":
            amount = read_amount(reading, i + width)
            return width if amount is not None and amount.first == i else 0
    return 0


def unit_kind(unit: str) -> Kind:
    """What a unit measures."""
    if unit in ("%", "pp", "bp"):
        return "share"
    if unit in words("durations"):
        return "duration"
    return "money" if unit in currency_codes() or unit in words("moneys") else "measure"


def _signed(reading: Reading, amount: Amount) -> Amount:
    """The amount with the minus before it, or with the “below zero” behind it."""
    found = _minus_before(reading, amount)
    if found is not None:
        first, minus = found
        return replace(amount, first=first, number=amount.number.negative(), minus=minus)
    behind = [reading.lower(amount.after), reading.lower(amount.after + 1)]
    if amount.unit in _DEGREES and behind == ["below", "zero"]:
        number = amount.number.negative()
        return replace(amount, after=amount.after + 2, number=number, minus="word")
    return amount


def _minus_before(reading: Reading, amount: Amount) -> tuple[int, Literal["sign", "word"]] | None:
    """Where the minus of an amount starts, and whether it is a sign."""
    i = amount.first - 1
    sign = reading.lower(i)
    is_dash = sign == "–" and (amount.unit in _LEVELS or amount.kind == "money")
    if sign in _MINUS or is_dash:
        if reading.glued(i + 1) and (not reading.glued(i) or reading.lower(i - 1) in _BEFORE_MINUS):
            return i, "sign"
        i -= reading.joined(i)  # “minus-20 degrees”
    is_word = reading.lower(i) in words("minuses") or (
        reading.lower(i) == "negative" and amount.unit in _LEVELS
    )
    return (i, "word") if is_word and not _joins_numbers(reading, i) else None


def _joins_numbers(reading: Reading, i: int) -> bool:
    """Whether the “minus” at token `i` takes away, or is one of two signs: “5 minus 3”, “plus or minus 3”."""
    before = reading.lower(i - 1)
    return (
        before in ("or", "/", "plus")
        or reading.kind(i - 1) == "number"
        or word_value(before, reading.language) is not None
    )


def _currency_before(reading: Reading, i: int) -> tuple[int, str | None]:
    """Where the currency sign or code before token `i` starts, and what it means."""
    signs, tokens = currency_signs(reading.language), reading.tokens
    if i == 0 or tokens[i - 1].text in _PUNCTUATION or tokens[i].start - tokens[i - 1].end > 1:
        return i, None
    for first in range(max(0, i - 3), i):
        sign = "".join(token.text for token in tokens[first:i])
        within_word = tokens[first].glued and first > 0 and tokens[first - 1].kind == "word"
        if within_word or not _may_be_sign(reading, first, i):
            continue
        code = signs.get(sign) or (signs.get(sign.upper()) if not sign.isalpha() else None)
        if code is not None:
            return first, code
    return i, None


def _may_be_sign(reading: Reading, first: int, i: int) -> bool:
    """A sign of several tokens is one word, but for “US $5”; in “A $5” the letter is an article."""
    glued = all(token.glued for token in reading.tokens[first + 1 : i])
    return glued or (reading.tokens[first].text.isupper() and reading.tokens[first].text != "A")


def _is_scale(reading: Reading, number: Number, *, money: bool) -> bool:
    """Whether the letter behind a number is its scale: in “37m” it may be metres."""
    glued, behind = reading.glued(number.after), number.after + 1
    if reading.glued(behind) and reading.kind(behind) == "number":
        return False
    if money:
        return glued or number.letter in "mMbB"
    behind += reading.lower(behind) == "+"
    _, unit = _unit_behind(reading, behind)
    counts = unit is not None or 0 < counted_noun(reading, behind) - behind <= _CLOSE
    if number.letter in "mk":
        fraction = number.letter == "m" and not is_whole(number.value) and reading.kind(behind) == "word"
        return glued and (counts or fraction or number.letter == "k") and not _is_length(reading, number)
    return counts and (unit is None or number.letter == "K") and (glued or number.letter in "MB")


def _is_length(reading: Reading, number: Number) -> bool:
    return number.letter == "m" and reading.lower(number.after + 1) in words("dimensions_en")


def _unit_behind(reading: Reading, i: int) -> tuple[int, str | None]:
    """The unit or currency right behind a number, a hyphen or an adjective between or not."""
    j = i + (reading.joined(i) or reading.lower(i) in words(f"unit_links_{reading.language}"))
    found = _longest_unit(reading, i, j)
    if found is None and reading.lower(j) in words("unit_adjectives_en"):
        found = _longest_unit(reading, i, j + 1)
        found = found if found is not None and unit_kind(found[1]) in ("duration", "measure") else None
    return found or (i, None)


def _longest_unit(reading: Reading, i: int, j: int) -> tuple[int, str] | None:
    if reading.lower(j) in _PUNCTUATION:
        return None
    symbols, names, signs = unit_symbols(), unit_names(reading.language), currency_signs(reading.language)
    for after in range(min(j + _LONGEST_UNIT, len(reading.tokens)), j, -1):
        name = _ELISION.sub("", reading.words(j, after))
        unit = symbols.get(name) or signs.get(name) or names.get(name.lower().replace("-", " "))
        if unit is not None and _ends_there(reading, after) and _may_be_unit(reading, i, name, after):
            return after, unit
    return None


def _ends_there(reading: Reading, after: int) -> bool:
    """Whether no letter or digit touches the end of a unit."""
    is_sign = reading.kind(after - 1) == "sign"
    if is_sign and not reading.glued(after - 1) and reading.glued(after) and reading.kind(after) == "number":
        return False  # the sign of the number that follows: “5 €7”
    touches = reading.glued(after) and reading.kind(after) in ("word", "number")
    return not touches or (is_sign and reading.lower(after - 1) not in "′″")


def _may_be_unit(reading: Reading, i: int, name: str, after: int) -> bool:
    """One letter behind a blank is rarely a unit: “Section 5 A”."""
    if len(name) > 1 or not name.isalpha() or reading.glued(i):
        return True
    return (
        reading.kind(i - 1) == "number"
        and name in "mglLVWFKC"
        and reading.lower(after) in ("", ".", ",", ")", "and", "or", "to")
    )

"""Reading the number at a token: a numeral with its scale, number words, a fraction."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from digest.annotate.quantities.fractions import VULGAR, read_fraction, read_odds, read_slashed
from digest.annotate.quantities.lexicon import table, words
from digest.annotate.quantities.number import Number
from digest.annotate.quantities.number_words import is_scale, opens_number, sum_of_words, word_value
from digest.annotate.quantities.numerals import plus, read_numeral, times
from digest.annotate.quantities.tokens import Reading

_HALF = Decimal("0.5")
_LARGEST_SCALE = Decimal(10) ** 15
_LETTERS = {"k": 3, "K": 3, "m": 6, "M": 6, "b": 9, "B": 9, "t": 12, "T": 12}


def read_number(reading: Reading, i: int) -> Number | None:
    """Read the number that starts at token `i`, if one does.

    >>> from digest.annotate.quantities.tokens import read
    >>> [str(read_number(read(text), 0).value) for text in ("2.7 million", "10 1/2", "half a dozen")]
    ['2700000', '10.5', '6']
    """
    kind = reading.kind(i)
    if kind == "sign":
        return _vulgar(reading, i) or _pointed(reading, i)
    if kind == "word" and not opens_number(reading.lower(i), reading.language):
        return None
    if reading.language == "en":
        odds = read_odds(reading, i)
        if odds is not None:
            return odds
    if kind == "number":
        return read_slashed(reading, i) or _numeral(reading, i)
    if reading.language == "en":
        return _vague(reading, i) or read_fraction(reading, i) or _spelled(reading, i)
    return _spelled(reading, i)


def with_letter(number: Number) -> Number:
    """The number with the letter behind it taken as its scale: `37m` is 37 million."""
    scale = Decimal(10) ** _LETTERS[number.letter]
    value = times(number.value, scale)
    return replace(number, after=number.after + 1, value=value, scale=scale, letter="", plain=False)


def scaled_behind(reading: Reading, number: Number, i: int) -> Number:
    """The number with a scale that stands behind its currency: “75 USD million”."""
    scaled = scaled_from(reading, number, i)
    return scaled if number.scale == 1 and scaled.scale > 1 else number


def scaled_from(reading: Reading, number: Number, i: int) -> Number:
    """The number up to token `i`, with the scale or the letter that stands there."""
    return _scaled(reading, replace(number, after=i, letter=""))


def _vulgar(reading: Reading, i: int) -> Number | None:
    sign = reading.lower(i)
    return Number(i + 1, VULGAR[sign]) if sign in VULGAR else None


def _pointed(reading: Reading, i: int) -> Number | None:
    """A decimal without its zero: “.5”."""
    starts = reading.lower(i) == "." and not reading.glued(i) and reading.glued(i + 1)
    digits = reading.lower(i + 1)
    if not starts or not digits.isdecimal():
        return None
    value = read_numeral(f"0.{digits}")
    return None if value is None else Number(i + 2, value)


def _numeral(reading: Reading, i: int) -> Number | None:
    text = reading.tokens[i].text
    value = read_numeral(text, reading.mark)
    if value is None:
        return None
    number = _mixed(reading, Number(i + 1, value, plain=text.isdecimal()))
    return _and_a_half(reading, _scaled(reading, _and_a_half(reading, number)))


def _mixed(reading: Reading, number: Number) -> Number:
    """The numeral with the fraction behind it: “10 1/2”, “3½”."""
    i = number.after
    if not number.plain:
        return number
    part = read_slashed(reading, i) if reading.kind(i) == "number" else _vulgar(reading, i)
    if part is None:
        return number
    return replace(number, after=part.after, value=plus(number.value, part.value), plain=False)


def _and_a_half(reading: Reading, number: Number) -> Number:
    """“Two and a half million”, “a million and a half”."""
    i = number.after
    if [reading.lower(k) for k in range(i, i + 3)] != ["and", "a", "half"]:
        return number
    value = plus(number.value, times(number.scale, _HALF))
    return replace(number, after=i + 3, value=value, plain=False)


def _scaled(reading: Reading, number: Number) -> Number:
    """The number with the scales behind it: “2.7bn”, “5 million”, “1.5 lakh crore”."""
    scale, after = Decimal(1), number.after
    while scale < _LARGEST_SCALE:
        j = after + reading.joined(after)
        if not is_scale(reading.lower(j), reading.language):
            break
        scale = times(scale, Decimal(word_value(reading.lower(j), reading.language) or 1))
        after = j + 1
    if scale > 1:
        after += reading.lower(after) == "." and reading.lower(after - 1) in words("abbreviated_scales")
        return replace(number, after=after, value=times(number.value, scale), scale=scale, plain=False)
    letter = reading.tokens[after].text if after < len(reading.tokens) else ""
    return replace(number, letter=letter) if letter in _LETTERS else number


def _vague(reading: Reading, i: int) -> Number | None:
    """“Dozens”, “hundreds of thousands”: from one such to ten."""
    vague = table("vague_en")
    is_name = i > 0 and reading.tokens[i].text[0].isupper() and reading.kind(i - 1) == "word"
    if reading.lower(i) not in vague or is_name or reading.kind(i - 1) == "number":
        return None
    value, after = Decimal(vague[reading.lower(i)]), i + 1
    if reading.lower(after) == "of" and reading.lower(after + 1) in vague:
        value, after = times(value, Decimal(vague[reading.lower(after + 1)])), after + 2
    return Number(after, value, spelled=True, vague_to=times(value, Decimal(10)))


def _spelled(reading: Reading, i: int) -> Number | None:
    """A number in words, where the words tell one."""
    if not table(f"numbers_{reading.language}") or _tells_no_number(reading, i):
        return None
    found, after = sum_of_words(reading, i)
    if after == i:
        return None
    number = Number(after, Decimal(found.value), spelled=True)
    if found.scale and not found.rest:
        return _and_a_half(reading, replace(number, scale=Decimal(found.scale)))
    number = _and_a_half(reading, number)
    return _scaled(reading, number) if found.value < 100 else number


def _tells_no_number(reading: Reading, i: int) -> bool:
    """Whether a scale stands alone or behind “several”: “the million”, “einige hundert”."""
    first, before = reading.lower(i), reading.lower(i - 1)
    if is_scale(first, reading.language) and first not in words("thousands"):
        return True
    if reading.language != "en":
        return before in words("indefinites")
    # “A third of a million”: no decimal says it.
    return first in ("a", "an") and before == "of" and reading.lower(i - 2) in table("parts_en")

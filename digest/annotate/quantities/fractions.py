"""Fractions and odds: “half a million”, “two-thirds”, “3/4”, “seven out of ten”."""

from __future__ import annotations

import re
from decimal import Decimal
from math import gcd

from digest.annotate.quantities.lexicon import table, words
from digest.annotate.quantities.number import Number, fraction
from digest.annotate.quantities.number_words import is_scale, word_value
from digest.annotate.quantities.numerals import times
from digest.annotate.quantities.tokens import Reading

VULGAR = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")} | {
    sign: Decimal(eighths) / 8 for sign, eighths in (("⅛", 1), ("⅜", 3), ("⅝", 5), ("⅞", 7))
}

_SLASHED = re.compile(r"[1-9]\d?/[1-9]\d?", re.ASCII)
_SLASHED_PARTS = (2, 4, 8, 16)  # “9/10” is a mark
_FIRST_LINKS = ("in", "of", "out")
_LONGEST_LINK = 3  # tokens: “out of every”


def read_fraction(reading: Reading, i: int) -> Number | None:
    """Read “half of”, “a third of”, “two-thirds”, “three quarters” at token `i`."""
    if reading.lower(i) == "half":
        return _half(reading, i)
    j = i + 1 + reading.joined(i + 1)
    bottom = int(table("parts_en").get(reading.lower(j), 0))
    top = 1 if reading.lower(i) in ("a", "an") else (word_value(reading.lower(i), "en") or 0)
    if not bottom or not 0 < top < 10 or gcd(top, bottom) > 1:
        return None  # “two quarters” are half a year
    part = fraction(j + 1, top, bottom)
    scaled = _of_scale(reading, part) if part.is_decimal else None
    return scaled or (part if top > 1 or reading.lower(j + 1) in ("of", "the") else None)


def read_odds(reading: Reading, i: int) -> Number | None:
    """Read “one in four”, “seven out of every ten” at token `i`."""
    links = table("odds_en")
    if reading.lower(i + 1) not in _FIRST_LINKS:
        return None
    for width in range(_LONGEST_LINK, 0, -1):
        link = " ".join(reading.lower(k) for k in range(i + 1, i + 1 + width))
        if link in links:
            return _odds(reading, i, i + 1 + width, is_sure=links[link] == "sure")
    return None


def read_slashed(reading: Reading, i: int) -> Number | None:
    """Read `3/4` at token `i`, when a decimal can say it exactly; `24/7` is none."""
    if reading.lower(i + 1) != "/" or not (reading.glued(i + 1) and reading.glued(i + 2)):
        return None
    top, bottom = reading.lower(i), reading.lower(i + 2)
    if not _SLASHED.fullmatch(f"{top}/{bottom}") or reading.lower(i + 3) == "/":
        return None
    if int(bottom) not in _SLASHED_PARTS or int(top) >= int(bottom):
        return None
    return fraction(i + 3, int(top), int(bottom))


def _half(reading: Reading, i: int) -> Number | None:
    half = fraction(i + 1, 1, 2)
    is_half = reading.lower(i + 1) in words("halved_en") and reading.lower(i - 1) not in words(
        "not_halves_en"
    )
    return _of_scale(reading, half) or (half if is_half else None)


def _of_scale(reading: Reading, part: Number) -> Number | None:
    """“Half a million”, “a quarter of a million”, “half a dozen”."""
    j = part.after + (reading.lower(part.after) == "of")
    j += reading.lower(j) in ("a", "an")
    if not is_scale(reading.lower(j), "en"):
        return None
    scale = Decimal(word_value(reading.lower(j), "en") or 1)
    return Number(j + 1, times(scale, part.value), spelled=True, scale=scale)


def _odds(reading: Reading, i: int, j: int, *, is_sure: bool) -> Number | None:
    """Odds, unless “in” tells where or when: “killed two in three days”."""
    top, bottom = _small(reading, i), _small(reading, j)
    if not 0 < top < bottom <= 100 or reading.lower(i - 1) in words("labels_en"):
        return None
    behind = reading.lower(j + 1)
    is_place = reading.lower(i - 1) in words("victims_en") or behind.removesuffix("s") + "s" in words(
        "durations"
    )
    return fraction(j + 1, top, bottom) if is_sure or not is_place else None


def _small(reading: Reading, i: int) -> int:
    word = reading.lower(i)
    if word.isascii() and word.isdigit():
        return int(word) if len(word) < 4 else 0
    return word_value(word, "en") or 0

"""Numbers in words: “thirty-one thousand two hundred”, “siebenunddreißig”, “quatre-vingt-dix”."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType

from digest.annotate.quantities.lexicon import table, tables, words
from digest.annotate.quantities.locales import find_locale
from digest.annotate.quantities.tokens import Reading

_JOINER = "&"  # how a list of numbers marks the word for “and”
_LONGEST_WORD = 60


@dataclass(frozen=True, slots=True)
class WordSum:
    """Number words added up: whole thousands and more, and the rest."""

    total: int = 0
    rest: int = 0
    scale: int = 0  # the last one read; the next must be smaller
    count: int = 0  # of words

    @property
    def value(self) -> int:
        """The number that the words make."""
        return self.total + self.rest

    def add(self, value: int, language: str) -> WordSum | None:
        """The sum with one more word, unless that word starts another number."""
        if value >= 1000:
            if (self.scale and value >= self.scale) or (self.count and not self.rest):
                return None
            total = self.total + (self.rest or 1) * value
            return replace(self, total=total, rest=0, scale=value, count=self.count + 1)
        rest = _add_small(self.rest, value, language) if self.rest else value
        if rest is None or (not self.rest and self.count > 0 and not self.scale):
            return None
        return replace(self, rest=rest, count=self.count + 1)


def opens_number(word: str, language: str) -> bool:
    """Whether a number in words may start with a word; asked of every word, so it answers at once."""
    if word in _openers(language):
        return True
    return language in words("compounding_languages") and word_value(word, language) is not None


@cache
def _openers(language: str) -> frozenset[str]:
    others = {"a", "an", "half", *table("vague_en")} if language == "en" else set()
    return frozenset(others | set(table_of(language)))


def sum_of_words(reading: Reading, i: int) -> tuple[WordSum, int]:
    """Add up the number words from token `i` on, and return where they end.

    >>> from digest.annotate.quantities.tokens import read
    >>> reading = read("two hundred and five or six")
    >>> [(found.value, after) for found, after in (sum_of_words(reading, 0), sum_of_words(reading, 5))]
    [(205, 4), (6, 6)]
    """
    so_far, after = _article(reading, i)
    while True:
        link = after > i and (reading.joined(after) or _joins(reading, after, so_far))
        value = word_value(reading.lower(after + link), reading.language)
        longer = None if value is None else so_far.add(value, reading.language)
        if longer is None:
            return so_far, after
        so_far, after = longer, after + link + 1


def _article(reading: Reading, i: int) -> tuple[WordSum, int]:
    """Start a sum, with one where “a” stands before a scale: “a hundred thousand”."""
    is_one = reading.lower(i) in ("a", "an") and is_scale(reading.lower(i + 1), reading.language)
    return (WordSum(rest=1, count=1), i + 1) if is_one else (WordSum(), i)


def word_value(word: str, language: str) -> int | None:
    """The value of one number word, compounds such as German ones included."""
    numbers = table_of(language)
    if word in numbers:
        return None if numbers[word] == _JOINER else int(numbers[word])
    if language not in words("compounding_languages") or len(word) > _LONGEST_WORD:
        return None
    if _compound(language).fullmatch(word) is None:
        return None
    return _compound_value(_parts(language).findall(word), numbers)


@cache
def table_of(language: str) -> Mapping[str, str]:
    """The number words of a language; where we have no list, the scales that Babel knows."""
    return table(f"numbers_{language}") or MappingProxyType(_printed_scales(language))


def _printed_scales(language: str) -> dict[str, str]:
    """The scales in Babel's patterns such as “0 tisíc”; none when some are words that we cannot cut."""
    locale = find_locale(language)
    if locale.language != language.split("-", maxsplit=1)[0]:
        return {}
    scales = {}
    for formats in locale.compact_decimal_formats.values():
        for magnitudes in formats.values():
            for magnitude, pattern in magnitudes.items():
                digits, _, word = pattern.pattern.replace("\u00a0", " ").partition(" ")
                word = word.replace("'", "").rstrip(".").lower()
                if word and digits.strip("0") == "":
                    scales[word] = str(int(magnitude) // 10 ** (len(digits) - 1))
    return scales if all(word.isalpha() for word in scales) else {}


def is_scale(word: str, language: str) -> bool:
    """Whether a word multiplies the number before it: million, crore, dozen."""
    if language == "en" and word in ("hundred", "dozen"):
        return True  # “4 hundred million”, “two dozen”; the cents of French are parts of a euro
    return (word_value(word, language) or 0) >= 1000 and word in table_of(language)


def is_foreign_scale(word: str, language: str) -> bool:
    """Whether a word is a scale in another language than the text's: “€60 тис” in an English page."""
    return word in _all_scales() and not is_scale(word, language)


@cache
def _all_scales() -> frozenset[str]:
    pairs = (pair for numbers in tables("numbers_") for pair in numbers.items())
    return frozenset(word for word, value in pairs if value != _JOINER and int(value) >= 1000)


def _add_small(rest: int, value: int, language: str) -> int | None:
    """Add a word below a thousand: “sixty” + “five”, “two” × “hundred”, but not “two” + “three”."""
    if value == 100 and rest < 100:
        return rest * 100
    if language == "fr" and value == 20 and rest % 100 == 4:
        return rest - 4 + 80
    tens = rest % 100
    room = 100 if not tens else 10 if tens >= 20 and tens % 10 == 0 else 0
    if language == "fr" and tens in (60, 80):
        room = 20  # soixante-dix, quatre-vingt-dix
    return rest + value if 0 < value < room else None


def _joins(reading: Reading, i: int, so_far: WordSum) -> bool:
    """Whether token `i` is an “and” inside a number; English has it only behind hundreds and more."""
    if table_of(reading.language).get(reading.lower(i)) != _JOINER:
        return False
    return reading.language != "en" or so_far.value >= 100


@cache
def _parts(language: str) -> re.Pattern[str]:
    known = sorted(table_of(language), key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, known)))


@cache
def _compound(language: str) -> re.Pattern[str]:
    # Atomic and possessive: a word is cut in one way or in none, never tried in every way.
    return re.compile(f"(?>{_parts(language).pattern}){{2,12}}+")


def _compound_value(parts: list[str], numbers: Mapping[str, str]) -> int | None:
    total = rest = 0
    for part in parts:
        if numbers[part] == _JOINER:
            continue
        value = int(numbers[part])
        if value >= 1000:
            total, rest = total + (rest or 1) * value, 0
        else:
            rest = (rest or 1) * 100 if value == 100 else rest + value
    return total + rest or None

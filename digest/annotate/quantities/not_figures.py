"""Numbers that measure nothing: dates, clock times, years, telephone numbers, names, codes, scores."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from digest.annotate.quantities.amounts import Amount
from digest.annotate.quantities.counted import is_participle, is_plural
from digest.annotate.quantities.lexicon import table, words
from digest.annotate.quantities.locales import find_locale
from digest.annotate.quantities.number import Number
from digest.annotate.quantities.numerals import is_whole
from digest.annotate.quantities.tokens import Reading

DASHES = frozenset("-–‑−")
_HYPHENS = frozenset("-‑")

_DAY = r"\d{1,2}(?:st|nd|rd|th|er|º|ª|\.)?"
_SHAPES = re.compile(
    r"""
      \b\d{4}-\d{1,2}(?:-\d{1,2}(?:T[\d:.]+Z?)?)?\b                  # 2025-12-02, 2025-12
    | \b\d{1,2}(?:/\d{1,2}/|\.\d{1,2}\.)(?:\d{4}|\d\d)(?!\d)         # 02/12/2025
    | \b\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d+)?(?!\d)(?:\s?[ap]\.?m\b\.?)?  # 19:42
    | \b\d{1,2}(?:[.:]\d\d)?\s?(?:a\.m\.?|p\.m\.?|am\b|pm\b|AM\b|PM\b|A\.M\.?|P\.M\.?|o['’]clock\b|Uhr\b)
    | \b\d{3,4}\s?(?:GMT|UTC|BST|CET|EST|EDT|hrs)\b
    | \b\d{4}[/–-]\d\d(?!\d)                                         # the 2018–19 season
    | \b(?:1[5-9]|20|21)\d\d\s?[–-]\s?(?:1[5-9]|20|21)\d\d\b
    | \b[1-9]0['’]?s\b                                                 # in her 30s
    | (?<!\d)\.\d\d[ -]cali(?:ber|bre)
    | \b\d{1,3}[ -]min(?:ute)?s?[ ](?:read|listen|watch)\b           # furniture
    | \b(?:480|720|1080|1440|2160)p\b                                # a screen
    | \b(?:call|dial)[a-z]{0,4}\s\d{3}\b                            # called 911
    | \b\d{4}s\b | ['’]\d\ds?\b                                      # the 1970s, the ’80s
    | \+\d[\d ().-]{6,24}\d | \b\d{3}[.-]\d{3,4}[.-]\d{4}\b | \(\d{3}\)\ \d{3}-\d{4}
    """,
    re.VERBOSE | re.ASCII,
)
_SENTENCE_STARTS = frozenset('.!?:“”"')
_LONGEST_LIST = 8
_LONGEST_STREET = 5  # tokens
_SERIAL = 1_000_000  # digits without commas from here on are a serial number, not an amount
_FORMULA = frozenset("/#^_=:*&\\@")


def closed_tokens(reading: Reading) -> frozenset[int]:
    """The tokens inside dates, times and telephone numbers."""
    patterns = (_SHAPES, _dates(reading.language))
    spans = sorted(match.span() for pattern in patterns for match in pattern.finditer(reading.text))
    return frozenset(_inside(reading, spans))


def is_part_of_name(reading: Reading, amount: Amount) -> bool:
    """Whether the number belongs to a name, a code or a formula: F-16, COVID-19, 10^400.

    >>> from digest.annotate.quantities.amounts import read_amount
    >>> from digest.annotate.quantities.tokens import read
    >>> jets, tanks = read("F-16 jets"), read("nearly 16 tanks")
    >>> is_part_of_name(jets, read_amount(jets, 2)), is_part_of_name(tanks, read_amount(tanks, 1))
    (True, False)
    """
    touches = amount.minus != "sign" and _touches_before(reading, amount.first)
    return touches or _touches_after(reading, amount)


def counts_nothing(reading: Reading, left: Amount, right: Amount | None, *, noun: bool) -> bool:
    """Whether a number without a unit is a year, a score, a label, or too small to tell."""
    number = left.number
    if right is not None and not noun and reading.lower(left.after) in DASHES:
        return True  # “3–1”
    if number.plain and is_year(number.value):
        return _tells_year(reading, left, right, noun=noun)
    if _is_label(reading, left, noun=noun) or _is_no_number(reading, left):
        return True
    return not noun and right is None and _tells_nothing(reading, left)


def is_year(value: Decimal) -> bool:
    """Whether a value could be a year of our time."""
    return 1500 <= value < 2200 and is_whole(value)


def before_list(reading: Reading, before: int) -> int:
    """Return the token before the first number of a list: “Articles”, before any of “60, 62 and 64”."""
    for _ in range(_LONGEST_LIST):
        joined = reading.lower(before) == "," or reading.lower(before) in words(f"joins_{reading.language}")
        if not joined or reading.kind(before - 1) != "number":
            break
        before -= 2
    return before


def _tells_year(reading: Reading, left: Amount, right: Amount | None, *, noun: bool) -> bool:
    if right is not None:
        return right.number.plain and is_year(right.number.value)
    return not _counts_round(reading, left.first - 1, left.number.value, noun=noun)


def _is_label(reading: Reading, left: Amount, *, noun: bool) -> bool:
    """Whether a numeral numbers a thing, a house or a version."""
    number, before = left.number, left.first - 1
    if number.plain and _is_street(reading, number.after):
        return True
    return (number.plain or _is_version(number)) and _is_named(reading, before, noun=noun)


def _is_no_number(reading: Reading, left: Amount) -> bool:
    """Whether a number is the base of a rate, or a number word tells none: “per 1,000”, “a day or two”."""
    number, before = left.number, reading.lower(left.first - 1)
    if before in words(f"rate_links_{reading.language}") or (number.spelled and number.value == 0):
        return True
    return number.spelled and ((number.value == 2 and before == "or") or _is_proper(reading, left))


def _is_proper(reading: Reading, left: Amount) -> bool:
    """Whether a number word is part of a name: “told Nine Herald”, “the Three Tenants”."""
    capitals = [
        reading.tokens[k].text[0].isupper() for k in (left.first, left.after) if k < len(reading.tokens)
    ]
    return capitals == [True, True] and not _opens(reading, left.first)


def _opens(reading: Reading, i: int) -> bool:
    """Whether token `i` opens a sentence, so that its capital tells nothing."""
    return i == 0 or reading.lower(i - 1) in _SENTENCE_STARTS


def _is_version(number: Number) -> bool:
    """Whether a number may be that of a version: “Tab 10.1”."""
    return not number.spelled and number.scale == 1 and number.value < 100 and not is_whole(number.value)


def _is_street(reading: Reading, i: int) -> bool:
    """Whether a house number ends before token `i`: “210 Tanner Street”, “86 East 14th Street”."""
    for k in range(i, min(i + _LONGEST_STREET, len(reading.tokens))):
        is_name = reading.tokens[k].text[0].isupper() or reading.kind(k) == "number"
        if not is_name and not reading.glued(k):
            return False
        if k > i and reading.lower(k) in words("streets_en"):
            return True
    return False


def _inside(reading: Reading, spans: list[tuple[int, int]]) -> Iterator[int]:
    at = 0
    for index, token in enumerate(reading.tokens):
        while at < len(spans) and spans[at][1] <= token.start:
            at += 1
        if at < len(spans) and spans[at][0] <= token.start:
            yield index


def _touches_before(reading: Reading, i: int) -> bool:
    if not reading.glued(i):
        return False
    sign = reading.lower(i - 1)
    if reading.kind(i - 1) != "sign" or sign in _FORMULA:
        return True
    beyond = reading.kind(i - 2)
    if sign in _HYPHENS and reading.glued(i - 1) and beyond in ("word", "number"):
        return not (reading.lower(i - 2) in words("prefixes_en") or reading.kind(i) == "word")
    return (
        sign in (".", "'", "’") and reading.glued(i - 1) and beyond == "word" and reading.kind(i) == "number"
    )


def _touches_after(reading: Reading, amount: Amount) -> bool:
    i = amount.number.after
    if amount.number.spelled and amount.number.value == 0 and reading.joined(i):
        return True  # “zero-hours”
    if not reading.glued(i):
        return False
    if reading.kind(i) in ("word", "number"):
        return amount.after == i
    return reading.lower(i) in _FORMULA - {"/", ":"} or (
        reading.lower(i) in ("/", ":") and amount.unit is None and reading.glued(i + 1)
    )


def _counts_round(reading: Reading, before: int, value: Decimal, *, noun: bool) -> bool:
    """Four digits without a comma count only as a round number: “1500 people”, not “2016 elections”."""
    return (
        is_whole(value.scaleb(-2))
        and (noun or reading.lower(before) == "of")
        and reading.lower(before) not in words("year_leads_en")
    )


def _is_named(reading: Reading, before: int, *, noun: bool) -> bool:
    """Whether the word before a number is a name that the number ends: iPhone 11, S&P 500."""
    before = before_list(reading, before)
    word, labels = reading.lower(before), words(f"labels_{reading.language}")
    if word in labels or word.removesuffix("s") in labels:
        return True
    if reading.kind(before) != "word" or reading.tokens[before].text.islower():
        return False
    if word in words("may_precede_en"):
        return False
    return not _opens(reading, before) or (not noun and _opens_with_name(reading, before))


def _opens_with_name(reading: Reading, i: int) -> bool:
    """Whether token `i` opens a sentence with a thing that has a number: “Bus 500”, not “Nearly 500”."""
    word = reading.lower(i)
    little = words("stopwords_en") | words("openers_en") | words("victims_en")
    if reading.language != "en" or word in little or word in table("numbers_en"):
        return False
    counts = is_plural(word) or is_participle(word)
    return not (counts or word in table("modifiers_en") or word in table("changes_en"))


def _tells_nothing(reading: Reading, left: Amount) -> bool:
    number, before = left.number, reading.lower(left.first - 1)
    if number.scale > 1 or before in words("victims_en"):
        return False
    size = number.value.copy_abs()
    if number.plain and size >= _SERIAL:
        return True
    if number.spelled:
        return size < 13
    if reading.lower(left.after) in DASHES:
        return True
    if before in ("", "(", "#", "no"):
        return number.plain
    return number.plain and size < 13 and before not in ("to", "at", "of")


@cache
def _dates(language: str) -> re.Pattern[str]:
    """Days with the name of their month, whichever comes first."""
    names = "|".join(sorted(map(re.escape, _months(language)), key=lambda name: (-len(name), name)))
    month = rf"(?:{names})\b\.?"
    days = rf"{_DAY}(?:(?:\s?[–-]\s?|\s(?:and|to|or|und|bis|et|y|e|och|en)\s){_DAY})?"
    day_first = rf"\b{days}\s(?:of\s|de\s)?{month}(?:,?\s(?:de\s|del\s)?\d{{4}}\b)?"
    not_a_day = r"(?!\d|[.,]\d|\s?(?:%|percent|per\scent|pc\b|million|billion))"
    month_first = rf"\b{month}\s(?:the\s)?{days}{not_a_day}(?:,?\s\d{{4}}\b)?"
    year_only = rf"\b{month}(?:,|\sof|\sde|\sdel)?\s\d{{4}}\b"
    return re.compile(f"{day_first}|{month_first}|{year_only}", 0 if language == "en" else re.IGNORECASE)


def _months(language: str) -> frozenset[str]:
    uses = find_locale(language).months.values()
    names = [str(name) for use in uses for width in ("wide", "abbreviated") for name in use[width].values()]
    return frozenset(name.rstrip(".") for name in names if name.rstrip(".").isalpha()) | {"Sept"}

"""What a quantity measures: its unit, the noun it counts, what it is counted per, or an age."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from digest.annotate.quantities.amounts import Amount, Kind, read_amount, sign_width
from digest.annotate.quantities.counted import core, counted_noun
from digest.annotate.quantities.lexicon import words
from digest.annotate.quantities.not_figures import before_list, is_part_of_name, is_year
from digest.annotate.quantities.tokens import Reading

_RATED = frozenset(("money", "share", "measure", "count", "duration"))
_OLD = re.compile("olds?(?:['’]s)?")
_OLDEST = 120
_MOST_SHARING = 2  # “5, 10 and 20 %”


@dataclass(frozen=True, slots=True)
class Measured:
    """The unit and kind of a quantity, which ends before token `after`."""

    after: int
    unit: str | None
    kind: Kind


def measured(reading: Reading, left: Amount, last: Amount, *, sharing: int = _MOST_SHARING) -> Measured:
    """Say what the quantity from one amount to another measures; both are one where it is no range.

    >>> from digest.annotate.quantities.tokens import read
    >>> reading = read("12 new jobs")
    >>> measured(reading, read_amount(reading, 0), read_amount(reading, 0)).unit
    'new jobs'
    """
    unit, kind = left.unit or last.unit, left.kind or last.kind
    if unit is None and kind is None:
        shared = _shared(reading, last, sharing) if left is last else None
        found = shared or _counted(reading, last)
    else:
        found = Measured(last.after, unit, kind or "bare")
    return _aged(reading, left, _rated(reading, found))


def _shared(reading: Reading, amount: Amount, sharing: int) -> Measured | None:
    """The unit that a number shares with the next: “a 4- or 5-inch nail”, “6 or $7”."""
    start = _next_of_list(reading, amount)
    if not sharing or start is None or start >= len(reading.tokens):
        return None
    following = read_amount(reading, start)
    if following is None or is_part_of_name(reading, following):
        return None
    found = measured(reading, following, following, sharing=sharing - 1)
    if found.unit is None or found.kind in ("one", "vague", "fraction", "moment"):
        return None
    return Measured(amount.after, found.unit, found.kind)


def _next_of_list(reading: Reading, amount: Amount) -> int | None:
    """Where the next number of a list would stand: behind “or”, “and”, “, and”."""
    if amount.number.plain and is_year(amount.number.value):
        return None
    i = amount.after + (reading.lower(amount.after) == "-" and reading.glued(amount.after))
    comma = reading.lower(i) == ","
    i += comma and reading.lower(i + 1) in words(f"joins_{reading.language}")
    if reading.lower(i) not in words(f"joins_{reading.language}") and not comma:
        return None
    return i + 1 + sign_width(reading, i + 1)


def _counted(reading: Reading, amount: Amount) -> Measured:
    """The noun that is counted, past “more”, “of the” and a size: “eight 330-ml jars”."""
    is_one = amount.number.spelled and amount.number.value == 1
    start = _noun_start(reading, amount.after)
    after = counted_noun(reading, start)
    if is_one and start == amount.after + reading.joined(amount.after):
        is_noun = reading.kind(start) == "word" and reading.lower(start) not in words("stopwords_en")
        after = start + is_noun
    if after == start:
        victims = reading.lower(amount.first - 1) in words("victims_en")
        return Measured(amount.after, None, "count" if victims else "bare")
    noun = " ".join(reading.words(core(reading, start, after), after).lower().split())
    return Measured(after, noun, "one" if is_one else "count")


def _noun_start(reading: Reading, after: int) -> int:
    start = after + reading.joined(after)
    start += reading.lower(start) in words("fillers_en")
    if reading.lower(start) == "of":
        return start + 1 + (reading.lower(start + 1) in words("determiners_en"))
    if reading.lower(start) in words(f"unit_links_{reading.language}"):
        return start + 1
    size = read_amount(reading, start) if reading.kind(start) == "number" else None
    if size is None or size.unit is None or size.kind not in ("measure", "duration"):
        return start
    end = _aged(reading, size, Measured(size.after, size.unit, size.kind)).after
    return end if counted_noun(reading, end) > end else start


def _rated(reading: Reading, found: Measured) -> Measured:
    """The unit with what it is counted per: “$14 a month”, “barrels per day”, “9 per 1,000 births”."""
    i = found.after + reading.joined(found.after)
    if reading.lower(i) == "of" and reading.kind(i + 1) == "word":
        i += 2  # “35 litres of water a second”
    link, j = reading.lower(i), i + 1 + reading.joined(i + 1)
    sure = link in words(f"rate_links_{reading.language}")
    if found.kind not in _RATED and not (found.kind == "bare" and sure):
        return found
    after = _after_base(reading, j, sure=sure)
    slashed = link == "/" and reading.glued(i) and reading.glued(j)
    article = link in ("a", "an", "each", "every") and reading.lower(j) in words("per_en")
    if after == j or not (sure or slashed or article):
        return found
    unit = f"{found.unit or ''} per {reading.words(j, after).lower()}".strip()
    return Measured(after, unit, "measure" if found.kind == "bare" else found.kind)


def _after_base(reading: Reading, j: int, *, sure: bool) -> int:
    """The token after the word or the number that a rate is counted per; `j` when there is none."""
    if sure and reading.kind(j) == "number":
        base = read_amount(reading, j)
        return j if base is None else counted_noun(reading, base.after)
    per = reading.lower(j)
    return j + (per.isalpha() and per not in words(f"stopwords_{reading.language}"))


def _aged(reading: Reading, left: Amount, found: Measured) -> Measured:
    """A length of time that is an age or points to a day, and a bare number that is an age."""
    if found.kind == "bare":
        is_age = left.number.plain and 0 < left.number.value < _OLDEST and _stands_as_age(reading, left)
        return Measured(found.after, "years old", "age") if is_age else found
    if found.kind != "duration":
        return found
    i = found.after + reading.joined(found.after)
    of_age = 2 * ([reading.lower(i), reading.lower(i + 1)] == ["of", "age"])
    old = of_age or _OLD.fullmatch(reading.lower(i)) is not None
    if old:
        return Measured(i + old, f"{found.unit} old", "age")
    if reading.lower(i) in words("moments_en"):
        return replace(found, kind="moment")
    is_one = left.number.spelled and left.number.value == 1 and found.after == left.after
    return replace(found, kind="one") if is_one else found


def _stands_as_age(reading: Reading, left: Amount) -> bool:
    """“Aged 20 to 40”, “the ages of 9 and 14”, “people over 60”, “Maria, 10, …”."""
    i = before_list(reading, left.first - 1)
    word = reading.lower(i - (reading.lower(i) == "of"))
    if word in ("aged", "age", "ages"):
        return True
    if reading.lower(i) in ("over", "under", "above", "below"):
        return reading.lower(i - 1) in words("people_of_age_en")
    named = reading.kind(i - 1) == "word" and reading.tokens[i - 1].text[0].isupper()
    return named and reading.lower(i) == "," and reading.lower(left.after) in (",", ".", "")

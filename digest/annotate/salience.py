"""Which quantities are key figures, which of them are one and the same, and which comes first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from digest.annotate.quantities import Quantity, find_numbers, find_quantities
from digest.annotate.quantities.lexicon import words
from digest.annotate.quantities.numerals import is_whole

# Learnt on headlines whose number was taken out; docs/figures.md has the methods tried and their scores.
_WEIGHTS = {"money": 0.8, "age": -0.45, "duration": -0.35, "measure": -0.5}
_EARLIER = -0.7  # for each figure before it, up to five
_IN_WORDS = -0.7
_REPEATED = 0.6  # for each time it is said again, up to two
_NEAR_TITLE = 1.8  # when all the title's words stand around it
_UNIT_IN_TITLE = 1.2

_NEAR = 50  # characters to each side
_TELLING = 120  # a smaller bare number may be an age, a day, a rank
_WORD = re.compile(r"[^\W\d_]{3,}")
_STEM = 4  # letters
_LONGEST_TITLE = 500  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """A quantity, and the paragraph it stands in."""

    paragraph: int
    quantity: Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """What a title says of its article's figures."""

    quantities: tuple[Quantity, ...] = ()
    numbers: frozenset[Decimal] = frozenset()  # all of them, also the 7 of “7 gone”
    stems: frozenset[str] = frozenset()
    is_about_age: bool = False

    @classmethod
    def read(cls, title: str, language: str) -> Headline:
        """Read a title; what is too long for one is cut."""
        title = title[:_LONGEST_TITLE]
        about_age = words("age_stories_en") & {word.lower() for word in _WORD.findall(title)}
        return cls(
            quantities=find_quantities(title, language=language),
            numbers=find_numbers(title, language=language),
            stems=_stems(title),
            is_about_age=bool(about_age),
        )

    def repeats(self, quantity: Quantity) -> bool:
        """Whether the title says the quantity too, perhaps in other words."""
        same = [other for other in self.quantities if other.value == quantity.value]
        if not same:
            return quantity.value_to is None and quantity.value in self.numbers
        return any(_matches(quantity, other) for other in same)


def is_key(quantity: Quantity, headline: Headline) -> bool:
    """Whether a quantity is a figure: all but “one”, “hundreds”, “a year ago”, ages and bare small numbers.

    What the title repeats is a figure all the same, and so is every age when the title speaks of age.
    """
    if quantity.kind in ("one", "vague"):
        return False
    if headline.repeats(quantity):
        return True
    if quantity.kind == "bare":
        size = quantity.value.copy_abs()
        return quantity.modifier is not None or size >= _TELLING or not is_whole(size)
    return headline.is_about_age if quantity.kind == "age" else quantity.kind != "moment"


def rank(
    found: Iterable[Occurrence], paragraphs: Sequence[str], headline: Headline
) -> tuple[tuple[Occurrence, ...], ...]:
    """Group the occurrences of the same quantity: the title's first, then those likeliest to make a title."""

    def merit(indexed: tuple[int, tuple[Occurrence, ...]]) -> tuple[bool, float, int]:
        index, group = indexed
        score = _score(index, group, paragraphs, headline.stems)
        return not headline.repeats(group[0].quantity), -score, index

    return tuple(group for _, group in sorted(enumerate(_groups(found)), key=merit))


def _groups(found: Iterable[Occurrence]) -> list[tuple[Occurrence, ...]]:
    groups: dict[tuple[Decimal, Decimal | None, str | None], list[Occurrence]] = {}
    for occurrence in found:
        quantity = occurrence.quantity
        groups.setdefault((quantity.value, quantity.value_to, quantity.unit), []).append(occurrence)
    return [tuple(group) for group in groups.values()]


def _matches(quantity: Quantity, other: Quantity) -> bool:
    """Whether two quantities of one value may be the same."""
    if quantity.value_to != other.value_to:
        return False
    if quantity.unit == other.unit or None in (quantity.unit, other.unit):
        return True
    return quantity.kind == other.kind == "count"


def _score(
    index: int, group: Sequence[Occurrence], paragraphs: Sequence[str], title: frozenset[str]
) -> float:
    quantity = group[0].quantity
    score = _WEIGHTS.get(quantity.kind, 0.0) + _EARLIER * min(index, 5) + _REPEATED * min(len(group) - 1, 2)
    surface = paragraphs[group[0].paragraph - 1][quantity.start : quantity.end]
    if not any(character.isdigit() for character in surface):
        score += _IN_WORDS
    if not title:
        return score
    near = max(len(_around(occurrence, paragraphs) & title) for occurrence in group)
    return (
        score + _NEAR_TITLE * near / len(title) + _UNIT_IN_TITLE * bool(_stems(quantity.unit or "") & title)
    )


def _around(occurrence: Occurrence, paragraphs: Sequence[str]) -> frozenset[str]:
    text, quantity = paragraphs[occurrence.paragraph - 1], occurrence.quantity
    return _stems(text[max(0, quantity.start - _NEAR) : quantity.end + _NEAR])


def _stems(text: str) -> frozenset[str]:
    return frozenset(word.lower()[:_STEM] for word in _WORD.findall(text))

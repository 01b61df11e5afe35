"""Key figures side by side: those of one unit by size, those of one subject over time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from digest.markdown import paragraphs
from digest.site.catalog import GivenFigure
from digest.text import same_words

MOST_SHOWN, MOST_UNITS = 100, 30  # figures of a unit on the page, and units; the data have them all
_BESIDES = re.compile(r"\W+")
_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"""(?P<stop>[.!?…])["'”“»’)\]]*\s+""")
_SHORTENED = re.compile(r"(?:\b\w{1,2}|\.\w|\b[A-ZА-ЯЄІЇҐ]\w{2})\Z")


@dataclass(frozen=True, kw_only=True)
class Series:
    """What several days say of one subject: its words without the number, and the figures by day."""

    subject: str
    figures: tuple[GivenFigure, ...]


@dataclass(frozen=True, kw_only=True)
class Group:
    """Figures of one unit, largest first; those of rare units share one with no unit."""

    unit: str
    figures: tuple[GivenFigure, ...]  # of so many that no page can hold them the latest
    series: tuple[Series, ...]
    count: int  # of all


def by_unit(figures: Iterable[GivenFigure]) -> list[Group]:
    """Group figures, the latest given first, by unit, that with most first; nothing is ever converted."""
    units: dict[str, list[GivenFigure]] = {}
    for given in figures:
        units.setdefault(given.figure.unit or "", []).append(given)
    several = [(unit, given) for unit, given in units.items() if unit and len(given) > 1]
    shared = dict(sorted(several, key=lambda pair: (-len(pair[1]), pair[0]))[:MOST_UNITS])
    groups = [
        _group(unit, given, _largest_first, _series(given[:MOST_SHOWN])) for unit, given in shared.items()
    ]
    alone = [given for unit, several in units.items() if unit not in shared for given in several]
    if alone:
        groups.append(_group("", alone, lambda given: (given.figure.unit or "", _largest_first(given)), ()))
    return groups


def sentence(given: GivenFigure) -> str:
    """The sentence that a figure stands in, as printed; its label where the body does not hold it."""
    label = given.figure.label or given.figure.surface
    text = next(_paragraphs_with(label, given), "")
    start = same_words(text).find(same_words(label))
    if start < 0:
        return label
    ends = [0, *_sentence_ends(text), len(text)]
    first = max(end for end in ends if end <= start)
    last = min(end for end in ends if end >= min(start + len(label), len(text)))
    return text[first:last].strip()


def _group(
    unit: str, given: Sequence[GivenFigure], order: Callable[[GivenFigure], Any], series: tuple[Series, ...]
) -> Group:
    shown = tuple(sorted(given[:MOST_SHOWN], key=order))
    return Group(unit=unit, figures=shown, series=series, count=len(given))


def _paragraphs_with(words: str, given: GivenFigure) -> Iterator[str]:
    """The paragraphs of an article that hold some words; only those that may are rendered."""
    longest = max(_WORD.findall(given.figure.surface), key=len, default="")
    for block in given.story.entry.body.split("\n\n"):
        if longest in block:
            yield from (text for text in paragraphs(block) if same_words(words) in same_words(text))


def _sentence_ends(text: str) -> Iterator[int]:
    """Where sentences end, as far as a reader sees it; a short word before a stop may be cut short itself."""
    for end in _SENTENCE_END.finditer(text):
        opening = text[end.end() :].lstrip("\"'“„«‘([")[:1]
        if not opening.islower() and not (end["stop"] == "." and _SHORTENED.search(text[: end.start()][-8:])):
            yield end.end()


def _series(figures: Sequence[GivenFigure]) -> tuple[Series, ...]:
    """Figures whose labels say the same but for the number, on more than one day."""
    subjects: dict[str, list[GivenFigure]] = {}
    for given in figures:
        if subject := _subject(given):
            subjects.setdefault(subject, []).append(given)
    return tuple(
        Series(subject=_words(several[0]), figures=tuple(sorted(several, key=lambda given: given.story.day)))
        for _, several in sorted(subjects.items())
        if len({given.story.day for given in several}) > 1
    )


def _subject(given: GivenFigure) -> str:
    """The label without its number, as far as two labels are compared."""
    return _BESIDES.sub(" ", same_words(_words(given)).casefold()).strip()


def _words(given: GivenFigure) -> str:
    return (given.figure.label or "").replace(given.figure.surface, "…")


def _largest_first(given: GivenFigure) -> Decimal:
    return given.figure.value.copy_negate()  # a minus sign would round

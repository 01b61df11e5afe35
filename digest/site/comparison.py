"""Key figures side by side: those of one unit by size, those of one subject over time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from digest.site.catalog import GivenFigure
from digest.text import same_words

_BESIDES = re.compile(r"\W+")


@dataclass(frozen=True, kw_only=True)
class Series:
    """What several days say of one subject: its words without the number, and the figures by day."""

    subject: str
    figures: tuple[GivenFigure, ...]


@dataclass(frozen=True, kw_only=True)
class Group:
    """Figures of one unit, largest first; those of units that stand alone share one with no unit."""

    unit: str
    figures: tuple[GivenFigure, ...]
    series: tuple[Series, ...]


def by_unit(figures: Iterable[GivenFigure]) -> list[Group]:
    """Group figures by unit, the unit with most of them first; nothing is ever converted."""
    units: dict[str, list[GivenFigure]] = {}
    for given in figures:
        units.setdefault(given.figure.unit or "", []).append(given)
    shared = {unit: given for unit, given in units.items() if unit and len(given) > 1}
    groups = [
        Group(unit=unit, figures=tuple(sorted(given, key=_largest_first)), series=_series(given))
        for unit, given in sorted(shared.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    ]
    alone = [given for unit, several in units.items() if unit not in shared for given in several]
    if alone:
        alone.sort(key=lambda given: (given.figure.unit or "", _largest_first(given)))
        groups.append(Group(unit="", figures=tuple(alone), series=()))
    return groups


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

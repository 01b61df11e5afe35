"""Three versions of a body merged by paragraph, and where each paragraph went."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from rapidfuzz.distance import Indel

from digest.markdown import paragraphs
from digest.merge.diff3 import changes, stretches

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_ALIKE = 0.5  # of 1: how much of a paragraph has to be left for it to be the same one
_MOST_PAIRS = 400  # of paragraphs to be held against each other; more is no edit but another article


@dataclass(frozen=True, slots=True)
class Clash:
    """Paragraphs that both changed: where ours begin in our body, and both versions."""

    start: int
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Body:
    """The merged body, and what could not be merged."""

    text: str
    clashes: tuple[Clash, ...]


@dataclass(frozen=True, slots=True)
class Numbers:
    """For one version: which paragraph of the merged body each of its paragraphs is."""

    places: dict[int, int] | None = None  # None: each its own

    def place(self, number: int) -> int | None:
        """The number in the merged body; nothing for a paragraph that is gone."""
        return number if self.places is None else self.places.get(number)


def merge_bodies(base: str, ours: str, theirs: str) -> Body:
    """Take each paragraph from whoever changed it; where both did, ours stays."""
    cut = _cut(ours)
    mine, old, new = [ours[s] for s in cut], [base[s] for s in _cut(base)], [theirs[s] for s in _cut(theirs)]
    pieces: list[int | str] = []
    clashes: list[Clash] = []
    for part in stretches(old, mine, new):
        before, kept, written = old[part.base], mine[part.ours], new[part.theirs]
        if kept == before and written != before:
            pieces += written
            continue
        pieces += range(part.ours.start, part.ours.stop)
        both_dropped = not written and not any(_likest(before, kept))  # and we wrote something of our own
        if written not in (before, kept) and not both_dropped:
            start = cut[part.ours.start].start if part.ours.start < len(cut) else len(ours.rstrip())
            clashes.append(Clash(start, "\n\n".join(kept), "\n\n".join(written)))
    return Body(_join(ours, cut, pieces), tuple(clashes))


def numbers(before: str, after: str) -> Numbers:
    """Where the paragraphs of one body are in another."""
    if before == after:
        return Numbers()
    old, new = paragraphs(before), paragraphs(after)
    places: dict[int, int] = {}
    for _, i, i_end, j, j_end in changes(old, new):
        if i_end - i == j_end - j:
            places |= {i + step + 1: j + step + 1 for step in range(i_end - i)}
        elif (i_end - i) * (j_end - j) <= _MOST_PAIRS:
            places |= {i + a + 1: j + b + 1 for a, b in _likest(old[i:i_end], new[j:j_end])}
    return Numbers(places)


def _likest(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Each paragraph with the one it most looks like, if any does."""
    for a, text in enumerate(old):
        ratios = [_ratio(text, other) for other in new]
        best = max(ratios, default=0.0)
        if best >= _ALIKE:
            yield a, ratios.index(best)


def _ratio(one: str, other: str) -> float:
    """How much of the words is in both, in one order; of signs where a script sets no blanks."""
    if " " in one and " " in other:
        return Indel.normalized_similarity(one.split(), other.split())
    return Indel.normalized_similarity(one, other)


def _cut(body: str) -> list[slice]:
    """Where each run of lines that are not blank begins and ends, less its last line end."""
    found: list[slice] = []
    start, at = None, 0
    for line in (*_LINE.findall(body), ""):
        if line.strip() and start is None:
            start = at
        if not line.strip() and start is not None:
            found.append(slice(start, at - body.endswith("\n", start, at)))
            start = None
        at += len(line)
    return found


def _join(ours: str, cut: Sequence[slice], pieces: Sequence[int | str]) -> str:
    """The pieces one after the other, with what stands between two of ours left as it is."""
    text = ours[: cut[0].start] if cut else ours or "\n" * bool(pieces)
    for piece, following in zip_longest(pieces, pieces[1:]):
        text += ours[cut[piece]] if isinstance(piece, int) else piece
        if following is None:
            text += ours[cut[-1].stop :] if cut else "\n"
        elif isinstance(piece, int) and following == piece + 1:
            text += ours[cut[piece].stop : cut[piece + 1].start]
        else:
            text += "\n\n"
    return text

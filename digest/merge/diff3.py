"""Three versions of a list, told apart into stretches that agree and stretches that do not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where one stretch lies in the base, in ours, and in theirs."""

    base: slice
    ours: slice
    theirs: slice


def stretches(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> Iterator[Stretch]:
    """Cut three lists into stretches at the items that are in all of them.

    >>> for found in stretches("abc", "axc", "abcd"):
    ...     print("abc"[found.base], "axc"[found.ours], "abcd"[found.theirs], sep="|")
    a|a|a
    b|x|b
    c|c|c
    ||d
    """
    in_ours, in_theirs = _partners(base, ours), _partners(base, theirs)
    at = (0, 0, 0)
    for anchor in (*sorted(in_ours.keys() & in_theirs.keys()), None):
        here = (
            (len(base), len(ours), len(theirs))
            if anchor is None
            else (anchor, in_ours[anchor], in_theirs[anchor])
        )
        if here != at:
            yield from _between(at, here)
        if anchor is not None:
            yield Stretch(*(slice(place, place + 1) for place in here))
        at = (here[0] + 1, here[1] + 1, here[2] + 1)


def _partners(before: Sequence[str], after: Sequence[str]) -> dict[int, int]:
    """For each item that both lists have, in the same order, its place in the second."""
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    return {block.a + step: block.b + step for block in blocks for step in range(block.size)}


_At = tuple[int, int, int]


def _between(start: _At, end: _At) -> Iterator[Stretch]:
    """One stretch, or one for each item where all three hold as many: a change leaves its neighbours be."""
    lengths = {stop - first for first, stop in zip(start, end, strict=True)}
    if len(lengths) == 1:
        for step in range(lengths.pop()):
            yield Stretch(*(slice(first + step, first + step + 1) for first in start))
        return
    yield Stretch(*(slice(first, stop) for first, stop in zip(start, end, strict=True)))

"""Three versions of a list, told apart into stretches that agree and stretches that do not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rapidfuzz.distance import Levenshtein

_MOST_PAIRS = 100_000  # of items that are the same; difflib needs time for each


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
    for anchor in sorted(in_ours.keys() & in_theirs.keys()):
        here = (anchor, in_ours[anchor], in_theirs[anchor])
        yield from _between(base, ours, theirs, Stretch(*map(slice, at, here)))
        yield Stretch(*(slice(place, place + 1) for place in here))
        at = (here[0] + 1, here[1] + 1, here[2] + 1)
    end = (len(base), len(ours), len(theirs))
    yield from _between(base, ours, theirs, Stretch(*map(slice, at, end)))


def changes(before: Sequence[str], after: Sequence[str]) -> Iterable[tuple[str, int, int, int, int]]:
    """How one list became another, as `difflib` tells it; lists of one thing again and again take no longer.

    >>> list(changes("abc", "axc"))
    [('equal', 0, 1, 0, 1), ('replace', 1, 2, 1, 2), ('equal', 2, 3, 2, 3)]
    """
    times = Counter(before)
    if sum(times[item] for item in after) > _MOST_PAIRS:
        found = Levenshtein.opcodes(before, after)
        return [(one.tag, one.src_start, one.src_end, one.dest_start, one.dest_end) for one in found]
    return SequenceMatcher(None, before, after, autojunk=False).get_opcodes()


def _partners(before: Sequence[str], after: Sequence[str]) -> dict[int, int]:
    """For each item that both lists have, in the same order, its place in the second."""
    same = (change for change in changes(before, after) if change[0] == "equal")
    return {i + step: j + step for _, i, i_end, j, _ in same for step in range(i_end - i)}


def _between(
    base: Sequence[str], ours: Sequence[str], theirs: Sequence[str], found: Stretch
) -> Iterator[Stretch]:
    """A stretch in pieces, as far as a change leaves its neighbours be."""
    b, o, t = found.base, found.ours, found.theirs
    lengths = {part.stop - part.start for part in (b, o, t)}
    if len(lengths) == 1:
        for step in range(lengths.pop()):
            yield Stretch(*(slice(part.start + step, part.start + step + 1) for part in (b, o, t)))
        return
    first, last = _shared(ours[o], theirs[t])  # what both wrote is no matter of dispute
    for step in range(first):
        yield Stretch(_before(b), _one(o.start + step), _one(t.start + step))
    yield from _around(
        base, ours, theirs, b, slice(o.start + first, o.stop - last), slice(t.start + first, t.stop - last)
    )
    for step in range(last, 0, -1):
        yield Stretch(slice(b.stop, b.stop), _one(o.stop - step), _one(t.stop - step))


def _around(
    base: Sequence[str], ours: Sequence[str], theirs: Sequence[str], b: slice, o: slice, t: slice
) -> Iterator[Stretch]:
    """What somebody only added before or behind the base, and the rest."""
    if cut := _cut(base[b], ours[o]):
        for is_it, start, stop in cut:
            own = slice(o.start + start, o.start + stop)
            yield Stretch(b, own, t) if is_it else Stretch(_before(b), own, _before(t))
    elif cut := _cut(base[b], theirs[t]):
        for is_it, start, stop in cut:
            new = slice(t.start + start, t.start + stop)
            yield Stretch(b, o, new) if is_it else Stretch(_before(b), _before(o), new)
    else:
        yield Stretch(b, o, t)


def _shared(ours: Sequence[str], theirs: Sequence[str]) -> tuple[int, int]:
    """How many items two lists share at the beginning, and at the end."""
    shortest = min(len(ours), len(theirs))
    first = next((at for at in range(shortest) if ours[at] != theirs[at]), shortest)
    left = shortest - first
    last = next((at for at in range(left) if ours[-1 - at] != theirs[-1 - at]), left)
    return first, last


def _one(at: int) -> slice:
    return slice(at, at + 1)


def _before(part: slice) -> slice:
    """Nothing, where something else begins."""
    return slice(part.start, part.start)


def _cut(one: Sequence[str], other: Sequence[str]) -> list[tuple[bool, int, int]]:
    """Where something was only added before or behind the one: the pieces of the other, and which is it."""
    length, whole = len(one), len(other)
    if not 0 < length < whole:
        return []
    if list(other[:length]) == list(one):
        return [(True, 0, length), (False, length, whole)]
    if list(other[whole - length :]) == list(one):
        return [(False, 0, whole - length), (True, whole - length, whole)]
    return []

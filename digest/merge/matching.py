"""Which items of three lists are one and the same, though somebody changed a word in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz.distance import Indel

from digest.text import same_words, slugify
from digest.yamltext import Path

_ALIKE = 0.8  # of 1: how much of a quotation, or of a name, has to be left for it to be the same one
_LONGEST = 2000  # characters of it that are compared

Owner = int | str


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Item:
    """An item of a list, whose it is, and the path where it stands."""

    value: dict[str, Any]
    owner: Owner
    path: Path


@dataclass(frozen=True, slots=True, eq=False)
class Versions:
    """One thing as the base, we and they have it; nothing where it is missing."""

    base: Item | None
    ours: Item | None
    theirs: Item | None


Test = Callable[[Item, Item], bool]
Tests = tuple[tuple[Test, ...], tuple[Test, ...]]  # of the very same, and of what is likely the same


def match(base: Sequence[Item], ours: Sequence[Item], theirs: Sequence[Item], tests: Tests) -> list[Versions]:
    """Bring together what is one thing; a stricter test is tried on all before the next."""
    mine, written, both = (dict[Item, Item]() for _ in range(3))
    for stage in tests:
        _pair(base, [item for item in ours if item not in both], mine, stage)
        _pair(base, [item for item in theirs if item not in both.values()], written, stage)
        rest = [item for item in ours if item not in mine.values()]
        _pair(rest, [item for item in theirs if item not in written.values()], both, stage)
    found = [Versions(item, mine.get(item), written.get(item)) for item in base]
    found += [Versions(None, item, both.get(item)) for item in ours if item not in mine.values()]
    known = {*written.values(), *both.values()}
    return found + [Versions(None, None, item) for item in theirs if item not in known]


def _pair(
    left: Sequence[Item], right: Sequence[Item], found: dict[Item, Item], tests: Sequence[Test]
) -> None:
    free = [item for item in right if item not in found.values()]
    for test in tests:
        for item in (item for item in left if item not in found):
            partner = next((other for other in free if test(item, other)), None)
            if partner is not None:
                found[item] = partner
                free.remove(partner)


def same(*keys: str) -> Test:
    """Whether two items have the same value for each key; `owner` is whose they are."""

    def test(one: Item, other: Item) -> bool:
        return all(
            one.owner == other.owner if key == "owner" else one.value.get(key) == other.value.get(key)
            for key in keys
        )

    return test


def overlaps(one: Item, other: Item) -> bool:
    """Whether two quotations of one paragraph are the same words cut in another way."""
    if one.value.get("paragraph") != other.value.get("paragraph"):
        return False
    first, second = (same_words(str(item.value.get("content", "")))[:_LONGEST] for item in (one, other))
    if first in second or second in first:
        return bool(first and second)
    return _ratio(first, second)


def share_a_name(one: Item, other: Item) -> bool:
    """Whether all words of one name are in the other: “Witkoff” and “Stephen Witkoff”."""
    first, second = _names(one), _names(other)
    return bool(first and second) and (first <= second or second <= first)


def said_the_same(one: Item, other: Item) -> bool:
    """Whether a speaker's name was corrected: most of what one says the other says, and the names are alike.

    Where they are not, an editor gave the words to somebody else.
    """
    first, second = (set(_contents(item)) for item in (one, other))
    alike = _names(one) & _names(other) or _ratio(str(one.value.get("name")), str(other.value.get("name")))
    return bool(alike) and 2 * len(first & second) > min(len(first), len(second))


def same_slug(one: Item, other: Item) -> bool:
    """Whether two speakers have one page."""
    return _slug(one) == _slug(other)


def _ratio(one: str, other: str) -> bool:
    return Indel.normalized_similarity(one, other) >= _ALIKE


def _names(item: Item) -> set[str]:
    return set(slugify(str(item.value.get("name", ""))).split("-")) - {""}


def _slug(item: Item) -> str:
    return str(item.value.get("slug") or slugify(str(item.value.get("name", ""))))


def _contents(item: Item) -> Iterator[str]:
    for quotation in item.value.get("quotations") or ():
        yield str(quotation.get("content"))


SPEAKERS: Tests = ((same_slug, same("name")), (said_the_same,))
QUOTATIONS: Tests = (
    (same("content", "paragraph", "owner"), same("content", "paragraph"), same("content")),
    (overlaps,),
)
MENTIONS: Tests = ((same("name"),), (share_a_name,))
FIGURES: Tests = (
    (same("surface", "paragraph", "owner"), same("surface", "paragraph"), same("surface", "label")),
    (same("value", "unit", "paragraph"), same("surface")),
)

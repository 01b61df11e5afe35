"""In which list of the merged front matter each item stands, and as what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from digest.merge.fields import Fields, arranged
from digest.merge.items import NUMBERS, Front, Items, Mine, words_of
from digest.merge.matching import Item, Owner, Versions
from digest.merge.places import Places
from digest.yamltext import Path, part


@dataclass(frozen=True, slots=True)
class List:
    """A list of our front matter, and what it is called in a conflict."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """Puts the items of the converter's front matter and of ours into lists."""

    fields: Fields
    places: Places
    theirs: Front

    def filled(self, found: Sequence[Versions], lists: Mapping[Owner, List]) -> dict[Owner, Items]:
        """What stands in each list, in order."""
        decided = {number: self._decided(versions, lists) for number, versions in enumerate(found)}
        kept = {number: decision for number, decision in decided.items() if decision is not None}
        filled: dict[Owner, Items] = {}
        for owner, its in lists.items():
            members = {number for number, (whose, _) in kept.items() if whose == owner}
            filled[owner] = [kept[number][1] for number in self.order(found, members, owner, its.path)]
        return filled

    def order(self, found: Sequence[Versions], members: set[int], owner: Owner, path: Path) -> list[int]:
        """The members of one list in our order, or in the converter's where an editor left ours alone."""
        base, ours, theirs = (
            [number for number in _ordered(found, which, owner) if number in members]
            for which in ("base", "ours", "theirs")
        )
        common = [number for number in ours if number in base] == [
            number for number in base if number in ours
        ]
        first, second = (theirs, ours) if common and path not in self.fields.commented else (ours, theirs)
        return arranged(first, second)

    def _decided(self, found: Versions, lists: Mapping[Owner, List]) -> tuple[Owner, Front] | None:
        """In which list an item stands, and as what; nothing for one that stands nowhere."""
        if found.ours is None:
            return self._added(found.base, found.theirs, lists) if found.theirs is not None else None
        if found.theirs is None:
            return self._dropped(found.base, found.ours)
        return self._both(found.base, found.ours, found.theirs, lists)

    def _added(
        self, base: Item | None, theirs: Item, lists: Mapping[Owner, List]
    ) -> tuple[Owner, Front] | None:
        """What the converter found anew, where it can stand; what the editor took out stays out."""
        if base is None and theirs.owner in lists and self._is_left(theirs):
            return theirs.owner, theirs.value
        if base is None or not _is_same(base, theirs):
            self.fields.dispute(theirs.path[:1], None, theirs.value)
        return None

    def _dropped(self, base: Item | None, ours: Item) -> tuple[Owner, Front] | None:
        """What the converter finds no more: it goes, unless an editor had a hand in it."""
        if base is not None and _is_same(base, ours) and ours.path not in self.fields.commented:
            return (ours.owner, Mine.of(ours, ours.value)) if self.places.are_kept(ours) else None
        if base is not None or self.places.are_lost(ours):
            self.fields.dispute(ours.path, ours.value, None)
        return self._as_ours(ours)

    def _both(
        self, base: Item | None, ours: Item, theirs: Item, lists: Mapping[Owner, List]
    ) -> tuple[Owner, Front]:
        owner = self._owner(base, ours, theirs, lists)
        merged = self.fields.merged(base.value if base else {}, ours.value, theirs.value, ours.path)
        if not self._is_ones_own(owner, merged, ours, theirs):
            if base is None or not _is_same(base, theirs):
                self.fields.dispute(ours.path, ours.value, theirs.value)
            return self._as_ours(ours)
        if self.places.are_ours(ours) and words_of(merged) == words_of(ours.value):
            merged |= {"paragraph": ours.value["paragraph"]}
        merged = self.places.placed(merged)
        return owner, Mine.of(ours, merged) if owner == ours.owner else merged

    def _as_ours(self, ours: Item) -> tuple[Owner, Front]:
        return ours.owner, Mine.of(ours, self.places.placed(ours.value))

    def _owner(self, base: Item | None, ours: Item, theirs: Item, lists: Mapping[Owner, List]) -> Owner:
        """In whose list an item stands: where an editor put it, or else where the converter does."""
        if theirs.owner in (ours.owner, base.owner if base else None):
            return ours.owner
        untouched = base is not None and ours.owner == base.owner and ours.path not in self.fields.commented
        if untouched and theirs.owner in lists:
            return theirs.owner
        whose = [lists[owner].name if owner in lists else "" for owner in (ours.owner, theirs.owner)]
        self.fields.dispute(ours.path, *whose)
        return ours.owner

    def _is_ones_own(self, owner: Owner, merged: Front, ours: Item, theirs: Item) -> bool:
        """Whether the words are said by whom either version has say them, and stand in the body."""
        words = (owner, words_of(merged))
        if words == (ours.owner, words_of(ours.value)):
            return True
        return words == (theirs.owner, words_of(theirs.value)) and self._is_left(theirs)

    def _is_left(self, theirs: Item) -> bool:
        return self.places.are_left(theirs, part(self.theirs, (*theirs.path, "paragraph")) or 0)


def _is_same(one: Item, other: Item) -> bool:
    return one.owner == other.owner and _but_place(one.value) == _but_place(other.value)


def _but_place(value: Front) -> Front:
    return {key: part for key, part in value.items() if key not in NUMBERS}


def _ordered(found: Sequence[Versions], which: str, owner: Owner) -> list[int]:
    """The numbers of what stands in one version of a list, in its order."""
    items = ((number, getattr(versions, which)) for number, versions in enumerate(found))
    there = [(item.path[-1], number) for number, item in items if item and item.owner == owner]
    return [number for _, number in sorted(there)]

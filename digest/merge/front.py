"""Three versions of a front matter merged by field and by item."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import Any

from digest.merge.body import Numbers
from digest.merge.items import Dispute, holds, part_at, shown, steps, words_of
from digest.merge.matching import (
    FIGURES,
    MENTIONS,
    QUOTATIONS,
    SPEAKERS,
    Item,
    Owner,
    Tests,
    Versions,
    match,
)
from digest.yamltext import Path

Front = dict[str, Any]
Items = list[dict[str, Any]]

_FIGURES = ("key_figures", "figures")
_OPEN = "unattributed"
_LISTS = {"speakers", "mentions", _OPEN, *_FIGURES}
_NUMBERS = ("paragraph", "places")


class Mine(dict[str, Any]):
    """An item that stands in our list already, and at which place."""

    def __init__(self, value: Front, at: str | int) -> None:
        super().__init__(value)
        self.at = int(at)


@dataclass(frozen=True, slots=True)
class _List:
    """A list of our front matter, and what it is called in a conflict."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class Version:
    """A front matter, and where the paragraphs of its body are in the merged one."""

    front: Front
    numbers: Numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """One merge: the three versions, the merged body's paragraphs, and what was found in dispute."""

    base: Version
    ours: Version
    theirs: Version
    paragraphs: Sequence[str] | None = None  # of the merged body; None: it is the converter's, too
    written: Sequence[str] = ()  # those of the converter's body
    moved: bool = False  # whether the merged body is another than ours
    commented: frozenset[Path] = frozenset()
    disputes: list[Dispute] = field(default_factory=list)

    def front(self) -> Front:
        """The merged front matter; items of our own lists are `Mine`."""
        versions = (self.base.front, self.ours.front, self.theirs.front)
        base, ours, theirs = (
            {key: value for key, value in front.items() if key not in _LISTS} for front in versions
        )
        if "seed" in ours:  # the converter's alone
            ours = ours | {"seed": theirs.get("seed", ours["seed"])}
        spoken, slugs = self._spoken()
        merged: dict[Any, Any] = {
            **self._mapping(base, ours, theirs, ()),
            **spoken,
            **self._pool(_FIGURES, FIGURES, slugs),
            **self._pool(("mentions",), MENTIONS, {}),
        }
        keys = arranged(list(self.ours.front), list(self.theirs.front))
        emptied = {key for key in keys if merged.get(key) == [] != self.ours.front.get(key)}
        return {key: merged[key] for key in keys if key in merged and key not in emptied}

    # Fields

    def _mapping(self, base: Front, ours: Front, theirs: Front, path: Path) -> Front:
        merged = {
            key: self._value(base.get(key), ours.get(key), theirs.get(key), (*path, key))
            for key in arranged(list(ours), list(theirs))
        }
        return {key: value for key, value in merged.items() if value is not None}

    def _value(self, base: Any, ours: Any, theirs: Any, path: Path) -> Any:
        if theirs in (base, ours):
            return ours
        if isinstance(ours, dict) and isinstance(theirs, dict):
            return self._mapping(base if isinstance(base, dict) else {}, ours, theirs, path)
        if path[-1] in _NUMBERS and ours is not None and theirs is not None:
            return theirs if ours == base else ours
        if isinstance(ours, list) and isinstance(theirs, list) and (ours != base or path in self.commented):
            return self._words(base or [], ours, theirs, path)
        if ours == base and not (theirs is None and path in self.commented):
            return theirs
        self._dispute(path, ours, theirs)
        return ours

    def _words(self, base: list[Any], ours: list[Any], theirs: list[Any], path: Path) -> list[Any]:
        """A list of names taken for a set: what either added is added, what either took out is out."""
        gone = [word for word in base if word not in theirs]
        if path in self.commented and any(word in ours for word in gone):
            self._dispute(path, ours, theirs)
            return ours
        wanted = [word for word in theirs if word not in base or word in ours]
        return arranged([word for word in ours if word not in gone], wanted)

    # Items

    def _pool(self, keys: Sequence[str], tests: Tests, slugs: dict[str, str]) -> dict[Owner, Items]:
        """Lists at the top whose items may go from one to the other."""
        base, ours, theirs = (
            [
                Item(value=_renamed(self._numbered(value, version), names), owner=key, path=(key, at))
                for key in keys
                for at, value in enumerate(version.front.get(key, ()))
            ]
            for version, names in ((self.base, slugs), (self.ours, {}), (self.theirs, slugs))
        )
        return self._placed(match(base, ours, theirs, tests), {key: _List((key,), key) for key in keys})

    def _spoken(self) -> tuple[dict[Owner, Items], dict[str, str]]:
        """The speakers with what they say, and what nobody says yet; the slugs that an editor changed."""
        base, ours, theirs = map(_speakers, (self.base, self.ours, self.theirs))
        speakers = match(base, ours, theirs, SPEAKERS)
        said = match(
            self._quotations(self.base, [speaker.base for speaker in speakers]),
            self._quotations(self.ours, [speaker.ours for speaker in speakers]),
            self._quotations(self.theirs, [speaker.theirs for speaker in speakers]),
            QUOTATIONS,
        )
        lists: dict[Owner, _List] = {
            number: _list_of(speaker) for number, speaker in enumerate(speakers) if not _is_taken_out(speaker)
        }
        placed = self._placed(said, {_OPEN: _List((_OPEN,), _OPEN), **lists})
        kept: dict[int, Front] = {}
        for number, speaker in enumerate(speakers):
            merged = self._speaker(speaker, placed.pop(number, []))
            if merged is not None:
                kept[number] = merged
        placed["speakers"] = [kept[n] for n in self._order(speakers, set(kept), "speakers", ("speakers",))]
        return placed, dict(_new_slugs(speakers, kept))

    def _quotations(self, version: Version, speakers: Sequence[Item | None]) -> list[Item]:
        found = [
            Item(value=self._numbered(value, version), owner=number, path=(*speaker.path, "quotations", at))
            for number, speaker in enumerate(speakers)
            if speaker is not None
            for at, value in enumerate(speaker.value.get("quotations", ()))
        ]
        return found + [
            Item(value=self._numbered(value, version), owner=_OPEN, path=(_OPEN, at))
            for at, value in enumerate(version.front.get(_OPEN, ()))
        ]

    def _speaker(self, found: Versions, quotations: Items) -> Front | None:
        """One speaker with the quotations that are left; nothing for whom an editor or we took out."""
        base, ours, theirs = (_silent(item) for item in (found.base, found.ours, found.theirs))
        said = {"quotations": quotations} if quotations else {}
        if found.ours is None:
            if found.base is None and (said or "quotations" not in _value_of(found.theirs)):
                return theirs | said
            if found.base is not None and found.theirs is not None and base != theirs:
                self._dispute(("speakers",), None, theirs)
            return None
        if found.theirs is None:
            untouched = ours == base and found.ours.path not in self.commented
            if found.base is not None and untouched and not said:
                return None
            if found.base is not None and not untouched:
                self._dispute(found.ours.path, ours, None)
            merged = ours
        else:
            merged = self._mapping(base, ours, theirs, found.ours.path)
        keys = arranged(list(found.ours.value), list(_value_of(found.theirs)))
        return Mine({key: (merged | said)[key] for key in keys if key in merged | said}, found.ours.path[-1])

    def _placed(self, found: Sequence[Versions], lists: dict[Owner, _List]) -> dict[Owner, Items]:
        """What stands in each list, in order."""
        kept = {
            number: decision
            for number, versions in enumerate(found)
            if (decision := self._decided(versions, lists)) is not None
        }
        members = {owner: {number for number in kept if kept[number][0] == owner} for owner in lists}
        return {
            owner: [
                kept[number][1] for number in self._order(found, members[owner], owner, lists[owner].path)
            ]
            for owner in lists
        }

    def _decided(self, found: Versions, lists: dict[Owner, _List]) -> tuple[Owner, Front] | None:
        """In which list an item stands, and as what; nothing for one that stands nowhere."""
        base, ours, theirs = found.base, found.ours, found.theirs
        if ours is None:
            return self._added(base, theirs, lists) if theirs is not None else None
        if theirs is None:
            if base is not None and _is_same(base, ours) and ours.path not in self.commented:
                return (ours.owner, Mine(ours.value, ours.path[-1])) if self._is_kept(ours) else None
            if base is not None:
                self._dispute(ours.path, ours.value, None)
            return ours.owner, Mine(self._in_its_paragraph(ours.value), ours.path[-1])
        owner = self._owner(base, ours, theirs, lists)
        merged = self._mapping(base.value if base else {}, ours.value, theirs.value, ours.path)
        if not self._is_ones_own(owner, merged, ours, theirs):
            if base is None or not _is_same(base, theirs):
                self._dispute(ours.path, ours.value, theirs.value)
            return ours.owner, Mine(self._in_its_paragraph(ours.value), ours.path[-1])
        if self._is_in_place(ours) and words_of(merged) == words_of(ours.value):
            merged |= {"paragraph": ours.value["paragraph"]}
        merged = self._in_its_paragraph(merged)
        return owner, Mine(merged, ours.path[-1]) if owner == ours.owner else merged

    def _is_ones_own(self, owner: Owner, merged: Front, ours: Item, theirs: Item) -> bool:
        """Whether the words are said by whom either version has say them, and stand in the body."""
        words = (owner, words_of(merged))
        if words == (ours.owner, words_of(ours.value)):
            return True
        return words == (theirs.owner, words_of(theirs.value)) and self._is_in_body(theirs)

    def _added(
        self, base: Item | None, theirs: Item, lists: dict[Owner, _List]
    ) -> tuple[Owner, Front] | None:
        """What the converter found anew, where it can stand; what the editor took out stays out."""
        if base is None and theirs.owner in lists and self._is_in_body(theirs):
            return theirs.owner, theirs.value
        if base is None or not _is_same(base, theirs):
            self._dispute(theirs.path[:1], None, theirs.value)
        return None

    def _owner(self, base: Item | None, ours: Item, theirs: Item, lists: dict[Owner, _List]) -> Owner:
        """In whose list an item stands: where an editor put it, or else where the converter does."""
        if theirs.owner in (ours.owner, base.owner if base else None):
            return ours.owner
        untouched = base is not None and ours.owner == base.owner and ours.path not in self.commented
        if untouched and theirs.owner in lists:
            return theirs.owner
        whose = [lists[owner].name if owner in lists else "" for owner in (ours.owner, theirs.owner)]
        self.disputes.append(Dispute(ours.path, self._label(ours.path), *whose))
        return ours.owner

    def _order(self, found: Sequence[Versions], members: set[int], owner: Owner, path: Path) -> list[int]:
        """The members of one list in our order, or in the converter's where an editor left ours alone."""
        base, ours, theirs = (
            [number for number in _ordered(found, which, owner) if number in members]
            for which in ("base", "ours", "theirs")
        )
        common = [number for number in ours if number in base] == [
            number for number in base if number in ours
        ]
        first, second = (theirs, ours) if common and path not in self.commented else (ours, theirs)
        return arranged(first, second)

    # Paragraphs

    @staticmethod
    def _numbered(value: Front, version: Version) -> Front:
        """The item with the numbers that its paragraphs have in the merged body."""
        numbered = copy(value)
        if "paragraph" in value:
            numbered["paragraph"] = version.numbers.place(value["paragraph"]) or value["paragraph"]
        if "places" in value:
            places = [version.numbers.place(place) for place in value["places"]]
            numbered["places"] = type(value["places"])(place for place in places if place)
        return numbered

    def _in_its_paragraph(self, value: Front) -> Front:
        """The item with the number of the paragraph that its words stand in, where the body was merged."""
        words, number = words_of(value), value.get("paragraph", 0)
        if not self.moved or not words or self._holds(number, words):
            return value
        places = [at for at in range(1, len(self.paragraphs or ()) + 1) if self._holds(at, words)]
        nearest = min(places, key=lambda place: abs(place - number), default=number)
        return value | {"paragraph": nearest}

    def _is_in_body(self, theirs: Item) -> bool:
        """Whether what the converter found anew is still where it found it."""
        words, there = words_of(theirs.value), part_at(self.theirs.front, theirs.path)
        return (
            self.paragraphs is None
            or not holds(self.written, there.get("paragraph", 0), words)
            or self._holds(theirs.value.get("paragraph", 0), words)
        )

    def _is_kept(self, ours: Item) -> bool:
        """Whether words that the converter's text has no more are in the body because an editor's are."""
        words = words_of(ours.value)
        return self._is_in_place(ours) and not any(
            holds(self.written, at + 1, words) for at in range(len(self.written))
        )

    def _is_in_place(self, ours: Item) -> bool:
        """Whether words stand where our entry says, in a body that is not the converter's."""
        words = words_of(ours.value)
        return bool(words) and self._holds(ours.value.get("paragraph", 0), words)

    def _holds(self, number: int, words: str) -> bool:
        return holds(self.paragraphs or (), number, words)

    # Disputes

    def _dispute(self, path: Path, ours: Any, theirs: Any) -> None:
        self.disputes.append(Dispute(path, self._label(path), shown(ours), shown(theirs)))

    def _label(self, path: Path) -> str:
        return ": ".join(steps(self.ours.front, path))


def arranged(first: list[Any], second: list[Any]) -> list[Any]:
    """All that is in either list, what only the second has behind what comes before it there.

    >>> arranged([1, 2, 3], [2, 4, 3, 5])
    [1, 2, 4, 3, 5]
    """
    result = list(first)
    for at, item in enumerate(second):
        if item not in result:
            before = [result.index(other) for other in second[:at] if other in result]
            result.insert(before[-1] + 1 if before else 0, item)
    return result


def _speakers(version: Version) -> list[Item]:
    return [
        Item(value=value, owner="speakers", path=("speakers", at))
        for at, value in enumerate(version.front.get("speakers", ()))
    ]


def _list_of(speaker: Versions) -> _List:
    item = speaker.ours or speaker.theirs or speaker.base
    name = _value_of(item).get("name", "")
    return _List((*speaker.ours.path, "quotations") if speaker.ours else ("speakers",), f"said by {name}")


def _is_taken_out(speaker: Versions) -> bool:
    """Whether an editor took out a speaker whom the converter had found."""
    return speaker.base is not None and speaker.ours is None


def _new_slugs(speakers: Sequence[Versions], kept: dict[int, Front]) -> Iterator[tuple[Any, Any]]:
    """The slug that the converter gives a speaker, and the one that the merged entry has."""
    for number, speaker in enumerate(speakers):
        slug = _value_of(speaker.theirs).get("slug")
        if slug and number in kept:
            yield slug, kept[number].get("slug", slug)


def _renamed(value: Front, slugs: dict[str, str]) -> Front:
    return value | {"speaker": slugs.get(value["speaker"], value["speaker"])} if "speaker" in value else value


def _value_of(item: Item | None) -> Front:
    return item.value if item else {}


def _silent(item: Item | None) -> Front:
    """A speaker without the quotations."""
    return {key: value for key, value in _value_of(item).items() if key != "quotations"}


def _is_same(one: Item, other: Item) -> bool:
    return one.owner == other.owner and _but_place(one.value) == _but_place(other.value)


def _but_place(value: Front) -> Front:
    return {key: part for key, part in value.items() if key not in _NUMBERS}


def _ordered(found: Sequence[Versions], which: str, owner: Owner) -> list[int]:
    """The numbers of what stands in one version of a list, in its order."""
    items = ((number, getattr(versions, which)) for number, versions in enumerate(found))
    there = [(item.path[-1], number) for number, item in items if item and item.owner == owner]
    return [number for _, number in sorted(there)]

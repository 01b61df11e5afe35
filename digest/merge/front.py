"""Three versions of a front matter merged: its fields, its speakers, and what lists of items it has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any

from digest.merge.body import Numbers
from digest.merge.fields import arranged
from digest.merge.items import Front, Items, Mine
from digest.merge.lists import List, Lists
from digest.merge.matching import FIGURES, MENTIONS, QUOTATIONS, SPEAKERS, Item, Owner, Tests, Versions, match

_FIGURES = ("key_figures", "figures")
_OPEN = "unattributed"
_LISTS = {"speakers", "mentions", _OPEN, *_FIGURES}


@dataclass(frozen=True, slots=True)
class Version:
    """A front matter, and where the paragraphs of its body are in the merged one."""

    front: Front
    numbers: Numbers

    def numbered(self, value: Front) -> Front:
        """An item with the numbers that its paragraphs have in the merged body."""
        numbered = copy(value)
        if "paragraph" in value:
            numbered["paragraph"] = self.numbers.place(value["paragraph"]) or value["paragraph"]
        if "places" in value:
            places = [self.numbers.place(place) for place in value["places"]]
            numbered["places"] = type(value["places"])(place for place in places if place)
        return numbered

    def speakers(self) -> list[Item]:
        """The speakers with all they say."""
        return [
            Item(value=value, owner="speakers", path=("speakers", at))
            for at, value in enumerate(self.front.get("speakers", ()))
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """One merge: the three versions, and where their items are put."""

    base: Version
    ours: Version
    theirs: Version
    lists: Lists

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
            **self.lists.fields.merged(base, ours, theirs, ()),
            **spoken,
            **self._pool(_FIGURES, FIGURES, slugs),
            **self._pool(("mentions",), MENTIONS, {}),
        }
        keys = arranged(list(self.ours.front), list(self.theirs.front))
        emptied = {key for key in keys if merged.get(key) == [] != self.ours.front.get(key)}
        return {key: merged[key] for key in keys if key in merged and key not in emptied}

    def _pool(self, keys: Sequence[str], tests: Tests, slugs: dict[str, str]) -> dict[Owner, Items]:
        """Lists at the top whose items may go from one to the other."""
        base, ours, theirs = (
            [
                Item(value=_renamed(version.numbered(value), names), owner=key, path=(key, at))
                for key in keys
                for at, value in enumerate(version.front.get(key, ()))
            ]
            for version, names in ((self.base, slugs), (self.ours, {}), (self.theirs, slugs))
        )
        return self.lists.filled(match(base, ours, theirs, tests), {key: List((key,), key) for key in keys})

    def _spoken(self) -> tuple[dict[Owner, Items], dict[str, str]]:
        """The speakers with what they say, and what nobody says yet; the slugs that an editor changed."""
        speakers = match(self.base.speakers(), self.ours.speakers(), self.theirs.speakers(), SPEAKERS)
        said = match(
            _quotations(self.base, [speaker.base for speaker in speakers]),
            _quotations(self.ours, [speaker.ours for speaker in speakers]),
            _quotations(self.theirs, [speaker.theirs for speaker in speakers]),
            QUOTATIONS,
        )
        lists: dict[Owner, List] = {
            number: _list_of(speaker) for number, speaker in enumerate(speakers) if not _is_taken_out(speaker)
        }
        placed = self.lists.filled(said, {_OPEN: List((_OPEN,), _OPEN), **lists})
        kept: dict[int, Front] = {}
        for number, speaker in enumerate(speakers):
            merged = self._speaker(speaker, placed.pop(number, []))
            if merged is not None:
                kept[number] = merged
        order = self.lists.order(speakers, set(kept), "speakers", ("speakers",))
        placed["speakers"] = [kept[number] for number in order]
        return placed, dict(_new_slugs(speakers, kept))

    def _speaker(self, found: Versions, quotations: Items) -> Front | None:
        """One speaker with the quotations that are left; nothing for whom an editor or we took out."""
        said = {"quotations": quotations} if quotations else {}
        if found.ours is None:
            return self._new_speaker(found, said)
        merged = self._described(found, found.ours, said)
        if merged is None:
            return None
        keys = arranged(list(found.ours.value), list(_value_of(found.theirs)))
        return Mine.of(found.ours, {key: (merged | said)[key] for key in keys if key in merged | said})

    def _new_speaker(self, found: Versions, said: Front) -> Front | None:
        """A speaker whom the converter found anew, with words that are left; none whom an editor took out."""
        theirs = _silent(found.theirs)
        if found.base is None:
            return theirs | said if said or "quotations" not in _value_of(found.theirs) else None
        if found.theirs is not None and _silent(found.base) != theirs:
            self.lists.fields.dispute(("speakers",), None, theirs)
        return None

    def _described(self, found: Versions, own: Item, said: Front) -> Front | None:
        """What is told of a speaker of ours; nothing for one who goes as the converter found them no more."""
        base, ours, theirs = (_silent(item) for item in (found.base, own, found.theirs))
        fields = self.lists.fields
        if found.theirs is not None:
            return fields.merged(base, ours, theirs, own.path)
        if found.base is None:
            return ours
        if ours == base and own.path not in fields.commented:
            return ours if said else None
        fields.dispute(own.path, ours, None)
        return ours


def _quotations(version: Version, speakers: Sequence[Item | None]) -> list[Item]:
    found = [
        Item(value=version.numbered(value), owner=number, path=(*speaker.path, "quotations", at))
        for number, speaker in enumerate(speakers)
        if speaker is not None
        for at, value in enumerate(speaker.value.get("quotations", ()))
    ]
    return found + [
        Item(value=version.numbered(value), owner=_OPEN, path=(_OPEN, at))
        for at, value in enumerate(version.front.get(_OPEN, ()))
    ]


def _list_of(speaker: Versions) -> List:
    item = speaker.ours or speaker.theirs or speaker.base
    name = _value_of(item).get("name", "")
    return List((*speaker.ours.path, "quotations") if speaker.ours else ("speakers",), f"said by {name}")


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

"""All entries of a digest, and who and what stands in them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from itertools import chain, count, groupby
from typing import Any

from digest.markdown import lead
from digest.model import (
    Entry,
    KeyFigure,
    KnownSource,
    KnownSpeaker,
    Quotation,
    Speaker,
    SpeakerKind,
    SpeakerSlug,
)
from digest.near_duplicates import near_duplicates
from digest.text import same_words, slugify


@dataclass(frozen=True, eq=False)  # a story is itself: comparing two word for word would be slow
class Story:
    """One entry and the page it stands on."""

    src_uri: str
    entry: Entry

    @cached_property
    def lead(self) -> str:
        """The first paragraph as plain text."""
        return lead(self.entry.body)

    @cached_property
    def said(self) -> dict[int, tuple[Utterance, ...]]:
        """What each speaker says, by the speaker's `id`; speakers of one slug are numbered as one."""
        numbers: defaultdict[str, Iterator[int]] = defaultdict(lambda: count(1))
        return {
            id(speaker): tuple(
                Utterance(
                    story=self,
                    speaker=speaker,
                    quotation=quotation,
                    anchor=f"{speaker.slug}-{next(numbers[speaker.slug])}",
                )
                for quotation in speaker.quotations
            )
            for speaker in self.entry.speakers
        }

    @property
    def day(self) -> date:
        """The day it was printed."""
        return self.entry.timestamp.day


@dataclass(frozen=True, kw_only=True)
class Utterance:
    """One quotation of a speaker, with the story it stands in."""

    story: Story
    speaker: Speaker
    quotation: Quotation
    anchor: str
    again: tuple[Utterance, ...] = ()  # the same words in other prints of the story


@dataclass(frozen=True, kw_only=True)
class Told:
    """A story in which a person speaks, all its prints as one; `story` is the one printed first."""

    story: Story
    prints: tuple[Story, ...]  # all of them, the first included
    name: str  # as printed there
    role: str | None
    utterances: tuple[Utterance, ...]


@dataclass(frozen=True, kw_only=True)
class RoleUse:
    """A role as it was printed, from the first day to the last."""

    role: str
    language: str
    first: date
    last: date


@dataclass(frozen=True, kw_only=True)
class GivenFigure:
    """A key figure with its story, and its speaker where it stands in somebody's words."""

    story: Story
    figure: KeyFigure
    speaker: Speaker | None
    anchor: str
    again: tuple[GivenFigure, ...] = ()  # the same in other prints of the story


@dataclass(frozen=True, kw_only=True)
class Person:
    """A speaker across all stories; organisations that speak are told apart by `kind`."""

    slug: SpeakerSlug
    name: str
    kind: SpeakerKind
    aliases: tuple[str, ...]
    roles: tuple[RoleUse, ...]  # latest first
    utterances: tuple[Utterance, ...]  # every print of them, latest story first, then as printed
    told: tuple[Told, ...]  # the same with each story once, latest first
    names: tuple[str, ...]  # more than one where nothing says that they are one person's
    figures: tuple[GivenFigure, ...]  # of each story once
    known: KnownSpeaker | None

    @property
    def role(self) -> str | None:
        """The role the editor taught, else the one printed last."""
        if self.known and self.known.role:
            return self.known.role
        return self.roles[0].role if self.roles else None

    @property
    def role_language(self) -> str | None:
        """The language of the role that was printed; nobody knows that of one the editor taught."""
        printed = self.roles and not (self.known and self.known.role)
        return self.roles[0].language if printed else None

    @cached_property
    def stories(self) -> tuple[Story, ...]:
        """The stories this person speaks in, latest first."""
        return tuple(dict.fromkeys(utterance.story for utterance in self.utterances))

    @property
    def quotations(self) -> int:
        """How much was said, what several papers print counted once."""
        return sum(len(told.utterances) for told in self.told)

    @property
    def by_name(self) -> Iterator[tuple[str, tuple[Told, ...]]]:
        """What was said under each name."""
        for name in self.names:
            yield name, tuple(told for told in self.told if told.name == name)

    @property
    def by_story(self) -> Iterator[tuple[Story, tuple[Utterance, ...]]]:
        """What was said, story by story."""
        for story, group in groupby(self.utterances, key=lambda utterance: utterance.story):
            yield story, tuple(group)


@dataclass(frozen=True, kw_only=True)
class Outlet:
    """A source across all stories."""

    slug: str
    name: str
    known: KnownSource | None
    stories: tuple[Story, ...]


@dataclass(frozen=True, kw_only=True)
class Tagged:
    """All stories with one tag, the latest first."""

    slug: str
    name: str
    stories: tuple[Story, ...]


@dataclass(frozen=True)
class Catalog:
    """The stories of a digest, latest first, with what the editor taught."""

    stories: tuple[Story, ...]
    known_speakers: tuple[KnownSpeaker, ...] = ()
    known_sources: tuple[KnownSource, ...] = ()

    @classmethod
    def of(
        cls,
        stories: Iterable[Story],
        known_speakers: Iterable[KnownSpeaker] = (),
        known_sources: Iterable[KnownSource] = (),
    ) -> Catalog:
        """Put the stories in their order."""
        latest_first = sorted(stories, key=lambda story: story.src_uri)
        latest_first.sort(key=lambda story: story.entry.timestamp.sort_key, reverse=True)
        return cls(tuple(latest_first), tuple(known_speakers), tuple(known_sources))

    @cached_property
    def days(self) -> tuple[tuple[date, tuple[Story, ...]], ...]:
        """The stories by day, the latest day first."""
        return tuple((day, tuple(group)) for day, group in groupby(self.stories, key=lambda s: s.day))

    @cached_property
    def months(self) -> tuple[tuple[date, tuple[Story, ...]], ...]:
        """The stories by the first day of their month, the latest month first."""
        by_month = groupby(self.stories, key=lambda story: story.day.replace(day=1))
        return tuple((month, tuple(group)) for month, group in by_month)

    def also_printed(self, story: Story) -> tuple[Story, ...]:
        """The other prints of the same story, the earliest first."""
        return tuple(other for other in self._prints.get(story, ()) if other is not story)

    def first_prints(self, stories: Sequence[Story]) -> tuple[Story, ...]:
        """The given stories, those printed more than once only as printed first among them."""
        given = set(stories)

        def first(story: Story) -> Story:
            return next((other for other in self._prints.get(story, ()) if other in given), story)

        return tuple(story for story in stories if first(story) is story)

    @cached_property
    def people(self) -> tuple[Person, ...]:
        """Everybody who speaks or whom the editor described, by name."""
        said: dict[SpeakerSlug, list[tuple[Story, Speaker]]] = {}
        for story in self.stories:
            for speaker in story.entry.speakers:
                said.setdefault(speaker.slug, []).append((story, speaker))
        known = {speaker.slug: speaker for speaker in self.known_speakers}
        slugs = said.keys() | known.keys()
        people = (_person(slug, said.get(slug, []), known.get(slug), self._prints) for slug in slugs)
        return tuple(sorted(people, key=lambda person: (person.name.casefold(), person.slug)))

    @cached_property
    def outlets(self) -> tuple[Outlet, ...]:
        """Every source that printed a story or that the editor described, by name."""
        printed: dict[str, list[Story]] = {}
        for story in self.stories:
            printed.setdefault(source_slug(story.entry), []).append(story)
        known = {source.slug: source for source in self.known_sources}
        outlets = (_outlet(slug, printed.get(slug, []), known.get(slug)) for slug in printed.keys() | known)
        return tuple(sorted(outlets, key=lambda outlet: (outlet.name.casefold(), outlet.slug)))

    @cached_property
    def tags(self) -> tuple[Tagged, ...]:
        """Every tag of a story, by name; two that differ in case or accents alone are one."""
        tagged: dict[str, dict[Story, str]] = {}
        for story in self.stories:
            for tag in filter(str.strip, story.entry.tags):
                tagged.setdefault(tag_slug(tag), {}).setdefault(story, tag)
        tags = (
            Tagged(slug=slug, name=_commonest(stories.values()), stories=tuple(stories))
            for slug, stories in tagged.items()
        )
        return tuple(sorted(tags, key=lambda tag: (tag.name.casefold(), tag.slug)))

    @cached_property
    def figures(self) -> tuple[GivenFigure, ...]:
        """Every key figure of every story, the latest story's first; of several prints, each figure once."""
        return _figures_once((f for story in self.stories for f in given_figures(story)), self._prints)

    @cached_property
    def _prints(self) -> _Prints:
        stories = {story.src_uri: story for story in self.stories}
        groups = near_duplicates({uri: story.entry for uri, story in stories.items()})
        prints = [tuple(stories[uri] for uri in group) for group in groups]
        return {story: group for group in prints for story in group}


_PHRASE = 5  # words
_STOPS = " .,;:!?…\"'-"
_Prints = Mapping[Story, tuple[Story, ...]]  # of each story printed more than once, its prints in order


def given_figures(story: Story) -> Iterator[GivenFigure]:
    """The key figures of one story, each with the speaker in whose words it stands."""
    named = Counter(speaker.slug for speaker in story.entry.speakers)
    speakers = {speaker.slug: speaker for speaker in story.entry.speakers if named[speaker.slug] == 1}
    for number, figure in enumerate(story.entry.key_figures, 1):
        speaker = speakers.get(figure.speaker) if figure.speaker else None
        yield GivenFigure(story=story, figure=figure, speaker=speaker, anchor=f"figure-{number}")


def utterances(story: Story, speaker: Speaker) -> Iterator[Utterance]:
    """The quotations of one speaker in one story; the anchor is where the words stand in the article."""
    return iter(story.said[id(speaker)])


def source_slug(entry: Entry) -> str:
    """Which source page an entry belongs to."""
    return _outlet_slug(entry.source.name)


def tag_slug(tag: str) -> str:
    """Which page a tag belongs to."""
    return slugify(tag) or "unnamed"


@lru_cache(maxsize=10_000)  # asked for of each story on many pages
def _outlet_slug(name: str) -> str:
    return slugify(name) or "unnamed"


def _person(
    slug: SpeakerSlug, said: list[tuple[Story, Speaker]], known: KnownSpeaker | None, prints: _Prints
) -> Person:
    aliases = dict.fromkeys([*(known.aliases if known else ()), *(a for _, s in said for a in s.aliases)])
    name = known.name if known else _commonest(speaker.name for _, speaker in said)
    named = _named(name, aliases, said)
    stories = dict.fromkeys(story for story, _ in said)
    figures = (
        figure for story in stories for figure in given_figures(story) if figure.figure.speaker == slug
    )
    return Person(
        slug=slug,
        name=name,
        kind=known.kind if known else said[0][1].kind,
        aliases=tuple(alias for alias in aliases if alias != name),
        roles=_roles(said),
        utterances=tuple(u for story, speaker in said for u in utterances(story, speaker)),
        told=tuple(_told(said, named, prints)),
        names=tuple(dict.fromkeys([name, *named.values()])),
        figures=_figures_once(figures, prints),
        known=known,
    )


def _named(name: str, aliases: Iterable[str], said: list[tuple[Story, Speaker]]) -> dict[str, str]:
    """Whose words each printed name's are: the person's, unless it is another name that nothing explains."""
    own = {_written(name), *map(_written, aliases)}
    printed: dict[str, str] = {}
    for _, speaker in said:
        printed.setdefault(_written(speaker.name), speaker.name)
    return {written: name if written in own else first for written, first in printed.items()}


def _told(said: list[tuple[Story, Speaker]], named: Mapping[str, str], prints: _Prints) -> Iterator[Told]:
    """Each story once for each name, in the place of its first print."""
    groups: dict[tuple[Story, str], list[tuple[Story, Speaker]]] = {}
    by_story = [list(group) for _, group in groupby(said, key=lambda pair: pair[0])]
    for story, speaker in chain.from_iterable(reversed(by_story)):  # the first print first
        first = prints.get(story, (story,))[0]
        groups.setdefault((first, named[_written(speaker.name)]), []).append((story, speaker))
    for (_, name), group in reversed(groups.items()):
        yield Told(
            story=group[0][0],
            prints=tuple(dict.fromkeys(story for story, _ in group)),
            name=name,
            role=next((speaker.role for _, speaker in group if speaker.role), None),
            utterances=_said_once(group),
        )


def _said_once(group: Iterable[tuple[Story, Speaker]]) -> tuple[Utterance, ...]:
    """What one story's prints let a person say: words that stand in an earlier print are there alone."""
    kept: list[tuple[Utterance, str]] = []
    places: dict[tuple[Any, ...], int] = {}  # where some words of each stand, so that none are sought in all
    for story, speaker in group:
        before = len(kept)
        for utterance in utterances(story, speaker):
            quotation, words = utterance.quotation, _written(utterance.quotation.content)
            way = quotation.kind, quotation.via
            at = places.get((way, *words.split()[:_PHRASE]), before)
            if at < before and _holds(kept[at][1], words):
                first = kept[at][0]
                kept[at] = replace(first, again=(*first.again, utterance)), kept[at][1]
            else:
                for phrase in _phrases(words):
                    places.setdefault((way, *phrase), len(kept))
                kept.append((utterance, words))
    return tuple(utterance for utterance, _ in kept)


def _holds(printed: str, again: str) -> bool:
    """Whether words stand in others; a few words may stand anywhere and mean something else."""
    return printed == again or (again in printed and again.count(" ") >= _PHRASE)


def _phrases(words: str) -> Iterator[list[str]]:
    """Every few words that follow each other, or all where there are fewer."""
    several = words.split()
    yield from (several[at : at + _PHRASE] for at in range(max(len(several) - _PHRASE + 1, 1)))


def _figures_once(figures: Iterable[GivenFigure], prints: _Prints) -> tuple[GivenFigure, ...]:
    """The figures, those that several prints of a story give in the same words as the first gives them."""
    groups: dict[tuple[Any, ...], list[GivenFigure]] = {}
    seen = Counter[tuple[Any, ...]]()
    for given in figures:
        figure, (first, *_) = given.figure, prints.get(given.story, (given.story,))
        values = str(figure.value), str(figure.value_to)  # as text, since not every number has a hash
        words = *values, figure.unit, figure.surface, figure.label, figure.speaker
        seen[given.story, *words] += 1
        groups.setdefault((first, *words, seen[given.story, *words]), []).append(given)
    firsts = ((group[-1], tuple(group[-2::-1])) for group in groups.values())
    return tuple(replace(first, again=again) if again else first for first, again in firsts)


def _written(words: str) -> str:
    """Words as far as two prints of them are compared."""
    return " ".join(same_words(words).casefold().split()).strip(_STOPS)


def _roles(said: list[tuple[Story, Speaker]]) -> tuple[RoleUse, ...]:
    used: dict[str, list[tuple[Story, str]]] = {}  # “Deputy director” and “deputy director” are one role
    for story, speaker in said:
        if speaker.role:
            used.setdefault(speaker.role.casefold(), []).append((story, speaker.role))
    return tuple(map(_role_use, used.values()))


def _role_use(uses: Sequence[tuple[Story, str]]) -> RoleUse:
    days = [story.day for story, _ in uses]
    story, role = uses[0]
    return RoleUse(role=role, language=story.entry.language, first=min(days), last=max(days))


def _outlet(slug: str, stories: list[Story], known: KnownSource | None) -> Outlet:
    name = known.name if known else _commonest(story.entry.source.name for story in stories)
    return Outlet(slug=slug, name=name, known=known, stories=tuple(stories))


def _commonest(names: Iterable[str]) -> str:
    """The name printed most often; of equals the latest."""
    return Counter(names).most_common(1)[0][0]

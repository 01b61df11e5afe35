"""The scene: who is named where in an article, and who has spoken so far."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from digest.annotate import lexicon
from digest.annotate.names import Name
from digest.annotate.people import Person, alias_key
from digest.annotate.span import Span
from digest.annotate.spelling import sound
from digest.model import KnownSpeaker

_SMALL = lexicon.words("determiners") | lexicon.words("function_words")
_NEAR = 2  # paragraphs back in which somebody may be asked about
_WINDOW = 200  # places looked at, so that a text of nothing but names takes no longer for each


Rank = Literal["subject", "pronoun", "clause", "object", "complement", "possessor"]


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody in a sentence, by its number: named, described, or called he or she (of that gender)."""

    span: Span
    person: Person | None  # none where it is a pronoun
    rank: Rank
    sentence: int
    gender: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Somebody who speaks, by the words that name them."""

    span: Span
    person: Person


@dataclass(slots=True)
class Scene:
    """What is known when a source is met. `named`, `mentions` and `sentences` are in text order."""

    paragraphs: Sequence[str]
    people: Sequence[Person]
    named: Sequence[tuple[Name, Person]]
    mentions: Sequence[Mention] = ()
    sentences: Sequence[Span] = ()
    language: str = "en"
    known: Sequence[KnownSpeaker] = ()
    common: Container[str] = frozenset()  # words that the article prints without a capital
    interviewees: Sequence[Person] = ()  # who may give the answers of a transcript
    spoke: list[Place] = field(default_factory=list)
    sayers: dict[Span, Person | None] = field(default_factory=dict)  # who says the words a mention is in
    meant: dict[Span, Person | None] = field(default_factory=dict)  # by a pronoun
    speaking: set[Span] = field(default_factory=set)  # mentions that are sources
    followed: int = 0  # mentions whose pronouns are settled
    talkers: set[Person] = field(default_factory=set)
    described: dict[str, Person] = field(default_factory=dict)
    owners: dict[tuple[Person, frozenset[str]], str] = field(default_factory=dict)  # whose lawyer somebody is
    titled: list[Person] = field(init=False)
    by_role: dict[str, list[Person]] = field(init=False, default_factory=dict)  # by each word of their roles
    bodies: list[Person] = field(init=False)
    surnames: dict[str, list[Person]] = field(init=False, default_factory=dict)
    longer: dict[tuple[str, str], str] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        people = [person for person in self.people if person.kind != "organisation"]
        self.titled = [person for person in people if any(n.role or n.told or n.title for n in person.names)][
            :_WINDOW
        ]
        self.bodies = [person for person in self.people if person.kind == "organisation"][:_WINDOW]
        for person in people:
            if person.kind == "person":
                self.surnames.setdefault(sound(person.surname), []).append(person)
        for person in self.titled:
            roles = [role for n in person.names for role in (n.before, n.after, n.told) if role is not None]
            for word in {word for role in roles for word in role.of(self.paragraphs).lower().split()}:
                self.by_role.setdefault(word, []).append(person)
        for text in self.paragraphs:
            self._read_longer(text.split())

    def _read_longer(self, words: Sequence[str]) -> None:
        for place, first, last in zip(words, words[1:], words[2:], strict=False):
            second = last.rstrip(".,;:!?")
            if place[0].isupper() and place.lower() not in _SMALL and first.islower() and second.islower():
                self.longer.setdefault((first, second), f"{place} {first} {second}")

    def called(self, surname: str) -> tuple[Person, ...]:
        """Everybody with this surname."""
        return tuple(self.surnames.get(sound(surname), ()))

    def body(self, description: str) -> Person:
        """The organisation that is called by a description alone, the same each time."""
        key = description.casefold()
        if key not in self.described:
            self.described[key] = Person(description, "organisation")
        return self.described[key]

    def taught_as(self, description: str) -> Person | None:
        """The person for whom exactly one page teaches a description as an alias."""
        pages = [page for page in self.known if alias_key(description) in map(alias_key, page.aliases)]
        if len(pages) != 1:
            return None
        [page] = pages
        found = next((person for person in self.people if person.known is page), None)
        if found is None:
            found = self.described.setdefault(page.slug, Person(page.name, page.kind, known=page))
        return found

    def printed_in_full(self, description: Sequence[str]) -> str | None:
        """“the harbour board” as it is printed elsewhere: “Lorne harbour board”."""
        if len(description) != 2:
            return None
        return self.longer.get((description[0], description[1]))

    def note(self, source: Span, content: Span, speaker: Person | None, *, outermost: bool) -> None:
        """Remember who has spoken, and who is only spoken of."""
        if speaker is not None and outermost:
            self.spoke.append(Place(source, speaker))
            if speaker.is_told:
                self.talkers.add(speaker)
        for mention in self.mentions_in(content):
            self.sayers[mention.span] = speaker
        for mention in self.mentions_in(source):
            if mention.person is speaker:
                self.speaking.add(mention.span)

    def mentions_in(self, span: Span) -> Sequence[Mention]:
        """Everybody who is mentioned inside a place."""
        low = bisect_left(self.mentions, (span.paragraph, span.start), key=_start)
        high = bisect_left(self.mentions, (span.paragraph, span.end), key=_start)
        return self.mentions[low:high]

    def mentions_before(self, place: Span) -> Sequence[Mention]:
        """Who is mentioned before a place, the nearest first."""
        high = bisect_left(self.mentions, (place.paragraph, place.start), key=_start)
        return self.mentions[max(0, high - _WINDOW) : high][::-1]

    def plausible(self, place: Span, gender: str = "") -> tuple[Person, ...]:
        """Who near may speak at a place, whoever has spoken first, and then the nearest."""
        near = [
            mention
            for mention in self.mentions_before(place)
            if mention.span.paragraph >= place.paragraph - _NEAR and _may_speak(mention, gender)
        ]
        near.sort(key=lambda mention: mention.span not in self.speaking)
        return tuple(dict.fromkeys(mention.person for mention in near if mention.person is not None))

    def speakers_around(self, place: Span) -> list[Person]:
        """Who spoke last before a place, and first after it, no farther than the next paragraph."""
        index = bisect_left(self.spoke, place, key=lambda event: event.span)
        around = self.spoke[max(0, index - 1) : index + 1]
        return [e.person for e in around if abs(e.span.paragraph - place.paragraph) <= 1]

    def pronouns_before(self, place: Span) -> Iterator[Mention]:
        """The pronouns before a place, each only once."""
        high = bisect_left(self.mentions, (place.paragraph, place.start), key=_start)
        yield from (mention for mention in self.mentions[self.followed : high] if mention.person is None)
        self.followed = max(self.followed, high)

    def sentence_of(self, place: Span) -> int:
        """The number of the sentence in which a place is."""
        return bisect_right(self.sentences, place, key=lambda sentence: sentence) - 1

    def named_in(self, span: Span) -> list[tuple[Name, Person]]:
        """Who is named inside a place, or across its start: “Per Nilsen” where only “Nilsen” was seen."""
        first, last = Span(span.paragraph, span.start, 0), Span(span.paragraph, span.end, 0)
        low = bisect_left(self.named, first, key=lambda pair: pair[0].span)
        before = [pair for pair in self.named[max(0, low - 1) : low] if _overlap(pair[0].span, span)]
        return before + [pair for pair in self.named_between(first, last) if _overlap(pair[0].span, span)]

    def named_between(self, first: Span, last: Span) -> Sequence[tuple[Name, Person]]:
        """Who is named from one place to another, the nearest to the second."""
        low = bisect_left(self.named, first, key=lambda pair: pair[0].span)
        high = bisect_left(self.named, last, key=lambda pair: pair[0].span)
        return self.named[max(low, high - _WINDOW) : high]

    def speakers(self, place: Span) -> Iterator[Place]:
        """Who spoke before a place, the last first."""
        return (event for event in reversed(self.spoke[-_WINDOW:]) if event.span < place)


def _may_speak(mention: Mention, gender: str) -> bool:
    person = mention.person
    fits = person is not None and person.kind == "person" and gender in ("", person.gender)
    return fits and mention.rank != "possessor"


def _start(mention: Mention) -> tuple[int, int]:
    return mention.span.paragraph, mention.span.start


def _overlap(one: Span, other: Span) -> bool:
    return one.paragraph == other.paragraph and one.start < other.end and other.start < one.end

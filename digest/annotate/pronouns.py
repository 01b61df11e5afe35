"""Pronouns: whom “he” or “she” means where it says something."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from digest.annotate.paragraphs import Reading
from digest.annotate.people import Person
from digest.annotate.scene import Place, Scene
from digest.annotate.span import Span

_FARTHEST = 2  # paragraphs back that a pronoun reaches
_NEAREST = 1
_MAJORITY = 0.75
_AHEAD = 30  # tokens after a name in which its pronoun is looked for
_TELLING = {
    "he": "m",
    "him": "m",
    "his": "m",
    "himself": "m",
    "she": "f",
    "her": "f",
    "hers": "f",
    "herself": "f",
}


@dataclass(frozen=True, slots=True)
class Guess:
    """Whom a pronoun may mean, how sure that is, and why."""

    person: Person | None
    confidence: float
    everybody: tuple[Person, ...]
    why: str


def antecedent(gender: str, place: Span, scene: Scene) -> Guess:
    """Find whom a pronoun of this gender means at this place: whom the sentences before are about."""
    events = [event for event in scene.recent(place, _FARTHEST) if _may_be(event.person, gender, scene)]
    if events and not events[0].person.is_told:
        return Guess(None, 0.0, (), f"the nearest it fits is “{events[0].person.name}”, who is not named")
    fitting = [event for event in events if event.person.is_told]
    if not fitting:
        return _only_one(gender, place, scene)
    event = _likeliest(gender, fitting)
    if event is None:
        return Guess(None, 0.0, _everybody(fitting), "the pronoun fits several")
    rivals = _rivals(gender, event, place, scene)
    last = next((other.person for other in scene.speakers(place) if _fits(other.person, gender)), None)
    return _judge(
        gender, event, rivals, last, spoken=any(e.speaks and e.person is event.person for e in fitting)
    )


def _likeliest(gender: str, fitting: Sequence[Place]) -> Place | None:
    """The nearest; one whose gender no name tells yields to nobody else who is near."""
    nearest = fitting[0]
    told = next((event for event in fitting if event.person.gender == gender), nearest)
    here = nearest.span.paragraph
    spoke = any(e.speaks and e.person is nearest.person and e.span.paragraph == here for e in fitting)
    if nearest.person is told.person or spoke:
        return nearest
    return None


def _everybody(events: Sequence[Place]) -> tuple[Person, ...]:
    return tuple(dict.fromkeys(event.person for event in events))


def _judge(gender: str, event: Place, rivals: list[Person], last: Person | None, *, spoken: bool) -> Guess:
    everybody = tuple(dict.fromkeys([event.person, *rivals]))
    if rivals and not spoken:
        return Guess(None, 0.0, everybody, "the pronoun fits several")
    confidence = 0.9 if event.person.gender == gender else 0.7
    confidence -= 0.15 if last not in (None, event.person) else 0
    confidence -= 0.15 if rivals else 0
    why = "the last to speak" if event.speaks else "whom the sentences before are about"
    return Guess(event.person, round(confidence, 2), everybody, why)


def _only_one(gender: str, place: Span, scene: Scene) -> Guess:
    """Where no sentence is about somebody who fits: the only person near who does."""
    near = scene.named_between(Span(place.paragraph - _NEAREST, 0, 0), place)
    sure = [p for name, p in near if _fits(p, gender) and p.gender == gender and not name.quoted]
    people = tuple(dict.fromkeys(sure))
    if len(people) == 1:
        return Guess(people[0], 0.7, people, "the only person near whom the pronoun fits")
    return Guess(None, 0.0, people, "the pronoun fits several" if people else "the pronoun fits nobody near")


def _fits(person: Person, gender: str) -> bool:
    return person.kind == "person" and person.gender in (gender, "")


def _may_be(person: Person, gender: str, scene: Scene) -> bool:
    """Whether the pronoun fits: an unknown name of two words may be a person's once it has spoken."""
    if not person.is_told:
        return person.gender in (gender, "")
    unknown = person.kind == "unknown" and " " in person.name and person.gender in (gender, "")
    return _fits(person, gender) or (unknown and person in scene.talkers)


def _rivals(gender: str, event: Place, place: Span, scene: Scene) -> list[Person]:
    """Who else is named since, outside what the person said."""
    own = scene.own_words(event.person)
    others = [
        person
        for name, person in scene.named_between(event.span, place)
        if person is not event.person
        and person.kind == "person"
        and person.gender == gender
        and not name.quoted
        and not any(span.covers(name.span) for span in own)
    ]
    return list(dict.fromkeys(others))


def with_genders(people: Sequence[Person], readings: Sequence[Reading]) -> tuple[Person, ...]:
    """The people, with the gender that the pronouns after their names tell where the name tells none."""
    starts = {
        (name.span.paragraph, name.span.start)
        for person in people
        for name in person.names
        if not name.quoted
    }
    told: dict[tuple[int, int], str] = {}
    for reading in readings:
        told.update(_told(reading, starts))
    return tuple(
        person if person.gender or person.kind == "organisation" else _gendered(person, told)
        for person in people
    )


def _told(reading: Reading, starts: set[tuple[int, int]]) -> Iterator[tuple[tuple[int, int], str]]:
    """The first pronoun after each name and before the next."""
    last: tuple[int, int] | None = None
    since = 0
    for token in reading.tokens:
        key = (reading.paragraph, token.start)
        if key in starts:
            last, since = key, 0
        elif last is not None and token.lower in _TELLING:
            yield last, _TELLING[token.lower]
            last = None
        since += 1
        if since > _AHEAD:
            last = None


def _gendered(person: Person, told: dict[tuple[int, int], str]) -> Person:
    votes = [told[key] for name in person.names if (key := (name.span.paragraph, name.span.start)) in told]
    for gender in ("m", "f"):
        if votes.count(gender) > _MAJORITY * len(votes):
            return replace(person, gender=gender)
    return person

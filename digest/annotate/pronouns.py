"""Pronouns: whom “he” or “she” means where it says something."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from digest.annotate import cues
from digest.annotate.paragraphs import Reading
from digest.annotate.people import Person
from digest.annotate.scene import Mention, Scene
from digest.annotate.span import Span
from digest.annotate.tokens import Token

_FARTHEST = 3  # paragraphs back that a pronoun reaches
_NEAREST = 1
_WEIGHTS = {"subject": 4.0, "pronoun": 3.5, "clause": 2.5, "object": 1.5, "complement": 1.0, "possessor": 0.8}
_SPEAKS = 4.0
_A_SENTENCE_BACK = 0.15  # what is left of a weight: the nearest sentence with somebody who fits decides
_A_PARAGRAPH_BACK = 0.9
_SPOKEN_OF = 0.2  # in somebody else's words
_UNKNOWN_GENDER = 0.6
_UNKNOWN_KIND = 0.5
_ONE_WORD = 0.5  # “Art”, “Christian”: may be no name
_DEFINITE = 0.1  # “the mogul” is mostly somebody already named
_FAINT = 0.02  # too far back to be meant
_RIVAL = 0.35  # of the heaviest weight
_RIVAL_OF_HELD = 0.7
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


SOMEBODY = Person("somebody", "nobody")  # whom a pronoun means that fits several, or nobody near


@dataclass(slots=True)
class _Weights:
    """How much the sentences before a pronoun are about each whom it fits."""

    of: dict[Person, float] = field(default_factory=dict)
    held: set[Person] = field(default_factory=set)  # with whom the text stays: an object is no rival

    def add(self, person: Person, weight: float) -> None:
        self.of[person] = self.of.get(person, 0.0) + weight


def antecedent(
    gender: str, place: Span, scene: Scene, *, but: Person | None = None, others: Collection[Person] = ()
) -> Guess:
    """Find whom a pronoun of this gender means at this place: whom the sentences before are about.

    It is not `but`: “Berg, his spokesman” is not his own. Nor is it one of the `others` whom it speaks of.
    """
    _follow(place, scene)
    guess = _antecedent(gender, place, scene, (*others, but) if but is not None else others)
    scene.meant.setdefault(place, guess.person)
    return guess


def _follow(place: Span, scene: Scene) -> None:
    """Settle every pronoun before a place, in order, since the text stays with whom they mean."""
    for mention in scene.pronouns_before(place):
        if mention.span not in scene.meant:
            scene.meant[mention.span] = _antecedent(mention.gender, mention.span, scene).person


def _antecedent(gender: str, place: Span, scene: Scene, but: Collection[Person] = ()) -> Guess:
    weights = _weigh(gender, place, scene)
    for person in but:
        weights.of.pop(person, None)
    ranked = sorted(weights.of.items(), key=lambda pair: -pair[1])
    if not ranked:
        return _only_one(gender, place, scene, but)
    (first, most), *others = ranked
    everybody = tuple(person for person, _ in ranked if person.is_told)
    if not first.is_told:
        return Guess(None, 0.0, everybody, f"the nearest it fits is “{first.name}”, who is not named")
    if most < _FAINT:
        return Guess(None, 0.0, everybody, "the pronoun fits nobody near")
    share = others[0][1] / most if others else 0.0
    several = share > (_RIVAL_OF_HELD if first in weights.held else _RIVAL)
    if several or (first not in scene.talkers and _has_rival(first, gender, place, scene, but)):
        return Guess(None, 0.0, everybody, "the pronoun fits several")
    confidence = (0.9 if first.gender == gender else 0.75) - 0.3 * share
    last = next((other.person for other in scene.speakers(place)), None)
    why = "the last to speak" if first is last else "whom the sentences before are about"
    return Guess(first, round(confidence, 2), everybody, why)


def _has_rival(person: Person, gender: str, place: Span, scene: Scene, but: Collection[Person]) -> bool:
    """Whether another acted just before one who has not spoken yet: “Berg came. Lund came. She said”."""
    before = scene.mentions_before(place)
    nearest = next((mention for mention in before if mention.person is person), None)
    if nearest is None:
        return False
    apart = nearest.span.paragraph < place.paragraph
    for mention in before:
        if mention.sentence < nearest.sentence - 1:
            break
        other = _meant_by(mention, gender, scene)
        if other is None or other in (person, *but) or not _fits(other, gender) or other.gender != gender:
            continue
        silent = other not in scene.talkers and mention.rank == "subject"
        if silent or (apart and (mention.rank == "subject" or mention.span in scene.speaking)):
            return True
    return False


def _weigh(gender: str, place: Span, scene: Scene) -> _Weights:
    """Add up the weights of everybody near whom the pronoun fits."""
    weights = _Weights()
    sentence = scene.sentence_of(place)
    for mention in scene.mentions_before(place):
        if mention.span.paragraph < place.paragraph - _FARTHEST:
            break
        person = _meant_by(mention, gender, scene)
        if person is None or not _may_be(person, gender, scene):
            continue
        here = mention.rank == "subject" and mention.sentence == sentence
        if here or mention.rank == "pronoun" or mention.span in scene.speaking:
            weights.held.add(person)
        weight = _weight(mention, person, gender, scene)
        weights.add(person, weight * _left(mention.span, sentence, place, scene))
    for speaker in scene.speakers(place):
        if speaker.span.paragraph < place.paragraph - _FARTHEST:
            break
        if not speaker.person.is_told and _may_be(speaker.person, gender, scene):
            weight = _SPEAKS * _doubt(speaker.person, gender)
            weights.add(speaker.person, weight * _left(speaker.span, sentence, place, scene))
    return weights


def _meant_by(mention: Mention, gender: str, scene: Scene) -> Person | None:
    if mention.person is not None:
        return mention.person
    if mention.gender != gender:
        return None
    return scene.meant.get(mention.span) or (SOMEBODY if mention.rank == "pronoun" else None)


def _weight(mention: Mention, person: Person, gender: str, scene: Scene) -> float:
    """How much a sentence is about somebody whom it mentions."""
    if mention.span in scene.speaking and mention.rank != "possessor":
        return max(_SPEAKS, _WEIGHTS[mention.rank]) * _doubt(person, gender)
    weight = _WEIGHTS[mention.rank] * _doubt(person, gender)
    if person.is_told and " " not in person.name and not any(name.title for name in person.names):
        weight *= _ONE_WORD
    sayer = scene.sayers.get(mention.span)
    return weight * _SPOKEN_OF if sayer not in (None, person) else weight


def _doubt(person: Person, gender: str) -> float:
    """How sure it is that somebody is a person whom the pronoun fits."""
    doubt = 1.0 if person.gender == gender else _UNKNOWN_GENDER
    if person.kind == "unknown":
        doubt *= _UNKNOWN_KIND
    return doubt * _DEFINITE if not person.is_told and person.name.lower().startswith("the ") else doubt


def _left(span: Span, sentence: int, place: Span, scene: Scene) -> float:
    """What distance leaves of a weight."""
    back = max(0, sentence - scene.sentence_of(span))
    return _A_SENTENCE_BACK**back * _A_PARAGRAPH_BACK ** (place.paragraph - span.paragraph)


def _only_one(gender: str, place: Span, scene: Scene, but: Collection[Person]) -> Guess:
    """Where no sentence is about somebody who fits: the only person near who does."""
    near = scene.named_between(Span(place.paragraph - _NEAREST, 0, 0), place)
    sure = [p for name, p in near if _fits(p, gender) and p.gender == gender and not name.quoted]
    people = tuple(person for person in dict.fromkeys(sure) if person not in but)
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


def with_genders(people: Sequence[Person], readings: Sequence[Reading]) -> tuple[Person, ...]:
    """The people, with the gender that the pronouns after their names tell, where names do not."""
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
    for index, token in enumerate(reading.tokens):
        key = (reading.paragraph, token.start)
        if key in starts:
            last, since = key, 0
        elif last is not None and token.lower in _TELLING and not _is_tag(reading.tokens, index):
            yield last, _TELLING[token.lower]
            last = None
        since += 1
        if since > _AHEAD:
            last = None


def _is_tag(tokens: Sequence[Token], index: int) -> bool:
    """“Berg, she said, was late”: it is somebody else who says so."""
    before, after = tokens[max(0, index - 1)], tokens[min(len(tokens) - 1, index + 1)]
    return before.text == "," and after.lower in cues.words("past", "s")


def _gendered(person: Person, told: dict[tuple[int, int], str]) -> Person:
    votes = [told[key] for name in person.names if (key := (name.span.paragraph, name.span.start)) in told]
    for gender in ("m", "f"):
        if votes.count(gender) > _MAJORITY * len(votes):
            return replace(person, gender=gender)
    return person

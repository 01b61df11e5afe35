"""Principals: on whose behalf a spokesperson speaks, and whose envoy or lawyer somebody is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from digest.annotate import bodies, lexicon, phrases
from digest.annotate.descriptions import described
from digest.annotate.paragraphs import Reading, Sentence
from digest.annotate.people import Person
from digest.annotate.pronouns import antecedent
from digest.annotate.scene import Scene
from digest.annotate.span import Span
from digest.annotate.tokens import POSSESSIVES, Token, tokenise

_OWNERS = {"her": "f", "his": "m", "its": "thing"}
_PREPOSITIONS = frozenset(["for", "of", "to"])
_ON_BEHALF = (("on", "behalf", "of"), ("speaking", "for"))
_APOSTROPHES = frozenset(["'", "’"])
_SIDES = lexicon.grammar("sides")
_FARTHEST = 12  # characters before a role in which “her” is looked for
_END = Span(2**31, 0, 0)
Said = Callable[[Span], bool]


def principals(
    people: Sequence[Person], readings: Sequence[Reading], scene: Scene, said: Said
) -> Mapping[Person, str]:
    """Return the name of whom each spokesperson speaks for; `said` tells of a place whether it is quoted."""
    found = dict(_told_in_sentences(readings, scene, said))
    for person in people:
        owner = owner_of(person, lexicon.words("spokespeople"), scene, _END)
        if owner is not None:
            found.setdefault(person, owner)
    return found


def owner_of(person: Person, nouns: frozenset[str], scene: Scene, place: Span) -> str | None:
    """The name of whom somebody is the spokesman, envoy or lawyer of: one of these nouns in a role before."""
    key = person, nouns
    if key not in scene.owners:
        owner = _find_owner(person, nouns, scene, place)
        if owner is None:
            return None
        scene.owners[key] = owner
    return scene.owners[key]


def _find_owner(person: Person, nouns: frozenset[str], scene: Scene, place: Span) -> str | None:
    for name in person.names:
        for role in (name.before, name.after, name.told):
            if role is None or place < role:
                continue
            if _noun(role.of(scene.paragraphs).lower().split(), nouns) is not None:
                owner = _owner(person, role, nouns, scene)
                if owner is not None:
                    return owner
    return None


def _owner(person: Person, role: Span, nouns: frozenset[str], scene: Scene) -> str | None:
    """Whom a role names, calls her or his, or describes."""
    text = scene.paragraphs[role.paragraph - 1]
    tokens = tokenise(text, start=max(0, role.start - _FARTHEST), end=role.end)
    first = next((i for i, token in enumerate(tokens) if token.start >= role.start), 0)
    words = _owning_words(tokens[first:], nouns)
    named = _owner_named(words, role, person, scene)
    if named is not None:
        return named
    for index in (first - 1, first):
        gender = _OWNERS.get(tokens[index].lower) if index >= 0 else None
        if gender is not None:
            place = Span(role.paragraph, tokens[index].start, tokens[index].end)
            return _owner_by_pronoun(gender, place, person, scene)
    return owner_described(words, role, scene, but=person)


def _owner_named(words: Sequence[Token], role: Span, person: Person, scene: Scene) -> str | None:
    """“Berg” of “Berg's spokesman”, but not “U.N.” of “the U.N. leader's spokesman”."""
    if not words or words[-1].lower in _SIDES:
        return None
    place = Span(role.paragraph, words[0].start, words[-1].end)
    for name, other in scene.named_in(place):
        told = other is not person and (_is_sure(other) or name.possessive)
        whole = name.span.end == place.end or name.span.start <= _first_word(words).start
        ends = name.span.end == place.end or not _is_noun(words[-1])
        if told and whole and ends and other.name.lower() not in lexicon.words("organisations"):
            return other.name
    return None


def _first_word(words: Sequence[Token]) -> Token:
    plain = (token for token in words if token.lower not in lexicon.words("determiners"))
    return next(plain, words[0])


def _is_noun(token: Token) -> bool:
    """Whether what owns somebody ends with another noun than a name: “campaign”, “secretary-general”."""
    lists = ("roles", "organisations", "companies")
    return not token.capital and any(token.lower in lexicon.words(name) for name in lists)


def _owner_by_pronoun(gender: str, place: Span, person: Person, scene: Scene) -> str | None:
    if gender == "thing":
        fits = [body for body in bodies.pronoun(place, scene) if body.is_told]
        return fits[0].name if len(fits) == 1 else None
    meant = antecedent(gender, place, scene, but=person).person
    return None if meant is None else meant.name


def _owning_words(tokens: Sequence[Token], nouns: frozenset[str]) -> Sequence[Token]:
    """“the minister” of “the minister's spokesman”, “ministry” of “ministry spokesman”."""
    found = _noun([token.lower for token in tokens], nouns)
    if found is None:
        return ()
    noun, after = found
    if after < len(tokens) and tokens[after].lower in _PREPOSITIONS:
        return tokens[after + 1 :]
    owners = [i for i in range(noun) if tokens[i].lower in POSSESSIVES or tokens[i].text in _APOSTROPHES]
    return tokens[: owners[-1] if owners else noun]


def _noun(words: Sequence[str], nouns: frozenset[str]) -> tuple[int, int] | None:
    """Where the last of the nouns stands: “spokesman”, “press secretary”."""
    for first in range(len(words) - 1, -1, -1):
        for last in (first + 2, first + 1):
            if " ".join(words[first:last]) in nouns:
                return first, min(last, len(words))
    return None


def owner_described(
    words: Sequence[Token], place: Span, scene: Scene, *, but: Person | None = None
) -> str | None:
    """Whom a description without a name means: a person by role, a body, or a body as it is printed."""
    plain = [token for token in words if token.lower not in lexicon.words("determiners")]
    if not plain or plain[-1].lower in _SIDES:
        return None  # “defence lawyer”
    fits = [person for person in described(plain, place, scene) if person is not but]
    if len(fits) == 1:
        return fits[0].name
    called = bodies.called([token.lower for token in plain], place, scene)
    if len(called) == 1:
        return called[0].name
    body = any(plain[-1].lower in lexicon.words(name) for name in ("organisations", "companies"))
    if not body or called:
        return None
    return Span(place.paragraph, plain[0].start, plain[-1].end).of(scene.paragraphs)


def _told_in_sentences(readings: Sequence[Reading], scene: Scene, said: Said) -> Iterator[tuple[Person, str]]:
    """“Speaking on behalf of Ray, Berg said”: outside what is said, beside one speaker."""
    for reading in readings:
        for sentence in reading.sentences:
            lower = tuple(token.lower for token in sentence.tokens)
            for index in range(len(lower)):
                for form in _ON_BEHALF:
                    if lower[index : index + len(form)] == form:
                        yield from _told(sentence, index, index + len(form), scene, said)


def _told(
    sentence: Sentence, first: int, last: int, scene: Scene, said: Said
) -> Iterator[tuple[Person, str]]:
    phrase = phrases.after(sentence.tokens, last)
    whole = sentence.span(0, len(sentence.tokens))
    sources = [mention for mention in scene.mentions_in(whole) if mention.span in scene.speaking]
    speakers = {mention.person for mention in sources if mention.person is not None}
    if phrase is None or len(speakers) != 1 or said(sentence.span(first, last)):
        return
    [speaker] = speakers
    place = sentence.span(phrase.first, phrase.last)
    others = [other for _, other in scene.named_in(place) if other is not speaker and _is_sure(other)]
    words = sentence.tokens[phrase.first : phrase.last]
    owner = others[0].name if others else owner_described(words, place, scene)
    if owner is not None and speaker.kind == "person":
        yield speaker, owner


def _is_sure(other: Person) -> bool:
    return other.kind in ("person", "organisation") or " " in other.name

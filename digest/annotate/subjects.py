"""Subjects: whom each sentence is about, somebody without a name included."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from digest.annotate import lexicon, phrases
from digest.annotate.descriptions import described
from digest.annotate.names import Name
from digest.annotate.paragraphs import Reading, Sentence
from digest.annotate.people import Person, noun_gender
from digest.annotate.scene import Place, Scene
from digest.annotate.tokens import Token

_PREPOSITIONS = lexicon.grammar("prepositions")
_FRONTED = lexicon.words("function_words") - {"but", "and"}
_Named = Mapping[tuple[int, int], tuple[Name, Person]]


def find_subjects(readings: Sequence[Reading], scene: Scene) -> list[Place]:
    """Return whom each sentence is about, in text order; a sentence about a thing has none."""
    places = {(name.span.paragraph, name.span.start): (name, person) for name, person in scene.named}
    return [
        subject
        for reading in readings
        if reading.language == "en"
        for sentence in reading.sentences
        for subject in _subjects(sentence, places, scene)
    ]


def unnamed(tokens: Sequence[Token], head: Token) -> Person | None:
    """Somebody without a name: “a spokeswoman”, “her mother”; none where a thing or several are meant."""
    noun = head.lower
    gender = noun_gender(noun)
    somebody = gender or noun in lexicon.words("roles") or noun in lexicon.words("relations")
    if head.capital or not somebody or noun in lexicon.words("organisations"):
        return None
    return Person(" ".join(token.text for token in tokens), "nobody", gender)


def _subjects(sentence: Sentence, places: _Named, scene: Scene) -> Iterator[Place]:
    opening = _opening(sentence, scene)
    if opening is not None:
        yield opening
        return
    fronted = bool(sentence.tokens) and sentence.tokens[0].lower in _FRONTED
    for index, token in enumerate(sentence.tokens):
        if token.text == ",":
            fronted = False
        if token.lower in lexicon.words("verbs") and not fronted:
            return
        found = places.get((sentence.paragraph, token.start))
        if found is None:
            continue
        name, person = found
        if name.possessive or person.kind == "organisation" or _is_object(sentence, index, name):
            continue
        yield Place(name.span, person)
        return


def _opening(sentence: Sentence, scene: Scene) -> Place | None:
    """Whom the description that opens a sentence means: “The minister left”, “Her mother, Lena, works”."""
    tokens = sentence.tokens
    if not tokens or tokens[0].lower not in lexicon.words("determiners"):
        return None
    phrase = phrases.after(tokens, 0)
    if phrase is None or phrase.head == 0:
        return None
    place = sentence.span(phrase.first, phrase.last)
    words = tokens[phrase.first : phrase.last]
    if scene.named_in(place):
        return None
    nobody = unnamed(words, tokens[phrase.head])
    if nobody is None:
        return None
    owned = tokens[0].lower in ("his", "her")
    if not owned and phrase.last < len(tokens) and tokens[phrase.last].text == ",":
        return None  # “The minister, Jan Berg, left”
    fits = described(words, place, scene) if tokens[0].lower == "the" else []
    return Place(place, fits[0] if len(fits) == 1 else nobody)


def _is_object(sentence: Sentence, index: int, name: Name) -> bool:
    """“After talks with Ray, …”: a name behind a preposition is not what the sentence is about."""
    first = index
    start = name.before.start if name.before else name.span.start
    while first > 0 and sentence.tokens[first - 1].start >= start:
        first -= 1
    while first > 0 and sentence.tokens[first - 1].capital:
        first -= 1
    return first > 0 and sentence.tokens[first - 1].lower in _PREPOSITIONS

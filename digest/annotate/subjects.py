"""Subjects: whom each sentence is about, somebody without a name included, and who else is in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from digest.annotate import bodies, cues, lexicon, phrases
from digest.annotate.descriptions import described
from digest.annotate.names import Name
from digest.annotate.paragraphs import Reading, Sentence
from digest.annotate.people import Person, noun_gender
from digest.annotate.scene import Mention, Rank, Scene
from digest.annotate.span import Span
from digest.annotate.tokens import Token

_PREPOSITIONS = lexicon.grammar("prepositions")
_FRONTED = lexicon.words("function_words") - {"but", "and"}
_SUBORDINATORS = lexicon.grammar("subordinators")  # “While Ray left, …” is not about Ray
_AUXILIARIES = lexicon.helping_verbs()
_ADVERBS = lexicon.grammar("adverbs")
_SUBJECT_PRONOUNS = {"he": "m", "she": "f"}
_OTHER_PRONOUNS: Mapping[str, tuple[str, Rank]] = {
    "his": ("m", "possessor"),
    "him": ("m", "complement"),
    "her": ("f", "possessor"),
}
_SHORTEST_PAST = 4  # letters: “red” is no verb
_Named = Mapping[tuple[int, int], tuple[Name, Person]]


def find_mentions(readings: Sequence[Reading], scene: Scene) -> list[Mention]:
    """Return who is named, described or called he or she outside marks, in text order, with their rank."""
    places = {(name.span.paragraph, name.span.start): (name, person) for name, person in scene.named}
    sentences = [s for reading in readings if reading.language == "en" for s in reading.sentences]
    found = [
        mention
        for number, sentence in enumerate(sentences)
        for mention in _mentions(sentence, number, places, scene)
    ]
    return sorted(found, key=lambda mention: mention.span)


def unnamed(tokens: Sequence[Token], head: Token) -> Person | None:
    """Somebody without a name: “a spokeswoman”, “her mother”; none where a thing or several are meant."""
    noun = head.lower
    gender = noun_gender(noun)
    somebody = gender or noun in lexicon.words("roles") or noun in lexicon.words("relations")
    if head.capital or not somebody or noun in lexicon.words("organisations"):
        return None
    return Person(" ".join(token.text for token in tokens), "nobody", gender)


def _mentions(sentence: Sentence, number: int, places: _Named, scene: Scene) -> Iterator[Mention]:
    tokens = sentence.tokens
    opening = _opening(sentence, number, scene)
    if opening is not None:
        yield opening
    fronted = bool(tokens) and tokens[0].lower in _FRONTED
    begun = opening is not None  # the subject of the sentence is known
    for index, token in enumerate(tokens):
        if token.lower in _SUBJECT_PRONOUNS:
            place = sentence.span(index, index + 1)
            yield Mention(place, None, "pronoun", number, _SUBJECT_PRONOUNS[token.lower])
        elif token.lower in _OTHER_PRONOUNS:
            place = sentence.span(index, index + 1)
            gender, rank = _OTHER_PRONOUNS[token.lower]
            yield Mention(place, None, rank, number, gender)
        named = places.get((sentence.paragraph, token.start))
        if named is not None:
            name, person = named
            rank = _rank(sentence, index, name, begun=begun)
            aside = rank == "subject" and fronted and tokens[0].lower in _SUBORDINATORS
            yield Mention(name.span, person, "clause" if aside else rank, number)
        begun = begun or (_is_verb(token) and not fronted)
        fronted = fronted and token.text != ","


def _rank(sentence: Sentence, index: int, name: Name, *, begun: bool) -> Rank:
    """What the named one is in the sentence."""
    if name.possessive or _describes(sentence.tokens, index, name):
        return "possessor"
    if _is_object(sentence, index, name):
        return "complement"
    if not begun:
        return "subject"
    if _is_followed_by_verb(sentence.tokens, index, name):
        return "clause"
    return "object" if _is_verb(sentence.tokens[_start_of(sentence, index, name) - 1]) else "complement"


def _describes(tokens: Sequence[Token], index: int, name: Name) -> bool:
    """“Ray supporters”, “a Ray campaign aide”: a name that only says more about a noun; not “Ray hosts a”."""
    while index < len(tokens) and tokens[index].start < name.span.end:
        index += 1
    if index >= len(tokens) or tokens[index].capital or not phrases.is_source_noun(tokens[index].lower):
        return False
    following = tokens[index + 1].lower if index + 1 < len(tokens) else ""
    return not tokens[index].lower.endswith("s") or following not in lexicon.words("determiners")


def _is_followed_by_verb(tokens: Sequence[Token], index: int, name: Name) -> bool:
    """“…, while Ray never left”: the subject of a later clause; so is one with “who” behind."""
    while index < len(tokens) and tokens[index].start < name.span.end:
        index += 1
    while index < len(tokens) and (tokens[index].lower in _ADVERBS or lexicon.is_adverb(tokens[index].lower)):
        index += 1
    return index < len(tokens) and (_is_verb(tokens[index]) or tokens[index].lower == "who")


def _is_verb(token: Token) -> bool:
    if token.kind != "word" or token.capital:
        return False
    known = token.lower in lexicon.words("verbs") or token.lower in cues.words("past", "s")
    past = token.lower.endswith("ed") and len(token.lower) >= _SHORTEST_PAST
    return known or past or token.lower in _AUXILIARIES


def _opening(sentence: Sentence, number: int, scene: Scene) -> Mention | None:
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
        return _body(words, tokens[phrase.head], place, number, scene)
    if phrase.last < len(tokens) and tokens[phrase.last].text == ",":
        named = scene.named_in(sentence.span(phrase.last, min(len(tokens), phrase.last + 2)))
        if tokens[0].lower not in ("his", "her") or (named and " " in named[0][1].name):
            return None  # “The minister, Jan Berg, left”
    fits = described(words, place, scene) if tokens[0].lower == "the" else []
    return Mention(place, fits[0] if len(fits) == 1 else nobody, "subject", number)


def _body(words: Sequence[Token], head: Token, place: Span, number: int, scene: Scene) -> Mention | None:
    """The organisation that opens a sentence: “The hospital reopened”."""
    lists = ("organisations", "companies")
    if head.capital or not any(head.lower in lexicon.words(name) for name in lists):
        return None
    definite = words[0].lower in ("the", "this", "that")
    called = bodies.called([token.lower for token in words[1:]], place, scene) if definite else []
    thing = Person(" ".join(token.text for token in words), "nobody", "thing")
    return Mention(place, called[0] if len(called) == 1 else thing, "subject", number)


def _is_object(sentence: Sentence, index: int, name: Name) -> bool:
    """“After talks with Ray, …”: a name behind a preposition is not what the sentence is about."""
    first = _start_of(sentence, index, name)
    return first > 0 and sentence.tokens[first - 1].lower in _PREPOSITIONS


def _start_of(sentence: Sentence, index: int, name: Name) -> int:
    """Where the name begins with the role or title before it."""
    first = index
    start = name.before.start if name.before else name.span.start
    while first > 0 and sentence.tokens[first - 1].start >= start:
        first -= 1
    while first > 0 and sentence.tokens[first - 1].capital:
        first -= 1
    return first

"""Interviews: who answers in a transcript that calls the answers only “A:”."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from digest.annotate import lexicon
from digest.annotate.paragraphs import Reading
from digest.annotate.people import Person
from digest.annotate.scene import Scene
from digest.annotate.span import Span
from digest.annotate.tokens import Token

_ASKED = lexicon.grammar("interviewed")
_TALKS = lexicon.grammar("interviews")
_TALKED = lexicon.grammar("talked")
_ANSWERED = frozenset(["answered", "answers", "discusses", "explains", "reflects", "replied", "replies"])
_WITH = frozenset(["to", "with"])
_INSIDE = frozenset(["and", "of"])
_LONGEST = 10  # tokens from “spoke to” to the name


def is_answer(label: str) -> bool:
    """Whether a transcript calls an answer so: “A”, “Answer”."""
    return label.lower() in lexicon.grammar("answers")


def is_question(label: str) -> bool:
    """Whether a transcript calls a question so: “Q”, “Question”."""
    return label.lower() in lexicon.grammar("questions")


def interviewees(
    readings: Sequence[Reading], title: Sequence[Token], named: Sequence[Person], scene: Scene
) -> list[Person]:
    """Everybody whom the paragraphs before a transcript, or else its title, name as interviewed.

    `named` are the people in the title, in order.
    """
    found = [person for reading in readings for person in _told(reading, scene)]
    talked = any(token.lower in _TALKS for token in title)
    return list(dict.fromkeys(found or (named if talked else ())))


def _told(reading: Reading, scene: Scene) -> Iterator[Person]:
    """Whom a paragraph names as the one who was asked, or else as the one who answers."""
    tokens = reading.tokens
    asked = [person for index in range(len(tokens)) for person in _named(reading, index, scene)]
    if asked:
        yield from asked
        return
    for index, token in enumerate(tokens):
        if token.lower in _ANSWERED or _is_talk(tokens, index, _TALKED) or _is_asked_by(tokens, index):
            before = Span(reading.paragraph, 0, token.start)
            yield from [p for name, p in scene.named_in(before) if _is_somebody(p) and not name.possessive][
                -1:
            ]


def _is_talk(tokens: Sequence[Token], index: int, words: frozenset[str]) -> bool:
    return (
        tokens[index].lower in words
        and tokens[index + 1 : index + 2] != ()
        and (tokens[index + 1].lower in _WITH)
    )


def _is_asked_by(tokens: Sequence[Token], index: int) -> bool:
    asked = tokens[index].lower in _ASKED
    return asked and index + 1 < len(tokens) and tokens[index + 1].lower == "by"


def _named(reading: Reading, index: int, scene: Scene) -> list[Person]:
    """Who is asked by the word at `index`: “interviewed X and Y”, “an interview with X”, “spoke to X”."""
    tokens = reading.tokens
    talked = _is_talk(tokens, index, _TALKS | _TALKED)
    if not talked and (tokens[index].lower not in _ASKED or _is_asked_by(tokens, index)):
        return []
    first = index + 1 + talked
    last = first
    while last < min(len(tokens), first + _LONGEST) and _goes_on(tokens[last]):
        last += 1
    if last == first:
        return []
    subject = tokens[index - 1] if index and tokens[index].lower in _TALKED else None
    if subject is not None and subject.lower in ("he", "she"):
        return []  # “She spoke to Ray”: he may have asked
    place = Span(reading.paragraph, tokens[first].start, tokens[last - 1].end)
    named = scene.named_in(place)
    if subject is not None:
        # “Ray spoke to Holm”: either may have asked.
        named = scene.named_in(Span(reading.paragraph, subject.start, subject.end)) + named
    return [p for name, p in named if _is_somebody(p) and not name.possessive]


def _goes_on(token: Token) -> bool:
    return token.kind == "word" and (
        token.lower in _INSIDE or token.lower not in lexicon.words("function_words")
    )


def _is_somebody(person: Person) -> bool:
    return person.kind == "person" and " " in person.name

"""Descriptions: whether “the EU High Representative” may be a person whose role is printed elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from digest.annotate import lexicon
from digest.annotate.people import Person
from digest.annotate.scene import Scene
from digest.annotate.span import Span
from digest.annotate.tokens import Token

_STEM = 4  # “Estonian” and “Estonia” share their first letters
_SMALL = lexicon.grammar("small")


def described(tokens: Sequence[Token], place: Span, scene: Scene) -> list[Person]:
    """Everybody whose printed role the description may be: those named before it, or else after it."""
    fits = [person for person in scene.titled if fits_description(tokens, person, scene.paragraphs)]
    return [person for person in fits if person.names[0].span < place] or fits


def fits_description(tokens: Sequence[Token], person: Person, paragraphs: Sequence[str]) -> bool:
    """Whether every word of the description stands in one of the roles printed beside the person's names."""
    wanted = [word for token in tokens for word in _plain(token.lower) if word not in _SMALL]
    if not wanted:
        return False
    return any(_covers(role, wanted) for role in _roles(person, paragraphs))


def _roles(person: Person, paragraphs: Sequence[str]) -> Iterator[list[str]]:
    for name in person.names:
        for span in (name.before, name.after):
            if span is not None:
                yield _role_words(span.of(paragraphs))
        if name.title:
            yield _role_words(name.title)


def _role_words(role: str) -> list[str]:
    """The words of a role, with the initials of its names and what its words stand for."""
    printed = role.replace(",", " ").split()
    words = [word for part in printed for word in _plain(part.lower())]
    capitals = [word[0] for word in printed if word[0].isupper()]
    pairs = ["".join(capitals[i : i + n]).lower() for n in (2, 3) for i in range(len(capitals) - n + 1)]
    return words + pairs


def _plain(word: str) -> list[str]:
    return (
        [word, *lexicon.table("synonyms").get(word, "").split()][-1:]
        if word in lexicon.table("synonyms")
        else [word]
    )


def _covers(role: Sequence[str], wanted: Sequence[str]) -> bool:
    return all(any(_alike(word, other) for other in role) for word in wanted)


def _alike(word: str, other: str) -> bool:
    if word == other:
        return True
    return (
        len(word) > _STEM
        and len(other) > _STEM
        and word[: _STEM + 1] == other[: _STEM + 1]
        and word[0] != word[0].upper()
    )

"""Descriptions: whether “the EU High Representative” may be a person whose role is printed elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from digest.annotate import lexicon
from digest.annotate.people import Person, noun_gender
from digest.annotate.roles import is_role, told_noun
from digest.annotate.scene import Scene
from digest.annotate.span import Span
from digest.annotate.tokens import POSSESSIVES, Token, tokenise

_STEM = 4  # “Estonian” and “Estonia” share their first letters
_SMALL = lexicon.grammar("small")
_FORMER = lexicon.grammar("formerly")
_PREPOSITIONS = lexicon.grammar("head_prepositions")


@dataclass(frozen=True, slots=True)
class _Role:
    """A role as printed: the nouns for who holds it, all its words, and whether it is past."""

    heads: tuple[str, ...]
    words: tuple[str, ...]
    former: bool


def described(tokens: Sequence[Token], place: Span, scene: Scene) -> list[Person]:
    """Everybody whose printed role the description may be: those named before it, or else after it."""
    if _is_plural(tokens):
        return []  # “the senators” are never one of them
    fits = [person for person in scene.titled if fits_description(tokens, person, scene.paragraphs)]
    fits = [person for person in fits if person.names[0].span < place] or fits
    if len(fits) < 2:
        return fits
    wanted = _is_former(token.lower for token in tokens)
    timely = [p for p in fits if any(role.former == wanted for role in _roles(p, scene.paragraphs))]
    return timely or fits


def _is_plural(tokens: Sequence[Token]) -> bool:
    core = [word for word in _core([token.lower for token in tokens]) if word not in _SMALL]
    head = core[-1] if core else ""
    several = head.endswith("s") and (is_role(head[:-1]) or head[:-1] in lexicon.words("relations"))
    return several or head in lexicon.words("groups")


def fits_description(tokens: Sequence[Token], person: Person, paragraphs: Sequence[str]) -> bool:
    """Whether every word of the description stands in one of the roles printed beside the person's names."""
    words = [token.lower for token in tokens]
    core = [word for word in _core(words) if word not in _SMALL]
    if not core or noun_gender(core[-1]) not in ("", person.gender or noun_gender(core[-1])):
        return False
    others = [_plain(word) for word in words if word not in _SMALL]
    others.remove(head := _plain(core[-1]))
    return any(_covers(role, head, others) for role in _roles(person, paragraphs))


def _roles(person: Person, paragraphs: Sequence[str]) -> Iterator[_Role]:
    for name in person.names:
        for span in (name.before, name.after, name.told):
            if span is not None:
                yield _role(span.of(paragraphs))
        if name.title:
            yield _role(name.title)


def _role(printed: str) -> _Role:
    """The parts of a role, with the initials of its names and what its words stand for."""
    tokens = tokenise(printed.replace(",", " "))
    told = told_noun(tokens[0].lower)
    words = [_plain(told), *(_plain(token.lower) for token in tokens[1:])]
    capitals = [token.lower[0] for token in tokens if token.capital]
    pairs = ["".join(capitals[i : i + n]) for n in (2, 3) for i in range(len(capitals) - n + 1)]
    core = _core([token.lower for token in tokens])
    heads = [told] if told != tokens[0].lower else [word for word in core if is_role(word)] or core[-1:]
    former = _is_former(token.lower for token in tokens)
    return _Role(tuple(map(_plain, heads)), (*words, *pairs), former)


def _core(words: Sequence[str]) -> list[str]:
    """The words that say what somebody is: “spokesman” of “the minister's spokesman for trade”."""
    ends = (index for index in range(1, len(words)) if words[index] in _PREPOSITIONS)
    last = next(ends, len(words))
    owners = [index for index in range(last - 1) if words[index] in POSSESSIVES or words[index] in ("'", "’")]
    return list(words[owners[-1] + 1 if owners else 0 : last])


def _is_former(words: Iterator[str]) -> bool:
    return any(word in _FORMER or word.startswith("ex-") for word in words)


def _plain(word: str) -> str:
    return [word, *lexicon.table("synonyms").get(word, "").split()][-1]


def _covers(role: _Role, head: str, others: Sequence[str]) -> bool:
    """Whether a role holds all words of a description, “leader” for “president” where another tells which."""
    if not all(any(_alike(word, other) for other in role.words) for word in others):
        return False
    wider = lexicon.table("wider").get(head, "").split() if others else []
    return any(head == other or other in wider for other in role.heads)


def _alike(word: str, other: str) -> bool:
    if word == other:
        return True
    return (
        len(word) > _STEM
        and len(other) > _STEM
        and word[: _STEM + 1] == other[: _STEM + 1]
        and word[0] != word[0].upper()
    )

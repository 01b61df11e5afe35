"""Which speakers may be one person, and which sources one outlet: questions to the editor, never answers.

Precision comes first: a question that is wrong too often is read no more.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import combinations

from digest.annotate.people import name_gender
from digest.annotate.spelling import sound
from digest.model import KnownSource
from digest.parse.outlet import host
from digest.teach.finding import key
from digest.teach.listing import Listed, are_told_apart
from digest.text import slugify

_MOST_ALIKE = 200  # under one key; beyond it the key says nothing
_SAME_ROLE = 90  # of 100
_LONG = 5  # letters; in a shorter word one makes another name
_SUFFIXES = frozenset(["jr", "sr", "ii", "iii", "iv"])
_LINKS = frozenset(["the", "of", "for", "and", "in", "at", "on", "de", "la", "du", "der", "die", "das"])
_TRANSLITERATED = str.maketrans("yg", "ih")
_WEB_WORDS = frozenset(["online", "com", "org", "net", "www", "website"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """Two who may be one, the better known first, and why."""

    keep: Listed
    other: Listed
    why: str


def alike(listed: Sequence[Listed]) -> list[Likeness]:
    """Every two who may be one and whom nobody told apart, by name."""
    named = [_Named(one) for one in listed]
    found: dict[tuple[str, str], Likeness] = {}
    for one, other, why in _pairs(named):
        if why and not _are_surely_two(one, other):
            keep, absorbed = sorted((one.listed, other.listed), key=_standing)
            found.setdefault((keep.slug, absorbed.slug), Likeness(keep=keep, other=absorbed, why=why))
    return [found[slugs] for slugs in sorted(found)]


@dataclass(frozen=True, eq=False)
class _Named:
    """Somebody, with the words of the name in a form that spellings share."""

    listed: Listed

    @cached_property
    def words(self) -> tuple[str, ...]:
        words = tuple(filter(None, map(_plain, self.listed.name.split())))
        return tuple(word for word in words if word not in _SUFFIXES) if self.is_person else words

    @cached_property
    def suffixes(self) -> set[str]:
        return {_plain(word) for word in self.listed.name.split()} & _SUFFIXES

    @property
    def is_person(self) -> bool:
        return self.listed.kind == "person"

    @property
    def given(self) -> str:
        return self.words[0]

    @property
    def surname(self) -> str:
        return self.words[-1]

    @cached_property
    def heard(self) -> tuple[str, ...]:
        return tuple(map(sound, self.words))

    @property
    def is_latin(self) -> bool:
        return unicodedata.name(self.listed.name[0], "").startswith("LATIN")

    @property
    def in_latin(self) -> str:
        """All words as one, with the letters alike that transliterations of Cyrillic take for each other."""
        return "".join(sorted(word.translate(_TRANSLITERATED).replace("ie", "e") for word in self.heard))

    @cached_property
    def gender(self) -> str:
        return name_gender(self.listed.name.split()[0])

    @cached_property
    def beside(self) -> frozenset[str]:
        """The slugs of all who speak in the same entries."""
        return frozenset(s.slug for file in self.listed.files for s in file.entry.speakers) - {
            self.listed.slug
        }

    @cached_property
    def outlets(self) -> frozenset[str]:
        return frozenset(file.entry.source.name for file in self.listed.files)


_Why = str | None
_Rule = Callable[[_Named, _Named], _Why]


def _pairs(named: Sequence[_Named]) -> Iterator[tuple[_Named, _Named, _Why]]:
    people = [one for one in named if one.is_person and len(one.words) > 1]
    bodies = [one for one in named if one.listed.kind == "organisation" and one.words]
    outlets = [one for one in named if one.listed.kind == "source" and one.words]
    namesakes = _counted(people)

    def by_name(one: _Named, other: _Named) -> _Why:
        return _same_person(one, other, namesakes)

    yield from _within(people, lambda one: ("all", "".join(sorted(one.heard))), by_name)
    yield from _within(people, lambda one: ("surname", one.heard[-1], one.given[0]), by_name)
    yield from _within(people, lambda one: ("given", one.heard[0], one.surname[0]), by_name)
    yield from _within(people, lambda one: one.in_latin, _same_in_another_script)
    yield from _alone(named, people)
    yield from _within(bodies, lambda one: tuple(sorted(word[0] for word in _told(one))), _same_body)
    yield from _within(outlets, lambda one: "".join(_told(one))[:3], _same_outlet)
    yield from _called(named)


def _within(
    named: Iterable[_Named], shared: Callable[[_Named], Hashable], rule: _Rule
) -> Iterator[tuple[_Named, _Named, _Why]]:
    """Compare only those who share a key, so that ten thousand are compared in seconds."""
    groups: dict[Hashable, list[_Named]] = defaultdict(list)
    for one in named:
        groups[shared(one)].append(one)
    for group in groups.values():
        if len(group) <= _MOST_ALIKE:
            yield from ((one, other, rule(one, other)) for one, other in combinations(group, 2))


def _same_person(one: _Named, other: _Named, namesakes: Counter[Hashable]) -> _Why:
    if one.suffixes != other.suffixes:
        return None
    if sorted(one.heard) == sorted(other.heard) or "".join(one.heard) == "".join(other.heard):
        return "the same name, spelled otherwise"
    same_surname = one.heard[-1] == other.heard[-1]
    if same_surname and one.heard[0] == other.heard[0]:
        return "the same name but for the middle" if _fit(one.words[1:-1], other.words[1:-1]) else None
    if same_surname and min(len(one.given), len(other.given)) == 1:
        return _same_initial(one, other, namesakes)
    return _joined("nearly the same name", _evidence(one, other)) if _is_misspelt(one, other) else None


def _is_misspelt(one: _Named, other: _Named) -> bool:
    """Whether two names differ in a letter of the given name or of the surname, and in nothing else."""
    alike = [a == b for a, b in zip(one.heard, other.heard, strict=False)]
    if len(one.words) != len(other.words) or alike.count(False) != 1:
        return False
    at = alike.index(False)
    genders = {one.gender, other.gender} - {""}
    return len(genders) < 2 and _is_nearly(one.words[at], other.words[at])


def _same_in_another_script(one: _Named, other: _Named) -> _Why:
    """“Сергій Коваль”, “Serhiy Koval”: what the usual transliterations make of one name."""
    return "the same name in another script" if one.is_latin != other.is_latin else None


def _same_initial(one: _Named, other: _Named, namesakes: Counter[Hashable]) -> _Why:
    """“J. Moen” may be Jonas Moen, when no other Moen begins so, or when more than the name agrees."""
    short, full = sorted((one, other), key=lambda who: len(who.given))
    if not _fit(short.words[1:-1], full.words[1:-1]):
        return None
    what = f"{short.given.upper()}. may stand for {full.listed.name.split()[0]}"
    alone = namesakes[full.heard[-1], full.given[0]] == 1
    return what if alone else _joined(what, _evidence(one, other, outlet=True))


def _alone(named: Iterable[_Named], people: Iterable[_Named]) -> Iterator[tuple[_Named, _Named, _Why]]:
    """“Moen” may be the one Moen there is, when more than the name agrees."""
    bearers: dict[str, list[_Named]] = defaultdict(list)
    for person in people:
        bearers[person.heard[-1]].append(person)
    for one in named:
        if one.is_person and len(one.words) == 1 and len(bearers[one.heard[0]]) == 1:
            [other] = bearers[one.heard[0]]
            yield one, other, _joined("the same surname", _evidence(one, other, outlet=True))


def _same_body(one: _Named, other: _Named) -> _Why:
    mine, theirs = sorted(_told(one)), sorted(_told(other))
    if mine == theirs:
        return "the same words"
    close = all(a == b or _is_nearly(a, b) for a, b in zip(mine, theirs, strict=True))
    return "nearly the same words" if close else None


def _same_outlet(one: _Named, other: _Named) -> _Why:
    mine, theirs = ("".join(_told(who)) for who in (one, other))
    if mine == theirs:
        return "the same words"
    hosts = _hosts(one.listed) & _hosts(other.listed)
    if hosts and (mine.startswith(theirs) or theirs.startswith(mine)):
        return f"both at {min(hosts)}"
    return "nearly the same name" if _is_nearly(mine, theirs) else None


def _called(named: Sequence[_Named]) -> Iterator[tuple[_Named, _Named, _Why]]:
    """Who is called in full, in an article or on a page, as another is named."""
    by_name: dict[tuple[str, str], list[_Named]] = defaultdict(list)
    for one in named:
        by_name[one.listed.kind, key(one.listed.name)].append(one)
    for one in named:
        for alias in filter(_is_in_full, one.listed.aliases):
            for other in by_name[one.listed.kind, key(alias)]:
                if other is not one:
                    yield one, other, f"{one.listed.name} is called “{alias}”, too"


def _is_in_full(alias: str) -> bool:
    """Whether a name is more than a surname: “Jonas Moen”, “NABU”, not “Moen” nor “the mayor”."""
    words = alias.split()
    return (len(words) > 1 and all(word[0].isupper() for word in words)) or (
        len(alias) > 2 and alias.isupper()
    )


def _are_surely_two(one: _Named, other: _Named) -> bool:
    """Whether an article tells them apart by letting both speak, or the editor did."""
    both_speak = one.listed.kind != "source" and other.listed.slug in one.beside
    return both_speak or are_told_apart(one.listed, other.listed)


def _evidence(one: _Named, other: _Named, *, outlet: bool = False) -> _Why:
    """What agrees besides the name."""
    for mine in one.listed.roles:
        for theirs in other.listed.roles:
            if _is_same_role(mine, theirs):
                return f"both “{min(mine, theirs, key=len)}”"
    shared = one.outlets & other.outlets
    return f"both in {min(shared)}" if outlet and shared else None


def _is_same_role(one: str, other: str) -> bool:
    """Whether two roles share their words, or one has all those of the other."""
    from rapidfuzz import fuzz, utils

    return fuzz.token_set_ratio(one, other, processor=utils.default_process) >= _SAME_ROLE


def _is_nearly(one: str, other: str) -> bool:
    """Whether one letter of a long word is another, missing, or in its neighbour's place."""
    from rapidfuzz.distance import OSA

    if not (one + other).isalpha():
        return False  # “Channel 4” is not “Channel 5”
    return min(len(one), len(other)) >= _LONG and OSA.distance(one, other, score_cutoff=1) == 1


def _fit(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether what stands between given name and surname may be the same: “Erik”, “E.”, nothing."""
    if not one or not other:
        return True
    same = (
        a[: len(b)] == b[: len(a)] if min(len(a), len(b)) == 1 else sound(a) == sound(b)
        for a, b in zip(one, other, strict=False)
    )
    return len(one) == len(other) and all(same)


def _joined(what: str, evidence: _Why) -> _Why:
    return f"{what}, {evidence}" if evidence else None


def _counted(people: Iterable[_Named]) -> Counter[Hashable]:
    """How many have a surname and a first letter of the given name, in full."""
    return Counter((one.heard[-1], one.given[0]) for one in people if len(one.given) > 1)


def _told(one: _Named) -> tuple[str, ...]:
    """The words of a body's or an outlet's name that tell it from others."""
    words = slugify(one.listed.name).split("-")
    left_out = _LINKS | _WEB_WORDS if one.listed.kind == "source" else _LINKS
    return tuple(word for word in words if word not in left_out) or tuple(words)


def _hosts(one: Listed) -> set[str]:
    urls = [file.entry.source.url for file in one.files]
    urls += [one.known.url] if isinstance(one.known, KnownSource) else []
    return {host(url) for url in urls if url}


def _standing(one: Listed) -> tuple[bool, int, int, str]:
    """The one that was taught first, then who is quoted most, then the longer name."""
    return one.known is None, -one.quotations, -len(one.name), one.slug


@lru_cache(maxsize=65536)
def _plain(word: str) -> str:
    return slugify(word).replace("-", "")

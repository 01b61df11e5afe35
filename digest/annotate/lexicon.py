"""The word lists in `data/` that tell who speaks."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType

from digest import wordlists

_PACKAGE = "digest.annotate"
_MAJORITY = 3  # a name that one country gives to boys and nine to girls is a girl's


@cache
def lines(name: str, language: str = "en") -> tuple[str, ...]:
    """The items of `data/NAME.LANGUAGE.txt`; empty when there is no such list."""
    return wordlists.lines(_PACKAGE, _file(name, language))


@cache
def words(name: str, language: str = "en") -> frozenset[str]:
    """The items of a list of plain words, in lower case."""
    return frozenset(map(str.lower, lines(name, language)))


@cache
def table(name: str, language: str = "en") -> Mapping[str, str]:
    """The lines `word = meaning` of a list, the words as they are written."""
    return wordlists.table(_PACKAGE, _file(name, language))


@cache
def grammar(name: str, language: str = "en") -> frozenset[str]:
    """One closed class of words: “prepositions”, “auxiliaries”."""
    return frozenset(table("grammar", language)[name].split())


@cache
def helping_verbs() -> frozenset[str]:
    """The verbs that stand before another, or alone: “would”, “is”, “has”."""
    return grammar("auxiliaries") | grammar("be") | grammar("have")


def is_adverb(word: str) -> bool:
    """Whether a word in lower case looks like an adverb: “flatly”, not “family”."""
    return word.endswith("ly") and len(word) > 4 and word not in words("not_adverbs")


@cache
def given_names() -> Mapping[str, str]:
    """Given names of the world with `m`, `f`, or nothing where both bear them."""
    counts: dict[str, Counter[str]] = {}
    for path in _people():
        names = json.loads(path.read_text(encoding="utf-8")).get("names")
        if isinstance(names, dict):
            male, female = set(names.get("male", ())), set(names.get("female", ()))
            for name in sorted(male | female):
                counts.setdefault(name, Counter())
                # A country that lists a name under both tells nothing.
                counts[name]["m"] += name not in female
                counts[name]["f"] += name not in male
    told = {name: _gender(count) for name, count in counts.items()} | dict(table("given_names", ""))
    return MappingProxyType(told | {name.lower(): gender for name, gender in told.items()})


@cache
def surnames() -> frozenset[str]:
    """Surnames of the world, as printed."""
    found: set[str] = set()
    for path in _people():
        names = json.loads(path.read_text(encoding="utf-8")).get("surnames", ())
        for some in names.values() if isinstance(names, dict) else [names]:
            found.update(some)
    return frozenset(found)


@cache
def places() -> frozenset[str]:
    """Names of countries and continents in English, as printed."""
    from babel import Locale

    return frozenset(Locale("en").territories.values()) | frozenset(lines("places"))


def _file(name: str, language: str) -> str:
    return f"{name}.{language}" if language else name


def _people() -> list[Path]:
    # Only the package's data are wanted: importing it would take longer than reading them.
    spec = find_spec("mimesis")
    folders = (spec.submodule_search_locations or []) if spec else []
    return sorted(path for folder in folders for path in Path(folder).glob("datasets/*/person.json"))


def _gender(count: Counter[str]) -> str:
    if not count.total():
        return ""
    if count["m"] >= _MAJORITY * count["f"]:
        return "m"
    return "f" if count["f"] >= _MAJORITY * count["m"] else ""

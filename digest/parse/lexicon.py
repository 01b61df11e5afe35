"""The word lists in `data/*.txt`, read once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

_DATA = files("digest.parse") / "data"


@cache
def lines(name: str) -> tuple[str, ...]:
    """The items of one list, in the order of the file."""
    text = (_DATA / f"{name}.txt").read_text(encoding="utf-8")
    return tuple(line for raw in text.splitlines() if (line := raw.strip()) and not line.startswith("#"))


@cache
def words(name: str) -> frozenset[str]:
    """The items of one list as a set."""
    return frozenset(lines(name))


@cache
def either(name: str) -> str:
    """The items of one list as the alternatives of a pattern, the longest first."""
    return alternatives(lines(name))


def alternatives(items: Iterable[str]) -> str:
    """Words as the alternatives of a pattern, the longest first.

    >>> alternatives(["by", "by the"])
    'by\\\\ the|by'
    """
    return "|".join(map(re.escape, sorted(items, key=lambda item: (-len(item), item))))


@cache
def table(name: str) -> Mapping[str, str]:
    """The lines `key = meaning` of one list."""
    pairs = (line.partition(" = ") for line in lines(name))
    return MappingProxyType({key.strip(): meaning.strip() for key, _, meaning in pairs})


@cache
def names(prefix: str) -> tuple[str, ...]:
    """The lists whose file begins with a prefix, sorted, without it."""
    found = (item.name for item in _DATA.iterdir() if item.name.startswith(prefix))
    return tuple(sorted(name.removeprefix(prefix).removesuffix(".txt") for name in found))

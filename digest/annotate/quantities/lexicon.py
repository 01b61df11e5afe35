"""The word lists in `data/figures_*.txt`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from digest import wordlists

_PACKAGE = "digest.annotate"


@cache
def table(name: str) -> Mapping[str, str]:
    """The lines `word = meaning` of one list; empty when there is no such list."""
    return wordlists.table(_PACKAGE, f"figures_{name}")


@cache
def words(name: str) -> frozenset[str]:
    """The lines of one list of plain words; empty when there is no such list."""
    return frozenset(wordlists.lines(_PACKAGE, f"figures_{name}"))


@cache
def tables(prefix: str) -> tuple[Mapping[str, str], ...]:
    """All the lists whose name starts so, one for each language."""
    return tuple(table(prefix + rest) for rest in wordlists.names(_PACKAGE, f"figures_{prefix}"))

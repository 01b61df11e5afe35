"""The word lists in `data/*.txt`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, partial

from digest import wordlists

_PACKAGE = "digest.parse"

lines = partial(wordlists.lines, _PACKAGE)
table = partial(wordlists.table, _PACKAGE)
names = partial(wordlists.names, _PACKAGE)


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

"""The word lists that come with the package: a file in `data/` each, an item a line, `#` before a comment."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType


@cache
def lines(package: str, name: str) -> tuple[str, ...]:
    """The items of one list, in the order of the file; none when there is no such list."""
    if name not in names(package, ""):  # it may hold what an editor calls a language, and be no file's name
        return ()
    source = files(package) / "data" / f"{name}.txt"
    found = (f" {line}".partition(" #")[0].strip() for line in source.read_text("utf-8").splitlines())
    return tuple(filter(None, found))


@cache
def table(package: str, name: str) -> Mapping[str, str]:
    """The lines `word = meaning` of one list, the words as they are written."""
    pairs = (line.rpartition("=") for line in lines(package, name))
    return MappingProxyType({word.strip(): meaning.strip() for word, _, meaning in pairs})


@cache
def names(package: str, prefix: str) -> tuple[str, ...]:
    """What follows the prefix in the names of the lists that begin with it, sorted."""
    found = (item.name for item in (files(package) / "data").iterdir() if item.name.startswith(prefix))
    return tuple(sorted(name.removeprefix(prefix).removesuffix(".txt") for name in found))

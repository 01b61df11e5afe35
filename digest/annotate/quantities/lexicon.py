"""The word lists in `data/figures_*.txt`, read once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

_DATA = files("digest.annotate") / "data"


@cache
def table(name: str) -> Mapping[str, str]:
    """The lines `word = meaning` of one list; empty when there is no such list."""
    pairs = (line.rpartition(" = ") for line in _lines(name))
    return MappingProxyType({word.strip(): meaning.strip() for word, _, meaning in pairs})


@cache
def words(name: str) -> frozenset[str]:
    """The lines of one list of plain words; empty when there is no such list."""
    return frozenset(_lines(name))


@cache
def tables(prefix: str) -> tuple[Mapping[str, str], ...]:
    """All the lists whose name starts so, one for each language."""
    names = sorted(file.name for file in _DATA.iterdir() if file.name.startswith(f"figures_{prefix}"))
    return tuple(table(name.removeprefix("figures_").removesuffix(".txt")) for name in names)


def _lines(name: str) -> tuple[str, ...]:
    source = _DATA / f"figures_{name}.txt"
    if not source.is_file():
        return ()
    lines = (line.strip() for line in source.read_text(encoding="utf-8").splitlines())
    return tuple(line for line in lines if line and not line.startswith("# "))

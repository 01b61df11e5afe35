"""What an editor and the converter both changed, each in their own way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from digest.text import printable

_NOTHING = "(nothing)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A part of an entry where the editor's words were kept, and what the converter would write there.

    >>> print(Conflict(where="a.md", line=7, what="title", ours="Mine", theirs=""))
    a.md:7: title: changed by you and by the converter; yours is kept
        yours:         Mine
        the converter: (nothing)
    """

    where: str
    line: int
    what: str
    ours: str
    theirs: str

    @property
    def place(self) -> str:
        """The file and the line: `content/a.md:7`."""
        return f"{self.where}:{self.line}"

    def __str__(self) -> str:
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        yield printable(f"{self.place}: {self.what}: changed by you and by the converter; yours is kept")
        yield from _both("yours:", self.ours)
        yield from _both("the converter:", self.theirs)


def _both(whose: str, words: str) -> Iterator[str]:
    for line in words.split("\n") if words else [_NOTHING]:
        yield printable(f"    {whose:14} {line}")
        whose = ""

"""Where words stand in an article. Offsets stay inside `annotate`; files hold words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` to `end` (exclusive) of paragraph number `paragraph`, from 1."""

    paragraph: int
    start: int
    end: int

    def of(self, paragraphs: Sequence[str]) -> str:
        """The words themselves: always a slice, never rebuilt."""
        return paragraphs[self.paragraph - 1][self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Whether the other span lies inside this one."""
        return self.paragraph == other.paragraph and self.start <= other.start and other.end <= self.end

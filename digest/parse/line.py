"""The lines of a paste, and what their shape says: prose is long, ends in a stop, and stands alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

_WORDS = re.compile(r"\w+")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_ENDS = re.compile(r"[.!?…:;。！？؟।♦][\"'”’»“)\]」』*]{0,4}$")
_PROSE_WORDS = 9
_LONG_WORDS = 25
_EDGE_WORDS = 15
_FULL = 0.75  # of the column: a line this long was broken, not ended
_ITEM = re.compile(r"[•·*–—-] ?\S|\d{1,2}[.)] ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line that is not blank, with its number in the seed and whether blank lines surround it."""

    number: int
    text: str
    gap_before: bool
    gap_after: bool
    folded: str  # its words in lower case, one blank apart
    words: int

    @property
    def alone(self) -> bool:
        """Whether it stands as browsers copy a paragraph: between blank lines."""
        return self.gap_before and self.gap_after

    @property
    def at_edge(self) -> bool:
        """Whether it is a long sentence with a blank line on one side, as below a list or above a picture."""
        return self.ends and self.words >= _EDGE_WORDS and (self.gap_before or self.gap_after)

    @property
    def ends(self) -> bool:
        """Whether it ends as a sentence does; `He came to ...` was cut short."""
        return not self.text.endswith(" ...") and _ENDS.search(self.text[-6:]) is not None

    @property
    def prose(self) -> bool:
        """Whether it is long enough, and ends, as running text does."""
        return self.words >= _LONG_WORDS or (self.words >= _PROSE_WORDS and self.ends)


def read_lines(text: str) -> tuple[Line, ...]:
    """The lines of a text that are not blank.

    >>> [(line.number, line.alone) for line in read_lines("One\\n\\nTwo\\nThree")]
    [(1, True), (3, False), (4, False)]
    """
    raw = ["", *_unwrapped(_with_drop_capitals(text.split("\n"))), ""]
    return tuple(
        Line(
            number=number,
            text=raw[number],
            gap_before=not raw[number - 1],
            gap_after=not raw[number + 1],
            folded=fold(raw[number]),
            words=count_words(raw[number]),
        )
        for number in range(1, len(raw) - 1)
        if raw[number]
    )


def _with_drop_capitals(raw: list[str]) -> list[str]:
    """The lines, with a capital that a page set apart for its size put back before its word."""
    mended = list(raw)
    for place in range(len(raw) - 1):
        if len(raw[place]) == 1 and raw[place].isupper() and raw[place + 1][:1].islower():
            mended[place], mended[place + 1] = "", raw[place] + raw[place + 1]
    return mended


def _unwrapped(raw: list[str]) -> list[str]:
    """The lines, with paragraphs that were broken at a column joined again on their first line.

    A line so joined leaves none behind: the lines it took become part of it, not blank lines.
    """
    width = _column(raw)
    if width is None:
        return raw
    mended = list(raw)
    first = 0
    for place in range(1, len(raw)):
        if raw[place] and len(raw[place - 1]) >= _FULL * width and not _ITEM.match(raw[place]):
            mended[first] += " " + raw[place]
            mended[place] = ""
        else:
            first = place
    return mended


def _column(raw: list[str]) -> int | None:
    """The column at which a text is broken, or nothing when its paragraphs are whole."""
    lengths = [len(line) for line in raw if line]
    width = max(lengths, default=0)
    full = [len(one) >= _FULL * width for one, below in pairwise(raw) if one and below]
    return width if 50 <= width <= 100 and len(full) >= 5 and 3 * sum(full) >= 2 * len(full) else None


def fold(text: str) -> str:
    """The words of a text in lower case, one blank apart.

    >>> fold("READ MORE: “Yes”")
    'read more yes'
    """
    return " ".join(_WORDS.findall(text.casefold()))


def count_words(text: str) -> int:
    """How many words a text has; two signs count as one where a script puts no blanks between words."""
    signs = len(_UNSPACED.findall(text))
    return len(text.split()) if signs < 4 else len(_WORDS.findall(_UNSPACED.sub(" ", text))) + signs // 2


def is_unspaced(text: str) -> bool:
    """Whether a text has signs of a script that puts no blanks between words."""
    return _UNSPACED.search(text) is not None

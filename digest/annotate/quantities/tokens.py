"""Cutting a paragraph into the numerals, words and signs that the grammar of figures reads."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from digest.annotate.quantities.locales import decimal_mark

_NUMERAL = r"\d+(?:[.,'’٫٬]\d+)*"
_SPACED = r"\d{1,3}(?:%s\d{3})+(?:[.,]\d+)?(?!\d)"
_REST = r"|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)|(?P<sign>\S)"
_CHUNK = re.compile(r"\S+")


class Token(NamedTuple):
    """A numeral, a word or one other sign; `glued` when no blank stands before it."""

    text: str
    lower: str
    start: int
    end: int
    kind: str  # number | word | sign
    glued: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """A text with its tokens, safe to ask about tokens that are not there."""

    text: str
    tokens: tuple[Token, ...]
    language: str  # without its region: “en” for “en-GB”
    mark: str  # the decimal mark

    def lower(self, i: int) -> str:
        """Token `i` in lower case; empty beyond either end."""
        return self.tokens[i].lower if 0 <= i < len(self.tokens) else ""

    def kind(self, i: int) -> str:
        """The kind of token `i`; empty beyond either end."""
        return self.tokens[i].kind if 0 <= i < len(self.tokens) else ""

    def glued(self, i: int) -> bool:
        """Whether token `i` exists and touches the one before it."""
        return 0 < i < len(self.tokens) and self.tokens[i].glued

    def joined(self, i: int) -> bool:
        """Whether token `i` is a hyphen that touches both its neighbours."""
        return self.lower(i) in ("-", "‑") and self.glued(i) and self.glued(i + 1)

    def words(self, first: int, after: int) -> str:
        """The text from token `first` up to token `after`, as it stands."""
        return self.text[self.tokens[first].start : self.tokens[after - 1].end]


def read(text: str, language: str = "en") -> Reading:
    """Cut a text into tokens, web and mail addresses left out.

    >>> [token.text for token in read("Up 7.5% at www.example.org, to €1,200m.").tokens]
    ['Up', '7.5', '%', 'at', 'to', '€', '1,200', 'm', '.']
    """
    mark = decimal_mark(language)
    tokens: list[Token] = []
    for match in _pattern(mark).finditer(_without_addresses(text)):
        start, end = match.span()
        word = match.group()
        glued = bool(tokens) and tokens[-1].end == start
        tokens.append(Token(word, word.lower(), start, end, match.lastgroup or "sign", glued))
    return Reading(text, tuple(tokens), language.split("-", maxsplit=1)[0].lower(), mark)


@cache
def _pattern(mark: str) -> re.Pattern[str]:
    # English never groups by a plain blank: “in 2019 300 people”.
    blank = "[ \u00a0\u202f]" if mark == "," else "[\u00a0\u202f]"
    return re.compile(f"(?P<number>{_SPACED % blank}|{_NUMERAL}){_REST}")


def _without_addresses(text: str) -> str:
    """The text with blanks for each address, so that offsets stay."""
    if "@" not in text and "://" not in text and "www." not in text:
        return text
    return _CHUNK.sub(_blanked, text)


def _blanked(chunk: re.Match[str]) -> str:
    word = chunk.group()
    is_address = "://" in word or "@" in word.strip("@") or word.startswith("www.")
    return " " * len(word) if is_address else word

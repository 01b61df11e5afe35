"""Normalising text, and making slugs from it."""

from __future__ import annotations

import re
import unicodedata

from slugify import slugify as _slugify

_INVISIBLE = dict.fromkeys(
    map(
        ord,
        "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    )
)
_CONTROL = dict.fromkeys((*range(9), 14, *range(15, 32), *range(127, 133), *range(134, 160)))
_LINE_ENDS = re.compile(r"\r\n?|[\u000b\u000c\u001c-\u001e\u0085\u2028\u2029]")
_MARKS = str.maketrans("‘’‚“”„«»–—\n\t\u00a0", '\'\'\'"""""--   ')
_BLANKS = re.compile(r"[^\S\n]+")


def normalise(text: str) -> str:
    """Return text in NFC, with `\\n` line ends, plain blanks and nothing invisible.

    >>> normalise("a\\u00a0b\\u00ad\\r\\nc")
    'a b\\nc'
    """
    text = _LINE_ENDS.sub("\n", unicodedata.normalize("NFC", text))
    text = text.translate(_INVISIBLE).translate(_CONTROL)
    return "\n".join(_BLANKS.sub(" ", line).strip() for line in text.split("\n"))


def slugify(name: str, *, max_length: int = 80) -> str:
    """Return the name as it stands in a URL; empty when nothing in it can.

    >>> slugify("Łukasz O'Brien")
    'lukasz-o-brien'
    """
    slug = str(_slugify(name, max_length=max_length, word_boundary=True, save_order=True))
    return "the-index" if slug == "index" else slug  # index.md is the page of a folder itself


def same_words(text: str) -> str:
    """The text with what typing may change made equal, character for character: marks, dashes, blanks.

    >>> same_words("“No” – he\\u00a0said")
    '"No" - he said'
    """
    return text.translate(_MARKS)

"""Normalising text, showing it safely, and making slugs from it."""

from __future__ import annotations

import re
import unicodedata
from difflib import unified_diff

from slugify import slugify as _slugify

_INVISIBLE = dict.fromkeys(
    (
        *(0x00AD, 0x061C, 0xFEFF),
        *range(0x200B, 0x2010),  # zero widths, and the marks of direction
        *range(0x202A, 0x202F),
        *range(0x2060, 0x206A),  # joiners, invisible operators, and the isolates of direction
        *range(0xE0000, 0xE0080),  # tags: a whole alphabet that nobody sees
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
    text = _LINE_ENDS.sub("\n", text).translate(_INVISIBLE).translate(_CONTROL)
    text = unicodedata.normalize("NFC", text)  # last, as letters meet when what stood between them goes
    return "\n".join(_BLANKS.sub(" ", line).strip() for line in text.split("\n"))


def printable(text: str) -> str:
    """Return text as one line that a terminal shows and never obeys: what does not print is escaped.

    >>> print(printable("a.txt\\x1b[2J\\nb.txt"))
    a.txt\\x1b[2J\\nb.txt
    """
    return text if text.isprintable() else "".join(map(_shown, text))


def patch(where: str, before: str | None, after: str | None) -> str:
    """A change of a file as `diff -u` shows it, in characters that a terminal never obeys.

    >>> print(patch("a.txt", None, "one").strip())
    --- /dev/null
    +++ a.txt
    @@ -0,0 +1 @@
    +one
    """
    old, new = ("/dev/null" if text is None else where for text in (before, after))
    was, now = ([] if text is None else text.replace("\r\n", "\n").split("\n") for text in (before, after))
    return "".join(f"{printable(line)}\n" for line in unified_diff(was, now, old, new, lineterm=""))


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


def _shown(character: str) -> str:
    if character.isprintable() or unicodedata.category(character) == "Zs":  # blanks of any width
        return character
    return character.encode("unicode_escape").decode("ascii")

"""Comparing names that are spelled in different ways."""

from __future__ import annotations

import re
import unicodedata

_SAME_SOUND = (
    ("iy", "y"),
    ("ij", "y"),
    ("yi", "y"),
    ("ii", "y"),
    ("kh", "h"),
    ("ph", "f"),
    ("w", "v"),
    ("ks", "x"),
)
_DOUBLED = re.compile(r"(.)\1+")


def fold(word: str) -> str:
    """The word without diacritics, case and stops.

    >>> fold("Šefčovič")
    'sefcovic'
    """
    plain = unicodedata.normalize("NFKD", word)
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold().strip(".'’")


def sound(word: str) -> str:
    """A key that is the same for the usual transliterations of one name.

    >>> sound("Zelenskyy") == sound("Zelensky") == sound("Zelenskiy") == sound("Zelenskyi")
    True
    """
    key = fold(word)
    for written, heard in _SAME_SOUND:
        key = key.replace(written, heard)
    key = _DOUBLED.sub(r"\1", key)
    return key[:-1] + "y" if key.endswith("i") and len(key) > 4 else key

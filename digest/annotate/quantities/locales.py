"""What Babel knows of a language."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale


@cache
def find_locale(language: str) -> Locale:
    """Babel's data of a language; that of English when it has none."""
    from babel import Locale, UnknownLocaleError  # takes a while to load, so only when it is needed

    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en")


@cache
def decimal_mark(language: str) -> str:
    """The decimal mark of a language: a comma or a point.

    >>> decimal_mark("en"), decimal_mark("de"), decimal_mark("de-CH")
    ('.', ',', '.')
    """
    mark = find_locale(language).number_symbols.get("latn", {}).get("decimal")
    return "," if mark == "," else "."

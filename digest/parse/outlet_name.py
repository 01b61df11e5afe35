"""Which words could be the name of an outlet, and how it is written."""

from __future__ import annotations

import re
from functools import cache

from babel import Locale

from digest.parse import lexicon
from digest.parse.authors import ends_in_role, is_byline
from digest.parse.dates import LANGUAGES, find_dates
from digest.parse.line import fold

_ADDRESS = re.compile(r"https?://[^\s<>\"']{4,}")
_NO_NAME = re.compile(r"[.,:?!;]$|[»›>|<@]|\d\d|\b(?:in|by|and affiliated|copyright)\b", re.IGNORECASE)


def may_name(text: str) -> bool:
    """Whether a line could be the name of an outlet: short, capitalised, no sentence and no section."""
    words = text.split()
    if not 1 <= len(words) <= 6 or find_dates(text) or _ADDRESS.search(text) or _NO_NAME.search(text):
        return False
    folded = fold(text)
    known = folded in lexicon.words("section") or folded in _countries()
    return bool(folded) and words[0][0].isupper() and not known and not is_byline(text)


@cache
def _countries() -> frozenset[str]:
    """Countries in every language that dates are read in: a kicker above a title, never an outlet."""
    return frozenset(fold(name) for language in LANGUAGES for name in Locale(language).territories.values())


def is_outlet(text: str) -> bool:
    """Whether a line is the name of an outlet, by the list of them or by the words they are named by."""
    folded = fold(text)
    if folded in lexicon.words("outlets"):
        return True
    words = folded.split()
    named = len(words) > 1 and not lexicon.words("outlet_words").isdisjoint(words)
    compound = folded.endswith(tuple(lexicon.lines("outlet_endings")))
    only_sections = (lexicon.words("section") | _countries()).issuperset(words)
    return (named or compound) and may_name(text) and not only_sections and not ends_in_role(text)

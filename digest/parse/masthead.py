"""The name of a newspaper as its page is headed by it, or as the copyright notice gives it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from digest.parse import lexicon
from digest.parse.dates import find_dates
from digest.parse.line import Line, fold
from digest.parse.outlet_name import is_outlet, may_name
from digest.parse.page import Page

_SIGN = r"(?:©|\(c\)|copyright)"
_SINCE = r"(?:(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)\d\d)?)?"
_COPYRIGHT = re.compile(
    rf"{_SIGN}[ ,]*{_SIGN}?[ ,]*{_SINCE}[ ,:by]*(?P<name>[^\W\d_][^.|,©]{{2,50}})", re.IGNORECASE
)
_YEARS = re.compile(r"\s*\b(?:19|20)\d\d\b.*$|\s*all rights reserved.*$", re.IGNORECASE)
_SUFFIX = re.compile(rf"[ ,]+(?:{lexicon.either('company_suffixes')})\.?\Z", re.IGNORECASE)
_DIVIDED = re.compile(r"\s?[|·•–—/]\s?")
_TOLD = r"\b(?:told|tells|seen by|shown to|obtained by|interview with)(?: the)? "
_MARKS = " |•·,:-–—"
_HIGHEST = 12  # lines from the top in which a page may be headed
_EDITION_WORDS = 3


def masthead(page: Page, place: int) -> str | None:
    """The newspaper that a line above the body heads the page with; nothing for any other line."""
    line = page.lines[place]
    if place >= min(_HIGHEST, page.first) or page.why[place] is not None or line.words > 10:
        return None
    if name := _of_edition(line.text):
        return name
    if not may_name(line.text):
        return None
    owned = any(line.folded == fold(name) for name in holders(page.tail, page.body))
    return line.text.strip(_MARKS) if owned or _heads_date(page, place) else None


def holders(tail: Sequence[Line], body: Sequence[Line]) -> Iterator[str]:
    """Who holds the copyright: outlets, not companies.

    A name without its `Ltd` is an outlet's only where it is named as they are, or the article names it.
    """
    for line in tail:
        match = _COPYRIGHT.search(line.text) if line.words < 20 else None
        whole = _YEARS.sub("", match["name"]).strip(_MARKS) if match else ""
        name = _SUFFIX.sub("", whole)
        if not may_name(name) or not lexicon.words("company_words").isdisjoint(name.casefold().split()):
            continue
        if name == whole or is_outlet(name) or any(_holds(line, name) for line in body):
            yield name


def _of_edition(text: str) -> str | None:
    """The name beside an edition: `Example Herald | International edition`."""
    parts = _DIVIDED.split(text)
    editions = [part for part in parts if _is_edition(part)]
    names = [part.strip(_MARKS) for part in parts if not _is_edition(part)]
    return names[0] if editions and len(names) == 1 and may_name(names[0]) else None


def _is_edition(text: str) -> bool:
    words = fold(text).split()
    return len(words) <= _EDITION_WORDS and not lexicon.words("editions").isdisjoint(words)


def _heads_date(page: Page, place: int) -> bool:
    """Whether a date stands right below a line that is named as outlets are, or that people spoke to."""
    line = page.lines[place]
    if place + 1 >= page.first or not find_dates(page.lines[place + 1].text):
        return False
    return _is_set_as_name(line) or (line.words > 1 and _is_spoken_to(page, line))


def _is_set_as_name(line: Line) -> bool:
    """Whether a line is an outlet's name and no headline: a headline, too, may begin with “Post”."""
    formal = line.text.isupper() or line.text.startswith("The ")
    last = line.folded.rpartition(" ")[2]
    return formal and is_outlet(line.text) and (line.words == 1 or last in lexicon.words("outlet_words"))


def _is_spoken_to(page: Page, name: Line) -> bool:
    told = re.compile(_TOLD + re.escape(name.folded) + r"\b")
    return any(told.search(line.folded) for line in page.body)


def _holds(line: Line, name: str) -> bool:
    return f" {fold(name)} " in f" {line.folded} "

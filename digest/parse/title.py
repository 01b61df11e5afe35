"""Which line above the body is the title."""

from __future__ import annotations

import re
from itertools import pairwise

from digest.parse import lexicon
from digest.parse.dates import find_dates
from digest.parse.line import Line, is_unspaced
from digest.parse.masthead import masthead
from digest.parse.page import Page

_LEAST, _MOST = 2, 40
_REACH = 60  # lines above the body in which a title may stand
_LEAD = 8  # lines of the body whose words a title shares
_KICKER = 4  # words of the longest line that names a section or series above a title
_WINDOW = 8
_CLOSE = 1.3  # by how much a standfirst may look more like a title than the title above it
_SOURCE = re.compile(rf"\W*(?:{lexicon.either('source_labels')})\s?:", re.IGNORECASE)
_OUTLET = re.compile(r"(?P<title>.{12,}?) [-–—|] (?P<outlet>[^-–—|]{2,40})")


def find_title(page: Page, given: str | None = None) -> int | None:
    """The place of the title among the lines, or nothing when no line above the body is like one.

    A title that the form of the paste gives, as Markdown's first heading does, is looked for first.
    """
    if given is not None and (place := _place_of(page, given)) is not None:
        return place
    low = max(0, page.first - _REACH)
    places = [place for place in range(low, page.first) if _may_be(page, place)]
    places = [place for place in places if masthead(page, place) is None] or places
    if not places:
        return None
    lead = _content_words(" ".join(line.folded for line in page.lines[page.first : page.first + _LEAD]))
    repeated = _repeats(page, places)
    scores = {place: _score(page, place, lead) + repeated[place] for place in places}
    best = max(places, key=lambda place: (scores[place], -place))
    rivals = (
        place for place in places if best - _WINDOW <= place < best and scores[place] > scores[best] - _CLOSE
    )
    return next((place for place in rivals if _outranks(page, place, best)), best)


def _outranks(page: Page, place: int, below: int) -> bool:
    """Whether the upper of two likely lines is the title: the name of a section is short."""
    words = page.lines[place].words
    if words > _KICKER or (words > 2 and page.lines[below].text.endswith(".")):
        return True
    return place > 0 and (_is_date_line(page.lines[place - 1]) or _names_source(page.lines[place - 1]))


def _names_source(line: Line) -> bool:
    return _SOURCE.match(line.text) is not None


def _place_of(page: Page, text: str) -> int | None:
    return next((place for place, line in enumerate(page.header) if line.text == text), None)


def _may_be(page: Page, place: int) -> bool:
    line = page.lines[place]
    if line.folded in lexicon.words("section") or _names_source(line):
        return False
    return page.why[place] is None and _LEAST <= line.words <= _MOST and not _is_date_line(line)


def _is_date_line(line: Line) -> bool:
    found = find_dates(line.text)
    beside = line.words - sum(len(printed.text.split()) for printed in found)
    return bool(found) and (beside < 8 or (beside < 12 and any(printed.clock for printed in found)))


def _score(page: Page, place: int, lead: frozenset[str]) -> float:
    line = page.lines[place]
    words = _content_words(line.folded)
    shared = len(words & lead) / len(words) if words else 0.0
    return (
        2 * shared
        + 1.0 * (line.words >= 4)
        + 0.5 * (6 <= line.words <= 28)
        + 1.2 * (not line.text.endswith("."))
        + 0.5 * _dated_below(page, place)
        - 0.02 * (page.first - place)
    )


def _dated_below(page: Page, place: int) -> bool:
    return any(find_dates(line.text) for line in page.lines[place + 1 : min(place + 5, page.first)])


def _repeats(page: Page, places: list[int]) -> dict[int, float]:
    """A title stands twice on many pages, the second time often glued to other words."""
    glued = " ".join(line.folded for line in page.header)
    lines = {place: page.lines[place] for place in places}
    return {place: 1.0 * (line.words > 3 and glued.count(line.folded) > 1) for place, line in lines.items()}


def _content_words(folded: str) -> frozenset[str]:
    """The longer words of a text; where a script puts no blanks between words, its pairs of signs."""
    words = [word for word in folded.split() if len(word) > 3]
    pairs = {one + two for word in words if is_unspaced(word) for one, two in pairwise(word)}
    return frozenset(pairs) or frozenset(words)


def split_outlet(text: str) -> tuple[str, str | None]:
    """The title and the outlet behind it: `Bridge reopens | The Daily Example`."""
    match = _OUTLET.fullmatch(text)
    return (match["title"], match["outlet"]) if match else (text, None)

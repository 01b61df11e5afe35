"""The newspaper's section that an article stands in."""

from __future__ import annotations

import re
from collections.abc import Collection

from digest.parse import lexicon
from digest.parse.authors import is_name
from digest.parse.line import Line, fold
from digest.parse.outlet_name import is_outlet, may_name
from digest.parse.page import Page

_DIVIDED = re.compile(r" ?[|/›»>] ?")
_JOINED = re.compile(r" (?:&|and|und|et|y|e|i|та|і|и) ", re.IGNORECASE)
_REACH = 3  # lines above the title
_WORDS = 3  # of a section that no list knows


def find_section(page: Page, title: int, used: Collection[int | None]) -> tuple[str | None, int | None]:
    """The nearest line above the title that names a section, with its number; never one of a menu."""
    for place in range(title - 1, max(0, title - _REACH) - 1, -1):
        line = page.lines[place]
        if line.number in used or page.why[place] is not None:
            continue
        nearest = place == title - 1
        touches = nearest and not line.gap_after
        if (nearest and _is_like_one(line)) or (_is_listed(line) and (touches or not _in_menu(page, place))):
            return line.text, line.number
    return None, None


def _is_listed(line: Line) -> bool:
    return any(
        fold(part) in lexicon.words("section")
        for part in (_DIVIDED.split(line.text)[0], _JOINED.split(line.text)[0])
    )


def _is_like_one(line: Line) -> bool:
    """Whether a line that stands alone above a title is like a section: a word or two, and no name."""
    text = line.text
    return (
        line.gap_before
        and line.words <= _WORDS
        and text.replace(" ", "").replace("&", "").replace("-", "").isalpha()
        and may_name(text)
        and not is_outlet(text)
        and not is_name(text)
    )


def _in_menu(page: Page, place: int) -> bool:
    """Whether a line touches another section's name, as the entries of a menu do."""
    above = place > 0 and not page.lines[place].gap_before and _is_listed(page.lines[place - 1])
    below = not page.lines[place].gap_after and _is_listed(page.lines[place + 1])
    return above or below

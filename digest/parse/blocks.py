"""The body of a page → its paragraphs and subheadings, and why each other line is none."""

from __future__ import annotations

import re

from digest.model import Block, Dropped
from digest.parse.line import Line
from digest.parse.page import Page

_ITEM = re.compile(r"(?:[•·▪●◦*–—-] ?|\d{1,2}[.)] )(?=[^\W\d])")
_INNER_STOP = re.compile(r"[^\W\d_]{3}[.!?][\"'”’»]? [\"'“‘«]?[^\W\d_a-zа-я]\w+ \w+ \w+ \w+")
_IN_BRACKETS = re.compile(r"\([^()]+\)")
_HEADING_WORDS = 12
_CAPTION_WORDS = 60
_BOX = 12  # lines of a box that are looked at
_CAPITALS_WORDS = 5
_HEADING = "subheading"


def read_blocks(page: Page) -> tuple[tuple[Block, ...], tuple[Dropped, ...]]:
    """Sort the lines of the body into blocks and dropped lines, in their order."""
    blocks: list[Block] = []
    dropped: list[Dropped] = []
    for place in range(page.first, page.last):
        line = page.lines[place]
        why = page.why[place] or _why_not(page, place)
        if why is None:
            blocks.append(Block(text=line.text))
        elif why == _HEADING:
            blocks.append(Block(kind="heading", text=line.text))
        else:
            dropped.append(drop(line, why))
    return tuple(blocks), tuple(dropped)


def drop(line: Line, why: str) -> Dropped:
    """The line as one that was left out."""
    return Dropped(line=line.number, text=line.text, why=why)


def _why_not(page: Page, place: int) -> str | None:
    """Why a line is no paragraph; nothing for one that is."""
    line = page.lines[place]
    alone = line.alone or not page.spaced
    if _has_credit_below(page, place):
        return "photo caption"
    if line.ends and (alone or line.at_edge or (line.words > 3 and _in_prose(page, place))):
        return None
    if alone and (line.words >= 25 or _goes_on_below(page, place) or _INNER_STOP.search(line.text)):
        return None
    if _ITEM.match(line.text) and line.words > 1:
        return None
    return _heading(page, place)


def _has_credit_below(page: Page, place: int) -> bool:
    """Whether the line below, that touches it, credits a photograph."""
    if not page.spaced or page.lines[place].gap_after or page.lines[place].words > _CAPTION_WORDS:
        return False
    below = page.lines[place + 1]
    credit = page.why[place + 1] == "photo caption" or _IN_BRACKETS.fullmatch(below.text) is not None
    return credit and below.words < 12


def _goes_on_below(page: Page, place: int) -> bool:
    """Whether a sentence that does not end here ends on the next line, which no capital opens."""
    below = page.lines[place + 1] if place + 1 < page.last else None
    return below is not None and page.lines[place].words > 8 and below.ends and below.text[0].islower()


def _in_prose(page: Page, place: int) -> bool:
    """Whether the lines that it touches end as sentences too, unlike the items of a list."""
    start, end = place, place + 1
    while start > max(page.first, place - _BOX) and not page.lines[start].gap_before:
        start -= 1
    while end < min(page.last, place + _BOX) and not page.lines[end].gap_before:
        end += 1
    group = page.lines[start:end]
    return 3 * sum(line.words for line in group if line.ends) > 2 * sum(line.words for line in group)


def _heading(page: Page, place: int) -> str:
    line = page.lines[place]
    if line.words > _HEADING_WORDS:
        return "a headline or caption: no sentence"
    if line.text.isupper() and line.words > _CAPITALS_WORDS:
        return "a headline in capitals"
    if not _leads_to_prose(page, place):
        return "a short line that leads to no paragraph"
    return _HEADING


def _leads_to_prose(page: Page, place: int) -> bool:
    after = page.lines[place + 1] if place + 1 < page.last else None
    return (
        after is not None and page.lines[place].gap_before >= page.spaced and after.ends and after.words > 5
    )

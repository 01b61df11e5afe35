"""Pasted text → its title, source, date, authors, blocks, and the lines that are none of these."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from digest.model import Block, Dropped, KnownSource
from digest.parse import lexicon
from digest.parse.authors import find_authors, find_reporters, is_byline
from digest.parse.blocks import drop, read_blocks
from digest.parse.dates import find_dates
from digest.parse.draft import Draft
from digest.parse.language import detect
from digest.parse.line import Line, fold
from digest.parse.outlet import Outlet, dateline, find_outlet
from digest.parse.page import Page, read_page
from digest.parse.photo import find_photo
from digest.parse.published import find_publication
from digest.parse.sections import find_section
from digest.parse.title import find_title, split_outlet

_TITLE_LABEL = re.compile(rf"\A(?:{lexicon.either('title_labels')})\s?:\s+", re.IGNORECASE)


def read_pasted(text: str, known: Sequence[KnownSource] = (), *, title: str | None = None) -> Draft:
    """Tell a paste apart; every line that is not blank becomes part of the article or is dropped."""
    page = read_page(text)
    place = find_title(page, title)
    anchor = place if place is not None else 0
    outlet = find_outlet(page, anchor, known)
    language = _language(page, outlet, text)
    publication = find_publication(page, anchor, language, outlet.known)
    authors, author_lines = _authors(page, anchor, outlet)
    named = {*outlet.lines, *publication.lines, *author_lines}
    section, section_line = find_section(page, anchor, named)
    photo, photo_line = find_photo(page)
    blocks, dropped = read_blocks(page)
    used = {*named, section_line, photo_line}
    used |= {page.lines[place].number} if place is not None else set()
    standfirst = _standfirst(page, place, used)
    used |= {standfirst.number} if standfirst else set()
    return Draft(
        title=_title(page, place, outlet),
        source=outlet.source,
        published=publication.published,
        updated=publication.updated,
        question=publication.question,
        question_line=publication.lines[0] if publication.question and publication.lines else None,
        authors=authors,
        section=section,
        dateline=dateline(page.body[0].text) if page.body else None,
        photo=photo,
        language=language,
        blocks=((Block(text=standfirst.text),) if standfirst else ()) + blocks,
        dropped=_dropped(page, used, dropped, place),
        header_lines=tuple(sorted(number for number in used if number is not None)),
    )


def _language(page: Page, outlet: Outlet, text: str) -> str:
    if outlet.known is not None and outlet.known.language:
        return outlet.known.language
    return detect("\n".join(line.text for line in page.body) or text)


def _title(page: Page, title: int | None, outlet: Outlet) -> str | None:
    if title is None:
        return None
    text = _TITLE_LABEL.sub("", page.lines[title].text, count=1)
    rest, end = split_outlet(text)
    named = fold(outlet.source.name) if outlet.source else None
    return rest if end and fold(end) == named else text


def _authors(page: Page, title: int, outlet: Outlet) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The authors; an outlet is none of its own article, whose last line may then name the reporters."""
    names, lines = find_authors(page, title)
    itself = fold(outlet.source.name) if outlet.source else None
    persons = tuple(name for name in names if fold(name) != itself)
    return (persons, lines) if persons else find_reporters(page)


def _standfirst(page: Page, title: int | None, used: Collection[int | None]) -> Line | None:
    """The line right below the title that sums the article up, where it is not yet the body."""
    if title is None or title + 1 >= page.first or not page.body:
        return None
    line = page.lines[title + 1]
    if line.folded == page.lines[title].folded:
        return None
    free = page.why[title + 1] is None and line.number not in used and not is_byline(line.text)
    return line if free and line.words >= 8 and not find_dates(line.text) else None


def _dropped(
    page: Page, used: set[int | None], in_body: Sequence[Dropped], title: int | None
) -> tuple[Dropped, ...]:
    name = page.lines[title].folded if title is not None else ""
    outside = [
        drop(line, page.why[place] or ("repeated title" if line.folded == name else where))
        for where, low, high in (
            ("above the article", 0, page.first),
            ("below the article", page.last, len(page.lines)),
        )
        for place, line in enumerate(page.lines[low:high], low)
        if line.number not in used
    ]
    inside = [line for line in in_body if line.line not in used]
    return tuple(sorted((*outside, *inside), key=lambda line: line.line))

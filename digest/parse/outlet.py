"""Which outlet printed an article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from digest.model import KnownSource, Source
from digest.parse import lexicon
from digest.parse.authors import ends_in_role
from digest.parse.capitals import as_printed
from digest.parse.dates import find_dates
from digest.parse.line import Line, fold
from digest.parse.masthead import holders, masthead
from digest.parse.outlet_name import is_outlet, may_name
from digest.parse.page import Page
from digest.parse.title import split_outlet

ASK = "add a line such as `Source: The Daily Example` above the title"

_URL = re.compile(r"https?://[^\s<>\"']{4,}")
_SOURCE_LINE = re.compile(
    rf"\W*(?:{lexicon.either('source_labels')})\s?:\s*(?P<name>\S.{{1,60}})", re.IGNORECASE
)
_CAPITALS = r"[^\W\d_a-zà-ÿа-яіїєґ]"
_DATELINE = re.compile(
    rf"(?P<place>{_CAPITALS}[^\W\d_]*(?:[ .'’-]{{1,2}}[^\W\d_]+){{0,4}})(?:, [^,()–—]{{2,24}}){{0,3}} ?"
    r"(?:\((?P<name>[^()]{2,40})\) ?)?(?:[–—]|--?)(?: |(?=[^\W\d_]))"
)
_BYLINE_OUTLET = re.compile(r"\W*by .{4,60}? ?(?:\||/| for ) ?(?P<name>[^|/]{3,40})", re.IGNORECASE)
_MARKS = " |•·,:-–—"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """The source of an article, what the editor taught of it, and the lines that name it."""

    source: Source | None = None
    known: KnownSource | None = None
    lines: tuple[int, ...] = ()


def find_outlet(page: Page, title: int, known: Sequence[KnownSource]) -> Outlet:
    """The outlet by its line, its URL, the title's end, the dateline, or the copyright notice."""
    taught = {fold(alias): source for source in known for alias in source.aliases}
    taught |= {fold(source.name): source for source in known}
    url, url_line = _page_url(page)
    for name, number in _candidates(page, title, taught, url, url_line):
        source = taught.get(fold(name)) or _by_host(name, known)
        clean = source.name if source else as_printed(name, (*page.body, *page.tail))
        numbers = tuple(sorted({n for n in (number, url_line) if n}))
        return Outlet(source=Source(name=clean, url=url), known=source, lines=numbers)
    return Outlet()


def dateline(text: str) -> str | None:
    """The place a report was filed from, where it opens one.

    >>> dateline("KYIV, Dec. 2 (Example News) - The ministry said on Tuesday")
    'KYIV'
    """
    match = _DATELINE.match(text)
    return match["place"] if match and (match["name"] or match["place"].isupper()) else None


def _candidates(
    page: Page, title: int, taught: dict[str, KnownSource], url: str | None, url_line: int | None
) -> Iterator[tuple[str, int | None]]:
    header = page.lines[: page.lead]
    yield from ((line.text, line.number) for line in header if fold(line.text) in taught)
    yield from _labelled(page)
    yield from _masthead(page, title)
    yield from _first_line(page, title)
    yield from _beside_title_or_date(page, title)
    yield from _title_end(page, title)
    yield from _in_byline(header)
    yield from _in_dateline(page)
    if url:
        yield host(url), url_line
    yield from ((name, None) for name in holders(page.tail, page.body))


def _labelled(page: Page) -> Iterator[tuple[str, int | None]]:
    for line in (*page.header, *page.tail):
        match = _SOURCE_LINE.fullmatch(line.text)
        if match and line.words < 8 and not _URL.search(line.text):
            yield match["name"].strip(), line.number


def _masthead(page: Page, title: int) -> Iterator[tuple[str, int | None]]:
    for place in range(title):
        if name := masthead(page, place):
            yield name, page.lines[place].number


def _first_line(page: Page, title: int) -> Iterator[tuple[str, int | None]]:
    """The first line that is no furniture, where what follows shows that it is no section or series."""
    place = next((place for place in range(title) if page.why[place] is None), None)
    if place is None:
        return
    line = page.lines[place]
    name, kind = split_outlet(line.text)
    released = kind is not None and fold(kind) in lexicon.words("press_releases")
    name = name if released else line.text
    dated = place == 0 and find_dates(page.lines[1].text)
    if may_name(name) and (dated or released or is_outlet(name) or _is_credited(page, line)):
        yield name.strip(_MARKS), line.number


def _is_credited(page: Page, name: Line) -> bool:
    """Whether a picture is credited to the name, or a press release is about it."""
    pictures = (line for place, line in enumerate(page.lines) if page.why[place] == "photo caption")
    released = any(line.folded in lexicon.words("press_releases") for line in page.header)
    told = released and sum(_holds(line, name) for line in page.body) > 1
    return told or any(_holds(line, name) for line in pictures)


def _holds(line: Line, name: Line) -> bool:
    return f" {name.folded} " in f" {line.folded} "


def _beside_title_or_date(page: Page, title: int) -> Iterator[tuple[str, int | None]]:
    """A line, or what stands beside a date, that is named as outlets are."""
    for place in range(max(0, title - 3), page.lead):
        line = page.lines[place]
        dates = find_dates(line.text)
        rest = (line.text[: dates[0].start] if dates else line.text).strip(_MARKS)
        rest = rest.rpartition(", ")[2]  # behind an author's post
        close = place in {0, title - 1, title + 1} or dates or _next_to_date(page, place)
        if place != title and close and page.why[place] is None and is_outlet(rest):
            yield rest, line.number


def _next_to_date(page: Page, place: int) -> bool:
    near = page.lines[max(0, place - 1) : place + 2]
    return any(find_dates(line.text) for line in near)


def _title_end(page: Page, title: int) -> Iterator[tuple[str, int | None]]:
    whole = page.lines[title].folded if page.lines else ""
    for line in page.header:
        rest, outlet = split_outlet(line.text)
        same = outlet and fold(rest) in whole and line.words < 40
        if outlet and same and (line.folded != whole or is_outlet(outlet)):
            yield outlet, line.number


def _in_dateline(page: Page) -> Iterator[tuple[str, int | None]]:
    for line in page.body[:2]:
        match = _DATELINE.match(line.text)
        if match and match["name"] and may_name(match["name"]):
            yield match["name"], None


def _page_url(page: Page) -> tuple[str | None, int | None]:
    """The page's own address: a line that is a URL, of an article rather than a picture or a post."""
    for line in (*page.header, *reversed(page.tail)):
        match = _URL.fullmatch(line.text)
        if match and host(line.text) not in lexicon.words("not_outlet_hosts"):
            return line.text, line.number
    return None, None


def host(url: str) -> str:
    """The name of the machine that an address leads to; the address itself where it has none.

    >>> host("https://www.example.org/bridge")
    'example.org'
    """
    try:
        return (urlsplit(url).hostname or url).removeprefix("www.")
    except ValueError:  # brackets that hold no address
        return url


def _by_host(name: str, known: Sequence[KnownSource]) -> KnownSource | None:
    return next((source for source in known if source.url and host(source.url) == name.casefold()), None)


def _in_byline(header: Sequence[Line]) -> Iterator[tuple[str, int | None]]:
    for line in header:
        match = _BYLINE_OUTLET.fullmatch(line.text)
        if match and line.words < 15 and may_name(match["name"]) and not ends_in_role(match["name"]):
            yield match["name"].strip(), None

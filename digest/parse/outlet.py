"""Which outlet printed an article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from babel import Locale

from digest.model import KnownSource, Source
from digest.parse import lexicon
from digest.parse.authors import ends_in_role, is_byline
from digest.parse.dates import LANGUAGES, find_dates
from digest.parse.line import Line, fold
from digest.parse.page import Page
from digest.parse.title import split_outlet

ASK = "add a line such as `Source: The Daily Example` above the title"

_URL = re.compile(r"https?://[^\s<>\"']{4,}")
_SOURCE_LINE = re.compile(
    rf"\W*(?:{lexicon.either('source_labels')})\s?:\s*(?P<name>\S.{{1,60}})", re.IGNORECASE
)
_SIGN = r"(?:©|\(c\)|copyright)"
_SINCE = r"(?:(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)\d\d)?)?"
_COPYRIGHT = re.compile(
    rf"{_SIGN}[ ,]*{_SIGN}?[ ,]*{_SINCE}[ ,:by]*(?P<name>[^\W\d_][^.|,©]{{2,50}})", re.IGNORECASE
)
_CAPITALS = r"[^\W\d_a-zà-ÿа-яіїєґ]"
_DATELINE = re.compile(
    rf"(?P<place>{_CAPITALS}[^\W\d_]*(?:[ .'’-]{{1,2}}[^\W\d_]+){{0,4}})(?:, [^,()–—]{{2,24}}){{0,3}} ?"
    r"(?:\((?P<name>[^()]{2,40})\) ?)?(?:[–—]|--?)(?: |(?=[^\W\d_]))"
)
_BYLINE_OUTLET = re.compile(r"\W*by .{4,60}? ?(?:\||/| for ) ?(?P<name>[^|/]{3,40})", re.IGNORECASE)
_MARKS = " |•·,:-–—"
_NO_NAME = re.compile(r"[.,:?!;]$|[»›>|<@]|\d\d|\b(?:in|by|and affiliated|copyright)\b", re.IGNORECASE)
_YEARS = re.compile(r"\s*\b(?:19|20)\d\d\b.*$|\s*all rights reserved.*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """The source of an article, what the editor taught of it, and the lines that name it."""

    source: Source | None = None
    known: KnownSource | None = None
    lines: tuple[int, ...] = ()


def find_outlet(page: Page, title: int, known: Sequence[KnownSource]) -> Outlet:
    """The outlet by its line, its URL, the title's end, the dateline, or the copyright notice."""
    taught = {fold(source.name): source for source in known}
    url, url_line = _page_url(page)
    for name, number in _candidates(page, title, taught, url, url_line):
        source = taught.get(fold(name)) or _by_host(name, known)
        clean = source.name if source else name
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
    yield from _first_line(page, title)
    yield from _beside_title_or_date(page, title)
    yield from _title_end(page, title)
    yield from _in_byline(header)
    yield from _in_dateline(page)
    if url:
        yield host(url), url_line
    yield from _in_copyright(page.tail)


def _labelled(page: Page) -> Iterator[tuple[str, int | None]]:
    for line in (*page.header, *page.tail):
        match = _SOURCE_LINE.fullmatch(line.text)
        if match and line.words < 8 and not _URL.search(line.text):
            yield match["name"].strip(), line.number


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
    if _may_name(name) and (dated or released or _is_outlet(name) or _is_credited(page, line)):
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
        if place != title and close and page.why[place] is None and _is_outlet(rest):
            yield rest, line.number


def _next_to_date(page: Page, place: int) -> bool:
    near = page.lines[max(0, place - 1) : place + 2]
    return any(find_dates(line.text) for line in near)


def _may_name(text: str) -> bool:
    """Whether a line could be the name of an outlet: short, capitalised, no sentence and no section."""
    words = text.split()
    if not 1 <= len(words) <= 6 or find_dates(text) or _URL.search(text) or _NO_NAME.search(text):
        return False
    folded = fold(text)
    known = folded in lexicon.words("section") or folded in _countries()
    return bool(folded) and words[0][0].isupper() and not known and not is_byline(text)


@cache
def _countries() -> frozenset[str]:
    """Countries in every language that dates are read in: a kicker above a title, never an outlet."""
    return frozenset(fold(name) for language in LANGUAGES for name in Locale(language).territories.values())


def _is_outlet(text: str) -> bool:
    """Whether a line is the name of an outlet, by the list of them or by the words they are named by."""
    folded = fold(text)
    if folded in lexicon.words("outlets"):
        return True
    words = folded.split()
    named = len(words) > 1 and not lexicon.words("outlet_words").isdisjoint(words)
    compound = folded.endswith(tuple(lexicon.lines("outlet_endings")))
    only_sections = (lexicon.words("section") | _countries()).issuperset(words)
    return (named or compound) and _may_name(text) and not only_sections and not ends_in_role(text)


def _title_end(page: Page, title: int) -> Iterator[tuple[str, int | None]]:
    whole = page.lines[title].folded if page.lines else ""
    for line in page.header:
        rest, outlet = split_outlet(line.text)
        same = outlet and fold(rest) in whole and line.words < 40
        if outlet and same and (line.folded != whole or _is_outlet(outlet)):
            yield outlet, line.number


def _in_dateline(page: Page) -> Iterator[tuple[str, int | None]]:
    for line in page.body[:2]:
        match = _DATELINE.match(line.text)
        if match and match["name"] and _may_name(match["name"]):
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
        if match and line.words < 15 and _may_name(match["name"]) and not ends_in_role(match["name"]):
            yield match["name"].strip(), None


def _in_copyright(tail: Sequence[Line]) -> Iterator[tuple[str, int | None]]:
    for line in tail:
        match = _COPYRIGHT.search(line.text) if line.words < 20 else None
        name = _YEARS.sub("", match["name"]).strip(_MARKS) if match else ""
        if name and _may_name(name) and lexicon.words("company_words").isdisjoint(name.casefold().split()):
            yield name, None

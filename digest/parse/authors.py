"""Who wrote an article, as its byline says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from digest.parse import lexicon
from digest.parse.capitals import in_small_letters
from digest.parse.dates import find_dates, is_relative
from digest.parse.furniture import is_caption
from digest.parse.line import Line
from digest.parse.page import Page

_BYLINE = re.compile(
    rf"\W*(?:{lexicon.either('bylines')})(?:\s?:\s?|\s+|(?-i:(?=[A-Z][a-z])))(?P<names>\S.*)", re.IGNORECASE
)
_LABELS_ALONE = lexicon.words("bylines") | {"author", "author of the article", "authors"}
_ENDS_NAMES = re.compile(
    r"\s[|•·–—/-]\s|\s[•·–—]\S|\||\(|\[|@| (?i:for|at|published|updated|in|is|with)\b|\d"
    r"|[.;:](?=\s|$)(?<!\b\w\.)"
)
_BETWEEN = re.compile(r"\s?,\s?|\s?/\s?|\s?&\s?|\s(?i:and|und|et|y|e|i|en|та|і|и|und)\s")
_GLUED = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z])")
_THE_OUTLET = re.compile(r"(?<=\S) The [A-Z].*")
_NAME_WORD = re.compile(
    r"(?:[^\W\d_]\.?){1,3}$|[^\W\d_]{1,3}[’'][^\W\d_]{2,}|[^\W\d_]+(?:[-’'][^\W\d_]+)*\.?"
)
_PARTICLES = lexicon.words("name_particles")
_NEAR_TITLE = 12
_BY_INSIDE = re.compile(r"(?<=\W)(?i:by|von|par) (?P<names>[^\W\d_].*)")
_REPORTING = re.compile(r"\(?Reporting by (?P<names>[^\W\d_].*)", re.IGNORECASE)
_CLOSING = 4  # lines around the body's end in which the reporters are named
_AGE_BEHIND = re.compile(r"\s\d{1,2} (?:min(?:ute)?s?|hours?|days?)\b")


def find_authors(page: Page, title: int) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The authors a byline names, else a name alone beside the date, with the lines that say so."""
    for place in (*range(title + 1, page.lead), *range(max(0, title - 3), title)):
        if found := _byline(page, place):
            return _written(found[0], page), found[1]
    names, lines = _names_beside_date(page, title)
    return _written(names, page), lines


def find_reporters(page: Page) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The reporters whom an agency names below its report: `(Reporting by Ada Berg; editing by …)`."""
    for place in range(max(page.first, page.last - _CLOSING), min(len(page.lines), page.last + _CLOSING)):
        line = page.lines[place]
        match = _REPORTING.match(line.text) if line.words < 40 else None
        names = tuple(name for name in split_names(match["names"]) if is_name(name)) if match else ()
        if names:
            return _written(names, page), (line.number,)
    return (), ()


def is_name(text: str) -> bool:
    """Whether words could be a person's name: two to five, capitalised, none of a newspaper's own.

    >>> is_name("Ada van der Berg"), is_name("Latest News"), is_name("ADA BERG")
    (True, False, True)
    """
    words = text.split()
    if not 2 <= len(words) <= 5 or not all(map(_NAME_WORD.fullmatch, words)):
        return False
    if any(word.casefold() in lexicon.words("not_names") for word in words):
        return False
    return all(word[0].isupper() or word.casefold() in _PARTICLES for word in words) and words[0][0].isupper()


def _written(names: tuple[str, ...], page: Page) -> tuple[str, ...]:
    """The names, those in capitals as the page or else grammar writes them."""
    return tuple(in_small_letters(name, page.lines) if is_name(name) else name for name in names)


def is_byline(text: str) -> bool:
    """Whether a line begins as a byline does."""
    return _BYLINE.fullmatch(text) is not None


def _byline(page: Page, place: int) -> tuple[tuple[str, ...], tuple[int, ...]] | None:
    line = page.lines[place]
    if line.folded in _LABELS_ALONE:
        names, used = _following(page, place)
        return (names, (line.number, *used)) if names else None
    match = _BYLINE.fullmatch(line.text)
    if line.words > 25:
        return None
    names = tuple(split_names(match["names"])) if match else _behind_date(line)
    return (names, (line.number,)) if names else None


def _behind_date(line: Line) -> tuple[str, ...]:
    """The names in a date line: `Posted on 14 June 2023 by Ada Berg`."""
    match = _BY_INSIDE.search(line.text) if find_dates(line.text) else None
    return tuple(name for name in split_names(match["names"]) if is_name(name)) if match else ()


def _following(page: Page, place: int) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Names on lines of their own below the label “By”."""
    names: list[str] = []
    used: list[int] = []
    for line in page.lines[place + 1 : page.lead]:
        match = _BYLINE.fullmatch(line.text)
        found = tuple(name for name in split_names(match["names"] if match else line.text) if is_name(name))
        if not found:
            break
        names += found
        used.append(line.number)
    return tuple(names), tuple(used)


def split_names(text: str) -> Iterator[str]:
    """The names in what follows “By”; posts, outlets and dates behind them are left out.

    >>> list(split_names("Ada Berg, Science Editor and Bo Lund | The Daily Example"))
    ['Ada Berg', 'Bo Lund']
    """
    dates = find_dates(text)
    text = text[: dates[0].start] if dates else text
    end = _ENDS_NAMES.search(text)
    text = text[: end.start()] if end else text
    for number, part in enumerate(_BETWEEN.split(text)):
        name = _without_role(part)
        person = is_name(name) and not all(map(_is_role, name.split()))
        if person or (number == 0 and _is_desk(name, text)):
            yield name


def _without_role(text: str) -> str:
    """A name without the post behind it, also where a page glued the two together."""
    for glue in _GLUED.finditer(text):
        if text[glue.start() :].split(maxsplit=1)[0].casefold() in lexicon.words("byline_roles"):
            text = text[: glue.start()]
            break
    words = _THE_OUTLET.sub("", text).split()
    if words and _is_role(words[-1]):
        words = words[:2] + list(takewhile(lambda word: not _is_role(word), words[2:]))
    while len(words) > 2 and words[-1].casefold() in lexicon.words("not_names"):
        words.pop()
    return " ".join(words).strip(" ,.")


def ends_in_role(text: str) -> bool:
    """Whether the last word is an author's post: `Gazette Staff Writers`."""
    return _is_role(text.rsplit(maxsplit=1)[-1])


def _is_role(word: str) -> bool:
    return word.casefold().strip(".,") in lexicon.words("byline_roles")


def _is_desk(name: str, text: str) -> bool:
    """Whether a byline names an agency or a desk: capitalised, and not the beginning of a sentence."""
    words = name.split()
    alone = len(words) > 1 or name == text.strip()
    return alone and 0 < len(words) <= 4 and all(word[0].isupper() for word in words) and len(name) > 2


def _names_beside_date(page: Page, title: int) -> tuple[tuple[str, ...], tuple[int, ...]]:
    for place in range(title + 1, min(page.lead, title + _NEAR_TITLE)):
        line = page.lines[place]
        names = _bare_names(line)
        if names and page.why[place] is None and _is_credited(page, place):
            return names, (line.number,)
    return (), ()


def _bare_names(line: Line) -> tuple[str, ...]:
    if line.words > 12 or line.text.endswith(","):
        return ()
    names = tuple(split_names(line.text))
    return names if names and all(map(is_name, names)) and not any(map(_ends_as_outlet, names)) else ()


def _ends_as_outlet(name: str) -> bool:
    return name.rsplit(maxsplit=1)[-1].casefold() in lexicon.words("outlet_words")


def _is_credited(page: Page, place: int) -> bool:
    """Whether what stands around a name says that its bearer wrote the article."""
    line = page.lines[place]
    below = page.lines[place + 1] if place + 1 < page.lead else None
    if below is not None and is_caption(below):
        return False
    if _is_role(line.text.split()[-1]) or _AGE_BEHIND.search(line.text):
        return True
    if below is not None and (_is_role(below.text) or below.folded in lexicon.words("outlets")):
        return True
    signs = any(other.folded == line.folded for other in page.tail)
    return signs or place + 1 == page.lead or _dated_near(page, place)


def _dated_near(page: Page, place: int) -> bool:
    near = page.lines[max(0, place - 1) : min(place + 3, page.lead)]
    return any(find_dates(line.text) or (line.words < 12 and is_relative(line.text)) for line in near)

"""When an article was published: which of the page's dates that is, and in which order its numbers stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from digest.model import KnownSource, Timestamp
from digest.parse import clock as clocks
from digest.parse import lexicon
from digest.parse.clock import Clock
from digest.parse.dates import Printed, find_dates, is_relative
from digest.parse.furniture import is_caption
from digest.parse.line import Line, fold
from digest.parse.order import day_of
from digest.parse.page import Page

_LONGEST = 400  # signs of a line that is looked through for dates
_FAR = 15  # lines from the title or the end
_OTHER_WORDS = 14  # a line with more words beside its date is no date line
_WORDS_BEFORE = 8  # nor is one with more words before a date that no label stands at

ASK = "add one below the source, such as `19:42 02.12.2025` or `2 December 2025`"
_DASH = re.compile(r" ?(?:\([^()]{2,40}\) ?)?(?:[–—]|--?)")
_LABELS = {
    **{fold(word): "published" for word in lexicon.lines("date_published")},
    **{fold(word): "updated" for word in lexicon.lines("date_updated")},
}
_WORDS_OF_CHANGE = re.compile(rf"\b(?:{lexicon.either('date_updated')})\b(?: at)?\s?:?", re.IGNORECASE)
_LABEL = re.compile(rf"\b(?:{lexicon.alternatives(_LABELS)})\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A date line: where it stands, what it says of its date, and the date as printed."""

    place: int
    line: Line
    updated: bool
    labelled: bool
    printed: Printed
    clock: Clock | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """When an article was published and last changed, or the question that its dates raise."""

    published: Timestamp | None = None
    updated: Timestamp | None = None
    question: str = ""
    lines: tuple[int, ...] = ()  # the numbers of the lines that say so


def find_publication(page: Page, title: int, language: str, source: KnownSource | None) -> Publication:
    """Choose the date of publication: one so labelled, else the nearest to the title."""
    near = [one for one in _dated(page) if one.labelled or _is_near(one, page, title)]
    dated = sorted(near, key=lambda one: _rank(one, page, title))
    chosen = next((one for one in dated if not one.updated), None)
    changed = next((one for one in dated if one.updated), None)
    if chosen is None and changed is None:
        return Publication(question=_nothing_dated(page))
    published, question = _timestamp(chosen or changed, page, language, source)
    updated, _ = _timestamp(changed, page, language, source)
    if updated is None and changed is None:
        updated = _changed_the_same_day(chosen, published)
    lines = tuple(sorted({one.line.number for one in (chosen, changed) if one}))
    return Publication(published=published, updated=updated, question=question, lines=lines)


def _changed_the_same_day(one: Dated | None, published: Timestamp | None) -> Timestamp | None:
    """A later time in the line of a date: `2 Dec. 2025, 7:42 p.m. ET  Updated 9:10 p.m. ET`."""
    if one is None or published is None or published.time is None:
        return None
    behind = one.line.text[one.printed.end :][:_LONGEST]
    label = next((match for match in _WORDS_OF_CHANGE.finditer(behind)), None)
    clock = clocks.alone(behind[label.end() :]) if label and not find_dates(behind) else None
    if clock is None or clock.time <= published.time:
        return None
    offset = clocks.offset(clock.zone, published.day, clock.time) if clock.zone else published.offset
    same = offset == published.offset
    return Timestamp(published.day, clock.time, offset) if same else None


def _is_near(one: Dated, page: Page, title: int) -> bool:
    """Whether a date stands by the article, not in a masthead or among the links far below."""
    return title - _FAR <= one.place < page.last + _FAR


def _nothing_dated(page: Page) -> str:
    around = (line for line in (*page.header, *page.tail) if line.words < 15)
    relative = next((line for line in around if is_relative(line.text)), None)
    if relative is None:
        return "no date of publication"
    return f"no date of publication: “{relative.text[:60]}” says nothing on another day"


def _dated(page: Page) -> Iterator[Dated]:
    lead = page.lead
    for place, line in enumerate(page.lines):
        in_body = lead <= place < page.last
        found = _in_dateline(line) if in_body else _in_date_line(line)
        for number, printed in enumerate(found):
            start = found[number - 1].end if number else 0
            label = _label(page, place, start, printed.start)
            if label or in_body or len(line.text[start : printed.start].split()) <= _WORDS_BEFORE:
                yield Dated(
                    place=place,
                    line=line,
                    updated=label == "updated",
                    labelled=label is not None,
                    printed=printed,
                    clock=printed.clock or _clock_on_next_line(page, place),
                )


def _in_dateline(line: Line) -> tuple[Printed, ...]:
    """The date that a report opens with: `KYIV, 2 December 2025 – The ministry …`."""
    return tuple(p for p in find_dates(line.text[:80])[:1] if _DASH.match(line.text, p.end) and p.start < 40)


def _in_date_line(line: Line) -> tuple[Printed, ...]:
    found = find_dates(line.text) if len(line.text) <= _LONGEST and not is_caption(line) else ()
    return found if found and _beside(line, found) <= _OTHER_WORDS else ()


def _beside(line: Line, found: Sequence[Printed]) -> int:
    return line.words - sum(len(printed.text.split()) for printed in found)


def _label(page: Page, place: int, start: int, end: int) -> str | None:
    """What the words right before a date, or a line of its own above it, say of it."""
    before = fold(page.lines[place].text[start:end])
    if label := _last_label(before):
        return label
    above = page.lines[place - 1].folded if place else ""
    return _LABELS.get(above) if not before else None


def _last_label(words: str) -> str | None:
    found = [(match.start(), match[0]) for match in _LABEL.finditer(words)]
    return _LABELS[found[-1][1]] if found else None


def _clock_on_next_line(page: Page, place: int) -> Clock | None:
    near = [page.lines[other] for other in (place + 1, place - 1) if 0 <= other < len(page.lines)]
    return next((clock for line in near if (clock := clocks.alone(line.text))), None)


def _rank(one: Dated, page: Page, title: int) -> tuple[int, int, int]:
    """Header before tail, labelled before unlabelled, below the title before above it, near before far."""
    if one.place < page.lead:
        zone = 0 if one.labelled else 1 if one.place >= title else 2
    elif one.place < page.last:
        zone = 3
    else:
        zone = 4 if one.labelled else 5
    return zone, abs(one.place - title), one.printed.start


def _timestamp(
    one: Dated | None, page: Page, language: str, source: KnownSource | None
) -> tuple[Timestamp | None, str]:
    if one is None:
        return None, ""
    if not one.printed.days:
        return None, f"“{one.printed.text}” is no day of the calendar"
    day = day_of(one.printed, one.clock, page.lines, language, source)
    if day is None:
        first, second = one.printed.days
        return None, f"“{one.printed.text}” may be {first} or {second}"
    if one.clock is None:
        return Timestamp(day), ""
    return Timestamp(day, one.clock.time, _offset(one.clock, day, source)), ""


def _offset(clock: Clock, day: date, source: KnownSource | None) -> timedelta | None:
    printed = clocks.offset(clock.zone, day, clock.time)
    if printed is not None:
        return printed
    return clocks.offset_in(source.timezone, day, clock.time) if source and source.timezone else None

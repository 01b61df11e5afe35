"""Where a seed says one thing twice and not the same: what was left out, and what was believed instead."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from digest.model import Dropped, Timestamp
from digest.parse.draft import Draft
from digest.parse.language import UNKNOWN
from digest.parse.line import fold
from digest.parse.said import Said, Statements, language_tag, names_in, web_address, without_outlet
from digest.parse.stamps import instant, read_stamp


def disagreements(
    said: Statements, title: str | None, site: str | None, draft: Draft, printed: Timestamp | None
) -> Iterator[Dropped]:
    """Each statement that says something else than the one that was believed."""
    yield from _others(said.get("title", ()), lambda one: fold(without_outlet(one.text, site)), title)
    yield from _others(said.get("site", ()), lambda one: fold(one.text), site)
    yield from _others(said.get("published", ()), _moment)
    yield from _others(said.get("updated", ()), _moment)
    yield from _others(said.get("authors", ()), lambda one: ", ".join(sorted(map(fold, names_in(one.text)))))
    yield from _others(said.get("url", ()), lambda one: web_address(one.text) or "")
    yield from _unlike_text(said, draft, printed)


def _others(said: Sequence[Said], key: Callable[[Said], str], chosen: str | None = None) -> Iterator[Dropped]:
    """The statements whose key is neither that of the chosen one nor a part of it or around it."""
    keyed = [(key(one), one) for one in said if key(one)]
    if not keyed:
        return
    believed = next((pair for pair in keyed if chosen and pair[0] == fold(chosen)), keyed[0])
    for value, one in keyed:
        if value not in believed[0] and believed[0] not in value:
            yield _unlike(one, f"{believed[1].where} says “{_short(believed[1].text)}”")


def _unlike_text(said: Statements, draft: Draft, printed: Timestamp | None) -> Iterator[Dropped]:
    """The statements that the text itself contradicts."""
    dated = next(iter(said.get("published", ())), None)
    if dated and printed and draft.published and printed.day != draft.published.day:
        yield Dropped(line=dated.line, text=str(printed), why=f"printed, but {dated.where} says another day")
    for one in said.get("language", ())[:1]:
        tag = language_tag(one.text)
        if tag and draft.language not in {UNKNOWN, tag}:
            yield _unlike(one, f"the text is in “{draft.language}”")


def _unlike(one: Said, instead: str) -> Dropped:
    return Dropped(line=one.line, text=_short(one.text), why=f"{one.where}, but {instead}")


def _short(text: str) -> str:
    line = ", ".join(text.split("\n"))
    return line if len(line) <= 200 else f"{line[:200]}…"


def _moment(one: Said) -> str:
    stamp = read_stamp(one.text)
    return instant(stamp).isoformat() if stamp else ""

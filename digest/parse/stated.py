"""What the form of a seed states of its article: front matter, the head of a page or of a message."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from digest.model import Dropped, KnownSource, Photo, Source, Timestamp
from digest.parse import lexicon
from digest.parse.disagreements import disagreements
from digest.parse.draft import Draft
from digest.parse.language import UNKNOWN
from digest.parse.line import fold
from digest.parse.outlet import host
from digest.parse.pasted import read_pasted
from digest.parse.said import Said, Statements, language_tag, names_in, web_address, without_outlet
from digest.parse.stamps import instant, read_stamp

_CUT_OFF = re.compile(r"\s?(?:\.\.\.|…)$")


def with_dropped(draft: Draft, more: Sequence[Dropped]) -> Draft:
    """The draft that also accounts for these lines."""
    return replace(draft, dropped=tuple(sorted((*more, *draft.dropped), key=lambda one: one.line)))


def read_stated(
    said: Statements, text: str, known: Sequence[KnownSource], *, room: int = 0
) -> tuple[Draft, tuple[Dropped, ...]]:
    """Read a text whose form states some fields; what it does not state is read as in a paste.

    Beside the draft stands what was said otherwise in a second place, and so was left out.

    The first `room` lines of the text are blank: there the statements stood in the seed.
    """
    url = next((address for one in said.get("url", ()) if (address := web_address(one.text))), None)
    site, source = _site(said, url, known)
    title = _title(said, site)
    published, updated = (_stamp(said, field, source) for field in ("published", "updated"))
    above = _header(title, site, None if published else next(iter(said.get("published", ())), None), text)
    draft, shift = _read_below(above, text, known, room, title)
    if not _printed(draft).isdisjoint(set(above) - {title}):
        above = [line for line in above if line in {"", title}]
        draft, shift = _read_below(above, text, known, room, title)
    draft = _on_lines_of_seed(draft, len(above), shift, said)
    printed = draft.published
    draft = _with_times(draft, published, updated)
    draft = replace(
        draft,
        title=title or draft.title,
        source=Source(name=source.name if source else site, url=url) if site else _linked(draft.source, url),
        authors=_authors(said, site) or draft.authors,
        section=next((one.text for one in said.get("section", ())), None) or draft.section,
        photo=_photo(said, draft.photo),
        language=_language(said, draft, source),
    )
    return draft, tuple(disagreements(said, title, site, draft, printed))


def _site(
    said: Statements, url: str | None, known: Sequence[KnownSource]
) -> tuple[str | None, KnownSource | None]:
    """The outlet by name, and what the editor taught of it; a company's name comes last."""
    names = [one.text for one in said.get("site", ()) if one.text and not web_address(one.text)]
    folded = {fold(name) for name in names}
    at = [host(url).casefold()] if url else []
    at += [one.text.casefold() for one in said.get("host", ())]
    for source in known:
        called = {fold(name) for name in (source.name, *source.aliases)}
        if called & folded or (source.url and _is_at(at, host(source.url).casefold())):
            return source.name, source
    companies = lexicon.words("company_words")
    plain = [name for name in names if companies.isdisjoint(name.casefold().replace(",", " ").split())]
    return next(iter((*plain, *names)), None), None


def _is_at(hosts: Sequence[str], home: str) -> bool:
    """Whether one of the hosts is an outlet's own, or sends its mail."""
    return any(one == home or one.endswith(f".{home}") for one in hosts)


def _title(said: Statements, site: str | None) -> str | None:
    """The title most trusted; the outlet's own name is none, and one cut off gives way to the whole of it."""
    raw = [one.text for one in said.get("title", ()) if fold(one.text) not in {"", fold(site or "")}]
    titles = [without_outlet(text, site, raw) for text in raw]
    if not titles:
        return None
    if cut := _CUT_OFF.search(titles[0]):
        start = fold(titles[0][: cut.start()])
        return next((whole for whole in titles[1:] if fold(whole).startswith(start)), titles[0])
    return titles[0]


def _stamp(said: Statements, field: str, source: KnownSource | None) -> Timestamp | None:
    """The first moment stated; of one in UTC, the page may give the time on the outlet's clock elsewhere."""
    stamps = (read_stamp(one.text, source) for one in said.get(field, ()))
    stamp = next((one for one in stamps if one), None)
    if stamp is None or stamp.offset != timedelta():
        return stamp
    clocks = (read_stamp(one.text, source) for one in (*said.get(field, ()), *said.get("clock", ())))
    same = (one for one in clocks if one and one.offset and instant(one) == instant(stamp))
    return next(same, stamp)


def _header(title: str | None, site: str | None, date: Said | None, text: str) -> list[str]:
    """The statements as an editor would put them above the text, where it does not print them itself."""
    lines = [f"Source: {site}"] if site else []
    lines += [f"Published: {date.text}".strip()] if date else []
    return [*lines, "", title] if title and title not in text.split("\n") else lines


def _read_below(
    above: Sequence[str], text: str, known: Sequence[KnownSource], room: int, title: str | None
) -> tuple[Draft, int]:
    """The draft of a text below its header, and by how many lines that moved the text down."""
    lines = text.split("\n")
    blanks = min(room, len(above) + 1)
    shift = len(above) + 1 - blanks
    return read_pasted("\n".join([*above, "", *lines[blanks:]]), known, title=title), shift


def _printed(draft: Draft) -> set[str | None]:
    """All that a reader would see of a draft: a date that is none can end as its title, source or text."""
    source = draft.source.name if draft.source else None
    return {draft.title, source, draft.section, *draft.authors, *(block.text for block in draft.blocks)}


def _on_lines_of_seed(draft: Draft, above: int, shift: int, said: Statements) -> Draft:
    """The draft with the numbers that lines have in the seed."""
    question_line = draft.question_line
    if question_line is not None:
        dated = next((one.line for one in said.get("published", ())), None)
        question_line = question_line - shift if question_line > above else dated
    return replace(
        draft,
        question_line=question_line,
        header_lines=tuple(number - shift for number in draft.header_lines if number > above),
        dropped=tuple(replace(one, line=one.line - shift) for one in draft.dropped if one.line > above),
    )


def _with_times(draft: Draft, published: Timestamp | None, updated: Timestamp | None) -> Draft:
    """The draft with the times stated; a time of day is taken from the text where only the text has it."""
    printed = draft.published
    if published is None:
        return replace(draft, updated=updated or draft.updated)
    if published.time is None and printed and printed.day == published.day:
        published = printed
    changed = updated if updated and instant(updated) != instant(published) else None
    return replace(draft, published=published, updated=changed or (None if updated else draft.updated))


def _linked(source: Source | None, url: str | None) -> Source | None:
    if source is None:
        return Source(name=host(url), url=url) if url else None
    return replace(source, url=url or source.url)


def _authors(said: Statements, site: str | None) -> tuple[str, ...]:
    found = (names_in(one.text, site) for one in said.get("authors", ()))
    return next((names for names in found if names), ())


def _photo(said: Statements, printed: Photo | None) -> Photo | None:
    credit, caption, image = (
        next((one.text for one in said.get(field, ())), None) for field in ("credit", "caption", "image")
    )
    if credit is None and caption is None:
        return printed
    read = printed or Photo()
    url = web_address(image) if image else None
    return Photo(credit=credit or read.credit, caption=caption or read.caption, url=url or read.url)


def _language(said: Statements, draft: Draft, source: KnownSource | None) -> str:
    """What the editor taught, then what the words show, then what is stated."""
    if source is not None and source.language:
        return source.language
    if draft.language != UNKNOWN:
        return draft.language
    tags = (language_tag(one.text) for one in said.get("language", ()))
    return next((tag for tag in tags if tag), UNKNOWN)

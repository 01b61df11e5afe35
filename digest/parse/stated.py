"""What the form of a seed states of its article: front matter, the head of a page or of a message."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import unescape

from digest.model import Dropped, KnownSource, Photo, Source, Timestamp
from digest.parse import lexicon
from digest.parse.authors import is_name, split_names
from digest.parse.draft import Draft
from digest.parse.language import UNKNOWN
from digest.parse.line import fold
from digest.parse.outlet import host
from digest.parse.pasted import read_pasted
from digest.parse.stamps import instant, read_stamp
from digest.parse.title import split_outlet
from digest.text import normalise


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One statement: its words, the place that makes it, and the line of the seed where it stands."""

    text: str  # several names stand on lines of their own
    where: str
    line: int = 1


Statements = Mapping[str, Sequence[Said]]  # by field, the most trusted first

_WIKI = re.compile(r"\[\[(?:[^\[\]|]{1,300}\|)?([^\[\]|]{1,300})\]\]")
_LINK = re.compile(r"\[([^\[\]]{1,300})\]\([^()\s]{1,1000}\)")
_ADDRESS = re.compile(r"https?://[^\s<>\"'`\\{}|^\[\]]{4,2000}", re.IGNORECASE)
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9_-]{1,20})?")
_CUT_OFF = re.compile(r"\s?(?:\.\.\.|…)$")
_NO_NAME = re.compile(r"[\d@/|:]|, | and | & ")
_BY = re.compile(rf"(?:{lexicon.either('bylines')})\s?:?\s+(?=\S)", re.IGNORECASE)


def clean(text: str) -> str:
    """The words of a statement on one line, without entities and the marks of links.

    >>> clean("[[Ada Berg]] &amp;\\n Bo")
    'Ada Berg & Bo'
    """
    return _LINK.sub(r"\1", _WIKI.sub(r"\1", " ".join(normalise(unescape(text)).split())))


def web_address(text: str) -> str | None:
    """The address, where a text is one of the web and nothing else."""
    return text.strip() if _ADDRESS.fullmatch(text.strip()) else None


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
    published, updated = (_stamp(said.get(field, ()), source) for field in ("published", "updated"))
    above = _header(title, site, None if published else next(iter(said.get("published", ())), None), text)
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
    return draft, tuple(_disagreements(said, title, site, draft, printed))


def _site(
    said: Statements, url: str | None, known: Sequence[KnownSource]
) -> tuple[str | None, KnownSource | None]:
    """The outlet by name, and what the editor taught of it; a company's name comes last."""
    names = [one.text for one in said.get("site", ()) if one.text and not web_address(one.text)]
    folded = {fold(name) for name in names}
    at = [host(url).casefold()] if url else []
    at += [one.text.casefold() for one in said.get("host", ())]
    for source in known:
        if fold(source.name) in folded or (source.url and _is_at(at, host(source.url).casefold())):
            return source.name, source
    companies = lexicon.words("company_words")
    plain = [name for name in names if companies.isdisjoint(name.casefold().replace(",", " ").split())]
    return next(iter((*plain, *names)), None), None


def _is_at(hosts: Sequence[str], home: str) -> bool:
    """Whether one of the hosts is an outlet's own, or sends its mail."""
    return any(one == home or one.endswith(f".{home}") for one in hosts)


def _title(said: Statements, site: str | None) -> str | None:
    titles = [_without_outlet(one.text, site) for one in said.get("title", ()) if one.text]
    if not titles:
        return None
    if cut := _CUT_OFF.search(titles[0]):
        start = fold(titles[0][: cut.start()])
        return next((whole for whole in titles[1:] if fold(whole).startswith(start)), titles[0])
    return titles[0]


def _without_outlet(text: str, site: str | None) -> str:
    rest, end = split_outlet(text)
    return rest if end and site and fold(end) == fold(site) else text


def _stamp(said: Sequence[Said], source: KnownSource | None) -> Timestamp | None:
    return next((stamp for one in said if (stamp := read_stamp(one.text, source))), None)


def _header(title: str | None, site: str | None, date: Said | None, text: str) -> list[str]:
    """The statements as an editor would put them above the text, where it does not print them itself."""
    lines = [f"Source: {site}"] if site else []
    lines += [f"Published: {date.text}"] if date else []
    return [*lines, "", title] if title and title not in text.split("\n") else lines


def _read_below(
    above: Sequence[str], text: str, known: Sequence[KnownSource], room: int, title: str | None
) -> tuple[Draft, int]:
    """The draft of a text below its header, and by how many lines that moved the text down."""
    lines = text.split("\n")
    blanks = min(room, len(above) + 1)
    shift = len(above) + 1 - blanks
    return read_pasted("\n".join([*above, "", *lines[blanks:]]), known, title=title), shift


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


def names_in(text: str, site: str | None = None) -> tuple[str, ...]:
    """The names that a statement of authors holds, each once; the outlet itself is no author.

    >>> names_in("By Ada Berg and Bo Lund"), names_in("https://example.org/ada"), names_in("admin")
    (('Ada Berg', 'Bo Lund'), (), ())
    """
    names = dict.fromkeys(name for line in text.split("\n") for name in _names(_BY.sub("", line, count=1)))
    return tuple(name for name in names if site is None or fold(name) != fold(site))


def _names(text: str) -> Iterator[str]:
    if web_address(text) or "@" in text:
        return
    words = text.split()
    if is_name(text) or (0 < len(words) <= 4 and not text.islower() and not _NO_NAME.search(text)):
        yield text
    elif text.islower() and text.isascii():
        return
    else:
        yield from split_names(text)


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
    tags = (_LANGUAGE.fullmatch(one.text.strip()) for one in said.get("language", ()))
    return next((tag[1].lower() for tag in tags if tag), UNKNOWN)


def _disagreements(
    said: Statements, title: str | None, site: str | None, draft: Draft, printed: Timestamp | None
) -> Iterator[Dropped]:
    """Each statement that says something else than the one that was believed."""
    yield from _others(said.get("title", ()), lambda one: fold(_without_outlet(one.text, site)), title)
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
        tag = _LANGUAGE.fullmatch(one.text.strip())
        if tag and draft.language not in {UNKNOWN, tag[1].lower()}:
            yield _unlike(one, f"the text is in “{draft.language}”")


def _unlike(one: Said, instead: str) -> Dropped:
    return Dropped(line=one.line, text=_short(one.text), why=f"{one.where}, but {instead}")


def _short(text: str) -> str:
    line = ", ".join(text.split("\n"))
    return line if len(line) <= 200 else f"{line[:200]}…"


def _moment(one: Said) -> str:
    stamp = read_stamp(one.text)
    return instant(stamp).isoformat() if stamp else ""

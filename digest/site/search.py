"""The search index: every word of the digest, in small files that the search box loads as it needs them.

What can be found is a record (a person, a source, a story, an editor's page) of numbered lines: names, a
title, a paragraph, a quotation, a figure. A table tells in which lines a term stands; it is cut into shards
by the alphabet. What the box shows of a record stands apart, a few records a file.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from hashlib import sha256
from itertools import chain
from operator import sub
from typing import Any

from digest import wordlists
from digest.markdown import find_paragraphs, unescape
from digest.site.addresses import address
from digest.site.catalog import Outlet, Person, Story, given_figures, utterances
from digest.site.pages import Site
from digest.site.safe_text import json_text

FOLDER = "search"
_UNPUBLISHED = "desk"  # the version of an index that only its editor sees
_SHARD = 8_000  # characters of terms and lines in one file
_MOST_LINES = 16_000  # of the commonest terms, only the latest lines are kept

# Letters that are no letter with a mark, and what people type for them.
_LETTERS = {
    **{"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i"},
    **{"ħ": "h", "ŋ": "n", "ŧ": "t", "ґ": "г", "ς": "σ", "’": "'", "‘": "'", "ʼ": "'"},
}
_UNSPACED = "\u0e00-\u0eff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"  # each character is a term
_APOSTROPHE = re.compile(r"([^\W_])'(?:s(?![^\W_]))?")
_TERM = re.compile(
    r"[0-9]{1,3}(?:[, ][0-9]{3})+(?![^\W_])"  # 1,500 and 1 500 are 1500
    r"|[0-9]+(?:[.,][0-9]+)+(?![^\W_])"  # 4,2 is 4.2
    rf"|[{_UNSPACED}]|[^\W_{_UNSPACED}]+"
)
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:[, ][0-9]{3})+")
_HEADING = re.compile(r'<h[1-6](?: [^<>]*?id="(?P<id>[^"<>]*)")?+[^<>]*+>(?P<text>.*?)</h[1-6]>', re.S)
_HEADING_END = re.compile(r"</h[1-6]>")
_UNSHOWN = re.compile(r"<(script|style)\b", re.I)
_UNSHOWN_END = {name: re.compile(f"</{name}>", re.I) for name in ("script", "style")}
_INLINE = re.compile(
    r"</?(?:a|abbr|b|cite|code|del|em|i|ins|mark|q|s|small|span|strong|sub|sup)\b[^<>]*>", re.I
)
_TAG = re.compile(r"<[^<>]*>")
_DIGITS = [chr(code) if code != 92 else "!" for code in range(35, 127)]  # need no escape in JSON


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What a reader sees of an article: its paragraphs, and headings, lists and tables in one."""

    paragraphs: tuple[str, ...] = ()
    rest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPage:
    """A page that an editor wrote: its title, and its sections as anchor, heading and text."""

    src_uri: str
    title: str
    sections: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Record:
    """One thing that can be found: by which lines, and what the box shows of it."""

    parts: tuple[Sequence[str], ...]
    shown: Sequence[Any]
    names: Sequence[str] = ()  # what finds it at once when it is all that was asked for


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """The records of one kind, the most wanted first, and how many share a file."""

    name: str
    records: Sequence[_Record]
    per_file: int


@dataclass(slots=True)
class _Lines:
    """In which lines each term stands."""

    number: int = 0
    terms: dict[str, list[int]] = field(default_factory=dict)

    def add(self, record: _Record) -> None:
        found = self.terms
        for name in record.names:
            found.setdefault("".join(f"{term}_" for term in terms(name)), []).append(self.number)
        for line in chain.from_iterable(record.parts):
            for term in _terms_in(line):
                if term in found:
                    found[term].append(self.number)
                else:
                    found[term] = [self.number]
            self.number += 1


def text_of(page: str) -> Text:
    """The text of an article's HTML."""
    rest = "".join(_outside(page))
    paragraphs = tuple(_plain(match["inner"]) for match in find_paragraphs(page))
    return Text(paragraphs=paragraphs, rest=_plain(rest))


def own_page(src_uri: str, title: str, page: str) -> OwnPage:
    """The sections of an editor's page: each heading, and the text until the next.

    >>> own_page("a.md", "About", '<h1 id="a">About</h1><p>Us.</p><h2 id="b">Team</h2><p>Two.</p>').sections
    (('', '', 'Us.'), ('b', 'Team', 'Two.'))
    """
    headings = list(_headings(page))
    starts = [0, *(match.end() for match in headings)]
    ends = [*(match.start() for match in headings), len(page)]
    texts = [_plain(page[start:end]) for start, end in zip(starts, ends, strict=True)]
    heads = [("", ""), *((unescape(match["id"] or ""), _plain(match["text"])) for match in headings)]
    heads = [("", "") if heading == title else (anchor, heading) for anchor, heading in heads]
    sections = ((anchor, heading, text) for (anchor, heading), text in zip(heads, texts, strict=True))
    return OwnPage(src_uri=src_uri, title=title, sections=tuple(s for s in sections if s[1] or s[2]))


def terms(text: str) -> list[str]:
    """The words of a text as search compares them; the search box does the same to what is typed.

    >>> terms("Łukasz O’Brien’s F-16: €4,2 of 1,500")
    ['lukasz', 'obrien', 'f', '16', '4.2', 'of', '1500']
    >>> terms("П’ять Київ 北京")
    ['пять', 'киів', '北', '京']
    """
    return [_number(term) for term in _TERM.findall(_fold(text))]


def build(site: Site, texts: Mapping[str, Text], own: Iterable[OwnPage] = ()) -> list[tuple[str, str]]:
    """The files of the index, as path and content; the first is the one that leads to the others."""
    catalog = site.catalog
    people = sorted(catalog.people, key=lambda person: (-len(person.utterances), person.slug))
    outlets = sorted(catalog.outlets, key=lambda outlet: (-len(outlet.stories), outlet.slug))
    shown_people = [one for one in people if site.options.shows(site.options.speaker_uri(one.slug))]
    shown_outlets = [one for one in outlets if site.options.shows(site.options.source_uri(one.slug))]
    spoken: dict[str, str] = {person.slug: person.name for person in people}
    stories = [_story(story, texts.get(story.src_uri, Text()), spoken, site) for story in catalog.stories]
    tables = {
        "names": (
            _Kind(name="person", per_file=50, records=[_person(person, site) for person in shown_people]),
            _Kind(name="source", per_file=50, records=[_source(outlet, site) for outlet in shown_outlets]),
        ),
        "words": (
            _Kind(name="story", per_file=2, records=stories),
            _Kind(name="page", per_file=8, records=[_page(page, site) for page in own]),
        ),
    }
    head: dict[str, Any] = {"letters": _LETTERS, "forms": _forms(_languages(site)), "tables": {}}
    files: list[tuple[str, str]] = []
    for table, kinds in tables.items():
        shards = _shards(_index(kinds))
        files += [(f"{table}-{number}", shard) for number, (_, shard) in enumerate(shards)]
        files += chain.from_iterable(map(_shown, kinds))
        head["tables"][table] = {
            "shards": [first for first, _ in shards],
            "kinds": [_counted(k) for k in kinds],
        }
    version = _version(files) if site.publication else _UNPUBLISHED
    written = [(f"{FOLDER}/{version}/{name}.js", _script(name, content)) for name, content in files]
    return [(f"{FOLDER}/head.js", _script("head", json_text(head | {"version": version}))), *written]


def _person(person: Person, site: Site) -> _Record:
    printed = [utterance.speaker.name for utterance in person.utterances]
    aliases = [name for name in dict.fromkeys([*person.aliases, *printed]) if name != person.name]
    roles = dict.fromkeys([person.role or "", *(use.role for use in person.roles)])
    where = address(site.options.speaker_uri(person.slug), directories=site.directories)
    counts = [person.quotations, len(person.told)]
    return _Record(
        parts=((person.name,), aliases, [role for role in roles if role]),
        shown=[where, person.name, aliases, person.role or "", *counts],
        names=(person.name, *aliases),
    )


def _source(outlet: Outlet, site: Site) -> _Record:
    where = address(site.options.source_uri(outlet.slug), directories=site.directories)
    return _Record(
        parts=((outlet.name,),), shown=[where, outlet.name, len(outlet.stories)], names=[outlet.name]
    )


def _story(story: Story, text: Text, spoken: Mapping[str, str], site: Site) -> _Record:
    """A story's lines are its title and what else stands in its head, paragraphs, quotations and figures."""
    entry = story.entry
    about = " ".join([entry.source.name, *entry.authors, entry.section or "", *entry.tags])
    said, quotations = [], []
    for speaker in entry.speakers:
        by = dict.fromkeys([speaker.name, spoken.get(speaker.slug, "")])
        for utterance in utterances(story, speaker):
            words = utterance.quotation
            said.append(" ".join([words.content, *by]))
            content = words.content
            if words.kind == "direct":
                content = site.words.quoted(content, entry.language)
            quotations.append([utterance.anchor, speaker.name, words.via or "", content])
    figures = [
        [
            given.anchor,
            given.figure.surface,
            given.figure.label or "",
            given.speaker.name if given.speaker else "",
        ]
        for given in given_figures(story)
    ]
    where = address(story.src_uri, directories=site.directories)
    named = [where, entry.title, story.day.isoformat(), entry.source.name, entry.language]
    return _Record(
        parts=(
            [line for line in (entry.title, entry.summary, about, text.rest) if line],
            text.paragraphs,
            said,
            [" ".join(words) for _, *words in figures],
        ),
        shown=[*named, entry.summary or "", text.paragraphs, quotations, figures],
    )


def _page(page: OwnPage, site: Site) -> _Record:
    where = address(page.src_uri, directories=site.directories)
    lines = [f"{heading} {text}" for _, heading, text in page.sections]
    return _Record(parts=((page.title,), lines), shown=[where, page.title, page.sections])


def _index(kinds: Iterable[_Kind]) -> dict[str, list[int]]:
    lines = _Lines()
    for record in chain.from_iterable(kind.records for kind in kinds):
        lines.add(record)
    return lines.terms


def _shards(index: Mapping[str, list[int]]) -> list[tuple[str, str]]:
    """The terms in order and their lines, cut into files; each with its first term."""
    shards: list[tuple[str, str]] = []
    pieces: list[str] = []
    first, size = "", 0
    for term in sorted(index, key=lambda term: term.encode("utf-16-be")):  # as JavaScript compares
        piece = f"{term} {_numbers(index[term])}"
        if pieces and size + len(piece) > _SHARD:
            shards.append((first, json_text(" ".join(pieces))))
            pieces, size = [], 0
        first = first if pieces else term
        pieces.append(piece)
        size += len(piece) + 1
    return [*shards, (first, json_text(" ".join(pieces)))] if pieces else shards


def _shown(kind: _Kind) -> Iterator[tuple[str, str]]:
    for number, start in enumerate(range(0, len(kind.records), kind.per_file)):
        records = kind.records[start : start + kind.per_file]
        yield f"{kind.name}-{number}", json_text([record.shown for record in records])


def _counted(kind: _Kind) -> dict[str, Any]:
    """How many lines each part of each record has, so that a line's number tells whose it is."""
    columns = zip(*([len(part) for part in record.parts] for record in kind.records), strict=True)
    counts = [column[0] if len(set(column)) == 1 else "".join(map(_code, column)) for column in columns]
    return {"name": kind.name, "perFile": kind.per_file, "records": len(kind.records), "counts": counts}


def _numbers(lines: Sequence[int]) -> str:
    """Rising numbers as their differences; half a number at the end says that there were more.

    >>> _numbers([1, 3, 50]), _numbers([46])
    ('$%R$', 'Q$')
    """
    kept = lines[:_MOST_LINES]
    steps = map(sub, kept, chain((0,), kept))
    return "".join(map(_code, steps)) + (_DIGITS[46] if len(lines) > len(kept) else "")


@cache
def _code(number: int) -> str:
    """A number in the digits of base 46; all but its last digit are of the upper half."""
    code = ""
    while number >= 46:
        number, digit = divmod(number, 46)
        code += _DIGITS[46 + digit]
    return code + _DIGITS[number]


def _fold(text: str) -> str:
    """Lower case, without marks, and without what an apostrophe sets off."""
    if text.isascii():
        text = text.lower()
    else:
        text = _marks().sub("", unicodedata.normalize("NFKD", text)).lower()
        for letter, typed in _LETTERS.items():
            text = text.replace(letter, typed)
    return _APOSTROPHE.sub(r"\1", text) if "'" in text else text


@cache
def _marks() -> re.Pattern[str]:
    """Everything that only marks a letter."""
    planes = chain(range(0x300, 0x20000), range(0xE0100, 0xE01F0))
    marks = (chr(code) for code in planes if unicodedata.category(chr(code))[0] == "M")
    return re.compile(f"[{''.join(marks)}]+")


@lru_cache(maxsize=50_000)  # while somebody edits, of two thousand stories all lines but a few are known
def _terms_in(line: str) -> tuple[str, ...]:
    """The terms of a line, each once."""
    return tuple(set(map(_number, set(_TERM.findall(_fold(line))))))


@lru_cache(maxsize=100_000)  # lines share the terms that they are known by
def _number(term: str) -> str:
    """A number as all write it; a word as it is."""
    if term.isalnum():
        return term
    return re.sub("[, ]", "", term) if _THOUSANDS.fullmatch(term) else term.replace(",", ".")


def _languages(site: Site) -> set[str]:
    written = {story.entry.language.partition("-")[0] for story in site.catalog.stories}
    return written | {site.words.locale.language}


def _forms(languages: set[str]) -> list[list[str]]:
    """The endings that forms of one word may have in these languages."""
    rows = (line.partition(":") for line in wordlists.lines("digest.site", "forms"))
    return [
        [e.replace("-", "") for e in endings.split()]
        for language, _, endings in rows
        if language in languages
    ]


def _outside(page: str) -> Iterator[str]:
    """What stands between the paragraphs."""
    written = 0
    for match in find_paragraphs(page):
        yield page[written : match.start()] + " "
        written = match.end()
    yield page[written:]


def _headings(page: str) -> Iterator[re.Match[str]]:
    end = max((match.end() for match in _HEADING_END.finditer(page)), default=0)
    return _HEADING.finditer(page, 0, end)  # beyond it each heading would be sought an end in vain


def _plain(page: str) -> str:
    """The text of HTML in one line; only what is set apart is parted by a blank."""
    if "<" in page:
        page = _TAG.sub(" ", _INLINE.sub("", "".join(_pieces_shown(page))))
    return " ".join(unescape(page).split())


def _pieces_shown(page: str) -> Iterator[str]:
    """The HTML without scripts and styles; one that has no end is left, and its kind sought no more."""
    written, ends = 0, dict(_UNSHOWN_END)
    for match in _UNSHOWN.finditer(page):
        name = match[1].lower()
        if match.start() < written or name not in ends:
            continue
        if end := ends[name].search(page, match.end()):
            yield page[written : match.start()]
            written = end.end()
        else:
            del ends[name]
    yield page[written:]


def _version(files: Iterable[tuple[str, str]]) -> str:
    """A name for these very files, so that a browser never mixes them with older ones."""
    seen = sha256()
    for name, content in files:
        seen.update(f"{name}\n{content}\n".encode())
    return seen.hexdigest()[:10]


def _script(name: str, content: str) -> str:
    """A script can be loaded from a folder, where nothing can be fetched."""
    return f'digestSearch("{name}",{content});\n'

"""Clipped Markdown: front matter states the fields, the body is the article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from digest import yamltext
from digest.model import Dropped, KnownSource
from digest.parse import lexicon
from digest.parse.draft import Draft
from digest.parse.markdown import first_heading, plain
from digest.parse.said import Said, Statements, clean, web_address
from digest.parse.stated import read_stated, with_dropped

_KEY = re.compile(r"(?P<key>[^\W\d][\w .-]{0,40}?)\s?:(?:\s+(?P<value>\S.*))?")
_ITEM = re.compile(r"- +(?P<value>\S.*)")
_LINKED = re.compile(r"\[[^\[\]]{1,300}\]\((?P<url>https?://[^()\s]{4,1000})\)")
_WORDS_OF_CLIP = "front matter that is no field of an article"


def has_front_matter(text: str) -> bool:
    """Whether a file begins with the keys of a clipper rather than with its text."""
    return text.startswith("---\n") and "\n---" in text[3:]


def read_clipping(text: str, known: Sequence[KnownSource]) -> Draft:
    """Read a clipped page: what its front matter does not say is read in its body."""
    end = text.index("\n---", 3)
    front, body = text[4 : end + 1], text[end + 4 :].partition("\n")[2]
    room = text.count("\n", 0, end) + 2
    pairs = list(_pairs(front))
    said = _statements(pairs)
    if not said.get("title") and (heading := first_heading(body)):
        said = {**said, "title": (Said(text=heading, where="the first heading", line=room + 1),)}
    draft, unlike = read_stated(said, "\n" * room + plain(body), known, room=room)
    return with_dropped(draft, (*unlike, *_unused(pairs)))


def _pairs(front: str) -> Iterator[tuple[str, list[str], int]]:
    """Each key of the front matter with its values as text, and its line in the file."""
    try:
        document = yamltext.load(front)
    except yamltext.YamlError:
        yield from _loose_pairs(front)  # clippers write `title: Flood: a year on` without quotes
        return
    for key, value in document.value.items():
        values = [text for text in _texts(value) if text]
        yield key.strip().casefold(), values, document.line((key,)) + 1


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        yield from _texts(value.get("name"))
    elif value is not None and not isinstance(value, bool):
        yield str(value).strip()


def _loose_pairs(front: str) -> Iterator[tuple[str, list[str], int]]:
    """The same from front matter that is no YAML, line by line."""
    found: list[tuple[str, list[str], int]] = []
    for number, line in enumerate(front.split("\n"), 2):
        if (item := _ITEM.fullmatch(line)) and found:
            found[-1][1].append(item["value"].strip("\"'"))
        elif pair := _KEY.fullmatch(line):
            values = [pair["value"].strip("\"'")] if pair["value"] else []
            found.append((pair["key"].casefold(), values, number))
    yield from found


def _statements(pairs: Sequence[tuple[str, list[str], int]]) -> Statements:
    ranked: list[tuple[int, str, Said]] = []
    for key, values, line in pairs:
        field, _, rank = lexicon.table("clip_keys").get(key, "").partition(" ")
        if field and values:
            said = _said(field, key, values, line)
            ranked += [(int(rank), one_field, one) for one_field, one in said]
    ranked.sort(key=lambda one: (one[1], one[0]))
    return {field: tuple(one for _, other, one in ranked if other == field) for _, field, _ in ranked}


def _said(field: str, key: str, values: Sequence[str], line: int) -> Iterator[tuple[str, Said]]:
    where = f"front matter `{key}`"
    if field == "origin":  # an address for most clippers, the outlet's name for some, or both in a link
        link = _LINKED.fullmatch(values[0])
        address = link["url"] if link else web_address(values[0])
        if address:
            yield "url", Said(text=address, where=where, line=line)
        if link or not address:
            yield "site", Said(text=clean(values[0]), where=where, line=line)
    elif field == "authors":
        yield field, Said(text="\n".join(map(clean, values)), where=where, line=line)
    else:
        yield field, Said(text=clean(values[0]), where=where, line=line)


def _unused(pairs: Sequence[tuple[str, list[str], int]]) -> Iterator[Dropped]:
    """The keys that state nothing of the article."""
    for key, values, line in pairs:
        if key not in lexicon.table("clip_keys") and values:
            yield Dropped(line=line, text=f"{key}: {', '.join(values)}"[:200], why=_WORDS_OF_CLIP)

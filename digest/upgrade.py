"""Entries in an older shape, or in that of another site generator, moved to today's.

An entry says no version: its shape does.
Each step knows one old shape and leaves every other alone, so all may run again, and over a file half moved.
When the format changes, a step from what was to what is joins `_STEPS` or `_STEPS_BELOW`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from typing import Any

from digest import frontedit, yamltext
from digest.errors import EntryError
from digest.frontmatter import load_file, split
from digest.markdown import paragraphs, plain, to_html
from digest.model import TIMESTAMP, Entry
from digest.text import same_words
from digest.yamltext import Path, Plain

RENAMED = {  # what Jekyll, Hugo, Pelican, Material's blog and clippers call what we call otherwise
    "author": "authors",
    "category": "section",
    "date": "timestamp",
    "description": "summary",
    "excerpt": "summary",
    "keywords": "tags",
    "lang": "language",
    "last_modified_at": "updated",
    "lastmod": "updated",
    "modified": "updated",
    "outlet": "source",
    "pubdate": "timestamp",
    "publication": "source",
    "publishDate": "timestamp",
    "publisher": "source",
}
_NESTED = {"quotes": "quotations", "quote": "content", "text": "content"}  # below `speakers`
_ADDRESSES = ("canonical_url", "link", "original_url", "source_url")
_TIME = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)[Tt ]+(?P<clock>\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)"
    r" *(?P<zone>Z|z|UTC|GMT|[+-]\d\d:?\d\d)?",
    re.ASCII,
)
_HEADED = re.compile(
    r"(?P<front>\A\ufeff?---[ \t]*\r?\n(?:(?!(?:---|\.\.\.)[ \t]*\r?$)[^\n]*\n)*(?:---|\.\.\.)[ \t]*\r?\n\s*)"
    r"# +(?P<title>[^\r\n]+)(?:(?:[ \t]*\r?\n)+|\Z)",
    re.M,
)
_ORDER = tuple(field.name for field in fields(Entry))


@dataclass(frozen=True, slots=True, kw_only=True)
class Upgraded:
    """The text of an entry after all steps, what they did, and what it still wants to be read."""

    text: str
    done: tuple[str, ...] = ()
    wants: EntryError | None = None


def upgrade(text: str, *, where: str) -> Upgraded:
    """Move an entry to today's shape.

    The keys of an entry that can be read are today's, or the editor's own, and stay as they are called.
    """
    wants = _error(text, where)
    if not _has_front(text, where):
        return Upgraded(text=text, wants=wants)
    old, done = _Old(text, where), list[str]()
    for step in (*(_STEPS if wants else ()), *_STEPS_BELOW):
        while moved := step(old):
            old, said = moved
            done.append(said)
    return Upgraded(text=old.text, done=tuple(dict.fromkeys(done)), wants=_error(old.text, where))


@dataclass(frozen=True, slots=True)
class _Old:
    """An entry on its way."""

    text: str
    where: str

    @property
    def front(self) -> dict[str, Any]:
        return yamltext.load(self._split()[1]).value

    @property
    def body(self) -> tuple[str, ...]:
        """The paragraphs, with marks, dashes and blanks as `same_words` has them."""
        return tuple(map(same_words, paragraphs(self._split()[2].partition("\n")[2])))

    def value(self, *path: str | int) -> Any:
        """What stands at a path; nothing when nothing does."""
        return yamltext.part(self.front, path)

    def put(self, value: Any, *path: str | int) -> _Old:
        return replace(self, text=frontedit.put(self.text, path, value, where=self.where, order=_ORDER))

    def delete(self, *path: str | int) -> _Old:
        return replace(self, text=frontedit.delete(self.text, path, where=self.where))

    def rename(self, key: str, *path: str | int) -> _Old:
        return replace(self, text=frontedit.rename(self.text, path, key, where=self.where))

    def _split(self) -> tuple[str, str, str]:
        return split(self.text.replace("\r\n", "\n"), where=self.where)


_Moved = tuple[_Old, str] | None


def _renamed(old: _Old) -> _Moved:
    for key, ours in RENAMED.items():
        if key in old.front and ours not in old.front:
            return old.rename(ours, key), f"{key} is {ours} now"
    return None


def _created_and_updated(old: _Old) -> _Moved:
    """Material's blog has one key for both."""
    created, updated = old.value("timestamp", "created"), old.value("timestamp", "updated")
    if not isinstance(created, str):
        return None
    moved = old.put(Plain(created), "timestamp")
    if isinstance(updated, str):
        moved = moved.put(Plain(updated), "updated")
    return moved, "the day of a change is in updated now"


def _times(old: _Old) -> _Moved:
    for key in ("timestamp", "updated"):
        written = old.value(key)
        time = _TIME.fullmatch(written) if isinstance(written, str) else None
        if time and not TIMESTAMP.fullmatch(written):
            moved = f"{time['day']}T{time['clock']}{_zone(time['zone'] or '')}"
            return old.put(Plain(moved), key), f"{key} is written {moved} now"
    return None


def _zone(written: str) -> str:
    """The offset as ISO 8601 has it.

    >>> _zone("+0200"), _zone("UTC"), _zone("-03:30")
    ('+02:00', 'Z', '-03:30')
    """
    if not written or written[0] not in "+-":
        return written and "Z"
    return f"{written[:3]}:{written[-2:]}"


def _lists(old: _Old) -> _Moved:
    for key in ("authors", "tags"):
        written = old.value(key)
        if isinstance(written, str):
            names = [name.strip() for name in written.split(",")] if key == "tags" else [written]
            return old.put(yamltext.FlowList(filter(None, names)), key), f"{key} is a list now"
    return None


def _named_authors(old: _Old) -> _Moved:
    for at, author in enumerate(_list(old.value("authors"))):
        if isinstance(author, dict) and isinstance(author.get("name"), str) and len(author) == 1:
            return old.put(author["name"], "authors", at), "an author is a name now"
    return None


def _source(old: _Old) -> _Moved:
    name = old.value("source")
    if not isinstance(name, str) or not name or "://" in name:
        return None
    return old.put({"name": name}, "source"), "the source's name is in source: name now"


def _address(old: _Old) -> _Moved:
    for key in _ADDRESSES:
        url = old.value(key)
        if (
            isinstance(url, str)
            and "://" in url
            and old.value("source", "name")
            and not old.value("source", "url")
        ):
            return old.put(url, "source", "url").delete(key), f"{key} is in source: url now"
    return None


def _draft(old: _Old) -> _Moved:
    for key, yes, no in [("published", False, True), ("status", "draft", "published")]:
        written = old.value(key)
        if not isinstance(written, type(yes)):
            continue
        if written == yes:
            return old.put(True, "draft").delete(key), f"{key} is draft now"
        if written == no:
            return old.delete(key), f"{key} went, as it says what holds anyway"
    return None


def _section(old: _Old) -> _Moved:
    match old.value("categories"):
        case [str(name)] if "section" not in old.front:
            return old.put(name, "section").delete("categories"), "the one of categories is section now"
    return None


def _title(old: _Old) -> _Moved:
    headed = _HEADED.match(old.text)
    if headed is None or "title" in old.front:
        return None
    text = headed["front"] + old.text[headed.end() :]
    title = plain(to_html(headed["title"].rstrip(" \t#") or headed["title"]))
    return replace(old, text=text).put(title, "title"), "the heading above the body is title now"


def _nested(old: _Old) -> _Moved:
    for path, part in _parts_of_speakers(old):
        for key, ours in _NESTED.items():
            if key in part and ours not in part and (ours == "quotations") == (len(path) == 2):
                return old.rename(ours, *path, key), f"{key} is {ours} now"
    return None


def _bare_quotations(old: _Old) -> _Moved:
    for at, speaker in enumerate(_list(old.value("speakers"))):
        said = speaker.get("quotations") if isinstance(speaker, dict) else None
        for number, words in enumerate(_list(said)):
            if isinstance(words, str):
                path = ("speakers", at, "quotations", number)
                return old.put({"content": words}, *path), "a quotation has its words in content now"
    return None


def _places(old: _Old) -> _Moved:
    """The paragraph and the kind of a quotation, where the body leaves no doubt about them."""
    for path, part in _parts_of_speakers(old):
        words = part.get("content")
        if len(path) < 4 or not isinstance(words, str):
            continue
        standing = [number for number, text in enumerate(old.body, 1) if same_words(words) in text]
        if "kind" not in part and len(standing) == 1 and _is_quoted(words, old.body[standing[0] - 1]):
            return old.put("direct", *path, "kind"), "a quotation in quotation marks is direct"
        if "paragraph" not in part and len(standing) == 1:
            return old.put(standing[0], *path, "paragraph"), "a quotation has the number of its paragraph"
    return None


def _is_quoted(words: str, paragraph: str) -> bool:
    return re.search(rf"[\"']{re.escape(same_words(words))}[.,;:!?…]?[\"']", paragraph) is not None


def _parts_of_speakers(old: _Old) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Each speaker and each quotation, with its path."""
    for at, speaker in enumerate(_list(old.value("speakers"))):
        if isinstance(speaker, dict):
            yield ("speakers", at), speaker
            for number, said in enumerate(_list(speaker.get("quotations"))):
                if isinstance(said, dict):
                    yield ("speakers", at, "quotations", number), said


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _error(text: str, where: str) -> EntryError | None:
    try:
        load_file(text, where=where)
    except EntryError as error:
        return error
    return None


def _has_front(text: str, where: str) -> bool:
    try:
        return isinstance(_Old(text, where).front, dict)
    except (EntryError, yamltext.YamlError):
        return False


_STEPS: tuple[Callable[[_Old], _Moved], ...] = (
    _renamed,
    _created_and_updated,
    _times,
    _lists,
    _named_authors,
    _source,
    _address,
    _draft,
    _section,
    _title,
)
_STEPS_BELOW: tuple[Callable[[_Old], _Moved], ...] = (
    _nested,
    _bare_quotations,
    _places,
)  # no key is one's own

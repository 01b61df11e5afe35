"""Bytes from elsewhere → a new seed file, which keeps them as they came."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from digest.charset import known
from digest.errors import DigestError, IntakeError
from digest.fetch import Page
from digest.files import shown, write_new
from digest.intake import READ, as_seed, most_bytes, read_bytes, too_large
from digest.parse import read_draft
from digest.settings import Settings
from digest.text import slugify

PIPE = "standard input"
EDITOR = "the editor"

_HEAD = 65_536  # bytes in which the head of a message ends
_IN_ADDRESS = "%/:=&?~#+!$,;'()*[]@"
_PAGE = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<!--.{0,2000}?-->\s*)?<(?:!doctype html|html|head|body)\b",
    re.I | re.S,
)
_CLIP = re.compile(rb"\A(?:\xef\xbb\xbf)?---\r?\n[^\n]{0,300}:")
_HEADING = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*# +\S")
_FIELD = re.compile(rb"(?:([\w-]{1,60}):|[ \t]).*")
_OF_MESSAGE = {b"date", b"from", b"message-id", b"mime-version", b"subject"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A seed that was added, or the one with the same bytes that was there already."""

    path: Path
    new: bool


def add(
    data: bytes, settings: Settings, *, shown_as: str, suffix: str | None = None, name: str | None = None
) -> Added:
    """Keep bytes as a new seed, named by its title where no name is given; nothing there is written over.

    What is no text, empty, or too large for an article is an `IntakeError`, and no seed.
    """
    kind = (suffix or kind_of(data)).lower()
    if kind not in READ:
        hint = "copy the article's text from the page and paste it into a .txt file"
        raise IntakeError(
            shown_as, f"a file {kind or 'without a suffix'} is no seed that can be read", hint=hint
        )
    if len(data) > most_bytes(kind):
        raise too_large(shown_as, most_bytes(kind))
    by_title = _name(data, kind, shown_as)
    return _write(data, settings, slugify(name or "") or by_title, kind)


def add_file(path: Path, settings: Settings) -> Added:
    """Copy a file from elsewhere into the seeds, under its own name where that is free."""
    data = read_bytes(path, str(path))
    return add(data, settings, shown_as=str(path), suffix=path.suffix, name=path.stem)


def add_page(page: Page, settings: Settings) -> Added:
    """Keep a fetched page as a new seed that says where it is from, as a browser notes it."""
    data = page.data
    if page.suffix == ".html" and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        data = _note(page) + data
    return add(data, settings, shown_as=page.url, suffix=page.suffix)


def kind_of(data: bytes) -> str:
    """The suffix for bytes that came without a name: a page, a message, clipped Markdown, or a paste.

    >>> kind_of(b"<!DOCTYPE html><title>Bridge</title>"), kind_of(b"From: a\\nDate: b\\nSubject: c")
    ('.html', '.eml')
    """
    if _PAGE.match(data):
        return ".html"
    if _is_message(data):
        return ".eml"
    return ".md" if _CLIP.match(data) or _HEADING.match(data) else ".txt"


def _is_message(data: bytes) -> bool:
    """Whether bytes begin with the head of a message: a block of fields, three of which every message has."""
    head = data[:_HEAD].replace(b"\r\n", b"\n").partition(b"\n\n")[0].split(b"\n")
    fields = [_FIELD.fullmatch(line) for line in head if not line.startswith(b"From ")]
    names = {(field[1] or b"").lower() for field in fields if field}
    return all(fields) and len(names & _OF_MESSAGE) >= 3


def _note(page: Page) -> bytes:
    """What a browser writes above a page that it saves, and the encoding that only the server named."""
    url = quote(page.url, safe=_IN_ADDRESS).replace("--", "%2D%2D")
    named = f'<meta charset="{page.charset}">\n' if page.charset and known(page.charset) else ""
    return f"<!-- saved from url=({len(url):04}){url} -->\n{named}".encode("ascii")


def _name(data: bytes, kind: str, shown_as: str) -> str:
    """The slug of the title, or the beginning of the hash where no title is found."""
    seed = as_seed(data, f"seed{kind}", shown=shown_as)
    try:
        title = read_draft(seed).title
    except DigestError:  # converting it will say what is wrong
        title = None
    return slugify(title or "", max_length=60) or seed.sha256[:16]


def _write(data: bytes, settings: Settings, name: str, kind: str) -> Added:
    name = f"seed-{name}" if name.startswith("readme") else name  # files called so are no seeds
    for stem in (name, f"{name}-{hashlib.sha256(data).hexdigest()[:16]}"):
        path = settings.seeds / f"{stem}{kind}"
        if path.is_file() and path.read_bytes() == data:
            return Added(path=path, new=False)
        if not path.exists():
            break
    write_new(path, data, where=shown(path, settings.root))
    return Added(path=path, new=True)

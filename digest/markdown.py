"""Article text ⇄ Markdown: what was printed is shown as printed, and nothing in it is markup."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from functools import cache

import markdown as _markdown

from digest.model import Block

_MARKUP = re.compile(r"[\\`*_{}\[\]]")
_ENTITY = re.compile(r"&(?=#|\w+;)")
# Marks that only some Markdown extensions read; a backslash before them might be printed.
_EXTENDED = re.compile(r"[~^]|=(?==)|\+(?=\+)|:(?=[\w+-]+:)")
_OPENING = re.compile(r"[#>+!-]|\d+(?=[.)])|[:?/|=%@]")
_BACKSLASHED = "#>+-.!)"
_TAG = re.compile(r"<[^<>]*>")
_PARAGRAPH = re.compile(r"<p(?P<attributes>(?: [^<>]*)?)>(?P<inner>.*?)</p>", re.S)


def to_markdown(blocks: Iterable[Block]) -> str:
    """Write an article's blocks as Markdown, a blank line between two."""
    return "\n\n".join(("## " if b.kind == "heading" else "") + escape(b.text) for b in blocks)


def escape(line: str) -> str:
    r"""Return one line of plain text as Markdown that shows exactly that text.

    >>> escape("2. *Not* a <list> & no_emphasis")
    '2\\. \\*Not\\* a &lt;list> & no\\_emphasis'
    """
    opening = _OPENING.match(line)
    position = opening.end() if opening and line[0].isdigit() else 0
    if opening:
        head, mark, tail = line[:position], line[position], line[position + 1 :]
        mark = f"\\{mark}" if mark in _BACKSLASHED else f"&#{ord(mark)};"
        return head + mark + _escape_inside(tail)
    return _escape_inside(line)


def paragraphs(body: str) -> tuple[str, ...]:
    """The plain text of each paragraph of a Markdown body; the first is paragraph 1."""
    return plain_paragraphs(_renderer().reset().convert(body))


def plain_paragraphs(page: str) -> tuple[str, ...]:
    """The plain text of each `<p>` in HTML."""
    return tuple(plain(match["inner"]) for match in find_paragraphs(page))


def find_paragraphs(page: str) -> Iterator[re.Match[str]]:
    """Each `<p>` in HTML, with its `attributes` and its `inner` HTML."""
    end = page.rfind("</p>") + len("</p>")  # beyond it each <p> would be sought an end in vain
    return _PARAGRAPH.finditer(page, 0, end)


def lead(body: str) -> str:
    """The plain text of the first paragraph of a Markdown body."""
    for block in body.split("\n\n"):
        if found := paragraphs(block):
            return found[0]
    return ""


def plain(page: str) -> str:
    """The text of a piece of HTML."""
    return html.unescape(_TAG.sub("", page)).strip()


def _escape_inside(text: str) -> str:
    text = _MARKUP.sub(r"\\\g<0>", _ENTITY.sub("&amp;", text))
    text = _EXTENDED.sub(lambda mark: f"&#{ord(mark[0])};", text).replace("<", "&lt;")
    return text[:-1] + "\\#" if text.endswith("#") else text


@cache
def _renderer() -> _markdown.Markdown:
    return _markdown.Markdown(extensions=["attr_list", "md_in_html"])

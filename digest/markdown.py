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
_OPENING = re.compile(r"[#>+!-]|\d+(?=[.)])|[:?/|=%@]|\[(?=.*\]\Z)")  # \[…\] alone is a formula
_BACKSLASHED = "#>+-.!)"
_ANY_MARK = re.compile(r"[\\`*_{}\[\]&<>~^=+:$]")
_MOST_ESCAPES = 1000  # in one paragraph; Python-Markdown needs time quadratic in them
_TAG = re.compile(r"<[^<>]*>")
_LONG_REFERENCE = re.compile(r"&#(?=\d{8})0*(\d*)", re.ASCII)
_PARAGRAPH = re.compile(r"<p(?P<attributes>(?: [^<>]*)?)>(?P<inner>.*?)</p>", re.S)


def to_markdown(blocks: Iterable[Block]) -> str:
    """Write an article's blocks as Markdown, a blank line between two."""
    return "\n\n".join(map(_write, blocks))


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
    return plain_paragraphs(to_html(body))


def to_html(body: str) -> str:
    """A Markdown body as HTML, without the extensions that a site may add; what nests too deeply as text."""
    try:
        return _renderer().reset().convert(body)
    except RecursionError:
        _renderer.cache_clear()  # it still stands inside the lists
        return html.escape(body)


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
    return unescape(_TAG.sub("", page)).strip()


def unescape(page: str) -> str:
    """The text of HTML without tags; a reference to no character at all shows as U+FFFD.

    >>> unescape("&lt;&#0000000065;&#99999999999;")
    '<A\ufffd'
    """
    # Python refuses to read a number of more than 4300 digits; eight are beyond any character.
    return html.unescape(_LONG_REFERENCE.sub(lambda number: f"&#{number[1][:8] or 0}", page))


def _write(block: Block) -> str:
    written = escape(block.text)
    if written.count("\\") + written.count("&") > _MOST_ESCAPES:
        return _as_html(block)
    return ("## " if block.kind == "heading" else "") + written


def _as_html(block: Block) -> str:
    """The block as raw HTML, in which Markdown has nothing to read."""
    tag = "h2" if block.kind == "heading" else "p"
    text = _ANY_MARK.sub(lambda mark: f"&#{ord(mark[0])};", block.text)
    return f"<{tag}>{text}</{tag}>"


def _escape_inside(text: str) -> str:
    text = _MARKUP.sub(r"\\\g<0>", _ENTITY.sub("&amp;", text))
    text = _EXTENDED.sub(lambda mark: f"&#{ord(mark[0])};", text).replace("<", "&lt;")
    if text.count("$") > 1:  # pymdownx.arithmatex would set what stands between two as a formula
        text = text.replace("$", "&#36;")
    return text[:-1] + "\\#" if text.endswith("#") else text


@cache
def _renderer() -> _markdown.Markdown:
    return _markdown.Markdown(extensions=["attr_list", "md_in_html"])

"""A page of HTML → the lines that a reader sees, each with its place in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from digest.errors import ParseError
from digest.parse import lexicon
from digest.text import normalise

HINT = "install what reads web pages with `pip install 'mkdocs-digest[html]'`, or paste the article's text"
_PASTE = "copy the article's text from the page and paste it into a .txt file"
_DEEPEST = 250  # elements in elements; the parser itself gives up beyond 255 and loses what is inside
_MOST = 100_000  # elements; no article's page has a tenth of it
_MOST_ATTRIBUTES = 5_000  # of one element; the parser compares each with all others
_LONG_TAG = re.compile(r"<[a-zA-Z](?:[^>\"']|\"[^\"]*\"|'[^']*')*+")
_VALUE = re.compile(r"\"[^\"]*\"|'[^']*'")

_TAGS = lexicon.table("html_tags")
_KINDS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "head"), "heading"),
    "figcaption": "caption",
    "li": "item",
    "item": "item",
    "tr": "row",
    "row": "row",
}
_BLOCKS = frozenset({"line", "spaced"})
_SOFT, _HARD, _GAP = range(3)
_EDGES: dict[str, str | int] = {"apart": " ", "break": _SOFT, "line": _HARD, "spaced": _GAP}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One line of a page: its words, where it stands in the file, and what kind of line it is."""

    text: str
    line: int
    heading: bool = False
    caption: bool = False
    item: bool = False
    row: bool = False
    gap: bool = False  # whether a blank line stands above it
    soft: bool = False  # whether a mere line break parts it from the line above
    box: int = 0  # the block around its own block: the paragraphs of a body share one
    parts: tuple[str, ...] = ()  # the keys of the lines that were joined to it

    @property
    def key(self) -> str:
        """Its words without blanks, by which two renderings of one line are known."""
        return "".join(self.text.split())

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all lines of the page that it is made of."""
        return self.parts or (self.key,)


def parse_html(source: str, where: str) -> Any:
    """The tree of a page; `ParseError` where it is none, or no article could have its shape."""
    try:
        import lxml.html
        import trafilatura  # noqa: F401 the other half of the extra, said to be missing as early
        from lxml import etree
    except ImportError as error:
        raise ParseError(where, "a web page, which this installation cannot read", hint=HINT) from error
    _check_tags(source, where)
    parser = lxml.html.HTMLParser(encoding="utf-8", no_network=True, remove_pis=True, huge_tree=True)
    try:
        # as bytes: a page that names another encoding in its own words was decoded already
        tree = lxml.html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise ParseError(where, "not a web page that can be read", hint=_PASTE) from error
    _check_shape(tree, etree, where)
    return tree


def _check_tags(source: str, where: str) -> None:
    for tag in _LONG_TAG.finditer(source):
        if tag.end() - tag.start() > _MOST_ATTRIBUTES:
            number = len(_VALUE.sub("", tag[0]).split()) - 1
            if number > _MOST_ATTRIBUTES:
                line = source.count("\n", 0, tag.start()) + 1
                raise ParseError(where, f"a tag with {number:,} attributes", hint=_PASTE, line=line)


def _check_shape(tree: Any, etree: Any, where: str) -> None:
    depth = deepest = number = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
        number += event == "start"
    if deepest >= _DEEPEST:
        raise ParseError(where, f"a page nested more than {_DEEPEST} deep", hint=_PASTE)
    if number > _MOST:
        raise ParseError(where, f"a page of more than {_MOST} elements", hint=_PASTE)


def lines_of(tree: Any) -> tuple[Shown, ...]:
    """The lines that a reader sees of a tree, the hidden ones left out."""
    shown: list[Shown] = []
    words: list[str] = []
    kind: dict[str, Any] = {}
    edge = _GAP
    for piece, of_kind in chain(_pieces(tree), [(_GAP, {})]):
        if isinstance(piece, str):
            words.append(piece)
            kind = kind or of_kind
            continue
        text = " ".join(normalise("".join(words)).split())
        if text:
            shown.append(Shown(text=text, gap=edge == _GAP, soft=edge == _SOFT, **kind))
            edge = piece
        else:  # a line break that ends no line leaves a blank one
            edge = _GAP if piece == _SOFT else max(edge, piece)
        words, kind = [], {}
    return tuple(shown)


def as_text(lines: tuple[Shown, ...]) -> str:
    """The lines as a browser copies them."""
    return "\n".join("\n" * (line.gap and number > 0) + line.text for number, line in enumerate(lines))


def _pieces(tree: Any) -> Iterator[tuple[str | int, dict[str, Any]]]:
    """Words with the kind of line they make, and the breaks between lines."""
    from lxml import etree

    inside: list[tuple[Any, str]] = []  # the headings and captions that are open
    boxes, serial = [0, 0], 0
    walker = etree.iterwalk(tree, events=("start", "end", "comment"))
    for event, element in walker:
        unseen = event != "comment" and _is_unseen(element)
        if event == "start":
            if unseen:
                walker.skip_subtree()
                continue
            yield from _edge(element.tag)
            if _TAGS.get(element.tag) in _BLOCKS:
                serial += 1
                boxes.append(serial)
            if kind := _KINDS.get(element.tag):
                inside.append((element, kind))
            yield from _words(element.text, element, inside, boxes[-2])
            continue
        if event == "end" and not unseen:
            yield from _edge(element.tag, after=True)
            if inside and inside[-1][0] is element:
                inside.pop()
            if _TAGS.get(element.tag) in _BLOCKS:
                boxes.pop()
        yield from _words(element.tail, element, inside, boxes[-2])


def _words(
    text: str | None, element: Any, inside: list[tuple[Any, str]], box: int
) -> Iterator[tuple[str, dict[str, Any]]]:
    if text and not text.isspace():
        kind = {inside[-1][1]: True} if inside else {}
        yield text, {"line": element.sourceline or 1, "box": box} | kind
    elif text:
        yield " ", {}


def _edge(tag: str, *, after: bool = False) -> Iterator[tuple[str | int, dict[str, Any]]]:
    kind = _TAGS.get(tag)
    if kind in _EDGES and not (after and kind == "break"):
        yield _EDGES[str(kind)], {}


def _is_unseen(element: Any) -> bool:
    if _TAGS.get(element.tag) == "unseen" and not _is_extracted_heading(element):
        return True
    style = (element.get("style") or "").replace(" ", "").casefold()
    return element.get("hidden") is not None or "display:none" in style or "visibility:hidden" in style


def _is_extracted_heading(element: Any) -> bool:
    """Whether a `head` is what trafilatura calls a heading, and not the head of a page."""
    parent = element.getparent()
    return element.tag == "head" and parent is not None and parent.tag != "html"

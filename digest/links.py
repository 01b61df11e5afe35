"""Links inside a digest, and those that lead nowhere."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

import markdown as _markdown

_FRONT = re.compile(r"\ufeff?---[ \t]*\n.*?^(?:---|\.\.\.)[ \t]*$", re.S | re.M)
_MAY_LINK = re.compile(r"\]\s?[(:\[]|<[a-zA-Z]")
_ADDRESS = {"a": "href", "img": "src", "source": "src", "video": "src", "audio": "src"}
# What MkDocs reads itself, and what pages of prose most often ask for beside it.
_EXTENSIONS = (
    "toc",
    "tables",
    "fenced_code",
    "attr_list",
    "md_in_html",
    "def_list",
    "footnotes",
    "admonition",
)


@dataclass(frozen=True, kw_only=True)
class Pages:
    """What a link may lead to; every path counts from the folder that holds the digest's pages.

    `made` are the pages that come out of entries; each puts the body of its file, as HTML, in its place.
    """

    texts: Mapping[str, str]  # the Markdown files
    made: Callable[[], Mapping[str, Callable[[str], str]]] = dict  # asked for once a link is found
    files: Container[str] = frozenset()  # everything else


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadLink:
    """A link that leads nowhere: where it stands, the line counted from 1, and why."""

    uri: str
    line: int
    text: str


def dead_links(pages: Pages) -> Iterator[DeadLink]:
    """The links in Markdown files that lead to no page, file or anchor."""
    for uri, text in pages.texts.items():
        body = _body(text)
        if _MAY_LINK.search(body):
            for link, line in _links(body):
                if why := _why_dead(link, uri, pages):
                    yield DeadLink(uri=uri, line=line, text=f"{link} {why}")


def _links(body: str) -> Iterator[tuple[str, int]]:
    """The links of a text in order, each with its line."""
    ends: dict[str, int] = {}
    for link in _Seen.of(_render(body)).links:
        written = next((shape for shape in (link, html.escape(link)) if shape in body), "")
        at = max(body.find(written, ends.get(link, 0)), body.find(written))
        ends[link] = at + len(written)
        yield link, body.count("\n", 0, at) + 1


def _why_dead(link: str, uri: str, pages: Pages) -> str:
    try:
        scheme, host, path, _, anchor = urlsplit(link)
    except ValueError:
        return "is no address"
    if scheme or host:
        return ""
    target = _target(unquote(path), uri, pages) if path else uri
    if target is None:
        return "leads to nothing"
    anchor = unquote(anchor.partition(":~:")[0])  # what follows is for the browser to find
    if anchor and target.endswith(".md") and anchor not in _anchors(target, pages):
        return f"leads to no place in {target}"
    return ""


def _target(path: str, uri: str, pages: Pages) -> str | None:
    """What a path leads to, read as MkDocs does, from the file, and as a browser does, from the page."""
    folder, name = posixpath.split(uri)
    page = folder if name in {"index.md", "README.md"} else uri.removesuffix(".md")
    made = pages.made()
    for base in ("",) if path.startswith("/") else (folder, page):
        there = posixpath.normpath(posixpath.join(base, path.lstrip("/")))
        for shape in _shapes("" if there == "." else there):
            if shape in made or shape in pages.texts or shape in pages.files:
                return shape
    return None


def _shapes(path: str) -> Iterator[str]:
    """The files that may be served at a path."""
    if path:
        yield path
        yield f"{path.removesuffix('.html')}.md"
    for name in ("index.md", "README.md", "index.html"):
        yield posixpath.join(path, name)


def _anchors(uri: str, pages: Pages) -> set[str]:
    body = _render(_body(pages.texts.get(uri, "")))
    made = pages.made()
    return _Seen.of(made[uri](body) if uri in made else body).anchors


def _body(text: str) -> str:
    """The text without its front matter; every line keeps its number."""
    text = text.replace("\r\n", "\n")
    front = _FRONT.match(text)
    return "\n" * front[0].count("\n") + text[front.end() :] if front else text


def _render(body: str) -> str:
    return _renderer().reset().convert(body)


@cache
def _renderer() -> _markdown.Markdown:
    return _markdown.Markdown(extensions=list(_EXTENSIONS))


class _Seen(HTMLParser):
    """The links and anchors of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: set[str] = set()  # what a # may name

    @classmethod
    def of(cls, page: str) -> _Seen:
        """Read a page."""
        seen = cls()
        seen.feed(page)
        seen.close()
        return seen

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where the element leads, and what leads to it."""
        given = dict(attrs)
        if address := given.get(_ADDRESS.get(tag, "")):
            self.links.append(address.strip())
        self.anchors |= {given[key] or "" for key in ("id", "name") if key in given}

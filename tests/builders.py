"""Small values for tests: each builder fills in what a test does not speak of."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import yaml

from digest.model import (
    Annotations,
    Article,
    Block,
    Entry,
    KeyFigure,
    KnownSource,
    KnownSpeaker,
    OpenQuotation,
    Quotation,
    Seed,
    Source,
    Speaker,
    SpeakerSlug,
    Timestamp,
)
from digest.settings import Options
from digest.site.catalog import Catalog, Story
from digest.site.pages import Site
from digest.site.templates import environment, templates_folder
from digest.site.words import Words
from digest.text import slugify

FRONT = {
    "title": "title: A bridge",
    "source": "source: {name: The Courier}",
    "timestamp": "timestamp: 2026-01-14",
}


def cases(name: str) -> Any:
    """What stands in `tests/cases/<name>.yml`."""
    return yaml.safe_load((Path(__file__).parent / "cases" / f"{name}.yml").read_text("utf-8"))


def nasty(kind: str) -> list[str]:
    """Pieces of text that are markup to somebody."""
    return [piece for row in cases("nasty")[kind] for piece in row]


def quotation(content: str = "We will build it", **parts: Any) -> Quotation:
    """A direct quotation in the first paragraph."""
    return Quotation(content=content, **{"kind": "direct", "paragraph": 1} | parts)


def open_quotation(content: str = "We will build it", **parts: Any) -> OpenQuotation:
    """A quotation in the first paragraph that nobody is sure about."""
    return OpenQuotation(content=content, **{"kind": "direct", "paragraph": 1} | parts)


def speaker(name: str = "Ilse Varden", *said: str | Quotation, **parts: Any) -> Speaker:
    """A person who says each of `said`."""
    quotations = tuple(quotation(words) if isinstance(words, str) else words for words in said)
    slug = SpeakerSlug(slugify(name))
    return Speaker(name=name, **{"slug": slug, "quotations": quotations} | parts)


def figure(surface: str = "140 passengers", value: str = "140", **parts: Any) -> KeyFigure:
    """A figure in the first paragraph."""
    return KeyFigure(surface=surface, value=Decimal(value), **{"paragraph": 1} | parts)


def entry(title: str = "A bridge", **parts: Any) -> Entry:
    """An entry of 14 January 2026."""
    filled = {"source": Source(name="The Courier"), "timestamp": Timestamp.parse("2026-01-14")} | parts
    return Entry(title=title, **filled)


def entry_text(*lines: str, without: Iterable[str] = (), body: str = "") -> str:
    """The text of an entry's file: what is required, less `without`, then `lines`."""
    required = [line for key, line in FRONT.items() if key not in set(without)]
    return "\n".join(["---", *required, *lines, "---", body])


def article(*blocks: str | Block, **parts: Any) -> Article:
    """An article of the given paragraphs."""
    as_blocks = tuple(Block(text=block) if isinstance(block, str) else block for block in blocks)
    filled = {"title": "A bridge", "source": Source(name="The Courier"), "blocks": as_blocks}
    return Article(**filled | {"published": Timestamp.parse("2026-01-14")} | parts)


def seed(path: str = "bridge.txt", text: str = "") -> Seed:
    """A seed with a hash that is easy to see."""
    return Seed(path=path, text=text, sha256="0123456789abcdef" * 4)


def annotations(**parts: Any) -> Annotations:
    """What was found in an article: nothing but `parts`."""
    return Annotations(**parts)


def story(name: str = "a", **parts: Any) -> Story:
    """An entry on the page `articles/<name>.md`."""
    return Story(f"articles/{name}.md", entry(**parts))


def site(
    *stories: Story,
    speakers: Iterable[KnownSpeaker] = (),
    sources: Iterable[KnownSource] = (),
    directories: bool = True,
    language: str = "en",
    options: Options | None = None,
) -> Site:
    """A site with our own templates."""
    words = Words.of(language)
    return Site(
        name="The Tamsin Digest",
        catalog=Catalog.of(stories, speakers, sources),
        options=options or Options(),
        words=words,
        directories=directories,
        environment=environment([templates_folder()], words.translations),
    )


class Seen(HTMLParser):
    """What a reader sees of a page: the words in each element, the links, the anchors."""

    VOID = frozenset({"br", "hr", "img", "input", "link", "meta"})
    # A browser sets these apart, or our style does.
    APART = frozenset({"dd", "div", "dt", "h2", "h3", "li", "p", "section", "td", "th", "tr"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str], list[str]]] = []
        self._open: list[tuple[str, list[str]]] = [("", [])]
        self._page = self._open[0][1]
        self.feed(page)
        self.close()
        assert len(self._open) == 1, f"left open: {self._open[1:]}"

    @property
    def text(self) -> str:
        """All words, with single blanks."""
        return _one_line(self._page)

    @property
    def links(self) -> list[tuple[str, str]]:
        """The words of each link and where it leads, in order."""
        return [
            (_one_line(words), attributes["href"]) for tag, attributes, words in self.elements if tag == "a"
        ]

    @property
    def ids(self) -> list[str]:
        """The anchors, in order."""
        return [attributes["id"] for _, attributes, _ in self.elements if "id" in attributes]

    def words(self, name: str) -> list[str]:
        """The words of each element with this tag, class or id, in order."""
        return [
            _one_line(words)
            for tag, attributes, words in self.elements
            if name in {tag, attributes.get("id"), *attributes.get("class", "").split()}
        ]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        words: list[str] = []
        attributes = {key: value or "" for key, value in attrs}
        if tag in self.APART or attributes.get("class") in {"dg-role", "dg-meta", "dg-count", "dg-label"}:
            self.handle_data(" ")
        self.elements.append((tag, attributes, words))
        if tag not in self.VOID:
            self._open.append((tag, words))

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            assert self._open.pop()[0] == tag, f"badly nested: {tag}"

    def handle_data(self, data: str) -> None:
        for _, words in self._open:
            words.append(data)


def _one_line(words: list[str]) -> str:
    return " ".join("".join(words).split())

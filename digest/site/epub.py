"""Edition → EPUB 3.3: files as path and content, which `pack` zips as the format asks.

The same edition gives the same bytes: every date in it comes from its stories.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import IO, Any
from uuid import NAMESPACE_URL, uuid5
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import nh3

from digest.markdown import to_html
from digest.site.beside import Margin, annotated
from digest.site.catalog import Person, Story, Utterance, given_figures, utterances
from digest.site.editions import Edition
from digest.site.pages import Site
from digest.site.publication import Publication
from digest.site.safe_text import host, language_tag, legal, one_line, web_url
from digest.site.templates import rendered

_MIMETYPE = "application/epub+zip"
_CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
_PARTS = ("package.opf", "nav.xhtml", "cover.svg", "title.xhtml", "speakers.xhtml", "epub.css")
_TAGS = {
    *("p", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "ul", "ol", "li", "hr", "br"),
    *("a", "b", "code", "em", "i", "s", "span", "strong", "sub", "sup"),
}
_VOID = re.compile(r"<(br|hr)>")
_ID = re.compile(r'(<[a-z][^<>]* id=")([^"<>]*)"')
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # a zip knows no earlier time


def build(edition: Edition, site: Site, publication: Publication) -> Iterator[tuple[str, str]]:
    """Every file of the book as path and content, in the order in which they are packed."""
    shared = _shared(edition, site, publication)
    bodies = {story: _body(story, site, shared) for story in edition.stories}
    anchors = {story: {found[2] for found in _ID.finditer(body)} for story, body in bodies.items()}

    def place(story: Story, anchor: str) -> str:
        """The link to a place in a story, or to its page where nothing has that anchor."""
        page, anchor = shared["pages"][story], _anchor(anchor)
        return f"{page}#{anchor}" if anchor in anchors[story] else page

    shared["place"] = place
    yield "mimetype", _MIMETYPE
    yield "META-INF/container.xml", _CONTAINER
    for part in _PARTS:
        if part != "speakers.xhtml" or shared["people"]:
            yield f"EPUB/{part}", _rendered(site, part, shared)
    for story, page in shared["pages"].items():
        yield f"EPUB/{page}", _rendered(site, "story.xhtml", shared | {"story": story, "body": bodies[story]})


def pack(files: Iterable[tuple[str, str | bytes]], to: IO[bytes]) -> None:
    """Zip files in their order; the mimetype stays uncompressed, so that it can be read at a glance."""
    with ZipFile(to, "w") as book:
        for path, content in files:
            member = ZipInfo(path, _EARLIEST)
            member.external_attr = 0o644 << 16
            book.writestr(member, content, ZIP_STORED if path == "mimetype" else ZIP_DEFLATED)


def xhtml(body: str) -> str:
    """A Markdown body as XHTML; of raw HTML in it only what is text and harmless is left.

    >>> xhtml('One *word*<br>and <img src="x" onerror="y">&nbsp;<b>two')
    '<p>One <em>word</em><br/>and &#160;<b>two</b></p>'
    """
    page, links = legal(to_html(body)), {"a": {"href"}}
    clean = nh3.clean(
        page,
        tags=_TAGS,
        attributes=links,
        attribute_filter=lambda _tag, _href, value: web_url(value),  # no other is inside the book
        link_rel=None,
        url_schemes={"http", "https"},
    )
    return _VOID.sub(r"<\1/>", clean).replace("&nbsp;", "&#160;")


def _shared(edition: Edition, site: Site, publication: Publication) -> dict[str, Any]:
    """What every template of the book may use; `docs/templates.md` lists it."""
    pages = {story: f"story-{number:04d}.xhtml" for number, story in enumerate(edition.stories, 1)}
    changed = max((story.entry.updated or story.entry.timestamp).day for story in edition.stories)
    name = one_line(publication.name)
    return {
        "edition": edition,
        "site": site,
        "words": site.words,
        "name": name,
        "language": language_tag(publication.language) or "en",
        "identifier": uuid5(NAMESPACE_URL, f"{publication.base or name}#{edition.name}"),
        "changed": f"{changed}T00:00:00Z",
        "pages": pages,
        "days": [(day, list(stories)) for day, stories in groupby(edition.stories, key=lambda s: s.day)],
        "people": _people(edition, site),
        "cover_lines": textwrap.wrap(name, 16, max_lines=5, placeholder="…"),
        "anchor": _anchor,
        "also_printed": lambda story: [other for other in site.catalog.also_printed(story) if other in pages],
        "given_figures": given_figures,
        "utterances": utterances,
        "language_tag": language_tag,
        "web_url": web_url,
        "host": host,
    }


def _rendered(site: Site, part: str, values: dict[str, Any]) -> str:
    return legal(rendered(site.environment, f"digest/epub/{part}", values)).strip() + "\n"


def _body(story: Story, site: Site, shared: dict[str, Any]) -> str:
    def note(_: int, margin: Margin) -> str:
        values = shared | {"story": story, "margin": margin}
        return rendered(site.environment, "digest/epub/beside.xhtml", values)

    return _ID.sub(
        lambda found: f'{found[1]}{_anchor(found[2])}"',
        annotated(story, xhtml(story.entry.body), note, unclear=site.words.gettext("Speaker unclear")),
    )


def _anchor(anchor: str) -> str:
    """An anchor as XML allows it: it begins with no digit."""
    return f"n{anchor}" if anchor[:1].isdigit() else anchor


def _people(edition: Edition, site: Site) -> list[tuple[Person, list[tuple[Story, tuple[Utterance, ...]]]]]:
    """Who speaks in the book, by name, and what they say in each of its stories, the earliest first."""
    inside = set(edition.stories)
    gathered = (
        (person, [group for group in reversed(list(person.by_story)) if group[0] in inside])
        for person in site.catalog.people
    )
    return [(person, said) for person, said in gathered if said]

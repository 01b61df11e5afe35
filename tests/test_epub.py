"""Books that an e-reader opens: what EPUB 3.3 asks, and what a reader finds in them."""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree as ET
from zipfile import ZIP_STORED, ZipFile

import builders
import pytest
from catalogs import BRIDGE, DRAFT, FERRY, PUBLICATION, SAMPLE, catalogs
from hypothesis import given

from digest.errors import DigestError
from digest.site import editions, epub
from digest.site.catalog import Catalog
from digest.site.editions import Edition
from digest.site.pages import Site
from digest.site.publication import without_drafts

OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
XHTML = "{http://www.w3.org/1999/xhtml}"


def site_of(catalog: Catalog, **parts: object) -> Site:
    return replace(builders.site(), catalog=catalog, publication=PUBLICATION, **parts)


SITE = site_of(without_drafts(SAMPLE))
WHOLE = editions.whole(SITE.catalog, SITE.words)


def book(edition: Edition = WHOLE, site: Site = SITE) -> dict[str, str]:
    return dict(epub.build(edition, site, PUBLICATION))


def words(page: str) -> str:
    return " ".join(" ".join(ET.fromstring(page).itertext()).split())


def links(files: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Each link inside the book: the page it stands on, the file and the anchor it leads to."""
    for path, text in files.items():
        if path.endswith(".xhtml"):
            for link in ET.fromstring(text).iterfind(f".//{XHTML}a[@href]"):
                target, _, anchor = link.attrib["href"].partition("#")
                if ":" not in target:
                    inside = posixpath.join(posixpath.dirname(path), target) if target else path
                    yield path, inside, anchor


def ids(page: str) -> list[str]:
    return [element.attrib["id"] for element in ET.fromstring(page).iter() if "id" in element.attrib]


def check(files: dict[str, str]) -> None:
    """What EPUB asks: well-formed files, each in the manifest, every link and every id as it should be."""
    package = ET.fromstring(files["EPUB/package.opf"])
    listed = [f"EPUB/{item.attrib['href']}" for item in package.iter(f"{OPF}item")]
    apart = {"mimetype", "META-INF/container.xml", "EPUB/package.opf"}
    assert sorted(listed) == sorted(files.keys() - apart)
    known = {item.attrib["id"] for item in package.iter(f"{OPF}item")}
    spine = [item.attrib["idref"] for item in package.iter(f"{OPF}itemref")]
    assert set(spine) <= known
    assert len(set(spine)) == len(spine)
    anchors = {path: ids(text) for path, text in files.items() if path.endswith(".xhtml")}
    for path, found in anchors.items():
        assert len(set(found)) == len(found), path
        assert all(re.fullmatch(r"[A-Za-z_][\w.-]*", anchor) for anchor in found), path
    for page, target, anchor in links(files):
        assert target in files, page
        assert not anchor or anchor in anchors[target], (page, anchor)


def test_a_book_has_what_the_format_asks() -> None:
    check(book())


def test_the_mimetype_comes_first_and_uncompressed() -> None:
    packed = io.BytesIO()
    epub.pack(book().items(), packed)
    with ZipFile(packed) as zipped:
        first = zipped.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)
        assert zipped.read(first) == b"application/epub+zip"
        assert packed.getvalue()[38:58] == b"application/epub+zip"


def test_the_same_stories_give_the_same_bytes() -> None:
    first, second = io.BytesIO(), io.BytesIO()
    epub.pack(book().items(), first)
    epub.pack(book().items(), second)
    assert first.getvalue() == second.getvalue()


def test_stories_are_read_from_the_earliest_to_the_latest() -> None:
    files = book()
    assert "A bridge" in words(files["EPUB/story-0001.xhtml"])
    assert "Night ferry returns" in words(files["EPUB/story-0002.xhtml"])


def test_a_story_says_who_printed_it_when_and_who_speaks_in_it() -> None:
    seen = words(book()["EPUB/story-0002.xhtml"])
    for part in (
        "The Lake Courier · 14 January 2026, 08:30",
        "By Jana Holm",
        "The ferry will sail.",
        "Ilse Varden , chair of the harbour board",
        "about €6.4 million",
        "Original at courier.example",
    ):
        assert part in seen


def test_a_quotation_that_nobody_is_sure_about_says_so_beside_its_paragraph() -> None:
    open_one = builders.open_quotation("The pier is closed")
    story = builders.story(unattributed=(open_one,), body="“The pier is closed,” it was said.")
    site = site_of(Catalog.of([story]))
    page = book(editions.whole(site.catalog, site.words), site)["EPUB/story-0001.xhtml"]
    assert "it was said. Speaker unclear" in words(page)


def test_the_index_leads_to_the_very_words_of_each_speaker() -> None:
    story = FERRY.entry.speakers[0]
    files = book()
    targets = {(target, anchor) for page, target, anchor in links(files) if page == "EPUB/speakers.xhtml"}
    assert ("EPUB/story-0002.xhtml", f"{story.slug}-1") in targets


def test_drafts_and_silent_people_are_in_no_book() -> None:
    text = "".join(book().values())
    assert DRAFT.entry.title not in text
    assert "Silent One" not in text


def test_a_book_of_one_speaker_begins_with_all_their_words() -> None:
    edition = editions.of_speaker(SITE.catalog, "ilse-varden")
    files = book(edition)
    check(files)
    seen = words(files["EPUB/speakers.xhtml"])
    assert "“This is a promise kept”" in seen
    assert "the boat is paid for" in seen
    assert "“the boat" not in seen  # reported words have no marks
    spine = [item.attrib["idref"] for item in ET.fromstring(files["EPUB/package.opf"]).iter(f"{OPF}itemref")]
    assert spine == ["title", "nav", "speakers", "story-1"]
    assert edition.stories == (FERRY,)


def test_a_book_of_a_day_or_a_week_holds_its_stories_alone() -> None:
    catalog = SITE.catalog
    assert editions.of_day(catalog, date(2026, 1, 12), SITE.words).stories == (BRIDGE,)
    week = editions.of_week(catalog, date(2026, 1, 12), SITE.words)
    assert week.stories == (BRIDGE, FERRY)
    assert (week.name, week.subtitle) == ("2026-W03", "12 January 2026 – 18 January 2026")


@pytest.mark.parametrize(
    ("choose", "what"),
    [
        (
            lambda: editions.of_day(SITE.catalog, date(2026, 2, 1), SITE.words),
            "from 2026-01-12 to",
        ),
        (
            lambda: editions.of_week(SITE.catalog, date(2026, 2, 2), SITE.words),
            "2026-W06: nothing",
        ),
        (lambda: editions.of_speaker(SITE.catalog, "silent-one"), "silent-one: no speaker of this slug"),
        (lambda: editions.whole(Catalog.of([]), SITE.words), "there is no story in it"),
        (lambda: editions.of_day(Catalog.of([]), date(2026, 2, 1), SITE.words), "convert a seed first"),
    ],
)
def test_an_edition_with_nothing_in_it_is_a_clear_error(choose: object, what: str) -> None:
    with pytest.raises(DigestError, match=re.escape(what)):
        choose()


def test_the_package_is_dated_by_its_stories_and_named_for_good() -> None:
    package = ET.fromstring(book()["EPUB/package.opf"])
    assert package.findtext(f".//{DC}date") == "2026-01-14"
    modified = [
        meta.text for meta in package.iter(f"{OPF}meta") if meta.get("property") == "dcterms:modified"
    ]
    assert modified == ["2026-01-15T00:00:00Z"]
    later = replace(FERRY, entry=replace(FERRY.entry, title="Ferry is back"))
    other = site_of(Catalog.of([BRIDGE, later]))
    again = ET.fromstring(book(editions.whole(other.catalog, other.words), other)["EPUB/package.opf"])
    assert again.findtext(f".//{DC}identifier") == package.findtext(f".//{DC}identifier")


def test_raw_html_of_an_editor_leaves_no_markup_that_a_reader_cannot_read() -> None:
    body = (
        'One<br>two <img src=x onerror=alert(1)> & <u>three\n\n<script>alert("x")</script>\n\n<p id="p1">four'
    )
    story = replace(BRIDGE, entry=replace(BRIDGE.entry, body=body))
    site = site_of(Catalog.of([story]))
    files = book(editions.whole(site.catalog, site.words), site)
    check(files)
    page = files["EPUB/story-0001.xhtml"]
    assert "alert" not in page
    assert "<img" not in page
    assert "three" in words(page)
    assert "four" in words(page)


def test_a_number_in_the_text_is_no_anchor() -> None:
    story = builders.story(body='The form has a field id="5" in it.')
    site = site_of(Catalog.of([story]))
    page = book(editions.whole(site.catalog, site.words), site)["EPUB/story-0001.xhtml"]
    assert 'a field id="5" in it.' in words(page)


def test_a_link_to_what_is_not_in_the_book_is_its_words_alone() -> None:
    body = "[One](b), [two](../a.md#x), [three](#p9) and [four](https://example.org/?a=1&b=2)."
    story = builders.story(body=body)
    site = site_of(Catalog.of([story]))
    files = book(editions.whole(site.catalog, site.words), site)
    check(files)
    assert "One , two , three and four ." in words(files["EPUB/story-0001.xhtml"])
    assert 'href="https://example.org/?a=1&amp;b=2"' in files["EPUB/story-0001.xhtml"]


def test_half_a_character_in_a_body_is_left_out() -> None:
    assert epub.xhtml("one\ud800 two") == "<p>one two</p>"


def test_a_slug_that_begins_with_a_digit_is_an_anchor_all_the_same() -> None:
    speaker = builders.speaker("3M", "We glue", kind="organisation")
    story = builders.story(speakers=(speaker,), body="“We glue,” said 3M.")
    site = site_of(Catalog.of([story]))
    check(book(editions.whole(site.catalog, site.words), site))


@given(catalogs())
def test_no_text_of_a_stranger_breaks_a_book(catalog: Catalog) -> None:
    catalog = without_drafts(catalog)
    if catalog.stories:
        site = site_of(catalog)
        check(book(editions.whole(catalog, site.words), site))


def test_the_interface_of_a_book_speaks_the_language_of_the_site() -> None:
    site = replace(SITE, words=type(SITE.words).of("uk"))
    assert "14 січня 2026" in words(book(WHOLE, site)["EPUB/story-0002.xhtml"])


def test_the_style_of_a_book_leaves_the_direction_of_text_to_the_markup() -> None:
    """EPUB Style Sheets forbid both properties (EPUB 3.3, section 6.3.1)."""
    assert not re.search(r"unicode-bidi|(?<![\w-])direction\s*:", book()["EPUB/epub.css"])

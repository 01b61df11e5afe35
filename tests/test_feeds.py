"""Feeds that any reader can read."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import datetime
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
from builders import entry, quotation, speaker
from catalogs import BRIDGE, DRAFT, FERRY, NOWHERE, PUBLICATION, PUBLICATIONS, SAMPLE, TEXT, catalogs
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.model import Timestamp
from digest.site import feeds
from digest.site.catalog import Catalog, Story
from digest.site.publication import Publication, article_id, moment, without_drafts
from digest.site.safe_text import language_tag, legal, one_line, web_url
from digest.site.words import Words

ATOM = "{http://www.w3.org/2005/Atom}"
DC = "{http://purl.org/dc/elements/1.1/}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?[+-]\d\d:\d\d")
RSS_DATE = re.compile(r"[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [+-]\d{4}")
FULL = dict(feeds.build(SAMPLE, PUBLICATION, full_text=True))
SHORT = dict(feeds.build(SAMPLE, PUBLICATION))


def xml(path: str, built: dict[str, str] = SHORT) -> ET.Element:
    return ET.fromstring(built[path])


def texts(parent: ET.Element, tag: str) -> list[str]:
    return [element.text or "" for element in parent.findall(tag)]


def hrefs(parent: ET.Element, rel: str) -> list[str | None]:
    links = parent.findall(f"{ATOM}link")
    return [link.get("href") for link in links if link.get("rel") == rel]


def only(catalog_entry: Story, publication: Publication = PUBLICATION, **how: bool) -> dict[str, str]:
    return dict(feeds.build(Catalog.of([catalog_entry]), publication, **how))


def check_atom(text: str) -> None:
    """What RFC 4287 asks of a feed and its entries."""
    root = ET.fromstring(text)
    assert root.tag == f"{ATOM}feed"
    for part in (root, *root.findall(f"{ATOM}entry")):
        for once in ("id", "title", "updated"):
            assert len(part.findall(f"{ATOM}{once}")) == 1
        assert urlsplit(part.findtext(f"{ATOM}id")).scheme == "https"
        assert RFC_3339.fullmatch(part.findtext(f"{ATOM}updated"))
        assert all(author.find(f"{ATOM}name") is not None for author in part.findall(f"{ATOM}author"))
        assert len(hrefs(part, "alternate")) == 1
        assert all(
            urlsplit(link.get("href")).scheme in {"http", "https"} for link in part.iter(f"{ATOM}link")
        )
        assert all(category.get("term") for category in part.findall(f"{ATOM}category"))
    assert len(hrefs(root, "self")) == 1
    assert root.findall(f"{ATOM}author/{ATOM}name")  # it holds for an entry that has none of its own
    ids = [root.findtext(f"{ATOM}id"), *texts(root, f"{ATOM}entry/{ATOM}id")]
    assert len(set(ids)) == len(ids)


def check_rss(text: str) -> None:
    """What RSS 2.0 and its best practices ask of a channel and its items."""
    root = ET.fromstring(text)
    assert (root.tag, root.get("version")) == ("rss", "2.0")
    [channel] = root
    for once in ("title", "link", "description"):
        assert len(channel.findall(once)) == 1
    assert len(hrefs(channel, "self")) == 1
    for item in channel.findall("item"):
        assert len(item.findall("title")) == len(item.findall("description")) == 1
        assert item.find("guid").get("isPermaLink") == "false"
        assert RSS_DATE.fullmatch(item.findtext("pubDate"))
        assert urlsplit(item.findtext("link")).scheme == "https"
    guids = texts(channel, "item/guid")
    assert len(set(guids)) == len(guids)


def check_json_feed(text: str) -> None:
    """What JSON Feed 1.1 asks of a feed and its items."""
    feed = json.loads(text)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert isinstance(feed.get("title", ""), str)
    assert all(author["name"] for item in feed["items"] for author in item.get("authors", []))
    for item in feed["items"]:
        assert item["id"]
        assert ("content_html" in item) != ("content_text" in item)
        assert RFC_3339.fullmatch(item["date_published"])
        assert RFC_3339.fullmatch(item["date_modified"])
    ids = [item["id"] for item in feed["items"]]
    assert len(set(ids)) == len(ids)


CHECKS = {"atom.xml": check_atom, "rss.xml": check_rss, "feed.json": check_json_feed}


@pytest.mark.parametrize("built", [SHORT, FULL, dict(feeds.build(Catalog.of([]), PUBLICATION))])
def test_every_feed_has_what_its_format_asks_for(built: dict[str, str]) -> None:
    for path, text in built.items():
        CHECKS[path.rpartition("/")[2]](text)


def test_the_digest_each_speaker_and_each_source_has_three_feeds() -> None:
    folders = ["feeds", "feeds/speakers/ilse-varden", "feeds/sources/the-courier"]
    folders.append("feeds/sources/the-lake-courier")
    assert list(SHORT) == [f"{folder}/{name}" for folder in folders for name in CHECKS]


@pytest.mark.parametrize("site_url", [None, "", "example.org", "//example.org/", "file:///digest/"])
def test_without_an_absolute_address_there_is_json_feed_alone_and_it_has_none(site_url: str | None) -> None:
    built = dict(feeds.build(SAMPLE, Publication(name="A digest", site_url=site_url)))
    assert {path.rpartition("/")[2] for path in built} == {"feed.json"}
    feed = json.loads(built["feeds/feed.json"])
    assert not {"home_page_url", "feed_url"} & feed.keys()
    assert [item["id"] for item in feed["items"]] == [
        "articles/2026-01-14-ferry/",
        "articles/2026-01-12-bridge/",
    ]
    assert all("url" not in item for item in feed["items"])


@pytest.mark.parametrize("publication", [PUBLICATION, NOWHERE])
def test_links_name_exactly_the_files_of_a_folder(publication: Publication) -> None:
    built = dict(feeds.build(SAMPLE, publication))
    folders = [feeds.FOLDER, feeds.speaker_folder("ilse-varden")]
    folders += [feeds.source_folder(slug) for slug in ("the-courier", "the-lake-courier")]
    assert [path for folder in folders for _, path in feeds.links(folder, publication)] == list(built)


def test_a_draft_is_in_no_feed() -> None:
    assert not [path for path, text in FULL.items() if "Leak Source" in path + text or "Not yet" in text]
    assert "Between us" not in "".join(FULL.values())
    assert DRAFT in SAMPLE.stories


def test_an_id_outlives_a_new_title_and_another_form_of_address() -> None:
    renamed = Story(FERRY.src_uri, replace(FERRY.entry, title="Ferry back"))
    as_files = replace(PUBLICATION, directories=False)
    before, after = only(FERRY), only(renamed, as_files)
    for path in before:
        ids = re.findall(r"<(?:id|guid.*?)>.*?</|\"id\":\".*?\"", before[path])
        assert ids
        assert ids == re.findall(r"<(?:id|guid.*?)>.*?</|\"id\":\".*?\"", after[path])
    assert "ferry.html" in after["feeds/atom.xml"]


def test_a_page_of_two_feeds_has_the_same_id_in_both() -> None:
    whole = texts(xml("feeds/atom.xml"), f"{ATOM}entry/{ATOM}id")
    assert texts(xml("feeds/sources/the-lake-courier/atom.xml"), f"{ATOM}entry/{ATOM}id") == whole[:1]


def test_the_latest_stories_come_first_and_no_more_than_the_limit() -> None:
    titles = texts(xml("feeds/atom.xml"), f"{ATOM}entry/{ATOM}title")
    assert titles == ["Night ferry returns", "A bridge"]
    stories = [
        Story(f"articles/{n}.md", entry(str(n), speakers=(speaker("Ilse Varden", "Yes"),))) for n in "abc"
    ]
    for path, text in feeds.build(Catalog.of(stories), PUBLICATION, limit=2):
        assert len(re.findall(r"<entry|<item>|\"date_published\"", text)) == 2, path


@pytest.mark.parametrize(
    ("printed", "instant"),
    [
        ("2026-01-14T08:30+02:00", "2026-01-14T08:30:00+02:00"),
        ("2026-01-14T08:30", "2026-01-14T08:30:00+00:00"),
        ("2026-01-14", "2026-01-14T00:00:00+00:00"),
    ],
)
def test_what_a_timestamp_leaves_open_counts_as_utc_and_midnight(printed: str, instant: str) -> None:
    built = only(Story("articles/a.md", entry(timestamp=Timestamp.parse(printed))))
    [item] = xml("feeds/atom.xml", built).findall(f"{ATOM}entry")
    assert item.findtext(f"{ATOM}published") == item.findtext(f"{ATOM}updated") == instant
    [date] = texts(xml("feeds/rss.xml", built), "channel/item/pubDate")
    assert parsedate_to_datetime(date) == datetime.fromisoformat(instant)
    [item] = json.loads(built["feeds/feed.json"])["items"]
    assert item["date_published"] == item["date_modified"] == instant


def test_a_feed_was_updated_when_its_latest_article_was() -> None:
    assert xml("feeds/atom.xml").findtext(f"{ATOM}updated") == "2026-01-15T00:00:00+00:00"
    assert xml("feeds/rss.xml").findtext("channel/lastBuildDate") == "Thu, 15 Jan 2026 00:00:00 +0000"
    assert xml("feeds/sources/the-courier/atom.xml").findtext(f"{ATOM}updated")[:10] == "2026-01-12"


def test_an_empty_feed_was_never_updated() -> None:
    built = dict(feeds.build(Catalog.of([]), PUBLICATION))
    assert xml("feeds/atom.xml", built).findtext(f"{ATOM}updated") == "1970-01-01T00:00:00+00:00"
    assert xml("feeds/rss.xml", built).find("channel/lastBuildDate") is None
    assert json.loads(built["feeds/feed.json"])["items"] == []


def test_a_summary_is_the_editors_or_else_the_first_paragraph() -> None:
    [first, _] = xml("feeds/atom.xml").findall(f"{ATOM}entry")
    assert first.findtext(f"{ATOM}summary") == "The ferry will sail."
    assert first.find(f"{ATOM}content") is None
    written = only(Story("articles/a.md", entry(summary="Short & <sweet>", body="Long.")))
    assert xml("feeds/atom.xml", written).findtext(f"{ATOM}entry/{ATOM}summary") == "Short & <sweet>"
    assert xml("feeds/rss.xml", written).findtext("channel/item/description") == "Short &amp; &lt;sweet&gt;"
    assert json.loads(written["feeds/feed.json"])["items"][0]["content_text"] == "Short & <sweet>"


def test_the_full_text_stands_beside_the_summary() -> None:
    whole = "<p>The ferry will sail.</p>\n<h3>The boat</h3>\n<p>It is paid for.</p>\n<p>- by the town</p>"
    assert xml("feeds/atom.xml", FULL).findtext(f"{ATOM}entry/{ATOM}content") == whole
    assert xml("feeds/atom.xml", FULL).find(f"{ATOM}entry/{ATOM}content").get("type") == "html"
    assert xml("feeds/rss.xml", FULL).findtext(f"channel/item/{CONTENT}encoded") == whole
    assert xml("feeds/rss.xml", FULL).findtext("channel/item/description") == "The ferry will sail."
    item = json.loads(FULL["feeds/feed.json"])["items"][0]
    assert (item["content_html"], item["summary"]) == (whole, "The ferry will sail.")


@pytest.mark.parametrize("built", [SHORT, FULL])
def test_a_speakers_feed_holds_their_words_and_leads_to_them(built: dict[str, str]) -> None:
    words = (
        "<blockquote><p>“This is a promise kept”</p></blockquote>\n"
        "<blockquote><p>the boat is paid for</p></blockquote>\n"
    )
    folder = feeds.speaker_folder("ilse-varden")
    [item] = xml(f"{folder}/atom.xml", built).findall(f"{ATOM}entry")
    assert item.findtext(f"{ATOM}content") == words
    assert hrefs(item, "alternate") == ["https://example.org/digest/articles/2026-01-14-ferry/#ilse-varden-1"]
    assert item.findtext(f"{ATOM}id") not in texts(xml("feeds/atom.xml"), f"{ATOM}entry/{ATOM}id")
    assert xml(f"{folder}/rss.xml", built).findtext("channel/item/description") == words
    assert json.loads(built[f"{folder}/feed.json"])["items"][0]["content_html"] == words


def test_only_words_said_directly_stand_in_quotation_marks() -> None:
    said = [quotation(kind, kind=kind) for kind in ("direct", "mixed", "indirect")]
    built = only(Story("articles/a.md", entry(speakers=(speaker("Ilse Varden", *said),))))
    content = json.loads(built["feeds/speakers/ilse-varden/feed.json"])["items"][0]["content_html"]
    assert re.findall("“(.*?)”", content) == ["direct"]


def test_who_wrote_and_who_printed_it_are_its_authors() -> None:
    assert texts(xml("feeds/atom.xml"), f"{ATOM}entry/{ATOM}author/{ATOM}name") == [
        "Jana Holm",
        "The Lake Courier",
        "The Courier",
    ]
    assert texts(xml("feeds/rss.xml").find("channel/item"), f"{DC}creator") == [
        "Jana Holm",
        "The Lake Courier",
    ]


def test_the_original_is_linked_where_its_address_is_one_of_the_web() -> None:
    entries = xml("feeds/atom.xml").findall(f"{ATOM}entry")
    assert [hrefs(part, "via") for part in entries] == [["https://courier.example/ferry?a=1&b=2"], []]


def test_a_language_that_is_none_is_left_out() -> None:
    built = only(Story("articles/a.md", entry(language='no" idea')), replace(PUBLICATION, language="?"))
    assert "xml:lang" not in built["feeds/atom.xml"]
    assert "<language>" not in built["feeds/rss.xml"]
    assert '"language"' not in built["feeds/feed.json"]


def test_a_description_of_the_digest_is_in_its_feeds() -> None:
    built = only(BRIDGE, replace(PUBLICATION, description="What <they> said"))
    assert xml("feeds/atom.xml", built).findtext(f"{ATOM}subtitle") == "What <they> said"
    assert xml("feeds/rss.xml", built).findtext("channel/description") == "What <they> said"
    assert json.loads(built["feeds/feed.json"])["description"] == "What <they> said"


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.names.add(tag if not attrs else f"{tag} with attributes")


def tags(page: str) -> set[str]:
    parser = _Tags()
    parser.feed(page)
    parser.close()
    return parser.names


@given(catalogs(), PUBLICATIONS, st.booleans())
@settings(max_examples=60)
def test_feeds_of_any_text_are_valid_and_say_just_what_was_printed(
    catalog: Catalog, publication: Publication, full_text: bool
) -> None:
    built = dict(feeds.build(catalog, publication, full_text=full_text))
    assert built == dict(feeds.build(catalog, publication, full_text=full_text))
    stories = without_drafts(catalog).stories
    titles = [one_line(story.entry.title) for story in stories]
    for path, text in built.items():
        CHECKS[path.rpartition("/")[2]](text)
        assert text == legal(text)
    feed = json.loads(built["feeds/feed.json"])
    assert [item.get("title", "") for item in feed["items"]] == titles
    assert [item.get("external_url") for item in feed["items"]] == [
        web_url(story.entry.source.url) for story in stories
    ]
    assert [item.get("language") for item in feed["items"]] == [
        language_tag(story.entry.language) for story in stories
    ]
    if publication.base:
        atom, rss = (ET.fromstring(built[f"feeds/{name}"]) for name in ("atom.xml", "rss.xml"))
        assert texts(atom, f"{ATOM}entry/{ATOM}title") == texts(rss, "channel/item/title") == titles


@given(catalogs())
@settings(max_examples=60)
def test_html_in_feeds_holds_no_tag_of_a_strangers(catalog: Catalog) -> None:
    ours = {"p", "h3", "blockquote"}
    for path, text in feeds.build(catalog, PUBLICATION, full_text=True):
        if path.endswith("rss.xml"):
            items = ET.fromstring(text).findall("channel/item")
            pages = [
                page
                for item in items
                for page in texts(item, "description") + texts(item, f"{CONTENT}encoded")
            ]
            assert set().union(*map(tags, pages)) <= ours


@given(TEXT)
def test_full_text_loses_no_block(body: str) -> None:
    blocks = [block for block in body.split("\n\n") if block.strip().lstrip("#").strip()]
    assert len(re.findall("<p>|<h3>", feeds.full_html(body))) >= len(blocks)


def test_names_are_stable_and_moments_are_known_to_all() -> None:
    assert article_id(FERRY) == "articles/2026-01-14-ferry"
    assert moment(FERRY.entry.timestamp).utcoffset() is not None


def test_without_drafts_the_rest_of_a_catalog_stays() -> None:
    assert without_drafts(Catalog.of([FERRY, DRAFT])).stories == (FERRY,)


def test_words_are_quoted_as_their_language_does_and_the_rest_said_in_the_sites() -> None:
    said = speaker("Ганна Бондар", quotation("Ні", via="рада"))
    story = Story("articles/a.md", entry(language="uk", speakers=(said,)))
    publication = replace(PUBLICATION, language="de")
    built = dict(feeds.build(Catalog.of([story]), publication, words=Words.of("uk")))
    assert "«Ні» (передає: рада)" in str(built["feeds/speakers/ganna-bondar/feed.json"])

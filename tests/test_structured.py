"""JSON-LD that says only what is known, and cannot leave its script element."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

import pytest
from builders import entry, quotation, speaker
from catalogs import BRIDGE, FERRY, NOWHERE, PUBLICATION, PUBLICATIONS, SAMPLE, STORIES, catalogs
from hypothesis import given, settings

from digest.model import Source, Timestamp
from digest.site import structured
from digest.site.catalog import Catalog, Story
from digest.site.publication import Publication
from digest.site.safe_text import legal

PAGE = "https://example.org/digest/articles/2026-01-14-ferry/"
VARDEN = {
    "@type": "Person",
    "@id": "https://example.org/digest/speakers/ilse-varden/",
    "name": "Ilse Varden",
}


def article(story: Story, publication: Publication = PUBLICATION) -> dict[str, Any]:
    return json.loads(structured.article(story, publication))


def person(slug: str, catalog: Catalog = SAMPLE, publication: Publication = PUBLICATION) -> dict[str, Any]:
    [found] = [person for person in catalog.people if person.slug == slug]
    return json.loads(structured.person(found, publication))


def test_an_article_says_what_was_printed_where_and_by_whom() -> None:
    thing = article(FERRY)
    del thing["mentions"], thing["citation"]
    assert thing == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": PAGE,
        "url": PAGE,
        "mainEntityOfPage": PAGE,
        "headline": "Night ferry returns",
        "datePublished": "2026-01-14T08:30:00+02:00",
        "dateModified": "2026-01-15",
        "author": [{"@type": "Person", "name": "Jana Holm"}],
        "publisher": {
            "@type": "Organization",
            "@id": "https://example.org/digest/sources/the-lake-courier/",
            "name": "The Lake Courier",
        },
        "inLanguage": "en",
        "articleSection": "Transport",
        "keywords": ["ferries"],
        "isBasedOn": "https://courier.example/ferry?a=1&b=2",
        "sdPublisher": {
            "@type": "Organization",
            "name": "The Tamsin Digest",
            "url": "https://example.org/digest/",
        },
    }


def test_what_is_not_known_is_not_said() -> None:
    assert article(BRIDGE, NOWHERE) == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "A bridge",
        "datePublished": "2026-01-12",
        "author": [{"@type": "Organization", "name": "The Courier"}],
        "publisher": {"@type": "Organization", "name": "The Courier"},
        "inLanguage": "en",
        "sdPublisher": {"@type": "Organization", "name": "The Tamsin Digest"},
    }


@pytest.mark.parametrize("printed", ["2026-01-14", "2026-01-14T08:30:00", "2026-01-14T08:30:00+02:00"])
def test_a_date_has_a_time_and_an_offset_only_where_they_were_printed(printed: str) -> None:
    story = Story("articles/a.md", entry(timestamp=Timestamp.parse(printed)))
    assert article(story)["datePublished"] == printed


def test_speakers_are_mentioned_with_their_roles_before_who_does_not_speak() -> None:
    assert article(FERRY)["mentions"] == [
        VARDEN | {"jobTitle": "chair of the harbour board"},
        {
            "@type": "Organization",
            "@id": "https://example.org/digest/speakers/harbour-board/",
            "name": "Harbour Board",
        },
        {"@type": "Person", "name": "Piet Olander", "jobTitle": "harbour master"},
    ]


def test_a_quotation_names_who_said_it_and_where_it_stands() -> None:
    assert article(FERRY)["citation"] == [
        {
            "@type": "Quotation",
            "@id": f"{PAGE}#ilse-varden-1",
            "text": "This is a promise kept",
            "creator": VARDEN,
            "spokenByCharacter": VARDEN,
        }
    ]


def test_only_words_said_directly_are_a_quotation() -> None:
    said = [quotation(kind, kind=kind) for kind in ("indirect", "mixed", "direct")]
    story = Story("articles/a.md", entry(speakers=(speaker("Ilse Varden", *said),)))
    assert [thing["text"] for thing in article(story)["citation"]] == ["direct"]


def test_a_person_is_described_with_names_role_and_stories() -> None:
    assert person("ilse-varden") == {
        "@context": "https://schema.org",
        **VARDEN,
        "url": VARDEN["@id"],
        "jobTitle": "chair of the harbour board",
        "alternateName": ["Chair Varden", "Varden"],
        "sameAs": ["https://people.example/varden"],
        "subjectOf": [
            {
                "@type": "NewsArticle",
                "@id": PAGE,
                "url": PAGE,
                "headline": "Night ferry returns",
                "datePublished": "2026-01-14T08:30:00+02:00",
                "publisher": {
                    "@type": "Organization",
                    "@id": "https://example.org/digest/sources/the-lake-courier/",
                    "name": "The Lake Courier",
                },
            }
        ],
    }


def test_an_organisation_is_no_person() -> None:
    assert person("harbour-board", publication=NOWHERE) == {
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": "Harbour Board",
    }


def test_a_speakers_page_lists_the_latest_twenty_stories() -> None:
    who = speaker("Ilse Varden", "Yes")
    stories = [
        Story(
            f"articles/{day}.md",
            entry(str(day), timestamp=Timestamp.parse(f"2026-01-{day}"), speakers=(who,)),
        )
        for day in range(10, 31)
    ]
    listed = person("ilse-varden", Catalog.of(stories))["subjectOf"]
    assert [thing["headline"] for thing in listed] == [str(day) for day in range(30, 10, -1)]


class _Script(HTMLParser):
    """Reads a script element as a browser does, and complains of anything beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.read = ""
        self.tags = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags += 1

    def handle_data(self, data: str) -> None:
        self.read += data


def in_a_page(text: str) -> dict[str, Any]:
    script = _Script()
    script.feed(f'<script type="application/ld+json">{text}</script>')
    script.close()
    assert script.tags == 1
    return json.loads(script.read)


def check(text: str) -> dict[str, Any]:
    assert not set(text) & set("<>&\u2028\u2029")
    assert text == legal(text)
    return in_a_page(text)


@given(STORIES, PUBLICATIONS)
@settings(max_examples=80)
def test_an_article_of_any_text_comes_back_from_a_page(story: Story, publication: Publication) -> None:
    thing = check(structured.article(story, publication))
    assert legal(thing.get("name", thing.get("headline", ""))) == legal(story.entry.title)
    direct = [
        (legal(one.name), legal(quotation.content))
        for one in story.entry.speakers
        for quotation in one.quotations
        if quotation.kind == "direct" and not quotation.via
    ]
    assert direct == [
        (legal(quotation["creator"].get("name", "")), legal(quotation.get("text", "")))
        for quotation in thing.get("citation", [])
    ]


@given(catalogs(), PUBLICATIONS)
@settings(max_examples=60)
def test_a_person_of_any_text_comes_back_from_a_page(catalog: Catalog, publication: Publication) -> None:
    for one in catalog.people:
        thing = check(structured.person(one, publication))
        assert legal(thing.get("name", "")) == legal(one.name)
        assert all(url.startswith(("http://", "https://")) for url in thing.get("sameAs", []))


def test_a_script_element_cannot_be_closed_from_inside() -> None:
    story = Story("articles/a.md", replace(FERRY.entry, title="</script><script>alert(1)//\u2028"))
    text = structured.article(story, PUBLICATION)
    assert "</" not in text
    assert in_a_page(text)["headline"] == story.entry.title


# What schema.org and search engines ask for

TEXT, URL, DATE = "text", "url", "date"
PERSON_OR_ORGANISATION = {"Person", "Organization"}
VOCABULARY: dict[str, dict[str, set[str]]] = {
    "NewsArticle": {
        "@id": {URL},
        "url": {URL},
        "mainEntityOfPage": {URL},
        "headline": {TEXT},
        "name": {TEXT},
        "image": {URL},
        "datePublished": {DATE},
        "dateModified": {DATE},
        "author": PERSON_OR_ORGANISATION,
        "publisher": {"Organization"},
        "sdPublisher": PERSON_OR_ORGANISATION,
        "inLanguage": {TEXT},
        "articleSection": {TEXT},
        "abstract": {TEXT},
        "keywords": {TEXT},
        "isBasedOn": {URL},
        "archivedAt": {URL},
        "mentions": PERSON_OR_ORGANISATION,
        "citation": {"Quotation"},
    },
    "Quotation": {
        "@id": {URL},
        "text": {TEXT},
        "creator": PERSON_OR_ORGANISATION,
        "spokenByCharacter": PERSON_OR_ORGANISATION,
    },
    "Person": {
        "@id": {URL},
        "url": {URL},
        "name": {TEXT},
        "alternateName": {TEXT},
        "jobTitle": {TEXT},
        "sameAs": {URL},
        "subjectOf": {"NewsArticle"},
    },
    "Organization": {
        "@id": {URL},
        "url": {URL},
        "name": {TEXT},
        "alternateName": {TEXT},
        "sameAs": {URL},
        "subjectOf": {"NewsArticle"},
    },
    "BreadcrumbList": {"itemListElement": {"ListItem"}},
    "ListItem": {"position": {"number"}, "name": {TEXT}, "item": {URL}},
}
REQUIRED = {
    "NewsArticle": {"headline", "datePublished", "publisher"},
    "Quotation": {"text", "creator"},
    "Person": {"name"},
    "Organization": {"name"},
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"position", "name", "item"},
}
ISO = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d([+-]\d\d:\d\d)?)?")


def faults(thing: dict[str, Any]) -> list[str]:
    """What the vocabulary does not allow in a thing and in all that it holds."""
    kind = thing["@type"]
    found = [f"{kind}: no {key}" for key in sorted(REQUIRED[kind] - thing.keys())]
    for key, value in thing.items():
        if key in {"@type", "@context"}:
            continue
        for one in value if isinstance(value, list) else [value]:
            if not VOCABULARY[kind].get(key, set()) & kinds_of(one):
                found.append(f"{kind}: {key}: {one!r}")
            if isinstance(one, dict):
                found += faults(one)
    if len(thing.get("headline", "")) > 110:
        found.append(f"{kind}: a headline of {len(thing['headline'])}")
    return found


def kinds_of(value: object) -> set[str]:
    if isinstance(value, dict):
        return {value["@type"]}
    if isinstance(value, int):
        return {"number"}
    kinds = {TEXT}
    if urlsplit(str(value)).scheme in {"http", "https"}:
        kinds.add(URL)
    if ISO.fullmatch(str(value)):
        kinds.add(DATE)
    return kinds


WITH_CARDS = replace(PUBLICATION, cards={FERRY.src_uri: "cards/articles/2026-01-14-ferry.png"})


@pytest.mark.parametrize("publication", [PUBLICATION, NOWHERE, WITH_CARDS], ids=["here", "nowhere", "cards"])
def test_everything_said_is_in_the_vocabulary(publication: Publication) -> None:
    assert [fault for story in (FERRY, BRIDGE) for fault in faults(article(story, publication))] == []
    people = [person(one.slug, publication=publication) for one in SAMPLE.people]
    assert [fault for thing in people for fault in faults(thing)] == []


def test_an_article_shows_its_card() -> None:
    assert (
        article(FERRY, WITH_CARDS)["image"]
        == "https://example.org/digest/cards/articles/2026-01-14-ferry.png"
    )


@pytest.mark.parametrize("title", ["A bridge and a ferry " * 9, "Donaudampfschifffahrt" * 9])
def test_a_headline_is_never_too_long_and_the_title_stays_whole(title: str) -> None:
    thing = article(Story("articles/a.md", entry(title.strip())))
    assert len(thing["headline"]) <= 110
    assert thing["headline"].endswith("…")
    assert thing["headline"].removesuffix("…") in title
    assert thing["name"] == title.strip()
    assert faults(thing) == []


def test_a_page_says_which_pages_stand_above_it() -> None:
    crumbs = [("The digest", "https://a.example/"), ("Nowhere", None), ("Speakers", "https://a.example/s/")]
    thing = json.loads(structured.trail(crumbs))
    assert faults(thing) == []
    assert [(item["position"], item["name"]) for item in thing["itemListElement"]] == [
        (1, "The digest"),
        (2, "Speakers"),
    ]


def test_a_page_that_stands_nowhere_says_nothing_of_its_place() -> None:
    assert structured.trail([("The digest", None), ("Speakers", None)]) == ""


def test_an_article_names_its_archived_copy() -> None:
    source = Source(name="The Courier", archived_url="https://archive.example/1")
    thing = article(Story("articles/a.md", entry(source=source)))
    assert thing["archivedAt"] == "https://archive.example/1"
    assert faults(thing) == []

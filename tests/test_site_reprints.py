"""A story that several papers print stands once on the front page, and each print names the others."""

from __future__ import annotations

from typing import Any

from builders import Seen, cases, site, speaker, story

from digest.model import Source, Timestamp
from digest.site import pages
from digest.site.catalog import Catalog, Story

WIRE = cases("near_duplicates")[0]["one"]


def printed(name: str, day: str, paper: str, **parts: Any) -> Story:
    filled = {"title": f"{paper} prints", "body": WIRE, "speakers": (speaker("Odile Harran", "x"),)} | parts
    return story(name, timestamp=Timestamp.parse(f"2026-01-{day}"), source=Source(name=paper), **filled)


BASIN = printed("basin", "12", "Basin Wire")
GAZETTE = printed("gazette", "13", "Gazette")
POST = printed("post", "14", "Tarn & Post")
OTHER = printed("other", "14", "Tarn & Post", title="Quite another", body="Nothing else happened.")
STORIES = (OTHER, POST, GAZETTE, BASIN)


def seen(src_uri: str, *stories: Story) -> Seen:
    whole = site(*stories)
    (page,) = (page for page in pages.build(whole) if page.src_uri == src_uri)
    return Seen(pages.render(page, whole))


def titles(home: Seen) -> list[str]:
    return home.words("dg-card__title")


def test_the_catalog_gives_the_other_prints_of_a_story_the_earliest_first() -> None:
    catalog = Catalog.of(STORIES)
    assert catalog.also_printed(POST) == (BASIN, GAZETTE)
    assert catalog.also_printed(BASIN) == (GAZETTE, POST)
    assert catalog.also_printed(OTHER) == ()


def test_of_the_given_stories_the_first_prints_among_them_are_told() -> None:
    catalog = Catalog.of(STORIES)
    assert catalog.first_prints(catalog.stories) == (OTHER, BASIN)
    assert catalog.first_prints([POST, GAZETTE]) == (GAZETTE,)
    assert catalog.first_prints([]) == ()


def test_home_shows_a_story_once_where_it_was_printed_first_and_leads_to_its_other_prints() -> None:
    home = seen("index.md", *STORIES)
    assert titles(home) == ["Quite another", "Basin Wire prints"]
    assert home.words("dg-again") == ["Also printed by Gazette, Tarn & Post"]
    assert ("Tarn & Post", "articles/post/") in home.links
    assert len(home.words("dg-day")) == 2  # a day of reprints alone has no place


def test_a_story_whose_first_print_has_left_the_home_page_stands_where_it_was_printed_next() -> None:
    days = [printed(f"d{day}", str(day), "Daily", title=f"Day {day}", body="-") for day in range(14, 20)]
    home = seen("index.md", *days, GAZETTE, BASIN)
    assert titles(home)[-1] == "Gazette prints"
    assert home.words("dg-again") == ["Also printed by Basin Wire"]


def test_an_article_names_its_other_prints_below_its_head() -> None:
    article = seen(GAZETTE.src_uri, *STORIES)
    assert article.words("dg-again") == ["Also printed by Basin Wire, Tarn & Post"]
    assert ("Basin Wire", "../basin/") in article.links
    assert seen(OTHER.src_uri, *STORIES).words("dg-again") == []


def test_another_print_of_a_story_is_not_the_same_people_elsewhere() -> None:
    whole = site(*STORIES)
    related = {page.src_uri: page.values.get("related") for page in pages.build(whole)}
    assert related[BASIN.src_uri] == [OTHER]
    assert related[OTHER.src_uri] == [POST, GAZETTE, BASIN]


def test_archive_source_and_speaker_keep_every_print() -> None:
    assert len(seen("archive/2026-01.md", *STORIES).words("dg-line")) == 4
    assert "2 stories" in seen("sources/tarn-post.md", *STORIES).text
    assert "4 quotations in 4 stories" in seen("speakers/odile-harran.md", *STORIES).text

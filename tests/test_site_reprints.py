"""A story that several papers print stands once on the front page, and each print names the others."""

from __future__ import annotations

from typing import Any

from builders import Seen, cases, figure, quotation, site, speaker, story
from steps import growth

from digest.model import KnownSpeaker, Quotation, Source, SpeakerSlug, Timestamp
from digest.site import pages, social
from digest.site.catalog import Catalog, Person, Story

WIRE = cases("near_duplicates")[0]["one"]


def printed(name: str, day: str, paper: str, **parts: Any) -> Story:
    filled = {"title": f"{paper} prints", "body": WIRE, "speakers": (speaker("Odile Harran", "x"),)} | parts
    return story(name, timestamp=Timestamp.parse(f"2026-01-{day}"), source=Source(name=paper), **filled)


BASIN = printed("basin", "12", "Basin Wire")
GAZETTE = printed("gazette", "13", "Gazette")
POST = printed("post", "14", "Tarn & Post")
OTHER = printed("other", "14", "Tarn & Post", title="Quite another", body="Nothing else happened.")
STORIES = (OTHER, POST, GAZETTE, BASIN)


SAID = ("The river will not wait for us, and we shall not wait for it", "No")


def quoting(name: str, day: str, paper: str, *said: str | Quotation, **parts: Any) -> Story:
    """A print of the wire's story in which Odile Harran says each of `said`."""
    return printed(name, day, paper, speakers=(speaker("Odile Harran", *said, **parts),))


def harran(*stories: Story, known: KnownSpeaker | None = None) -> Person:
    catalog = Catalog.of(stories, [known] if known else [])
    return next(person for person in catalog.people if person.slug == "odile-harran")


def told(person: Person) -> list[tuple[str, list[tuple[str, list[str]]]]]:
    """Each story once: where it was printed first, and what is said, with the other papers that print it."""
    return [
        (
            one.story.entry.source.name,
            [
                (said.quotation.content, [again.story.entry.source.name for again in said.again])
                for said in one.utterances
            ],
        )
        for one in person.told
    ]


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


def test_the_words_of_a_wire_story_are_a_persons_once_where_they_were_printed_first() -> None:
    person = harran(quoting("b", "13", "Gazette", *SAID), quoting("a", "12", "Basin Wire", *SAID))
    assert told(person) == [("Basin Wire", [(words, ["Gazette"]) for words in SAID])]
    assert (person.quotations, len(person.utterances), len(person.stories)) == (2, 4, 2)


def test_words_that_only_a_later_print_has_are_not_lost() -> None:
    first = quoting("a", "12", "Basin Wire", SAID[0])
    later = quoting("b", "13", "Gazette", "We shall see", "THE RIVER will not wait for us,", "No")
    third = quoting("c", "14", "Post", "We shall see!")
    assert told(harran(third, later, first)) == [
        ("Basin Wire", [(SAID[0], ["Gazette"]), ("We shall see", ["Post"]), ("No", [])])
    ]


def test_few_words_inside_others_and_words_said_in_another_way_are_others() -> None:
    first = quoting("a", "12", "Basin Wire", SAID[0])
    later = quoting("b", "13", "Gazette", "the river", quotation(SAID[0], kind="indirect"))
    assert told(harran(later, first)) == [("Basin Wire", [(SAID[0], []), ("the river", []), (SAID[0], [])])]


def test_the_same_words_in_two_stories_are_said_twice() -> None:
    elsewhere = story("x", body="Something else.", speakers=(speaker("Odile Harran", *SAID),))
    assert len(harran(elsewhere, quoting("a", "12", "Basin Wire", *SAID)).told) == 2


def test_a_figure_that_several_prints_give_in_the_same_words_stands_once() -> None:
    price = figure("€6 million", "6000000", unit="EUR", label="it costs €6 million", speaker="odile-harran")
    stories = [
        printed(name, day, paper, key_figures=(price, price, *more))
        for name, day, paper, more in [
            ("a", "12", "Basin Wire", ()),
            ("b", "13", "Gazette", (figure("7 km", "7"),)),
        ]
    ]
    catalog = Catalog.of(stories)
    assert [
        (given.figure.surface, given.story.entry.source.name, len(given.again)) for given in catalog.figures
    ] == [("€6 million", "Basin Wire", 1), ("€6 million", "Basin Wire", 1), ("7 km", "Gazette", 0)]
    assert len(catalog.people[0].figures) == 2


def test_names_that_nothing_explains_keep_their_words_apart_on_one_page() -> None:
    slug = SpeakerSlug("odile-harran")
    stories = [
        story("a", speakers=(speaker("Odile Harran", "one", "two"), speaker("Odilé Harran", "three"))),
        story("b", speakers=(speaker("ODILE HARRAN", "four"),)),
    ]
    person = harran(*stories)
    assert person.names == ("Odile Harran", "Odilé Harran")
    assert [
        (name, [said.quotation.content for one in told for said in one.utterances])
        for name, told in person.by_name
    ] == [("Odile Harran", ["one", "two", "four"]), ("Odilé Harran", ["three"])]
    taught = harran(*stories, known=KnownSpeaker(slug=slug, name="Odile Harran", aliases=("Odilé Harran",)))
    assert taught.names == ("Odile Harran",)


def test_many_quotations_of_one_story_are_compared_once_each() -> None:
    def said_twice(times: int) -> Person:
        said = [f"We have said this {number} times before and say it again" for number in range(times)]
        return harran(quoting("b", "13", "Gazette", *said), quoting("a", "12", "Basin Wire", *said))

    assert said_twice(3_000).quotations == 3_000
    assert growth(said_twice, 100) < 2.5


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


def test_two_versions_in_one_paper_are_told_apart_and_no_paper_is_another_to_itself() -> None:
    evening = printed("evening", "13T20:30", "Gazette")
    stories = BASIN, GAZETTE, evening
    assert seen(BASIN.src_uri, *stories).words("dg-again") == [
        "Also printed by Gazette, Gazette (13 January 2026)"
    ]
    assert seen(GAZETTE.src_uri, *stories).words("dg-again") == [
        "Also printed by Basin Wire",
        "Another version 13 January 2026, 20:30",
    ]


def test_another_print_of_a_story_is_not_the_same_people_elsewhere() -> None:
    whole = site(*STORIES)
    related = {page.src_uri: page.values.get("related") for page in pages.build(whole)}
    assert related[BASIN.src_uri] == [OTHER]
    assert related[OTHER.src_uri] == [BASIN]  # once, as it was printed first


def test_archive_and_source_keep_every_print() -> None:
    assert len(seen("archive/2026-01.md", *STORIES).words("dg-line")) == 4
    assert "2 stories" in seen("sources/tarn-post.md", *STORIES).text


def test_a_speakers_page_has_each_story_once_and_names_the_papers_that_print_it() -> None:
    page = seen("speakers/odile-harran.md", *STORIES)
    assert "2 quotations in 2 stories" in page.text
    assert page.words("dg-again") == ["Also printed by Gazette, Tarn & Post"]
    assert ("Gazette", "../../articles/gazette/") in page.links
    later = quoting("b", "13", "Gazette", *SAID, "We shall see")
    added = seen("speakers/odile-harran.md", later, quoting("a", "12", "Basin Wire", *SAID))
    assert added.words("figcaption")[-1] == "Word for word · paragraph 1 · Gazette"


def test_names_that_share_a_page_are_both_shown_with_their_own_words() -> None:
    one = speaker("Odile Harran", "one", role="mayor")
    two = speaker("Odilé Harran", "two")
    page = seen("speakers/odile-harran.md", story("a", speakers=(one, two)))
    assert page.words("dg-namesake") == [
        "Printed as Odile Harran",
        "Printed as Odilé Harran",
    ]
    assert seen("speakers/odile-harran.md", *STORIES).words("dg-namesake") == []


def test_a_card_counts_what_the_page_of_a_person_counts() -> None:
    whole = site(quoting("basin", "12", "Basin Wire", *SAID), quoting("gazette", "13", "Gazette", *SAID))
    (page,) = (page for page in pages.build(whole) if page.src_uri == "speakers/odile-harran.md")
    assert social.card(page, whole).foot == "2 quotations"

"""All entries, and who and what stands in them."""

from __future__ import annotations

from datetime import date
from typing import Any

from builders import entry, figure, quotation, speaker, story

from digest.model import KnownSource, KnownSpeaker, Source, SpeakerSlug, Timestamp
from digest.site.catalog import Catalog, Person, given_figures, source_slug, utterances


def at(name: str, when: str, **parts: Any) -> Any:
    return story(name, timestamp=Timestamp.parse(when), **parts)


def person(catalog: Catalog, slug: str) -> Person:
    return next(found for found in catalog.people if found.slug == slug)


def test_stories_stand_latest_first_and_ties_by_name() -> None:
    stories = [
        at("b", "2026-01-14T08:00"),
        at("a", "2026-01-14T08:00"),
        at("early", "2026-01-13T23:59"),
        at("late", "2026-01-14T09:30"),
        at("no-time", "2026-01-14"),
        at("far-east", "2026-01-14T10:00+09:00"),
    ]
    names = ["no-time", "late", "a", "b", "far-east", "early"]
    assert [s.src_uri for s in Catalog.of(stories).stories] == [f"articles/{name}.md" for name in names]
    assert Catalog.of(stories[::-1]).stories == Catalog.of(stories).stories


def test_days_and_months_hold_their_stories() -> None:
    stories = [at("a", "2026-02-01"), at("b", "2026-01-31"), at("c", "2026-01-31"), at("d", "2025-01-31")]
    catalog = Catalog.of(stories)
    assert [(str(day), len(found)) for day, found in catalog.days] == [
        ("2026-02-01", 1),
        ("2026-01-31", 2),
        ("2025-01-31", 1),
    ]
    assert [(str(month), len(found)) for month, found in catalog.months] == [
        ("2026-02-01", 1),
        ("2026-01-01", 2),
        ("2025-01-01", 1),
    ]


def test_a_digest_without_entries_has_nothing_and_nobody() -> None:
    catalog = Catalog.of([])
    assert (catalog.days, catalog.months, catalog.people, catalog.outlets, catalog.figures) == (
        (),
        (),
        (),
        (),
        (),
    )


def test_a_person_is_one_across_all_stories() -> None:
    catalog = Catalog.of(
        [
            at(
                "a",
                "2026-01-13",
                speakers=(speaker("Ilse Varden", "one", "two", role="engineer", aliases=("Varden",)),),
            ),
            at(
                "b",
                "2026-01-14",
                speakers=(speaker("Ilse Varden", "three", role="chair", aliases=("the chair",)),),
            ),
            at("c", "2026-01-15", speakers=(speaker("Piet Olander", "other"),)),
        ]
    )
    varden = person(catalog, "ilse-varden")
    assert [said.quotation.content for said in varden.utterances] == ["three", "one", "two"]
    assert [said.anchor for said in varden.utterances] == ["ilse-varden-1", "ilse-varden-1", "ilse-varden-2"]
    assert [found.src_uri for found in varden.stories] == ["articles/b.md", "articles/a.md"]
    assert [(found.src_uri, len(said)) for found, said in varden.by_story] == [
        ("articles/b.md", 1),
        ("articles/a.md", 2),
    ]
    assert varden.aliases == ("the chair", "Varden")
    assert varden.role == "chair"


def test_roles_are_those_printed_with_their_days_the_latest_first() -> None:
    catalog = Catalog.of(
        at(name, day, speakers=(speaker("Ilse Varden", "x", role=role),))
        for name, day, role in [
            ("a", "2026-01-01", "engineer"),
            ("b", "2026-01-05", "engineer"),
            ("c", "2026-01-09", "chair"),
            ("d", "2026-01-10", None),
        ]
    )
    assert [(use.role, use.first.day, use.last.day) for use in person(catalog, "ilse-varden").roles] == [
        ("chair", 9, 9),
        ("engineer", 1, 5),
    ]


def test_a_person_is_called_what_most_papers_print() -> None:
    slug = SpeakerSlug("ilse-varden")
    names = [("2026-01-03", "I. Varden"), ("2026-01-02", "Ilse Varden"), ("2026-01-01", "Ilse Varden")]
    catalog = Catalog.of(at(day, day, speakers=(speaker(name, "x", slug=slug),)) for day, name in names)
    assert person(catalog, "ilse-varden").name == "Ilse Varden"


def test_what_the_editor_taught_wins() -> None:
    known = KnownSpeaker(
        slug=SpeakerSlug("ilse-varden"),
        name="Dame Ilse Varden",
        kind="organisation",
        aliases=("Dame Ilse", "Dame Ilse Varden"),
        role="peer",
    )
    said = speaker("Ilse Varden", "x", role="chair", aliases=("Varden", "Dame Ilse"))
    varden = person(Catalog.of([at("a", "2026-01-14", speakers=(said,))], [known]), "ilse-varden")
    assert (varden.name, varden.kind, varden.role) == ("Dame Ilse Varden", "organisation", "peer")
    assert varden.aliases == ("Dame Ilse", "Varden")
    assert [use.role for use in varden.roles] == ["chair"]


def test_somebody_the_editor_described_has_a_page_before_speaking() -> None:
    known = KnownSpeaker(slug=SpeakerSlug("piet-olander"), name="Piet Olander")
    olander = person(Catalog.of([], [known]), "piet-olander")
    assert (olander.utterances, olander.stories, olander.role, olander.figures) == ((), (), None, ())


def test_people_and_outlets_stand_by_name_whatever_the_case() -> None:
    people = [speaker(name, "x") for name in ("zoe Ash", "Zoe Birk", "adam Ash")]
    catalog = Catalog.of([story("a", speakers=tuple(people)), story("b", source=Source(name="a paper"))])
    assert [found.name for found in catalog.people] == ["adam Ash", "zoe Ash", "Zoe Birk"]
    assert [found.name for found in catalog.outlets] == ["a paper", "The Courier"]


def test_two_people_with_one_slug_in_one_story_keep_their_words_and_anchors_apart() -> None:
    older, younger = speaker("Jan Novak", "one", "two"), speaker("Ján Novák", "three")
    both = story(
        "a",
        speakers=(older, younger, speaker("Ilse Varden", "four")),
        key_figures=(figure(speaker=older.slug),),
    )
    assert [said.anchor for who in both.entry.speakers for said in utterances(both, who)] == [
        "jan-novak-1",
        "jan-novak-2",
        "jan-novak-3",
        "ilse-varden-1",
    ]
    novak = person(Catalog.of([both]), "jan-novak")
    assert [said.speaker.name for said in novak.utterances] == ["Jan Novak", "Jan Novak", "Ján Novák"]
    assert len(novak.figures) == 1


def test_outlets_hold_their_stories_under_one_name() -> None:
    stories = [
        at("a", "2026-01-12", source=Source(name="THE COURIER")),
        at("b", "2026-01-13", source=Source(name="The Courier")),
        at("c", "2026-01-14", source=Source(name="The Courier")),
        at("d", "2026-01-15", source=Source(name="???")),
    ]
    known = [
        KnownSource(slug="the-courier", name="The Lake Courier"),
        KnownSource(slug="gazette", name="Gazette"),
    ]
    assert [(o.slug, o.name, len(o.stories)) for o in Catalog.of(stories).outlets] == [
        ("unnamed", "???", 1),
        ("the-courier", "The Courier", 3),
    ]
    assert [(o.slug, o.name, len(o.stories)) for o in Catalog.of(stories, known_sources=known).outlets] == [
        ("unnamed", "???", 1),
        ("gazette", "Gazette", 0),
        ("the-courier", "The Lake Courier", 3),
    ]


def test_no_outlet_takes_the_place_of_the_index_of_sources() -> None:
    assert source_slug(entry(source=Source(name="Index"))) == "the-index"


def test_figures_know_in_whose_words_they_stand() -> None:
    said = speaker("Ilse Varden", "x")
    figures = (figure("a", speaker=said.slug), figure("b"), figure("c", speaker=SpeakerSlug("stranger")))
    given = list(given_figures(story("a", speakers=(said,), key_figures=figures)))
    assert [(f.anchor, f.speaker and f.speaker.name) for f in given] == [
        ("figure-1", "Ilse Varden"),
        ("figure-2", None),
        ("figure-3", None),
    ]


def test_figures_of_the_whole_digest_stand_latest_story_first() -> None:
    catalog = Catalog.of(
        [
            at("a", "2026-01-13", key_figures=(figure("1"), figure("2"))),
            at("b", "2026-01-14", key_figures=(figure("3"),)),
        ]
    )
    assert [given.figure.surface for given in catalog.figures] == ["3", "1", "2"]


def test_a_story_knows_its_day_and_its_first_words() -> None:
    told = story("a", body="## Head\n\nFirst *words*.\n\nMore.")
    assert (told.lead, told.day) == ("First words.", date(2026, 1, 14))


def test_the_kind_of_quotation_is_kept() -> None:
    told = story("a", speakers=(speaker("Ilse Varden", quotation("x", kind="indirect", paragraph=3)),))
    (said,) = utterances(told, told.entry.speakers[0])
    assert (said.quotation.kind, said.quotation.paragraph, said.story) == ("indirect", 3, told)


def test_a_figure_in_the_words_of_two_with_one_slug_is_in_nobodys() -> None:
    both = (speaker("Jan Novak", "one"), speaker("Ján Novák", "two"))
    told = story("a", speakers=both, key_figures=(figure(speaker=both[0].slug),))
    assert [given.speaker for given in given_figures(told)] == [None]

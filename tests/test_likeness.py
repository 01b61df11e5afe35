"""Who may be one person, and which sources one outlet."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

import pytest
from builders import cases, entry, entry_text, speaker

from digest.frontmatter import EntryFile, dump, load_file
from digest.model import Entry, KnownSource, KnownSpeaker, Source, SpeakerSlug
from digest.teach import listing
from digest.teach.likeness import Likeness, alike
from digest.text import slugify


def files(entries: Iterable[Entry]) -> list[EntryFile]:
    return [load_file(dump(one), where=f"{number}.md") for number, one in enumerate(entries)]


def spoken(
    name: str, role: str | None = None, source: str = "", kind: str = "person", **parts: object
) -> Entry:
    """An entry of a paper of its own in which one person speaks."""
    paper = Source(name=source or f"The {slugify(name)} Paper")
    return entry(source=paper, speakers=(speaker(name, "Yes", role=role, kind=kind, **parts),))


def asked(*entries: Entry, known: Iterable[KnownSpeaker] = ()) -> list[tuple[str, str, str]]:
    return told(alike(listing.speakers(files(entries), known)))


def told(found: Iterable[Likeness]) -> list[tuple[str, str, str]]:
    return [(one.keep.name, one.other.name, one.why) for one in found]


@pytest.mark.parametrize("case", cases("likeness")["one"], ids=lambda case: " = ".join(case["names"]))
def test_two_spellings_of_one_person_are_asked_about(case: dict[str, object]) -> None:
    assert [why for _, _, why in asked(*entries_of(case))] == [case["why"]]


@pytest.mark.parametrize("case", cases("likeness")["two"], ids=lambda case: " ≠ ".join(case["names"]))
def test_two_people_with_like_names_are_left_in_peace(case: dict[str, object]) -> None:
    assert asked(*entries_of(case)) == []


def entries_of(case: dict[str, object]) -> list[Entry]:
    names, roles = case["names"], case.get("roles", [])
    assert isinstance(names, list)
    assert isinstance(roles, list)
    parts = {key: str(case[key]) for key in ("source", "kind") if key in case}
    roles = [*roles, *[None] * (len(names) - len(roles))]
    return [spoken(name, role, **parts) for name, role in zip(names, roles, strict=True)]


@pytest.mark.parametrize("case", cases("likeness")["outlets"], ids=lambda case: " = ".join(case["names"]))
def test_two_names_of_one_outlet_are_asked_about(case: dict[str, list[str]]) -> None:
    urls = [*case.get("urls", []), None, None]
    entries = [
        entry(source=Source(name=name, url=url)) for name, url in zip(case["names"], urls, strict=False)
    ]
    assert [why for _, _, why in told(alike(listing.sources(files(entries), ())))] == case["why"]


def test_two_who_speak_in_one_article_are_two() -> None:
    both = entry(
        speakers=(speaker("Jon Moen", "Yes", role="mayor"), speaker("Jonn Moen", "No", role="mayor"))
    )
    assert asked(both) == []


def test_two_who_were_told_apart_are_not_asked_about_again() -> None:
    known = KnownSpeaker(
        slug=SpeakerSlug("jon-moen"), name="Jon Moen", different_from=(SpeakerSlug("jon-p-moen"),)
    )
    assert asked(spoken("Jon Moen"), spoken("Jon P. Moen"), known=[known]) == []


def test_two_who_were_told_apart_stay_so_under_a_new_address() -> None:
    known = [
        KnownSpeaker(slug=SpeakerSlug("jon-moen"), name="Jon Moen", different_from=(SpeakerSlug("old"),)),
        KnownSpeaker(slug=SpeakerSlug("jon-p-moen"), name="Jon P. Moen", redirect_from=(SpeakerSlug("old"),)),
    ]
    assert asked(known=known) == []


def test_the_one_who_was_taught_or_is_quoted_more_is_kept() -> None:
    entries = [spoken("Jon Moen"), spoken("Jon P. Moen"), spoken("Jon P. Moen")]
    assert [(keep, other) for keep, other, _ in asked(*entries)] == [("Jon P. Moen", "Jon Moen")]
    known = KnownSpeaker(slug=SpeakerSlug("jon-moen"), name="Jon Moen")
    assert [(keep, other) for keep, other, _ in asked(*entries, known=[known])] == [
        ("Jon Moen", "Jon P. Moen")
    ]


def test_whoever_is_called_in_full_as_another_is_named_may_be_that_one() -> None:
    entries = [
        spoken("Ida Holm", aliases=("Holm", "the mayor", "IDA HOLM", "Ida Berg")),
        spoken("Ida Berg"),
        spoken("Holm"),
    ]
    assert asked(*entries) == [("Ida Berg", "Ida Holm", "Ida Holm is called “Ida Berg”, too")]


def test_a_name_that_hundreds_share_says_nothing() -> None:
    middles = ["", *map("".join, product("BDGMNLRTZ", "aeou", "bdgmnrst"))]
    crowd = [
        KnownSpeaker(slug=SpeakerSlug(f"j-{number}"), name=f"Jonas {middle} Moen")
        for number, middle in enumerate(middles)
    ]
    assert len(asked(known=crowd[:3])) == 2
    assert asked(known=crowd) == []


def test_a_taught_address_tells_an_outlet() -> None:
    known = [
        KnownSource(slug="tarn-post", name="Tarn Post", url="https://tarn.example/"),
        KnownSource(slug="tarn-post-live", name="Tarn Post Live", url="https://www.tarn.example/live"),
    ]
    assert told(alike(listing.sources([], known))) == [
        ("Tarn Post Live", "Tarn Post", "both at tarn.example")
    ]


def test_a_speaker_whose_slug_is_an_outlets_is_no_reason() -> None:
    text = entry_text("speakers: [{name: The Post, slug: the-post, quotations: []}]")
    printed = [load_file(text.replace("The Courier", name), where=name) for name in ("Post", "The Post")]
    assert len(alike(listing.sources(printed, ()))) == 1

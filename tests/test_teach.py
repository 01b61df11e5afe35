"""Teaching a name once: what becomes of the pages and the entries."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from projects import files_of, make_project

from digest import settings
from digest.convert import convert
from digest.errors import DigestError
from digest.frontmatter import load, load_speaker
from digest.teach import changes, lessons
from digest.teach.changes import Plan
from digest.teach.desk import Desk
from digest.teach.lessons import SOURCES, SPEAKERS, Kind

JON = """\
---
title: "The ferry: a promise"   # shorter than printed
source: {name: The Lake Courier, url: 'https://courier.example/1'}
timestamp: 2026-01-14
speakers:
  # the harbour
  - name: Jon Moen
    slug: jon-moen
    role:  harbour master     # since May
    aliases: [Moen]
    quotations:
      - content: The ferry   will sail
        kind: direct  # heard it
        paragraph: 1
mentions:
- {name: Jonas Moen}   # twice?
- {name: Jon  Moen, role: captain}
key_figures:
  - surface: '40'
    value: 40
    speaker: jon-moen
    paragraph: 1
beat: boats    # mine
---

“The ferry   will sail with 40 cars,” said Jon Moen. Moen sat down.
"""
JONAS = """\
---
title: A bridge
source:
  name: The Courier of the Lake
timestamp: 2026-01-15
speakers:
- name: Jonas Moen
  slug: jonas-moen
  quotations:
  - {content: No bridge, kind: direct, paragraph: 1}
---

“No bridge,” said Jonas Moen.
"""


def project(folder: Path, **files: str) -> Path:
    """A digest whose `articles__a="…"` is `content/articles/a.md`."""
    made = make_project(folder / "d")
    for name, text in files.items():
        path = made / "content" / f"{name.replace('__', '/').replace('_', '-')}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode("utf-8"))
    return made


def desk(folder: Path) -> Desk:
    return Desk.read(settings.load(folder))


def do(folder: Path, plan: Plan) -> dict[str, str]:
    """The files of `content` after a plan is written, by their path there."""
    changes.write(plan)
    return {
        path.removeprefix("content/"): data.decode()
        for path, data in files_of(folder).items()
        if path.startswith("content/")
    }


def people(folder: Path) -> list[tuple[str, str, int]]:
    return [(one.slug, one.name, one.quotations) for one in desk(folder).speakers]


def test_merging_makes_one_person_in_every_file_and_touches_nothing_else(tmp_path: Path) -> None:
    made = project(tmp_path, articles__a=JON, articles__b=JONAS)
    after = do(made, lessons.merge(desk(made), SPEAKERS, "Jonas Moen", ["jon-moen"]))
    assert after["articles/b.md"] == JONAS
    assert after["articles/a.md"] == (
        JON.replace("  - name: Jon Moen\n    slug: jon-moen", "  - name: Jonas Moen\n    slug: jonas-moen")
        .replace("[Moen]", "[Jon Moen, Moen]")
        .replace("speaker: jon-moen", "speaker: jonas-moen")
        .replace("mentions:\n- {name: Jonas Moen}   # twice?\n- {name: Jon  Moen, role: captain}\n", "")
    )
    assert after["speakers/jonas-moen.md"] == (
        "---\nname: Jonas Moen\naliases: [Jon Moen]\nredirect_from: [jon-moen]\n---\n"
    )
    assert people(made) == [("jonas-moen", "Jonas Moen", 2)]


BOTH = """\
---
title: A bridge
source: {name: The Courier}
timestamp: 2026-01-15
speakers:
  - name: J. Moen
    slug: j-moen
    quotations:
      - content: We build
        kind: direct
        paragraph: 1
      # the last word
      - content: At last
        kind: direct
        paragraph: 3
    aliases: [Moen]
  - name: Ida Holm
    slug: ida-holm
    on_behalf_of: J. Moen
    quotations:
      - {content: No, kind: direct, paragraph: 2, via: J. Moen}
  - slug: jonas-moen
    name: Jonas Moen
    role: mayor
    kind: person
    quotations:
      - content: we stay   # he said it twice
        kind: direct
        paragraph: 3
      - content: and sing
        kind: direct
        paragraph: 1
unattributed:
  - {content: Why, kind: direct, paragraph: 4, candidates: [Jonas Moen, J. Moen]}
---

“We build,” said J. Moen, “and sing.”

“No,” said Ida Holm, J. Moen said.

“At first we stay,” Jonas Moen said. “At last.”

“Why?”
"""


def test_two_who_speak_in_one_entry_become_one_with_all_their_words_in_order(tmp_path: Path) -> None:
    made = project(tmp_path, articles__a=BOTH)
    after = do(made, lessons.merge(desk(made), SPEAKERS, "jonas-moen", ["J. Moen"]))["articles/a.md"]
    assert after == BOTH.replace(
        BOTH[BOTH.index("  - name: J. Moen") : BOTH.index("  - name: Ida")],
        """\
  - name: Jonas Moen
    slug: jonas-moen
    role: mayor
    quotations:
      - content: We build
        kind: direct
        paragraph: 1
      - content: and sing
        kind: direct
        paragraph: 1
      - content: we stay   # he said it twice
        kind: direct
        paragraph: 3
      # the last word
      - content: At last
        kind: direct
        paragraph: 3
    aliases: [J. Moen, Moen]
""",
    ).replace(BOTH[BOTH.index("  - slug: jonas") : BOTH.index("unattributed")], "").replace(
        "on_behalf_of: J. Moen", "on_behalf_of: Jonas Moen"
    ).replace("via: J. Moen", "via: Jonas Moen")


def test_what_was_taught_about_both_is_taught_about_the_one(tmp_path: Path) -> None:
    made = project(
        tmp_path,
        articles__a=JON,
        speakers__jonas_moen="---\n# known since May\nname: Jonas Moen\nrole: mayor\n---\n\nA sailor.\n",
        speakers__jon_moen=(
            "---\nname: Jon Moen\nrole: harbour master\naliases: [Captain Moen]\nkind: person\n"
            "same_as: [https://moen.example/]\nredirect_from: [j-moen]\nown: 1\n---\n\n"
            "A captain.\n\nRetired.\n"
        ),
    )
    plan = lessons.merge(desk(made), SPEAKERS, "jonas-moen", ["jon-moen"])
    after = do(made, plan)
    assert after["speakers/jonas-moen.md"] == (
        "---\n# known since May\nname: Jonas Moen\naliases: [Captain Moen, Jon Moen]\nrole: mayor\n"
        "same_as: ['https://moen.example/']\nredirect_from: [j-moen, jon-moen]\nown: 1\n---\n\n"
        "A sailor.\n\nA captain.\n\nRetired.\n"
    )
    assert "speakers/jon-moen.md" not in after
    [note] = plan.notes
    assert note == (
        "content/speakers/jonas-moen.md: keeps `role: mayor`; the other page said `role: harbour master`"
    )


def test_a_surname_alone_is_corrected_where_it_stands_and_not_taught(tmp_path: Path) -> None:
    alone = (
        JON.replace("Jon Moen", "Moen")
        .replace("jon-moen", "moen")
        .replace("{name: Jon  Moen, role: captain}", "{name: X}")
    )
    elsewhere = JONAS.replace("Jonas Moen", "Ida Holm").replace("jonas-moen", "ida-holm")
    elsewhere = elsewhere.replace("speakers:", "mentions: [{name: Moen}]\nspeakers:")
    made = project(tmp_path, articles__a=alone, articles__b=JONAS, articles__c=elsewhere)
    plan = lessons.merge(desk(made), SPEAKERS, "Jonas Moen", ["Moen"])
    after = do(made, plan)
    assert "name: Jonas Moen\n    slug: jonas-moen" in after["articles/a.md"]
    assert after["articles/c.md"] == elsewhere
    assert "aliases" not in after["speakers/jonas-moen.md"]
    [note] = plan.notes
    assert note.endswith("if it never is: digest speakers alias jonas-moen Moen")


def test_an_organisation_may_be_known_by_one_word(tmp_path: Path) -> None:
    body = JON.replace("jon-moen\n    role", "nabu\n    kind: organisation\n    role").replace(
        "Jon Moen", "NABU"
    )
    made = project(
        tmp_path,
        articles__a=body,
        speakers__bureau="---\nname: The Bureau\nkind: organisation\n---\n",
    )
    after = do(made, lessons.merge(desk(made), SPEAKERS, "bureau", ["nabu"]))
    assert "aliases: [NABU]" in after["speakers/bureau.md"]


def test_a_person_who_was_taken_for_an_organisation_is_one_no_longer(tmp_path: Path) -> None:
    made = project(
        tmp_path, articles__a=JON.replace("aliases:", "kind: organisation\n    aliases:"), articles__b=JONAS
    )
    after = do(made, lessons.merge(desk(made), SPEAKERS, "jonas-moen", ["jon-moen"]))
    assert "kind: person\n    aliases" in after["articles/a.md"]


def test_merging_again_changes_nothing(tmp_path: Path) -> None:
    made = project(tmp_path, articles__a=JON, articles__b=JONAS)
    do(made, lessons.merge(desk(made), SPEAKERS, "jonas-moen", ["jon-moen"]))
    assert lessons.merge(desk(made), SPEAKERS, "jonas-moen", ["Jon Moen"]) == Plan()


def test_a_new_name_has_a_new_address_and_the_old_ones_lead_there(tmp_path: Path) -> None:
    made = project(
        tmp_path,
        articles__a=JON,
        speakers__jon_moen=(
            "---\nname: Jon Moen\naliases: [Johan Moen]\nredirect_from: [johan-moen]\n---\n\nA sailor.\n"
        ),
    )
    after = do(made, lessons.rename(desk(made), SPEAKERS, "jon-moen", "Johan  Moen"))
    assert set(after) == {"articles/a.md", "speakers/johan-moen.md"}
    assert after["speakers/johan-moen.md"] == (
        "---\nname: Johan Moen\naliases: [Jon Moen]\nredirect_from: [jon-moen]\n---\n\nA sailor.\n"
    )
    assert "name: Johan Moen\n    slug: johan-moen" in after["articles/a.md"]


def test_a_new_spelling_at_the_same_address_needs_no_other_page(tmp_path: Path) -> None:
    made = project(tmp_path, articles__a=JON)
    after = do(made, lessons.rename(desk(made), SPEAKERS, "Jon Moen", "Jon Móen"))
    assert after["speakers/jon-moen.md"] == "---\nname: Jon Móen\naliases: [Jon Moen]\n---\n"
    assert "- name: Jon Móen\n    slug: jon-moen\n" in after["articles/a.md"]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (
            "Joe Moen",
            "Joe Moen: Jonas Moen (jonas-moen) is called so, too; if both are the same, "
            "use `digest speakers merge jon-moen jonas-moen`",
        ),
        (
            "Jonas Möen",
            "Jonas Möen: jonas-moen is the address of Jonas Moen; if both are the same, "
            "use `digest speakers merge jonas-moen jon-moen`",
        ),
        ("?", "?: a name with no letter that could stand in an address; write another"),
        (" ", "'': a name with no letter that could stand in an address; write another"),
    ],
)
def test_a_new_name_must_be_free_and_have_an_address(tmp_path: Path, name: str, told: str) -> None:
    page = "---\nname: Jonas Moen\naliases: [Joe Moen]\n---\n"
    made = project(tmp_path, articles__a=JON, speakers__jonas_moen=page)
    with pytest.raises(DigestError) as caught:
        lessons.rename(desk(made), SPEAKERS, "jon-moen", name)
    assert str(caught.value) == told


def test_an_alias_is_taught_on_a_page_that_is_made_for_it(tmp_path: Path) -> None:
    made = project(tmp_path, articles__a=JON)
    after = do(made, lessons.alias(desk(made), SPEAKERS, "Jon Moen", ["Captain Moen", "the harbour master"]))
    assert after["speakers/jon-moen.md"] == (
        "---\nname: Jon Moen\naliases: [Captain Moen, the harbour master]\n---\n"
    )
    assert after["articles/a.md"] == JON
    again = lessons.alias(desk(made), SPEAKERS, "Jon Moen", ["captain moen", "Jon Moen"])
    assert again.changes == ()


def test_an_alias_is_one_line_with_something_in_it(tmp_path: Path) -> None:
    root = project(tmp_path, articles__a=JON)
    changes.write(lessons.alias(desk(root), SPEAKERS, "jon-moen", ["  the harbour\n master "]))
    page = (root / "content/speakers/jon-moen.md").read_text("utf-8")
    assert page == "---\nname: Jon Moen\naliases: [the harbour master]\n---\n"
    with pytest.raises(DigestError, match=r"^jon-moen: an alias with no letter in it; write the name or"):
        lessons.alias(desk(root), SPEAKERS, "jon-moen", ["", "captain"])


def test_facts_are_taught_on_the_page_of_whoever_is_called_so(tmp_path: Path) -> None:
    root = project(tmp_path, articles__a=JON, speakers__jon_moen="---\nname: Jon Moen  # he\n---\nA life.\n")
    page = root / "content/speakers/jon-moen.md"
    facts = {"role": "captain: retired", "same_as": ["https://a.example/moen"]}
    changes.write(lessons.teach(desk(root), SPEAKERS, "Moen", facts))
    begun = "---\nname: Jon Moen  # he\nrole: 'captain: retired'\nsame_as: ['https://a.example/moen']\n"
    assert page.read_text("utf-8") == f"{begun}---\nA life.\n"
    assert lessons.teach(desk(root), SPEAKERS, "Jon Moen", facts) == Plan()
    changes.write(lessons.teach(desk(root), SPEAKERS, "jon-moen", {"same_as": ["https://b.example/moen"]}))
    known = load_speaker(page.read_text("utf-8"), slug="jon-moen", where="x")
    assert known.same_as == ("https://a.example/moen", "https://b.example/moen")


def test_an_outlet_may_be_taught_before_it_prints_anything(tmp_path: Path) -> None:
    root = project(tmp_path, articles__a=JON)
    facts = {"timezone": "Europe/Berlin", "day_first": True}
    plan = lessons.teach(desk(root), SOURCES, " The  Weekly Weir", facts)
    assert plan.notes == ("The Weekly Weir is new: no entry names The Weekly Weir yet",)
    changes.write(plan)
    page = root / "content/sources/the-weekly-weir.md"
    assert page.read_text("utf-8") == (
        "---\nname: The Weekly Weir\ntimezone: Europe/Berlin\nday_first: true\n---\n"
    )


@pytest.mark.parametrize(
    ("who", "facts", "told"),
    [
        (
            "The Courier",
            {"timezone": "Mars/Sea"},
            r"^content/sources/the-courier\.md:3: timezone: 'Mars/Sea' is",
        ),
        (
            "The-Lake-Courier!",
            {},
            r"^The-Lake-Courier!: the-lake-courier is the address of The Lake Courier; give",
        ),
        ("!", {}, r"^!: a name with no letter that could stand in an address"),
    ],
)
def test_facts_that_cannot_be_taught_say_why(
    tmp_path: Path, who: str, facts: dict[str, str], told: str
) -> None:
    with pytest.raises(DigestError, match=told):
        lessons.teach(desk(project(tmp_path, articles__a=JON)), SOURCES, who, facts)


def test_an_alias_that_is_somebody_elses_name_would_be_nobodys(tmp_path: Path) -> None:
    made = project(tmp_path, articles__a=JON, articles__b=JONAS)
    with pytest.raises(
        DigestError, match="is called so, too; if both are the same, use `digest speakers merge"
    ):
        lessons.alias(desk(made), SPEAKERS, "jon-moen", ["JONAS MOEN"])


def test_a_page_for_one_of_two_namesakes_is_never_made_alone(tmp_path: Path) -> None:
    made = project(
        tmp_path,
        articles__a=JON,
        articles__b=JONAS.replace("Jonas Moen", "Jon Moen").replace("jonas-", "other-"),
    )
    after = do(made, lessons.alias(desk(made), SPEAKERS, "jon-moen", ["Captain Moen"]))
    assert after["speakers/other-moen.md"] == "---\nname: Jon Moen\n---\n"


def test_entries_of_a_second_person_get_a_page_of_their_own(tmp_path: Path) -> None:
    other = JON.replace("2026-01-14", "2026-02-14")
    made = project(tmp_path, articles__a=JON, articles__b=other)
    chosen = made / "content/articles/b.md"
    after = do(made, lessons.split(desk(made), "Jon Moen", entries=[chosen]))
    assert after["articles/a.md"] == JON
    assert after["articles/b.md"] == other.replace("jon-moen", "jon-moen-2")
    assert after["speakers/jon-moen-2.md"] == "---\nname: Jon Moen\ndifferent_from: [jon-moen]\n---\n"
    assert after["speakers/jon-moen.md"] == "---\nname: Jon Moen\n---\n"


def test_one_of_two_spellings_on_one_page_gets_a_page_of_its_own(tmp_path: Path) -> None:
    made = project(tmp_path, articles__a=JON, articles__b=JON.replace("Jon Moen", "Jón Moen"))
    after = do(made, lessons.split(desk(made), "jon-moen", called="Jón Moen", name="Jón Möen jr"))
    assert "name: Jón Möen jr\n    slug: jon-moen-jr\n" in after["articles/b.md"]
    assert "aliases: [Jón Moen, Moen]" in after["articles/b.md"]
    assert after["articles/a.md"] == JON
    assert set(after) == {"articles/a.md", "articles/b.md", "speakers/jon-moen-jr.md"}


def with_another(words: str) -> str:
    """The entry of Jon, with a second speaker of his slug."""
    return JON.replace(
        "mentions:",
        "  - name: Jón Moen\n    slug: jon-moen\n    quotations:\n"
        f"      - {{content: {words}, kind: indirect, paragraph: 1}}\nmentions:",
    )


def test_a_figure_goes_with_the_words_it_stands_in(tmp_path: Path) -> None:
    made = project(tmp_path, articles__a=with_another("with 40 cars"))
    after = do(made, lessons.split(desk(made), "jon-moen", called="Jón Moen", slug="the-other"))
    assert "speaker: the-other" in after["articles/a.md"]


def test_a_figure_of_nobodys_words_stays_with_the_first(tmp_path: Path) -> None:
    made = project(tmp_path, articles__a=with_another("sat down"))
    after = do(made, lessons.split(desk(made), "jon-moen", called="Jón Moen", slug="the-other"))
    assert "speaker: jon-moen\n" in after["articles/a.md"]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"slug": "Not One"}, "Not One: cannot be an address; write not-one"),
        ({"slug": "jonas-moen"}, "jonas-moen: is the address of somebody already; choose another --slug"),
        (
            {"called": "Nobody"},
            "jon-moen: speaks in none of these entries as Nobody; list them with `digest speakers --json`",
        ),
        (
            {},
            "jon-moen: that would be everything this person said; use `digest speakers rename jon-moen NAME`,"
            " or name the entries of one of the two",
        ),
        (
            {"entries": [Path("b.md")]},
            "b.md: Jon Moen (jon-moen) does not speak there; name other entries",
        ),
    ],
)
def test_a_split_that_cannot_be_made_says_why(tmp_path: Path, given: dict[str, object], told: str) -> None:
    made = project(tmp_path, articles__a=JON, articles__b=JONAS)
    with pytest.raises(DigestError) as caught:
        lessons.split(desk(made), "jon-moen", **given)  # type: ignore[arg-type]
    assert str(caught.value) == told


def test_two_outlets_of_one_name_are_told_apart_by_another_name(tmp_path: Path) -> None:
    other = JON.replace("2026-01-14", "2026-02-14")
    made = project(tmp_path, articles__a=JON, articles__b=other)
    chosen = made / "content/articles/b.md"
    plan = lessons.split_source(desk(made), "The Lake Courier", entries=[chosen], name="The  Tarn Courier")
    after = do(made, plan)
    assert after["articles/a.md"] == JON
    assert after["articles/b.md"] == other.replace("name: The Lake Courier", "name: The Tarn Courier")
    assert after["sources/the-tarn-courier.md"] == (
        "---\nname: The Tarn Courier\ndifferent_from: [the-lake-courier]\n---\n"
    )
    assert [(one.slug, len(one.files)) for one in desk(made).sources] == [
        ("the-lake-courier", 1),
        ("the-tarn-courier", 1),
    ]


@pytest.mark.parametrize(
    ("entries", "name", "told"),
    [
        (["a"], "The Lake Courier", "The Lake Courier: the-lake-courier is the address of The Lake Courier;"),
        (["a"], "?!", "?!: a name with no letter that could stand in an address;"),
        (["b"], "Tarn Courier", "The Lake Courier (the-lake-courier) did not print it; name other entries"),
        (
            ["a"],
            "Tarn Courier",
            "the-lake-courier: that would be everything it printed; use `digest sources rename",
        ),
    ],
)
def test_an_outlet_that_cannot_be_split_says_why(
    tmp_path: Path, entries: list[str], name: str, told: str
) -> None:
    made = project(tmp_path, articles__a=JON, articles__b=JONAS)
    paths = [made / f"content/articles/{entry}.md" for entry in entries]
    with pytest.raises(DigestError) as caught:
        lessons.split_source(desk(made), "the-lake-courier", entries=paths, name=name)
    assert told in str(caught.value)


def test_two_of_one_slug_in_an_entry_are_told_apart_by_name_only(tmp_path: Path) -> None:
    two = JON.replace(
        "mentions:",
        "  - name: Jón Moen\n    slug: jon-moen\n    quotations:\n"
        "      - {content: sat down, kind: indirect, paragraph: 1}\nmentions:",
    )
    made = project(tmp_path, articles__a=two, articles__b=JON)
    with pytest.raises(DigestError, match="is the slug of two speakers; say which one with --called NAME"):
        lessons.split(desk(made), "jon-moen", entries=[made / "content/articles/a.md"])


def test_two_who_are_told_apart_stay_two(tmp_path: Path) -> None:
    made = project(
        tmp_path, articles__a=JON, articles__b=JONAS, speakers__jonas_moen="---\nname: Jonas Moen\n---\n"
    )
    after = do(made, lessons.tell_apart(desk(made), SPEAKERS, "jon-moen", "jonas-moen"))
    assert after["speakers/jonas-moen.md"] == "---\nname: Jonas Moen\ndifferent_from: [jon-moen]\n---\n"
    assert "speakers/jon-moen.md" not in after
    assert lessons.tell_apart(desk(made), SPEAKERS, "jonas-moen", "jon-moen") == Plan()
    with pytest.raises(DigestError) as caught:
        lessons.merge(desk(made), SPEAKERS, "jon-moen", ["jonas-moen"])
    assert str(caught.value) == (
        "content/speakers/jonas-moen.md: says that jon-moen and jonas-moen are two;"
        " if they are one, take `different_from` out first"
    )


@pytest.mark.parametrize("kind", [SPEAKERS, SOURCES])
def test_one_page_cannot_be_told_apart_from_itself(tmp_path: Path, kind: Kind) -> None:
    made = project(tmp_path, articles__a=JON)
    who = "Jon Moen" if kind is SPEAKERS else "The Lake Courier"
    with pytest.raises(DigestError) as caught:
        lessons.tell_apart(desk(made), kind, who, who)
    hint = f"`digest {kind.command} split` makes two of them"
    assert str(caught.value).endswith(f"{who} and {who} have one page; {hint}")


def test_sources_are_merged_and_renamed_alike(tmp_path: Path) -> None:
    made = project(
        tmp_path,
        articles__a=JON,
        articles__b=JONAS,
        sources__the_lake_courier="---\nname: The Lake Courier\ntimezone: Europe/Paris\n---\n",
    )
    merged = do(made, lessons.merge(desk(made), SOURCES, "Lake Courier", ["The Courier of the Lake"]))
    assert merged["articles/b.md"] == JONAS.replace("The Courier of the Lake", "The Lake Courier")
    assert merged["articles/a.md"] == JON
    assert merged["sources/the-lake-courier.md"] == (
        "---\nname: The Lake Courier\naliases: [The Courier of the Lake]\ntimezone: Europe/Paris\n"
        "redirect_from: [the-courier-of-the-lake]\n---\n"
    )
    renamed = do(made, lessons.rename(desk(made), SOURCES, "the-lake-courier", "Lake Post"))
    assert "{name: Lake Post, url: 'https://courier.example/1'}" in renamed["articles/a.md"]
    assert [(one.slug, one.name) for one in desk(made).sources] == [("lake-post", "Lake Post")]
    assert "redirect_from: [the-courier-of-the-lake, the-lake-courier]" in renamed["sources/lake-post.md"]


def test_a_sources_page_that_is_called_otherwise_becomes_the_one_of_its_name(tmp_path: Path) -> None:
    page = "---\nname: The Lake Courier\ntimezone: Europe/Paris\n---\n\nA daily.\n"
    made = project(tmp_path, articles__a=JON, sources__courier=page)
    with pytest.raises(DigestError) as caught:
        lessons.merge(desk(made), SOURCES, "courier", ["the-lake-courier"])
    assert str(caught.value) == (
        "content/sources/courier.md: a source's page is called as its name is: the-lake-courier.md;"
        " use `digest sources merge the-lake-courier courier`"
    )
    after = do(made, lessons.merge(desk(made), SOURCES, "the-lake-courier", ["courier"]))
    assert set(after) == {"articles/a.md", "sources/the-lake-courier.md"}
    assert after["articles/a.md"] == JON
    assert after["sources/the-lake-courier.md"] == (
        "---\nname: The Lake Courier\ntimezone: Europe/Paris\nredirect_from: [courier]\n---\n\nA daily.\n"
    )


def test_a_file_with_windows_line_ends_keeps_them(tmp_path: Path) -> None:
    made = project(
        tmp_path,
        articles__a=JON.replace("\n", "\r\n"),
        articles__b=JONAS,
        speakers__jonas_moen="---\r\nname: Jonas Moen\r\n---\r\nA sailor.\r\n",
        speakers__jon_moen="---\nname: Jon Moen\n---\nOne.\n\nTwo.\n",
    )
    after = do(made, lessons.merge(desk(made), SPEAKERS, "jonas-moen", ["jon-moen"]))
    for name in ("articles/a.md", "speakers/jonas-moen.md"):
        assert after[name].count("\n") == after[name].count("\r\n")
    assert after["speakers/jonas-moen.md"].endswith("A sailor.\r\n\r\nOne.\r\n\r\nTwo.\r\n")


def test_a_command_that_is_cut_short_does_the_rest_when_given_again(tmp_path: Path) -> None:
    files = {
        "articles__a": JON,
        "articles__b": JONAS,
        "articles__c": BOTH.replace("J. Moen", "Jon Moen").replace("j-moen", "jon-moen"),
        "speakers__jon_moen": "---\nname: Jon Moen\nrole: x\n---\n\nA sailor.\n",
    }
    acts = [
        lambda desk: lessons.merge(desk, SPEAKERS, "jonas-moen", ["jon-moen"]),
        lambda desk: lessons.rename(desk, SPEAKERS, "Jon Moen", "John Moen"),
        lambda desk: lessons.rename(desk, SOURCES, "The Courier", "The Post"),
    ]
    for number, act in enumerate(acts):
        whole = project(tmp_path / f"whole{number}", **files)
        wanted = do(whole, act(desk(whole)))
        for stop in range(5):
            made = project(tmp_path / f"cut{number}-{stop}", **files)
            plan = act(desk(made))
            changes.write(Plan(changes=plan.changes[:stop]))
            assert do(made, act(desk(made))) == wanted, f"{number}, {stop}"


def test_nothing_is_written_when_a_file_changed_meanwhile(tmp_path: Path) -> None:
    made = project(tmp_path, articles__a=JON, articles__b=JONAS)
    plan = lessons.merge(desk(made), SPEAKERS, "jonas-moen", ["jon-moen"])
    (made / "content/articles/a.md").write_text(JON + "\nMore.\n", encoding="utf-8")
    before = files_of(made)
    with pytest.raises(
        DigestError, match=r"content/articles/a\.md: somebody changed it just now; nothing was done"
    ):
        changes.write(plan)
    assert files_of(made) == before


def test_a_broken_file_that_may_name_the_person_is_mended_first(tmp_path: Path) -> None:
    broken = "---\ntitle: [\n---\nJon Moen\n"
    made = project(tmp_path, articles__a=JON, articles__b=JONAS, articles__c=broken, articles__d="nothing")
    with pytest.raises(
        DigestError, match=r"^content/articles/c\.md:3: .*; mend it first; nothing was changed$"
    ):
        lessons.merge(desk(made), SPEAKERS, "jonas-moen", ["jon-moen"])
    (made / "content/articles/c.md").unlink()
    do(made, lessons.merge(desk(made), SPEAKERS, "jonas-moen", ["jon-moen"]))


def test_whoever_is_only_in_a_broken_file_is_looked_for_there(tmp_path: Path) -> None:
    made = project(tmp_path, articles__a=JON, articles__c="---\ntitle: [\n---\nEva Lind\n")
    with pytest.raises(DigestError, match=r"^content/articles/c\.md:3: .*mend it first"):
        lessons.alias(desk(made), SPEAKERS, "Eva Lind", ["Evchen"])


@pytest.mark.parametrize(
    ("who", "told"),
    [
        (
            "Jonas Moan",
            "Jonas Moan: nobody is called so; did you mean Jonas Moen (jonas-moen) or Jon Moen (jon-moen)?",
        ),
        ("Xqz", "Xqz: nobody is called so; list them all with `digest speakers`"),
        ("Moen", "Moen: 2 are called so; give the slug: jon-moen or jonas-moen"),
    ],
)
def test_a_name_that_is_nobodys_or_two_peoples_is_asked_back(tmp_path: Path, who: str, told: str) -> None:
    jonas = JONAS.replace("slug: jonas-moen", "slug: jonas-moen\n  aliases: [Moen]")
    made = project(tmp_path, articles__a=JON, articles__b=jonas)
    with pytest.raises(DigestError) as caught:
        lessons.alias(desk(made), SPEAKERS, who, ["x"])
    assert str(caught.value) == told


def test_a_source_that_nobody_knows_is_asked_back_alike(tmp_path: Path) -> None:
    made = project(tmp_path, articles__a=JON)
    with pytest.raises(DigestError) as caught:
        lessons.alias(desk(made), SOURCES, "The Lake Courrier", ["x"])
    assert str(caught.value) == (
        "The Lake Courrier: no source is called so; did you mean The Lake Courier (the-lake-courier)?"
    )


def test_what_is_left_reads_as_it_should(tmp_path: Path) -> None:
    made = project(tmp_path, articles__a=BOTH, articles__b=JONAS)
    after = do(made, lessons.merge(desk(made), SPEAKERS, "jonas-moen", ["j-moen"]))
    for name, text in after.items():
        if name.startswith("articles/"):
            load(text, where=name)
        else:
            load_speaker(text, slug="jonas-moen", where=name)


def test_a_name_that_was_an_alias_is_one_no_longer_and_aliases_keep_the_order_of_the_text(
    tmp_path: Path,
) -> None:
    text = (
        BOTH.replace("aliases: [Moen]", "aliases: [Moen, Jonas Moen]")
        .replace(
            "    role: mayor\n",
            "    role: mayor\n    aliases: [Mr Moen, J. Moen]\n    on_behalf_of: the town\n",
        )
        .replace("“Why?”", "“Why?” Moen asked Mr Moen.")
    )
    made = project(tmp_path, articles__a=text)
    after = do(made, lessons.merge(desk(made), SPEAKERS, "jonas-moen", ["j-moen"]))
    speaker = load(after["articles/a.md"], where="a.md").speakers[0]
    assert (speaker.name, speaker.role, speaker.on_behalf_of) == ("Jonas Moen", "mayor", "the town")
    assert speaker.aliases == ("J. Moen", "Moen", "Mr Moen")


SEED = """\
The Tarn Post
10:15 03.03.2026

Mill Lane bridge to open in May

The new bridge at Mill Lane will open to traffic in May, two years later than planned.

"We have waited long enough for this bridge," said Orla Brandt, the mayor of Tarn. "It cost us £4.2 million."

Orla A. Brandt said that she would cross it first. "Nobody else will," Mrs Brandt said.

Piet Hask, a spokesman for Orla Brandt, said that the bridge was safe.
"""
OTHER = (
    SEED.replace("Mill Lane bridge to open", "Ferry to sail")
    .replace("Orla Brandt", "O. Brandt")
    .replace("The Tarn Post", "Source: Tarn Post")
)


def test_a_paper_that_was_renamed_still_only_asks_in_its_interviews(tmp_path: Path) -> None:
    turns = "".join(
        f"THE TARN POST: Number {number}, what did you do?\n\n"
        f"BRANDT: We built it, all of it, in {number} days.\n\n"
        for number in (3, 5, 8)
    )
    interview = (
        f"The Tarn Post\n3 March 2026\n\nOrla Brandt on her bridge\n\nOrla Brandt is the mayor.\n\n{turns}"
    )
    made = make_project(tmp_path / "d", interview=interview)
    convert(settings.load(made))
    assert [slug for slug, _, _ in people(made)] == ["orla-brandt"]
    after = do(made, lessons.rename(desk(made), SOURCES, "The Tarn Post", "Tarn Today"))
    assert convert(settings.load(made)).updated == ()
    assert do(made, Plan()) == after


@pytest.mark.parametrize(
    "lesson",
    [
        lambda desk: lessons.merge(
            desk, SPEAKERS, "Orla Brandt", [one.slug for one in desk.speakers if "O. B" in one.name]
        ),
        lambda desk: lessons.rename(desk, SPEAKERS, "Orla Brandt", "Órla Brandt-Hask"),
        lambda desk: lessons.split(desk, "Piet Hask", entries=[desk.entries[0].path], name="Piet Hask jr"),
        lambda desk: lessons.merge(desk, SPEAKERS, "Orla Brandt", ["Piet Hask"]),
        lambda desk: lessons.merge(desk, SOURCES, "The Tarn Post", ["Tarn Post"]),
        lambda desk: lessons.rename(desk, SOURCES, "Tarn Post", "Tarn Today"),
        lambda desk: lessons.tell_apart(desk, SPEAKERS, "Orla Brandt", "Piet Hask"),
    ],
)
def test_converting_anew_agrees_with_what_was_taught(tmp_path: Path, lesson: Callable[[Desk], Plan]) -> None:
    made = make_project(tmp_path / "d", bridge=SEED, ferry=OTHER)
    convert(settings.load(made))
    after = do(made, lesson(desk(made)))
    report = convert(settings.load(made))
    assert (report.updated, report.contested, report.errors) == ((), (), ())
    assert do(made, Plan()) == after


def test_a_mention_that_goes_leaves_its_role(tmp_path: Path) -> None:
    silent = JONAS.replace("Jonas Moen", "Ida Holm").replace("jonas-moen", "ida-holm")
    silent = silent.replace(
        "speakers:", "mentions:\n- name: Jonas Moen\n- {name: Jon Moen, role: captain}\nspeakers:"
    )
    spoken = JONAS.replace("speakers:", "mentions:\n- {name: Jon Moen, role: captain}\nspeakers:")
    made = project(tmp_path, articles__a=JON, articles__b=silent, articles__c=spoken)
    after = do(made, lessons.merge(desk(made), SPEAKERS, "Jonas Moen", ["Jon Moen"]))
    assert "mentions:\n- name: Jonas Moen\n  role: captain\nspeakers:" in after["articles/b.md"]
    assert "- name: Jonas Moen\n  slug: jonas-moen\n  role: captain\n" in after["articles/c.md"]
    assert "mentions" not in after["articles/c.md"]

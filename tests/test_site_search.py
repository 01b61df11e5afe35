"""The files of the search index; that a browser finds with them is in tests/site/test_search.py."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from builders import entry, figure, quotation, site, speaker
from catalogs import PUBLICATION
from hypothesis import given
from hypothesis import strategies as st

from digest.model import KnownSpeaker, SpeakerSlug, Timestamp
from digest.site import search
from digest.site.catalog import Story
from digest.site.search import OwnPage, Text

LEAD = "The ferry will sail."
FERRY = Story(
    "articles/ferry.md",
    entry(
        "Night ferry returns",
        timestamp=Timestamp.parse("2026-01-14"),
        authors=("Jana Holm",),
        tags=("boats",),
        summary="A short trip.",
        speakers=(
            speaker(
                "Ilse Varden",
                quotation("This is a promise kept", via="Piet Olander"),
                quotation("the boat is paid for", kind="indirect"),
                role="chair",
                aliases=("Varden",),
            ),
        ),
        key_figures=(figure("€6.4 million", "6400000", label="It cost €6.4 million", speaker="ilse-varden"),),
    ),
)
TAUGHT = KnownSpeaker(slug=SpeakerSlug("ilse-varden"), name="Ilse B. Varden", aliases=("the harbour queen",))
QUIET = KnownSpeaker(slug=SpeakerSlug("quiet"), name="Quiet One")


def files(
    *stories: Story, texts: dict[str, Text] | None = None, own: tuple[OwnPage, ...] = ()
) -> dict[str, Any]:
    """The content of each file of the index, by what it is loaded as."""
    digest = site(*(stories or (FERRY,)), speakers=(TAUGHT, QUIET))
    made = search.build(
        digest, texts if texts is not None else {FERRY.src_uri: Text(paragraphs=(LEAD,))}, own
    )
    found = (re.fullmatch(r'digestSearch\("([a-z]+(?:-\d+)?)",(.*)\);\n', text, re.S) for _, text in made)
    return {match[1]: json.loads(match[2]) for match in found if match}


def numbers(code: str) -> tuple[list[int], bool]:
    """What the browser reads: the numbers, and whether there were more."""
    read, value, scale = [], 0, 1
    for sign in code:
        digit = (92 if sign == "!" else ord(sign)) - 35
        value, scale = value + digit % 46 * scale, scale * 46
        if digit < 46:
            read.append(value)
            value, scale = 0, 1
    return read, scale > 1


def lines_of(index: dict[str, Any], table: str, term: str) -> list[int]:
    """The lines in which a term stands."""
    words = [
        word for name in sorted(index) if name.startswith(f"{table}-") for word in index[name].split(" ")
    ]
    found = dict(zip(words[::2], words[1::2], strict=True))
    steps, _ = numbers(found.get(term, ""))
    return [sum(steps[: at + 1]) for at in range(len(steps))]


def test_what_is_shown_of_a_story_stands_in_its_record() -> None:
    record = files()["story-0"][0]
    assert record == [
        "articles/ferry/",
        "Night ferry returns",
        "2026-01-14",
        "The Courier",
        "en",
        "A short trip.",
        [LEAD],
        [
            ["ilse-varden-1", "Ilse Varden", "Piet Olander", "“This is a promise kept”"],
            ["ilse-varden-2", "Ilse Varden", "", "the boat is paid for"],
        ],
        [["figure-1", "€6.4 million", "It cost €6.4 million", "Ilse Varden"]],
    ]


def test_people_come_by_the_number_of_their_quotations_with_all_their_names() -> None:
    index = files()
    assert [person[1] for person in index["person-0"]] == ["Ilse B. Varden", "Quiet One"]
    assert index["person-0"][0] == [
        "speakers/ilse-varden/",
        "Ilse B. Varden",
        ["the harbour queen", "Varden", "Ilse Varden"],
        "chair",
        2,
        1,
    ]
    for name in ("ilse_b_varden_", "the_harbour_queen_", "varden_"):
        assert lines_of(index, "names", name) == [0]
    assert lines_of(index, "names", "queen") == [1]


def test_the_lines_of_a_story_are_its_head_paragraphs_quotations_and_figures() -> None:
    index = files()
    kind = index["head"]["tables"]["words"]["kinds"][0]
    assert kind == {"name": "story", "perFile": 2, "records": 1, "counts": [3, 1, 2, 1]}
    assert lines_of(index, "words", "night") == [0]
    assert lines_of(index, "words", "trip") == [1]
    assert lines_of(index, "words", "holm") == lines_of(index, "words", "boats") == [2]
    assert lines_of(index, "words", "sail") == [3]
    assert lines_of(index, "words", "promise") == [4]
    assert lines_of(index, "words", "varden") == [4, 5, 6]
    assert lines_of(index, "words", "6.4") == [6]


def test_the_lines_of_later_records_follow_and_are_counted() -> None:
    other = Story("articles/other.md", entry("Other", timestamp=Timestamp.parse("2026-01-15")))
    texts = {FERRY.src_uri: Text(paragraphs=(LEAD, "Second.")), other.src_uri: Text(rest="A heading")}
    page = OwnPage(src_uri="about.md", title="About", sections=(("team", "Team", "Five herons."),))
    index = files(FERRY, other, texts=texts, own=(page,))
    stories, pages = index["head"]["tables"]["words"]["kinds"]
    columns = [numbers(code)[0] if isinstance(code, str) else code for code in stories["counts"]]
    assert columns == [3, [0, 2], [0, 2], [0, 1]]
    assert lines_of(index, "words", "heading") == [2]
    assert lines_of(index, "words", "second") == [7]
    assert lines_of(index, "words", "herons") == [12]
    assert pages["counts"] == [1, 1]
    assert index["page-0"] == [["about/", "About", [["team", "Team", "Five herons."]]]]


def test_half_a_character_is_left_out_and_what_needs_escaping_is_kept() -> None:
    odd = 'a \ud800b\x00 "\\ \u2028 </script>'
    index = files(texts={FERRY.src_uri: Text(paragraphs=(odd,))})
    assert index["story-0"][0][6] == ['a b\x00 "\\ \u2028 </script>']


def test_an_empty_digest_has_an_index_too() -> None:
    index = search.build(site(), {})
    assert [path for path, _ in index] == ["search/head.js"]


def test_the_same_digest_gives_the_same_files_and_another_gives_others() -> None:
    digest = replace(site(FERRY), publication=PUBLICATION)
    first, again = search.build(digest, {}), search.build(digest, {})
    changed = search.build(digest, {FERRY.src_uri: Text(paragraphs=("New.",))})
    assert first == again
    assert {path for path, _ in first} & {path for path, _ in changed} == {"search/head.js"}


def test_the_editors_own_index_stays_where_it_is_so_that_only_what_changed_is_written() -> None:
    before = search.build(site(FERRY), {})
    after = search.build(site(FERRY), {FERRY.src_uri: Text(paragraphs=("New.",))})
    assert {path for path, _ in before} <= {path for path, _ in after}
    assert set(before) & set(after)


def test_terms_are_cut_into_files_in_the_order_of_javascript(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "_SHARD", 40)
    texts = {FERRY.src_uri: Text(paragraphs=("\ufb50x 𐐀x zebra an ape",))}
    index = files(texts=texts)
    firsts = index["head"]["tables"]["words"]["shards"]
    shards = [index[f"words-{number}"] for number in range(len(firsts))]
    assert len(shards) > 2
    assert [shard.split(" ")[0] for shard in shards] == firsts
    words = [word for shard in shards for word in shard.split(" ")[::2]]
    assert words == sorted(words, key=lambda word: word.encode("utf-16-be"))


def test_of_the_commonest_terms_the_latest_lines_are_kept_and_it_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(search, "_MOST_LINES", 2)
    texts = {FERRY.src_uri: Text(paragraphs=("oar", "oar", "oar and oak", "oak"))}
    index = files(texts=texts)
    found = dict(zip(*[iter(index["words-0"].split(" "))] * 2, strict=True))
    assert numbers(found["oar"]) == ([3, 1], True)
    assert numbers(found["oak"]) == ([5, 1], False)


@given(st.lists(st.integers(0, 10**7), unique=True).map(sorted))
def test_any_lines_are_read_as_they_were_written(lines: list[int]) -> None:
    steps, more = numbers(search._numbers(lines))
    assert [sum(steps[: at + 1]) for at in range(len(steps))] == lines
    assert not more


@given(st.text())
def test_taking_terms_apart_again_changes_nothing(text: str) -> None:
    terms = search.terms(text)
    assert search.terms(" , ".join(terms)) == terms
    assert not any("_" in term or " " in term for term in terms)


def test_only_the_endings_of_the_languages_used_are_shipped() -> None:
    english = files()["head"]["forms"]
    assert ["y", "ies", "ied", "ying"] in english
    ukrainian = Story("articles/uk.md", entry("Міст", language="uk-UA"))
    both = files(FERRY, ukrainian)["head"]["forms"]
    assert len(both) > len(english)
    assert ["", "s"] in both


def test_headings_lists_and_tables_of_an_article_are_text_beside_its_paragraphs() -> None:
    page = "<h2>The boat</h2>\n<p>It is <em>pai</em>d &amp; done.</p>\n<ul><li>oak</li><li>oar</li></ul>"
    assert search.text_of(page) == Text(paragraphs=("It is paid & done.",), rest="The boat oak oar")


def test_scripts_and_styles_in_a_page_are_no_text() -> None:
    page = search.own_page("a.md", "A", "<p>One</p><script>alert('two')</script><STYLE>p {}</STYLE>")
    assert page.sections == (("", "", "One"),)


def test_a_page_of_an_editor_has_its_sections_with_their_anchors() -> None:
    html = '<p>First.</p><h2 id="a">A &lt;b&gt;</h2><h2 class="x" id="c">C</h2><p>Last.</p><h3>No anchor</h3>'
    assert search.own_page("a.md", "Title", html).sections == (
        ("", "", "First."),
        ("a", "A <b>", ""),
        ("c", "C", "Last."),
        ("", "No anchor", ""),
    )


def test_a_heading_without_an_end_is_text_and_costs_no_more_than_other_text() -> None:
    page = "<h2>Us</h2>We." + "<h2>" * 20_000 + "<h2 " + 'id="" ' * 20_000
    (us,) = search.own_page("about.md", "About", page).sections
    assert us[1:] == ("Us", "We. <h2 " + 'id="" ' * 19_999 + 'id=""')


def test_a_script_without_an_end_is_no_script_and_costs_no_more_than_other_text() -> None:
    page = "<style>a</style>One.<SCRIPT>b</SCRIPT>Two.<script></style>Three." + "<script></style>" * 20_000
    assert search.text_of(page).rest == "One.Two. Three."

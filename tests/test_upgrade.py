"""Entries of other shapes, moved to today's."""

from __future__ import annotations

import pytest
from builders import FRONT, entry_text
from hypothesis import given
from strategies import ENTRIES

from digest.frontmatter import dump, load
from digest.model import Entry
from digest.upgrade import RENAMED, Upgraded, upgrade

JEKYLL = """\
---
layout: post   # theirs
# when it was printed
date:   2025-12-02 19:42:00 +0200
author: "Jo O'Dell"
source: 'The Courier'  # the paper
link: https://courier.example/a
tags: rivers, boats
published: false
categories: [News]
description: >
  A folded
  summary.
---

# A *bridge* for Tamsin #

“We will build it,” Varden said.
"""
MOVED = """\
---
title: A bridge for Tamsin
layout: post   # theirs
# when it was printed
timestamp:   2025-12-02T19:42:00+02:00
authors: [Jo O'Dell]
source:
  name: The Courier  # the paper
  url: https://courier.example/a
section: News
tags: [rivers, boats]
summary: >
  A folded
  summary.
draft: true
---

“We will build it,” Varden said.
"""


def moved(*lines: str, without: tuple[str, ...] = (), body: str = "") -> str:
    """The front matter after all steps, less what every entry here has."""
    result = upgrade(entry_text(*lines, without=without, body=body), where="a.md")
    assert result.wants is None
    return "\n".join(line for line in result.text.splitlines() if line not in {"---", "", *FRONT.values()})


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_post_of_another_generator_becomes_an_entry_and_keeps_all_else(end: str) -> None:
    result = upgrade(JEKYLL.replace("\n", end), where="a.md")
    assert result.wants is None
    assert result.text == MOVED.replace("\n", end)
    assert result.done[0] == "author is authors now"
    assert len(result.done) == 11
    assert upgrade(result.text, where="a.md").done == ()


def test_an_entry_that_can_be_read_is_left_alone_whatever_its_own_keys() -> None:
    text = entry_text("category: News", "description: mine", "published: false", "link: https://x.example/")
    result = upgrade(text, where="a.md")
    assert (result.text, result.done, result.wants) == (text, (), None)


def test_a_key_that_is_there_already_is_not_renamed_over() -> None:
    result = upgrade(entry_text("date: 2020-01-01", "tags: a"), where="a.md")
    assert "\ndate: 2020-01-01\n" in result.text
    assert "\ntimestamp: 2026-01-14\n" in result.text


@pytest.mark.parametrize("key", sorted(key for key, ours in RENAMED.items() if ours in FRONT))
def test_every_name_for_what_is_required_is_known(key: str) -> None:
    ours = RENAMED[key]
    line = FRONT[ours].replace(ours, key)
    assert moved(line, without=(ours,)) == ""


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2025-12-02 19:42:00 +0200", "2025-12-02T19:42:00+02:00"),
        ("2025-12-02t19:42:00z", "2025-12-02T19:42:00Z"),
        ("2025-12-02  19:42 UTC", "2025-12-02T19:42Z"),
        ("2025-12-02  19:42", "2025-12-02T19:42"),
    ],
)
def test_times_of_other_generators_are_read(written: str, iso: str) -> None:
    assert moved(f"date: {written}", without=("timestamp",)) == f"timestamp: {iso}"


def test_the_two_dates_of_materials_blog_are_told_apart() -> None:
    lines = ["date:", "  created: 2025-12-02", "  updated: 2025-12-03 10:00:00 +0000"]
    assert moved(*lines, without=("timestamp",)).splitlines() == [
        "timestamp: 2025-12-02",
        "updated: 2025-12-03T10:00:00+00:00",
    ]
    assert moved("date: {created: 2025-12-02}", without=("timestamp",)) == "timestamp: 2025-12-02"


def test_authors_are_names_in_a_list() -> None:
    assert moved("author: Jo, of the desk", "tags: a") == "authors: ['Jo, of the desk']\ntags: [a]"
    assert moved("authors:", "  - name: Jo", "  - Ann").splitlines() == ["authors:", "  - Jo", "  - Ann"]


def test_whether_it_is_a_draft_is_one_key() -> None:
    assert moved("tags: a", "status: draft") == "tags: [a]\ndraft: true"
    assert moved("tags: a", "status: published") == "tags: [a]"
    assert moved("tags: a", "published: true") == "tags: [a]"
    assert moved("tags: a", "published: 0") == "tags: [a]\npublished: 0"
    assert moved("tags: a", "status: reviewed") == "tags: [a]\nstatus: reviewed"


def test_several_categories_stay_the_editors_own() -> None:
    assert moved("tags: a", "categories: [News, Rivers]") == "tags: [a]\ncategories: [News, Rivers]"


def test_quotations_get_the_kind_and_the_paragraph_that_the_body_leaves_no_doubt_about() -> None:
    lines = ["speakers:", "  - name: Ilse Varden", "    quotes:", "      - We will build it"]
    lines += ["      - {quote: It costs money, kind: indirect}"]
    body = "\n“We will build it,” Varden said.\n\nIt costs money, she said.\n"
    assert moved(*lines, body=body).splitlines()[2:-2] == [
        "    quotations:",
        "      - content: We will build it",
        "        kind: direct",
        "        paragraph: 1",
        "      - {content: It costs money, kind: indirect, paragraph: 2}",
    ]


def test_a_quotation_in_two_paragraphs_or_without_marks_is_left_to_the_editor() -> None:
    lines = ["speakers:", "  - name: Ilse Varden", "    quotes: [We will]"]
    twice = upgrade(entry_text(*lines, body="“We will.”\n\n“We will.”"), where="a.md")
    unmarked = upgrade(entry_text(*lines, body="We will go on."), where="a.md")
    assert "paragraph" not in twice.text
    assert "kind" not in unmarked.text
    assert "missing 'kind'" in str(twice.wants)
    assert "missing 'kind'" in str(unmarked.wants)


def test_what_is_not_known_is_asked_for_and_the_rest_is_moved() -> None:
    result = upgrade(entry_text("tags: a", without=("source",)), where="a.md")
    assert result.done == ("tags is a list now",)
    assert str(result.wants) == "a.md:2: missing 'source'"
    address = upgrade(entry_text("source: https://courier.example", without=("source",)), where="a.md")
    assert (address.done, address.wants is None) == ((), False)


@pytest.mark.parametrize(
    "text", ["No front matter.\n", "---\ntitle: a: b\n---\n", "---\n- a\n---\n", "+++\na=1\n+++\n"]
)
def test_a_file_whose_front_matter_cannot_be_read_is_left_alone_and_says_why(text: str) -> None:
    result = upgrade(text, where="a.md")
    assert (result.text, result.done) == (text, ())
    assert result.wants is not None


@pytest.mark.parametrize(
    "line",
    ["speakers: Ilse", "speakers: [Ilse]", "authors: {a: b}", "source: []", "tags: {a: 1}", "date: [1]"],
)
def test_odd_values_are_left_to_the_editor(line: str) -> None:
    result = upgrade(entry_text(line, without=("source", "timestamp")), where="a.md")
    assert result.wants is not None


def test_an_entry_that_was_moved_reads_as_it_was_written() -> None:
    entry = load(MOVED, where="a.md")
    assert (entry.title, entry.source.url, entry.draft) == (
        "A bridge for Tamsin",
        "https://courier.example/a",
        True,
    )
    assert entry.extra == {"layout": "post"}


@given(ENTRIES)
def test_what_is_in_todays_shape_is_never_touched(entry: Entry) -> None:
    text = dump(entry)
    assert upgrade(text, where="a.md") == Upgraded(text=text)


def test_a_heading_below_a_rule_in_the_body_stays_where_it_is() -> None:
    body = "First words.\n\n---\n\n# Part two\n\nLast words."
    result = upgrade(entry_text(without=("title",), body=body), where="a.md")
    assert result.text.endswith(body)
    assert result.wants is not None


def test_authors_that_are_no_list_are_named_as_what_is_wrong() -> None:
    result = upgrade(entry_text("authors: 5"), where="a.md")
    assert result.wants is not None
    assert result.wants.what.startswith("authors: ")


def test_a_heading_of_very_many_blanks_is_read_at_once() -> None:
    result = upgrade(entry_text(without=("title",), body=f"# A{' ' * 300_000}b"), where="a.md")
    assert result.wants is None

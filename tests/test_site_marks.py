"""Marking words in the HTML of an article."""

from __future__ import annotations

from typing import Any

import pytest
from builders import cases
from steps import growth

from digest.site.marks import Mark, mark


def plain_row(_: int, paragraph: str) -> str:
    return paragraph


@pytest.mark.parametrize("case", cases("marks"), ids=lambda case: case["claim"])
def test_words_are_marked(case: dict[str, Any]) -> None:
    marks = [
        Mark(paragraph=1, words=words, attributes={"id": anchor}) for anchor, words in case["marks"].items()
    ]
    assert mark(case["page"], marks, plain_row) == case["marked"]


def test_a_reference_of_thousands_of_digits_stops_nothing() -> None:
    page = f"<p>a &#{'9' * 5_000}; b</p>"
    marked = mark(page, [Mark(paragraph=1, words="b", attributes={"id": "q"})], plain_row)
    assert marked == page.replace("<p>", '<p id="p1">').replace(" b<", ' <span id="q">b</span><')


def test_each_mark_belongs_to_its_paragraph() -> None:
    page = "<h2>yes</h2>\n<p>yes</p>\n<ul><li>yes</li></ul>\n<p class='x'>yes</p>\n"
    marks = [Mark(paragraph=2, words="yes", attributes={"id": "q"}), Mark(paragraph=9, words="yes")]
    assert mark(page, marks, plain_row) == (
        '<h2>yes</h2>\n<p id="p1">yes</p>\n<ul><li>yes</li></ul>\n'
        '<p id="p2" class=\'x\'><span id="q">yes</span></p>\n'
    )


def test_a_paragraph_is_set_as_its_row_says() -> None:
    def row(number: int, paragraph: str) -> str:
        return f"<div>{number} {paragraph}</div>"

    assert (
        mark("<p>a</p><hr><p>b</p>", [], row)
        == '<div>1 <p id="p1">a</p></div><hr><div>2 <p id="p2">b</p></div>'
    )


def test_all_attributes_stand_on_each_piece_but_the_anchor() -> None:
    marks = [Mark(paragraph=1, words="ab", attributes={"class": "q", "id": "x", "data-speaker": "s"})]
    assert mark("<p>a<em>b</em></p>", marks, plain_row) == (
        '<p id="p1"><span class="q" id="x" data-speaker="s">a</span>'
        '<em><span class="q" data-speaker="s">b</span></em></p>'
    )


def test_a_page_without_paragraphs_is_left_alone() -> None:
    assert mark("<h1>a</h1>", [Mark(paragraph=1, words="a")], plain_row) == "<h1>a</h1>"
    assert mark("", [], plain_row) == ""


SOUGHT = [Mark(paragraph=1, words="121")] * 20


@pytest.mark.parametrize("piece", ["<p>", "<", "12 1212 "])
def test_twice_the_page_takes_about_twice_the_steps(piece: str) -> None:
    assert growth(lambda size: mark(f"<p>{piece * size}</p>", SOUGHT, plain_row), 300) < 2.5


# No step shows what a regular expression does: one whose work grew with the square would not come back.
@pytest.mark.parametrize("page", ["<p>" * 300_000, "<p>" + "<" * 300_000 + "</p>"])
def test_a_page_of_tags_that_never_close_is_left_as_it_is(page: str) -> None:
    assert mark(page, SOUGHT, plain_row) == page.replace("<p><<", '<p id="p1"><<')

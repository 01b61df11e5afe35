"""Article text ⇄ Markdown."""

from __future__ import annotations

import pytest
from builders import cases
from steps import growth

from digest.markdown import (
    escape,
    find_paragraphs,
    lead,
    paragraphs,
    plain,
    plain_paragraphs,
    to_html,
    to_markdown,
)
from digest.model import Block


@pytest.mark.parametrize("case", cases("markdown"), ids=lambda case: case["printed"])
def test_printed_text_is_escaped_where_it_must_be_and_nowhere_else(case: dict[str, str]) -> None:
    assert escape(case["printed"]) == case["written"]
    assert paragraphs(case["written"]) == ((case["printed"],) if case["printed"] else ())


def test_blocks_stand_apart_and_headings_are_headings() -> None:
    blocks = [Block(text="One."), Block(kind="heading", text="# Why"), Block(text="Two.")]
    assert to_markdown(blocks) == "One.\n\n## \\# Why\n\nTwo."
    assert to_markdown([]) == ""


def test_a_web_address_in_an_article_does_not_become_a_script() -> None:
    body = to_markdown(
        [Block(text='[press](javascript:alert(1)) <javascript:alert(1)> <img src=x onerror="y">')]
    )
    assert paragraphs(body) == ('[press](javascript:alert(1)) <javascript:alert(1)> <img src=x onerror="y">',)


def test_paragraphs_are_counted_as_they_are_shown() -> None:
    body = "One *two*.\nStill one.\n\n## Head\n\n- item\n\n> Said &amp; done\n\n<div>raw</div>\n\nLast"
    assert paragraphs(body) == ("One two.\nStill one.", "Said & done", "Last")


def test_a_paragraph_may_have_attributes_and_pre_is_none() -> None:
    assert plain_paragraphs('<pre>no</pre><p class="a">yes</p><param><p>and</p>') == ("yes", "and")
    assert [match["attributes"] for match in find_paragraphs('<p class="a">yes</p><p>no</p>')] == [
        ' class="a"',
        "",
    ]


def test_an_open_paragraph_is_none() -> None:
    assert plain_paragraphs("<p>one</p><p>two") == ("one",)
    assert plain_paragraphs("<p>never") == ()


def test_the_lead_is_the_first_paragraph_whatever_stands_before_it() -> None:
    assert lead("## Head\n\n---\n\nFirst *words*.\n\nSecond.") == "First words."
    assert lead("") == lead("## Head") == ""


@pytest.mark.parametrize("number", ["9" * 5_000, "0" * 5_000 + "65", "99999999"])
def test_a_reference_to_no_character_stops_nothing(number: str) -> None:
    shown = "A" if number.endswith("65") else "\ufffd"
    assert plain(f"<b>a&#{number};b</b>") == f"a{shown}b"
    assert paragraphs(f"a&#{number};b") == (f"a{shown}b",)


@pytest.mark.parametrize(
    "mark", ["_", "*", "`", "[", "\\", "{++", "~", "&lt;", "<", "==", "$x", ":a:", "<b>"]
)
def test_a_paragraph_full_of_marks_is_shown_as_printed_and_twice_as_many_take_twice_the_steps(
    mark: str,
) -> None:
    def shown(times: int) -> tuple[str, ...]:
        return paragraphs(to_markdown([Block(text=f"a {mark * times} z"), Block(text="Next.")]))

    assert shown(30_000) == (f"a {mark * 30_000} z", "Next.")
    assert growth(shown, 1_200) < 2.5


def test_a_heading_full_of_marks_is_a_heading_still() -> None:
    body = to_markdown([Block(kind="heading", text="*" * 2_000), Block(text="Next.")])
    assert body.startswith("<h2>&#42;")
    assert paragraphs(body) == ("Next.",)


def test_plain_text_has_no_tags_and_no_entities() -> None:
    assert plain("<em>5 &lt; 6</em> &amp; <br/>more ") == "5 < 6 & more"


# No step shows what a regular expression does: one whose work grew with the square would not come back.
@pytest.mark.parametrize(
    ("text", "shown", "rows"),
    [
        ("<p>" * 300_000, "", ()),
        ("<p <" * 300_000, "<p <" * 300_000, ()),
        ("<" * 1_000_000, "<" * 1_000_000, ()),
        ("<p>" + "<" * 1_000_000 + "</p>", "<" * 1_000_000, ("<" * 1_000_000,)),
    ],
    ids=["paragraphs", "broken tags", "brackets", "brackets in a paragraph"],
)
def test_a_million_tags_that_never_close_are_read(text: str, shown: str, rows: tuple[str, ...]) -> None:
    assert plain(text) == shown
    assert plain_paragraphs(text) == rows


def test_lists_that_nest_too_deeply_are_text_and_the_next_body_is_read_as_ever() -> None:
    assert to_html("* " * 3000 + "<x").endswith("* &lt;x")
    assert to_html("*One*") == "<p><em>One</em></p>"

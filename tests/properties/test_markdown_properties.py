"""The law of article text: whatever was printed is shown as printed, under any Markdown extension."""

from __future__ import annotations

from functools import cache

import markdown
from builders import cases, nasty
from hypothesis import given
from hypothesis import strategies as st

from digest.markdown import escape, lead, paragraphs, plain_paragraphs, to_markdown
from digest.model import Block
from digest.text import normalise

EXTENSIONS = cases("nasty")["extensions"]
PIECES = st.sampled_from(nasty("markdown")) | st.text(max_size=4)
LINES = st.lists(PIECES, max_size=8).map("".join).map(normalise)
PARAGRAPHS = LINES.filter(lambda line: bool(line) and "\n" not in line)


@cache
def renderer() -> markdown.Markdown:
    return markdown.Markdown(extensions=EXTENSIONS)


@given(PARAGRAPHS)
def test_a_line_is_shown_exactly_as_it_was_printed(line: str) -> None:
    assert plain_paragraphs(renderer().reset().convert(escape(line))) == (line,)
    assert paragraphs(escape(line)) == (line,)


@given(PARAGRAPHS, PARAGRAPHS)
def test_a_paragraph_full_of_marks_is_shown_exactly_as_it_was_printed(line: str, marks: str) -> None:
    full = line + "*" * 1_001 + marks
    body = to_markdown([Block(text=full), Block(text=line)])
    assert plain_paragraphs(renderer().reset().convert(body)) == (full, line)
    assert paragraphs(body) == (full, line)


@given(st.lists(PARAGRAPHS, min_size=1, max_size=4))
def test_paragraphs_stay_apart_and_in_order(lines: list[str]) -> None:
    body = to_markdown(Block(text=line) for line in lines)
    assert plain_paragraphs(renderer().reset().convert(body)) == tuple(lines)
    assert lead(body) == lines[0]


@given(PARAGRAPHS)
def test_a_heading_is_no_paragraph(line: str) -> None:

    body = to_markdown([Block(kind="heading", text=line), Block(text="After it.")])
    assert plain_paragraphs(renderer().reset().convert(body)) == ("After it.",)

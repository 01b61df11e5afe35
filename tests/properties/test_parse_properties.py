"""The laws of parsing: no line is lost, no word is made up, and no text is too nasty."""

from __future__ import annotations

import pytest
from articles import kept
from hypothesis import given, settings
from hypothesis import strategies as st
from steps import growth

from digest.model import Seed
from digest.parse import Draft, read_draft
from digest.text import normalise

NASTY = st.sampled_from(
    [
        "",
        "AD",
        "Example Post",
        "19:42 02.12.2025",
        "31.02.2025",
        "Published 05/04/2024 | Updated 06/04/2024",
        "By Ada Berg",
        "By",
        "Ada Berg",
        "BO LUND, SCIENCE EDITOR",
        "2 hours ago",
        "3 min read",
        "Source: Example Post",
        "The bridge over the river opened to cars on Sunday evening after four years.",
        "Nobody was hurt.",
        "Bridge opens to cars",
        "Photo: https://pictures.example.org/b.jpg",
        "(Gus Hill / Example Images)",
        "Q: Why?",
        "Related articles",
        "Sign up for our newsletter",
        "3 comments",
        "###",
        "T",
        "he end of the line is here, they say.",
        "Lea on June 15, 2023 at 8:01 am said:",
        "— Example Police (@examplepolice) January 8, 2025",
        "…",
        "• one",
        "https://www.example.org/news/a",
        "https://[not-an-address",
        "© 2025 Example Post. All rights reserved.",
        "KYIV (Example Wire) — It rained.",
        "((((((((((((((((",
        "1.1.1.1.1.1.1.1",
        "ӝ∂ \u0338ƶ",
        "これは長い文章です。橋が日曜日に開通しました。",
        "a" * 300,
        "word " * 60,
        "UPDATED UPDATED UPDATED 1 May 2024 2 May 2024 3 May 2024",
        "by by by by",
        ", and so on.",
    ]
)
LINES = st.lists(NASTY | st.text(max_size=60), max_size=40)
SENTENCES = st.lists(
    st.lists(st.from_regex(r"[a-z]{2,9}", fullmatch=True), min_size=10, max_size=30).map(
        lambda words: " ".join(words).capitalize() + "."
    ),
    min_size=1,
    max_size=12,
    unique=True,
)


def read(text: str, path: str = "a.txt") -> Draft:
    return read_draft(Seed(path=path, text=normalise(text), sha256="0" * 64))


@settings(max_examples=150)
@given(LINES)
def test_every_line_is_the_articles_or_is_dropped_with_a_reason(lines: list[str]) -> None:
    text = normalise("\n".join(lines))
    draft = read(text)
    dropped = {line.line: line for line in draft.dropped}
    assert all(line.why for line in draft.dropped)
    assert len(dropped) == len(draft.dropped)
    blocks = "\n".join(block.text for block in draft.blocks)
    for number, line in enumerate(text.split("\n"), 1):
        if line and number not in dropped and line not in blocks:
            assert number in draft.header_lines or len(line) == 1 or _is_joined(line, draft)


def _is_joined(line: str, draft: Draft) -> bool:
    """Whether a line became part of a longer one: a wrapped paragraph or the word after a drop capital."""
    return any(line in text for text in [*(dropped.text for dropped in draft.dropped), *kept(draft)])


@settings(max_examples=100)
@given(LINES)
def test_every_block_is_made_of_lines_of_the_seed(lines: list[str]) -> None:
    text = normalise("\n".join(lines))
    seed_words = "".join(text.split())
    for block in read(text).blocks:
        assert "".join(block.text.split()) in seed_words


HEADER = "Example Post\n19:42 02.12.2025\n\nBridge opens to cars at last\n\n"
BETWEEN = st.sampled_from(
    ["\n\n", "\n", "\n\nAD\n\n", "\n\nShare\nFacebook\nCopy link\n\n", "\n\nRead more: Why it rained\n\n"]
)


@settings(max_examples=60)
@given(SENTENCES)
def test_a_clean_paste_keeps_every_paragraph_in_order(paragraphs: list[str]) -> None:
    assert [block.text for block in read(HEADER + "\n\n".join(paragraphs)).blocks] == paragraphs


@settings(max_examples=60)
@given(SENTENCES, st.data())
def test_furniture_between_paragraphs_takes_none_of_them_away(
    paragraphs: list[str], data: st.DataObject
) -> None:
    text = HEADER + paragraphs[0]
    for paragraph in paragraphs[1:]:
        text += data.draw(BETWEEN) + paragraph
    assert [block.text for block in read(text).blocks] == paragraphs


@settings(max_examples=50)
@given(LINES)
def test_markdown_is_read_without_a_crash_and_always_alike(lines: list[str]) -> None:
    text = "\n".join(f"# {line}" if number % 3 == 0 else f"*{line}*" for number, line in enumerate(lines))
    assert read(text, "a.md") == read(text, "a.md")


NO_TEXT = ["((", "1.", "[[](", "*a_"]
TEXT = ["by ", "a.b@c ", "May 1 ", "word. ", "©2025 "]


@pytest.mark.parametrize("path", ["a.txt", "a.md"])
@pytest.mark.parametrize("piece", [*NO_TEXT, *TEXT, "A\nb ", "x\n", "2 May 2024"])
def test_twice_the_lines_take_about_twice_the_steps(piece: str, path: str) -> None:
    assert growth(lambda size: read(f"{piece * 5}\n" * size, path), 200) < 2.5


# No step shows what a regular expression does: one whose work grew with the square would not come back.
@pytest.mark.parametrize("path", ["a.txt", "a.md"])
@pytest.mark.parametrize("piece", [*NO_TEXT, *TEXT])
def test_a_line_of_half_a_million_signs_is_a_paragraph_or_none(piece: str, path: str) -> None:
    line = (piece * (500_000 // len(piece))).strip()
    assert [block.text for block in read(line, path).blocks] == ([line] if piece in TEXT else [])

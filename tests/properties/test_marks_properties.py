"""The laws of marking: the reader's words stay what they were, and the tags stay well nested."""

from __future__ import annotations

import html
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from digest.markdown import plain_paragraphs
from digest.site.marks import Mark, mark

PIECES = st.sampled_from(
    ["a", "b", "c d", " ", "12", ".", "“", '"', "&amp;", "&lt;", "&#39;", "&quot;", "&nope;", "\n"]
)
TAGS = st.sampled_from(
    [("<em>", "</em>"), ("<strong>", "</strong>"), ('<a href="x&amp;y">', "</a>"), ("<br>", "")]
)


def _wrapped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(st.lists(inner, max_size=4), TAGS).map(lambda pair: "".join(pair[0]).join(pair[1]))


INLINE = st.lists(st.recursive(PIECES, _wrapped, max_leaves=6), max_size=6).map("".join)
PAGES = st.lists(INLINE, max_size=3).map(
    lambda inners: "<h2>a</h2>\n".join(f"<p>{inner}</p>" for inner in inners)
)
WORDS = st.lists(
    st.sampled_from(["a", "b", "c", "d", " ", "12", ".", "”", "'", "&", "<", "&nope;"]), max_size=5
)
IDS = st.sampled_from(["q-1", "q-2", 'x"y', "<b>"])
MARKS = st.lists(
    st.builds(
        Mark,
        paragraph=st.integers(0, 4),
        words=WORDS.map("".join),
        attributes=st.fixed_dictionaries({"id": IDS}),
    ),
    max_size=6,
)


class _Nesting(HTMLParser):
    """Fails at a tag that closes what is not open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def marked(page: str, marks: list[Mark]) -> str:
    return mark(page, marks, lambda number, paragraph: paragraph)


@given(PAGES, MARKS)
def test_marking_never_changes_what_is_read(page: str, marks: list[Mark]) -> None:
    assert plain_paragraphs(marked(page, marks)) == plain_paragraphs(page)


@given(PAGES, MARKS)
def test_marked_pages_are_well_nested(page: str, marks: list[Mark]) -> None:
    nesting = _Nesting()
    nesting.feed(marked(page, marks))
    assert nesting.open == []


@given(PAGES, MARKS)
def test_every_mark_in_a_paragraph_that_is_there_leaves_its_anchor_once(page: str, marks: list[Mark]) -> None:
    done = marked(page, marks)
    there = [item for item in marks if 1 <= item.paragraph <= page.count("<p>")]
    for anchor in {item.attributes["id"] for item in marks}:
        expected = sum(item.attributes["id"] == anchor for item in there)
        assert done.count(f' id="{html.escape(anchor)}"') == expected

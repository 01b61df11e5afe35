"""The laws of saved pages, clips and messages: no bytes are too nasty, and no word is made up."""

from __future__ import annotations

from contextlib import suppress

from articles import kept
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.charset import encoding_of
from digest.errors import DigestError
from digest.inbox import kind_of
from digest.intake import as_seed
from digest.model import Seed
from digest.parse import read_draft
from digest.parse.rendered import lines_of, parse_html
from digest.text import normalise

PIECES = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<div hidden>",
        "</div>",
        "<h1>The weir is to be mended by June</h1>",
        "<p>The weir will be mended by June, said the engineer who looks after it for the county.</p>",
        "<p>It was broken in the flood of the year before, and no fish have come back since then.</p>",
        "<ul><li>one<li>two</ul>",
        "<br><br>",
        "<!-- ",
        "-->",
        "<script type='application/ld+json'>",
        '{"@type": "NewsArticle", "headline": [[]], "author": {"name": {"@id": "x"}}, "image": [3, {}]}',
        '{"@graph": [{"@id": "a", "@type": "Article", "name": "N", "author": {"@id": "a"}}]}',
        "</script>",
        "<meta name=author content='&#0;&amp;amp; 1'>",
        "<meta property=og:title content='A &lt;b&gt; | C'>",
        "<time datetime='99999-01-01' itemprop=datePublished>",
        "<html lang='x-y-z'>",
        "<table><tr><td>",
        "<svg><title>",
        "&nbsp;&shy;\u0085",
        "]]>",
    ]
)
PAGES = st.lists(PIECES | st.text(max_size=30), max_size=25).map("".join)
KEYS = st.sampled_from(
    ["title", "source", "author", "published", "date", "tags", "url", "created", "site", "x"]
)
VALUES = st.sampled_from(
    ["", "[[A]]", '"', "[a", "{", "- b", "2025-13-40", "04/03/2026", "https://[", "&a", "*a"]
)
FRONTS = st.lists(st.tuples(KEYS, VALUES | st.text(max_size=20)), max_size=8)
HEADERS = st.sampled_from(
    ["From", "Date", "Subject", "Content-Type", "List-Id", "Content-Transfer-Encoding", "X"]
)
NASTY = st.sampled_from(
    [
        "=?utf-8?q?=C3?=",
        "multipart/mixed; boundary=b",
        "text/html; charset=?",
        "<@",
        "a@",
        "Mon, 99",
        "base64",
        ";;",
    ]
)


def seed(path: str, text: str) -> Seed:
    return Seed(path=path, text=normalise(text), sha256="0" * 64)


@given(PAGES)
@settings(max_examples=120)
def test_every_word_of_an_article_stands_on_its_page(page: str) -> None:
    try:
        draft = read_draft(seed("a.html", page))
        whole = "".join(line.key for line in lines_of(parse_html(normalise(page), "")))
    except DigestError:
        return
    assert all("".join(block.text.split()) in whole for block in draft.blocks)
    assert all(line.line >= 1 and line.why for line in draft.dropped)


@given(FRONTS, st.text(max_size=60))
def test_nothing_is_read_from_front_matter_that_does_not_stand_in_the_file(
    front: list[tuple[str, str]], body: str
) -> None:
    clip = seed("a.md", "\n".join(["---", *(f"{key}: {value}" for key, value in front), "---", body]))
    assert [part for part in kept(read_draft(clip)) if letters(part) not in letters(clip.text)] == []


def letters(text: str) -> str:
    """The letters and digits of a text, whatever marks stand between them."""
    return "".join(filter(str.isalnum, text.casefold()))


@given(st.lists(st.tuples(HEADERS, NASTY | st.text(max_size=30)), max_size=8), st.binary(max_size=80))
def test_no_message_is_too_nasty(headers: list[tuple[str, str]], body: bytes) -> None:
    head = "".join(f"{name}: {value}\n" for name, value in headers)
    with suppress(DigestError):
        read_draft(as_seed(head.encode("utf-8", "replace") + b"\n" + body, "a.eml", shown="a.eml"))


@given(st.binary(max_size=200))
def test_any_bytes_have_a_kind_and_an_encoding_or_an_error(data: bytes) -> None:
    assert kind_of(data) in {".eml", ".html", ".md", ".txt"}
    with suppress(DigestError):
        data.decode(encoding_of(data, "x", page=True))

"""Links that lead nowhere."""

from __future__ import annotations

import pytest

from digest.links import Pages, dead_links

PAGES = Pages(
    texts={
        "index.md": "",
        "about.md": "---\ntitle: About us\n---\n\n## How we work {#work}\n\n### A long day\n",
        "articles/ferry.md": "---\ntitle: Ferry\n---\nThe ferry.\n",
        "notes/README.md": "Notes.",
    },
    made=lambda: {
        "index.md": lambda body: f'<h2 id="today"></h2>{body}',
        "articles/ferry.md": lambda body: f'<p id="p1">{body}</p>',
        "speakers/index.md": lambda body: "",
        "speakers/ilse-varden.md": lambda body: '<h2 id="2026-01-14-1"></h2>',
    },
    files={"pictures/ferry one.jpg", "feed.atom", "old/index.html"},
)


def dead(text: str, uri: str = "articles/bridge.md") -> list[tuple[int, str]]:
    pages = Pages(texts={**PAGES.texts, uri: text}, made=PAGES.made, files=PAGES.files)
    return [(link.line, link.text) for link in dead_links(pages) if link.uri == uri]


@pytest.mark.parametrize(
    "link",
    [
        "ferry.md",
        "./ferry.md#p1",
        "#here",
        "../about.md#work",
        "../about.md#a-long-day",
        "../about.md#work:~:text=day",
        "../about.md?x=1",
        "../speakers/ilse-varden.md#2026-01-14-1",
        "../../speakers/ilse-varden/",  # as the browser stands on articles/bridge/
        "../speakers/ilse-varden/",  # as the file stands in articles/
        "../speakers/ilse-varden.html",
        "/speakers/ilse-varden/",
        "/speakers/",
        "/",
        "../",
        "/index.html#today",
        "../notes/",
        "../old/",
        "../pictures/ferry%20one.jpg",
        "../feed.atom",
        "https://example.org/none.md",
        "//example.org/none.md",
        "mailto:desk@example.org",
        "#",
    ],
)
def test_a_link_that_leads_somewhere_is_fine(link: str) -> None:
    assert dead(f"## Here\n\nSee [this]({link}).\n") == []


@pytest.mark.parametrize(
    ("link", "why"),
    [
        ("fery.md", "leads to nothing"),
        ("Ferry.md", "leads to nothing"),
        ("../speakers/nobody/", "leads to nothing"),
        ("/speakers/nobody", "leads to nothing"),
        ("../../../../etc/passwd", "leads to nothing"),
        ("#there", "leads to no place in articles/bridge.md"),
        ("../about.md#play", "leads to no place in about.md"),
        ("ferry.md#p2", "leads to no place in articles/ferry.md"),
        ("/speakers/ilse-varden/#2020-01-01-1", "leads to no place in speakers/ilse-varden.md"),
        ("http://[half", "is no address"),
    ],
)
def test_a_link_that_leads_nowhere_says_why(link: str, why: str) -> None:
    assert dead(f"See [this]({link}).\n") == [(1, f"{link} {why}")]


def test_every_way_to_write_a_link_is_read_and_has_its_line() -> None:
    text = (
        "---\r\ntitle: A bridge\r\n---\r\n\r\n[one](a.md) and\r\n![two](b.png)\r\n\r\n"
        '<a href="c.md?x=1&amp;y=2">three</a>\r\n\r\n[four][4] and again [one](a.md)\r\n\r\n[4]: d.md\r\n'
    )
    assert dead(text) == [
        (5, "a.md leads to nothing"),
        (6, "b.png leads to nothing"),
        (8, "c.md?x=1&y=2 leads to nothing"),
        (12, "d.md leads to nothing"),
        (10, "a.md leads to nothing"),
    ]


def test_what_stands_in_code_is_no_link() -> None:
    assert dead("`[x](a.md)`\n\n```\n[y](b.md)\n```\n\n    [z](c.md)\n") == []


def test_a_page_that_is_its_folders_counts_from_there() -> None:
    assert dead("[ferry](articles/ferry.md) [half](ferry.md)", "index.md") == [
        (1, "ferry.md leads to nothing")
    ]


def test_the_pages_of_a_taught_speaker_keep_the_anchors_of_what_the_editor_wrote() -> None:
    pages = Pages(
        texts={"a.md": "[life](b.md#life) [work](b.md#work)", "b.md": "## Life\n"},
        made=lambda: {"b.md": lambda body: f"<main>{body}</main>"},
    )
    assert [link.text for link in dead_links(pages)] == ["b.md#work leads to no place in b.md"]

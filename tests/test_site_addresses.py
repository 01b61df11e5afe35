"""Where a page stands, and how another links to it."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.site.addresses import address, relative

NAMES = st.text(st.sampled_from("ab.-é?#%: &🙂"), min_size=1, max_size=4).filter(
    lambda name: set(name) - {"."}
)
PAGES = st.lists(NAMES, min_size=1, max_size=3).map(lambda names: "/".join(names) + ".md")


@pytest.mark.parametrize(
    ("src_uri", "in_folders", "as_files"),
    [
        ("index.md", "", "index.html"),
        ("speakers/index.md", "speakers/", "speakers/index.html"),
        ("articles/a.md", "articles/a/", "articles/a.html"),
        ("articles/my-index.md", "articles/my-index/", "articles/my-index.html"),
        ("articles/v1.2.md", "articles/v1.2/", "articles/v1.2.html"),
        ("articles/a: b?.md", "articles/a%3A%20b%3F/", "articles/a%3A%20b%3F.html"),
        ("articles/Ж.md", "articles/%D0%96/", "articles/%D0%96.html"),
    ],
)
def test_a_page_stands_where_mkdocs_puts_it(src_uri: str, in_folders: str, as_files: str) -> None:
    assert address(src_uri, directories=True) == in_folders
    assert address(src_uri, directories=False) == as_files


@pytest.mark.parametrize(
    ("target", "page", "link"),
    [
        ("articles/a/#p1", "articles/a/", "#p1"),
        ("articles/a.html#p1", "articles/a.html", "#p1"),
        ("articles/a/", "articles/a/", "./"),
        ("articles/a.html", "articles/a.html", "a.html"),
        ("", "", "./"),
        ("#top", "", "#top"),
        ("", "articles/a/", "../../"),
        ("speakers/b/", "", "speakers/b/"),
        ("speakers/b.html#q", "articles/a.html", "../speakers/b.html#q"),
    ],
)
def test_a_link_is_as_short_as_it_can_be(target: str, page: str, link: str) -> None:
    assert relative(target, page) == link


@given(PAGES, PAGES, st.booleans(), st.sampled_from(["", "#q-1"]))
def test_a_link_always_arrives(target: str, page: str, directories: bool, anchor: str) -> None:
    here = f"https://example.org/d/{address(page, directories=directories)}"
    there = f"{address(target, directories=directories)}{anchor}"
    assert (
        urljoin(here, relative(there, address(page, directories=directories)))
        == f"https://example.org/d/{there}"
    )

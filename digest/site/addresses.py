"""Where a page of the site stands, and how another page links to it.

The rules are MkDocs' own: `a/b.md` is served as `a/b/`, or as `a/b.html` for reading from a folder.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import takewhile
from urllib.parse import quote


@lru_cache(maxsize=50_000)  # a page is linked from dozens of others
def address(src_uri: str, *, directories: bool) -> str:
    """The page's address from the root of the site; the root itself is empty.

    >>> address("articles/a.md", directories=True), address("articles/a.md", directories=False)
    ('articles/a/', 'articles/a.html')
    >>> address("articles/100% sure?.md", directories=False)
    'articles/100%25%20sure%3F.html'
    >>> address("speakers/index.md", directories=True), address("index.md", directories=False)
    ('speakers/', 'index.html')
    """
    stem = quote(src_uri.removesuffix(".md"))
    if not directories:
        return f"{stem}.html"
    if stem == "index":
        return ""
    return stem.removesuffix("index") if stem.endswith("/index") else f"{stem}/"


def path_of(src_uri: str, *, directories: bool) -> str:
    """The file of the site that a page is written to.

    >>> path_of("articles/a.md", directories=True), path_of("articles/100%.md", directories=False)
    ('articles/a/index.html', 'articles/100%.html')
    """
    stem = src_uri.removesuffix(".md")
    is_folder = stem == "index" or stem.endswith("/index")
    return f"{stem}/index.html" if directories and not is_folder else f"{stem}.html"


def relative(target: str, page: str) -> str:
    """The link from one page's address to another's, an anchor kept.

    >>> relative("articles/a/#q", "speakers/b/")
    '../../articles/a/#q'
    >>> relative("index.html", "articles/a.html")
    '../index.html'
    >>> relative("", "speakers/")
    '../'
    """
    path, hash_mark, anchor = target.partition("#")
    if path == page and anchor:
        return f"#{anchor}"
    here, there = page.split("/")[:-1], path.split("/")
    shared = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(here, there[:-1], strict=False))))
    link = "../" * (len(here) - shared) + "/".join(there[shared:])
    return f"{link or './'}{hash_mark}{anchor}"

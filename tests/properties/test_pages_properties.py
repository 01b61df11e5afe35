"""The law of pages: any entry can be shown, and none of its text is more than text."""

from __future__ import annotations

import re

import markdown
from builders import Seen, site
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import ENTRIES

from digest.model import Entry
from digest.site import pages
from digest.site.catalog import Story

OWN = set(
    re.findall(
        r"\w+",
        """a abbr article aside bdi blockquote button caption circle code dd desc details div dl dt figcaption
        figure footer h1 h2 h3 header input label li line nav ol option p polyline section select span strong
        summary svg table tbody td text th thead time title tr ul""",
    )
)


@settings(max_examples=20)
@given(st.lists(ENTRIES, max_size=3), st.booleans())
def test_any_entries_make_well_formed_pages_of_our_own_elements(
    entries: list[Entry], directories: bool
) -> None:
    whole = site(
        *(Story(f"articles/{at}.md", entry) for at, entry in enumerate(entries)), directories=directories
    )
    for page in pages.build(whole):
        found = Seen(pages.render(page, whole, markdown.markdown("Some *words*.", extensions=["attr_list"])))
        assert {tag for tag, _, _ in found.elements} - {"em"} <= OWN
        assert all("://" not in href or href.lower().startswith("http") for _, href in found.links)

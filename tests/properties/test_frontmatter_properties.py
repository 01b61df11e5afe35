"""Laws of the entry's file."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from strategies import ENTRIES, TEXT, WORDS

from digest.errors import EntryError
from digest.frontmatter import dump, load
from digest.model import Entry
from digest.text import slugify


@given(ENTRIES)
def test_an_entry_reads_back_as_it_was_written(entry: Entry) -> None:
    assert load(dump(entry), where="an entry") == entry


@given(ENTRIES)
def test_the_same_entry_gives_the_same_bytes_down_to_the_last_digit(entry: Entry) -> None:
    once = dump(entry)
    assert dump(replace(entry)) == once
    assert dump(load(once, where="an entry")) == once


@given(TEXT)
def test_a_slug_is_its_own_slug(name: str) -> None:
    assert slugify(slugify(name)) == slugify(name)
    assert slugify(name) != "index"


KEYS = st.sampled_from(["---\n", "title: ", "source:\n", "  name: ", "timestamp: ", "- ", "  - ", "a: ", "x"])


@given(st.lists(WORDS | KEYS).map("".join))
def test_nothing_worse_than_an_error_comes_of_any_text(text: str) -> None:
    with suppress(EntryError):
        load(f"---\ntitle: T\n{text}\n---\n", where="an entry")

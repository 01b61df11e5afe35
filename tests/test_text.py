"""Normalising text, and slugs."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.text import normalise, printable, same_words, slugify


@pytest.mark.parametrize(
    ("pasted", "normal"),
    [
        ("a\r\nb\rc\u2028d\u2029e\x0bf\x0cg\x85h", "a\nb\nc\nd\ne\nf\ng\nh"),
        ("  a\u00a0\u2009 b\t\tc  ", "a b c"),
        ("soft\u00adhyphen, zero\u200bwidth, \ufeffmark", "softhyphen, zerowidth, mark"),
        ("\u202eright\u202c \u2066to\u2069 left", "right to left"),
        ("bell\x07, null\x00, escape\x1b[31m", "bell, null, escape[31m"),
        ("cafe\u0301", "café"),
        ("cafe\u200b\u0301 e\x00\u0301", "café é"),
        ("a\u061cb\u2061c\u2062d\u2063e\u2064f\u2065g", "abcdefg"),
        ("t\U000e0001\U000e0041\U000e007fag", "tag"),
        ("blank\n \n\t\nlines", "blank\n\n\nlines"),
        ("👩‍👩‍👧 שלום", "👩👩👧 שלום"),
        ("", ""),
    ],
)
def test_pasted_text_becomes_plain(pasted: str, normal: str) -> None:
    assert normalise(pasted) == normal


@given(st.text())
def test_normal_text_is_normal(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert once == once.strip(" ")
    assert unicodedata.is_normalized("NFC", once)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("seeds/a.txt: no date", "seeds/a.txt: no date"),
        ("Łódź 李明 – “5\u00a0km”", "Łódź 李明 – “5\u00a0km”"),
        ("\x1b[31m\x07", "\\x1b[31m\\x07"),
        ("a\r\nb\tc\u2028d\x85e", "a\\r\\nb\\tc\\u2028d\\x85e"),
        ("\u202eevil\u2069", "\\u202eevil\\u2069"),
        ("half \ud83d", "half \\ud83d"),
        ("\U000e0041", "\\U000e0041"),
        ("", ""),
    ],
)
def test_what_does_not_print_is_shown_as_its_escape(text: str, shown: str) -> None:
    assert printable(text) == shown


@given(st.text())
def test_what_is_printed_is_one_line_and_shown_the_same_twice(text: str) -> None:
    once = printable(text)
    assert printable(once) == once
    assert len(once.splitlines()) <= 1
    once.encode("utf-8")  # no half character is left


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Łukasz O'Brien", "lukasz-o-brien"),
        ("Анна Ковальчук", "anna-kovalchuk"),
        ("李明", "li-ming"),
        ("  U.N.  ", "u-n"),
        ("!!!", ""),
        ("", ""),
        ("Index", "the-index"),
        ("The Index", "the-index"),
        ("word " * 40, "-".join(["word"] * 16)),
    ],
)
def test_a_name_becomes_an_address(name: str, slug: str) -> None:
    assert slugify(name) == slug


def test_a_slug_may_be_kept_short() -> None:
    assert slugify("A bridge over the lake", max_length=12) == "a-bridge"


@given(st.text())
def test_made_equal_words_keep_their_places(text: str) -> None:
    assert len(same_words(text)) == len(text)
    assert same_words(same_words(text)) == same_words(text)

"""The word lists that come with the package."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from digest import wordlists

DIGEST = Path(wordlists.__file__).parent
NAMED = [
    (package, re.compile(rf'{call}\("(\w+)"\)'), shape)
    for package, call, shape in [
        ("annotate", r"lexicon\.(?:words|lines|table)", "{}.en"),
        ("annotate/quantities", r"(?<![.\w])(?:words|table)", "figures_{}"),
        ("parse", r"lexicon\.(?:words|lines|table|either)", "{}"),
    ]
]


def test_a_comment_is_no_item_wherever_it_stands() -> None:
    for package in ("digest.annotate", "digest.parse", "digest.site"):
        for name in wordlists.names(package, ""):
            items = wordlists.lines(package, name)
            assert items
            assert not [item for item in items if "#" in item or item != item.strip()]


@pytest.mark.parametrize("language", ["xx", "x" * 300, "../../parse/data/byline", "\0", "/"])
def test_a_list_that_is_not_there_has_no_items(language: str) -> None:
    assert wordlists.lines("digest.annotate", f"figures_numbers_{language}") == ()
    assert wordlists.table("digest.annotate", f"figures_numbers_{language}") == {}


def test_a_word_of_a_table_may_hold_the_sign_that_divides_it() -> None:
    assert wordlists.table("digest.annotate", "figures_currencies_en")["Y="] == "JPY"


@pytest.mark.parametrize(("package", "call", "shape"), NAMED, ids=[package for package, *_ in NAMED])
def test_every_list_that_code_names_is_there(package: str, call: re.Pattern[str], shape: str) -> None:
    named = {
        name for path in (DIGEST / package).glob("*.py") for name in call.findall(path.read_text("utf-8"))
    }
    there = wordlists.names(f"digest.{package.partition('/')[0]}", "")
    assert named
    assert {shape.format(name) for name in named} <= set(there)

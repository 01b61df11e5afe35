"""Pasted pages of every layout come in right, or say why not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from articles import assert_is_as_claimed, known
from steps import growth

from digest import parse as parse_package
from digest.errors import ParseError
from digest.model import Seed
from digest.parse import parse, read_draft

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "parse.yml").read_text(encoding="utf-8"))


def seed(case: dict[str, Any]) -> Seed:
    return Seed(path=case.get("path", "a.txt"), text=case["text"], sha256="0" * 64)


@pytest.mark.parametrize("case", [c for c in CASES if "error" not in c], ids=lambda case: case["claim"])
def test_a_pasted_page_comes_in_right(case: dict[str, Any]) -> None:
    assert_is_as_claimed(parse(seed(case), known(case)), case)


@pytest.mark.parametrize("case", [c for c in CASES if "error" in c], ids=lambda case: case["claim"])
def test_a_page_that_is_no_article_says_why(case: dict[str, Any]) -> None:
    with pytest.raises(ParseError) as caught:
        parse(seed(case), known(case))
    assert str(caught.value).startswith(case["error"])


def test_a_paragraph_that_nobody_could_read_is_an_error_that_says_where() -> None:
    text = "Source: Example Post\nA flood\n2 March 2025\n\n" + "It rained again on that day. " * 800
    with pytest.raises(ParseError) as caught:
        parse(Seed(path="a.txt", text=text.strip(), sha256="0" * 64))
    assert str(caught.value) == "a.txt:5: a paragraph of 23,199 characters; break it into lines"


def test_a_long_paragraph_of_a_page_is_an_error_without_a_line() -> None:
    text = f"<title>A flood</title><p>{'It rained<i> again</i> on that day. ' * 1000}</p>"
    with pytest.raises(ParseError) as caught:
        parse(Seed(path="a.html", text=text, sha256="0" * 64))
    assert str(caught.value) == "a.html: a paragraph of 28,999 characters; break it into lines"


def test_a_saved_page_may_be_long_but_not_its_text() -> None:
    with pytest.raises(ParseError) as caught:
        parse(Seed(path="a.html", text="<p>7</p>" * 21_000, sha256="0" * 64))
    assert "lines, and an article has at most 20,000; keep only the article's text" in str(caught.value)


@pytest.mark.parametrize("line", ["1\n", "02/03/2025\n"])
def test_twice_the_lines_of_a_paste_take_about_twice_the_steps(line: str) -> None:
    assert growth(lambda size: read_draft(Seed(path="a.txt", text=line * size, sha256="0" * 64)), 500) < 2.5


def test_a_line_of_a_million_signs_is_no_date_and_no_paragraph() -> None:
    text = "2 December 2025 " + "#" * 1_000_000
    draft = read_draft(Seed(path="a.txt", text=text, sha256="0" * 64))
    assert (draft.blocks, draft.published, draft.question) == ((), None, "no date of publication")


def test_a_draft_may_lack_what_an_entry_needs() -> None:
    draft = read_draft(Seed(path="a.txt", text="The bridge opened to cars on Sunday.", sha256="0" * 64))
    assert (draft.title, draft.source, draft.published) == (None, None, None)
    assert draft.question == "no date of publication"


def test_the_same_seed_gives_the_same_article() -> None:
    case = CASES[0]
    assert parse(seed(case)) == parse(seed(case))


def test_every_list_is_sorted_says_what_it_is_and_repeats_nothing() -> None:
    for path in sorted((Path(parse_package.__file__).parent / "data").glob("*.txt")):
        lines = path.read_text(encoding="utf-8").splitlines()
        items = [line for line in lines if not line.startswith("#")]
        assert lines[0].startswith("# "), path.name
        assert items == sorted(set(items)), path.name

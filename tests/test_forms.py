"""Saved pages, clipped Markdown and messages come in right, or say why not."""

from __future__ import annotations

import builtins
from pathlib import Path
from typing import Any

import pytest
import yaml
from articles import assert_is_as_claimed, known

from digest.errors import ParseError
from digest.model import Article, KnownSource, Seed
from digest.parse import parse, read_draft, rendered, saved
from digest.parse.rendered import parse_html
from digest.parse.said import names_in
from digest.parse.stamps import read_stamp

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "forms.yml").read_text(encoding="utf-8"))
PAGE = next(case["text"] for case in CASES if case["path"] == "a.html")


def seed(case: dict[str, Any]) -> Seed:
    return Seed(path=case["path"], text="<div>" * case.get("deep", 0) + case["text"], sha256="0" * 64)


def of_page(text: str) -> Article:
    return parse(Seed(path="a.html", text=text, sha256="0" * 64))


@pytest.mark.parametrize("case", [c for c in CASES if "error" not in c], ids=lambda case: case["claim"])
def test_a_seed_of_another_form_comes_in_right(case: dict[str, Any]) -> None:
    assert_is_as_claimed(parse(seed(case), known(case)), case)


@pytest.mark.parametrize("case", [c for c in CASES if "error" in c], ids=lambda case: case["claim"])
def test_a_seed_of_another_form_that_is_no_article_says_why(case: dict[str, Any]) -> None:
    with pytest.raises(ParseError) as caught:
        parse(seed(case), known(case))
    assert str(caught.value).startswith(case["error"])


@pytest.mark.parametrize("title", ["", "title: The weir is mended\n"])
def test_a_date_in_front_matter_that_is_none_is_no_title_and_no_source(title: str) -> None:
    text = f"---\n{title}date: soon\n---\n\nThe weir is mended\n\nIt was a long year, said the engineer."
    draft = read_draft(Seed(path="a.md", text=text, sha256="0" * 64))
    assert (draft.title, draft.source, draft.published) == ("The weir is mended", None, None)
    assert [block.text for block in draft.blocks] == ["It was a long year, said the engineer."]
    assert draft.question == "no date of publication"


@pytest.mark.parametrize("missing", ["lxml.html", "trafilatura"])
def test_without_the_extra_a_page_is_an_error_that_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    original = builtins.__import__

    def without(name: str, *more: Any, **options: Any) -> Any:
        if name == missing:
            raise ImportError(name)
        return original(name, *more, **options)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(ParseError) as caught:
        of_page(PAGE)
    assert str(caught.value).startswith("a.html: a web page, which this installation cannot read; install")
    assert "pip install 'mkdocs-digest[html]'" in str(caught.value)


def test_a_page_with_more_elements_than_any_article_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendered, "_MOST", 10)
    with pytest.raises(ParseError, match="more than 10 elements"):
        of_page(PAGE)


def test_a_tag_with_more_attributes_than_any_page_has_is_an_error_with_its_line() -> None:
    many = " ".join(f'a{number}="x > y"' for number in range(6000))
    with pytest.raises(ParseError, match=r"^a\.html:2: a tag with 6,000 attributes; copy the article's text"):
        of_page(f"<html>\n<p {many}>")


def test_many_tags_long_values_and_programs_are_no_attributes() -> None:
    noise = f"<b>x</b>{'<i>' * 9}<script>if (a<b) {'x = y; ' * 900}</script><img alt='{'x ' * 9000}'>"
    assert of_page(PAGE.replace("</article>", f"</article>{noise}")).title == of_page(PAGE).title


@pytest.mark.parametrize("wide", ["<b></b>" * 2000, ("<p>" + "<b></b>" * 999 + "</p>") * 21])
def test_a_page_whose_structure_would_take_too_long_is_read_by_its_text(
    monkeypatch: pytest.MonkeyPatch, wide: str
) -> None:
    import trafilatura

    page = PAGE.replace("</article>", f"</article><div>{wide}</div>")
    assert wide in page
    monkeypatch.setattr(trafilatura, "bare_extraction", None)
    assert of_page(page).paragraphs[0].startswith("The new bridge at Mill Lane")


def test_where_the_structure_shows_no_body_the_rules_for_pasted_text_find_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(saved, "_extracted", lambda _: ())
    article = of_page(PAGE)
    assert article.paragraphs[0].startswith("The new bridge at Mill Lane")
    assert {line.why for line in article.dropped} >= {"advertisement"}


def test_words_that_the_page_does_not_print_are_never_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = rendered.lines_of(parse_html(PAGE, ""))
    made_up = rendered.Shown(text="The mayor has resigned, and the bridge is sold.", line=1)
    halved = rendered.Shown(text="The contract was signed by former mayor Piet Hask", line=1)
    monkeypatch.setattr(saved, "_extracted", lambda _: (made_up, *lines, halved))
    paragraphs = of_page(PAGE).paragraphs
    assert made_up.text not in paragraphs
    assert halved.text in paragraphs


@pytest.mark.parametrize(
    ("text", "stamp"),
    [
        ("2025-12-02", "2025-12-02"),
        ("2025-12-02 19:42", "2025-12-02T19:42:00"),
        ("2025-12-02T19:42:07.113Z", "2025-12-02T19:42:07+00:00"),
        ("2025-12-02T19:42:00-05", "2025-12-02T19:42:00-05:00"),
        ("2025-12-02T10:12:00 (UTC +02:00)", "2025-12-02T10:12:00+02:00"),
        ("Tue, 2 Dec 2025 19:42:00 +0200", "2025-12-02T19:42:00+02:00"),
        ("2025-12-02T00:00:00+02:00", "2025-12-02"),
        ("1970-01-01T00:00:01Z", "None"),
        ("2025-02-30", "None"),
        ("2025-12-02T19:42:00+19:00", "None"),
        ("Tue, 32 Dec 2025 19:42:00", "None"),
        ("02/12/2025", "None"),
        ("soon, we hope", "None"),
    ],
)
def test_a_machine_s_date_is_read_in_every_spelling_or_not_at_all(text: str, stamp: str) -> None:
    assert str(read_stamp(text)) == stamp


def test_a_zone_that_does_not_exist_moves_no_clock() -> None:
    nowhere = KnownSource(slug="x", name="X", timezone="Nowhere/At_all")
    assert str(read_stamp("2025-12-02T19:42:00Z", nowhere)) == "2025-12-02T19:42:00+00:00"


def test_a_time_without_an_offset_gets_that_of_the_outlet() -> None:
    kyiv = KnownSource(slug="x", name="X", timezone="Europe/Kyiv")
    assert str(read_stamp("2025-12-02T19:42", kyiv)) == "2025-12-02T19:42:00+02:00"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ada Berg\nBo Lund\nAda Berg", ("Ada Berg", "Bo Lund")),
        ("山田太郎", ("山田太郎",)),
        ("Reuters", ("Reuters",)),
        ("ada@tarn.example", ()),
        ("Ada Berg, Science Editor", ("Ada Berg",)),
        ("webmaster", ()),
    ],
)
def test_names_are_taken_from_what_is_stated_of_authors(text: str, names: tuple[str, ...]) -> None:
    assert names_in(text) == names

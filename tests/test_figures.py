"""What is a figure, what it says, and which comes first."""

from __future__ import annotations

import decimal
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from digest.annotate.figures import Figure, find_figures, find_quantities
from digest.annotate.quantities.locales import decimal_mark
from digest.annotate.quantities.numerals import plus, read_numeral, times

CASES: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (Path(__file__).parent / "cases" / "figures.yml").read_text(encoding="utf-8")
)


def each_case() -> Iterator[Any]:
    for claim, cases in CASES.items():
        for case in cases:
            yield pytest.param(case, id=f"{claim}: {case['text'][:40]}")


@pytest.mark.parametrize("case", list(each_case()))
def test_each_quantity_of_a_text_is_read(case: dict[str, Any]) -> None:
    text = case["text"]
    found = find_quantities(text, language=case.get("language", "en"))
    read = [[text[q.start : q.end], _value(q.value, q.value_to), q.unit, q.modifier] for q in found]
    told = [[str(row[0]), str(row[1]), *row[2:], *[None] * (4 - len(row))] for row in case.get("figures", [])]
    assert read == told
    if "kinds" in case:
        assert [q.kind for q in found] == case["kinds"]


def _value(value: Decimal, value_to: Decimal | None) -> str:
    return str(value) if value_to is None else f"{value}..{value_to}"


def surfaces(paragraphs: list[str], figures: tuple[Figure, ...]) -> list[str]:
    return [figure.span.of(paragraphs) for figure in figures]


def labels(paragraphs: list[str]) -> list[str | None]:
    return [figure.label and figure.label.of(paragraphs) for figure in find_figures(paragraphs)]


def test_the_sample_seed_has_one_figure_and_it_is_right() -> None:
    seed = Path(__file__).parents[1] / "seeds" / "000_f65bd19415829a1b.txt"
    paragraphs = [line for line in seed.read_text(encoding="utf-8").splitlines() if line]
    (figure,) = find_figures(paragraphs)
    assert figure.span.of(paragraphs) == "over €187 billion"
    assert (figure.value, figure.unit, figure.modifier) == (Decimal(187_000_000_000), "EUR", "over")
    assert figure.label is not None
    assert figure.label.of(paragraphs) == "Europe has already provided over €187 billion to Ukraine"


def test_a_figure_said_twice_is_one_with_its_places() -> None:
    paragraphs = ["The plant hired 300 workers.", "Why 300 workers? Nobody says.", "All 300 workers stay."]
    (figure,) = find_figures(paragraphs)
    assert figure.span.paragraph == 1
    assert figure.places == (2, 3)


def test_a_figure_said_twice_in_one_paragraph_has_no_other_place() -> None:
    (figure,) = find_figures(["The plant hired 300 workers, and 300 workers are few."])
    assert figure.places == ()


def test_the_same_number_of_other_things_is_another_figure() -> None:
    assert len(find_figures(["They sent 40 tanks and 40 trucks."])) == 2


def test_what_the_title_repeats_comes_first() -> None:
    paragraphs = ["The fund lost €3 million in 14 months.", "It owns 72 houses."]
    figures = find_figures(paragraphs, title="Seventy-two houses for one fund")
    assert surfaces(paragraphs, figures)[0] == "72 houses"


def test_the_title_matches_a_number_in_other_words() -> None:
    paragraphs = ["A fire hurt 40 guests.", "Seven people are missing."]
    figures = find_figures(paragraphs, title="7 gone after fire")
    assert surfaces(paragraphs, figures)[0] == "Seven people"


def test_the_words_of_the_title_draw_a_figure_forward() -> None:
    paragraphs = ["The town of 9,000 people met on a hill.", "Its orchard gave 600 pears, a record harvest."]
    figures = find_figures(paragraphs, title="Orchard brings record harvest of pears")
    assert surfaces(paragraphs, figures)[0] == "600 pears"


def test_without_a_title_money_and_text_order_decide() -> None:
    paragraphs = ["It has 40 rooms and cost €3 million.", "It has 12 doors."]
    assert surfaces(paragraphs, find_figures(paragraphs)) == ["€3 million", "40 rooms", "12 doors"]


def test_an_age_is_a_figure_only_where_the_title_tells_it() -> None:
    paragraphs = ["Ada Novak, 103, still paints."]
    assert find_figures(paragraphs, title="A painter's day") == ()
    assert surfaces(paragraphs, find_figures(paragraphs, title="At 103, she paints")) == ["103"]
    assert surfaces(paragraphs, find_figures(paragraphs, title="The oldest painter")) == ["103"]


@pytest.mark.parametrize(
    "text",
    [
        "There is one aggressor and one victim.",
        "Hundreds of people came, tens of thousands left.",
        "It happened two years ago.",
        "He turned 44.",
        "In December, a 3-1 win; Section 4; COVID-19; 12 May 2020.",
    ],
)
def test_what_no_reader_would_look_up_is_no_figure(text: str) -> None:
    assert find_figures([text]) == ()


def test_a_bare_number_is_a_figure_when_it_tells_something() -> None:
    paragraphs = ["Attendance reached 61,000, more than 20 above the index of 87.5.", "It stood at -130."]
    assert surfaces(paragraphs, find_figures(paragraphs)) == ["61,000", "more than 20", "87.5", "-130"]


def test_a_label_is_the_clause_with_the_figure() -> None:
    assert labels(['"We built over 300 schools, more than ever," she said.']) == ["We built over 300 schools"]


def test_a_label_grows_when_its_clause_says_too_little() -> None:
    assert labels(["The dam lost its gates, or 4 %."]) == ["The dam lost its gates, or 4 %"]
    assert labels(["So far, 40 barns, once full of hay, burnt."]) == ["So far, 40 barns"]
    assert labels(["40 barns, once full of hay, burnt."]) == ["40 barns, once full of hay"]


def test_a_label_ends_with_its_sentence() -> None:
    text = "Mr. Novak of the U.S. Mint sold 40 coins. Nobody asked why. He left."
    assert labels([text]) == ["Mr. Novak of the U.S. Mint sold 40 coins"]


def test_a_figure_without_words_has_no_label() -> None:
    assert labels(["€40"]) == [None]


def test_a_clause_too_long_to_read_is_no_label() -> None:
    assert labels(["The " + "very " * 60 + "old mill ground 40 sacks of grain " + "for rye " * 60]) == [None]


def test_a_long_clause_is_cut_once_more_at_a_weaker_place() -> None:
    text = "A baker of the old town " + "near the river " * 12 + "who sold 40 loaves went home"
    assert labels([text]) == ["who sold 40 loaves went home"]


def test_a_label_holds_the_minus_of_its_figure() -> None:
    assert labels(["-0.4% was the change in May."]) == ["-0.4% was the change in May"]
    assert labels(["- so -0.4% was the change in May."]) == ["so -0.4% was the change in May"]


def test_a_label_closes_the_bracket_it_opens() -> None:
    assert labels(["The pump is light (6.4 kg) and loud."]) == ["The pump is light (6.4 kg)"]


def test_values_are_exact_whatever_the_caller_computes_with() -> None:
    with decimal.localcontext() as context:
        context.prec = 3
        context.traps[decimal.Inexact] = True
        tonnes, bare = find_figures(
            ["They moved 123,456,789.123 tonnes, from a balance of −123,456.789 before."]
        )
    assert tonnes.value == Decimal("123456789.123")
    assert bare.value == Decimal("-123456.789")


@pytest.mark.parametrize(
    ("numeral", "language", "value"),
    [
        ("1,234.56", "en", "1234.56"),
        ("1.234,56", "en", "1234.56"),
        ("1.234,56", "de", "1234.56"),
        ("1,234.56", "de", "1234.56"),
        ("1.234.567", "en", "1234567"),
        ("1'234'567", "de", "1234567"),
        ("10 000", "fr", "10000"),
        ("12,34,567", "en", "1234567"),
        ("0.5", "en", "0.5"),
        ("0", "en", "0"),
        ("1,5", "en", "1.5"),
        ("7.20", "sv", "7.20"),
        ("10.500", "de", "10500"),
        ("10.500", "en", "10.500"),
        ("١٢٣", "ar", "123"),
        ("١٬٢٣٤٫٥", "ar", "1234.5"),
    ],
)
def test_a_numeral_is_read_in_its_language(numeral: str, language: str, value: str) -> None:
    assert read_numeral(numeral, decimal_mark(language)) == Decimal(value)


@pytest.mark.parametrize(
    "numeral",
    ["10.000", "1,2,3,4", "1,23,4", "1.2,3.4", "1,2.3,4", "007", "1.2.3", "12,3456", "1٢3", "0,123"],
)
def test_a_numeral_read_in_two_ways_or_none_is_left_out(numeral: str) -> None:
    assert read_numeral(numeral) is None


@pytest.mark.parametrize("length", [31, 99, 1_000_000])
def test_a_numeral_too_long_to_mean_anything_is_left_out(length: int) -> None:
    assert read_numeral("9" * length) is None


def test_products_and_sums_are_never_rounded() -> None:
    long = Decimal("123456789012345678901234567890")
    assert times(long, Decimal("0.1")) == Decimal("12345678901234567890123456789.0")
    assert plus(long, Decimal("0.5")) == Decimal("123456789012345678901234567890.5")


def test_an_unknown_language_still_has_signs_and_digits() -> None:
    (quantity,) = find_quantities("zzz €5, 7 zzz", language="xx-unknown")
    assert (quantity.value, quantity.unit) == (Decimal(5), "EUR")


def test_a_region_has_its_own_decimal_mark_and_its_language_s_words() -> None:
    (swiss,) = find_quantities("rund 10.5 Prozent", language="de-CH")
    assert (swiss.value, swiss.unit, swiss.modifier) == (Decimal("10.5"), "%", "about")

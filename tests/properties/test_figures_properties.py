"""Laws of figures that hold for any text."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from steps import growth

from digest.annotate.figures import find_figures, find_quantities
from digest.annotate.quantities.numerals import read_numeral

WORDS = """
0 1 5 12 2019 1,000 3.5 1.234,5 € $ US$ £ % ° million bn m k dozen half two-thirds one hundreds of people
years old ago a per day to - – between and or over about up fell by ( ) , . : ; / ^ “ ” ½ ٣ Section COVID
-19 May EUR dollars km h @ = three twenty
"""
FIGURES = """
€5 million|−5 °C|10–12 %|about 300 people|from $3 to $4 billion|fell 0.4%|minus 12 degrees|$(3.2) million
two-thirds|1,000 km (620 miles)|4- or 5-inch|Bus 500|over 5 miles|40 years old|5 or 6 %|½|-0.4% to 2%
17.4 per 100,000 citizens|12 degrees below zero
"""
PIECES = st.sampled_from([*WORDS.split(), *FIGURES.strip().replace("\n", "|").split("|")])
TEXTS = st.one_of(
    st.text(max_size=80),
    st.lists(PIECES, max_size=25).map(" ".join),
    st.lists(PIECES, max_size=25).map("".join),
)
LANGUAGES = st.sampled_from(["en", "de", "fr", "es", "it", "pt", "nl", "sv", "uk", "ru", "pl", "ja", "xx"])


@given(TEXTS, LANGUAGES)
@settings(max_examples=300, deadline=None)
def test_quantities_stand_in_order_and_never_overlap(text: str, language: str) -> None:
    end = 0
    for quantity in find_quantities(text, language=language):
        assert end <= quantity.start < quantity.end <= len(text)
        end = quantity.end


@given(st.lists(TEXTS, max_size=4), TEXTS, LANGUAGES)
@settings(max_examples=150, deadline=None)
def test_every_figure_is_a_slice_inside_its_label(paragraphs: list[str], title: str, language: str) -> None:
    for figure in find_figures(paragraphs, title=title, language=language):
        assert figure.span.of(paragraphs)
        assert figure.value.is_finite()
        assert figure.unit is None or figure.unit == figure.unit.strip() != ""
        assert figure.label is None or figure.label.covers(figure.span)
        assert list(figure.places) == sorted(set(figure.places) - {figure.span.paragraph})


@given(st.lists(TEXTS, max_size=3), TEXTS)
@settings(max_examples=50, deadline=None)
def test_the_same_text_gives_the_same_figures(paragraphs: list[str], title: str) -> None:
    assert find_figures(paragraphs, title=title) == find_figures(list(paragraphs), title=title)


@given(st.integers(min_value=2200, max_value=10**29), st.sampled_from(["ships", "%", "km", "EUR"]))
def test_a_whole_number_is_read_as_it_is_written(value: int, unit: str) -> None:
    for numeral in (str(value), f"{value:,}"):
        (quantity,) = find_quantities(f"They had {numeral} {unit} there.")
        assert (quantity.value, quantity.unit) == (Decimal(value), unit)


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_both_ways_to_write_decimals_mean_the_same(value: Decimal) -> None:
    english = f"{value:,.2f}"
    german = english.translate(str.maketrans(",.", ".,"))
    assert read_numeral(english, ".") == read_numeral(german, ",") == value


@given(st.integers(min_value=31, max_value=500))
def test_a_number_too_long_to_mean_anything_is_left_out(length: int) -> None:
    assert find_figures([f"They had {'7' * length} ships.", f"10^{'4' * length}"]) == ()


REPEATED = ["7", "1,", "€", "5 or ", "1, 2, ", "one ", "1-", "a million ", "1 aa bb cc ", "\u0663", " "]
REPEATED += ['."', "5 to ", "1/2 ", "5 people went, "]


@pytest.mark.parametrize("piece", REPEATED)
def test_twice_the_text_takes_about_twice_the_steps(piece: str) -> None:
    assert growth(lambda size: find_figures([piece * size], title=piece * size), 300) < 2.5


# No step shows what a regular expression does: one whose work grew with the square would not come back.
@pytest.mark.parametrize("piece", ["7", "1,", "\u0663", " "])
def test_half_a_million_signs_that_make_no_number_are_no_figure(piece: str) -> None:
    assert find_figures([piece * (500_000 // len(piece))]) == ()

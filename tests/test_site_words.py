"""Dates, numbers and addresses as a reader's language writes them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from builders import figure
from hypothesis import given
from hypothesis import strategies as st

from digest.model import Timestamp
from digest.site.safe_text import host, web_url
from digest.site.words import Words
from digest.text import normalise

DAY = date(2025, 12, 2)
ENGLISH = Words.of("en")


def test_a_day_is_written_out() -> None:
    assert ENGLISH.day(DAY) == "2 December 2025"
    assert ENGLISH.full_day(DAY) == "Tuesday, 2\u00a0December\u00a02025"
    assert ENGLISH.short_day(DAY) == "2 Dec 2025"
    assert ENGLISH.month(DAY) == "December 2025"


@pytest.mark.parametrize(
    ("language", "day", "number"),
    [
        ("de", "2. Dezember 2025", "1.234.567,50"),
        ("uk", "2 грудня 2025 р.", "1 234 567,50"),
        ("pt-BR", "2 de dezembro de 2025", "1.234.567,50"),
        ("en-US", "December 2, 2025", "1,234,567.50"),
        ("zh-Hant-TW", "2025年12月2日", "1,234,567.50"),
    ],
)
def test_other_languages_have_their_own_ways(language: str, day: str, number: str) -> None:
    words = Words.of(language)
    assert normalise(words.day(DAY)) == day
    assert normalise(words.number(Decimal("1234567.50"))) == number


@pytest.mark.parametrize("language", ["", "xx", "de_DE", "not a language", "null", "-", "é"])
def test_an_unknown_language_reads_as_english(language: str) -> None:
    assert Words.of(language) == ENGLISH


@pytest.mark.parametrize(
    ("stamp", "written", "clock"),
    [
        ("2025-12-02", "2 December 2025", ""),
        ("2025-12-02T19:42", "2 December 2025, 19:42", "19:42"),
        ("2025-12-02T19:42+02:00", "2 December 2025, 19:42 UTC+2", "19:42"),
        ("2025-12-02T00:00:30Z", "2 December 2025, 00:00 UTC", "00:00"),
        ("2025-12-02T19:42-03:30", "2 December 2025, 19:42 UTC−3:30", "19:42"),
    ],
)
def test_a_timestamp_says_as_much_as_is_known(stamp: str, written: str, clock: str) -> None:
    assert ENGLISH.timestamp(Timestamp.parse(stamp)) == written
    assert ENGLISH.clock(Timestamp.parse(stamp)) == clock


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("187000000000", "187,000,000,000"),
        ("1.10", "1.10"),
        ("-0.5", "-0.5"),
        ("0", "0"),
        ("1E+6", "1,000,000"),
        ("1E-7", "0.0000001"),
        ("123456789012345678901234567890.123456789", "123,456,789,012,345,678,901,234,567,890.123456789"),
    ],
)
def test_a_number_keeps_every_digit(value: str, written: str) -> None:
    assert ENGLISH.number(Decimal(value)) == written


@given(st.decimals(allow_nan=False, allow_infinity=False).filter(bool))
def test_a_number_shown_is_the_number_meant(value: Decimal) -> None:
    assert ENGLISH.number(value).replace(",", "") == f"{value:f}"


def test_a_quantity_has_its_unit_and_its_range() -> None:
    assert ENGLISH.quantity(figure(value="5")) == "5"
    assert ENGLISH.quantity(figure(value="5000", unit="EUR")) == "5,000 EUR"
    assert ENGLISH.quantity(figure(value="5", value_to=Decimal("7.5"), unit="km")) == "5–7.5 km"
    assert ENGLISH.quantity(figure(value="5", value_to=Decimal(0))) == "5–0"


@pytest.mark.parametrize(
    ("surface", "value", "unit", "exact"),
    [
        ("312 beds", "312", "beds", ""),
        ("−5 °C", "-5", "°C", ""),
        ("-5 °C", "-5", "°C", ""),
        ("minus 12 degrees", "-12", "°", "-12 °"),
        ("€6 million", "6000000", "EUR", "6,000,000 EUR"),
    ],
)
def test_an_exact_value_is_told_where_the_words_do_not(
    surface: str, value: str, unit: str, exact: str
) -> None:
    assert ENGLISH.exact(figure(surface, value, unit=unit)) == exact


def test_an_exact_value_is_not_said_again_where_only_its_blank_is_another() -> None:
    assert Words.of("uk").exact(figure("1 200 людей", "1200", unit="людей")) == ""


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.example.org/a", "example.org"),
        ("http://Example.org:8080", "example.org"),
        ("https://user:secret@example.org/", "example.org"),
        ("http://[::1", ""),
        ("no address", ""),
        ("", ""),
    ],
)
def test_a_link_is_called_by_its_site(url: str, name: str) -> None:
    assert host(url) == name


@pytest.mark.parametrize("url", ["https://example.org/a?b#c", "HTTP://example.org"])
def test_an_address_of_the_web_is_safe(url: str) -> None:
    assert web_url(url) == url


@pytest.mark.parametrize("rest", ["alert(1)", "//example.org/%0aalert(1)"])
@pytest.mark.parametrize(
    "scheme", ["javascript:", "JavaScript:", " javascript:", "java\nscript:", "data:", "file:", "ftp:"]
)
def test_an_address_of_another_kind_is_none(scheme: str, rest: str) -> None:
    assert web_url(scheme + rest) is None


@pytest.mark.parametrize("url", ["//example.org", "example.org", "/a", "https://", "http://[::1", "", None])
def test_what_leads_to_no_site_is_none(url: str | None) -> None:
    assert web_url(url) is None

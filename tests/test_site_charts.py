"""Small charts."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import date
from decimal import Decimal
from typing import Any

import builders
import pytest

from digest.model import Timestamp
from digest.site.catalog import GivenFigure, given_figures
from digest.site.charts import course, strip, timeline
from digest.site.words import Words

ENGLISH = Words.of("en")


def drawn(*days: date, title: str = "When") -> ET.Element:
    return ET.fromstring(str(timeline(days, ENGLISH, title)))


def words_of(chart: ET.Element) -> tuple[str, str]:
    """The title and the description, as a screen reader finds them."""
    by_id = {part.attrib["id"]: part.text or "" for part in chart if "id" in part.attrib}
    return by_id[chart.attrib["aria-labelledby"]], by_id[chart.attrib["aria-describedby"]]


def dots(chart: ET.Element) -> list[tuple[float, int, str]]:
    return [
        (float(dot.attrib["cx"]), int(dot.attrib["r"]), dot.findtext("title", ""))
        for dot in chart.iter("circle")
    ]


def strokes(chart: ET.Element) -> list[tuple[float, float, str]]:
    """Where each day stands, how tall it is, and what it says."""
    return [
        (
            float(line.attrib["x1"]),
            float(line.attrib["y1"]) - float(line.attrib["y2"]),
            line.findtext("title", ""),
        )
        for line in chart.iter("line")
        if "class" in line.attrib
    ]


def test_one_stroke_a_day_the_taller_the_more_was_said() -> None:
    chart = drawn(date(2026, 1, 3), date(2026, 1, 1), date(2026, 1, 3), date(2026, 1, 2))
    assert strokes(chart) == [
        (24.0, 18, "1 Jan 2026: 1 quotation"),
        (320.0, 18, "2 Jan 2026: 1 quotation"),
        (616.0, 32, "3 Jan 2026: 2 quotations"),
    ]


def test_the_ends_of_the_line_have_their_days() -> None:
    chart = drawn(date(2026, 1, 1), date(2026, 3, 1))
    assert [(label.attrib["text-anchor"], label.text) for label in chart.iter("text")] == [
        ("start", "1 Jan 2026"),
        ("end", "1 Mar 2026"),
    ]


def test_a_single_day_stands_in_the_middle() -> None:
    chart = drawn(date(2026, 1, 1), date(2026, 1, 1))
    assert strokes(chart) == [(320.0, 32, "1 Jan 2026: 2 quotations")]
    assert [(label.attrib["text-anchor"], label.text) for label in chart.iter("text")] == [
        ("middle", "1 Jan 2026")
    ]


def test_a_day_of_a_single_quotation_is_seen_beside_one_of_many() -> None:
    chart = drawn(date(2026, 1, 1), *[date(2026, 1, 2)] * 500)
    assert [round(height) for _, height, _ in strokes(chart)] == [4, 32]


def test_every_day_lies_inside_the_drawing() -> None:
    chart = drawn(*(date(year, 1, 1) for year in range(1990, 2027)))
    places = [place for place, _, _ in strokes(chart)]
    assert len(places) == 37
    assert (min(places), max(places)) == (24, 616)


def test_a_title_is_only_text() -> None:
    chart = drawn(date(2026, 1, 1), title='When "<script>alert(1)</script>" spoke')
    assert words_of(chart)[0] == 'When "<script>alert(1)</script>" spoke'
    assert [element.tag for element in chart][2:] == ["line", "line", "text"]


def test_a_chart_says_in_words_what_it_shows() -> None:
    chart = drawn(date(2026, 1, 1), date(2026, 1, 1), date(2026, 1, 2))
    assert words_of(chart)[1] == "1 Jan 2026: 2 quotations; 2 Jan 2026: 1 quotation"
    many = drawn(*(date(2026, 1, day) for day in range(1, 31)))
    assert words_of(many)[1] == "30, from 1 Jan 2026: 1 quotation to 30 Jan 2026: 1 quotation"


def given(*figures: tuple[str, str], day: str = "2026-01-02", **parts: Any) -> list[GivenFigure]:
    made = tuple(builders.figure(surface, value, **parts) for surface, value in figures)
    return list(given_figures(builders.story(day, timestamp=Timestamp.parse(day), key_figures=made)))


def stripped(figures: list[GivenFigure]) -> ET.Element:
    return ET.fromstring(str(strip(figures, ENGLISH, "Euros by size", "unit-1")))


def test_figures_of_a_unit_stand_by_size() -> None:
    chart = stripped(given(("€4", "4"), ("€1", "1"), ("€2", "2")))
    assert [(place, told) for place, _, told in sorted(dots(chart))] == [
        (24.0, "€1 (The Courier)"),
        (221.3, "€2 (The Courier)"),
        (616.0, "€4 (The Courier)"),
    ]
    assert [label.text for label in chart.iter("text")] == ["1", "4"]
    assert words_of(chart) == (
        "Euros by size",
        "€4 (The Courier); €1 (The Courier); €2 (The Courier)",
    )


def test_a_range_is_a_line_to_its_far_end() -> None:
    figures = given(("1 to 3 km", "1"), value_to=Decimal(3)) + given(("2 km", "2"))
    (line,) = (line for line in stripped(figures).iter("line") if "class" in line.attrib)
    assert (line.attrib["x1"], line.attrib["x2"]) == ("24.0", "616.0")


def test_figures_far_apart_stand_by_their_powers_of_ten() -> None:
    chart = stripped(given(("1", "1"), ("10", "10"), ("1000", "1000")))
    assert [place for place, _, _ in sorted(dots(chart))] == [24.0, 221.3, 616.0]
    ticks = [line.attrib["x1"] for line in chart.iter("line") if line.attrib["x1"] == line.attrib["x2"]]
    assert ticks == ["24.0", "221.3", "418.7", "616.0"]
    assert words_of(chart)[1].endswith("Each mark is ten times the one before.")
    assert "ten times" not in words_of(stripped(given(("0", "0"), ("1000", "1000"))))[1]


def test_equal_figures_are_no_chart() -> None:
    assert strip(given(("€4", "4"), ("€4", "4.0")), ENGLISH, "Euros", "u") is None


@pytest.mark.parametrize("values", [("1E-900", "1E+900"), ("1" * 40 + "1", "1" * 40 + "2"), ("-5", "1E+900")])
def test_numbers_of_any_size_stay_inside_the_drawing(values: tuple[str, str]) -> None:
    chart = stripped(given(*((value, value) for value in values)))
    assert sorted(place for place, _, _ in dots(chart)) == [24, 616]
    assert len(list(chart.iter("line"))) < 30


def test_one_subject_over_days_goes_up_and_down() -> None:
    days = {"2026-01-01": "5.8", "2026-01-02": "6.4", "2026-01-05": "6.1"}
    figures = [one for day, value in days.items() for one in given((f"{value} m", value), day=day)]
    chart = ET.fromstring(str(course(figures, ENGLISH, "The river stands at …", "s")))
    places = [(float(dot.attrib["cx"]), float(dot.attrib["cy"])) for dot in chart.iter("circle")]
    assert places == [(24.0, 70.0), (172.0, 26.0), (616.0, 48.0)]
    assert [label.text for label in chart.iter("text")] == [
        "5.8 m",
        "6.4 m",
        "6.1 m",
        "1 Jan 2026",
        "5 Jan 2026",
    ]
    assert words_of(chart)[1] == "1 Jan 2026: 5.8 m; 2 Jan 2026: 6.4 m; 5 Jan 2026: 6.1 m"


def test_of_many_days_only_the_first_and_the_last_are_named() -> None:
    figures = [one for day in range(1, 8) for one in given((f"{day} m", "1"), day=f"2026-01-0{day}")]
    chart = ET.fromstring(str(course(figures, ENGLISH, "Always", "s")))
    assert [label.text for label in chart.iter("text")][:2] == ["1 m", "7 m"]
    assert {dot.attrib["cy"] for dot in chart.iter("circle")} == {"48"}

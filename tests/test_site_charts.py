"""Small charts."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import date

from digest.site.charts import timeline
from digest.site.words import Words

NAMES = {"svg": "http://www.w3.org/2000/svg"}


def drawn(*days: date, title: str = "When") -> ET.Element:
    return ET.fromstring(str(timeline(days, Words.of("en"), title)))


def dots(chart: ET.Element) -> list[tuple[float, int, str]]:
    return [
        (float(dot.attrib["cx"]), int(dot.attrib["r"]), dot.findtext("title", ""))
        for dot in chart.iter("circle")
    ]


def test_one_dot_a_day_the_larger_the_more_was_said() -> None:
    chart = drawn(date(2026, 1, 3), date(2026, 1, 1), date(2026, 1, 3), date(2026, 1, 2))
    assert dots(chart) == [
        (24.0, 5, "1 Jan 2026: 1"),
        (320.0, 5, "2 Jan 2026: 1"),
        (616.0, 6, "3 Jan 2026: 2"),
    ]


def test_the_ends_of_the_line_have_their_days() -> None:
    chart = drawn(date(2026, 1, 1), date(2026, 3, 1))
    assert [(label.attrib["text-anchor"], label.text) for label in chart.iter("text")] == [
        ("start", "1 Jan 2026"),
        ("end", "1 Mar 2026"),
    ]


def test_a_single_day_stands_in_the_middle() -> None:
    chart = drawn(date(2026, 1, 1), date(2026, 1, 1))
    assert dots(chart) == [(320.0, 6, "1 Jan 2026: 2")]
    assert [(label.attrib["text-anchor"], label.text) for label in chart.iter("text")] == [
        ("middle", "1 Jan 2026")
    ]


def test_a_day_of_many_words_is_no_blot() -> None:
    assert dots(drawn(*[date(2026, 1, 1)] * 500))[0][1] == 12


def test_every_dot_lies_inside_the_drawing() -> None:
    chart = drawn(*(date(year, 1, 1) for year in range(1990, 2027)))
    assert all(12 <= place <= 628 for place, _, _ in dots(chart))


def test_a_title_is_only_text() -> None:
    chart = drawn(date(2026, 1, 1), title='When "<script>alert(1)</script>" spoke')
    assert chart.attrib["aria-label"] == 'When "<script>alert(1)</script>" spoke'
    assert [element.tag for element in chart.iter()] == ["svg", "line", "circle", "title", "text"]

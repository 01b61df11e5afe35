"""Key figures side by side."""

from __future__ import annotations

from decimal import Decimal

import builders
import pytest

from digest.model import Timestamp
from digest.site import comparison
from digest.site.catalog import GivenFigure, given_figures
from digest.site.comparison import MOST_SHOWN, MOST_UNITS, by_unit


def given(day: str, *figures: tuple[str, str, str | None, str | None]) -> list[GivenFigure]:
    """The figures of a story: surface, value, unit and label of each."""
    made = tuple(
        builders.figure(surface, value, unit=unit, label=label) for surface, value, unit, label in figures
    )
    timestamp = Timestamp.parse(day)
    return list(given_figures(builders.story(day, timestamp=timestamp, key_figures=made)))


def test_figures_of_one_unit_stand_together_largest_first() -> None:
    figures = given(
        "2026-01-02", ("€5", "5", "EUR", None), ("4 km", "4", "km", None), ("€9", "9", "EUR", None)
    )
    (euros, others) = by_unit(figures)
    assert (euros.unit, [given.figure.surface for given in euros.figures]) == ("EUR", ["€9", "€5"])
    assert (others.unit, [given.figure.surface for given in others.figures]) == ("", ["4 km"])


def test_the_unit_with_most_figures_comes_first() -> None:
    figures = given(
        "2026-01-02", *[("x", "1", unit, None) for unit in ("km", "km", "EUR", "EUR", "EUR", "%")]
    )
    assert [group.unit for group in by_unit(figures)] == ["EUR", "km", ""]


def test_values_are_compared_with_every_digit() -> None:
    large = "1" * 40
    figures = given("2026-01-02", ("a", large + "1", "EUR", None), ("b", large + "2", "EUR", None))
    assert [g.figure.value for g in by_unit(figures)[0].figures] == [
        Decimal(large + "2"),
        Decimal(large + "1"),
    ]


def test_one_subject_on_two_days_is_a_series_in_the_order_of_time() -> None:
    later = given("2026-01-03", ("6.4 metres", "6.4", "m", "The river stands at 6.4 metres"))
    earlier = given("2026-01-02", ("5.8 metres", "5.8", "m", "the river stands at 5.8 metres"))
    ((series,),) = [group.series for group in by_unit(later + earlier)]
    assert series.subject == "The river stands at …"
    assert [given.figure.surface for given in series.figures] == ["5.8 metres", "6.4 metres"]


def test_one_subject_twice_on_a_day_is_no_series() -> None:
    label = "The river stands at 6.4 metres"
    figures = given("2026-01-03", ("6.4 metres", "6.4", "m", label), ("6.4 metres", "6.4", "m", label))
    assert by_unit(figures)[0].series == ()


def test_figures_without_a_label_are_no_series() -> None:
    figures = given("2026-01-03", ("6 km", "6", "km", None)) + given("2026-01-02", ("7 km", "7", "km", None))
    assert by_unit(figures)[0].series == ()
    bare = given("2026-01-03", ("6 km", "6", "km", "6 km")) + given("2026-01-02", ("7 km", "7", "km", "7 km"))
    assert by_unit(bare)[0].series == ()


def test_of_very_many_figures_of_a_unit_the_latest_are_shown_and_all_are_counted() -> None:
    many = [("x", str(at), "EUR", None) for at in range(MOST_SHOWN + 5)]
    (group,) = by_unit(given("2026-01-02", *many))
    assert (len(group.figures), group.count) == (MOST_SHOWN, MOST_SHOWN + 5)
    assert group.figures[0].figure.value == MOST_SHOWN - 1


def test_of_very_many_units_the_rarest_stand_together() -> None:
    units = [f"kind {at:02}" for at in range(MOST_UNITS + 2)]
    groups = by_unit(given("2026-01-02", *(("x", "1", unit, None) for unit in units for _ in range(2))))
    assert [group.unit for group in groups] == [*units[:MOST_UNITS], ""]
    assert groups[-1].count == 4


BODY = """\
## The price of 6 boats

Mr. Orr spoke for an hour. "It cost €6.4 million, and the U.S. paid," said Dr. Lind. Nobody objected!

In 2\\. place: 5 \\*new\\* piers … All said so, Sen. Ekman too. It took 12 days"""


@pytest.mark.parametrize(
    ("surface", "label", "sentence"),
    [
        ("€6.4 million", "It cost €6.4 million", '"It cost €6.4 million, and the U.S. paid," said Dr. Lind.'),
        ("an hour", "spoke for an hour", "Mr. Orr spoke for an hour."),
        ("5 *new* piers", None, "In 2. place: 5 *new* piers …"),
        ("12 days", "It took 12 days", "It took 12 days"),
        ("7 km", "it is 7 km long", "it is 7 km long"),
        ("7 km", None, "7 km"),
        ("…", None, "In 2. place: 5 *new* piers …"),
    ],
)
def test_a_figure_stands_in_its_sentence(surface: str, label: str | None, sentence: str) -> None:
    figure = builders.figure(surface, "1", label=label)
    (only,) = given_figures(builders.story("a", key_figures=(figure,), body=BODY))
    assert comparison.sentence(only) == sentence

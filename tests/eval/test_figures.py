"""Floors under the scores of figures, just below what was reached."""

from __future__ import annotations

import figures
from gold import needs_gold

pytestmark = needs_gold

FLOORS = {"de": 0.97, "en": 0.80, "es": 0.85, "fr": 0.95, "it": 0.87, "nl": 0.99, "pt": 0.86, "sv": 0.94}


def test_values_units_and_modifiers_of_news_reach_their_floors() -> None:
    scores = figures.newsquant()
    assert scores["V"][2] >= 0.945
    assert scores["VU"][2] >= 0.87
    assert scores["VC"][2] >= 0.90


def test_every_language_keeps_its_recall() -> None:
    recall = figures.recall_by_language()
    assert not {language: recall[language] for language, floor in FLOORS.items() if recall[language] < floor}


def test_the_number_of_the_headline_comes_first_more_often_than_by_text_order() -> None:
    hits = figures.salience()
    assert hits.ranked >= 0.75 > hits.first_quantity
    assert hits.figures >= 0.75 > hits.first_figure

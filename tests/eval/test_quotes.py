"""Floors under the scores of attribution, just below what was reached."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
import quotes
from gold import needs_gold

pytestmark = needs_gold


@cache
def scores() -> dict[str, Any]:
    return quotes.evaluate("dev.jsonl", quotes.read("dev.jsonl"))


@pytest.mark.parametrize(
    ("task", "measure", "floor"),
    [
        ("direct/overlap", "F1", 97.2),
        ("quoted/overlap", "F1", 93.0),
        ("speech/overlap", "P", 90.5),
        ("speech/overlap", "F1", 85.1),
        ("speech/exact", "F1", 78.1),
    ],
)
def test_quotations_are_found(task: str, measure: str, floor: float) -> None:
    assert scores()[task][measure] >= floor


def test_the_right_person_speaks() -> None:
    assert scores()["speaker"]["~end-to-end"]["acc"] >= 86.3


def test_hardly_anybody_gets_words_of_another() -> None:
    assert quotes.wrong_among_named(scores()) <= 1.3


def test_pronouns_mean_the_right_person_or_nobody() -> None:
    found = quotes.pronouns(quotes.read("dev.jsonl"))
    assert found["right"] >= 74.9
    assert found["wrong"] <= 11.4


def test_speakers_by_coreference_are_right_or_empty() -> None:
    found = quotes.coreference()
    assert found["right"] >= 27
    assert found["wrong"] <= 6

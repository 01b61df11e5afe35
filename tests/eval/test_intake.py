"""Pasted pages of real newspapers are read no worse than they were."""

from __future__ import annotations

from typing import Any

import intake
import pytest
from gold import needs_gold

pytestmark = needs_gold

AT_LEAST = {
    ("drag", True): {
        "title_norm": 0.83,
        "day": 0.78,
        "authors_exact_set": 0.83,
        "para_F1": 0.94,
        "tokF1": 0.975,
    },
    ("drag", False): {"title_norm": 0.74, "day": 0.6, "para_F1": 0.925, "tokF1": 0.968},
    ("container", True): {
        "title_norm": 0.83,
        "day": 0.82,
        "authors_exact_set": 0.85,
        "para_F1": 0.935,
        "tokF1": 0.97,
    },
    ("container", False): {"title_norm": 0.7, "day": 0.78, "para_F1": 0.905, "tokF1": 0.957},
    ("page", True): {
        "title_norm": 0.79,
        "day": 0.83,
        "authors_exact_set": 0.85,
        "para_F1": 0.93,
        "tokF1": 0.968,
    },
    ("page", False): {"title_norm": 0.59, "day": 0.82, "para_F1": 0.893, "tokF1": 0.95},
}
AT_MOST = {
    ("drag", True): {"leak_chars": 0.025},
    ("drag", False): {"leak_chars": 0.045},
    ("container", True): {"leak_chars": 0.047},
    ("container", False): {"leak_chars": 0.07},
    ("page", True): {"leak_chars": 0.052},
    ("page", False): {"leak_chars": 0.081},
}


@pytest.mark.parametrize(("form", "english"), AT_LEAST)
def test_pasted_pages_are_read_no_worse_than_they_were(form: str, english: bool) -> None:
    scores: dict[str, Any] = intake.score(form, english=english)
    low = {name: scores[name] for name, floor in AT_LEAST[form, english].items() if scores[name] < floor}
    high = {name: scores[name] for name, ceiling in AT_MOST[form, english].items() if scores[name] > ceiling}
    assert not low, low
    assert not high, high


@pytest.mark.parametrize("form", ["drag", "container", "page"])
def test_no_day_is_given_that_is_wrong(form: str) -> None:
    assert intake.score(form, english=True)["day_precision"] == 1

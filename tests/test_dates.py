"""Dates are read as they are printed, and what two days fit is a question."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
import yaml

from digest.model import Seed
from digest.parse import Draft, read_draft
from digest.parse.clock import offset, offset_in
from digest.parse.dates import Printed, find_dates

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "dates.yml").read_text(encoding="utf-8"))
BODY = "The bridge over the Aln opened to cars on Sunday evening after four years of work and one flood."


def told(printed: Printed) -> str:
    days = " or ".join(map(str, printed.days)) or "impossible"
    clock = printed.clock
    return " ".join(filter(None, (days, clock and f"{clock.time:%H:%M}", clock and clock.zone)))


def draft(lines: list[str]) -> Draft:
    text = "\n".join(["Source: Example Post", "Bridge opens to cars at last", *lines, "", BODY, "", BODY])
    return read_draft(Seed(path="a.txt", text=text, sha256="0" * 64))


@pytest.mark.parametrize("case", CASES["dates"], ids=lambda case: case["line"])
def test_a_line_gives_its_dates(case: dict[str, Any]) -> None:
    assert [told(printed) for printed in find_dates(case["line"])] == case["found"]


@pytest.mark.parametrize("case", CASES["published"], ids=lambda case: " / ".join(case["lines"]))
def test_a_header_gives_the_day_of_publication(case: dict[str, Any]) -> None:
    found = draft(case["lines"])
    assert (str(found.published) if found.published else None) == case.get("is")
    assert found.question == case.get("question", "")
    if "is" in case:
        assert (str(found.updated) if found.updated else None) == case.get("updated")


def test_a_zone_that_nobody_knows_gives_no_offset() -> None:
    assert offset("XYZ", date(2025, 1, 1), time(12)) is None
    assert offset_in("Nowhere/Town", date(2025, 1, 1), time(12)) is None


def test_no_zone_gives_no_offset() -> None:
    assert offset(None, date(2025, 1, 1), time(12)) is None

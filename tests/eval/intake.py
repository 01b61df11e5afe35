"""Scores `digest.parse` on pages of real newspapers, as they paste, against the gold of what they say."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from functools import cache
from typing import Any

from gold import EVAL, evaluator

from digest.model import Seed
from digest.parse import read_draft
from digest.text import normalise

FOLDER = EVAL / "intake"


@cache
def load_gold() -> tuple[dict[str, Any], ...]:
    """The pages, each with its text as pasted and what a careful reader finds in it."""
    with (FOLDER / "dev.jsonl").open(encoding="utf-8") as lines:
        return tuple(map(json.loads, lines))


def predict(record: dict[str, Any], form: str) -> dict[str, Any]:
    """What the reader makes of one page, as the scorer wants it."""
    started = time.perf_counter()
    seed = Seed(path="a.txt", text=normalise(record[form]), sha256="")
    draft = read_draft(seed)
    spent = 1000 * (time.perf_counter() - started)
    return {
        "id": record["id"],
        "title": draft.title,
        "published": str(draft.published) if draft.published else None,
        "source": draft.source.name if draft.source else None,
        "authors": list(draft.authors),
        "paras": [block.text for block in draft.blocks if block.kind == "paragraph"],
        "ms": spent,
    }


def score(form: str, *, english: bool) -> dict[str, Any]:
    """The scores of one form of the pages, the English ones or the others."""
    wanted = [record for record in load_gold() if (record["lang"] == "en") == english]
    return score_records(wanted, form)


def score_records(wanted: Sequence[dict[str, Any]], form: str) -> dict[str, Any]:
    """The scores of some of the pages."""
    predictions = {record["id"]: predict(record, form) for record in wanted}
    result: dict[str, Any] = evaluator("intake").score(wanted, predictions, form)
    return result


def main() -> None:
    """Print every score, a line for each form and kind of language."""
    for form in ("drag", "container", "page"):
        for english in (True, False):
            print(form, "en" if english else "other", json.dumps(score(form, english=english)))


if __name__ == "__main__":
    main()

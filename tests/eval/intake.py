"""Scores `digest.parse` on pages of real newspapers, as they paste, against the gold of what they say."""

from __future__ import annotations

import importlib.util
import json
import os
import time
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from digest.model import Seed
from digest.parse import read_draft
from digest.text import normalise

SHARED = Path(os.environ.get("DIGEST_SHARED", Path(__file__).parents[2] / ".." / "shared"))
FOLDER = SHARED / "eval" / "intake"


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
    gold = [record for record in load_gold() if (record["lang"] == "en") == english]
    return score_records(gold, form)


def score_records(gold: Sequence[dict[str, Any]], form: str) -> dict[str, Any]:
    """The scores of some of the pages."""
    predictions = {record["id"]: predict(record, form) for record in gold}
    result: dict[str, Any] = evaluator().score(gold, predictions, form)
    return result


@cache
def evaluator() -> ModuleType:
    """The gold data's own `evaluate.py`."""
    spec = importlib.util.spec_from_file_location("intake_evaluate", FOLDER / "evaluate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> None:
    """Print every score, a line for each form and kind of language."""
    for form in ("drag", "container", "page"):
        for english in (True, False):
            print(form, "en" if english else "other", json.dumps(score(form, english=english)))


if __name__ == "__main__":
    main()

"""Scores `digest.annotate.figures` against the gold of quantities and of headline numbers."""

from __future__ import annotations

import json
import re
import time
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from gold import EVAL, evaluator

from digest.annotate.quantities import Quantity, find_quantities
from digest.annotate.salience import Headline, Occurrence, is_key, rank

FOLDER = EVAL / "figures"

GOLD_UNITS = dict(
    line.split(" = ")
    for line in (Path(__file__).parent / "figures_gold_units.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("# ")
)
GOLD_CHANGES = {"up to": "under", "at least": "over", "at most": "under"}


def rows(name: str) -> list[dict[str, Any]]:
    """The records of one gold file."""
    return [json.loads(line) for line in (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def predict(row: dict[str, Any]) -> dict[str, Any]:
    """The quantities of one text in the gold's terms, and the time they took."""
    start = time.perf_counter()
    found = find_quantities(row["text"], language=row["lang"])
    took = (time.perf_counter() - start) * 1000
    return {"id": row["id"], "figures": [as_gold(quantity) for quantity in found], "ms": took}


def as_gold(quantity: Quantity) -> dict[str, Any]:
    """A quantity in the gold's names."""
    value, unit = quantity.value, quantity.unit or ""
    if unit in PARTS:
        value, unit = value / PARTS[unit], ""
    change = GOLD_CHANGES.get(quantity.modifier or "", quantity.modifier or "=")
    if value < 0 and change == "=" and unit == "%":
        change = "down"
    figure = {
        "span": [quantity.start, quantity.end],
        "value": str(value),
        "unit": gold_unit(unit),
        "change": change,
    }
    return figure if quantity.value_to is None else figure | {"value_to": str(quantity.value_to)}


PARTS = {"thirds": 3, "sixths": 6, "sevenths": 7, "ninths": 9}


def gold_unit(unit: str) -> str:
    """The gold's name of a unit, rates by their parts."""
    head, per, tail = unit.partition(" per ")
    if per and head.endswith("s"):
        head = head[:-1]
    return GOLD_UNITS.get(head, head) + per + tail


def newsquant() -> dict[str, Any]:
    """The gold script's scores on the news sentences."""
    chosen = [row for row in rows("figures_dev") if row["src"] == "newsquant"]
    result: dict[str, Any] = evaluator("figures").score(chosen, {row["id"]: predict(row) for row in chosen})
    return result


def recall_by_language() -> dict[str, float]:
    """How many quantities of the recogniser specifications are read with their value, by language."""
    right, gold = Counter[str](), Counter[str]()
    for row in rows("figures_dev"):
        if row["src"].startswith("ms_"):
            found = predict(row)["figures"]
            gold[row["lang"]] += len(row["figures"])
            right[row["lang"]] += sum(
                any(evaluator("figures").val_ok(g, f) for f in found) for g in row["figures"]
            )
    return {language: right[language] / gold[language] for language in sorted(gold)}


@dataclass(frozen=True)
class Salience:
    """How often the number an editor put into the headline comes first, of the texts that have it."""

    first_quantity: float
    ranked: float
    first_figure: float
    figures: float


def salience() -> Salience:
    """Hit@1 of all quantities and of key figures, in text order and ranked by a title without its number."""
    quantities, keys = Counter[str](), Counter[str]()
    for row in rows("salience_dev"):
        text, wanted = _BYLINE.sub("", row["text"]), _in_all_scales(row["key"])
        headline = Headline.read(row["cloze"], "en")
        found = [Occurrence(paragraph=1, quantity=q) for q in find_quantities(text)]
        for pool, counts in (
            ([o for o in found if o.quantity.kind not in ("one", "vague", "moment")], quantities),
            ([o for o in found if is_key(o.quantity, headline)], keys),
        ):
            values = [o.quantity.value for o in pool]
            if wanted.isdisjoint(values):
                continue
            counts["texts"] += 1
            counts["first"] += values[0] in wanted
            counts["ranked"] += rank(pool, [text], headline)[0][0].quantity.value in wanted
    return Salience(
        first_quantity=quantities["first"] / quantities["texts"],
        ranked=quantities["ranked"] / quantities["texts"],
        first_figure=keys["first"] / keys["texts"],
        figures=keys["ranked"] / keys["texts"],
    )


_BYLINE = re.compile(r"^\([^)]*\)\s*")


def _in_all_scales(key: str) -> frozenset[Decimal]:
    """The headline's number, and what it may be short for: 65 of “65K” is 65,000."""
    if not re.fullmatch(r"[\d,]+(\.\d+)?", key):
        return frozenset()
    return frozenset(Decimal(key.replace(",", "")) * 10**power for power in (0, 3, 6, 9, 12))


def main() -> None:
    """Print every score."""
    print(newsquant())
    print({language: round(recall, 2) for language, recall in recall_by_language().items()})
    print(salience())


if __name__ == "__main__":
    main()

"""What each peer finds in a text, in the terms of the gold of quantities.

A loader imports its peer, so that a peer is needed only where it is measured.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from figures import as_gold

from digest.annotate.quantities import find_quantities

Figure = dict[str, Any]
Reader = Callable[[str], list[Figure]]

GOLD_UNITS = dict(
    line.split(" = ")
    for line in (Path(__file__).parent / "figures_peer_units.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("# ")
)


@dataclass(frozen=True, kw_only=True)
class Peer:
    """One engine: the package it comes in, the licence of that, and what makes it ready to read."""

    package: str
    licence: str
    load: Callable[[], Reader]


def digest() -> Reader:
    """Our own engine."""
    return lambda text: [as_gold(quantity) for quantity in find_quantities(text)]


def quantulum3() -> Reader:
    """Quantulum3, which gives a range as its middle and half its width, and knows no modifiers."""
    from quantulum3 import parser

    def read(text: str) -> list[Figure]:
        return [
            _figure(q.value, q.unit.name)
            if not q.uncertainty
            else _figure(q.value - q.uncertainty, q.unit.name, value_to=q.value + q.uncertainty)
            for q in parser.parse(text)
        ]

    return read


def recognizers() -> Reader:
    """Recognizers-Text: amounts with a unit, and the numbers outside of them; it knows no modifiers."""
    import recognizers_number as number
    import recognizers_number_with_unit as with_unit

    models = (
        number.NumberRecognizer("en-us").get_percentage_model(),
        *(
            getattr(with_unit.NumberWithUnitRecognizer("en-us"), f"get_{kind}_model")()
            for kind in ("currency", "dimension", "temperature", "age")
        ),
        number.NumberRecognizer("en-us").get_number_model(),
    )

    def read(text: str) -> list[Figure]:
        found, taken = [], set[int]()
        for model in models:
            for result in model.parse(text):
                places = set(range(result.start, result.end + 1))
                value = (result.resolution or {}).get("value")
                if value and taken.isdisjoint(places):
                    taken |= places
                    found.append(_figure(value.rstrip("%"), _recognized_unit(result)))
        return found

    return read


def _recognized_unit(result: Any) -> str:
    """A unit as the gold calls it, which depends on its kind: a pound may be money or weight."""
    kind, unit = result.type_name, result.resolution.get("unit", "").lower()
    if kind == "percentage":
        return kind
    return GOLD_UNITS.get(f"{kind} {unit}", unit)


def spacy_names() -> Reader:
    """The names of quantities and their units by spaCy; it reads no values, so Digest reads those in them."""
    import spacy

    model = spacy.load(_small_model())

    def read(text: str) -> list[Figure]:
        return [
            as_gold(quantity) | {"unit": _gold_unit(_named_unit(name))}
            for name in model(text).ents
            if name.label_ in ("MONEY", "PERCENT", "QUANTITY", "CARDINAL", "TIME", "DATE")
            for quantity in find_quantities(name.text)
        ]

    return read


def _named_unit(name: Any) -> str:
    """A currency's sign, what follows the number, or the noun that the number stands before."""
    signs = [token.text for token in name.doc[max(0, name.start - 1) : name.end] if token.is_currency]
    numbers = [token for token in name if token.like_num or re.search(r"\d", token.text)]
    if signs or not numbers:
        return signs[0] if signs else ""
    rest = _NUMBER.sub("", name.doc[numbers[-1].i : name.end].text)
    nouns = (token.head.text for token in numbers if token.dep_ == "nummod" and token.head.pos_ == "NOUN")
    return rest or next(nouns, "")


_NUMBER = re.compile(r"^([\d.,]+|\w+)[-\s]*((m|bn|tn)\b\s*)?")


def cqe() -> Reader:
    """CQE, which is under the GPL: measured where somebody installed it, and part of nothing we ship."""
    from CQE import CQE

    logging.disable(logging.WARNING)
    parser = CQE.CQE(spacy_model=_small_model())
    changes = {"~": "about", ">": "over", "<": "under"}

    def read(text: str) -> list[Figure]:
        return [
            _figure(
                q.value.lower if hasattr(q.value, "lower") else q.value.value,
                q.unit.norm_unit,
                value_to=getattr(q.value, "upper", None),
                change=changes.get(q.change.change, q.change.change),
            )
            for q in parser.parse(text)
        ]

    return read


def _small_model() -> str:
    """The name of spaCy's small English model, under which of its names it is installed."""
    import spacy.util

    models = sorted(name for name in spacy.util.get_installed_models() if name.startswith("en_core_web_sm"))
    if not models:
        raise ImportError("spaCy's small English model is not installed")
    return models[0]


def _figure(value: object, unit: str, *, value_to: object = None, change: str = "=") -> Figure:
    """A figure in the gold's terms; it has no place, for the scores shown here ask for none."""
    figure = {"span": [0, 0], "value": str(value), "unit": _gold_unit(unit), "change": change}
    return figure if value_to is None else figure | {"value_to": str(value_to)}


def _gold_unit(unit: str) -> str:
    return GOLD_UNITS.get(unit, unit)


PEERS = (
    Peer(package="mkdocs-digest", licence="MIT", load=digest),
    Peer(package="quantulum3", licence="MIT", load=quantulum3),
    Peer(package="recognizers-text-number-with-unit", licence="MIT", load=recognizers),
    Peer(package="spacy", licence="MIT", load=spacy_names),
    Peer(package="CQE", licence="GPL-3", load=cqe),  # the last, for it changes spaCy's words for all
)

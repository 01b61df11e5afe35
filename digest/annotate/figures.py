"""The figures of an article: every quantity worth a place beside the text, the title's first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from digest.annotate.figure_labels import label
from digest.annotate.quantities import Quantity, find_quantities
from digest.annotate.salience import Headline, Occurrence, is_key, rank
from digest.annotate.span import Span

__all__ = ["Figure", "find_figures", "find_quantities"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A quantity in an article. `span` is its surface, the modifier's word included; `value` is exact."""

    span: Span
    value: Decimal
    value_to: Decimal | None = None
    unit: str | None = None
    modifier: str | None = None
    label: Span | None = None
    places: tuple[int, ...] = ()


def find_figures(paragraphs: Sequence[str], *, title: str = "", language: str = "en") -> tuple[Figure, ...]:
    """Find the figures of an article, each once, those that the title repeats first.

    >>> paragraphs = ["The plant hired 300 workers.", "All 300 workers live nearby; rent is up 5 %."]
    >>> [(str(f.value), f.unit, f.places) for f in find_figures(paragraphs, title="Rents rise by 5%")]
    [('5', '%', ()), ('300', 'workers', (2,))]
    """
    headline = Headline.read(title, language)
    key = [
        Occurrence(paragraph=number, quantity=quantity)
        for number, text in enumerate(paragraphs, 1)
        for quantity in find_quantities(text, language=language)
        if is_key(quantity, headline)
    ]
    return tuple(_figure(paragraphs, group) for group in rank(key, paragraphs, headline))


def _figure(paragraphs: Sequence[str], group: Sequence[Occurrence]) -> Figure:
    first = group[0]
    quantity = first.quantity
    return Figure(
        span=Span(first.paragraph, quantity.start, quantity.end),
        value=quantity.value,
        value_to=quantity.value_to,
        unit=quantity.unit,
        modifier=quantity.modifier,
        label=_label(paragraphs, first.paragraph, quantity),
        places=tuple(sorted({other.paragraph for other in group[1:]} - {first.paragraph})),
    )


def _label(paragraphs: Sequence[str], paragraph: int, quantity: Quantity) -> Span | None:
    found = label(paragraphs[paragraph - 1], quantity.start, quantity.end)
    return None if found is None else Span(paragraph, *found)

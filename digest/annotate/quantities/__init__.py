"""Reading quantities from text: numbers with what they measure, in the words of many languages."""

from __future__ import annotations

from digest.annotate.quantities.grammar import Quantity, find_numbers, find_quantities

__all__ = ["Quantity", "find_numbers", "find_quantities"]

"""The frame: what one cue joins in a sentence."""

from __future__ import annotations

from dataclasses import dataclass

from digest.annotate.clauses import Range
from digest.annotate.phrases import Phrase


@dataclass(frozen=True, slots=True)
class Frame:
    """Token ranges of one sentence: who (`source`), by what word (`cue`), and what (`contents`)."""

    source: Phrase | None
    cue: Range
    contents: tuple[Range, ...]
    embedded: bool = False  # the content is a part of the cue's own clause
    relayer: Phrase | None = None  # who quotes the source: “X quoted Y as saying”

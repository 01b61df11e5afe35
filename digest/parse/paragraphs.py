"""The length of a paragraph that can be read."""

from __future__ import annotations

from collections.abc import Sequence

from digest.errors import ParseError
from digest.model import Block

MOST_IN_PARAGRAPH = 20_000  # signs; a longer one has lost its line breaks


def check_paragraphs(blocks: Sequence[Block], text: str, where: str) -> None:
    """Refuse a paragraph that no reader could read and no page should show."""
    for block in blocks:
        if len(block.text) > MOST_IN_PARAGRAPH:
            what = f"a paragraph of {len(block.text):,} characters"
            raise ParseError(where, what, hint="break it into lines", line=_line_of(block.text, text))


def _line_of(paragraph: str, text: str) -> int | None:
    """The line that a paragraph begins on, where the seed has it as it is."""
    start = text.find(paragraph[:MOST_IN_PARAGRAPH])
    return text.count("\n", 0, start) + 1 if start >= 0 else None

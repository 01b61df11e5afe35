"""How long a text may be that is read as an article."""

from __future__ import annotations

MOST_SIGNS = 1_000_000
MOST_LINES = 20_000
KEEP = "keep only the article's text"


def too_long(text: str) -> str | None:
    """What is too long about a text, or nothing.

    >>> too_long("1\\n" * 30_000)
    'its text has 30,001 lines, and an article has at most 20,000'
    """
    if len(text) > MOST_SIGNS:
        return f"its text has {len(text):,} characters, and an article has at most {MOST_SIGNS:,}"
    lines = text.count("\n") + 1
    return (
        f"its text has {lines:,} lines, and an article has at most {MOST_LINES:,}"
        if lines > MOST_LINES
        else None
    )

"""Small charts as inline SVG, drawn when the site is built."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from digest.site.words import Words

_WIDTH = 640
_HEIGHT = 56
_EDGE = 12


def timeline(days: Sequence[date], words: Words, title: str) -> Markup:
    """One dot a day on a line of time; the larger, the more was said that day."""
    counts = sorted(Counter(days).items())
    first, last = counts[0][0], counts[-1][0]
    span = max((last - first).days, 1)
    dots = Markup("").join(
        Markup('<circle cx="{}" cy="24" r="{}"><title>{}: {}</title></circle>').format(
            _at((day - first).days if last > first else span / 2, span),
            min(4 + count, 12),
            words.short_day(day),
            count,
        )
        for day, count in counts
    )
    ends = (
        [(_EDGE, "start", first), (_WIDTH - _EDGE, "end", last)] if last > first else [(320, "middle", first)]
    )
    labels = Markup("").join(
        Markup('<text x="{}" y="52" text-anchor="{}">{}</text>').format(x, anchor, words.short_day(day))
        for x, anchor, day in ends
    )
    return Markup(
        '<svg class="dg-timeline" viewBox="0 0 {w} {h}" role="img" aria-label="{title}">'
        '<line x1="{e}" y1="24" x2="{r}" y2="24"/>{dots}{labels}</svg>'
    ).format(w=_WIDTH, h=_HEIGHT, e=_EDGE, r=_WIDTH - _EDGE, title=title, dots=dots, labels=labels)


def _at(days: float, span: int) -> str:
    return f"{2 * _EDGE + days / span * (_WIDTH - 4 * _EDGE):.1f}"

"""Small charts as inline SVG, drawn when the site is built: position and size say all, colour nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from markupsafe import Markup

from digest.site.catalog import GivenFigure
from digest.site.words import Words

_WIDTH = 640
_EDGE = 12
_FAR_APART = 100  # times; beyond it sizes are compared by their powers of ten
_SPELT_OUT = 12  # days or figures that a description lists


def timeline(days: Sequence[date], words: Words, title: str, name: str = "timeline") -> Markup:
    """One stroke a day on a line of time; the taller, the more was said that day."""
    counts = sorted(Counter(days).items())
    first, last = counts[0][0], counts[-1][0]
    said = {day: words.ngettext("%(num)d quotation", "%(num)d quotations", count) for day, count in counts}
    most = max(count for _, count in counts)
    strokes = [
        _stroke(
            _across(_share(day, first, last)),
            36,
            4 + 28 * count / most,
            f"{words.short_day(day)}: {said[day]}",
        )
        for day, count in counts
    ]
    ends = [
        _label(_across(_share(day, first, last)), 56, words.short_day(day)) for day in {first: 0, last: 0}
    ]
    spelt = [f"{words.short_day(day)}: {told}" for day, told in said.items()]
    return _chart(name, 60, title, _described(spelt, words), [_axis(36), *strokes, *ends])


def strip(figures: Sequence[GivenFigure], words: Words, title: str, name: str) -> Markup | None:
    """Figures of one unit by size, a dot each, a range as a line; nothing where all are equal."""
    values = sorted({given.figure.value for given in figures})
    if len(values) < 2:
        return None
    least, most = values[0], max(_ends(given)[1] for given in figures)
    by_powers = least > 0 and most / least >= _FAR_APART
    low, high = (least.log10(), most.log10()) if by_powers else (least, most)

    def at(value: Decimal) -> float:
        return _across(_height(value.log10() if by_powers else value, low, high))

    marks = [_range(at(start), at(end), 24) for start, end in map(_ends, figures) if end > start]
    dots = [_dot(at(given.figure.value), 24, 6, _told(given)) for given in reversed(figures)]
    ticks = [_tick(at(Decimal(10) ** power)) for power in _powers(low, high)] if by_powers else []
    ends = [_label(at(value), 52, words.number(value)) for value in (least, most)]
    note = words.gettext("Each mark is ten times the one before.") if by_powers else ""
    described = f"{_described([_told(given) for given in figures], words)} {note}".strip()
    return _chart(name, 56, title, described, [_axis(24), *ticks, *marks, *dots, *ends])


def course(figures: Sequence[GivenFigure], words: Words, title: str, name: str) -> Markup:
    """What several days say of one subject, from left to right, the higher the larger."""
    days = [given.story.day for given in figures]
    values = [given.figure.value for given in figures]
    low, high = min(values), max(values)
    places = [
        (_across(_share(day, days[0], days[-1])), 70 - 44 * _height(value, low, high))
        for day, value in zip(days, values, strict=True)
    ]
    line = Markup('<polyline points="{}"/>').format(" ".join(f"{x:.1f},{y:.1f}" for x, y in places))
    dots = [_dot(x, y, 5, _told(given)) for (x, y), given in zip(places, figures, strict=True)]
    named = range(len(figures)) if len(figures) <= 3 else (0, len(figures) - 1)
    labels = [_label(places[at][0], places[at][1] - 11, figures[at].figure.surface) for at in named]
    ends = [_label(_across(share), 100, words.short_day(day)) for share, day in ((0, days[0]), (1, days[-1]))]
    spelt = [f"{words.short_day(given.story.day)}: {given.figure.surface}" for given in figures]
    return _chart(name, 104, title, _described(spelt, words), [_axis(80), line, *dots, *labels, *ends])


def _chart(name: str, height: int, title: str, description: str, parts: Iterable[Markup]) -> Markup:
    return Markup(
        '<svg class="dg-chart" viewBox="0 0 {width} {height}" role="img" aria-labelledby="{name}-title" '
        'aria-describedby="{name}-desc"><title id="{name}-title">{title}</title>'
        '<desc id="{name}-desc">{description}</desc>{parts}</svg>'
    ).format(
        width=_WIDTH,
        height=height,
        name=name,
        title=title,
        description=description,
        parts=Markup("").join(parts),
    )


def _described(told: Sequence[str], words: Words) -> str:
    """All that a chart shows, or its ends where that is much."""
    if len(told) <= _SPELT_OUT:
        return "; ".join(told)
    return words.gettext("%(count)s, from %(first)s to %(last)s") % {
        "count": len(told),
        "first": told[0],
        "last": told[-1],
    }


def _told(given: GivenFigure) -> str:
    """A figure with what it measures and where it was printed."""
    label = given.figure.label or ""
    words = label if given.figure.surface in label else f"{given.figure.surface} {label}".strip()
    return f"{words} ({given.story.entry.source.name})"


def _ends(given: GivenFigure) -> tuple[Decimal, Decimal]:
    value, far = given.figure.value, given.figure.value_to
    return (value, far) if far is not None and far > value else (value, value)


def _powers(low: Decimal, high: Decimal) -> range:
    """The whole powers of ten from one to another, no more than a chart can show."""
    first, last = int(low.to_integral_value("ROUND_CEILING")), int(high.to_integral_value("ROUND_FLOOR"))
    return range(first, last + 1, max((last - first) // 20, 1))


def _share(day: date, first: date, last: date) -> float:
    return (day - first).days / (last - first).days if last > first else 0.5


def _height(value: Decimal, low: Decimal, high: Decimal) -> float:
    """How far from the least to the most a value is; in the middle where both are one but for far digits."""
    return float((value - low) / span) if (span := high - low) else 0.5


def _across(share: float) -> float:
    return 2 * _EDGE + share * (_WIDTH - 4 * _EDGE)


def _axis(y: int) -> Markup:
    return Markup('<line x1="{}" y1="{y}" x2="{}" y2="{y}"/>').format(_EDGE, _WIDTH - _EDGE, y=y)


def _tick(x: float) -> Markup:
    return Markup('<line x1="{x:.1f}" y1="16" x2="{x:.1f}" y2="32"/>').format(x=x)


def _range(start: float, end: float, y: int) -> Markup:
    return Markup('<line class="dg-chart__range" x1="{:.1f}" y1="{y}" x2="{:.1f}" y2="{y}"/>').format(
        start, end, y=y
    )


def _dot(x: float, y: float, radius: int, title: str) -> Markup:
    return Markup('<circle cx="{:.1f}" cy="{:.4g}" r="{}"><title>{}</title></circle>').format(
        x, y, radius, title
    )


def _stroke(x: float, y: float, height: float, title: str) -> Markup:
    return Markup(
        '<line class="dg-chart__day" x1="{x:.1f}" y1="{y:.4g}" x2="{x:.1f}" y2="{top:.4g}">'
        "<title>{title}</title></line>"
    ).format(x=x, y=y, top=y - height, title=title)


def _label(x: float, y: float, text: str) -> Markup:
    """Words at a place, set so that they stay inside the drawing."""
    anchor = "start" if x < _WIDTH / 4 else "end" if x > 3 * _WIDTH / 4 else "middle"
    edge = {"start": max(x - _EDGE, 0), "end": min(x + _EDGE, _WIDTH), "middle": x}[anchor]
    return Markup('<text x="{:.1f}" y="{:.4g}" text-anchor="{}">{}</text>').format(edge, y, anchor, text)

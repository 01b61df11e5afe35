"""Where the body of a pasted page begins and ends: prose near prose, between the header and the tail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from digest.parse.dates import find_dates
from digest.parse.furniture import POST, is_bio, is_comment_signature, is_end
from digest.parse.line import Line

Reasons = Sequence[str | None]  # for each line, why it may be furniture

_FAR = 6  # lines that are not prose, between two paragraphs of one run
_FARTHEST = 35  # lines between two runs of one body
_MUCH, _SOME, _LITTLE = 0.25, 0.12, 0.08  # of the body's words, for a run to be part of it
_REACH = 200  # lines above that are looked through for a name
_FOLLOW = 4  # lines in which a short last sentence follows


def find_body(lines: Sequence[Line], why: Reasons, *, spaced: bool) -> tuple[int, int]:
    """Where the body begins and one past where it ends: the prose that holds most of the words."""
    runs = _runs(lines, why, spaced)
    if not runs:
        return _short_body(lines, why)
    middle = max(range(len(runs)), key=lambda place: (runs[place].words, -place))
    body = runs[middle]
    for run in runs[middle + 1 :]:
        if not _goes_on(lines, why, body, run):
            break
        body = body.joined(run)
    for run in reversed(runs[:middle]):
        if _began_before(lines, why, body, run):
            body = body.joined(run)
    last = _without_bios(lines, body)
    return _with_touching(lines, why, body.first), _with_short_sentences(lines, why, body.first, last)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """Paragraphs of prose near each other."""

    first: int
    last: int
    words: int
    count: int

    def joined(self, other: _Run) -> _Run:
        return _Run(
            first=min(self.first, other.first),
            last=max(self.last, other.last),
            words=self.words + other.words,
            count=self.count + other.count,
        )


def _runs(lines: Sequence[Line], why: Reasons, spaced: bool) -> list[_Run]:
    runs: list[_Run] = []
    for place, line in enumerate(lines[: _article_end(lines)]):
        if why[place] or not (
            line.prose and (not spaced or line.alone or line.at_edge or _paired(lines, place))
        ):
            continue
        one = _Run(first=place, last=place, words=line.words, count=1)
        if runs and _near(lines, why, runs[-1].last, place):
            runs[-1] = runs[-1].joined(one)
        else:
            runs.append(one)
    return runs


def _paired(lines: Sequence[Line], place: int) -> bool:
    """Whether the line touches another sentence; the items of a list end in no stop."""
    line = lines[place]
    above = not line.gap_before and lines[place - 1].prose and lines[place - 1].ends
    below = not line.gap_after and lines[place + 1].prose and lines[place + 1].ends
    return line.ends and (above or below)


def _near(lines: Sequence[Line], why: Reasons, one: int, other: int) -> bool:
    between = range(one + 1, other)
    return len(between) <= _FAR and not any(
        is_end(lines[place]) or _dated(lines, why, place) for place in between
    )


def _dated(lines: Sequence[Line], why: Reasons, place: int) -> bool:
    """Whether a line gives a date as the header of another article would."""
    return why[place] != POST and lines[place].words < 20 and bool(find_dates(lines[place].text))


def _article_end(lines: Sequence[Line]) -> int:
    """Where readers' comments begin, when signatures of comments show that there are some."""
    signed = [place for place, line in enumerate(lines) if is_comment_signature(line)]
    return signed[0] if len(signed) > 1 else len(lines)


def _goes_on(lines: Sequence[Line], why: Reasons, body: _Run, run: _Run) -> bool:
    between = range(body.last + 1, run.first)
    if len(between) > _FARTHEST:
        return False
    ended = any(is_end(lines[place]) for place in between)
    if run.count >= 2:
        return run.words > (_MUCH if ended else _SOME) * body.words
    furniture = sum(why[place] is not None for place in between)
    return not ended and run.words >= 25 and 2 * furniture >= len(between)


def _began_before(lines: Sequence[Line], why: Reasons, body: _Run, run: _Run) -> bool:
    between = range(run.last + 1, body.first)
    if len(between) > _FARTHEST:
        return False
    if run.count >= 2 and run.words > _LITTLE * body.words:
        return True
    return run.words >= 20 and not any(_dated(lines, why, place) for place in between)


def _without_bios(lines: Sequence[Line], body: _Run) -> int:
    """One past the last line that does not present an author."""
    last = body.last + 1
    while last > body.first + 1 and _presents_author(lines, body.first, last - 1):
        last -= 1
    return last


def _presents_author(lines: Sequence[Line], first: int, place: int) -> bool:
    """Whether a line tells who somebody is, of whom the article above it does not speak."""
    name = " ".join(lines[place].text.split()[:2])
    above = lines[max(first, place - _REACH) : place]
    return is_bio(lines[place]) and not any(name in line.text for line in above)


def _with_touching(lines: Sequence[Line], why: Reasons, first: int) -> int:
    """The place of the first paragraph when long ones touch it, or the header, without a blank line."""
    while first > 0 and why[first - 1] is None and lines[first - 1].ends and lines[first - 1].words >= 20:
        first -= 1
    return first


def _short_body(lines: Sequence[Line], why: Reasons) -> tuple[int, int]:
    """A body of short sentences alone, below a header."""
    places = [place for place, line in enumerate(lines) if line.ends and line.words > 3 and not why[place]]
    return (places[0], places[-1] + 1) if places else (len(lines), len(lines))


def _with_short_sentences(lines: Sequence[Line], why: Reasons, first: int, last: int) -> int:
    """One past the last paragraph when short ones, that end as sentences, follow it closely."""
    place = last
    while place < min(last + _FOLLOW, len(lines)) and not is_end(lines[place]):
        line = lines[place]
        own = why[place] is None and not _presents_author(lines, first, place)
        if line.alone and line.ends and own:
            last = place + 1
        place += 1
    return last

"""A paste told apart into what stands above the article, its body, and what stands below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat

from digest.parse.body import find_body
from digest.parse.furniture import INVITATIONS, POST, RELATED, is_caption, reason
from digest.parse.line import Line, read_lines

_HEADER_LINES = 25  # below a standfirst that may still be the header's
_UNSPACED = 0.3  # of the prose that stands alone; with less, paragraphs have no blank lines between


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The lines of a paste, why each may be furniture, and which of them hold the body."""

    lines: tuple[Line, ...]
    why: tuple[str | None, ...]
    spaced: bool  # whether blank lines stand between its paragraphs
    first: int  # the first line of the body, by its place in `lines`
    last: int  # one past its last line

    @property
    def header(self) -> tuple[Line, ...]:
        """The lines above the body."""
        return self.lines[: self.first]

    @property
    def lead(self) -> int:
        """The place of the first paragraph that another follows; above it a byline may still stand."""
        for place in range(self.first, min(self.first + _HEADER_LINES, self.last - 1)):
            if all(line.ends and line.words > 5 for line in self.lines[place : place + 2]):
                return place
        return self.first

    @property
    def body(self) -> tuple[Line, ...]:
        """The lines from the first paragraph to the last."""
        return self.lines[self.first : self.last]

    @property
    def tail(self) -> tuple[Line, ...]:
        """The lines below the body."""
        return self.lines[self.last :]


def read_page(text: str) -> Page:
    """Find the body of a paste: the run of prose that holds most of its words."""
    lines = read_lines(text)
    why = _reasons(lines)
    spaced = _is_spaced(lines)
    first, last = find_body(lines, why, spaced=spaced)
    return Page(lines=lines, why=why, spaced=spaced, first=first, last=last)


def _reasons(lines: Sequence[Line]) -> tuple[str | None, ...]:
    own = [reason(line) or ("photo caption" if is_caption(line) else None) for line in lines]
    signed = [*own[1:], *[None] * bool(own)]  # an embedded post is signed on the line below it
    own = [POST if after == POST else why for why, after in zip(own, signed, strict=True)]
    return tuple(why or group for why, group in zip(own, _group_reasons(lines, own), strict=True))


def _group_reasons(lines: Sequence[Line], why: Sequence[str | None]) -> Iterator[str | None]:
    """For each line, what the lines say that it stands among: without a blank between they are one box."""
    start = 0
    below_prose = False
    while start < len(lines):
        end = start + 1
        while end < len(lines) and not lines[end].gap_before:
            end += 1
        yield from _box_reasons(lines[start:end], why[start:end], below_prose)
        below_prose = below_prose or (lines[start].alone and lines[start].prose)
        start = end


def _box_reasons(lines: Sequence[Line], why: Sequence[str | None], below_prose: bool) -> Iterator[str | None]:
    invites = [one for one in why if one in INVITATIONS]
    if invites and 5 * len(invites) >= 2 * len(lines):
        yield from repeat(invites[0], len(lines))
    elif below_prose and why[0] == RELATED:
        yield from (None if line.prose and line.ends else RELATED for line in lines)
    else:
        yield from repeat(None, len(lines))


def _is_spaced(lines: Sequence[Line]) -> bool:
    long = [line for line in lines if line.prose]
    return sum(line.alone for line in long) > _UNSPACED * len(long)

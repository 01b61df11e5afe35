"""Quotation marks: which of them belong together, and what they enclose.

Everything after this stage sees a marked passage as one token, so that no word inside it is taken for a
cue or a source.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_MARK = re.compile(r"""``|'(?=''(?!'))|''|["“”„‟«»‹›‘’‚']""")
_CLOSERS = {
    "“": "”",
    "„": "“”",
    "‟": "”",
    "«": "»",
    "‹": "›",
    "‘": "’",
    "‚": "‘’",
    "”": "”",
    "»": "«",
    "›": "‹",
}
_SINGLE = frozenset("‘’‚'")
_STRAIGHT = {'"': '"”“', "“": '"“', "``": "''", "''": "''", "'": "'"}
_OPENERS = frozenset("([{—–-/\u00a0")


@dataclass(frozen=True, slots=True)
class Marked:
    """A passage between quotation marks; `inner` leaves the marks out.

    A passage that runs on has no closing mark here: the next paragraph opens again.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    runs_on: bool = False
    inside: tuple[Marked, ...] = ()


def find_marked(paragraphs: Sequence[str]) -> tuple[tuple[Marked, ...], ...]:
    """Return the marked passages of each paragraph, those inside others nested in them.

    >>> [[(p.inner_start, p.inner_end) for p in row] for row in find_marked(['He said “no” to 5\\' 10".'])]
    [[(9, 11)]]
    """
    found = []
    for index, text in enumerate(paragraphs):
        following = paragraphs[index + 1] if index + 1 < len(paragraphs) else ""
        found.append(_in_paragraph(text, following))
    return tuple(found)


@dataclass(slots=True)
class _Open:
    mark: str
    start: int
    inner_start: int
    inside: list[Marked]


def _in_paragraph(text: str, following: str) -> tuple[Marked, ...]:
    """Pair the marks of one paragraph with a stack: one look at each mark, so linear."""
    marks = [(m.start(), m.group()) for m in _MARK.finditer(text)]
    top: list[Marked] = []
    stack: list[_Open] = []
    singles_left = _last_single_closers(text, marks)
    for position, mark in marks:
        after = position + len(mark)
        depth = _closes(text, position, mark, stack, singles_left)
        if depth is not None:
            # Whatever was opened inside and never closed was no quotation.
            opened = stack[depth]
            inside = [*opened.inside, *(m for lost in stack[depth + 1 :] for m in lost.inside)]
            del stack[depth:]
            passage = Marked(opened.start, after, opened.inner_start, position, False, tuple(inside))
            if text[opened.inner_start : position].strip():
                (stack[-1].inside if stack else top).append(passage)
        elif _opens(text, position, mark, stack, singles_left) and len(stack) < _DEEPEST:
            stack.append(_Open(mark, position, after, []))
    return *top, *_left_open(text, stack, following)


_DEEPEST = 4  # nobody quotes a quotation of a quotation of a quotation of a quotation


def _left_open(text: str, stack: list[_Open], following: str) -> list[Marked]:
    """The passage that runs on into the next paragraph, or what stood inside marks never closed."""
    if not stack:
        return []
    outer = stack[0]
    inside = [m for opened in stack for m in opened.inside]
    runs_on = outer.mark not in _SINGLE and following.startswith(outer.mark)
    if runs_on and text[outer.inner_start :].strip():
        return [Marked(outer.start, len(text), outer.inner_start, len(text), True, tuple(inside))]
    return inside


def _closes(text: str, position: int, mark: str, stack: list[_Open], last: dict[int, int]) -> int | None:
    """The depth of the open passage that this mark closes."""
    if not stack or not _may_close(text, position, mark):
        return None
    if mark == "“" and stack[-1].mark in ("“", '"') and not _closing_place(text, position):
        return None
    for depth in range(len(stack) - 1, -1, -1):
        opener = stack[depth].mark
        if mark in _CLOSERS.get(opener, ()) or mark in _STRAIGHT.get(opener, ()):
            if mark in _SINGLE and not _single_closes(text, position, last):
                return None
            return depth
    return None


def _closing_place(text: str, position: int) -> bool:
    """Whether a word ends before the mark and none begins after it."""
    after = text[position + 1] if position + 1 < len(text) else " "
    return position > 0 and not text[position - 1].isspace() and (after.isspace() or after in ".,;:!?)")


def _may_close(text: str, position: int, mark: str) -> bool:
    """A straight or doubled mark with a blank before it and none after it opens."""
    if mark not in ('"', "''", "'"):
        return True
    before = text[position - 1] if position else " "
    after = text[position + len(mark)] if position + len(mark) < len(text) else " "
    return not (before.isspace() and not after.isspace())


def _opens(text: str, position: int, mark: str, stack: list[_Open], last: dict[int, int]) -> bool:
    before = text[position - 1] if position else " "
    after = text[position + len(mark)] if position + len(mark) < len(text) else " "
    free = before.isspace() or before in _OPENERS or before in _CLOSERS or before in _STRAIGHT
    if mark in ("“", "„", "‟", "«", "‹", "``"):
        return True
    if mark == "''" and stack and stack[-1].mark in ("``", "''"):
        return False
    if mark in ("‘", "‚", "'"):
        nested = any(opened.mark == mark for opened in stack)
        return free and not nested and after.isalnum() and position < last.get(ord(mark), -1)
    if mark == "’":
        return False
    return free and not after.isspace() and not any(opened.mark == mark for opened in stack)


def _last_single_closers(text: str, marks: list[tuple[int, str]]) -> dict[int, int]:
    """Where the last single mark stands that may close, by the mark that opens it.

    Without one ahead, “the ’80s” and “rock 'n' roll” open nothing.
    """
    last: dict[int, int] = {}
    for position, mark in marks:
        if mark in ("’", "'", "‘") and _ends_a_word(text, position):
            for opener in {"’": "‘‚", "'": "'", "‘": "‚"}[mark]:
                last[ord(opener)] = position
    return last


def _ends_a_word(text: str, position: int) -> bool:
    before = text[position - 1] if position else " "
    after = text[position + 1] if position + 1 < len(text) else " "
    return not before.isspace() and not after.isalnum()


def _single_closes(text: str, position: int, last: dict[int, int]) -> bool:
    """Whether a single mark closes and is not the apostrophe of “the ministers’ plan”."""
    if not _ends_a_word(text, position):
        return False
    before = text[position - 1]
    after = text[position + 1 : position + 3]
    possessive = before == "s" and len(after) == 2 and after[0] == " " and after[1].isalnum()
    return not possessive or last.get(ord("‘" if text[position] == "’" else "'"), -1) == position

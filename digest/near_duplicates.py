"""Which entries print the same text: near-duplicates by word shingles (Broder, 1997).

Compared are the reporter's own words. Two papers that hear one speech share its quotations, not their prose;
a sentence that comes back week after week is the house's and no part of a story.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from heapq import nsmallest
from itertools import accumulate, islice
from zlib import crc32

from digest.model import Entry
from digest.text import slugify

WINDOW = timedelta(days=7)  # how long after the first print a story is still reprinted
SHINGLE = 5  # words
LEAST_SHINGLES = 20  # less text is too little to tell by
SAME_WORDS = 0.55  # of the shorter text's shingles; edited copies keep more, other stories less
SAME_NUMBERS = 0.5  # the same words around other numbers are the next day's bulletin
_SKETCH = 32  # shingles by which a text is found; a short text has hardly more
_CROWD = 20  # stories that share a shingle; in more of them it is a phrase
_KEPT = 10_000  # texts that are remembered for the next time, while somebody edits one of them
_CANDIDATES = 5  # earlier stories that a text is compared with, the likeliest first

_BY_SIGN = r"\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"  # scripts without blanks between words
_WORD = re.compile(rf"[{_BY_SIGN}]|[^\W{_BY_SIGN}]+")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_SENTENCE_END = re.compile(r"[.!?…] +|\n+")
_QUOTED = re.compile(r""""[^"\n]*"|[“”][^“”\n]*”|„[^„“”"\n]*[“”"]|«[^«»\n]*»|»[^«»\n]*«|「[^「」\n]*」""")


@dataclass(frozen=True, slots=True, eq=False)
class _Print:
    """What an entry is compared by."""

    name: str
    day: date
    outlet: str
    shingles: array[int]
    numbers: frozenset[str]


def near_duplicates(entries: Mapping[str, Entry]) -> tuple[tuple[str, ...], ...]:
    """The groups of names whose entries print one story, each group from the earliest print on.

    Every later print is a near-duplicate of the group's first, so likeness never creeps from one to the next.
    """
    in_order = sorted(entries, key=lambda name: (entries[name].timestamp.sort_key, name))
    house = _house_sentences(entries.values())
    groups: dict[str, list[str]] = {}
    index: dict[int, list[_Print]] = {}  # the first prints that a shingle stands in, in their order
    for name in in_order:
        printed = _print(name, entries[name], house)
        sketch = printed.shingles[:_SKETCH]  # the least hashes: as good as drawn by lot
        earlier = _candidates(sketch, index, printed.day)
        first = next((other for other in earlier if _same(printed, other)), None)
        groups.setdefault(first.name if first else name, []).append(name)
        if first is None:
            for shingle in sketch:
                index.setdefault(shingle, []).append(printed)
    return tuple(tuple(group) for group in groups.values() if len(group) > 1)


def _candidates(sketch: Iterable[int], index: Mapping[int, list[_Print]], day: date) -> list[_Print]:
    """Earlier first prints that share shingles, those with most of them first."""
    shared = Counter[_Print]()
    for shingle in sketch:
        for other in islice(reversed(index.get(shingle, ())), _CROWD):
            if day - other.day > WINDOW:
                break
            shared[other] += 1
    return nsmallest(_CANDIDATES, shared, key=lambda other: (-shared[other], other.name))


def _same(one: _Print, other: _Print) -> bool:
    if one.outlet == other.outlet and one.day != other.day:
        return False  # a bulletin: the same form filled in anew
    return (
        _containment(set(one.shingles), set(other.shingles)) >= SAME_WORDS
        and _containment(one.numbers, other.numbers) >= SAME_NUMBERS
    )


def _containment(one: set[int] | frozenset[str], other: set[int] | frozenset[str]) -> float:
    """How much of the smaller set lies in the larger."""
    return len(one & other) / least if (least := min(len(one), len(other))) else 1.0


def _print(name: str, entry: Entry, house: frozenset[int]) -> _Print:
    shingles, numbers = _read(entry.body, house.intersection(_sentences(entry.body)))
    return _Print(
        name=name,
        day=entry.timestamp.day,
        outlet=slugify(entry.source.name),
        shingles=shingles,
        numbers=numbers,
    )


@lru_cache(maxsize=_KEPT)
def _read(body: str, house: frozenset[int]) -> tuple[array[int], frozenset[str]]:
    """The shingles of a text, in order, and its numbers."""
    text = _without(house, body) if house else body
    shingles = _shingles(_QUOTED.sub(" ", text))
    if len(shingles) < LEAST_SHINGLES:
        shingles = _shingles(text)  # an interview is all quotation
    enough = len(shingles) >= LEAST_SHINGLES
    return array("L", sorted(shingles) if enough else ()), frozenset(_NUMBER.findall(text))


@lru_cache(maxsize=_KEPT)
def _sentences(body: str) -> tuple[int, ...]:
    return tuple(map(_hash, _SENTENCE_END.split(body)))


def _without(house: frozenset[int], text: str) -> str:
    paragraphs = (_SENTENCE_END.split(line) for line in text.split("\n"))
    return "\n".join(" ".join(s for s in sentences if _hash(s) not in house) for sentences in paragraphs)


def _shingles(text: str) -> set[int]:
    words = _WORD.findall(text.casefold())
    ends = list(accumulate(4 * (len(word) + 1) for word in words))
    line = (" ".join(words) + " ").encode("utf-32-le", "surrogatepass")  # four bytes a sign
    return {crc32(line[start:end]) for start, end in zip([0, *ends], ends[SHINGLE - 1 :], strict=False)}


def _house_sentences(entries: Iterable[Entry]) -> frozenset[int]:
    """The sentences that come back when no story is reprinted any more."""
    seen: dict[int, tuple[date, date]] = {}
    for entry in entries:
        day = entry.timestamp.day
        for sentence in _sentences(entry.body):
            first, last = seen.get(sentence, (day, day))
            seen[sentence] = min(first, day), max(last, day)
    return frozenset(sentence for sentence, (first, last) in seen.items() if last - first > WINDOW)


def _hash(text: str) -> int:
    return crc32(text.encode("utf-8", "surrogatepass"))  # Python's own hash differs from run to run

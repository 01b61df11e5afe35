"""Direct speech in languages other than English: marks, a cue beside them, and a name beside the cue.

Nothing else is sure without a grammar of the language, so nothing else is found.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from digest.annotate import lexicon
from digest.annotate.frame import Frame
from digest.annotate.phrases import Phrase
from digest.annotate.tokens import PARTICLES, Token

_SIGNS = frozenset([",", "–", "—", "-", "--", ".", "―"])
_FARTHEST_CUE = 3  # words between the marks and the cue: “a déclaré”, “también dijo”
_FARTHEST_NAME = 5  # words between the cue and the name: an office in lower case


def find_frames(tokens: Sequence[Token], language: str) -> list[Frame]:
    """Return the frames of one sentence: marked words with the cue and the name beside them."""
    found = []
    for index, token in enumerate(tokens):
        if token.kind == "quote":
            frame = _after(tokens, index, language) or _before(tokens, index, language)
            found.append(frame) if frame is not None else None
    return found


def _after(tokens: Sequence[Token], quote: int, language: str) -> Frame | None:
    """„…“, sagte Anna Berg; « … », Anna Berg a dit."""
    start = quote + 1
    while start < len(tokens) and tokens[start].text in _SIGNS:
        start += 1
    cue = _cue(tokens, range(start, min(len(tokens), start + _FARTHEST_CUE + 1)), language)
    if cue is not None:
        return _frame(_name_after(tokens, cue + 1) or _name_before(tokens, cue, start), cue, quote)
    name = _name_after(tokens, start)
    if name is None or name.first != start:
        return None
    cue = _cue(tokens, range(name.last, min(len(tokens), name.last + _FARTHEST_CUE)), language)
    return None if cue is None else _frame(name, cue, quote)


def _before(tokens: Sequence[Token], quote: int, language: str) -> Frame | None:
    """Anna Berg sagte: „…“; Anna Berg: „…“."""
    if quote == 0 or tokens[quote - 1].text not in (":", ","):
        return None
    if tokens[quote - 1].text == ":" and quote > 1:
        name = _name_before(tokens, quote - 1, 0)
        if name is not None and name.first == 0 and name.last == quote - 1:
            return _frame(name, quote - 1, quote)
    cue = _cue(tokens, range(quote - 2, max(-1, quote - 2 - _FARTHEST_NAME), -1), language)
    if cue is None:
        return None
    name = _name_before(tokens, cue, 0)
    return None if name is None else _frame(name, cue, quote)


def _frame(name: Phrase | None, cue: int, quote: int) -> Frame:
    return Frame(name, (cue, cue + 1), ((quote, quote + 1),))


def _cue(tokens: Sequence[Token], places: Iterator[int] | range, language: str) -> int | None:
    for index in places:
        if tokens[index].kind != "word":
            return None
        if tokens[index].lower in lexicon.words("cues", language):
            return index
    return None


def _name_after(tokens: Sequence[Token], start: int) -> Phrase | None:
    """The first run of capitals after a cue, an office in lower case stepped over."""
    index = start
    while index < len(tokens) and index - start < _FARTHEST_NAME and not tokens[index].capital:
        if tokens[index].kind != "word":
            return None
        index += 1
    last = index
    while last < len(tokens) and (tokens[last].capital or _is_particle(tokens, last, index)):
        last += 1
    return Phrase(index, last, last - 1) if last > index else None


def _name_before(tokens: Sequence[Token], end: int, lowest: int) -> Phrase | None:
    """The run of capitals that ends before the cue, an auxiliary stepped over."""
    last = end
    while (
        last > lowest and end - last < 2 and tokens[last - 1].kind == "word" and not tokens[last - 1].capital
    ):
        last -= 1
    first = last
    while first > lowest and tokens[first - 1].kind == "word" and tokens[first - 1].capital:
        first -= 1
    return Phrase(first, last, last - 1) if first < last else None


def _is_particle(tokens: Sequence[Token], index: int, first: int) -> bool:
    word = tokens[index].lower in PARTICLES and index > first
    return word and index + 1 < len(tokens) and tokens[index + 1].capital

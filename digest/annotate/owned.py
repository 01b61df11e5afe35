"""Marks that have an owner: “Berg's remark ‘…’”, and “Ray said ‘…’ and Berg ‘…’”, where two share a verb."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from digest.annotate import cues, lexicon, phrases
from digest.annotate.clause_subjects import can_speak
from digest.annotate.clauses import Range
from digest.annotate.frame import Frame
from digest.annotate.phrases import Phrase
from digest.annotate.tokens import POSSESSIVES, Token

_SPOKEN = lexicon.grammar("spoken") | lexicon.words("noun_cues")
_LINKS = frozenset([",", "and", "but", "whereas", "while"])
_TELLING = lexicon.grammar("telling")  # “told Ray ‘…’ and Berg ‘…’”
_HELPING = lexicon.helping_verbs()
_LONGEST_OBJECT = 2  # tokens: “it”, “the plan”
_MOST_LINKS = 2
_FEWEST_WORDS = 3


def find_owned(tokens: Sequence[Token]) -> Mapping[int, Frame | None]:
    """Return the marked passages behind a possessive, with their frame where a noun tells of speech."""
    found = {}
    for index, token in enumerate(tokens):
        if token.kind == "quote" and index > 1:
            noun, owner = _owner(tokens, index)
            if owner is not None:
                content = ((index, index + 1),)
                found[index] = None if noun is None else Frame(owner, (noun, noun + 1), content)
    return found


def _owner(tokens: Sequence[Token], quote: int) -> tuple[int | None, Phrase | None]:
    """“Berg's remark ‘…’”, “Berg's ‘…’ remark”, “Berg's ‘it is old’ by leaving”."""
    behind = tokens[quote + 1] if quote + 1 < len(tokens) else None
    words = tokens[quote].text.lower().strip("\"'“”‘’«»„,.!?").split()
    verbs = lexicon.words("verbs") | cues.words("past", "s") | _HELPING
    if tokens[quote - 1].lower in _SPOKEN and tokens[quote - 2].lower in POSSESSIVES:
        predicate = not words or words[0] in verbs  # “Berg's remarks ‘were late’”
        return (None, None) if predicate else (quote - 1, _speaker(tokens, quote - 2))
    if tokens[quote - 1].lower not in POSSESSIVES:
        return None, None
    if behind is not None and behind.lower in _SPOKEN:
        return quote + 1, _speaker(tokens, quote - 1)
    closed = behind is None or behind.kind == "sign" or behind.lower in lexicon.words("function_words")
    said = len(words) >= _FEWEST_WORDS and not verbs.isdisjoint(words)
    return None, _speaker(tokens, quote - 1) if closed and said else None


def _speaker(tokens: Sequence[Token], possessive: int) -> Phrase | None:
    phrase = phrases.before(tokens, possessive)
    return phrase if phrase is not None and can_speak(tokens, phrase) else None


def gapped(tokens: Sequence[Token], frame: Frame) -> list[Frame]:
    """Split what a verb reports of two; behind an object, “called it ‘safe’, Berg ‘old’”, nobody is sure."""
    for place, content in enumerate(frame.contents):
        gap = _gap(tokens, content)
        if gap is None or frame.source is None or content[0] < frame.source.first:
            continue
        end, other, second = gap
        if end - content[0] > 1 + _LONGEST_OBJECT or tokens[content[0]].lower == "that":
            continue
        kept = (*frame.contents[:place], (content[0], end), *frame.contents[place + 1 :])
        sure = tokens[content[0]].kind == "quote" and tokens[frame.cue[1] - 1].lower not in _TELLING
        rest = Frame(other if sure else None, frame.cue, ((second, content[1]),))
        return [replace(frame, contents=kept), *gapped(tokens, rest)]
    return [frame]


def _gap(tokens: Sequence[Token], content: Range) -> tuple[int, Phrase, int] | None:
    """Where marks end, who stands behind them, and where their own marks begin."""
    for index in range(content[0], content[1] - 2):
        if tokens[index].kind != "quote":
            continue
        start = index + 1
        while start < content[1] and start <= index + _MOST_LINKS and tokens[start].lower in _LINKS:
            start += 1
        comma = tokens[index].text.rstrip("\"'“”‘’«»„").endswith(",")
        second = next((i for i in range(start, content[1]) if tokens[i].kind == "quote"), None)
        if second is None or (start == index + 1 and not comma):
            continue
        other = phrases.after(tokens[:second], start)
        closed = (
            second + 1 >= len(tokens)
            or tokens[second + 1].kind == "sign"
            or (tokens[second + 1].lower in _LINKS)
        )
        if other is not None and other.last == second and can_speak(tokens, other) and closed:
            return index + 1, other, second
    return None

"""Gerunds: whose words “saying …” reports, since its subject stands in another clause."""

from __future__ import annotations

from collections.abc import Sequence

from digest.annotate import cues, lexicon, phrases
from digest.annotate.clause_subjects import can_speak, is_number, opening_subject, verb_at, with_name
from digest.annotate.clauses import BREAKS
from digest.annotate.cues import Cue
from digest.annotate.frame import Frame
from digest.annotate.phrases import Phrase
from digest.annotate.tokens import Token

_FARTHEST_LETTER = 8
_FARTHEST_CLAUSE = 40
_FARTHEST_START = 6
_LONGEST_COUNT = 6
_JOINERS = frozenset(["and", "but", "though", "while", "yet"])
_BEFORE_SUBJECT = frozenset(["after", "before", "by", "in", "while"])  # “After saying so, Ray left”
_BEFORE_GERUND = lexicon.grammar("before_gerund")


def governor(tokens: Sequence[Token], cue: Cue, earlier: Sequence[Frame]) -> Phrase | None:
    """“Ray welcomed the plan, saying …”, “Noting the cost, Ray left”: whose clause it hangs on."""
    first = cue.first
    while first > 0 and lexicon.is_adverb(tokens[first - 1].lower):
        first -= 1
    if first == 0 or (first == 1 and tokens[0].lower in _BEFORE_SUBJECT):
        return _behind(tokens, cue)
    left = tokens[first - 1]
    if left.lower == "for" and (blamed := _blamed(tokens, first - 1)) is not None:
        return blamed
    closed = left.text in BREAKS or left.lower in _BEFORE_GERUND or left.kind == "quote"
    if not closed and left.lower.removesuffix("s") in lexicon.words("documents"):
        return phrases.before(tokens, first)  # “the paper's editorial telling him”
    if not closed:
        alone = _beside(tokens, first)
        if alone is not None or not cue.takes("t", "q") or not _is_issued(tokens, first):
            return alone
    said = max((content[1] for frame in earlier for content in frame.contents), default=0)
    joined = _joined_clause(tokens, max([said, *(frame.cue[1] for frame in earlier)]), first)
    if joined is not None:
        return joined
    return earlier[-1].source if earlier else opening_subject(tokens, cue.first)


def _joined_clause(tokens: Sequence[Token], start: int, end: int) -> Phrase | None:
    """“Ray was calm, but Berg was not, saying …”: the subject of the last clause that is joined by a word."""
    for index in range(end - 1, start, -1):
        if tokens[index].lower in _JOINERS and tokens[index - 1].text in BREAKS:
            phrase = _subject(tokens, index + 1, end)
            if phrase is not None:
                return phrase
    return None


def _subject(tokens: Sequence[Token], first: int, end: int) -> Phrase | None:
    """The subject of the clause that begins here, “on Friday she used” included."""
    for index in range(first, min(end, first + _FARTHEST_START)):
        token = tokens[index]
        if token.kind != "word":
            return None
        phrase = phrases.after(tokens, index)
        if phrase is not None and can_speak(tokens, phrase) and verb_at(tokens, phrase.last):
            return with_name(tokens, phrase)
    return None


def _blamed(tokens: Sequence[Token], end: int) -> Phrase | None:
    """“Ray thanked Berg for saying …”: Berg has said it."""
    phrase = phrases.before(tokens, end)
    if phrase is None or phrase.first == 0 or not can_speak(tokens, phrase):
        return None
    verb = tokens[phrase.first - 1]
    acts = phrases.is_past(verb) or verb.lower in cues.words("past", "s")
    return phrase if acts and tokens[phrase.head].capital else None


def _behind(tokens: Sequence[Token], cue: Cue) -> Phrase | None:
    """“Noting the cost, Ray left”: the subject of the clause behind the comma."""
    for index in range(cue.last + 1, min(len(tokens) - 1, cue.last + _FARTHEST_CLAUSE)):
        if tokens[index].text == ",":
            phrase = phrases.after(tokens, index + 1)
            if phrase is not None and can_speak(tokens, phrase) and verb_at(tokens, phrase.last):
                return with_name(tokens, phrase)
    return None


def _beside(tokens: Sequence[Token], first: int) -> Phrase | None:
    """“with Ray calling it a mess”: the gerund has a subject of its own."""
    phrase = phrases.before(tokens, first)
    if phrase is None or phrase.first == 0 or tokens[phrase.first - 1].lower != "with":
        return _counted(tokens, first)
    return phrase if can_speak(tokens, phrase) else None


def _counted(tokens: Sequence[Token], first: int) -> Phrase | None:
    """“with three in ten saying it was late”: what is counted stands for people."""
    for index in range(first - 1, max(0, first - _LONGEST_COUNT), -1):
        if tokens[index].kind != "word":
            return None
        if tokens[index].lower == "with" and is_number(tokens[index + 1]):
            return Phrase(index + 1, first, first - 1)
    return None


def _is_issued(tokens: Sequence[Token], end: int) -> bool:
    """“sent a letter on Friday saying”: who sent it says so."""
    for token in reversed(tokens[max(0, end - _FARTHEST_LETTER) : end]):
        if token.kind != "word":
            return False
        if not token.capital and token.lower in lexicon.words("documents"):
            return token.lower in _BEFORE_GERUND
        if phrases.is_source_noun(token.lower):
            return False
    return False

"""The subject of a clause: what it opens with, or all that stands before its cue."""

from __future__ import annotations

from collections.abc import Sequence

from digest.annotate import cues, lexicon, phrases
from digest.annotate.cues import Cue
from digest.annotate.phrases import Phrase
from digest.annotate.tokens import Token, ends_with

_FARTHEST_SUBJECT = 30
_LONGEST = 20
_ALWAYS_VERBS = frozenset(["say", "tell", "add", "write"])
_CLOSING = frozenset([",", ";", ":", "(", "–", "—", "--", "-"])
_RELATIVES = frozenset(["who", "which", "that"])
_JOINERS = frozenset(["and", "but", "though", "while", "yet"])
_CONDITIONS = frozenset(["if", "that", "whether"])
_EDGES = lexicon.grammar("clause_edges")
_LEADS = lexicon.grammar("number_leads")
_OPENERS = lexicon.grammar("subject_openers") | lexicon.grammar("quantifiers") | _LEADS
_CLAUSES = lexicon.grammar("clause_subjects") | _CONDITIONS
_LINKS = lexicon.grammar("opening_links")
_NUMBERS = lexicon.grammar("numbers")
_SHARES = lexicon.grammar("shares")
_SAYING = lexicon.grammar("saying")


def opening_subject(tokens: Sequence[Token], end: int) -> Phrase | None:
    """The name, pronoun or description that the sentence, or its first clause, opens with."""
    for index in range(min(end, _FARTHEST_SUBJECT)):
        token = tokens[index]
        linked = index == 1 and tokens[0].lower in _LINKS
        if token.kind != "word" or (index and not _is_comma(tokens[index - 1]) and not linked):
            continue
        if token.lower in ("he", "she", "they", "it"):
            return Phrase(index, index + 1, index)
        phrase = _described(tokens, index) or _named(tokens, index)
        if phrase is not None:
            return phrase
    return None


def _is_comma(token: Token) -> bool:
    """A comma, or one inside the marks before it: “On the show ‘Good Day,’ Ray smiled”."""
    return token.text == "," or (token.marked is not None and ends_with(token, ","))


def nearest_subject(tokens: Sequence[Token], start: int, end: int) -> Phrase | None:
    """“Ray left, and Berg stayed and said”, “when she rose and said”: whose clause the second verb is in."""
    for index in range(end - 1, start - 1, -1):
        joined = index == 0 or tokens[index - 1].lower in _JOINERS or tokens[index - 1].text == ";"
        pronoun = tokens[index].lower in ("he", "she", "they")
        phrase = phrases.after(tokens, index) if joined or pronoun else None
        if phrase is not None and can_speak(tokens, phrase) and verb_at(tokens, phrase.last):
            return with_name(tokens, phrase)
    return None


def verb_at(tokens: Sequence[Token], index: int) -> bool:
    """Whether a verb, or its adverb, stands here."""
    if index >= len(tokens):
        return False
    token = tokens[index]
    verb = token.lower in lexicon.words("verbs") or token.lower in cues.words("past", "s")
    return verb or phrases.is_past(token) or lexicon.is_adverb(token.lower)


def whole_subject(tokens: Sequence[Token], cue: Cue) -> Phrase | None:
    """“About four in ten said they”, “those close to the board say that”: all that stands before the cue."""
    if not _reports_a_clause(tokens, cue):
        return None
    first = _clause_start(tokens, cue.first)
    while first < cue.first and _leads_in(tokens[first]):
        first += 1
    words = tokens[first : cue.first]
    if not words or len(words) > _LONGEST or not _opens_subject(words[0]) or _has_verb(words):
        return None
    head = first + _head(words)
    if tokens[head].capital and head > first:
        return None
    # “fans of Ray say”: a name inside is not the one who speaks, so the head must be surely somebody.
    sure = phrases.is_source_noun(tokens[head].lower) or tokens[head].lower in _SHARES
    named = any(token.capital for token in words[1:]) and not sure
    return None if named else Phrase(first, cue.first, head)


def is_sure(cue: Cue) -> bool:
    """Whether the cue reports speech whatever its subject is: “the voice said”."""
    return cue.form.lemma in _ALWAYS_VERBS and cue.form.tense in ("past", "s")


def can_speak(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Whether the head of the phrase is a name, a pronoun, or a noun for somebody who can say a thing."""
    head = tokens[phrase.head]
    dated = phrase.first > 0 and tokens[phrase.first - 1].lower in lexicon.words("function_words")
    if phrases.is_day(head) or (dated and head.lower in lexicon.words("time_words")):
        return False
    return head.capital or head.lower in lexicon.table("pronouns") or phrases.is_source_noun(head.lower)


def with_name(tokens: Sequence[Token], phrase: Phrase) -> Phrase:
    """“its chief executive, Ida Dahl”: the name that is set beside a description belongs to it."""
    comma = phrase.last
    head = tokens[phrase.head]
    if comma + 1 >= len(tokens) or tokens[comma].text != "," or head.capital:
        return phrase
    last = comma + 1
    while last < len(tokens) and tokens[last].capital:
        last += 1
    closed = last >= len(tokens) or tokens[last].kind != "word"
    return Phrase(phrase.first, last, last - 1) if closed and last > comma + 2 else phrase


def is_number(token: Token) -> bool:
    """“31”, “three”, “Sixty-six”."""
    return token.text[0].isdigit() or token.lower.partition("-")[0] in _NUMBERS


def _named(tokens: Sequence[Token], index: int) -> Phrase | None:
    token = tokens[index]
    if not token.capital or token.lower in lexicon.words("function_words") | lexicon.words("determiners"):
        return None
    phrase = phrases.after(tokens, index)
    return with_name(tokens, phrase) if phrase is not None and can_speak(tokens, phrase) else None


def _described(tokens: Sequence[Token], index: int) -> Phrase | None:
    """“The port's new head, Otto Lindqvist”, “The board”."""
    if tokens[index].lower not in lexicon.words("determiners"):
        return None
    phrase = phrases.after(tokens, index)
    if phrase is None:
        return None
    named = with_name(tokens, phrase)
    sure = phrase.head > phrase.first and can_speak(tokens, phrase)
    return named if named is not phrase or sure else None


def _reports_a_clause(tokens: Sequence[Token], cue: Cue) -> bool:
    """Whether what follows the cue shows that it is a verb that reports."""
    if not cue.takes("t", "b") or cue.modal or cue.last + 1 >= len(tokens):
        return False
    if cue.takes("n") and cue.form.tense in ("s", "base"):
        return False
    following = tokens[cue.last + 1]
    if cue.form.lemma in _ALWAYS_VERBS - {"write"} and cue.form.tense != "ing" and following.kind == "word":
        return True
    return following.lower in _CLAUSES or following.kind == "quote"


def _clause_start(tokens: Sequence[Token], end: int) -> int:
    for index in range(end - 1, max(-1, end - _LONGEST - 4), -1):
        token = tokens[index]
        if token.lower == "that" and index + 1 < end and tokens[index + 1].lower in lexicon.words("verbs"):
            continue  # “groups that support Ray say”
        if token.kind == "quote" or token.text in _CLOSING or token.lower in _EDGES:
            return index + 1
    return 0


def _leads_in(token: Token) -> bool:
    """“indeed”, “already”, “in”, but not “about four in ten”."""
    return token.lower in lexicon.words("function_words") - _LEADS or lexicon.is_adverb(token.lower)


def _opens_subject(token: Token) -> bool:
    counted = is_number(token) or token.lower in lexicon.words("determiners") | _OPENERS
    return counted or (token.lower.endswith("s") and phrases.is_source_noun(token.lower))


def _has_verb(words: Sequence[Token]) -> bool:
    """Whether there is a verb outside of a relative clause."""
    for token in words:
        if token.lower in _RELATIVES:
            return False
        if token.kind == "quote" or token.lower in lexicon.words("verbs") or token.lower in _SAYING:
            return True
    return False


def _head(words: Sequence[Token]) -> int:
    """The last noun for somebody before a preposition, a relative or a participle."""
    last = len(words)
    for index in range(1, len(words)):
        plain = words[index].lower in lexicon.words("function_words") - _LEADS
        if plain or phrases.is_past(words[index]):
            last = index
            break
    nouns = [index for index in range(last) if phrases.is_source_noun(words[index].lower)]
    return nouns[-1] if nouns else last - 1

"""Adverbials: whom, when, where and how something was said, between a cue and what it reports."""

from __future__ import annotations

from collections.abc import Sequence

from digest.annotate import lexicon, phrases
from digest.annotate.cues import Cue
from digest.annotate.tokens import POSSESSIVES, Token

LONGEST_RECIPIENT = 16
_LONGEST_PHRASE = 10
_LONGEST_SPAN = 4  # tokens: “a few days ago”
_MOST = 6  # adverbials in a row
_OBJECTS = lexicon.grammar("objects")
_HEARERS = lexicon.grammar("hearers") | _OBJECTS
_ASIDES = lexicon.grammar("asides")
_ADVERBS = lexicon.grammar("cue_adverbs")
_DEGREES = lexicon.grammar("degrees")
_OPENERS = lexicon.grammar("adverbial_prepositions")
_TIME_OPENERS = lexicon.grammar("time_openers")
_SINCE = frozenset(["after", "afterward", "afterwards", "ago", "before", "earlier", "later"])
_UNITS = frozenset(["day", "decade", "hour", "minute", "moment", "month", "week", "year"])
_SPANS_OF_TIME = lexicon.grammar("spans_of_time")


def skip(tokens: Sequence[Token], start: int, end: int, cue: Cue) -> int:
    """Step over “reporters”, “in a statement”, “on Tuesday”; return where what was said begins."""
    index = _after_recipient(tokens, start, end, cue)
    for _ in range(_MOST):
        if index < end and tokens[index].lower == "to" and cue.takes("i"):
            break  # “pledged to close the road”
        step = _after_aside(tokens, _after_one(tokens, index, end), end)
        if step == index:
            break
        index = step
    if index + 1 < end and tokens[index].text == "," and tokens[index + 1].lower == "that":
        index += 1
    return index


def _after_recipient(tokens: Sequence[Token], index: int, end: int, cue: Cue) -> int:
    """“told Reuters”, “reminded them”."""
    needed = cue.takes("r") or cue.form.lemma == "tell"
    if not needed or index >= end or tokens[index].kind != "word" or tokens[index].lower == "that":
        return index
    if tokens[index].lower in _OBJECTS:
        return index + 1
    that = _that_ahead(tokens, index)
    if that is not None:
        return that
    recipient = phrases.after(tokens, index)
    if recipient is None:
        return index
    here = recipient.last < len(tokens) and tokens[recipient.last].lower in ("here", "there")
    return recipient.last + here


def _that_ahead(tokens: Sequence[Token], index: int) -> int | None:
    """“told the men in the hall that”: no verb stands between."""
    for place in range(index + 1, min(len(tokens), index + LONGEST_RECIPIENT)):
        token = tokens[place]
        if token.lower == "that":
            return place
        verb = token.lower in lexicon.words("verbs") and not token.capital  # “in May”
        if token.kind == "quote" or token.text == ":" or verb:
            return None
    return None


def _after_aside(tokens: Sequence[Token], index: int, end: int) -> int:
    """“added, though, that”: a word of the reporter's between commas."""
    if index + 2 >= end or tokens[index + 1].lower not in _ASIDES:
        return index
    return index + 2 if tokens[index].text == "," == tokens[index + 2].text else index


def _after_one(tokens: Sequence[Token], index: int, end: int) -> int:
    if index >= end or tokens[index].kind != "word":
        return index
    word = tokens[index].lower
    if word in _OPENERS:
        return _after_phrase(tokens, index, end)
    timed = _after_time(tokens, index, end)
    if timed > index:
        return timed
    if word in ("late", "early") and index + 1 < end and tokens[index + 1].lower in _OPENERS:
        return index + 1
    following = tokens[index + 1] if index + 1 < end else None
    if word in _DEGREES and following is not None and following.kind == "word" and following.lower != "that":
        return index  # “said nearly 40 came”
    return index + (word in _ADVERBS or lexicon.is_adverb(word))


def _after_time(tokens: Sequence[Token], index: int, end: int) -> int:
    """“Tuesday”, “last week”, “the other day”, “two hours later”."""
    span = _after_span(tokens, index, end)
    if span > index or not _is_time(tokens, index, end):
        return span
    other = index + 1 < end and tokens[index + 1].lower == "other"
    return index + 1 + (tokens[index].lower in _TIME_OPENERS) + other


def _after_span(tokens: Sequence[Token], index: int, end: int) -> int:
    """“a day earlier”, “two hours later”, “years ago”."""
    for place in range(index, min(end - 1, index + _LONGEST_SPAN)):
        if tokens[place + 1].lower in _SINCE and tokens[place].lower.removesuffix("s") in _UNITS:
            return place + 2
        if tokens[place].kind != "word" or tokens[place].capital:
            return index
    return index


def _is_time(tokens: Sequence[Token], index: int, end: int) -> bool:
    """“Tuesday”, “last week”, but not “last year's vote” or “may”."""
    times = lexicon.words("time_words")
    word = tokens[index].lower
    following = tokens[index + 1].lower if index + 1 < end else ""
    if following in POSSESSIVES:
        return False
    if word in _TIME_OPENERS:
        owner = index + 2 < end and tokens[index + 2].lower in POSSESSIVES
        if (word, following) == ("the", "other"):
            return index + 2 < end and tokens[index + 2].lower in _SPANS_OF_TIME
        return not owner and following in (_SPANS_OF_TIME if word == "that" else times)
    return word in times and word not in _SPANS_OF_TIME


def _after_phrase(tokens: Sequence[Token], index: int, end: int) -> int:
    """A phrase of place, occasion or hearer; the nouns that may end it are data."""
    last = index
    for place in range(index + 1, min(end, index + _LONGEST_PHRASE)):
        token = tokens[place]
        if token.kind == "quote" or token.text in (",", ":", ";") or token.lower == "that":
            return place if place > index + 1 else index
        verb = token.lower in lexicon.words("verbs") - lexicon.words("adverbials")
        if token.kind != "word" or (verb and not token.capital):
            break
        if token.lower in lexicon.table("pronouns") and token.lower not in _OBJECTS:
            break
        if _may_end(tokens, place, end):
            last = place + 1
    return last


def _may_end(tokens: Sequence[Token], place: int, end: int) -> bool:
    token = tokens[place]
    if token.marked is not None:  # “on the show ‘Good Morning’”
        return True
    if token.lower in lexicon.words("adverbials") or token.lower in _HEARERS or token.text.isdigit():
        return True
    if token.capital:
        return place + 1 >= end or not tokens[place + 1].capital
    return _is_time(tokens, place, end)

"""Grouping the tokens of a paragraph into sentences."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from digest.annotate import cues, lexicon
from digest.annotate.tokens import Token

_ENDERS = frozenset(".!?…")
_LONGEST_TAG = 16
_LONGEST_DATELINE = 14  # tokens
_AFTER_DATELINE = frozenset([":", "-", "--", "–", "—", "―"])
_LONGEST = 250  # tokens; nobody writes longer sentences, and the grammar looks at each more than once


def sentences(tokens: Sequence[Token]) -> tuple[tuple[Token, ...], ...]:
    """Group the tokens of a paragraph into sentences."""
    first = _dateline(tokens)
    found: list[tuple[Token, ...]] = [tuple(tokens[:first])] if first else []
    for index in range(first, len(tokens)):
        if _ends_sentence(tokens, index) or index - first >= _LONGEST:
            found.append(tuple(tokens[first : index + 1]))
            first = index + 1
    if first < len(tokens):
        found.append(tuple(tokens[first:]))
    return tuple(found)


def _dateline(tokens: Sequence[Token]) -> int:
    """Where the text begins behind “LORNE, May 3 (Basin Wire) —”, “Oslo (AFP) –” or “MUMBAI:”."""
    last = _dash(tokens, 0)
    place = list(takewhile(lambda token: token.kind == "word", tokens[:last]))
    if not place:
        return 0
    shouted = all(token.text.isupper() for token in place) and any(len(token.text) > 1 for token in place)
    known = " ".join(token.text for token in place).title() in lexicon.places()
    agency = tokens[last - 1].text == ")" and (known or tokens[last - 2].text in lexicon.grammar("agencies"))
    if tokens[last].text == ":":
        return last + 1 if shouted and known and len(place) == last else 0
    return _text_start(tokens, last) if shouted or agency else 0


def _text_start(tokens: Sequence[Token], dash: int) -> int:
    """Where the text begins, a date between two dashes stepped over."""
    dated = _dash(tokens, dash + 1)
    if dated and any(token.text.isdigit() for token in tokens[dash:dated]):
        dash = dated
    following = tokens[dash + 1] if dash + 1 < len(tokens) else tokens[dash]
    return dash + 1 if following.capital or following.kind == "quote" else 0


def _dash(tokens: Sequence[Token], start: int) -> int:
    """Where the next dash or colon stands, when it is near."""
    near = range(start, min(len(tokens), start + _LONGEST_DATELINE))
    return next((index for index in near if tokens[index].text in _AFTER_DATELINE), 0)


def _ends_sentence(tokens: Sequence[Token], index: int) -> bool:
    token = tokens[index]
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if token.marked is not None:
        return _marks_end_sentence(tokens, index)
    if token.kind == "word" and token.text.endswith("."):
        return following is not None and _opens_sentence(following)
    if token.kind != "sign" or token.text[0] not in _ENDERS:
        return False
    if following is None or following.kind == "quote":
        return True
    if following.kind == "sign":
        return following.text in ("(", "[")
    return not following.text[0].islower()


def _opens_sentence(token: Token) -> bool:
    """Whether an abbreviation's stop is the sentence's too: “in the U.S. He left”, “at 2 p.m. ‘Go’”."""
    if token.kind == "quote" and token.marked is not None:
        return token.text[token.marked.inner_start - token.start].isupper()
    small = lexicon.words("function_words") | lexicon.words("determiners")
    word = token.lower in lexicon.table("pronouns") or token.lower in small
    return token.capital and word and len(token.text) > 1


def _marks_end_sentence(tokens: Sequence[Token], index: int) -> bool:
    """Whether a sentence ends inside the marks: “‘Go!’ He left”, but not “‘Go!’ Ray said”."""
    token = tokens[index]
    if token.marked is None or token.text[token.marked.inner_end - token.start - 1] not in _ENDERS:
        return False
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if following is None or following.kind == "quote":
        return True
    inner = token.text[: token.marked.inner_end - token.start]
    stopped = inner.endswith(".") and not inner.endswith("..")  # a comma stands there where a tag follows
    return following.capital and (stopped or not _tag_follows(tokens, index + 1))


def _tag_follows(tokens: Sequence[Token], first: int) -> bool:
    """“‘Why?’ Ray asked.”: the words after the marks say only who spoke."""
    for index in range(first, min(len(tokens), first + _LONGEST_TAG)):
        token = tokens[index]
        if token.kind != "word" and token.text != ",":
            return False
        if index > first and not token.capital and token.lower in cues.words("past", "s"):
            return _says_no_more(tokens, index + 1)
        if token.lower in lexicon.words("verbs"):
            return False
    return False


def _says_no_more(tokens: Sequence[Token], index: int) -> bool:
    if index >= len(tokens) or tokens[index].text in (".", ","):
        return True
    word = tokens[index].lower
    return word != "that" and (word in lexicon.words("function_words") or word in lexicon.words("time_words"))

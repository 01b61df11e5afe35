"""Grouping the tokens of a paragraph into sentences."""

from __future__ import annotations

from collections.abc import Sequence

from digest.annotate import cues, lexicon
from digest.annotate.tokens import Token

_ENDERS = frozenset(".!?…")
_LONGEST_TAG = 16
_LONGEST = 250  # tokens; nobody writes longer sentences, and the grammar looks at each more than once


def sentences(tokens: Sequence[Token]) -> tuple[tuple[Token, ...], ...]:
    """Group the tokens of a paragraph into sentences."""
    found: list[tuple[Token, ...]] = []
    first = 0
    for index in range(len(tokens)):
        if _ends_sentence(tokens, index) or index - first >= _LONGEST:
            found.append(tuple(tokens[first : index + 1]))
            first = index + 1
    if first < len(tokens):
        found.append(tuple(tokens[first:]))
    return tuple(found)


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

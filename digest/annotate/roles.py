"""Roles as an article prints them beside a name: “U.S. President”, “the bloc's top diplomat”."""

from __future__ import annotations

from collections.abc import Sequence

from digest.annotate import cues, lexicon
from digest.annotate.span import Span
from digest.annotate.tokens import POSSESSIVES, Token

_JOINTS = lexicon.grammar("joints")
_OPENERS = frozenset(["the", "his", "her", "its", "their"])
_OUTSIDE = ("function_words", "determiners", "time_words")
_APOSTROPHES = frozenset(["'", "’"])  # “the Dockworkers' Union”
_LONGEST = 16


def is_role(word: str) -> bool:
    """Whether the word alone names an office, a trade or a relation."""
    if word in lexicon.table("courtesy"):
        return False
    return word in lexicon.words("roles") or word in lexicon.words("titles")


def role_before(tokens: Sequence[Token], name: int, paragraph: int) -> Span | None:
    """The role printed before the name at token `name`: “Estonian foreign minister”."""
    first = name
    seen = False
    lowest = max(0, name - _LONGEST)
    while first > lowest and _belongs(tokens, first - 1, seen):
        first -= 1
        seen = seen or is_role(tokens[first].lower)
    while first < name and _is_no_start(tokens[first]):
        first += 1
    if not seen or first >= name or tokens[name - 1].lower in _JOINTS | POSSESSIVES:
        return None
    last = tokens[name - 1]
    if not any(is_role(token.lower) for token in tokens[first:name]):
        return None
    # “Leader of the opposition Ida Berg”: after a noun in lower case only a title may run into a name.
    titled = tokens[first].capital and is_role(tokens[first].lower) and tokens[first + 1].lower == "of"
    if not (last.capital or is_role(last.lower) or titled):
        return None
    return Span(paragraph, tokens[first].start, tokens[name - 1].end)


def role_apart(tokens: Sequence[Token], name: int, last: int, paragraph: int) -> Span | None:
    """The role before a name between commas: “the minister, Jan Berg, said”."""
    closed = (
        last >= len(tokens) or tokens[last].text in (",", ".", ")") or tokens[last].lower in ("said", "says")
    )
    if name < 2 or tokens[name - 1].text != "," or not closed:
        return None
    first = name - 1
    lowest = max(0, name - _LONGEST)
    while first > lowest and _belongs(tokens, first - 1, True):
        first -= 1
    if not any(is_role(token.lower) for token in tokens[first : name - 1]):
        return None
    if first == 0 or tokens[first - 1].lower not in _OPENERS:
        return (
            None if not _has_possessor(tokens, first, name - 1) else _span(tokens, first, name - 1, paragraph)
        )
    return _span(tokens, first, name - 1, paragraph)


def _has_possessor(tokens: Sequence[Token], first: int, last: int) -> bool:
    return any(token.lower in POSSESSIVES for token in tokens[first:last])


def _span(tokens: Sequence[Token], first: int, last: int, paragraph: int) -> Span:
    return Span(paragraph, tokens[first].start, tokens[last - 1].end)


def role_after(tokens: Sequence[Token], last: int, paragraph: int) -> Span | None:
    """The role printed after the name that ends before token `last`: “, the bloc's top diplomat,”."""
    if last + 1 >= len(tokens) or tokens[last].text not in (",", "–", "—"):
        return None
    start = last + 1 + (tokens[last + 1].lower in ("the", "a", "an"))
    index = start
    seen = False
    while index < min(len(tokens), start + _LONGEST) and not _ends_role(tokens, index, seen):
        seen = seen or is_role(tokens[index].lower)
        index += 1
    if not seen or not _is_closed(tokens, index, start):
        return None
    while tokens[index - 1].lower in lexicon.words("function_words"):
        index -= 1
    return Span(paragraph, tokens[start].start, tokens[index - 1].end)


def _belongs(tokens: Sequence[Token], index: int, seen: bool) -> bool:
    """Whether the word at `index` may stand inside a role that goes on to its right."""
    token, left = tokens[index], tokens[index - 1] if index else tokens[index]
    word = token.lower
    if word in POSSESSIVES or word in _APOSTROPHES:
        return index > 0 and (left.capital or (seen and is_role(left.lower)))
    if is_role(word):
        return True
    if word in _JOINTS:
        return index > 0 and _joins(word, left, seen)
    if token.kind != "word" or _is_verb(token):
        return False
    return not any(word in lexicon.words(name) for name in _OUTSIDE) and word not in lexicon.table("pronouns")


def _joins(word: str, left: Token, seen: bool) -> bool:
    if word in ("and", "&") and seen:
        # “President Berg and Chancellor Lang”: his role is not hers; “chairman and owner Ray” has both.
        return is_role(left.lower) and not left.capital
    return left.capital or is_role(left.lower) or left.lower in _JOINTS


def _is_verb(token: Token) -> bool:
    past = token.lower in cues.words("past") and not token.capital
    return past or token.lower in lexicon.words("verbs")


def _is_no_start(token: Token) -> bool:
    return token.lower in _JOINTS or token.lower in POSSESSIVES or token.lower in lexicon.table("courtesy")


def _ends_role(tokens: Sequence[Token], index: int, seen: bool) -> bool:
    token = tokens[index]
    word = token.lower
    if word in POSSESSIVES or (word in _APOSTROPHES and tokens[index - 1].lower.endswith("s")):
        return False
    if token.kind != "word":
        return True
    if word in ("who", "which", "that", "when", "while", "and", "but", "whose") and not seen:
        return True
    if word in ("who", "which", "that", "when", "while", "but", "whose", "after", "because", "as", "if"):
        return True
    return word in lexicon.words("verbs") or (
        word in cues.words("past", "s") and not token.capital and not is_role(word)
    )


def _is_closed(tokens: Sequence[Token], index: int, start: int) -> bool:
    # “Ray, officials said”: a noun before a verb is another subject, not a role.
    return index > start and (
        index >= len(tokens)
        or tokens[index].kind != "word"
        or tokens[index].lower in ("who", "which", "whose", "that", "and", "when", "after")
    )

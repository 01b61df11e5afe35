"""Doubts: speech that is denied, asked, supposed or alleged, and so is in nobody's mouth."""

from __future__ import annotations

from collections.abc import Sequence

from digest.annotate import lexicon
from digest.annotate.clauses import Range
from digest.annotate.phrases import Phrase
from digest.annotate.tokens import Token

_AUXILIARIES = lexicon.grammar("auxiliaries") | {"did", "does", "do"}
_FARTHEST = 4  # tokens before “that”, or a source, in which a denial is looked for
_EARLY = 6  # tokens: “Had the mayor of Lorne said”
_NOBODY = lexicon.grammar("nobody")
_NOT = frozenset(["hardly", "nor", "not", "scarcely"])
_WAS = frozenset(["is", "was"])


def is_doubted(tokens: Sequence[Token], source: Phrase | None, cue: Range) -> bool:
    """Whether a sentence says that it is not sure, or not true, that this was said."""
    first = cue[0] if source is None else min(source.first, cue[0])
    last = cue[1] if source is None else max(source.last, cue[1])
    return (
        any(_kind(token) == "how" for token in tokens[first : last + 1])
        or any(_kind(token) == "cue" for token in tokens[max(0, cue[0] - 1) : cue[1]])
        or _is_supposed(tokens, first)
        or _is_asked(tokens, first)
        or _is_unreal(tokens, cue)
        or (first > 0 and tokens[first - 1].kind == "quote" and _is_told_of(tokens, last))
    )


def is_denied(tokens: Sequence[Token], source: Phrase | None, cue: Range) -> bool:
    """Whether nobody said it: “no minister said”, “neither Ray nor Berg said”, “it was not Ray who said”."""
    if source is None:
        return False
    if tokens[source.first].lower in _NOBODY or _is_excluded(tokens, source.first):
        return True
    nor = [i for i in range(min(source.first, cue[0])) if tokens[i].lower == "nor"]
    if not nor or not any(token.lower == "neither" for token in tokens[: nor[-1]]):
        return False
    between = tokens[nor[-1] + 1 : min(source.first, cue[0])]
    return not any(_leaves_clause(token) for token in between)


def _leaves_clause(token: Token) -> bool:
    verb = token.lower in lexicon.words("verbs") or token.lower.endswith("ed")
    return token.kind == "quote" or token.lower in ("who", "which", "that") or verb


def _is_excluded(tokens: Sequence[Token], first: int) -> bool:
    """Whether “no”, “not”, “nor”, or “none of”, stands right before a source."""
    before = [token.lower for token in tokens[max(0, first - _FARTHEST) : first]][::-1]
    if not before:
        return False
    if before[0] in _NOBODY | _NOT:
        return True
    if before[0] in ("of", "at", "in"):
        return any(word in _NOBODY for word in before[1:3])
    return before[0] == "or" and any(word in _NOBODY for word in before[1:])


def is_denial(word: str) -> bool:
    """Whether a cue denies what follows it: “denied that”."""
    return lexicon.table("doubts").get(word.lower()) == "that"


def _kind(token: Token) -> str:
    return lexicon.table("doubts").get(token.lower, "")


def _is_supposed(tokens: Sequence[Token], first: int) -> bool:
    """“if Ray said”, “denied that Ray said”, “it is not true that Ray said”."""
    if first == 0:
        return False
    before = tokens[first - 1]
    if before.lower != "that":
        return _kind(before) == "before" or is_denial(before.lower)
    near = [token.lower for token in tokens[max(0, first - 1 - _FARTHEST) : first - 1]]
    untrue = "true" in near and any(word == "not" or word.endswith(("n't", "n’t")) for word in near)
    return untrue or any(is_denial(word) for word in near)


def _is_asked(tokens: Sequence[Token], first: int) -> bool:
    """“Did Ray say: ‘…’?”."""
    return first < 2 and tokens[0].lower in _AUXILIARIES and tokens[-1].text[0] == "?"


def _is_unreal(tokens: Sequence[Token], cue: Range) -> bool:
    """“Had Ray said …”, and “denied saying …”, which the denial already reports."""
    if tokens[0].text == "Had" and tokens[-1].text[0] != "?":
        return cue[0] < _EARLY
    before = [token.lower for token in tokens[max(0, cue[0] - 2) : cue[0]]]
    return tokens[cue[0]].lower.endswith("ing") and any(is_denial(word) for word in before)


def _is_told_of(tokens: Sequence[Token], last: int) -> bool:
    """“‘…,’ said Ray, was the headline of a forged page”."""
    return last + 1 < len(tokens) and tokens[last].text == "," and tokens[last + 1].lower in _WAS

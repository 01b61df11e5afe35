"""Clauses: where reported words end because the reporter speaks again."""

from __future__ import annotations

from collections.abc import Sequence

from digest.annotate import cues, lexicon, phrases
from digest.annotate.tokens import Token, ends_with

Range = tuple[int, int]

DASHES = frozenset(["–", "—", "--"])
BREAKS = frozenset([",", "-", ";"]) | DASHES
_ENDS = frozenset(".!?…")
_FARTHEST_THAT = 5  # tokens: “a rare claim that”
_FARTHEST_MARKS = 40
_FARTHEST_COLON = 8
_CONTRASTS = lexicon.grammar("contrasts")
_SUBJECT_OPENERS = lexicon.grammar("counted_openers")
_LONGEST_SUBJECT = 5
_OWN = frozenset(["but", "which", "who"])
_AGAIN = lexicon.grammar("reporter_again")
_SAYING = frozenset(["said", "says"])
_LINKS = lexicon.grammar("links")
_ASIDES = (
    lexicon.grammar("prepositions") | lexicon.grammar("subordinators") | lexicon.grammar("aside_openers")
)


def clause_end(
    tokens: Sequence[Token], start: int, *, relative: bool = False, subordinate: bool = False
) -> int:
    """Where a reported clause ends: with the sentence, or where the reporter speaks again."""
    end = _sentence_end(tokens, start)
    depth = 0
    for index in range(start, end):
        text = tokens[index].text
        depth += (text in ("(", "[")) - (text in (")", "]"))
        if depth < 0 or text == ";":
            return index
        if not relative and not subordinate and _is_aside(tokens, start, index, end):
            continue
        if index > start and _breaks_off(tokens, index, end, relative=relative, subordinate=subordinate):
            return index
        if tokens[index].kind == "quote" and _marks_break_off(tokens, index, end, subordinate=subordinate):
            return index + 1
    return end


def reporter_again(tokens: Sequence[Token], index: int, end: int) -> bool:
    """Whether the reporter speaks again at `index`, after a comma: “, adding”, “, but he said”."""
    word = tokens[index].lower
    if word in cues.words("ing") or word in _AGAIN:
        return True
    if word in _OWN and tokens[index - 1].text == ",":
        if word == "but" and index + 1 < end and tokens[index + 1].lower in _CONTRASTS:
            return False
        return not _quoted_on(tokens, index + 1, end)
    if word in _SAYING and tokens[index - 1].text == "," and index + 1 < end:
        return True
    return tag_at(tokens, index + (word in _LINKS), end) or (
        word in _LINKS and _cue_at(tokens, index + 1, end)
    )


def tag_at(tokens: Sequence[Token], index: int, end: int) -> bool:
    """“he also noted”, “Kallas said”: somebody else, or the same person, reports."""
    if index >= end:
        return False
    first = tokens[index]
    if first.lower in ("he", "she", "they"):
        return _cue_at(tokens, index + 1, end)
    if first.lower in _SUBJECT_OPENERS or first.text.isdigit():
        return any(_cue_at(tokens, i, end) for i in range(index + 1, min(end, index + _LONGEST_SUBJECT)))
    capitals = index
    while capitals < end and tokens[capitals].capital:
        capitals += 1
    return capitals > index and _cue_at(tokens, capitals, end)


def _sentence_end(tokens: Sequence[Token], start: int) -> int:
    end = len(tokens)
    while end > start and tokens[end - 1].kind == "sign" and tokens[end - 1].text[0] in _ENDS:
        end -= 1
    return end


def _breaks_off(tokens: Sequence[Token], index: int, end: int, *, relative: bool, subordinate: bool) -> bool:
    """Whether the clause ends before token `index`: a comma, a colon before marks, “and”."""
    token = tokens[index]
    if index + 1 >= end:
        return False
    if token.text in BREAKS:
        after = relative and _is_verb(tokens[index + 1])
        joined = relative and token.text == "," and tokens[index + 1].lower in ("and", "but", "or")
        last = tokens[index + 1].kind == "quote" and index + 2 >= end  # “when she told Ray, ‘No.’”
        closed = after or joined or (subordinate and token.text == "," and not last)
        again = reporter_again(tokens, index + 1, end) or _announces(tokens, index, end)
        return closed or again or _remarked(tokens, index, end)
    if token.text == ":":
        return tokens[index + 1].kind == "quote" and tag_at(tokens, index + 2, end)
    return token.lower in ("and", "but") and (
        _cue_at(tokens, index + 1, end) or tag_at(tokens, index + 1, end)
    )


def _quoted_on(tokens: Sequence[Token], start: int, end: int) -> bool:
    """“…, which ‘is wrong’”: marked words that no other cue reports belong to the same speaker."""
    for index in range(start, min(end, start + _FARTHEST_MARKS)):
        if tokens[index].kind == "quote":
            return True
        if _cue_at(tokens, index, end):
            return False
    return False


def _announces(tokens: Sequence[Token], index: int, end: int) -> bool:
    """“… – Berg disagreed: ‘…’”: a name and a colon before marks."""
    if tokens[index].text not in DASHES or not tokens[index + 1].capital:
        return False
    for place in range(index + 2, min(end - 1, index + _FARTHEST_COLON)):
        if tokens[place].text == ":":
            return tokens[place + 1].kind == "quote"
        if tokens[place].kind != "word":
            return False
    return False


def _remarked(tokens: Sequence[Token], index: int, end: int) -> bool:
    """“… – a first”, “…, a charge that …”: the reporter says what to think of it."""
    if tokens[index + 1].lower not in ("a", "an"):
        return False
    if tokens[index].text in DASHES:
        return True
    near = tokens[index + 2 : min(end, index + _FARTHEST_THAT)]
    return tokens[index].text == "," and any(token.lower in ("that", "which", "to") for token in near)


def _is_aside(tokens: Sequence[Token], start: int, index: int, end: int) -> bool:
    """“that Ray, who was ill, had left”, “Ray, despite his age, left”: without a verb no clause is over."""
    sign = tokens[index].text
    if (sign not in BREAKS - {";"}) or index + 1 >= end or any(_ends(token) for token in tokens[start:index]):
        return False
    if tokens[start].lower == "that" and tokens[index + 1].lower in ("who", "which"):
        return True
    if tokens[index + 1].lower not in _ASIDES:
        return False
    closing = next((i for i in range(index + 1, end - 1) if tokens[i].text == sign), None)
    return closing is not None and (tokens[start].lower == "that" or _is_verb(tokens[closing + 1]))


def _ends(token: Token) -> bool:
    """Whether a clause has its verb with this word."""
    return _is_verb(token) or phrases.is_past(token)


def _marks_break_off(tokens: Sequence[Token], index: int, end: int, *, subordinate: bool) -> bool:
    """“‘…,’ she said”: a comma inside the marks ends the clause like one outside."""
    if index + 1 >= end:
        return False
    word = tokens[index + 1].lower
    own = subordinate or word in _OWN or word.endswith("ing") or reporter_again(tokens, index + 1, end)
    return (own and ends_with(tokens[index], ",")) or tag_at(tokens, index + 1, end)


def _cue_at(tokens: Sequence[Token], index: int, end: int) -> bool:
    """“(also) added”."""
    while index < end and (tokens[index].lower in _ALSO or lexicon.is_adverb(tokens[index].lower)):
        index += 1
    return index < end and not tokens[index].capital and tokens[index].lower in cues.words("past", "s", "ing")


_ALSO = frozenset(["also", "then", "later", "even"])


def _is_verb(token: Token) -> bool:
    verb = token.lower in lexicon.words("verbs") or token.lower in cues.words("past", "s")
    return verb and token.text != "May"

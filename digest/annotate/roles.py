"""Roles as an article prints them beside a name: “U.S. President”, “the bloc's top diplomat”."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType

from digest.annotate import cues, lexicon
from digest.annotate.span import Span
from digest.annotate.tokens import POSSESSIVES, Token

_RELATIONS = lexicon.words("relations") | lexicon.words("spokespeople")
_JOINTS = lexicon.grammar("joints")
_OPENERS = frozenset(["the", "a", "an", "his", "her", "its", "their"])
_OUTSIDE = ("function_words", "determiners", "time_words")
_APOSTROPHES = frozenset(["'", "’"])  # “the Dockworkers' Union”
_STYLES = lexicon.grammar("styles")
_FIRST = frozenset(["gentleman", "lady"])  # “the first lady”
_LONGEST = 16
_APPOINTING = lexicon.grammar("appointing")
_BECOMING = lexicon.grammar("becoming") | {"'s"}
_ADVERBS = lexicon.grammar("adverbs") | lexicon.grammar("have") | {"used", "to"}
_HELD = _APPOINTING | {"became", "becomes", "is"}
_SERVING = frozenset(["over", "re-elected", "retired", "served", "serves", "took", "worked", "works"])
_GOES_ON = frozenset(["and", "at", "for", "of", "to"])  # prepositions inside a role: “nurse at the clinic”


def is_role(word: str) -> bool:
    """Whether the word alone names an office, a trade or a relation."""
    if word in lexicon.table("courtesy") and word != "lady":  # the first lady has an office
        return False
    return word in lexicon.words("roles") or word in lexicon.words("titles")


def role_before(tokens: Sequence[Token], name: int, paragraph: int) -> Span | None:
    """The role printed before the name at token `name`: “Estonian foreign minister”."""
    first = name
    seen = False
    lowest = max(0, name - _LONGEST)
    while first > lowest and _belongs(tokens, first - 1, seen):
        if seen and _is_another_s(tokens, first - 1):
            break
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
    return _span(tokens, first, _without_courtesy(tokens, first, name), paragraph)


def _without_courtesy(tokens: Sequence[Token], first: int, last: int) -> int:
    """Where “hospital director Dr.” ends without what only stands before names."""
    end = last
    while end - first > 1 and tokens[end - 1].lower in lexicon.table("courtesy").keys() | _STYLES:
        end -= 1
    return end if any(is_role(token.lower) for token in tokens[first:end]) else last


def _is_another_s(tokens: Sequence[Token], index: int) -> bool:
    """“a lawyer for the minister Jan Berg”, “a spokesman for Mayor Ida Berg”: not their own office."""
    index -= tokens[index].lower == "the"
    return index > 0 and tokens[index].lower in _GOES_ON and tokens[index - 1].lower in _RELATIONS


def role_apart(tokens: Sequence[Token], name: int, last: int, paragraph: int) -> Span | None:
    """The role before a name between commas: “the minister, Jan Berg, said”."""
    closed = (
        last >= len(tokens)
        or tokens[last].text in (",", ".", ")")
        or tokens[last].lower in ("said", "says", "of", "from")
    )
    if name < 2 or tokens[name - 1].text != "," or not closed:
        return None
    first = name - 1
    lowest = max(0, name - _LONGEST)
    while first > lowest and _belongs(tokens, first - 1, True):
        first -= 1
    if not any(is_role(token.lower) for token in tokens[first : name - 1]):
        return None
    if first == 0 or tokens[first - 1].lower not in _OPENERS | POSSESSIVES:
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


def role_told(tokens: Sequence[Token], name: int, last: int, paragraph: int) -> Span | None:
    """The role that the clause around a name tells: “became mayor of Lorne”, “, who leads the union,”."""
    index = last + (last < len(tokens) and tokens[last].text == ",")
    relative = index < len(tokens) and tokens[index].lower == "who"
    index = index + 1 if relative else last
    appointed = name > 0 and tokens[name - 1].lower in _APPOINTING
    index = _skip(tokens, index, _ADVERBS) if not appointed else index
    if index < len(tokens) and _does(tokens[index]):
        return _clause(tokens, index, paragraph)
    start = _skip(tokens, index, _BECOMING | _APPOINTING | _SERVING)
    if not appointed and (start == index or tokens[start - 1].lower in ("over", "took")):
        start = _after_as(tokens, start) if start > index else index
    return _office(tokens, start, paragraph) if appointed or start > index else None


def is_held(tokens: Sequence[Token], name: int, last: int, told: Span) -> bool:
    """Whether a clause says that somebody is given an office, or has it now: “became mayor of Lorne”."""
    between = [token.lower for token in tokens[last : last + _LONGEST] if token.end <= told.start]
    appointed = name > 0 and tokens[name - 1].lower in _APPOINTING and "who" not in between
    return appointed or not _HELD.isdisjoint(between)


def told_noun(word: str) -> str:
    """The noun for who does what a verb says: “leader” for “leads”; the word itself where it is none."""
    return _offices().get(word, word)


@cache
def _offices() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for line, noun in lexicon.table("offices").items():
        verb, *irregular = line.split()
        past = irregular or [f"{verb}d" if verb.endswith("e") else f"{verb}ed"]
        found |= dict.fromkeys(
            [verb, f"{verb}es" if verb.endswith(("ch", "sh")) else f"{verb}s", *past], noun
        )
    return MappingProxyType(found)


def _does(token: Token) -> bool:
    return token.lower in _offices() and not token.capital


def _skip(tokens: Sequence[Token], index: int, words: frozenset[str]) -> int:
    while index < len(tokens) and tokens[index].lower in words:
        index += 1
    return index


def _after_as(tokens: Sequence[Token], index: int) -> int:
    """“took over as director”."""
    return index + 1 if index < len(tokens) and tokens[index].lower == "as" else 0


def _clause(tokens: Sequence[Token], verb: int, paragraph: int) -> Span | None:
    """“leads the dock workers' union”, up to the next sign or clause."""
    last = verb + 1
    while last < min(len(tokens), verb + _LONGEST) and not _ends_role(tokens, last, True):
        last += 1
    return _span(tokens, verb, last, paragraph) if last > verb + 1 else None


def _office(tokens: Sequence[Token], start: int, paragraph: int) -> Span | None:
    """“(as) the director of the museum”, without what no role holds: “on Monday”."""
    start += start < len(tokens) and tokens[start].lower in ("as", "to")
    start += start < len(tokens) and tokens[start].lower == "be"
    start += start < len(tokens) and tokens[start].lower in ("the", "a", "an", "its", "their", "his", "her")
    last = start
    while last < min(len(tokens), start + _LONGEST) and not _ends_office(tokens, last):
        last += 1
    while last > start and tokens[last - 1].lower in lexicon.words("function_words"):
        last -= 1
    seen = any(is_role(token.lower) for token in tokens[start:last])
    return _span(tokens, start, last, paragraph) if seen else None


def _ends_office(tokens: Sequence[Token], index: int) -> bool:
    word = tokens[index].lower
    outside = word in lexicon.words("function_words") and word not in _GOES_ON
    if outside or word in lexicon.words("time_words"):
        return word not in ("the", "a", "an") and word not in POSSESSIVES
    return _ends_role(tokens, index, True)


def _belongs(tokens: Sequence[Token], index: int, seen: bool) -> bool:
    """Whether the word at `index` may stand inside a role that goes on to its right."""
    token, left = tokens[index], tokens[index - 1] if index else tokens[index]
    word = token.lower
    if word in POSSESSIVES or word in _APOSTROPHES:
        body = left.lower in lexicon.words("organisations")
        return index > 0 and (left.capital or body or (seen and is_role(left.lower)))
    if is_role(word) or (word == "first" and tokens[index + 1].lower in _FIRST):
        return True
    if word in _JOINTS:
        return index > 0 and _joins(word, left, seen)
    if token.kind != "word" or _is_verb(token) or (left.kind != "word" and _is_cue(token)):
        return False
    return not any(word in lexicon.words(name) for name in _OUTSIDE) and word not in lexicon.table("pronouns")


def _joins(word: str, left: Token, seen: bool) -> bool:
    if word in ("and", "&") and seen:
        # “President Berg and Chancellor Lang”: his role is not hers; “chairman and owner Ray” has both.
        return is_role(left.lower) and not left.capital
    if word == "the" and left.lower in ("and", "&"):
        return False  # “Ray and the minister, Jan Berg,”
    return left.capital or is_role(left.lower) or left.lower in _JOINTS


def _is_verb(token: Token) -> bool:
    past = token.lower in cues.words("past") and not token.capital
    return past or token.lower in lexicon.words("verbs")


def _is_cue(token: Token) -> bool:
    """“‘No,’ says coach Jan Berg”."""
    return token.lower in cues.words("s") and not token.capital


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

"""Noun phrases beside a cue: the words that name who speaks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from digest.annotate import cues, lexicon
from digest.annotate.tokens import Token, ends_with

_ADVERBS = lexicon.grammar("adverbs")
_CONNECTORS = lexicon.grammar("connectors")
_PARTICLES = lexicon.grammar("name_particles")
_PREPOSITIONS = lexicon.grammar("head_prepositions")
_SAYING = lexicon.grammar("saying")
_THINKING = lexicon.grammar("thinking")
_APOSTROPHES = frozenset(["'", "’"])
_JOINTS = frozenset(["&", "and", "nor", "or"])
_LONGEST = 14
_APPOSITION = 40


class Phrase(NamedTuple):
    """Tokens `first` to `last` (exclusive) of a sentence, with the head's index."""

    first: int
    last: int
    head: int


def before(tokens: Sequence[Token], end: int) -> Phrase | None:
    """The noun phrase that ends just before token `end`, its apposition included."""
    last = end
    if last and tokens[last - 1].text == ")":
        opening = _back_to(tokens, last - 1, "(")
        if opening is None:
            return None
        last = opening
    if last and tokens[last - 1].marked is not None and ends_with(tokens[last - 1], ","):
        return _with_apposition(tokens, last, last)
    if last and tokens[last - 1].text in (",", "–", "—", "--", "-"):
        return _with_apposition(tokens, last - 1, last)
    phrase = _simple_before(tokens, last)
    return None if phrase is None else Phrase(phrase.first, end, phrase.head)


def after(tokens: Sequence[Token], start: int) -> Phrase | None:
    """The noun phrase that starts at token `start`."""
    index, limit = start, min(len(tokens), start + _LONGEST)
    if index < limit and tokens[index].lower in lexicon.words("time_words"):
        return None
    if index < limit and _stands_for_somebody(tokens, index):
        return Phrase(index, index + 1, index)
    head = -1
    while index < limit and (tokens[index].kind == "word"):
        token = tokens[index]
        if _breaks(token) and not (_connects_right(tokens, index, start) or _is_ordinal(tokens, index)):
            break
        if head >= 0 and (is_past(token) or _opens_another(tokens, index) or _is_time(tokens, index)):
            break
        if _is_noun(token):
            head = index
        index += 1
    while index > start and (_closes_nothing(tokens[index - 1]) or _breaks(tokens[index - 1])):
        index -= 1
    if index == start or (head < 0 and tokens[start].lower not in lexicon.words("determiners")):
        return None
    return Phrase(start, index, _head(tokens, start, head if start <= head < index else index - 1))


def _is_ordinal(tokens: Sequence[Token], index: int) -> bool:
    """“the first lady”: no break of the phrase, as “first” alone is."""
    bounded = index > 0 and tokens[index - 1].lower in lexicon.words("determiners")
    return bounded and tokens[index].lower == "first"


def _closes_nothing(token: Token) -> bool:
    """Whether no phrase ends with this word: a preposition, or an adverb of the verb behind it."""
    adverb = not token.capital and (token.lower in _ADVERBS or lexicon.is_adverb(token.lower))
    return adverb or token.lower in _CONNECTORS


def _stands_for_somebody(tokens: Sequence[Token], index: int) -> bool:
    """“said one”, but not “said one source”."""
    if tokens[index].lower not in lexicon.table("pronouns"):
        return False
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    determiner = tokens[index].lower in lexicon.words("determiners")
    return not determiner or following is None or _breaks(following)


def _with_apposition(tokens: Sequence[Token], end: int, last: int) -> Phrase | None:
    """“Kallas, the bloc's top diplomat, said”: the phrase before the first of the commas."""
    closing = tokens[last - 1].text if end < last else ","
    best: Phrase | None = None
    for index in range(last - 2, max(-1, last - _APPOSITION), -1):
        if tokens[index].kind == "quote":
            break
        if tokens[index].text != closing or not _opens_apposition(tokens, index + 1):
            continue
        phrase = _before_comma(tokens, index)
        if (
            phrase is not None
            and _is_person_like(tokens, phrase)
            and (best is None or _is_name(tokens, phrase))
        ):
            best = phrase
    return None if best is None else Phrase(best.first, end, best.head)


def _before_comma(tokens: Sequence[Token], index: int) -> Phrase | None:
    """The phrase before an apposition, “(R-Tex.)” stepped over."""
    if index and tokens[index - 1].text == ")":
        opening = _back_to(tokens, index - 1, "(")
        return None if opening is None else _simple_before(tokens, opening)
    return _simple_before(tokens, index)


def _is_name(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Whether the phrase is a person's name at the start of its clause."""
    edge = (
        phrase.first == 0
        or tokens[phrase.first - 1].kind != "word"
        or tokens[phrase.first - 1].lower in ("and", "but", "as")
    )
    words = tokens[phrase.first : phrase.last]
    capitals = [token for token in words if token.capital]
    named = tokens[phrase.head].capital and tokens[phrase.head].lower not in lexicon.words("organisations")
    return (
        edge
        and named
        and len(capitals) > 1
        and words[0].lower not in ("a", "an", "the")
        and not _is_lower_role(words[0])
    )


def _is_lower_role(token: Token) -> bool:
    return not token.capital and token.lower in lexicon.words("roles")


def _opens_apposition(tokens: Sequence[Token], index: int) -> bool:
    token = tokens[index]
    return (
        token.lower in lexicon.words("determiners")
        or token.lower
        in (
            "who",
            "whose",
            "which",
            "former",
            "then",
            "himself",
            "herself",
            "speaking",
            "citing",
            "when",
            "in",
            "at",
            "of",
            "from",
        )
        or token.capital
        or token.text.isdigit()
        or token.lower in lexicon.words("roles")
        or (token.kind == "word" and not _breaks(token))
    )


def _is_person_like(tokens: Sequence[Token], phrase: Phrase) -> bool:
    head = tokens[phrase.head]
    return head.capital or head.lower in lexicon.table("pronouns") or is_source_noun(head.lower)


def _simple_before(tokens: Sequence[Token], end: int) -> Phrase | None:
    if end <= 0 or tokens[end - 1].kind != "word":
        return None
    head = end - 1
    token = tokens[head]
    if token.lower in lexicon.table("pronouns"):
        return Phrase(head, end, head)
    if _breaks(token) or token.lower in _CONNECTORS:
        return None
    first = _without_lead(tokens, _leftmost(tokens, head), head)
    if not token.capital and not is_source_noun(token.lower) and not _has_determiner(tokens, first):
        return None
    return Phrase(first, end, _head(tokens, first, head))


def _leftmost(tokens: Sequence[Token], head: int) -> int:
    """How far to the left the phrase of a head reaches."""
    first, lowest = head, max(0, head + 1 - _LONGEST)
    while first > lowest and _goes_on_left(tokens, first - 1):
        first -= 1
        if _opens_phrase(tokens, first):
            break
    return first


def _goes_on_left(tokens: Sequence[Token], index: int) -> bool:
    left = tokens[index]
    if left.text in _APOSTROPHES:
        return _owns(tokens, index)
    if _breaks(left) and not _is_ordinal(tokens, index):
        return _connects_left(tokens, index)
    return not is_past(left) and not _is_thought(tokens, index)


def _is_thought(tokens: Sequence[Token], index: int) -> bool:
    """“Berg doubts Ray”, “Berg claims Ray”: a verb between two names."""
    if index == 0 or not tokens[index - 1].capital or tokens[index].capital:
        return False
    verb = tokens[index].lower in _THINKING or tokens[index].lower in cues.words("past", "s")
    return verb and tokens[index + 1].capital


def _owns(tokens: Sequence[Token], index: int) -> bool:
    """“the ferry drivers' union”: an apostrophe right behind a plural."""
    left = tokens[index - 1] if index else tokens[index]
    return left.kind == "word" and left.end == tokens[index].start and left.lower.endswith("s")


def _opens_phrase(tokens: Sequence[Token], first: int) -> bool:
    """Whether nothing left of this determiner belongs to the phrase."""
    plain = not _breaks(tokens[first]) or _is_ordinal(tokens, first)
    return plain and _has_determiner(tokens, first) and not _connects_left(tokens, first - 1)


def _without_lead(tokens: Sequence[Token], first: int, head: int) -> int:
    """Where the phrase begins without the prepositions and adverbs before it."""
    while first < head and (
        tokens[first].lower in _CONNECTORS - {"the"} or lexicon.is_adverb(tokens[first].lower)
    ):
        first += 1
    return first


def _head(tokens: Sequence[Token], first: int, last: int) -> int:
    """The noun that the others describe: the last before a preposition, or behind a body's whole name."""
    for index in range(first + 1, last + 1):
        if tokens[index].lower in _PREPOSITIONS and tokens[index - 1].kind == "word":
            # “a Department of Rivers spokesman”
            body = tokens[index - 1].capital and tokens[index - 1].lower in lexicon.words("organisations")
            return last if body and _is_lower_role(tokens[last]) else index - 1
        if _is_participle(tokens, index) and index < last:
            return index - 1
    return last


def _is_participle(tokens: Sequence[Token], index: int) -> bool:
    """“the lawyer representing Ray”: what follows only says more about the noun."""
    noun = is_source_noun(tokens[index - 1].lower) and not tokens[index - 1].capital
    named = tokens[index + 1].capital if index + 1 < len(tokens) else False
    return noun and named and tokens[index].lower.endswith("ing") and not tokens[index].capital


def _is_time(tokens: Sequence[Token], index: int) -> bool:
    """“said Ray Friday”, but not “the Lorne Evening News”."""
    following = tokens[index + 1] if index + 1 < len(tokens) else tokens[index]
    paper = following.capital and following.lower in lexicon.words("organisations")
    return is_day(tokens[index]) and not paper


def is_day(token: Token) -> bool:
    """“said Ray Friday”: only “May” may be a name."""
    return token.lower in lexicon.words("time_words") and token.text not in lexicon.given_names()


def _opens_another(tokens: Sequence[Token], index: int) -> bool:
    """“told the host a win is near”: a determiner not behind a preposition opens the next phrase."""
    return tokens[index].lower in lexicon.words("determiners") and tokens[index - 1].lower not in _CONNECTORS


def is_past(token: Token) -> bool:
    """“positioned”: in lower case and not a noun, most likely the verb of another clause."""
    return token.lower.endswith("ed") and not token.capital and not is_source_noun(token.lower)


def is_shortened(token: Token) -> bool:
    """“he'd”, “they'll”: a pronoun and its verb in one word."""
    word, mark, _ = token.lower.replace("’", "'").partition("'")
    return bool(mark) and word in lexicon.table("pronouns")


def _has_determiner(tokens: Sequence[Token], first: int) -> bool:
    return tokens[first].lower in lexicon.words("determiners")


def is_source_noun(word: str) -> bool:
    """Whether the word is a noun for somebody or something that can say a thing."""
    return any(
        word in lexicon.words(name) for name in ("roles", "groups", "organisations", "documents", "relations")
    ) or (word.endswith("s") and word[:-1] in lexicon.words("roles") | lexicon.words("documents"))


def _is_noun(token: Token) -> bool:
    return token.capital or is_source_noun(token.lower)


def _breaks(token: Token) -> bool:
    """Whether no noun phrase runs across this word."""
    if token.kind != "word":
        return True
    if token.capital and len(token.text) > 1 and token.lower not in lexicon.words("function_words") - {"per"}:
        return False  # Per is a given name, too
    return (
        token.lower in lexicon.words("function_words")
        or token.lower in lexicon.words("verbs")
        or token.lower in _SAYING
        or is_shortened(token)
        or (token.lower in lexicon.table("pronouns") and token.lower not in lexicon.words("determiners"))
    ) and token.lower not in _PARTICLES


def _connects_left(tokens: Sequence[Token], index: int) -> bool:
    """“a spokesman for the ministry”: a preposition after a noun that can speak joins what follows."""
    if index < 1 or tokens[index].lower not in _CONNECTORS:
        return False
    left, right = tokens[index - 1], tokens[index + 1] if index + 1 < len(tokens) else tokens[index]
    if tokens[index].lower == "the":
        return _connects_left(tokens, index - 1)
    if tokens[index].lower in _JOINTS:
        return left.capital and right.capital
    return left.kind == "word" and (
        is_source_noun(left.lower) or (left.capital and tokens[index].lower == "of")
    )


def _connects_right(tokens: Sequence[Token], index: int, start: int) -> bool:
    token = tokens[index]
    if index == start or token.lower not in _CONNECTORS or index + 1 >= len(tokens):
        return False
    left, right = tokens[index - 1], tokens[index + 1]
    if token.lower in _JOINTS:
        # “lobbyist and strategist Ray”, but not “the ministry and Ray”.
        office = is_source_noun(left.lower) and tokens[start].lower not in lexicon.words("determiners")
        return (right.capital and (left.capital or office)) or (office and is_source_noun(right.lower))
    if (
        right.kind != "word"
        or right.lower in lexicon.words("time_words")
        or right.lower in lexicon.words("adverbials")
    ):
        return False
    if token.lower in ("to", "on", "by", "in", "with") and not is_source_noun(left.lower):
        return False
    return is_source_noun(left.lower) or (left.capital and token.lower in ("of", "for", "at"))


def _back_to(tokens: Sequence[Token], index: int, opening: str) -> int | None:
    """Where the bracket opens that closes at `index`, when it is near."""
    for place in range(index - 1, max(-1, index - _LONGEST), -1):
        if tokens[place].text == opening:
            return place
    return None

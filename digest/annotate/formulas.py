"""Frames without a verb: “according to X”, “in X's words”, “X's claim that”, and a bare colon."""

from __future__ import annotations

from collections.abc import Sequence

from digest.annotate import cues, lexicon, phrases
from digest.annotate.clause_subjects import can_speak, opening_subject, with_name
from digest.annotate.clauses import BREAKS, Range, clause_end
from digest.annotate.frame import Frame
from digest.annotate.phrases import Phrase
from digest.annotate.roles import role_after
from digest.annotate.tokens import POSSESSIVES, Token

_FARTHEST_COMMA = 25
_FARTHEST_POSSESSOR = 4
_SHORT = 4
_UNREADABLE = 2
_MAKING = lexicon.grammar("making")
_PROMISES = lexicon.grammar("promises")
_CLAUSE_EDGES = lexicon.grammar("clause_edges")
_HELPING = (lexicon.helping_verbs() | {"must", "shall"}) - {"being", "having"}
_HAVE = lexicon.grammar("have")
_JOINING = frozenset(["and", "but", "or"])
_SAID = frozenset(["said", "says"])
_READING = lexicon.grammar("quoting") | {"read", "reading", "reads"}
_RELATIVES = frozenset(["that", "which", "who", "whose"])
_POSSESSIVE_PRONOUNS = frozenset(["his", "her", "their"])


def find_formulas(tokens: Sequence[Token]) -> list[Frame]:
    """Return the frames of a sentence whose cue is no verb."""
    found: list[Frame] = []
    for index, token in enumerate(tokens):
        if token.lower == "according":
            found += _according(tokens, index)
        elif token.lower == "words":
            found += _own_words(tokens, index)
        elif token.lower in lexicon.words("noun_cues"):
            found += _claim(tokens, index)
    return found


def announced(tokens: Sequence[Token]) -> list[Frame]:
    """“Ray went further: ‘…’”: a colon before marked words, and somebody to speak them."""
    for index in range(1, len(tokens) - 1):
        if tokens[index].text == ":" and tokens[index + 1].kind == "quote":
            source = None if _is_put_off(tokens, index - 1) else opening_subject(tokens, index)
            content = (index + 1, clause_end(tokens, index + 1))
            return [Frame(source, (index, index + 1), (content,))] if source else []
    return []


def reads_from(tokens: Sequence[Token], verb: int) -> bool:
    """“Ray quoted from Berg's book: ‘…’”: the words are the book's."""
    return tokens[verb].lower in _READING and tokens[verb + 1].lower == "from"


def _is_put_off(tokens: Sequence[Token], verb: int) -> bool:
    """“Ray is expected to say: ‘…’”, “Ray will never say: ‘…’”; but “Ray had this to say: ‘…’”."""
    if any(reads_from(tokens, index) for index in range(verb)):
        return True
    if tokens[verb].lower not in cues.words("base"):
        return False
    return not any(token.lower in _HAVE for token in tokens[max(0, verb - _FARTHEST_POSSESSOR) : verb])


def _according(tokens: Sequence[Token], index: int) -> list[Frame]:
    if index + 2 >= len(tokens) or tokens[index + 1].lower != "to":
        return []
    source = phrases.after(tokens, index + 2)
    roles = lexicon.words("roles") | lexicon.words("relations")
    if source is not None and tokens[source.head].lower in roles:
        source = with_name(tokens, source)  # “his lawyer, Ray,”, but not “a report, Ray left”
    contents = _around(tokens, index, source.last) if source is not None else ()
    return [Frame(source, (index, index + 2), contents)] if contents else []


def _around(tokens: Sequence[Token], first: int, last: int) -> tuple[Range, ...]:
    """What stands before and after “according to X”."""
    end = clause_end(tokens, last)
    if first == 0:
        last = _after_role(tokens, last)
        comma = next((i for i in range(last, min(end, last + _FARTHEST_COMMA)) if tokens[i].text == ","), end)
        return ((comma + 1, end),) if comma + 1 < end else ()
    left_end = first - (tokens[first - 1].text in BREAKS)
    start = next((i + 1 for i in range(left_end - 1, -1, -1) if tokens[i].text == ";"), 0)
    more = last + 1 < end and tokens[last].text == ","
    if more and left_end - start <= _UNREADABLE:
        # “Also discussed, according to X, was …” cannot be read in pieces.
        return ((start, end),)
    if more and left_end - start <= _SHORT:
        return (start, left_end), (last + 1, end)
    return ((start, left_end),) if left_end > start else ()


def _after_role(tokens: Sequence[Token], last: int) -> int:
    """“According to Ray, head of the board, prices fell”: his role is not what he says."""
    role = role_after(tokens, last, 0)
    if role is None:
        return last
    return next((i for i in range(last + 1, len(tokens)) if tokens[i].start >= role.end), last)


def _own_words(tokens: Sequence[Token], index: int) -> list[Frame]:
    """“in Ray's words, ‘…’”."""
    quote = index + 1
    quote += quote < len(tokens) and tokens[quote].text in (",", ":")
    if index < 2 or quote >= len(tokens) or tokens[quote].kind != "quote":
        return []
    first = index - 1
    while first > 0 and tokens[first - 1].lower != "in" and _is_of_a_name(tokens[first - 1]):
        first -= 1
    possessor = tokens[index - 1].lower in POSSESSIVES or tokens[index - 1].lower in _POSSESSIVE_PRONOUNS
    if not possessor or first == 0 or tokens[first - 1].lower != "in":
        return []
    last = index - (tokens[index - 1].lower in POSSESSIVES)
    return [Frame(Phrase(first, last, last - 1), (index, index + 1), ((quote, quote + 1),))]


def _is_of_a_name(token: Token) -> bool:
    return token.capital or token.lower in POSSESSIVES


def _claim(tokens: Sequence[Token], index: int) -> list[Frame]:
    """“Ray's claim that …”, “her promise to …”, “Ray issued a warning that …”."""
    if index == 0 or index + 2 >= len(tokens) or not _may_report(tokens, index):
        return []
    lowest = max(-1, index - 1 - _FARTHEST_POSSESSOR)
    before = range(index - 1, lowest, -1)
    first = next((i for i in before if _is_possessor(tokens[i])), None)
    source = _maker(tokens, before) if first is None else _possessor(tokens, first)
    if source is None:
        return []
    end = clause_end(tokens, index + 2)
    # What follows a comma belongs to the noun's own sentence.
    end = next((i for i in range(index + 2, end) if tokens[i].text == ","), end)
    if first is not None and _opens_clause(tokens, source.first):
        end = _main_verb(tokens, index + 2, end)
    return [Frame(source, (index, index + 1), ((index + 1, end),), embedded=True)] if end > index + 2 else []


def _opens_clause(tokens: Sequence[Token], first: int) -> bool:
    """Whether “Ray's claim that …” is the subject of a verb that is still to come."""
    before = tokens[first - 1] if first else None
    return before is None or before.text in BREAKS or before.lower in _CLAUSE_EDGES | _SAID


def _main_verb(tokens: Sequence[Token], start: int, end: int) -> int:
    """Where “Ray's claim that the town must pay | was not shared” goes on; the start where nobody knows."""
    verbs = [i for i in range(start, end) if _is_finite(tokens, i)]
    needed = 0 if tokens[start - 1].lower == "to" or _has_own_verb(tokens[start], verbs) else 1
    for place, verb in enumerate(verbs):
        between = tokens[(verbs[place - 1] if place else start) : verb]
        if any(token.lower in _JOINING for token in between) and tokens[verb - 1].lower not in _JOINING:
            return start  # “that the bridge was old and the road was closed was false”
        needed += sum(token.lower in _CLAUSE_EDGES | _RELATIVES | _JOINING for token in between)
        if place >= needed:
            return verb
    closed = end < len(tokens) and tokens[end].text == ","  # the verb is still to come
    return end if closed or not verbs else start


def _has_own_verb(token: Token, verbs: Sequence[int]) -> bool:
    """“that ‘nobody paid’ was false”: the marks hold a whole clause."""
    known = lexicon.words("verbs") | _HELPING
    return token.kind == "quote" and (len(verbs) == 1 or not known.isdisjoint(token.text.lower().split()))


def _is_finite(tokens: Sequence[Token], index: int) -> bool:
    """Whether a clause's verb begins here: “was”, “must pay”, “surprised”; not “the plan”, “cuts are”."""
    word, before = tokens[index].lower, tokens[index - 1].lower
    if tokens[index].capital or before in _HELPING or before in ("not", "to"):
        return False
    if word in _HELPING:
        return True
    verbs = lexicon.words("verbs")
    noun = before in lexicon.words("determiners") or before in POSSESSIVES
    following = tokens[index + 1] if index + 1 < len(tokens) else tokens[index]
    either = f"{word}s" in verbs or word.removesuffix("s") in verbs - {word}  # “plan”, “cuts”
    if either and (following.lower in _HELPING or phrases.is_past(following)):
        return False
    if noun or word.endswith("ing"):
        return False
    known = word in verbs or word in cues.words("past", "s")
    return known or phrases.is_past(tokens[index])


def _may_report(tokens: Sequence[Token], index: int) -> bool:
    """“claim that”, but not “claims that were late”; and “promise to”."""
    following = tokens[index + 1].lower
    if following == "that":
        return not (phrases.is_past(tokens[index + 2]) or tokens[index + 2].lower in lexicon.words("verbs"))
    return following == "to" and tokens[index].lower in _PROMISES


def _maker(tokens: Sequence[Token], before: range) -> Phrase | None:
    """“Ray issued a warning that”: who makes the claim, where nobody owns it."""
    for index in before:
        if tokens[index].lower == "no":
            return None
        if tokens[index].lower in _MAKING:
            return phrases.before(tokens, index) or opening_subject(tokens, index)
    return None


def _is_possessor(token: Token) -> bool:
    return token.lower in POSSESSIVES or token.lower in _POSSESSIVE_PRONOUNS


def _possessor(tokens: Sequence[Token], index: int) -> Phrase | None:
    if tokens[index].lower not in POSSESSIVES:
        return Phrase(index, index + 1, index)
    phrase = phrases.before(tokens, index)
    return phrase if phrase is not None and can_speak(tokens, phrase) else None

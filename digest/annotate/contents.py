"""Contents: where the words that a cue reports stand in its sentence."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from digest.annotate import cues, lexicon, phrases
from digest.annotate.adverbials import LONGEST_RECIPIENT, skip
from digest.annotate.clauses import BREAKS, DASHES, Range, clause_end, reporter_again, tag_at
from digest.annotate.cues import Cue
from digest.annotate.tokens import Token, ends_with, is_title

_IF = frozenset(["if", "when", "unless", "once"])
_FARTHEST_MARKS = 25
_FEWEST_TOKENS = 3
_CLOSED = frozenset([".", ")", "]"])
_OPENING_SIGNS = frozenset(["$", "€", "£", "#", "@", "[", "'", "‘"])
_QUESTION = lexicon.grammar("question")
_CLAUSE_OPENERS = lexicon.grammar("clause_openers")
_AUXILIARIES = lexicon.grammar("auxiliaries")
_SUBJECTS = lexicon.grammar("clause_subjects")
_MARKED_OBJECTS = lexicon.grammar("marked_objects") | _CLAUSE_OPENERS
_OBJECTS = lexicon.grammar("objects")
_TURNS = frozenset(["after", "as", "because", "before", "when", "while"])
_NEAR = 6  # tokens in which a clause shows its verb
_WHEN = frozenset(["after", "as", "before", "when", "while"])
_NEAREST = 4
_LONGEST_SCENE = 5
_LONGEST_FRONT = 16
_BE = lexicon.grammar("be")
_NOT_RESUMED = lexicon.grammar("not_resumed")
_NOT_BEFORE_THAT = lexicon.grammar("not_before_that")


def left_of(tokens: Sequence[Token], edge: int, taken: int) -> Range | None:
    """“CLAUSE, X said”: what stands before the source, from `taken` on."""
    if edge <= taken:
        return None
    closing = tokens[edge - 1]
    comma = closing.text == "," or closing.text in DASHES
    if not comma and closing.kind != "quote" and closing.text not in ("?", "!"):
        return None
    last = edge - comma
    first = _after_colon(tokens, taken, last)
    while first < last and (tokens[first].text in BREAKS or tokens[first].text in _CLOSED):
        first += 1
    return (first, _speech_end(tokens, first, last)) if first < last else None


def _speech_end(tokens: Sequence[Token], first: int, last: int) -> int:
    """“‘Go,’ the assailant, Ray, said”: words without a verb behind the marks describe the speaker."""
    index = first
    while index < last and tokens[index].kind == "quote":
        index += 1
    described = index > first and ends_with(tokens[index - 1], ",?!")
    return index if described and not any(_is_verb(token) for token in tokens[index:last]) else last


def right_of(
    tokens: Sequence[Token],
    edge: int,
    cue: Cue,
    *,
    relative: bool = False,
    subordinate: bool = False,
    fronted: bool = False,
) -> Range | None:
    """“X said … CLAUSE”: what stands after the cue; whom, when and where it was said is left out."""
    end = clause_end(tokens, edge, relative=relative, subordinate=subordinate)
    start = skip(tokens, edge, end, cue)
    if start < end and (tokens[start].lower == "to" or not cue.takes("t", "b", "c", "q")):
        end = _next_verb(tokens, start, end)
    elif start < end and cue.takes("o"):
        end = _object_end(tokens, start, end)
    start += start < end and tokens[start].lower == "as" and cue.takes("m")
    if start >= end:
        return None
    if fronted and cue.takes("b") and tokens[start].lower in _AUXILIARIES and end - start > 1:
        return start, end
    opened = start + (tokens[start].text in (",", ":"))
    if (
        cue.form.lemma == "tell"
        and start == edge
        and tokens[start].kind == "quote"
        and is_title(tokens[start])
    ):
        return None  # “told ‘Good Day’”
    if opened < end and tokens[opened].kind == "quote":
        return opened, _marks_end(tokens, opened, end)
    colon = _colon_ahead(tokens, start, end) if cue.takes("d") else None
    if colon is not None:
        return colon + 1, _marks_end(tokens, colon + 1, end)
    return None if cue.modal else _unmarked(tokens, (edge, start, end), cue)


def _colon_ahead(tokens: Sequence[Token], start: int, end: int) -> int | None:
    """“asked Ray: ‘…’”: the colon behind whoever is told, where no verb stands between."""
    for index in range(start + 1, min(end - 1, start + LONGEST_RECIPIENT // 2)):
        if tokens[index].text == ":":
            return index if tokens[index + 1].kind == "quote" else None
        if tokens[index].kind != "word" or _is_verb(tokens[index]):
            return None
    return None


def _unmarked(tokens: Sequence[Token], places: tuple[int, int, int], cue: Cue) -> Range | None:
    """The clause or object without marks that stands after the cue."""
    edge, start, end = places
    if tokens[start].lower == "to" and start > edge and cue.takes("o") and not cue.takes("i"):
        # “told the crowd to go home”: who is told belongs to what was said.
        return edge, end
    if tokens[start].text == ":":
        return (start + 1, end) if start + 1 < end else None
    after_comma = tokens[start].text == "," and cue.takes("b", "c") and start + 3 < end
    if after_comma and (
        tokens[start + 1].lower in _IF or (start > edge and _opens_clause(tokens, start + 1, end))
    ):
        return start + 1, end
    if tokens[start].text != "," and _may_follow(tokens, start, end, cue):
        return start, end
    return _from_that(tokens, start, end, cue)


def resumed(tokens: Sequence[Token], start: int) -> Range | None:
    """“A,” said X, “B”: the second part of what was said."""
    end = clause_end(tokens, start)
    for index in range(start, min(end, start + _FARTHEST_MARKS)):
        if tokens[index].kind == "quote":
            before = tokens[index - 1].text
            if index + 1 < end and ends_with(tokens[index], ",?!") and _says(tokens[index + 1]):
                return None  # “‘Yes,’ said Ray, ‘no,’ said Berg”
            return (index, end) if before in (",", ":", ".") or before in DASHES else None
    return None


def _says(token: Token) -> bool:
    return token.kind == "word" and token.lower in cues.words("past", "s")


def continued(tokens: Sequence[Token], comma: int, *, begun: bool) -> Range | None:
    """“A, X said, B”: what follows the second comma; after a mere beginning it may open with a verb."""
    end = clause_end(tokens, comma)
    start = comma + 1
    if end - start < 2 or (tokens[comma].text != "," and tokens[comma].text not in DASHES):
        return None
    word = tokens[start].lower
    least = word == "at" and tokens[start + 1].lower in ("least", "most")
    own = reporter_again(tokens, start, end) or (word in _NOT_RESUMED and not least)
    own = own or word.endswith("ing") or (word.endswith("ed") and not begun)
    return None if own and tokens[start].kind != "quote" else (start, end)


def has_object(tokens: Sequence[Token], index: int, cue: Cue) -> bool:
    """“On Monday, Ray posted a picture”: the cue has an object, so nothing before it was said."""
    end = clause_end(tokens, index)
    start = skip(tokens, index, end, cue)
    if start >= end or tokens[start].kind != "word":
        return False
    word = tokens[start].lower
    return word not in lexicon.words("function_words") and word not in lexicon.words("time_words")


def sets_scene(tokens: Sequence[Token], first: int, last: int) -> bool:
    """“In May, Ray said”: a short phrase of time or place before the source was not said."""
    words = tokens[first:last]
    if any(token.kind == "quote" or _is_verb(token) for token in words) or len(words) > _LONGEST_SCENE:
        return False
    opener = tokens[first].lower
    return opener in lexicon.grammar("adverbial_prepositions") or opener in lexicon.words("time_words")


def _after_colon(tokens: Sequence[Token], first: int, last: int) -> int:
    """“Ray kept silent: ‘I knew,’ she said”: only the marked words are hers."""
    for index in range(last - 1, first, -1):
        if tokens[index].kind != "quote":
            return index + 1 if tokens[index].text == ":" and index + 1 < last else first
    return first


def _marks_end(tokens: Sequence[Token], start: int, end: int) -> int:
    """Where marked words end that are a sentence of their own: “‘Go!’ and left”."""
    index = start
    while index < end and tokens[index].kind == "quote":
        index += 1
    apart = ends_with(tokens[index - 1], ",.!?") or _turns(tokens, index, end)
    return index if apart else end


def _turns(tokens: Sequence[Token], index: int, end: int) -> bool:
    """“said ‘no’ when Berg asked: ‘…’”: behind the marks somebody else speaks."""
    if index >= end or tokens[index].lower not in _TURNS:
        return False
    rest = tokens[index:end]
    return any(_says(token) for token in rest) and any(token.kind == "quote" for token in rest)


def _from_that(tokens: Sequence[Token], start: int, end: int, cue: Cue) -> Range | None:
    """“said in Ashton, Md., for the first time that …”: no verb stands between."""
    if not cue.takes("t", "b", "m") or tokens[start].lower in ("and", "but"):
        return None
    for index in range(start, min(end - 1, start + LONGEST_RECIPIENT)):
        token = tokens[index]
        if token.lower == "that" and (index == start or tokens[index - 1].lower not in _NOT_BEFORE_THAT):
            return None if index > start and _is_relative(tokens, index, end) else (index, end)
        if token.kind == "quote" or token.text in (":", ".") or _is_verb(token):
            return None
    return None


def _is_relative(tokens: Sequence[Token], that: int, end: int) -> bool:
    """“with a smile that was cold”: a verb right behind “that” says more about the noun before it."""
    following = that + 1
    following += following < end and lexicon.is_adverb(tokens[following].lower)
    return following < end and _may_be_verb(tokens[following])


def _next_verb(tokens: Sequence[Token], start: int, end: int) -> int:
    """“pledged to leave and walked off”, “praised Ray and waved”: the reporter's next verb ends it."""
    for index in range(start, end - 1):
        if index > start and tokens[index].lower in _WHEN and tag_at(tokens, index + 1, end):
            return index  # “spoke about the port when he told Ray”
        if tokens[index].lower in _QUESTION or tokens[index].lower == "that":
            return end
        if tokens[index].lower in ("and", "but") and phrases.is_past(tokens[index + 1]):
            return index - (tokens[index - 1].text == ",")
    return end


def _object_end(tokens: Sequence[Token], start: int, end: int) -> int:
    """“denied the charge and points out that”: an object, which has no verb, ends before the next one."""
    for index in range(start, end - 1):
        token = tokens[index]
        if token.lower in ("and", "but") and _next_reports(tokens, index + 1):
            return index - (tokens[index - 1].text == ",")
        if token.lower in _QUESTION or token.lower == "that" or _may_be_verb(token):
            return end
    return end


def _next_reports(tokens: Sequence[Token], index: int) -> bool:
    """Whether a verb follows, “points out” included, and no gerund."""
    token = tokens[index]
    particle = tokens[index + 1].lower if index + 1 < len(tokens) else ""
    forms = [form for form in cues.forms().get(token.lower, ()) if form.particle]
    known = _may_be_verb(token) or any(form.particle == particle for form in forms)
    return known and not token.lower.endswith("ing")


def _may_be_verb(token: Token) -> bool:
    return _is_verb(token) or phrases.is_past(token)


def _is_gift(tokens: Sequence[Token], start: int, end: int, cue: Cue) -> bool:
    """“denied them entry”, “called her at noon”: what is done to somebody is not said."""
    if tokens[start].lower not in _OBJECTS or _has_marks(tokens, start, end):
        return False
    bare = start + 1 >= end or tokens[start + 1].lower in lexicon.words("function_words")
    return cue.form.lemma == "deny" or (cue.form.lemma == "call" and bare and not cue.form.particle)


def _is_clause(tokens: Sequence[Token], start: int, end: int, cue: Cue) -> bool:
    """“wrote she was tired”, not “wrote a letter”."""
    if tokens[start].lower in _SUBJECTS:
        return end - start > 2
    near = tokens[start : min(end, start + _NEAR)]
    before = takewhile(lambda token: token.kind == "word" and token.lower != "and", near)
    return cue.form.tense == "past" and any(token.lower in lexicon.words("verbs") for token in before)


def _has_marks(tokens: Sequence[Token], start: int, end: int) -> bool:
    return any(token.kind == "quote" for token in tokens[start:end])


def _is_verb(token: Token) -> bool:
    return token.lower in lexicon.words("verbs") or token.lower in cues.words("past", "s", "ing")


def _may_follow(tokens: Sequence[Token], start: int, end: int, cue: Cue) -> bool:
    """Whether the clause or the object that begins here fits the cue."""
    word = tokens[start].lower
    if cue.takes("m") and _has_marks(tokens, start, end):
        plain = word not in lexicon.words("function_words")
        return tokens[start].text != "," and (plain or word in _MARKED_OBJECTS)
    if word in _AUXILIARIES or (tokens[start].kind == "sign" and word not in _OPENING_SIGNS):
        return False
    if word in _INTRODUCED:
        return cue.takes(*_INTRODUCED[word])
    if word in _QUESTION and cue.takes("q", "t", "b"):
        return end - start > 1
    return _is_content(tokens, start, end, cue)


_INTRODUCED = {"that": "tbo", "to": "iq"}


def _is_fronted(tokens: Sequence[Token], start: int, end: int) -> bool:
    """“under the plan, taxes would rise”: a phrase in front of the clause that was said."""
    comma = next(
        (i for i in range(start + 2, min(end, start + _LONGEST_FRONT)) if tokens[i].text == ","), end
    )
    return _opens_clause(tokens, comma + 1, end)


def _opens_clause(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether a subject and its verb stand here: “he would”, “the port may”."""
    near = tokens[start : min(end, start + _NEAREST)]
    if not near or near[0].kind != "word" or near[0].lower in lexicon.words("function_words"):
        return False
    word = near[0].lower
    begins = near[0].capital or word in lexicon.words("determiners") | _SUBJECTS or word.endswith("s")
    return begins and any(_is_finite(token) for token in near[1:])


def _is_finite(token: Token) -> bool:
    """Whether a word is a verb and no noun in “-s”: “would”, “asked”, not “charges”."""
    known = token.lower in _AUXILIARIES | _BE or token.lower in cues.words("past")
    return known or phrases.is_past(token)


def _is_content(tokens: Sequence[Token], start: int, end: int, cue: Cue) -> bool:
    """Whether a clause without “that”, or an object, begins here."""
    word = tokens[start].lower
    if word in lexicon.words("function_words") and word not in _CLAUSE_OPENERS:
        return cue.takes("b") and _is_fronted(tokens, start, end)
    if _is_gift(tokens, start, end, cue):
        return False
    if cue.takes("o") or (cue.takes("c") and _is_clause(tokens, start, end, cue)):
        return True
    pronoun = word in lexicon.table("pronouns") or phrases.is_shortened(tokens[start])
    short = pronoun or _has_marks(tokens, start, end)
    return cue.takes("b") and end - start >= (2 if short else _FEWEST_TOKENS)

"""Speech in languages other than English: marks, or a “that” behind a comma, with a cue and a name beside it.

Nothing else is sure without a grammar of the language, so nothing else is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from digest.annotate import lexicon
from digest.annotate.frame import Frame
from digest.annotate.phrases import Phrase
from digest.annotate.tokens import PARTICLES, Token

_SIGNS = frozenset([",", "–", "—", "-", "--", ".", "―"])
_ENDS = frozenset(".!?…")
_FARTHEST_CUE = 3  # words between the marks and the cue: “a déclaré”, “también dijo”
_FARTHEST_NAME = 5  # words between the cue and the name: an office in lower case
_LONGEST_FORMULA = 4  # words: “за його словами”
_FEWEST_WORDS = 3  # of a reported clause
_INVERTED = re.compile(r"(.+?)-(?:t-)?(elle|il)")  # “a-t-elle ajouté”, “dit-il”


def find_frames(tokens: Sequence[Token], language: str) -> list[Frame]:
    """Return the frames of one sentence: what is said, with the cue and the name beside it."""
    found = []
    for index, token in enumerate(tokens):
        if token.kind == "quote":
            frame = _after(tokens, index, language) or _before(tokens, index, language)
            found.append(frame) if frame is not None else None
    if found or any(token.kind == "quote" for token in tokens):
        return found
    return [frame for frame in (_formula(tokens, language), _reported(tokens, language)) if frame][:1]


def told_gender(words: str, language: str) -> str:
    """Whether words are a pronoun: `m` for “he”, “dit-il” or “in his words”, `f` for “she”."""
    inverted = _INVERTED.fullmatch(words.lower())
    plain = inverted.group(2) if inverted else words.lower().replace(" ", "_")
    for gender, forms in (("m", ("he", "his_words")), ("f", ("she", "her_words"))):
        if any(plain in _class(form, language) for form in forms):
            return gender
    return ""


def verb_gender(cue: str, language: str) -> str:
    """The gender that a verb of the past tells: “додала” is hers."""
    if cue.lower().endswith(tuple(_class("ends_she", language))):
        return "f"
    return "m" if cue.lower().endswith(tuple(_class("ends_he", language))) else ""


def _class(name: str, language: str) -> frozenset[str]:
    return lexicon.grammar(name, language) if name in lexicon.table("grammar", language) else frozenset()


def _after(tokens: Sequence[Token], quote: int, language: str) -> Frame | None:
    """„…“, sagte Anna Berg; « … », Anna Berg a dit; « … », a-t-elle dit."""
    start = quote + 1
    while start < len(tokens) and tokens[start].text in _SIGNS:
        start += 1
    cue = _cue(tokens, range(start, min(len(tokens), start + _FARTHEST_CUE + 1)), language)
    if cue is not None:
        pronoun = _pronoun(tokens, range(start, min(len(tokens), cue + 2)), language)
        name = pronoun or _name_after(tokens, cue + 1, language) or _name_before(tokens, cue, start)
        return _frame(name or _description(tokens, cue + 1), cue, quote)
    name = _name_after(tokens, start, language)
    if name is None or name.first != start:
        return None
    cue = _cue(tokens, range(name.last, min(len(tokens), name.last + _FARTHEST_CUE)), language)
    return None if cue is None else _frame(name, cue, quote)


def _before(tokens: Sequence[Token], quote: int, language: str) -> Frame | None:
    """Anna Berg sagte: „…“; sie sagte: „…“; Anna Berg: „…“."""
    if quote == 0 or tokens[quote - 1].text not in (":", ","):
        return None
    if tokens[quote - 1].text == ":" and quote > 1:
        name = _name_before(tokens, quote - 1, 0)
        if name is not None and name.first == 0 and name.last == quote - 1:
            return _frame(name, quote - 1, quote)
    cue = _cue(tokens, range(quote - 2, max(-1, quote - 2 - _FARTHEST_NAME), -1), language)
    source = None if cue is None else _subject(tokens, cue, language)
    return _frame(source, cue, quote) if cue is not None and source is not None else None


def _subject(tokens: Sequence[Token], cue: int, language: str) -> Phrase | None:
    """Who stands before a cue."""
    pronoun = _pronoun(tokens, range(max(0, cue - 2), cue + 1), language)
    return pronoun or _name_before(tokens, cue, 0)


def _formula(tokens: Sequence[Token], language: str) -> Frame | None:
    """“За її словами, …”, “selon lui, …”."""
    for last in range(1, min(_LONGEST_FORMULA, len(tokens) - 1) + 1):
        words = " ".join(token.lower for token in tokens[:last])
        if tokens[last : last + 1] and tokens[last].text == "," and told_gender(words, language):
            content = _clause(tokens, last + 1, language)
            return Frame(Phrase(0, last, last - 1), (0, last), (content,)) if content else None
    return None


def _reported(tokens: Sequence[Token], language: str) -> Frame | None:
    """“Вона додала, що …”: a name or a pronoun, a cue, and a clause to the sentence's end."""
    for index in range(2, len(tokens)):
        if tokens[index].lower not in _class("that", language):
            continue
        cue = index - 1 - (tokens[index - 1].text == ",")
        if tokens[cue].lower not in lexicon.words("cues", language) or _is_denied(tokens, cue, language):
            return None
        source = _subject(tokens, cue, language)
        content = _clause(tokens, index, language)
        return Frame(source, (cue, cue + 1), (content,)) if source is not None and content else None
    return None


def _is_denied(tokens: Sequence[Token], cue: int, language: str) -> bool:
    near = tokens[max(0, cue - _FARTHEST_CUE) : cue]
    return any(token.lower in _class("denials", language) for token in near)


def _clause(tokens: Sequence[Token], first: int, language: str) -> tuple[int, int] | None:
    """All that is left of the sentence, where it is long enough and the reporter does not speak again."""
    last = len(tokens)
    while last > first and tokens[last - 1].text in _ENDS:
        last -= 1
    again = any(token.lower in _class("contrasts", language) for token in tokens[first:last])
    return None if again or last - first < _FEWEST_WORDS else (first, last)


def _frame(name: Phrase | None, cue: int, quote: int) -> Frame:
    return Frame(name, (cue, cue + 1), ((quote, quote + 1),))


def _cue(tokens: Sequence[Token], places: Iterator[int] | range, language: str) -> int | None:
    for index in places:
        if tokens[index].kind != "word":
            return None
        inverted = _INVERTED.fullmatch(tokens[index].lower)
        word = inverted.group(1) if inverted else tokens[index].lower
        if word in lexicon.words("cues", language):
            return index
    return None


def _pronoun(tokens: Sequence[Token], places: range, language: str) -> Phrase | None:
    """The pronoun beside a cue, or in one word with it or its auxiliary."""
    found = (index for index in places if told_gender(tokens[index].text, language))
    return next((Phrase(index, index + 1, index) for index in found), None)


def _name_after(tokens: Sequence[Token], start: int, language: str) -> Phrase | None:
    """The first run of capitals after a cue, an office in lower case stepped over, but no “in” or “to”."""
    index = start
    while index < len(tokens) and index - start < _FARTHEST_NAME and not tokens[index].capital:
        if tokens[index].kind != "word" or tokens[index].lower in _class("prepositions", language):
            return None
        index += 1
    last = index
    while last < len(tokens) and (tokens[last].capital or _is_particle(tokens, last, index)):
        if last > index and tokens[last].text.isupper() and not tokens[last - 1].text.isupper():
            break  # “заявил Брук ТАСС”: whom he told
        last += 1
    return Phrase(index, last, last - 1) if last > index else None


def _description(tokens: Sequence[Token], start: int) -> Phrase | None:
    """“su rival, Óscar Peña”, “el concejal”: words behind a cue, so that it is no verb alone."""
    last = start
    while last < len(tokens) and tokens[last].kind == "word":
        last += 1
    if last == start:
        return None
    end = last + 1
    while end < len(tokens) and tokens[end].capital:
        end += 1
    named = end > last + 2 and tokens[last].text == "," and (end == len(tokens) or tokens[end].kind == "sign")
    return Phrase(last + 1, end, end - 1) if named else Phrase(start, last, last - 1)


def _name_before(tokens: Sequence[Token], end: int, lowest: int) -> Phrase | None:
    """The run of capitals that ends before the cue, an auxiliary or a comma stepped over."""
    last = end
    if last - 1 > lowest and tokens[last - 1].text == ",":
        name = _name_before(tokens, last - 1, lowest)
        return name if name and name.first and tokens[name.first - 1].text == "," else None
    while (
        last > lowest and end - last < 2 and tokens[last - 1].kind == "word" and not tokens[last - 1].capital
    ):
        last -= 1
    first = last
    while first > lowest and tokens[first - 1].kind == "word" and tokens[first - 1].capital:
        first -= 1
    return Phrase(first, last, last - 1) if first < last else None


def _is_particle(tokens: Sequence[Token], index: int, first: int) -> bool:
    word = tokens[index].lower in PARTICLES and index > first
    return word and index + 1 < len(tokens) and tokens[index + 1].capital

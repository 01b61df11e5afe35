"""Relays: “X quoted Y as saying …”, “X heard Y say …”, where the words are Y's and come through X."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from digest.annotate import lexicon, phrases
from digest.annotate.clause_subjects import can_speak, opening_subject, with_name
from digest.annotate.clauses import Range, clause_end
from digest.annotate.contents import left_of, resumed, right_of
from digest.annotate.cues import Cue
from digest.annotate.frame import Frame
from digest.annotate.phrases import Phrase
from digest.annotate.tokens import Token

_RELAYING = lexicon.grammar("relaying")
_QUOTING = lexicon.grammar("quoting")
_HELPERS = lexicon.grammar("have") | lexicon.grammar("adverbs")
_BE = lexicon.grammar("be")
_OBJECTS = lexicon.grammar("objects")
_FARTHEST_SAYING = 12  # tokens: “quoted the mayor, Ida Ray, in May as saying”


@dataclass(frozen=True, slots=True)
class Relay:
    """The frame of what is relayed, none where it is denied, and the tokens that it explains."""

    frame: Frame | None
    first: int
    last: int


def find_relays(tokens: Sequence[Token], all_cues: Sequence[Cue]) -> list[Relay]:
    """Return what somebody in a sentence relays of somebody else's words."""
    by_verb = {cue.verb: cue for cue in all_cues}
    found = [_relay(tokens, index, by_verb) for index, token in enumerate(tokens) if token.lower in _RELAYING]
    found += [_told_on(tokens, cue, by_verb) for cue in all_cues]
    return [relay for relay in found if relay is not None]


def _told_on(tokens: Sequence[Token], cue: Cue, cues: dict[int, Cue]) -> Relay | None:
    """“‘…,’ Ray said Berg had told her”: the marks are Berg's."""
    source = _object(tokens, cue.last + 1) if cue.takes("b") else None
    relayer = phrases.before(tokens, cue.first) if source is not None else None
    if source is None or relayer is None or relayer.first == 0 or tokens[relayer.first - 1].kind != "quote":
        return None
    said = next((other for other in cues.values() if other.first == source.last), None)
    if said is None or any(t.kind == "word" and t.lower not in _OBJECTS for t in tokens[said.last + 1 :]):
        return None
    return Relay(_framed(tokens, said, source, relayer, relayer.first), cue.verb, said.last)


def _relay(tokens: Sequence[Token], verb: int, cues: dict[int, Cue]) -> Relay | None:
    first = _first(tokens, verb)
    before = tokens[first - 1].lower if first else ""
    if before in _BE:
        return _passive(tokens, first - 1, verb, cues)
    source, said = _quoted(tokens, verb + 1, cues)
    if source is None:
        return None
    relayer = _relayer(tokens, first, verb)
    if said is not None:
        frame = _framed(tokens, said, source, relayer, first)
        return Relay(None if before in lexicon.words("not_speech") else frame, verb, said.last)
    quoting = tokens[verb].lower in _QUOTING
    return _named_alone(tokens, verb, source, relayer) if quoting else None


def _named_alone(tokens: Sequence[Token], verb: int, source: Phrase, relayer: Phrase | None) -> Relay | None:
    """“quoted Ray: ‘…’”; in “quoting Ray, Berg said …” nothing is quoted yet."""
    following = source.last
    introduced = following + 1 < len(tokens) and tokens[following].text in (":", ",")
    if introduced and tokens[following + 1].kind == "quote":
        content = (following + 1, clause_end(tokens, following + 1))
        return Relay(Frame(source, (verb, verb + 1), (content,), relayer=relayer), verb, following)
    closed = following >= len(tokens) or tokens[following].kind == "sign"
    name = all(token.capital for token in tokens[source.first : source.last])
    return Relay(None, verb, verb) if closed and name else None


def _first(tokens: Sequence[Token], verb: int) -> int:
    first = verb
    while first > 0 and (tokens[first - 1].lower in _HELPERS or lexicon.is_adverb(tokens[first - 1].lower)):
        if tokens[first - 1].lower in lexicon.words("not_speech"):
            break
        first -= 1
    return first


def _passive(tokens: Sequence[Token], be: int, verb: int, cues: dict[int, Cue]) -> Relay | None:
    """“Ray was quoted by Reuters as saying …”, “‘…,’ Ray was quoted as saying”."""
    relayer = None
    if verb + 1 < len(tokens) and tokens[verb + 1].lower == "by":
        relayer = phrases.after(tokens, verb + 2)
    said = _as_saying(tokens, verb + 1 if relayer is None else relayer.last, cues)
    source = phrases.before(tokens, _first(tokens, be))
    if said is None or source is None or not can_speak(tokens, source):
        return None
    frame = _framed(tokens, said, source, relayer, source.first)
    return None if frame is None else Relay(frame, verb, said.last)


def _quoted(tokens: Sequence[Token], start: int, cues: dict[int, Cue]) -> tuple[Phrase | None, Cue | None]:
    """Who is quoted, a name, a description or “him”, and the verb that reports their words."""
    near = range(start + 1, min(len(tokens), start + _FARTHEST_SAYING))
    for index in takewhile(lambda i: tokens[i - 1].kind == "word" and tokens[i - 1].lower != "that", near):
        said = cues.get(index)
        if said is not None and said.form.tense in ("ing", "base"):
            source = _object(tokens[:index], start)
            if source is not None and source.last == index:
                return source, said
    source = _object(tokens, start)
    return source, None if source is None else _as_saying(tokens, source.last, cues)


def _object(tokens: Sequence[Token], index: int) -> Phrase | None:
    phrase = phrases.after(tokens, index)
    if phrase is None:
        objective = index < len(tokens) and tokens[index].lower in _OBJECTS
        return Phrase(index, index + 1, index) if objective else None
    return with_name(tokens, phrase) if can_speak(tokens, phrase) else None


def _as_saying(tokens: Sequence[Token], start: int, cues: dict[int, Cue]) -> Cue | None:
    for index in range(start, min(len(tokens) - 1, start + _FARTHEST_SAYING)):
        if tokens[index].kind == "quote" or tokens[index].text in (":", ";"):
            return None
        said = cues.get(index + 1)
        if tokens[index].lower == "as" and said is not None and said.form.tense == "ing":
            return said
    return None


def _framed(
    tokens: Sequence[Token], said: Cue, source: Phrase, relayer: Phrase | None, first: int
) -> Frame | None:
    right = right_of(tokens, said.last + 1, said)
    if right is not None and tokens[right[0] - 1].text == "," and tokens[right[0]].kind == "word":
        right = resumed(tokens, said.last + 1)  # “telling her, when she left, ‘…’”
    edge = relayer.first if relayer is not None and relayer.first < first else first
    left = left_of(tokens, edge, 0) if right is None else None
    content: Range | None = right or left
    if content is None or (left is not None and not any(t.kind == "quote" for t in tokens[slice(*left)])):
        return None
    return Frame(source, (said.verb, said.last + 1), (content,), relayer=relayer)


def _relayer(tokens: Sequence[Token], first: int, verb: int) -> Phrase | None:
    """Who relays the words: the subject of the verb, or of the clause that “quoting” hangs on."""
    if tokens[verb].lower.endswith("ing"):
        return opening_subject(tokens, verb)
    return phrases.before(tokens, first)

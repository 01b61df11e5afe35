"""Passives: “was called ‘a liar’ by Ray”, “asked by Ray whether …”, where the source follows “by”."""

from __future__ import annotations

from collections.abc import Sequence

from digest.annotate import cues, lexicon, phrases
from digest.annotate.clause_subjects import can_speak, with_name
from digest.annotate.clauses import DASHES, Range, clause_end
from digest.annotate.frame import Frame
from digest.annotate.tokens import Token

_FARTHEST_BY = 14
_BEFORE = lexicon.grammar("be") | lexicon.grammar("before_passive")
_OPENERS = lexicon.grammar("passive_contents")


def find_passives(tokens: Sequence[Token]) -> list[Frame]:
    """Return the frames of a sentence whose cue is a participle and whose source stands after “by”."""
    return [frame for index in range(len(tokens) - 1) for frame in _passive(tokens, index)]


def _passive(tokens: Sequence[Token], verb: int) -> list[Frame]:
    known = [form for form in cues.forms().get(tokens[verb].lower, ()) if form.tense == "past"]
    if not known or (verb and (tokens[verb].capital or not _is_passive(tokens[verb - 1]))):
        return []
    by = _by(tokens, verb)
    if by is None:
        return []
    source = phrases.after(tokens, by + 1)
    if source is None or not can_speak(tokens, source):
        return []
    source = with_name(tokens, source)
    opened = verb == 1 and tokens[0].lower == "as"  # “As reported by Ray, …”
    frames = {frame for form in known for frame in form.frames}
    if by == verb + 1 and not frames & ({"p", "t", "b"} if opened else {"p"}):
        return []
    content = _content(tokens, verb, by, source.last)
    return [Frame(source, (verb, verb + 1), (content,), embedded=True)] if content else []


def _is_passive(before: Token) -> bool:
    """Whether a participle may follow: “was”, “when”, a comma, an adverb."""
    closed = before.text in (",", "(") or before.text in DASHES
    return closed or before.lower in _BEFORE or lexicon.is_adverb(before.lower)


def _by(tokens: Sequence[Token], verb: int) -> int | None:
    """“by” right after the participle, or after the marked words that it reports."""
    for index in range(verb + 1, min(len(tokens) - 1, verb + _FARTHEST_BY)):
        if tokens[index].lower == "by":
            return index if index == verb + 1 or tokens[index - 1].kind == "quote" else None
        if tokens[index].text in (",", ";", ":", ".") or tokens[index].lower in lexicon.words("verbs"):
            return None
    return None


def _content(tokens: Sequence[Token], verb: int, by: int, last: int) -> Range | None:
    """What stands between the participle and “by”, or after the source."""
    if by > verb + 1:
        start = verb + 1 + (tokens[verb + 1].lower == "as")
        opened = start < by and tokens[start].lower not in lexicon.words("function_words")
        return (start, by) if opened else None
    if last >= len(tokens):
        return None
    end = clause_end(tokens, last, subordinate=verb == 0)
    start = last + (tokens[last].text in (",", ":"))
    if start < end and tokens[start].kind == "quote" and start > last:
        return start, end
    if verb == 1 and tokens[0].lower == "as" and start > last and end - start > 1:
        return start, clause_end(tokens, start)
    if start == last and end - start > 1 and tokens[start].lower in _OPENERS:
        start += tokens[start].lower in ("as", "about")
        return start, end
    return None

"""Frames: each cue of a sentence with its source and the words it reports."""

from __future__ import annotations

from collections.abc import Sequence

from digest.annotate import lexicon
from digest.annotate.adverbials import skip
from digest.annotate.clauses import BREAKS, Range, clause_end
from digest.annotate.contents import continued, has_object, left_of, resumed, right_of
from digest.annotate.cues import Cue, find_cues
from digest.annotate.formulas import announced, find_formulas
from digest.annotate.frame import Frame
from digest.annotate.phrases import Phrase
from digest.annotate.sources import marked_before, source_after, source_before, subject
from digest.annotate.tokens import Token

_A_BEGINNING = 4  # tokens: “The museum, Ray said, …”
_SUBORDINATORS = lexicon.grammar("subordinators")


def find_frames(tokens: Sequence[Token]) -> list[Frame]:
    """Return the frames of one English sentence."""
    found: list[Frame] = []
    for cue in find_cues(tokens):
        frame = _frame(tokens, cue, found)
        if frame is not None:
            found.append(frame)
    found += find_formulas(tokens)
    return found or announced(tokens)


def _frame(tokens: Sequence[Token], cue: Cue, earlier: Sequence[Frame]) -> Frame | None:
    source = source_after(tokens, cue)
    if source is not None:
        return _inverted(tokens, cue, source, earlier)
    source = source_before(tokens, cue, earlier)
    if source is None:
        return _unsourced(tokens, cue)
    contents = _contents(tokens, cue, source, earlier)
    if not contents:
        return None
    first = contents[0][0]
    embedded = first > cue.last and tokens[first - 1].text not in (",", ":")
    return Frame(source, cue.words, contents, embedded)


def _inverted(tokens: Sequence[Token], cue: Cue, source: Phrase, earlier: Sequence[Frame]) -> Frame | None:
    left = left_of(tokens, cue.first, _taken(cue.first, earlier))
    right = resumed(tokens, source.last)
    contents = tuple(content for content in (left, right) if content is not None)
    return Frame(source, cue.words, contents) if contents else None


def _unsourced(tokens: Sequence[Token], cue: Cue) -> Frame | None:
    """Marked words right after a cue are speech, whoever speaks."""
    following = cue.last + 1 + (cue.last + 1 < len(tokens) and tokens[cue.last + 1].text in (",", ":"))
    if not cue.takes("d") or following >= len(tokens) or tokens[following].kind != "quote":
        return None
    content = (following, clause_end(tokens, following))
    return Frame(subject(tokens, cue.first), cue.words, (content,))


def _contents(
    tokens: Sequence[Token], cue: Cue, source: Phrase, earlier: Sequence[Frame]
) -> tuple[Range, ...]:
    """What stands before the source, after the cue, or on both sides."""
    comma = cue.last + 1
    if _is_as(tokens, source) and comma + 1 < len(tokens) and tokens[comma].text == ",":
        return ((comma + 1, clause_end(tokens, comma + 1)),)
    right = right_of(
        tokens,
        cue.last + 1,
        cue,
        relative=cue.first > 0 and tokens[cue.first - 1].lower in ("who", "which"),
        subordinate=source.first > 0 and tokens[source.first - 1].lower in _SUBORDINATORS,
    )
    if cue.modal and (right is not None or not marked_before(tokens, source)):
        return () if right is None else (right,)
    left = None
    if cue.takes("d", "t", "b") and source.last in (cue.first, cue.first - 1):
        left = left_of(tokens, source.first, _taken(source.first, earlier))
    if left is None:
        return () if right is None else (right,)
    return _both(tokens, cue, left, right)


def _is_as(tokens: Sequence[Token], source: Phrase) -> bool:
    """“As Ray noted, …”."""
    return source.first == 1 and tokens[0].lower == "as"


def _both(tokens: Sequence[Token], cue: Cue, left: Range, right: Range | None) -> tuple[Range, ...]:
    """“‘No,’ he said, ‘never’” is of two parts; “When asked, he said no” is of one."""
    spoken = all(token.kind == "quote" or token.text in BREAKS for token in tokens[left[0] : left[1]])
    if right is not None:
        if not spoken:
            return (right,)
        return (left,) if _is_bare(tokens, right) else (left, right)
    if not spoken and has_object(tokens, cue.last + 1, cue):
        return ()
    if cue.last + 1 < len(tokens):
        right = resumed(tokens, cue.last + 1)
        comma = skip(tokens, cue.last + 1, len(tokens), cue)
        if right is None and not spoken and comma < len(tokens):
            right = continued(tokens, comma, begun=left[1] - left[0] <= _A_BEGINNING)
    if right is None:
        return (left,)
    # “But, he said, …”: the first word alone says nothing.
    alone = left[1] - left[0] == 1 and tokens[left[0]].kind == "word"
    return (right,) if alone else (left, right)


def _is_bare(tokens: Sequence[Token], right: Range) -> bool:
    """“‘No,’ he said two hours later”: after marked words only marked words, or that, go on."""
    token = tokens[right[0]]
    return token.kind != "quote" and token.lower != "that" and tokens[right[0] - 1].text not in (",", ":")


def _taken(edge: int, earlier: Sequence[Frame]) -> int:
    """How far to the right earlier frames of the sentence have used it."""
    taken = 0
    for frame in earlier:
        taken = max([taken, frame.cue[1], *(end for _, end in frame.contents if end < edge)])
    return taken

"""Frames: each cue of a sentence with its source and the words it reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from digest.annotate import lexicon
from digest.annotate.adverbials import skip
from digest.annotate.clause_subjects import opening_subject
from digest.annotate.clauses import BREAKS, Range, clause_end
from digest.annotate.contents import continued, has_object, left_of, resumed, right_of, sets_scene
from digest.annotate.cues import Cue, find_cues
from digest.annotate.doubts import is_denied
from digest.annotate.formulas import announced, find_formulas, reads_from
from digest.annotate.frame import Frame
from digest.annotate.owned import find_owned, gapped
from digest.annotate.passives import find_passives
from digest.annotate.phrases import Phrase
from digest.annotate.relays import find_relays
from digest.annotate.sources import is_written_on, marked_before, source_after, source_before
from digest.annotate.tokens import POSSESSIVES, Token, is_title

_A_BEGINNING = 4  # tokens: “The museum, Ray said, …”
_FARTHEST_WORK = 3  # tokens: “the 2014 best-selling book”
_FRONTED = lexicon.grammar("fronted")
_LINKS = frozenset(["and", "but"])
_SUBORDINATORS = lexicon.grammar("subordinators")


def find_frames(tokens: Sequence[Token]) -> list[Frame]:
    """Return the frames of one English sentence."""
    owned = find_owned(tokens)
    if not owned:
        return _shared(tokens, _find(tokens))
    # “Ray said of Berg's remark ‘…’”: marks that have an owner are no words of Ray's.
    rest = [token._replace(kind="word") if i in owned else token for i, token in enumerate(tokens)]
    return _shared(tokens, _find(rest)) + [frame for frame in owned.values() if frame is not None]


def _shared(tokens: Sequence[Token], found: Sequence[Frame]) -> list[Frame]:
    """“Ray said ‘…’ and Berg ‘…’”: each has their own marks."""
    return [part for frame in found for part in gapped(tokens, frame)]


def _find(tokens: Sequence[Token]) -> list[Frame]:
    found: list[Frame] = []
    all_cues = find_cues(tokens)
    relays = find_relays(tokens, all_cues)
    told = {index for relay in relays for index in range(relay.first, relay.last + 1)}
    all_cues = [cue for cue in all_cues if cue.verb not in told]
    for cue in all_cues:
        silent = cue.form.needs_marks or _names_a_work(tokens, cue) or _is_of_another(tokens, cue)
        frame = None if silent else _frame(tokens, cue, found)
        if frame is not None:
            found.append(frame)
    found += [relay.frame for relay in relays if relay.frame is not None]
    found += [frame for frame in find_passives(tokens) if frame.cue[0] not in told]
    verbs = {frame.cue[1] for frame in found}  # “Ray's fans claim that”: no claim of Ray's
    found += [frame for frame in find_formulas(tokens) if frame.cue[1] not in verbs]
    found = found or announced(tokens)
    said = _once(tokens, found + _marked_only(tokens, all_cues, found))
    return [frame for frame in said if not is_denied(tokens, frame.source, frame.cue)]


def _once(tokens: Sequence[Token], found: Sequence[Frame]) -> list[Frame]:
    """Marked words that two cues report alone, “said, adding: ‘…’”, belong to the nearest."""
    nearest: dict[Range, Frame] = {}
    for frame in found:
        for content in frame.contents:
            if all(token.kind != "word" for token in tokens[slice(*content)]):
                other = nearest.get(content)
                if other is None or _distance(frame, content) < _distance(other, content):
                    nearest[content] = frame
    kept = []
    for frame in found:
        contents = tuple(content for content in frame.contents if nearest.get(content, frame) is frame)
        if contents:
            kept.append(replace(frame, contents=contents))
    return kept


def _distance(frame: Frame, content: Range) -> int:
    return content[0] - frame.cue[1] if frame.cue[1] <= content[0] else frame.cue[0] - content[1]


def _marked_only(tokens: Sequence[Token], all_cues: Sequence[Cue], found: Sequence[Frame]) -> list[Frame]:
    """“feared ‘a disaster’”: verbs that report speech only where marks show it, and nothing else does."""
    left = {i for i, token in enumerate(tokens) if token.kind == "quote"}
    left -= {i for frame in found for content in frame.contents for i in range(*content)}
    more: list[Frame] = []
    for cue in all_cues:
        if not cue.form.needs_marks or any(a <= cue.verb < b for frame in found for a, b in frame.contents):
            continue
        frame = _frame(tokens, cue, ())
        if frame is not None and any(left.intersection(range(*content)) for content in frame.contents):
            more.append(frame)
    return more


def _names_a_work(tokens: Sequence[Token], cue: Cue) -> bool:
    """“wrote the book on how to build”, “wrote ‘The Cold Sea’”: a work is not what its author says."""
    index = cue.last + 1
    if cue.form.lemma != "write" or index >= len(tokens):
        return False
    if tokens[index].marked is not None:
        return is_title(tokens[index])
    opened = tokens[index].lower in lexicon.words("determiners")
    following = tokens[index + 1 : index + 1 + _FARTHEST_WORK]
    plain = takewhile(
        lambda token: token.kind == "word" and token.lower not in lexicon.words("verbs"), following
    )
    return opened and any(token.lower in lexicon.grammar("works") for token in plain)


def _is_of_another(tokens: Sequence[Token], cue: Cue) -> bool:
    """“read from Ray's letter”, “the man accused of killing Ray”: words of somebody else, or a passive."""
    following = tokens[cue.last + 1].lower if cue.last + 1 < len(tokens) else ""
    read = following == "from" and reads_from(tokens, cue.verb)
    return read or (following == "of" and cue.form.lemma == "accuse")


def _frame(tokens: Sequence[Token], cue: Cue, earlier: Sequence[Frame]) -> Frame | None:
    if is_written_on(tokens, cue):
        return _unsourced(tokens, cue)
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
    left = _reported(tokens, left_of(tokens, cue.first, _taken(cue.first, earlier)), cue)
    right = resumed(tokens, source.last)
    contents = tuple(content for content in (left, right) if content is not None)
    return Frame(source, cue.words, contents) if contents else None


def _unsourced(tokens: Sequence[Token], cue: Cue) -> Frame | None:
    """Marked words right after a cue are speech, whoever speaks."""
    left = tokens[cue.first - 1].lower if cue.first else ""
    if left in lexicon.words("determiners") - _FRONTED or left in POSSESSIVES:
        return None  # “her alleged ‘friends’”
    following = cue.last + 1 + (cue.last + 1 < len(tokens) and tokens[cue.last + 1].text in (",", ":"))
    if not cue.takes("d") or following >= len(tokens) or tokens[following].kind != "quote":
        return None
    content = (following, clause_end(tokens, following))
    # “Ray held up a sign that read ‘Go’”: what reads is another's.
    other = left in _FRONTED or is_written_on(tokens, cue)
    source = None if other else opening_subject(tokens, cue.first)
    return Frame(source, cue.words, (content,))


def _contents(
    tokens: Sequence[Token], cue: Cue, source: Phrase, earlier: Sequence[Frame]
) -> tuple[Range, ...]:
    """What stands before the source, after the cue, or on both sides."""
    comma = skip(tokens, cue.last + 1, len(tokens), cue)
    if _is_as(tokens, source) and comma + 1 < len(tokens) and tokens[comma].text == ",":
        return ((comma + 1, clause_end(tokens, comma + 1)),)
    fronted = source.first > 0 and tokens[source.first - 1].lower in _FRONTED
    aside = fronted and source.first > 1 and tokens[source.first - 2].text == ","
    right = right_of(
        tokens,
        cue.last + 1,
        cue,
        fronted=fronted,
        relative=aside or (cue.first > 0 and tokens[cue.first - 1].lower in ("who", "which")),
        subordinate=source.first > 0 and tokens[source.first - 1].lower in _SUBORDINATORS,
    )
    if right is not None and right[0] < source.first < right[1]:
        right = (right[0], source.first - 1)
    if cue.modal and (right is not None or not marked_before(tokens, source)):
        return () if right is None else (right,)
    left = None
    if cue.takes("d", "t", "b") and source.last in (cue.first, cue.first - 1):
        edge = source.first - (tokens[source.first - 1].lower == "as" and source.first > 1)
        left = _reported(tokens, left_of(tokens, edge, _taken(source.first, earlier)), cue)
    if left is None:
        return () if right is None else (right,)
    return _both(tokens, cue, left, right)


def _reported(tokens: Sequence[Token], left: Range | None, cue: Cue) -> Range | None:
    """“‘No,’ he laughed”, but not “Asked, he laughed”: some verbs report marked words alone."""
    if (
        left is None
        or cue.takes("t", "b", "c")
        or any(token.kind == "quote" for token in tokens[slice(*left)])
    ):
        return left
    return None


def _is_as(tokens: Sequence[Token], source: Phrase) -> bool:
    """“As Ray noted, …”, “and as Ray noted, …”."""
    opened = source.first == 1 or (source.first > 1 and tokens[source.first - 2].lower in _LINKS)
    return opened and tokens[source.first - 1].lower == "as"


def _both(tokens: Sequence[Token], cue: Cue, left: Range, right: Range | None) -> tuple[Range, ...]:
    """“‘No,’ he said, ‘never’” is of two parts; “When asked, he said no” is of one."""
    spoken = all(token.kind == "quote" or token.text in BREAKS for token in tokens[left[0] : left[1]])
    if right is not None:
        if not spoken:
            return (left, right) if _goes_on(tokens, right) and not sets_scene(tokens, *left) else (right,)
        return (left,) if _is_bare(tokens, right) else (left, right)
    if not spoken and has_object(tokens, cue.last + 1, cue):
        return ()
    if cue.last + 1 < len(tokens):
        right = resumed(tokens, cue.last + 1)
        comma = skip(tokens, cue.last + 1, len(tokens), cue)
        if right is None and not spoken and comma < len(tokens):
            right = continued(tokens, comma, begun=left[1] - left[0] <= _A_BEGINNING)
    if right is None:
        return () if sets_scene(tokens, *left) else (left,)
    # “But, he said, …”: the first word alone says nothing.
    alone = left[1] - left[0] == 1 and tokens[left[0]].kind == "word"
    return (right,) if alone else (left, right)


def _goes_on(tokens: Sequence[Token], right: Range) -> bool:
    """“If so, he said on Monday, they would go”, “It is, he said, ‘a gift’”: a comma, and a small letter."""
    first = next((character for character in tokens[right[0]].text if character.isalnum()), "")
    return tokens[right[0] - 1].text == "," and first.islower()


def _is_bare(tokens: Sequence[Token], right: Range) -> bool:
    """“‘No,’ he said two hours later”: after marked words only marked words, or that, go on."""
    token = tokens[right[0]]
    return token.kind != "quote" and token.lower != "that" and tokens[right[0] - 1].text not in (",", ":")


def _taken(edge: int, earlier: Sequence[Frame]) -> int:
    """How far to the right earlier frames of the sentence have used it."""
    taken = 0
    for frame in earlier:
        source = frame.source.last if frame.source is not None and frame.source.last <= edge else 0
        taken = max([taken, source, frame.cue[1], *(end for _, end in frame.contents if end < edge)])
    return taken

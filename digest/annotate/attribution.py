"""Who says what: quotations with their source, as places in the paragraphs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from digest.annotate.cues import is_headline
from digest.annotate.names import Name, find_names, in_full
from digest.annotate.paragraphs import Reading, read
from digest.annotate.people import TITLE, Person, gather
from digest.annotate.pronouns import with_genders
from digest.annotate.resolve import FLOOR, Resolution, resolve
from digest.annotate.scene import Scene
from digest.annotate.span import Span
from digest.annotate.statements import Statement, find_statements
from digest.annotate.subjects import find_subjects
from digest.annotate.tokens import Token, tokenise
from digest.model import Explanation, KnownSpeaker, QuotationKind

_NESTED = 6  # statements back that may hold this one
_SURE = 0.8  # a quotation inside another's needs a source as sure as a name
_CONTINUED = 0.9  # how much of its certainty a quotation passes on to the next


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """One quotation by place, with the person it resolves to, how sure that is, and why."""

    content: Span
    kind: QuotationKind
    source: Span | None = None
    cue: Span | None = None
    speaker: Person | None = None
    confidence: float = 0.0
    candidates: tuple[str, ...] = ()
    why: str = ""
    via: str | None = None
    described: bool = False  # the source is a description, and so serves as an alias


@dataclass(frozen=True, slots=True, kw_only=True)
class Attributions:
    """All quotations of an article in text order, and everybody named in it."""

    quotations: tuple[Attribution, ...] = ()
    people: tuple[Person, ...] = ()
    explanations: tuple[Explanation, ...] = ()

    def at(self, place: Span) -> list[Attribution]:
        """The quotations that cover a place, the innermost first."""
        high = bisect_right(self.quotations, place, key=lambda quotation: quotation.content)
        near = self.quotations[max(0, high - _NESTED) : high]
        return [quotation for quotation in reversed(near) if quotation.content.covers(place)]


def attribute(
    paragraphs: Sequence[str], *, title: str = "", language: str = "en", known: Sequence[KnownSpeaker] = ()
) -> Attributions:
    """Find every quotation of an article and who speaks in it."""
    readings = read(paragraphs, language)
    names = _names(readings)
    people = with_genders(gather(names + _in_title(title, language), known), readings)
    named = sorted(
        ((name, person) for person in people for name in person.names), key=lambda pair: pair[0].span
    )
    scene = Scene(paragraphs, people, named, language=language)
    scene.subjects = find_subjects(readings, scene)
    statements = find_statements(readings, names)
    quotations = _attributed(statements, scene)
    return Attributions(
        quotations=tuple(quotations),
        people=people,
        explanations=tuple(_explain(quotation, paragraphs) for quotation in quotations),
    )


def _names(readings: Sequence[Reading]) -> list[Name]:
    """Every name in the article, those inside quotations too; a second look knows the names in full."""
    rows = [(reading.tokens, reading.paragraph, False) for reading in readings]
    rows += [
        (reading.inside(passage), reading.paragraph, True)
        for reading in readings
        for passage in reading.marked
    ]
    full = in_full([name for row in rows for name in _named(*row)])
    return sorted((name for row in rows for name in _named(*row, full)), key=lambda name: name.span)


def _named(
    tokens: Sequence[Token], paragraph: int, quoted: bool, full: frozenset[tuple[str, ...]] = frozenset()
) -> list[Name]:
    return find_names(tokens, paragraph, quoted=quoted, full=full)


def _in_title(title: str, language: str) -> list[Name]:
    """Full names in a title that is no Headline Where Every Word Is Capital."""
    tokens = tokenise(title, language=language)
    if is_headline(tokens):
        return []
    return [name for name in find_names(tokens, TITLE) if len(name.words) > 1]


def _attributed(statements: Sequence[Statement], scene: Scene) -> list[Attribution]:
    """Resolve the statements in text order; one without a source waits for, or goes on from, another."""
    found: list[Attribution | None] = []
    waiting: list[int] = []
    last: Attribution | None = None
    for index, statement in enumerate(statements):
        if statement.follows == 1 or (statement.follows == -1 and waiting[-1:] == [index - 1]):
            waiting.append(index)
            found.append(_attribution(statement, Resolution()))
            continue
        attribution = _attribute_one(statement, scene, found, last)
        found.append(attribution)
        if attribution is None or statement.follows == 0:
            continue
        last = attribution
        if statement.follows is None:
            for place in waiting:
                found[place] = _carried(statements[place], attribution)
            waiting.clear()
    return [attribution for attribution in found if attribution is not None]


def _attribute_one(
    statement: Statement, scene: Scene, found: Sequence[Attribution | None], last: Attribution | None
) -> Attribution | None:
    """Resolve one statement; none when it stands inside another's and is not sure."""
    if statement.follows == -1:
        return _carried(statement, last)
    resolution = resolve(statement, scene)
    if statement.nested and resolution.confidence < _SURE:
        return None
    via = _reporter(statement, resolution, found)
    if statement.source_span is not None:
        scene.note(
            statement.source_span,
            statement.content,
            resolution.speaker or resolution.nobody,
            outermost=via is None,
        )
    return replace(_attribution(statement, resolution), via=via)


def _reporter(
    statement: Statement, resolution: Resolution, found: Sequence[Attribution | None]
) -> str | None:
    """Who reports this statement, where its source stands in somebody else's words."""
    place = statement.source_span
    for other in reversed(found[-_NESTED:]):
        if place is None or other is None or not other.content.covers(place):
            continue
        if other.speaker is not None and other.speaker is not resolution.speaker:
            return other.speaker.name
    return None


def _carried(statement: Statement, other: Attribution | None) -> Attribution:
    """A quotation that goes on from another has its speaker."""
    base = _attribution(statement, Resolution())
    if other is None:
        return base
    return replace(
        base,
        source=other.source,
        speaker=other.speaker,
        confidence=round(other.confidence * _CONTINUED, 2),
        candidates=other.candidates,
        why="goes on from the quotation beside it",
        described=other.described,
    )


def _attribution(statement: Statement, resolution: Resolution) -> Attribution:
    sure = resolution.confidence >= FLOOR
    return Attribution(
        content=statement.content,
        kind=statement.kind,
        source=statement.source_span,
        cue=statement.cue_span,
        speaker=resolution.speaker if sure else None,
        confidence=resolution.confidence,
        candidates=tuple(person.name for person in resolution.candidates),
        why=resolution.why,
        described=sure and resolution.described,
    )


def _explain(quotation: Attribution, paragraphs: Sequence[str]) -> Explanation:
    source = f"source “{quotation.source.of(paragraphs)}”" if quotation.source else "no source"
    speaker = quotation.speaker.name if quotation.speaker else "nobody"
    return Explanation(paragraph=quotation.content.paragraph, text=f"{source} → {speaker}: {quotation.why}")

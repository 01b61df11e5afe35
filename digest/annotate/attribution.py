"""Who says what: quotations with their source, as places in the paragraphs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from digest.annotate import lexicon
from digest.annotate.cues import is_headline
from digest.annotate.interviews import interviewees
from digest.annotate.labels import is_transcript, without_label
from digest.annotate.names import Name, find_names, in_full
from digest.annotate.paragraphs import Reading, read
from digest.annotate.people import TITLE, Person, gather, name_gender
from digest.annotate.phrases import Phrase
from digest.annotate.principals import principals
from digest.annotate.pronouns import with_genders
from digest.annotate.resolve import FLOOR, Resolution, resolve
from digest.annotate.scene import Scene
from digest.annotate.span import Span
from digest.annotate.statements import Statement, find_statements
from digest.annotate.subjects import find_mentions
from digest.annotate.tokens import Token, tokenise
from digest.model import Explanation, KnownSpeaker, QuotationKind

_NESTED = 6  # statements back that may hold this one
_SURE = 0.8  # a quotation inside another's needs a source as sure as a name
_NEAR = 30  # characters
_MOST = 3  # candidates that an editor is asked about
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
    principals: Mapping[Person, str] = field(default_factory=dict)  # whom spokespeople speak for
    explanations: tuple[Explanation, ...] = ()

    def at(self, place: Span) -> list[Attribution]:
        """The quotations that cover a place, the innermost first."""
        high = bisect_right(self.quotations, place, key=lambda quotation: quotation.content)
        near = self.quotations[max(0, high - _NESTED) : high]
        return [quotation for quotation in reversed(near) if quotation.content.covers(place)]

    def is_said(self, place: Span) -> bool:
        """Whether a place is inside somebody's words."""
        return bool(self.at(place))


def attribute(
    paragraphs: Sequence[str],
    *,
    title: str = "",
    language: str = "en",
    known: Sequence[KnownSpeaker] = (),
    outlet: Collection[str] = (),
) -> Attributions:
    """Find every quotation of an article and who speaks in it."""
    readings = read(paragraphs, language)
    names = _names(readings)
    titled = _in_title(title, language)
    common = _common(readings)
    gathered = gather(names + titled, known, common=common)
    people = with_genders(gathered, readings)
    named = sorted(
        ((name, person) for person in people for name in person.names), key=lambda pair: pair[0].span
    )
    scene = Scene(paragraphs, people, named, language=language, known=known, common=common)
    scene.sentences = [sentence.span(0, 1) for reading in readings for sentence in reading.sentences]
    scene.mentions = find_mentions(readings, scene)
    names_of_outlet = {name.casefold() for name in outlet}
    statements = [s for s in find_statements(readings, names) if not _asks(s, paragraphs, names_of_outlet)]
    scene.interviewees = _interviewees(readings, statements, scene, title, titled)
    quotations = _through_others(_settled(_attributed(statements, scene)), paragraphs)
    quotations = [_without_hearers(_with_candidates(quotation, scene), scene) for quotation in quotations]
    found = Attributions(
        quotations=tuple(quotations),
        people=people,
        explanations=tuple(_explain(quotation, paragraphs) for quotation in quotations),
    )
    return replace(found, principals=principals(people, readings, scene, found.is_said))


def _asks(statement: Statement, paragraphs: Sequence[str], outlet: Collection[str]) -> bool:
    """Whether the paper itself asks, in an interview that it prints."""
    source, cue = statement.source_span, statement.cue_span
    if source is None or cue is None or cue.of(paragraphs) != ":":
        return False
    return source.of(paragraphs).casefold() in outlet


def _interviewees(
    readings: Sequence[Reading],
    statements: Sequence[Statement],
    scene: Scene,
    title: str,
    titled: Sequence[Name],
) -> list[Person]:
    """Who may give the answers of a transcript: told in the title, or before it begins."""
    first = next((s.content.paragraph for s in statements if s.is_label), None)
    if first is None:
        return []
    called = [_called(name, scene.people) for name in titled]
    return interviewees(readings[: first - 1], tokenise(title), called, scene)


def _called(name: Name, people: Sequence[Person]) -> Person:
    """Whom a name in the title means; it may stand only there."""
    full = " ".join(name.words)
    same = [person for person in people if person.name == full]
    return same[0] if same else Person(full, "person", name_gender(name.words[0]))


def _through_others(found: Sequence[Attribution], paragraphs: Sequence[str]) -> list[Attribution]:
    """Words inside somebody's words come through them; where those are nobody's, so are these."""
    done: list[Attribution] = []
    for quotation in found:
        done.append(_through(quotation, _outer(quotation.source, done), paragraphs))
    return done


def _with_candidates(quotation: Attribution, scene: Scene) -> Attribution:
    """A quotation with no source is asked about with who speaks around it, and who is named before it."""
    if quotation.speaker is not None or quotation.source is not None or quotation.candidates:
        return quotation
    around = [*scene.speakers_around(quotation.content), *scene.plausible(quotation.content)]
    names = dict.fromkeys(person.name for person in around if person.is_told)
    return replace(quotation, candidates=tuple(names)[:_MOST])


def _without_hearers(quotation: Attribution, scene: Scene) -> Attribution:
    """“The judge told Ray: ‘…’”: whom it was said to did not say it."""
    cue, content = quotation.cue, quotation.content
    if not quotation.candidates or quotation.source is None or cue is None:
        return quotation
    words = cue.of(scene.paragraphs).lower()
    if cue.end <= content.start and cue.paragraph == content.paragraph:
        named = scene.named_in(Span(cue.paragraph, cue.end, content.start))
    elif words.split()[-1] in lexicon.grammar("telling"):
        named = scene.named_in(Span(cue.paragraph, cue.end, cue.end + _NEAR))  # “‘…,’ the judge told Ray”
    else:
        return quotation
    heard = {person.name for _, person in named}
    kept = tuple(name for name in quotation.candidates if name not in heard)
    return replace(quotation, candidates=kept)


def _outer(source: Span | None, found: Sequence[Attribution | None]) -> Attribution | None:
    """The innermost quotation in which a source stands."""
    if source is None:
        return None
    near = (other for other in reversed(found[-_NESTED:]) if other is not None)
    return next((other for other in near if other.content.covers(source)), None)


def _through(quotation: Attribution, outer: Attribution | None, paragraphs: Sequence[str]) -> Attribution:
    if quotation.speaker is None or outer is None or outer.speaker is quotation.speaker:
        return quotation
    if outer.speaker is not None:
        return replace(quotation, via=outer.speaker.name)
    words = outer.source.of(paragraphs) if outer.source is not None and not outer.candidates else ""
    own = quotation.source is not None and quotation.source.of(paragraphs).lower() in ("he", "it", "she")
    if (
        words
        and not own
        and words not in lexicon.table("pronouns")
        and words.lower() not in lexicon.table("pronouns")
    ):
        return replace(quotation, via=words)
    return replace(
        quotation,
        speaker=None,
        confidence=0.0,
        candidates=(quotation.speaker.name,),
        why="inside words of which nobody knows who said them",
        described=False,
    )


def _names(readings: Sequence[Reading]) -> list[Name]:
    """Every name in the article, those inside quotations too; a second look knows the names in full."""
    asks = is_transcript(readings)
    rows = [
        (without_label(reading.tokens) if asks else reading.tokens, reading.paragraph, False)
        for reading in readings
    ]
    rows += [
        (reading.inside(passage), reading.paragraph, True)
        for reading in readings
        for passage in reading.marked
    ]
    headings = [_is_heading(row[0]) for row in rows]
    plain = [row for row, heading in zip(rows, headings, strict=True) if not heading]
    full = in_full([name for row in plain for name in _named(*row)])
    found = [name for row in plain for name in _named(*row, full)]
    for row, heading in zip(rows, headings, strict=True):
        # In a heading capitals prove nothing: only whom the article names elsewhere is named there.
        found += [name for name in _named(*row, full) if name.words in full] if heading else []
    return sorted(found, key=lambda name: name.span)


def _is_heading(tokens: Sequence[Token]) -> bool:
    """Whether a paragraph is a Heading With Capitals, where words look like names."""
    return bool(tokens) and tokens[-1].kind == "word" and is_headline(tokens)


def _named(
    tokens: Sequence[Token], paragraph: int, quoted: bool, full: frozenset[tuple[str, ...]] = frozenset()
) -> list[Name]:
    return find_names(tokens, paragraph, quoted=quoted, full=full)


def _common(readings: Sequence[Reading]) -> frozenset[str]:
    """The words that an article prints without a capital."""
    return frozenset(
        token.lower
        for reading in readings
        for token in reading.tokens
        if token.kind == "word" and not token.capital
    )


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
        if attribution is None or statement.follows == 0 or statement.nested:
            continue
        last = attribution
        if statement.follows is None:
            for place in waiting if waiting and _closes(statement, statements[waiting[-1]]) else ():
                found[place] = _carried(statements[place], attribution)
            waiting.clear()
    return [attribution for attribution in found if attribution is not None]


def _closes(statement: Statement, waiting: Statement) -> bool:
    """Whether a statement with a source ends the speech that waits: beside it, or where it runs on."""
    apart = statement.content.paragraph - waiting.content.paragraph
    return apart == 0 or (apart == 1 and statement.content.start <= 1)


def _settled(found: Sequence[Attribution]) -> list[Attribution]:
    """The same words twice are printed once, and are nobody's where they may be two people's."""
    same: dict[Span, list[Attribution]] = {}
    for quotation in found:
        same.setdefault(quotation.content, []).append(quotation)
    return [quotation for group in same.values() for quotation in _one_of(group)]


def _one_of(group: Sequence[Attribution]) -> Sequence[Attribution]:
    speakers = dict.fromkeys(quotation.speaker for quotation in group if quotation.speaker is not None)
    if any(quotation.source is not None and quotation.speaker is None for quotation in group):
        # “told a man who claimed that …”
        return [quotation for quotation in group if quotation.speaker is None]
    if len(speakers) < 2:
        return group[:1]
    names = tuple(person.name for person in speakers)
    return [replace(group[0], speaker=None, confidence=0.0, candidates=names, why="two may have said this")]


def _attribute_one(
    statement: Statement, scene: Scene, found: Sequence[Attribution | None], last: Attribution | None
) -> Attribution | None:
    """Resolve one statement; none when it stands inside another's and is not sure."""
    if statement.follows == -1:
        return _carried(statement, last)
    resolution = resolve(statement, scene)
    if statement.nested and resolution.confidence < _SURE:
        return None
    outer = _outer(statement.source_span, found)
    outermost = outer is None or outer.speaker in (None, resolution.speaker)
    if statement.relayer is not None:
        return _relayed(statement, statement.relayer, resolution, scene)
    if statement.source_span is not None:
        scene.note(
            statement.source_span,
            statement.content,
            resolution.speaker or resolution.nobody,
            outermost=outermost,
        )
    return _attribution(statement, resolution)


def _relayed(statement: Statement, relayer: Phrase, resolution: Resolution, scene: Scene) -> Attribution:
    """“X quoted Y as saying”: Y's words, through X; a pronoun for Y is not X."""
    teller = resolve(replace(statement, source=relayer), scene)
    if teller.speaker is not None and teller.speaker is resolution.speaker:
        resolution = Resolution(why="who quotes is not quoted")
    base = _attribution(statement, resolution)
    words = statement.sentence.span(relayer.first, relayer.last).of(scene.paragraphs)
    pronoun = words.lower() in lexicon.table("pronouns")
    name = teller.speaker.name if teller.speaker is not None else None if pronoun else words
    return base if base.speaker is None else replace(base, via=name)


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
        via=other.via,
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
        candidates=tuple(person.name for person in resolution.candidates[:_MOST]),
        why=resolution.why,
        described=sure and resolution.described,
    )


def _explain(quotation: Attribution, paragraphs: Sequence[str]) -> Explanation:
    source = f"source “{quotation.source.of(paragraphs)}”" if quotation.source else "no source"
    speaker = quotation.speaker.name if quotation.speaker else "nobody"
    return Explanation(paragraph=quotation.content.paragraph, text=f"{source} → {speaker}: {quotation.why}")

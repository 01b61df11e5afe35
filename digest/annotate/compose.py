"""Putting what was found into the words of the entry: speakers, quotations, mentions, key figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from itertools import chain

from digest.annotate.attribution import Attribution, Attributions, attribute
from digest.annotate.doubts import is_denial
from digest.annotate.figures import Figure, find_figures
from digest.annotate.people import Person
from digest.annotate.span import Span
from digest.model import (
    Annotations,
    Article,
    KeyFigure,
    KnownSource,
    KnownSpeaker,
    Mention,
    OpenQuotation,
    Quotation,
    Speaker,
    SpeakerKind,
    SpeakerSlug,
)
from digest.text import slugify

_OPENING = tuple("\"'“‘«„")
_CLOSING = tuple("\"'”’»“")


def compose(
    article: Article, known: Sequence[KnownSpeaker], outlets: Sequence[KnownSource] = ()
) -> Annotations:
    """Find everything in an article and say it in its own words."""
    paragraphs = article.paragraphs
    printed_by = article.source.name
    aliases = (source.aliases for source in outlets if source.name == printed_by)
    outlet = [printed_by, *chain.from_iterable(aliases)]
    found = attribute(paragraphs, title=article.title, language=article.language, known=known, outlet=outlet)
    figures = find_figures(paragraphs, title=article.title, language=article.language)
    said = _said(found)
    slugs = _slugs(said)
    return Annotations(
        speakers=tuple(
            _speaker(paragraphs, found, person, said[person], slug) for person, slug in slugs.items()
        ),
        mentions=_mentions(paragraphs, found, said),
        key_figures=tuple(_key_figure(paragraphs, figure, found, slugs) for figure in figures),
        unattributed=tuple(_open(paragraphs, a) for a in found.quotations if a.speaker is None),
        explanations=found.explanations,
    )


def _said(found: Attributions) -> dict[Person, list[Attribution]]:
    """What each person says, in order of their first quotation."""
    said: dict[Person, list[Attribution]] = {}
    for attribution in found.quotations:
        if attribution.speaker is not None:
            said.setdefault(attribution.speaker, []).append(attribution)
    return said


def _slugs(people: Iterable[Person]) -> dict[Person, SpeakerSlug]:
    """The slug of each speaker: the taught one, or the name's; no two alike."""
    slugs: dict[Person, SpeakerSlug] = {}
    taken: Counter[str] = Counter()
    for person in people:
        wanted = person.known.slug if person.known else slugify(person.name) or "speaker"
        slug = wanted
        while taken[slug]:
            taken[wanted] += 1
            slug = f"{wanted}-{taken[wanted]}"
        taken[slug] += 1
        slugs[person] = SpeakerSlug(slug)
    return slugs


def _speaker(
    paragraphs: Sequence[str],
    found: Attributions,
    person: Person,
    said: Sequence[Attribution],
    slug: SpeakerSlug,
) -> Speaker:
    return Speaker(
        name=person.name,
        slug=slug,
        kind=_kind(person),
        role=_role(paragraphs, person),
        aliases=_aliases(paragraphs, person, said),
        on_behalf_of=found.principals.get(person),
        quotations=tuple(_quotation(paragraphs, attribution) for attribution in said),
    )


def _kind(person: Person) -> SpeakerKind:
    """One unknown word is more likely a firm or a paper; two are more likely a name."""
    named = person.kind == "person" or (person.kind == "unknown" and " " in person.name)
    return "person" if named else "organisation"


def _role(paragraphs: Sequence[str], person: Person) -> str | None:
    """The first role printed beside the name."""
    return next((name.role.of(paragraphs) for name in person.names if name.role is not None), None)


def _aliases(paragraphs: Sequence[str], person: Person, said: Sequence[Attribution]) -> tuple[str, ...]:
    """How the article calls the person, in order of appearance, pronouns left out."""
    places = [name.span for name in person.names]
    places += [attribution.source for attribution in said if attribution.described and attribution.source]
    surfaces = dict.fromkeys(span.of(paragraphs) for span in sorted(places))
    return tuple(surface for surface in surfaces if surface != person.name)


def _quotation(paragraphs: Sequence[str], attribution: Attribution) -> Quotation:
    return Quotation(
        content=_printed(paragraphs, attribution),
        kind=attribution.kind,
        source=_words(paragraphs, attribution.source),
        cue=_words(paragraphs, attribution.cue),
        paragraph=attribution.content.paragraph,
        via=attribution.via,
    )


def _printed(paragraphs: Sequence[str], attribution: Attribution) -> str:
    """The words themselves; “denied” stays where it turns them, and so do the marks of a mixed quotation."""
    content, cue = attribution.content, attribution.cue
    text = paragraphs[content.paragraph - 1]
    start, end = content.start, content.end
    if attribution.kind == "mixed" and text[max(0, start - 1) : start] in _OPENING:
        after = end + (text[end : end + 1] == ",")
        start, end = (start - 1, after + 1) if text[after : after + 1] in _CLOSING else (start, end)
    if attribution.kind != "direct" and cue is not None and _denies(cue, start, paragraphs):
        start = cue.start if cue.paragraph == content.paragraph else start
    return text[start:end]


def _denies(cue: Span, start: int, paragraphs: Sequence[str]) -> bool:
    return cue.end <= start and is_denial(cue.of(paragraphs).split()[-1])


def _open(paragraphs: Sequence[str], attribution: Attribution) -> OpenQuotation:
    return OpenQuotation(
        content=_printed(paragraphs, attribution),
        kind=attribution.kind,
        source=_words(paragraphs, attribution.source),
        cue=_words(paragraphs, attribution.cue),
        paragraph=attribution.content.paragraph,
        candidates=attribution.candidates,
    )


def _words(paragraphs: Sequence[str], span: Span | None) -> str | None:
    return None if span is None else span.of(paragraphs)


def _mentions(paragraphs: Sequence[str], found: Attributions, said: Container[Person]) -> tuple[Mention, ...]:
    silent = (person for person in found.people if _is_surely_somebody(person) and person not in said)
    return tuple(Mention(name=person.name, role=_role(paragraphs, person)) for person in silent)


def _is_surely_somebody(person: Person) -> bool:
    """Whether a name is a person's: taught, with a role or a title, or with a given name in front."""
    if person.kind != "person":
        return False
    if person.known is not None or any(name.title or name.role for name in person.names):
        return True
    return any(len(n.words) > 1 and not n.determined and n.words[0] != "The" for n in person.names)


def _key_figure(
    paragraphs: Sequence[str], figure: Figure, found: Attributions, slugs: Mapping[Person, SpeakerSlug]
) -> KeyFigure:
    speaker = next((quotation.speaker for quotation in found.at(figure.span)), None)
    return KeyFigure(
        surface=figure.span.of(paragraphs),
        value=figure.value,
        value_to=figure.value_to,
        unit=figure.unit,
        modifier=figure.modifier,
        label=_words(paragraphs, figure.label),
        speaker=slugs[speaker] if speaker is not None else None,
        paragraph=figure.span.paragraph,
        places=figure.places,
    )

"""An article's body with its words marked, and what stands in the margin beside each paragraph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from digest.model import OpenQuotation, Speaker
from digest.site.catalog import GivenFigure, Story, Utterance, given_figures, utterances
from digest.site.marks import Mark, mark


@dataclass(frozen=True, kw_only=True)
class Voice:
    """What a speaker says in one paragraph, directly or through one other; `new` when nothing came before."""

    speaker: Speaker
    via: str | None
    utterances: tuple[Utterance, ...]
    new: bool


@dataclass(frozen=True, kw_only=True)
class Question:
    """Words of a speaker who is not sure, and where they stand."""

    quotation: OpenQuotation
    anchor: str


@dataclass(frozen=True, kw_only=True)
class Margin:
    """What stands beside one paragraph: who speaks in it, which figures, which open questions."""

    voices: list[Voice] = field(default_factory=list)
    figures: list[GivenFigure] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)


def annotated(story: Story, body: str, note: Callable[[int, Margin], str], *, unclear: str) -> str:
    """The body in rows of a paragraph and its margin; `note(paragraph, margin)` writes the margin.

    `unclear` is what the words of nobody known are called.
    """
    margins = _margins(story)

    def row(number: int, paragraph: str) -> str:
        margin = margins.get(number)
        beside = note(number, margin) if margin else ""
        return f'<div class="dg-row">{paragraph}{beside}</div>'

    return mark(body, _marks(story, unclear), row)


def _margins(story: Story) -> dict[int, Margin]:
    margins: defaultdict[int, Margin] = defaultdict(Margin)
    said: defaultdict[int, dict[tuple[int, str | None], list[Utterance]]] = defaultdict(dict)
    for at, speaker in enumerate(story.entry.speakers):
        for utterance in utterances(story, speaker):
            quotation = utterance.quotation
            said[quotation.paragraph].setdefault((at, quotation.via), []).append(utterance)
    named: set[int] = set()
    for paragraph, spoken in sorted(said.items()):
        for (at, via), several in spoken.items():
            speaker = story.entry.speakers[at]
            voice = Voice(speaker=speaker, via=via, utterances=tuple(several), new=at not in named)
            margins[paragraph].voices.append(voice)
            named.add(at)
    for figure in given_figures(story):
        margins[figure.figure.paragraph].figures.append(figure)
    for question in _questions(story):
        margins[question.quotation.paragraph].questions.append(question)
    return margins


def _questions(story: Story) -> Iterator[Question]:
    for number, quotation in enumerate(story.entry.unattributed, 1):
        yield Question(quotation=quotation, anchor=f"unclear_{number}")  # no slug has a _ in it


def _marks(story: Story, unclear: str) -> Iterator[Mark]:
    for speaker in story.entry.speakers:
        for utterance in utterances(story, speaker):
            quotation = utterance.quotation
            attributes = {
                "class": f"dg-q dg-q--{quotation.kind}",
                "id": utterance.anchor,
                "data-speaker": speaker.slug,
                "title": speaker.name,
            }
            yield Mark(paragraph=quotation.paragraph, words=quotation.content, attributes=attributes)
    for question in _questions(story):
        attributes = {"class": "dg-q dg-q--open", "id": question.anchor, "title": unclear}
        yield Mark(
            paragraph=question.quotation.paragraph, words=question.quotation.content, attributes=attributes
        )
    for given in given_figures(story):
        attributes = {"class": "dg-f", "id": given.anchor}
        yield Mark(paragraph=given.figure.paragraph, words=given.figure.surface, attributes=attributes)

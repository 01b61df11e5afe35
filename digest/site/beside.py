"""An article's body with its words marked, and what stands in the margin beside each paragraph."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from digest.model import OpenQuotation
from digest.site.catalog import GivenFigure, Story, Utterance, given_figures, utterances
from digest.site.marks import Mark, mark


@dataclass(frozen=True, kw_only=True)
class Margin:
    """What stands beside one paragraph: who speaks in it, which figures, which open questions."""

    speakers: list[Utterance] = field(default_factory=list)
    figures: list[GivenFigure] = field(default_factory=list)
    questions: list[OpenQuotation] = field(default_factory=list)
    new: list[Utterance] = field(default_factory=list)  # the speakers who were not beside one before


def annotated(story: Story, body: str, note: Callable[[int, Margin], str]) -> str:
    """The body in rows of a paragraph and its margin; `note(paragraph, margin)` writes the margin."""
    margins = _margins(story)

    def row(number: int, paragraph: str) -> str:
        beside = note(number, margins[number]) if number in margins else ""
        return f'<div class="dg-row">{paragraph}{beside}</div>'

    return mark(body, _marks(story), row)


def _margins(story: Story) -> dict[int, Margin]:
    margins: dict[int, Margin] = {}

    def at(paragraph: int) -> Margin:
        return margins.setdefault(paragraph, Margin())

    for speaker in story.entry.speakers:
        for utterance in utterances(story, speaker):
            there = at(utterance.quotation.paragraph).speakers
            if not there or there[-1].speaker is not speaker:  # speakers come one after another
                there.append(utterance)
    for figure in given_figures(story):
        at(figure.figure.paragraph).figures.append(figure)
    for question in story.entry.unattributed:
        at(question.paragraph).questions.append(question)
    named: set[str] = set()
    for _, margin in sorted(margins.items()):
        margin.new.extend(u for u in margin.speakers if u.speaker.slug not in named)
        named.update(utterance.speaker.slug for utterance in margin.speakers)
    return margins


def _marks(story: Story) -> Iterator[Mark]:
    for speaker in story.entry.speakers:
        for utterance in utterances(story, speaker):
            quotation = utterance.quotation
            attributes = {
                "class": f"dg-q dg-q--{quotation.kind}",
                "id": utterance.anchor,
                "data-speaker": speaker.slug,
            }
            yield Mark(paragraph=quotation.paragraph, words=quotation.content, attributes=attributes)
    for given in given_figures(story):
        attributes = {"class": "dg-f", "id": given.anchor}
        yield Mark(paragraph=given.figure.paragraph, words=given.figure.surface, attributes=attributes)

"""The catalog as flat records: one thing, one record, the same field names in every export."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from digest.model import Speaker
from digest.site.catalog import Outlet, Person, Story, given_figures, source_slug, utterances
from digest.site.publication import Publication, article_id
from digest.site.safe_text import web_url

Record = dict[str, Any]  # text, whole numbers and lists of text; None where nothing is known
_MOST_DIGITS = 100  # a longer number is written with an exponent, as 1E+999999 would fill a disk


def article(story: Story, publication: Publication) -> Record:
    """What was printed, where and when; its words stand on its page."""
    entry = story.entry
    return {
        "id": article_id(story),
        "address": publication.link(story.src_uri),
        "title": entry.title,
        "source": source_slug(entry),
        "source_name": entry.source.name,
        "source_url": web_url(entry.source.url),
        "archived_url": web_url(entry.source.archived_url),
        "timestamp": str(entry.timestamp),
        "updated": str(entry.updated) if entry.updated else None,
        "authors": list(entry.authors),
        "section": entry.section,
        "dateline": entry.dateline,
        "language": entry.language,
        "summary": entry.summary,
        "tags": list(entry.tags),
    }


def appearance(story: Story, speaker: Speaker) -> Record:
    """A speaker as one article prints the name and the role."""
    return {
        "article": article_id(story),
        "speaker": speaker.slug,
        "speaker_name": speaker.name,
        "kind": speaker.kind,
        "role": speaker.role,
        "on_behalf_of": speaker.on_behalf_of,
        "aliases": list(speaker.aliases),
    }


def said(story: Story, speaker: Speaker, publication: Publication) -> Iterator[Record]:
    """What a speaker says in an article."""
    page = publication.link(story.src_uri)
    for utterance in utterances(story, speaker):
        quotation = utterance.quotation
        yield {
            "article": article_id(story),
            "address": f"{page}#{utterance.anchor}",
            "speaker": speaker.slug,
            "speaker_name": speaker.name,
            "role": speaker.role,
            "content": quotation.content,
            "kind": quotation.kind,
            "source_words": quotation.source,
            "cue": quotation.cue,
            "via": quotation.via,
            "paragraph": quotation.paragraph,
        }


def unattributed(story: Story, publication: Publication) -> Iterator[Record]:
    """What is said in an article by nobody knows whom."""
    page = publication.link(story.src_uri)
    for question in story.entry.unattributed:
        yield {
            "article": article_id(story),
            "address": f"{page}#p{question.paragraph}",
            "speaker": None,
            "speaker_name": None,
            "role": None,
            "content": question.content,
            "kind": question.kind,
            "source_words": question.source,
            "cue": question.cue,
            "via": None,
            "paragraph": question.paragraph,
        }


def quotations(story: Story, publication: Publication) -> Iterator[Record]:
    """All that is said in an article, by speaker, then what is unattributed."""
    for speaker in story.entry.speakers:
        yield from said(story, speaker, publication)
    yield from unattributed(story, publication)


def figures(story: Story, publication: Publication) -> Iterator[Record]:
    """The key figures of an article, in whose words they stand where that is known."""
    page = publication.link(story.src_uri)
    for given in given_figures(story):
        figure, speaker = given.figure, given.speaker
        yield {
            "article": article_id(story),
            "address": f"{page}#{given.anchor}",
            "surface": figure.surface,
            "value": number(figure.value),
            "value_to": None if figure.value_to is None else number(figure.value_to),
            "unit": figure.unit,
            "modifier": figure.modifier,
            "label": figure.label,
            "speaker": speaker.slug if speaker else None,
            "speaker_name": speaker.name if speaker else None,
            "paragraph": figure.paragraph,
        }


def mentions(story: Story) -> Iterator[Record]:
    """Who is named in an article and does not speak."""
    for mention in story.entry.mentions:
        yield {"article": article_id(story), "name": mention.name, "role": mention.role}


def speaker(person: Person, publication: Publication) -> Record:
    """A speaker across all articles, with the role taught or printed last."""
    days = [story.day for story in person.stories]
    return {
        "id": person.slug,
        "address": publication.link(publication.speaker_uri(person.slug)),
        "name": person.name,
        "kind": person.kind,
        "role": person.role,
        "aliases": list(person.aliases),
        "quotations": len(person.utterances),
        "articles": len(days),
        "first": min(days).isoformat() if days else None,
        "last": max(days).isoformat() if days else None,
    }


def source(outlet: Outlet, publication: Publication) -> Record:
    """An outlet, with what the editor taught about it."""
    known = outlet.known
    return {
        "id": outlet.slug,
        "address": publication.link(publication.source_uri(outlet.slug)),
        "name": outlet.name,
        "url": web_url(known.url) if known else None,
        "timezone": known.timezone if known else None,
        "language": known.language if known else None,
        "articles": len(outlet.stories),
    }


def number(value: Decimal) -> str:
    """Every digit of a number, which as a JSON or SQL number might be rounded.

    >>> number(Decimal("187e9")), number(Decimal("0.10")), number(Decimal("1E+999"))
    ('187000000000', '0.10', '1E+999')
    """
    return f"{value:f}" if abs(value.adjusted()) < _MOST_DIGITS else str(value)

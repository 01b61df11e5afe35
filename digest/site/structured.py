"""JSON-LD (schema.org) for the page of an article and of a speaker.

It is data, not script: browsers run nothing of type `application/ld+json`, whatever the page's policy.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from digest.model import Speaker
from digest.site.catalog import Person, Story, source_slug, utterances
from digest.site.publication import Publication
from digest.site.safe_text import filled, json_text, language_tag, web_url

_STORIES = 20  # of a person; the page shows them all
_HEADLINE = 110  # characters; search engines take no longer one
_IN_A_SCRIPT = str.maketrans({mark: f"\\u{ord(mark):04x}" for mark in "<>&\u2028\u2029"})

Thing = dict[str, Any]


def article(story: Story, publication: Publication) -> str:
    """An article as a NewsArticle, to stand inside `<script type="application/ld+json">`."""
    entry = story.entry
    about = {
        "mainEntityOfPage": publication.url(story.src_uri),
        "dateModified": str(entry.updated) if entry.updated else None,
        "author": [_thing("Person", name=name) for name in entry.authors] or [_outlet(story, publication)],
        "image": publication.image(story.src_uri),
        "inLanguage": language_tag(entry.language),
        "articleSection": entry.section,
        "abstract": entry.summary,
        "keywords": list(entry.tags),
        "isBasedOn": web_url(entry.source.url),
        "archivedAt": web_url(entry.source.archived_url),
        "sdPublisher": _thing("Organization", name=publication.name, url=publication.base),
        "mentions": list(_named(story, publication)),
        "citation": list(_quotations(story, publication)),
    }
    return _script(_printed(story, publication) | about)


def person(person: Person, publication: Publication) -> str:
    """A speaker as a Person or an Organization, to stand inside `<script type="application/ld+json">`."""
    same_as = map(web_url, person.known.same_as if person.known else ())
    about = {
        "url": publication.url(publication.speaker_uri(person.slug)),
        "alternateName": list(person.aliases),
        "sameAs": [url for url in same_as if url],
        "subjectOf": [_printed(story, publication) for story in person.stories[:_STORIES]],
    }
    return _script(_speaker(person, publication) | about)


def trail(crumbs: Sequence[tuple[str, str | None]]) -> str:
    """The pages above a page, then itself, by title and address; empty where there are no addresses."""
    known = [(title, url) for title, url in crumbs if url]
    if len(known) < 2:
        return ""
    items = [
        _thing("ListItem", position=number, name=title, item=url)
        for number, (title, url) in enumerate(known, 1)
    ]
    return _script(_thing("BreadcrumbList", itemListElement=items))


def _printed(story: Story, publication: Publication) -> Thing:
    """What an article says of itself: the day alone where no more is known."""
    page, title = publication.url(story.src_uri), story.entry.title
    headline = _short(title)
    return _thing(
        "NewsArticle",
        **{"@id": page},
        url=page,
        headline=headline,
        name=title if title != headline else None,
        datePublished=str(story.entry.timestamp),
        publisher=_outlet(story, publication),
    )


def _outlet(story: Story, publication: Publication) -> Thing:
    """Who printed an article."""
    page = publication.url(publication.source_uri(source_slug(story.entry)))
    return _thing("Organization", **{"@id": page}, name=story.entry.source.name)


def _short(title: str) -> str:
    """A title that is too long for a headline, to its last whole word."""
    if len(title) <= _HEADLINE:
        return title
    cut = textwrap.shorten(title, _HEADLINE, placeholder="…")
    return cut if len(cut) > 1 else f"{title[: _HEADLINE - 1]}…"


def _named(story: Story, publication: Publication) -> Iterator[Thing]:
    """The speakers of an article, then who is named and does not speak."""
    for speaker in story.entry.speakers:
        yield _speaker(speaker, publication)
    for mention in story.entry.mentions:
        yield _thing("Person", name=mention.name, jobTitle=mention.role)


def _quotations(story: Story, publication: Publication) -> Iterator[Thing]:
    """What was said in these very words: a report is nobody's own words, nor is what another passes on."""
    for speaker in story.entry.speakers:
        who = {key: part for key, part in _speaker(speaker, publication).items() if key != "jobTitle"}
        for utterance in utterances(story, speaker):
            if utterance.quotation.kind == "direct" and not utterance.quotation.via:
                place = publication.url(story.src_uri, utterance.anchor)
                words = utterance.quotation.content
                yield _thing("Quotation", **{"@id": place}, text=words, creator=who, spokenByCharacter=who)


def _speaker(speaker: Speaker | Person, publication: Publication) -> Thing:
    """Who speaks: a person with a role, or an organisation, which has none."""
    page = {"@id": publication.url(publication.speaker_uri(speaker.slug))}
    if speaker.kind == "organisation":
        return _thing("Organization", **page, name=speaker.name)
    return _thing("Person", **page, name=speaker.name, jobTitle=speaker.role)


def _thing(kind: str, **parts: Any) -> Thing:
    return {"@type": kind} | filled(parts)


def _script(thing: Thing) -> str:
    """JSON in which nothing can end the script element: such characters stand only in its strings."""
    return json_text({"@context": "https://schema.org"} | filled(thing)).translate(_IN_A_SCRIPT)

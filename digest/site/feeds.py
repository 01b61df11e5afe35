"""Catalog → feeds: the whole digest, one speaker's words, one source's stories.

Atom and RSS need addresses that hold everywhere, so without an absolute `site_url` there is only JSON Feed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from markupsafe import Markup

from digest.markdown import paragraphs
from digest.site.catalog import Catalog, Story, Utterance
from digest.site.feed_formats import Feed, Item, atom, json_feed, rss
from digest.site.publication import Publication, moment, without_drafts
from digest.site.safe_text import language_tag, one_line, web_url
from digest.site.words import Words

FOLDER = "feeds"
_HEADING = re.compile(r"#{1,6} +")
_Format = tuple[str, str, Callable[[Feed, str | None], str]]  # a file's name, its media type, its writer
_FORMATS: tuple[_Format, ...] = (
    ("atom.xml", "application/atom+xml", atom),
    ("rss.xml", "application/rss+xml", rss),
    ("feed.json", "application/feed+json", json_feed),
)


def build(
    catalog: Catalog,
    publication: Publication,
    *,
    words: Words | None = None,
    full_text: bool = False,
    limit: int = 30,
) -> Iterator[tuple[str, str]]:
    """Every feed as path and content, each with its latest `limit` stories.

    Nobody who has not spoken, and no source that printed nothing, has a feed, nor has a page switched off.
    """
    catalog, words = without_drafts(catalog), words or Words.of(publication.language)
    items: dict[str, Item] = {}  # a story is read once, however many feeds show it

    def item(story: Story) -> Item:
        if story.src_uri not in items:
            items[story.src_uri] = _story_item(story, publication, full_text=full_text)
        return items[story.src_uri]

    whole = _feed("index.md", "", publication, map(item, catalog.stories[:limit]))
    yield from _files(FOLDER, whole, publication)
    shows = publication.options.shows
    for person in catalog.people:
        if person.stories and shows(publication.speaker_uri(person.slug)):
            said = (_words_item(*group, publication, words) for group in islice(person.by_story, limit))
            feed = _feed(publication.speaker_uri(person.slug), person.name, publication, said)
            yield from _files(speaker_folder(person.slug), feed, publication)
    for outlet in catalog.outlets:
        if outlet.stories and shows(publication.source_uri(outlet.slug)):
            printed = map(item, outlet.stories[:limit])
            feed = _feed(publication.source_uri(outlet.slug), outlet.name, publication, printed)
            yield from _files(source_folder(outlet.slug), feed, publication)


def speaker_folder(slug: str) -> str:
    """Where the feeds of a speaker stand."""
    return f"{FOLDER}/speakers/{slug}"


def source_folder(slug: str) -> str:
    """Where the feeds of a source stand."""
    return f"{FOLDER}/sources/{slug}"


def links(folder: str, publication: Publication) -> Iterator[tuple[str, str]]:
    """The media type and path of each feed in a folder, for `<link rel="alternate">`.

    >>> list(links("feeds", Publication(name="A digest")))
    [('application/feed+json', 'feeds/feed.json')]
    """
    for name, media_type, _ in _formats(publication):
        yield media_type, f"{folder}/{name}"


def _files(folder: str, feed: Feed, publication: Publication) -> Iterator[tuple[str, str]]:
    for name, _, write in _formats(publication):
        path = f"{folder}/{name}"
        yield path, write(feed, publication.file_url(path))


def _formats(publication: Publication) -> tuple[_Format, ...]:
    return _FORMATS if publication.base else _FORMATS[-1:]


def _feed(src_uri: str, subject: str, publication: Publication, items: Iterable[Item]) -> Feed:
    return Feed(
        id=publication.permanent_id(src_uri),
        page=publication.url(src_uri),
        title=one_line(f"{subject} – {publication.name}" if subject else publication.name),
        description=one_line(publication.description),
        language=language_tag(publication.language),
        author=one_line(publication.name),
        items=tuple(items),
    )


def _story_item(story: Story, publication: Publication, *, full_text: bool) -> Item:
    content = full_html(story.entry.body) if full_text else None
    summary = one_line(story.entry.summary or story.lead)
    return _item(story, publication, summary=summary, content=content)


def _words_item(
    story: Story, utterances: Sequence[Utterance], publication: Publication, words: Words
) -> Item:
    """What one person says in a story: not the story itself, so it has an id of its own."""
    mark, anchor = utterances[0].speaker.slug, utterances[0].anchor
    return _item(story, publication, mark=mark, anchor=anchor, content=_said(utterances, words))


def _item(
    story: Story,
    publication: Publication,
    *,
    mark: str = "",
    anchor: str = "",
    summary: str = "",
    content: Markup | None = None,
) -> Item:
    entry, page = story.entry, publication.permanent_id(story.src_uri)
    names = (*entry.tags, *(speaker.name for speaker in entry.speakers))
    return Item(
        id=f"{page}#{mark}" if mark else page,
        url=publication.url(story.src_uri, anchor),
        original=web_url(entry.source.url),
        title=one_line(entry.title),
        language=language_tag(entry.language),
        published=moment(entry.timestamp),
        updated=moment(entry.updated or entry.timestamp),
        authors=_distinct((*entry.authors, entry.source.name)),
        categories=_distinct(names),
        summary=summary,
        content=content,
    )


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in map(one_line, names) if name))


def _said(utterances: Iterable[Utterance], words: Words) -> Markup:
    """Quotations as a speaker's page sets them: quotation marks only around what was said in these words."""
    return Markup().join(
        Markup("<blockquote><p>%s</p></blockquote>\n") % (_marked(utterance, words),)
        for utterance in utterances
    )


def _marked(utterance: Utterance, words: Words) -> str:
    quotation = utterance.quotation
    content = quotation.content
    if quotation.kind == "direct":
        content = words.quoted(content, utterance.story.entry.language)
    via = words.gettext("through %(name)s") % {"name": quotation.via}
    return f"{content} ({via})" if quotation.via else content


def full_html(body: str) -> Markup:
    """A body as paragraphs and headings of plain text; a block that is neither stays as it was typed.

    >>> print(full_html("One *word*.\\n\\n## Next\\n\\n- 1 < 2"))
    <p>One word.</p>
    <h3>Next</h3>
    <p>- 1 &lt; 2</p>
    """
    return Markup("\n").join(piece for block in body.split("\n\n") for piece in _block(block.strip()))


def _block(block: str) -> Iterator[Markup]:
    heading = _HEADING.match(block)
    template = Markup("<h3>%s</h3>") if heading else Markup("<p>%s</p>")
    text = block[heading.end() :] if heading else block
    for paragraph in paragraphs(text) or filter(None, [text]):
        yield template % (paragraph,)

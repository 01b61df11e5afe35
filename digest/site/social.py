"""How a page presents itself elsewhere: Open Graph tags, its card, its place in the site, and its day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from posixpath import splitext

from digest.settings import ARCHIVE, HOME, TAGS, Settings
from digest.site import structured
from digest.site.cards import HEIGHT, WIDTH, Card, cached, typeface
from digest.site.catalog import Outlet, Person, Story
from digest.site.pages import Page, Site, month_uri, year_uri
from digest.site.publication import Publication
from digest.site.safe_text import one_line
from digest.site.words import Words

FOLDER = "cards"
_FIRST_YEAR = 1970  # a file's time cannot be earlier
Tag = tuple[str, str, str]  # the attribute that names it, its name, its content


def card_path(src_uri: str) -> str:
    """Where the picture of a page stands in the site.

    >>> card_path("articles/2026-01-14-ferry.md")
    'cards/articles/2026-01-14-ferry.png'
    """
    return f"{FOLDER}/{splitext(src_uri)[0]}.png"


def card(page: Page, site: Site) -> Card:
    """What the picture of a page says."""
    kicker, foot = _about(page, site)
    return Card(site=site.name, kicker=kicker, title=page.title, foot=foot)


def tags(page: Page, site: Site) -> list[Tag]:
    """The tags of a page, for the head of its HTML; none while somebody edits."""
    return [tag for tag in _tags(page, site.publication) if tag[2]] if site.publication else []


def changed(page: Page, site: Site) -> date | None:
    """The day of what is newest on a page; nothing where no day is known that a sitemap can say."""
    stories = _newest(page, site)
    days = [story.entry.updated.day if story.entry.updated else story.day for story in stories]
    return max((day for day in days if day.year >= _FIRST_YEAR), default=None)


def trail(page: Page, site: Site) -> str:
    """The way from the front page to a page, as JSON-LD; empty for the front page itself."""
    if page.src_uri == HOME or site.publication is None:
        return ""
    crumbs = [(site.name, HOME), *_above(page, site), (page.title, page.src_uri)]
    shown = [(title, uri) for title, uri in crumbs if site.options.shows(uri)]
    return structured.trail([(title, site.publication.url(uri)) for title, uri in shown])


def draw_cards(pages: Iterable[Page], site: Site, settings: Settings) -> dict[str, Path]:
    """The file of each page's card, by the page; those drawn before for other words are deleted."""
    own = settings.options.card_font
    face = typeface(settings.root / own if own else None, own)
    settings.drawn.mkdir(parents=True, exist_ok=True)
    drawn = {page.src_uri: cached(card(page, site), face, settings.drawn) for page in pages}
    found = {uri: path for uri, path in drawn.items() if path is not None}
    for old in set(settings.drawn.glob("*.png")) - set(found.values()):
        old.unlink(missing_ok=True)
    return found


def _newest(page: Page, site: Site) -> Sequence[Story]:
    """The stories that a page shows, the newest surely among them."""
    subject = page.subject
    if isinstance(subject, Story):
        return [subject]
    if isinstance(subject, Person | Outlet):
        return subject.stories
    if "year" in page.values:
        return [story for table in page.values["months"] for story in table.stories]
    return [story for _, day in page.values.get("days", ()) for story in day] or site.catalog.stories


def _above(page: Page, site: Site) -> list[tuple[str, str]]:
    """The lists that hold a page, the widest first."""
    say, subject = site.words.gettext, page.subject
    if isinstance(subject, Story):
        year, month = str(subject.day.year), site.words.month(subject.day)
        return [(say("Archive"), ARCHIVE), (year, year_uri(subject.day)), (month, month_uri(subject.day))]
    if isinstance(subject, Person):
        return [(say("Speakers"), site.options.speaker_uri("index"))]
    if isinstance(subject, Outlet):
        return [(say("Sources"), site.options.source_uri("index"))]
    if day := page.values.get("month"):
        return [(say("Archive"), ARCHIVE), (str(day.year), year_uri(day))]
    if "tag" in page.values:
        return [(say("Tags"), TAGS)]
    return [(say("Archive"), ARCHIVE)] if "year" in page.values else []


def _about(page: Page, site: Site) -> tuple[str, str]:
    """The lines above and below the headline."""
    words, subject = site.words, page.subject
    if isinstance(subject, Story):
        return subject.entry.source.name, words.day(subject.day)
    if isinstance(subject, Person):
        kind = words.gettext("Organisation") if subject.kind == "organisation" else words.gettext("Speaker")
        return kind, subject.role or _said(subject, words)
    if isinstance(subject, Outlet):
        return words.gettext("Source"), _stories(len(subject.stories), words)
    return "", site.publication.description if site.publication else ""


def _said(person: Person, words: Words) -> str:
    return words.ngettext("%(num)d quotation", "%(num)d quotations", person.quotations)


def _stories(number: int, words: Words) -> str:
    return words.ngettext("%(num)d story", "%(num)d stories", number)


def _tags(page: Page, publication: Publication) -> Iterator[Tag]:
    subject, image = page.subject, publication.image(page.src_uri)
    is_person = isinstance(subject, Person) and subject.kind == "person"
    kind = "article" if isinstance(subject, Story) else "profile" if is_person else "website"
    yield "property", "og:type", kind
    yield "property", "og:site_name", one_line(publication.name)
    yield "property", "og:title", one_line(page.title)
    yield "property", "og:description", one_line(page.description or publication.description)[:300]
    yield "property", "og:url", publication.url(page.src_uri) or ""
    if image:
        yield "property", "og:image", image
        yield "property", "og:image:type", "image/png"
        yield "property", "og:image:width", str(WIDTH)
        yield "property", "og:image:height", str(HEIGHT)
        yield "property", "og:image:alt", one_line(page.title)
    if isinstance(subject, Story):
        yield from _article_tags(subject)
    yield "name", "twitter:card", "summary_large_image" if image else "summary"


def _article_tags(story: Story) -> Iterator[Tag]:
    entry = story.entry
    yield "property", "article:published_time", str(entry.timestamp)
    yield "property", "article:modified_time", str(entry.updated or "")
    yield "property", "article:section", one_line(entry.section or "")
    for tag in entry.tags:
        yield "property", "article:tag", one_line(tag)

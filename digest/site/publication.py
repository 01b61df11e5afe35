"""What every file made for other programs must know of the digest it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timezone
from functools import cached_property
from urllib.parse import quote

from digest.model import Timestamp
from digest.settings import HOME, Options, Settings
from digest.site.addresses import address
from digest.site.catalog import Catalog, Story
from digest.site.safe_text import legal, web_url


@dataclass(frozen=True, kw_only=True)
class Publication:
    """A digest as the world sees it: its name, its language, and where its pages stand."""

    name: str
    site_url: str | None = None
    directories: bool = True  # addresses end in / rather than .html
    language: str = "en"
    description: str = ""
    options: Options = field(default_factory=Options)
    cards: Mapping[str, str] = field(default_factory=dict)  # the picture of each page that has one

    @classmethod
    def of(cls, settings: Settings, *, directories: bool = True) -> Publication:
        """What `mkdocs.yml` says of the digest as a whole."""
        return cls(
            name=settings.name,
            site_url=settings.url,
            directories=directories,
            language=settings.language,
            description=settings.description,
            options=settings.options,
        )

    @cached_property
    def base(self) -> str | None:
        """The address of the site, with a slash at its end; nothing when it is not absolute."""
        url = web_url(self.site_url)
        return f"{url.rstrip('/')}/" if url else None

    def url(self, src_uri: str, anchor: str = "") -> str | None:
        """The whole address of a page, or of a place on it; nothing without a `site_url`, as for `link`."""
        return self.link(src_uri, anchor) if self.base else None

    def address(self, src_uri: str, anchor: str = "") -> str:
        """The address of a page from the root of the site, or of a place on the page."""
        page = address(legal(src_uri), directories=self.directories)
        return f"{page}#{anchor}" if anchor else page

    def link(self, src_uri: str, anchor: str = "") -> str | None:
        """The whole address of a page, or the one from the root of a site that has no `site_url`.

        A kind of page that is switched off has none.
        """
        if src_uri != HOME and not self.options.shows(src_uri):
            return None
        return (self.base or "") + self.address(src_uri, anchor)

    def file_url(self, path: str) -> str | None:
        """The whole address of a file that is no page; nothing without a `site_url`."""
        return None if self.base is None else self.base + quote(legal(path))

    def image(self, src_uri: str) -> str | None:
        """The whole address of the picture of a page, where it has one."""
        path = self.cards.get(src_uri)
        return self.file_url(path) if path else None

    def permanent_id(self, src_uri: str) -> str:
        """The name of a page for good: the same for any title and either form of address."""
        return (self.base or "") + address(legal(src_uri), directories=True)

    def speaker_uri(self, slug: str) -> str:
        """The source file of a speaker's page."""
        return self.options.speaker_uri(slug)

    def source_uri(self, slug: str) -> str:
        """The source file of an outlet's page."""
        return self.options.source_uri(slug)


def robots(publication: Publication) -> str:
    """What `robots.txt` tells search engines: they may read everything, and where the sitemap is."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {publication.file_url('sitemap.xml')}\n"


def without_drafts(catalog: Catalog) -> Catalog:
    """The catalog less what an editor has not published yet."""
    if not any(story.entry.draft for story in catalog.stories):
        return catalog
    stories = (story for story in catalog.stories if not story.entry.draft)
    return Catalog.of(stories, catalog.known_speakers, catalog.known_sources)


def article_id(story: Story) -> str:
    """What an article is called in every export: its file's path, less `.md`."""
    return legal(story.src_uri.removesuffix(".md"))


def moment(stamp: Timestamp) -> datetime:
    """The instant, for formats that must have one: no offset counts as UTC, no time as 00:00 UTC.

    >>> moment(Timestamp.parse("2026-01-14T08:30+02:00")).isoformat()
    '2026-01-14T08:30:00+02:00'
    >>> moment(Timestamp.parse("2026-01-14")).isoformat()
    '2026-01-14T00:00:00+00:00'
    """
    if stamp.time is None:
        return datetime.combine(stamp.day, time(), UTC)
    zone = UTC if stamp.offset is None else timezone(stamp.offset)
    return datetime.combine(stamp.day, stamp.time, zone)

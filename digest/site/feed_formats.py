"""A feed as Atom 1.0, RSS 2.0 and JSON Feed 1.1."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime

from markupsafe import Markup, escape

from digest.site.safe_text import filled, json_text, legal

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # Atom asks when a feed was changed, an empty one too
_DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'
_RETURN = "&#13;"  # a bare one is read as a line feed


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing to read: a summary in plain text, its content in HTML, or both."""

    id: str
    url: str | None
    original: str | None
    title: str
    language: str | None
    published: datetime
    updated: datetime
    authors: tuple[str, ...]
    categories: tuple[str, ...]
    summary: str = ""
    content: Markup | None = None


@dataclass(frozen=True, kw_only=True)
class Feed:
    """Things to read, the latest first, and the page that shows the same."""

    id: str
    page: str | None
    title: str
    description: str
    language: str | None
    author: str
    items: tuple[Item, ...]

    @property
    def updated(self) -> datetime:
        """When the item changed last was changed."""
        return max((item.updated for item in self.items), default=_NEVER)


def atom(feed: Feed, url: str | None) -> str:
    """The feed as Atom 1.0 (RFC 4287); `url` is where it will stand."""
    head = _xml(
        '<feed xmlns="http://www.w3.org/2005/Atom"%s>\n<id>%s</id>\n<title>%s</title>\n%s'
        '<updated>%s</updated>\n<author><name>%s</name></author>\n<link rel="alternate" href="%s"/>\n'
        '<link rel="self" type="application/atom+xml" href="%s"/>\n',
        _maybe(' xml:lang="%s"', feed.language),
        feed.id,
        feed.title,
        _maybe("<subtitle>%s</subtitle>\n", feed.description),
        feed.updated.isoformat(),
        feed.author,
        feed.page,
        url,
    )
    return _document(head, feed.items, _atom_entry, "</feed>")


def rss(feed: Feed, url: str | None) -> str:
    """The feed as RSS 2.0; `url` is where it will stand."""
    head = _xml(
        '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">\n<channel>\n'
        "<title>%s</title>\n<link>%s</link>\n<description>%s</description>\n%s%s"
        '<atom:link rel="self" type="application/rss+xml" href="%s"/>\n',
        feed.title,
        feed.page,
        feed.description or feed.title,
        _maybe("<language>%s</language>\n", feed.language),
        _maybe("<lastBuildDate>%s</lastBuildDate>\n", format_datetime(feed.updated) if feed.items else ""),
        url,
    )
    return _document(head, feed.items, _rss_item, "</channel>\n</rss>")


def json_feed(feed: Feed, url: str | None) -> str:
    """The feed as JSON Feed 1.1; without absolute addresses it has none."""
    head = filled(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": feed.title,
            "home_page_url": feed.page,
            "feed_url": url,
            "description": feed.description,
            "language": feed.language,
            "authors": [{"name": feed.author}],
        }
    )
    return json_text(head | {"items": [_json_item(item) for item in feed.items]}) + "\n"


def _atom_entry(item: Item) -> Markup:
    return _xml(
        "<entry%s>\n<id>%s</id>\n<title>%s</title>\n<published>%s</published>\n<updated>%s</updated>\n"
        '<link rel="alternate" href="%s"/>\n%s%s%s%s%s</entry>\n',
        _maybe(' xml:lang="%s"', item.language),
        item.id,
        item.title,
        item.published.isoformat(),
        item.updated.isoformat(),
        item.url,
        _maybe('<link rel="via" href="%s"/>\n', item.original),
        _each("<author><name>%s</name></author>\n", item.authors),
        _each('<category term="%s"/>\n', item.categories),
        _maybe("<summary>%s</summary>\n", item.summary),
        _maybe('<content type="html">%s</content>\n', _as_text(item.content)),
    )


def _rss_item(item: Item) -> Markup:
    """What readers take for HTML is HTML: a plain summary is escaped once for it, once for XML."""
    summary = escape(item.summary) if item.summary else item.content or Markup()
    content = item.content if item.summary else None
    return _xml(
        '<item>\n<guid isPermaLink="false">%s</guid>\n<title>%s</title>\n<link>%s</link>\n'
        "<pubDate>%s</pubDate>\n%s%s<description>%s</description>\n%s</item>\n",
        item.id,
        item.title,
        item.url,
        format_datetime(item.published),
        _each("<dc:creator>%s</dc:creator>\n", item.authors),
        _each("<category>%s</category>\n", item.categories),
        _as_text(summary),
        _maybe("<content:encoded>%s</content:encoded>\n", _as_text(content)),
    )


def _json_item(item: Item) -> dict[str, object]:
    content = {"content_html": _as_text(item.content)} if item.content else {"content_text": item.summary}
    about = filled(
        {
            "url": item.url,
            "external_url": item.original,
            "title": item.title,
            "summary": item.summary if item.content else None,
            "date_published": item.published.isoformat(),
            "date_modified": item.updated.isoformat(),
            "authors": [{"name": name} for name in item.authors],
            "tags": item.categories,
            "language": item.language,
        }
    )
    return {"id": item.id} | about | content


def _document(head: Markup, items: Iterable[Item], write: Callable[[Item], Markup], end: str) -> str:
    text = "".join([_DECLARATION, head, *map(write, items), end, "\n"])
    return legal(text).replace("\r", _RETURN)


def _xml(template: str, *values: str | None) -> Markup:
    """XML with values in its places, each escaped unless it is XML itself."""
    return Markup(template % tuple(map(escape, values)))  # noqa: S704 quicker than Markup's own format


def _maybe(template: str, text: str | None) -> Markup:
    return _xml(template, text) if text else Markup()


def _each(template: str, texts: Iterable[str]) -> Markup:
    return Markup().join(_maybe(template, text) for text in texts)


def _as_text(page: Markup | None) -> str:
    """HTML as a text that is to be escaped like any other."""
    return str.__str__(page) if page else ""

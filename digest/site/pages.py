"""Catalog → pages: which pages a digest has, and what each shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from jinja2 import Environment
from markupsafe import Markup, escape

from digest.settings import ARCHIVE, HOME, KEY_FIGURES, TAGS, Options
from digest.site import charts, cite, comparison, exports, feeds, structured
from digest.site.addresses import address, relative
from digest.site.beside import Margin, annotated
from digest.site.calendar import month_table, year_rows
from digest.site.catalog import (
    Catalog,
    GivenFigure,
    Outlet,
    Person,
    Story,
    Utterance,
    given_figures,
    source_slug,
    tag_slug,
    utterances,
)
from digest.site.publication import Publication, robots
from digest.site.safe_text import host, web_url
from digest.site.templates import rendered
from digest.site.words import Words

HOME_DAYS = 7  # days on the home page; the archive has them all
MOST_QUOTED, MOST_QUOTING = 20, 8  # speakers and outlets in the table of who is quoted where


@dataclass(frozen=True, kw_only=True)
class Site:
    """What every page needs to know of the site it stands in."""

    name: str
    catalog: Catalog
    options: Options
    words: Words
    directories: bool  # addresses end in / rather than .html
    environment: Environment
    publication: Publication | None = None  # for readers; none while somebody edits


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page to come: where it stands, and the template and values that make its content."""

    src_uri: str
    title: str
    template: str
    values: Mapping[str, Any]
    description: str = ""
    listed_in: str | None = None  # the page that lists it, whose tab is lit on it; for an article none
    boost: float = 1.0  # how much earlier search shows it; 0 hides it, as what it lists is found itself

    @property
    def subject(self) -> Story | Person | Outlet | None:
        """The one thing that it is about, where it is no list."""
        return next((self.values[key] for key in ("story", "person", "outlet") if key in self.values), None)


@dataclass(frozen=True, kw_only=True)
class QuotedWhere:
    """How often each of some outlets quotes each of some speakers."""

    outlets: tuple[Outlet, ...]
    rows: tuple[tuple[Person, tuple[int, ...]], ...]


def build(site: Site) -> Iterator[Page]:
    """Every page of the digest, less the kinds switched off; the same catalog gives the same pages."""
    made = (_home, _articles, _speakers, _sources, _archive, _key_figures, _tags)
    return (page for kind in made for page in kind(site) if site.options.shows(page.src_uri))


def render(page: Page, site: Site, body: str = "") -> str:
    """The HTML of a page; `body` is what the editor wrote for it, rendered."""
    here = address(page.src_uri, directories=site.directories)

    def link(src_uri: str, anchor: str = "") -> str:
        target = address(src_uri, directories=site.directories)
        return relative(f"{target}#{anchor}" if anchor else target, here)

    def linked(words: str, src_uri: str, anchor: str = "") -> Markup:
        """The words, as a link where the site has such a page."""
        if not site.options.shows(src_uri):
            return escape(words)
        return Markup('<a href="{}">{}</a>').format(link(src_uri, anchor), words)

    shared = {
        "site": site,
        "words": site.words,
        "link": link,
        "linked": linked,
        "shows": site.options.shows,
        "speaker_uri": site.options.speaker_uri,
        "source_uri": site.options.source_uri,
        "source_of": lambda story: site.options.source_uri(source_slug(story.entry)),
        "month_uri": month_uri,
        "year_uri": year_uri,
        "tag_slug": tag_slug,
        "tag_uri": tag_uri,
        "host": host,
        "web_url": web_url,
        "utterances": utterances,
        "given_figures": given_figures,
        "source_slug": source_slug,
        "said_directly": _said_directly,
        "telling": _telling,
        "publication": site.publication,
        "feeds": feed_links(page, site),
        "file_link": lambda path: relative(path, here),
        "cite": cite,
        "structured": structured,
        "exports": exports,
    }
    if isinstance(story := page.subject, Story):
        here_too = {**shared, "story": story}

        def beside(number: int, margin: Margin) -> str:
            values = {**here_too, "number": number, "margin": margin}
            return rendered(site.environment, "digest/margin.html", values)

        body = annotated(story, body, beside, unclear=site.words.gettext("Speaker unclear"))
    values = {**shared, **page.values, "page": page, "body": Markup(body)}  # noqa: S704 it is rendered
    return rendered(site.environment, f"digest/{page.template}", values)


def feed_links(page: Page, site: Site) -> list[tuple[str, str]]:
    """The feeds of what a page shows, as media type and link; none while somebody edits."""
    if site.publication is None:
        return []
    subject, folder = page.subject, feeds.FOLDER
    if isinstance(subject, Person) and subject.stories:
        folder = feeds.speaker_folder(subject.slug)
    if isinstance(subject, Outlet) and subject.stories:
        folder = feeds.source_folder(subject.slug)
    here = address(page.src_uri, directories=site.directories)
    return [(kind, relative(path, here)) for kind, path in feeds.links(folder, site.publication)]


def files(site: Site) -> Iterator[tuple[str, str | bytes]]:
    """The feeds and exports that stand beside the pages, as path and content."""
    if site.publication is not None:
        yield from feeds.build(
            site.catalog, site.publication, words=site.words, full_text=site.options.feed_full_text
        )
        yield from exports.build(site.catalog, site.publication)
        if site.publication.base:
            yield "robots.txt", robots(site.publication)


def _home(site: Site) -> Iterator[Page]:
    days = site.catalog.days
    latest = site.catalog.first_prints([story for _, stories in days[:HOME_DAYS] for story in stories])
    shown = _by_day(latest)
    values = {
        "days": shown,
        "more": len(days) > HOME_DAYS,
        "spoke": _spoke_lately(site.catalog),
        "figure": _figure_of_the_day(shown[0][1], site.words) if shown else None,
    }
    yield Page(src_uri=HOME, title=site.name, template="home.html", values=values, boost=0)


def _figure_of_the_day(stories: Sequence[Story], words: Words) -> GivenFigure | None:
    """The most telling figure of the latest day, another story's than the lead's where there is one."""
    figures = [figure for story in [*stories[1:], *stories[:1]] for figure in _telling(story)]
    money = (f for f in figures if f.figure.unit == "%" or f.figure.unit in words.locale.currencies)
    return next(money, figures[0] if figures else None)


def _telling(story: Story) -> list[GivenFigure]:
    """The figures that say something alone: no length of time, and with words to say what it is."""
    return [f for f in given_figures(story) if f.figure.label and f.figure.unit not in _DURATIONS]


_DURATIONS = {"seconds", "minutes", "hours", "days", "weeks", "months", "years", "s", "min", "h"}


def _said_directly(story: Story) -> list[Utterance]:
    """Quotations short and whole enough to stand alone."""
    said = (utterance for speaker in story.entry.speakers for utterance in utterances(story, speaker))
    whole = (u for u in said if u.quotation.kind == "direct" and not u.quotation.via)
    return [utterance for utterance in whole if 60 <= len(utterance.quotation.content) <= 240]


def _spoke_lately(catalog: Catalog) -> list[tuple[Person, int]]:
    """The people of the latest seven days, those with most quotations first."""
    if not catalog.stories:
        return []
    latest = catalog.stories[0].day
    counted = [
        (person, sum((latest - said.story.day).days < 7 for told in person.told for said in told.utterances))
        for person in catalog.people
        if person.kind == "person"
    ]
    return sorted((pair for pair in counted if pair[1]), key=lambda pair: (-pair[1], pair[0].slug))[:8]


def _articles(site: Site) -> Iterator[Page]:
    stories = site.catalog.stories
    by_speaker: dict[str, list[Story]] = {}
    for story in stories:
        for speaker in story.entry.speakers:
            by_speaker.setdefault(speaker.slug, []).append(story)
    for at, story in enumerate(stories):
        values = {
            "story": story,
            "later": stories[at - 1] if at else None,
            "earlier": stories[at + 1] if at + 1 < len(stories) else None,
            "related": _related(story, by_speaker, site.catalog),
        }
        title, lead = story.entry.title, story.entry.summary or story.lead
        yield Page(
            src_uri=story.src_uri, title=title, template="article.html", values=values, description=lead
        )


def _related(story: Story, by_speaker: Mapping[str, Sequence[Story]], catalog: Catalog) -> list[Story]:
    """The three stories that share most speakers with this one, each once; other prints of it are none."""
    same = catalog.also_printed(story)
    shared = Counter(
        other
        for speaker in story.entry.speakers
        for other in by_speaker[speaker.slug][:100]
        if other is not story and other not in same
    )
    return list(catalog.first_prints([other for other, _ in shared.most_common()])[:3])


def _speakers(site: Site) -> Iterator[Page]:
    uri, people = site.options.speaker_uri, site.catalog.people
    about = site.words.gettext("%(name)s: every quotation in %(site)s, with date and source.")
    yield Page(
        src_uri=uri("index"),
        title=site.words.gettext("Speakers"),
        template="speakers.html",
        values={"people": people},
        boost=0,
    )
    for person in people:
        values = {
            "person": person,
            "timeline": _timeline(person, site.words),
            "beside": _beside(person),
            "years": _years(person.stories),
            "papers": _papers(person.stories),
        }
        yield Page(
            src_uri=uri(person.slug),
            title=person.name,
            template="speaker.html",
            values=values,
            listed_in=uri("index"),
            description=about % {"name": person.name, "site": site.name},
            boost=1.5,
        )


def _timeline(person: Person, words: Words) -> Markup | None:
    days = [utterance.story.day for told in person.told for utterance in told.utterances]
    title = words.gettext("When %(name)s spoke") % {"name": person.name}
    return charts.timeline(days, words, title) if days else None


def _beside(person: Person) -> list[tuple[str, str]]:
    """Who else speaks in the same stories, as slug and name, most often first."""
    others = Counter(
        (speaker.slug, speaker.name)
        for story in person.stories
        for speaker in story.entry.speakers
        if speaker.slug != person.slug
    )
    return [who for who, _ in others.most_common(8)]


def _years(stories: Iterable[Story]) -> list[tuple[str, str]]:
    """The years of some stories as an address and as a reader has them, the latest first."""
    return [(str(year), str(year)) for year in sorted({story.day.year for story in stories}, reverse=True)]


def _papers(stories: Iterable[Story]) -> list[tuple[str, str]]:
    """The outlets of some stories, as slug and name, by name."""
    papers = {source_slug(story.entry): story.entry.source.name for story in stories}
    return sorted(papers.items(), key=lambda paper: (paper[1].casefold(), paper[0]))


def _sources(site: Site) -> Iterator[Page]:
    uri, outlets = site.options.source_uri, site.catalog.outlets
    yield Page(
        src_uri=uri("index"),
        title=site.words.gettext("Sources"),
        template="sources.html",
        values={"outlets": outlets, "quoted": _quoted_where(site.catalog)},
        boost=0,
    )
    for outlet in outlets:
        values = {"outlet": outlet, "quoted": _quoted_by(outlet)}
        yield Page(
            src_uri=uri(outlet.slug),
            title=outlet.name,
            template="source.html",
            values=values,
            listed_in=uri("index"),
            boost=1.2,
        )


def _quoted_where(catalog: Catalog) -> QuotedWhere:
    """The most quoted speakers against the outlets that quote them most; each outlet's own print counts."""
    most = sorted(catalog.people, key=lambda person: -person.quotations)[:MOST_QUOTED]
    counts = [Counter(source_slug(said.story.entry) for said in person.utterances) for person in most]
    total = sum(counts, Counter[str]())
    quoting = (outlet for outlet in catalog.outlets if total[outlet.slug])
    outlets = sorted(quoting, key=lambda outlet: -total[outlet.slug])[:MOST_QUOTING]
    rows = (
        (person, tuple(count[outlet.slug] for outlet in outlets))
        for person, count in zip(most, counts, strict=True)
    )
    return QuotedWhere(outlets=tuple(outlets), rows=tuple((person, row) for person, row in rows if any(row)))


def _quoted_by(outlet: Outlet) -> list[tuple[tuple[str, str], int]]:
    """Whom an outlet quotes, as slug and name, with the number of quotations."""
    counted = Counter[tuple[str, str]]()
    for story in outlet.stories:
        for speaker in story.entry.speakers:
            counted[speaker.slug, speaker.name] += len(speaker.quotations)
    return counted.most_common(12)


def _archive(site: Site) -> Iterator[Page]:
    months, words = site.catalog.months, site.words
    most = max((len(stories) for _, stories in site.catalog.days), default=0)
    tables = [month_table(month, stories, words, most) for month, stories in months]
    years = {year: list(group) for year, group in groupby(tables, key=lambda table: table.month.year)}
    values: dict[str, Any] = {"rows": year_rows(months), "months": next(iter(years.values()), [])}
    title = words.gettext("Archive")
    yield Page(src_uri=ARCHIVE, title=title, template="archive.html", values=values, boost=0)
    for year, inside in years.items():
        values = {"year": year, "months": inside}
        uri = year_uri(inside[0].month)
        yield Page(
            src_uri=uri, title=str(year), template="year.html", values=values, listed_in=ARCHIVE, boost=0
        )
    for at, table in enumerate(tables):
        values = {
            "month": table.month,
            "days": _by_day(table.stories),
            "table": table,
            "later": tables[at - 1].month if at else None,
            "earlier": tables[at + 1].month if at + 1 < len(tables) else None,
        }
        uri, title = month_uri(table.month), words.month(table.month)
        yield Page(src_uri=uri, title=title, template="month.html", values=values, listed_in=ARCHIVE, boost=0)


def year_uri(day: date) -> str:
    """The archive page of the year that holds a day.

    >>> year_uri(date(2025, 12, 2))
    'archive/2025.md'
    """
    return f"archive/{day:%Y}.md"


def month_uri(day: date) -> str:
    """The archive page that holds a day.

    >>> month_uri(date(2025, 12, 2))
    'archive/2025-12.md'
    """
    return f"archive/{day:%Y-%m}.md"


def _by_day(stories: Iterable[Story]) -> list[tuple[date, list[Story]]]:
    return [(day, list(group)) for day, group in groupby(stories, key=lambda story: story.day)]


def _key_figures(site: Site) -> Iterator[Page]:
    groups = comparison.by_unit(site.catalog.figures)
    given = [figure for group in groups for figure in group.figures]
    speakers = {figure.speaker.slug: figure.speaker.name for figure in given if figure.speaker}
    values = {
        "groups": groups,
        "speakers": sorted(speakers.items(), key=lambda who: (who[1].casefold(), who[0])),
        "charts": charts,
        "sentence": comparison.sentence,
    }
    title = site.words.gettext("Key figures")
    yield Page(src_uri=KEY_FIGURES, title=title, template="figures.html", values=values, boost=0)


def _tags(site: Site) -> Iterator[Page]:
    """The list of tags and a page for each; none where no story has a tag."""
    tags, title = site.catalog.tags, site.words.gettext("Tags")
    if tags:
        yield Page(src_uri=TAGS, title=title, template="tags.html", values={"tags": tags}, boost=0)
    for tag in tags:
        values = {"tag": tag, "days": _by_day(tag.stories)}
        yield Page(
            src_uri=tag_uri(tag.slug),
            title=tag.name,
            template="tag.html",
            values=values,
            listed_in=TAGS,
            boost=0,
        )


def tag_uri(slug: str) -> str:
    """The page of a tag; `index` is the list of all.

    >>> tag_uri("night-ferries")
    'tags/night-ferries.md'
    """
    return f"tags/{slug}.md"

"""Former addresses of stories, speakers and sources: a small page at each leads to where they are now."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from digest.settings import Options
from digest.site import feeds
from digest.site.addresses import address, path_of, relative
from digest.site.catalog import Catalog
from digest.site.pages import Page, Site
from digest.site.publication import Publication
from digest.site.templates import rendered

STYLE = "assets/digest/digest.css"


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """A former address and the page it leads to, both as the source files of pages: `speakers/old.md`."""

    former: str
    target: str
    number: int  # its place in the page's `redirect_from`


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """A former address that is not free, and why."""

    redirect: Redirect
    why: str

    @property
    def text(self) -> str:
        """What an editor is told of it."""
        former = self.redirect.former.removesuffix(".md")
        return f"{former} cannot be a former address: {self.why}; take it out of `redirect_from`"


def redirects(catalog: Catalog, options: Options) -> Iterator[Redirect]:
    """Every former address of the digest, but those of pages switched off."""
    for story in catalog.stories:
        former = (f"{path}.md" for path in story.entry.redirect_from)
        yield from _of(story.src_uri, former)
    for speaker in catalog.known_speakers:
        if options.shows(uri := options.speaker_uri(speaker.slug)):
            yield from _of(uri, map(options.speaker_uri, speaker.redirect_from))
    for source in catalog.known_sources:
        if options.shows(uri := options.source_uri(source.slug)):
            yield from _of(uri, map(options.source_uri, source.redirect_from))


def settled(
    found: Iterable[Redirect], taken: Collection[str], *, directories: bool
) -> tuple[list[Redirect], list[Clash]]:
    """Those that stand in nobody's way, and those that do; `taken` are the files of the site without them."""
    files = {_folded(path) for path in taken}
    free: dict[str, Redirect] = {}
    clashes: list[Clash] = []
    for redirect in found:
        path = _folded(path_of(redirect.former, directories=directories))
        if redirect.former == redirect.target:
            continue
        if path in files or any(parent.as_posix() in files for parent in PurePosixPath(path).parents):
            clashes.append(Clash(redirect=redirect, why="something else stands there"))
        elif path in free and free[path].target != redirect.target:
            clashes.append(Clash(redirect=redirect, why=f"it leads to {free[path].target}"))
        else:
            free.setdefault(path, redirect)
    return list(free.values()), clashes


def build(free: Iterable[Redirect], pages: Mapping[str, Page], site: Site) -> Iterator[tuple[str, str]]:
    """The page at each former address, as path and content; MkDocs takes it for no page, nor does search."""
    for redirect in free:
        uris = redirect.former, redirect.target
        here, there = (address(uri, directories=site.directories) for uri in uris)
        link = relative(there, here)
        values = {
            "site": site,
            "words": site.words,
            "title": pages[redirect.target].title,
            "link": link,
            "style": relative(STYLE, here),
            "canonical": (site.publication and site.publication.url(redirect.target)) or link,
        }
        path = path_of(redirect.former, directories=site.directories)
        yield path, rendered(site.environment, "digest/redirect.html", values)


def former_feeds(
    catalog: Catalog, publication: Publication, made: Container[str]
) -> Iterator[tuple[str, str]]:
    """Where feeds of speakers and sources stood, and where they stand now, for those who follow them."""
    shelves = (
        (feeds.speaker_folder, catalog.known_speakers),
        (feeds.source_folder, catalog.known_sources),
    )
    for folder, known in shelves:
        for one in known:
            for slug in one.redirect_from:
                old = (path for _, path in feeds.links(folder(slug), publication))
                new = (path for _, path in feeds.links(folder(one.slug), publication))
                yield from ((a, b) for a, b in zip(old, new, strict=True) if b in made and a not in made)


def _of(target: str, former: Iterable[str]) -> Iterator[Redirect]:
    for number, uri in enumerate(former):
        yield Redirect(former=uri, target=target, number=number)


def _folded(path: str) -> str:
    """The path as some disks compare it."""
    return unicodedata.normalize("NFC", path).casefold()

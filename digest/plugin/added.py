"""What a digest adds to the files of a site: pages to be made, feeds and exports, former addresses, cards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel

from digest.files import shown
from digest.settings import Settings
from digest.site import redirects, social
from digest.site.pages import Page, Site
from digest.site.pages import files as files_of

log = get_plugin_logger("digest")


def add_pages(files: Files, config: MkDocsConfig, uris: Iterable[str]) -> None:
    """A file for each page to be made that has none, and all of them in no nav; an editor's own page wins."""
    taken = {file.dest_uri: file.src_uri for file in files if file.name != "index"}
    for uri in uris:
        file = files.get_file_from_path(uri)
        if file is None:
            made = File.generated(config, uri, content="", inclusion=InclusionLevel.NOT_IN_NAV)
            if own := taken.get(made.dest_uri):
                log.warning("%s takes the place of a page of the digest; to have both, call it %s", own, uri)
            else:
                files.append(made)
        elif file.inclusion != InclusionLevel.DRAFT:
            file.inclusion = InclusionLevel.NOT_IN_NAV


def leave_out(files: Files, uris: Iterable[str]) -> None:
    """Publish nothing of these."""
    for uri in uris:
        if file := files.get_file_from_path(uri):
            files.remove(file)


def add_files(files: Files, config: MkDocsConfig, site: Site) -> Mapping[str, str | bytes]:
    """Add the feeds and exports; returns each with its content."""
    made = dict(files_of(site))
    for path, content in made.items():
        if path != "robots.txt" or not files.get_file_from_path(path):  # an editor's own wins
            files.append(File.generated(config, path, content=content))
    return made


def add_redirects(
    files: Files,
    config: MkDocsConfig,
    site: Site,
    settings: Settings,
    *,
    pages: Mapping[str, Page],
    made: Mapping[str, str | bytes],
) -> None:
    """Pages at former addresses, which MkDocs takes for plain files, and feeds at theirs."""
    taken = {file.dest_uri for file in files}
    found = redirects.redirects(site.catalog, site.options)
    free, clashes = redirects.settled(found, taken, directories=site.directories)
    for clash in clashes:
        log.warning("%s: %s", shown(settings.content / clash.redirect.target, settings.root), clash.text)
    for path, content in redirects.build(free, pages, site):
        files.append(File.generated(config, path, content=content))
    if site.publication is not None:
        for old, new in redirects.former_feeds(site.catalog, site.publication, made):
            files.append(File.generated(config, old, content=made[new]))


def add_cards(
    files: Files, config: MkDocsConfig, site: Site, settings: Settings, *, pages: Mapping[str, Page]
) -> Site:
    """Add a picture of each page; none while somebody edits, or without an address to link it by."""
    if not settings.options.cards or site.publication is None or site.publication.base is None:
        return site
    drawn = social.draw_cards(pages.values(), site, settings)
    for uri, path in drawn.items():
        files.append(File.generated(config, social.card_path(uri), abs_src_path=str(path)))
    if lacking := len(pages) - len(drawn):
        log.info("%d pages have no card: the font lacks their letters; name another as card_font", lacking)
    cards = {uri: social.card_path(uri) for uri in drawn}
    return replace(site, publication=replace(site.publication, cards=cards))

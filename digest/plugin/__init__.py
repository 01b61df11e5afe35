"""The MkDocs plugin: reads the entries, adds the generated pages, and wraps each in its template.

This package alone imports MkDocs.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from functools import partial
from pathlib import Path
from typing import Any

from mkdocs.config import config_options as c
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from digest import frontmatter, registry
from digest.checks import Finding, check, dead_links
from digest.errors import DigestError, SettingsError, TemplateError
from digest.files import read_text, shown
from digest.frontmatter import EntryFile
from digest.links import Pages
from digest.markdown import plain_paragraphs
from digest.plugin import desks, look
from digest.plugin.memory import Made, Memory, SamePage, around
from digest.plugin.search import SearchPlugin
from digest.settings import Options, Settings, checked
from digest.site import pages, redirects, social
from digest.site.catalog import Catalog
from digest.site.publication import Publication
from digest.site.safe_text import without_diagrams
from digest.site.templates import environment, install
from digest.site.words import Words
from digest.text import printable

log = get_plugin_logger("digest")


class DigestPlugin(BasePlugin):  # type: ignore[no-untyped-call, type-arg]
    """Translates MkDocs' events to `digest.site` and back."""

    # What each option means is said once, in `digest.settings`; there they are checked, too.
    config_scheme = tuple(
        (option.name, c.Type(type(option.default), default=option.default)) for option in fields(Options)
    )

    def __init__(self) -> None:
        self.serving = False
        self.site: pages.Site | None = None
        self.in_nav: set[str] = set()
        self.entries: dict[str, EntryFile] = {}  # by src_uri, as are the next three
        self.broken: dict[str, DigestError] = {}
        self.known: dict[str, str] = {}
        self.pages: dict[str, pages.Page] = {}
        self.findings: dict[str, tuple[Finding, ...]] = {}
        self.failed: list[DigestError] = []  # seeds and taught pages that cannot be read
        self.memory = Memory()

    def on_startup(self, *, command: str, dirty: bool) -> None:  # noqa: ARG002
        """Remember whether somebody is editing."""
        self.serving = command == "serve"

    @event_priority(100)  # before Material's offline plugin looks for a worker
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Put our templates behind the editor's own, and our style before theirs."""
        settings = self._settings(config)
        look.dress(config, settings, self._words(config, settings), serving=self.serving)
        if settings.options.search:
            SearchPlugin.install(self, config)
        return config

    def on_serve(
        self,
        server: LiveReloadServer,
        *,
        config: MkDocsConfig,
        builder: Callable[..., Any],  # noqa: ARG002
    ) -> LiveReloadServer:
        """Build again when a seed is dropped in or a translation is saved."""
        settings = self._settings(config)
        for folder in (settings.seeds, settings.catalogs):
            if folder.is_dir():
                server.watch(str(folder))
        return server

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """While somebody edits, turn new seeds into entries; a build for readers writes nothing."""
        self.failed = []
        if not self.serving:
            return
        from digest.convert import Manner, convert  # a build for readers never loads the converter

        report = convert(self._settings(config), manner=Manner(wait=2))
        for done in report.converted:
            log.info("%s became %s", done.seed, done.entry)
        for update in report.updated:
            log.info("%s was merged into %s", update.seed, update.entry)
        for contested in report.contested:
            for conflict in contested.conflicts:
                log.warning("%s", conflict)
        self.failed = list(report.errors)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Read the entries and add the pages made from them, as virtual files."""
        settings = self._settings(config)
        taught = registry.load(settings)
        told = set(map(str, self.failed))  # a conversion reads what was taught, too
        self.failed += [error for error in taught.errors if str(error) not in told]
        for error in self.failed:
            log.warning("%s", error)
        options = settings.options
        self.known = {options.speaker_uri(speaker.slug): speaker.body for speaker in taught.speakers}
        self.known |= {options.source_uri(source.slug): source.body for source in taught.sources}
        self._read_entries(files, settings, config)
        self.site = self._site(taught, settings, config)
        self.pages = {page.src_uri: page for page in pages.build(self.site)}
        self._add_pages(files, config, options)
        made = dict(pages.files(self.site))
        for path, content in made.items():
            if path != "robots.txt" or not files.get_file_from_path(path):  # an editor's own wins
                files.append(File.generated(config, path, content=content))
        self._add_redirects(files, self.site, made, config, settings)
        self.site = self._with_cards(self.site, files, config, settings)
        look.leave_out(files, config, serving=self.serving)
        self._warn_of_dead_links(files, self.site, settings)
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Remember which pages the nav names, and while somebody edits which need not be made again."""
        self.in_nav = {page.file.src_uri for page in nav.pages}
        if self.serving and self.site:
            self.memory.begin(around(config, nav, self.site, self._settings(config)))
            for uri, ours in self.pages.items():
                file = files.get_file_from_path(uri)
                made = self.memory.made(ours, self._body(file)) if file and uri not in self.in_nav else None
                if file and made:
                    SamePage(file, config, made)
        return nav

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:
        """Give the theme's own templates our messages, and while somebody edits each page its desk."""
        if self.site is not None:
            install(self.site.words.translations, env)
            env.trim_blocks = env.lstrip_blocks = True  # Material's pages would be a twelfth blanks
            if self.serving:
                env.bytecode_cache = self.memory.theme_compiled
                self._lay_desks(files, self.site, self._settings(config))
        return env

    def on_page_read_source(self, *, page: Page, config: MkDocsConfig) -> str | None:  # noqa: ARG002
        """Give MkDocs the body alone; front matter is read once, and by our own rules."""
        uri = page.file.src_uri
        return self._body(page.file) if uri in self.entries or uri in self.known else None

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Give MkDocs the body alone; front matter is read by our own rules."""
        uri = page.file.src_uri
        if uri not in self.pages:
            return markdown
        ours = self.pages[uri]
        if self.site and (day := social.changed(ours, self.site)):
            page.update_date = day.isoformat()  # the sitemap's lastmod; not the day of the build
        title = html.escape(ours.title, quote=False)  # Material prints it as HTML
        if uri not in self.in_nav:
            page.title = title  # a page of the nav keeps the nav's name for it
        page.meta = {
            "digest": True,
            "title": title,
            "description": html.escape(ours.description[:300]),
            "hide": ["navigation", "toc"],
            "feeds": pages.feed_links(ours, self.site) if self.site else [],
            "trail": social.trail(ours, self.site) if self.site else "",
            "social": social.tags(ours, self.site.publication) if self.site and self.site.publication else [],
            "search": {"boost": ours.boost, "exclude": not ours.boost},
        }
        return markdown

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Wrap the rendered body in the page's template, and say what is wrong with an entry."""
        uri = page.file.src_uri
        if uri in self.broken and self.site:
            return desks.broken_page(self.broken[uri], self._settings(config), self.site)
        if uri not in self.pages or self.site is None:
            return without_diagrams(html)
        made = page.made if isinstance(page, SamePage) else self._make(page, html, self.site, config)
        if uri in self.entries:
            self.findings[uri] = made.findings
            for finding in made.findings:
                if finding.level == "error":
                    log.warning("%s", printable(f"{finding.place}: {finding.text}"))
        return made.content

    @event_priority(-100)  # what other plugins make of a page is remembered with it
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG002
        """While somebody edits, print a page that did not change as it was."""
        return (
            self.memory.printed(page, output) if self.serving and page.file.src_uri in self.pages else output
        )

    def _body(self, file: File) -> str:
        """What the editor wrote for a page, in Markdown."""
        uri = file.src_uri
        if uri in self.entries:
            # The blank line keeps Markdown's `meta` extension from taking “Kallas: …” for a setting.
            return f"\n{self.entries[uri].entry.body}"
        return f"\n{self.known[uri]}" if uri in self.known else file.content_string

    def _make(self, page: Page, html: str, site: pages.Site, config: MkDocsConfig) -> Made:
        uri = page.file.src_uri
        html = without_diagrams(html)
        try:
            content = pages.render(self.pages[uri], site, html)
        except TemplateError as error:
            where = shown(Path(error.where), self._settings(config).root)
            told = TemplateError(where, error.what, line=error.line, hint=error.hint)
            raise PluginError(str(told)) from error
        findings = check(self.entries[uri], plain_paragraphs(html)) if uri in self.entries else ()
        made = Made(
            page=self.pages[uri],
            body=self._body(page.file),
            html=html,
            content=content,
            findings=tuple(findings),
        )
        if self.serving:
            self.memory.keep(made)
        return made

    def _site(self, taught: registry.Registry, settings: Settings, config: MkDocsConfig) -> pages.Site:
        words = self._words(config, settings)
        stories = map(self.memory.story, self.entries)
        return pages.Site(
            name=config.site_name,
            catalog=Catalog.of(stories, taught.speakers, taught.sources),
            options=settings.options,
            words=words,
            directories=config.use_directory_urls,
            environment=environment(map(Path, config.theme.dirs), words.translations, self.memory.compiled),
            publication=None if self.serving else _publication(config, settings),
        )

    def _add_pages(self, files: Files, config: MkDocsConfig, options: Options) -> None:
        """The pages to be made, in no nav, less those of a kind that is switched off."""
        for uri in self.pages:
            file = files.get_file_from_path(uri)
            if file is None:
                files.append(File.generated(config, uri, content="", inclusion=InclusionLevel.NOT_IN_NAV))
            elif file.inclusion != InclusionLevel.DRAFT:
                file.inclusion = InclusionLevel.NOT_IN_NAV
        for uri in self.known:
            taught_page = files.get_file_from_path(uri)
            if taught_page and not options.shows(uri):
                files.remove(taught_page)

    def _add_redirects(
        self,
        files: Files,
        site: pages.Site,
        made: Mapping[str, str | bytes],
        config: MkDocsConfig,
        settings: Settings,
    ) -> None:
        """Pages at former addresses, which MkDocs takes for plain files, and feeds at theirs."""
        taken = {file.dest_uri for file in files}
        found = redirects.redirects(site.catalog, site.options)
        free, clashes = redirects.settled(found, taken, directories=site.directories)
        for clash in clashes:
            log.warning("%s: %s", shown(settings.content / clash.redirect.target, settings.root), clash.text)
        for path, content in redirects.build(free, self.pages, site):
            files.append(File.generated(config, path, content=content))
        if site.publication is not None:
            for old, new in redirects.former_feeds(site.catalog, site.publication, made):
                files.append(File.generated(config, old, content=made[new]))

    def _warn_of_dead_links(self, files: Files, site: pages.Site, settings: Settings) -> None:
        """MkDocs itself looks at fewer: at no address from the root, at no page's own anchors."""
        written = {file.src_uri: file for file in files.documentation_pages() if not file.generated_by}
        found = Pages(
            texts={uri: file.content_string for uri, file in written.items()},
            made=lambda: {uri: partial(pages.render, page, site) for uri, page in self.pages.items()},
            files={file.src_uri for file in files},
        )
        for finding in dead_links(found, shown(settings.content, settings.root)):
            log.warning("%s", printable(f"{finding.place}: {finding.text}"))

    def _read_entries(self, files: Files, settings: Settings, config: MkDocsConfig) -> None:
        self.entries, self.broken, self.findings = {}, {}, {}
        for file in list(files.documentation_pages()):
            if not file.src_uri.startswith(f"{settings.options.articles_dir}/") or file.name == "index":
                continue
            path = Path(file.abs_src_path or "")
            where = shown(path, settings.root)
            try:
                text = read_text(path, where=where)
                load = partial(frontmatter.load_file, where=where)
                self._take(self.memory.entry(file.src_uri, text, load), file)
            except DigestError as error:
                log.warning("%s", error)
                self.broken[file.src_uri] = error
                files.remove(file)
                if self.serving:
                    files.append(File.generated(config, file.src_uri, content=""))

    def _take(self, entry: EntryFile, file: File) -> None:
        if entry.entry.draft:
            file.inclusion = InclusionLevel.DRAFT
        if self.serving or not entry.entry.draft:
            self.entries[file.src_uri] = entry

    def _lay_desks(self, files: Files, site: pages.Site, settings: Settings) -> None:
        errors = (*self.failed, *self.broken.values())
        desks.lay(files, settings, site, entries=self.entries, findings=self.findings, errors=errors)
        for uri in self.pages:
            file = files.get_file_from_path(uri)
            if file and file.page:
                self.memory.skip(file.page)

    def _with_cards(
        self, site: pages.Site, files: Files, config: MkDocsConfig, settings: Settings
    ) -> pages.Site:
        """Add a picture of each page; none while somebody edits, or without an address to link it by."""
        if not settings.options.cards or site.publication is None or site.publication.base is None:
            return site
        try:
            drawn = social.draw_cards(self.pages.values(), site, settings)
        except DigestError as error:
            raise PluginError(str(error)) from error
        for uri, path in drawn.items():
            files.append(File.generated(config, social.card_path(uri), abs_src_path=str(path)))
        if lacking := len(self.pages) - len(drawn):
            log.info(
                "%d pages have no card: the font lacks their letters; name another as card_font", lacking
            )
        cards = {uri: social.card_path(uri) for uri in drawn}
        return replace(site, publication=replace(site.publication, cards=cards))

    def _words(self, config: MkDocsConfig, settings: Settings) -> Words:
        try:
            return Words.of(str(config.theme.get("language") or "en"), [settings.catalogs])
        except DigestError as error:
            raise PluginError(str(error)) from error

    def _settings(self, config: MkDocsConfig) -> Settings:
        try:
            options = checked(dict(self.config), "mkdocs.yml")
        except SettingsError as error:
            raise PluginError(str(error)) from error
        root = Path(config.config_file_path or "mkdocs.yml").absolute().parent
        return Settings(root=root, content=Path(config.docs_dir), options=options)


def _publication(config: MkDocsConfig, settings: Settings) -> Publication:
    return Publication(
        name=config.site_name,
        site_url=config.site_url,
        directories=config.use_directory_urls,
        language=str(config.theme.get("language") or "en"),
        description=config.site_description or "",
        options=settings.options,
    )

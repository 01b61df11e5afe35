"""The MkDocs plugin: reads the entries, adds the generated pages, and wraps each in its template."""

from __future__ import annotations

import html
import os
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
from digest.checks import Finding, by_shared_slug, check, dead_links
from digest.errors import DigestError, SettingsError, TemplateError
from digest.files import read_text, shown
from digest.frontmatter import EntryFile
from digest.links import Pages
from digest.markdown import plain_paragraphs
from digest.settings import ARCHIVE, HOME, KEY_FIGURES, Options, Settings, checked
from digest.site import desk, pages, redirects, search, social
from digest.site.catalog import Catalog, Story
from digest.site.desk import Desk, Note, Waiting
from digest.site.publication import Publication
from digest.site.templates import environment, install, templates_folder
from digest.site.words import Words
from digest.text import printable

log = get_plugin_logger("digest")
_STYLE = "assets/digest/digest.css"
_SCRIPT = "assets/digest/digest.js"
_DESK_STYLE = "assets/digest/desk.css"
_OFFLINE_WORKER = "assets/digest/iframe-worker.js"  # Material knows it by this name
_SEARCH_STYLE = "assets/digest/search.css"
_SEARCH_SCRIPTS = ("assets/digest/search-index.js", "assets/digest/search.js")
_MATERIAL_SEARCH = "material/search"


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
        self.findings: dict[str, list[Finding]] = {}
        self.failed: list[DigestError] = []  # seeds and taught pages that cannot be read

    def on_startup(self, *, command: str, dirty: bool) -> None:  # noqa: ARG002
        """Remember whether somebody is editing."""
        self.serving = command == "serve"

    @event_priority(100)  # before Material's offline plugin looks for a worker
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Put our templates behind the editor's own, and our style before theirs."""
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(templates_folder()))
        config.extra_css[:0] = [_STYLE, _DESK_STYLE] if self.serving else [_STYLE]
        config.extra_javascript.insert(0, _SCRIPT)
        if _is_offline(config):
            config.extra.setdefault("polyfills", []).append(_OFFLINE_WORKER)
        if self._settings(config).options.search:
            SearchPlugin.install(self, config)
        settings = self._settings(config)
        words = self._words(config, settings)
        _name_toggles(config.theme.get("palette"), words)
        if config.nav is None:
            config.nav = _default_nav(settings, words)
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
        self.failed += taught.errors
        for error in self.failed:
            log.warning("%s", error)
        options = settings.options
        self.known = {options.speaker_uri(speaker.slug): speaker.body for speaker in taught.speakers}
        self.known |= {options.source_uri(source.slug): source.body for source in taught.sources}
        self._read_entries(files, settings, config)
        stories = [Story(uri, file.entry) for uri, file in self.entries.items()]
        words = self._words(config, settings)
        self.site = pages.Site(
            name=config.site_name,
            catalog=Catalog.of(stories, taught.speakers, taught.sources),
            options=settings.options,
            words=words,
            directories=config.use_directory_urls,
            environment=environment(map(Path, config.theme.dirs), words.translations),
            publication=None if self.serving else _publication(config, settings),
        )
        self.pages = {page.src_uri: page for page in pages.build(self.site)}
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
        made = dict(pages.files(self.site))
        for path, content in made.items():
            if path != "robots.txt" or not files.get_file_from_path(path):  # an editor's own wins
                files.append(File.generated(config, path, content=content))
        self._add_redirects(files, self.site, made, config, settings)
        self.site = self._with_cards(self.site, files, config, settings)
        for file in list(files):
            if file.src_uri.startswith("digest/") and file.src_dir in config.theme.dirs:
                files.remove(file)  # a template that MkDocs takes for a file of the theme
        desk_style = files.get_file_from_path(_DESK_STYLE)
        if desk_style and not self.serving:
            files.remove(desk_style)
        self._warn_of_dead_links(files, self.site, settings)
        return files

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:
        """Give the theme's own templates our messages, and while somebody edits each page its desk."""
        if self.site is not None:
            install(self.site.words.translations, env)
            env.trim_blocks = env.lstrip_blocks = True  # Material's pages would be a twelfth blanks
            if self.serving:
                self._lay_desks(self._settings(config), files, self.site)
        return env

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:  # noqa: ARG002
        """Remember which pages the nav names."""
        self.in_nav = {page.file.src_uri for page in nav.pages}
        return nav

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
        if uri in self.entries:
            # The blank line keeps Markdown's `meta` extension from taking “Kallas: …” for a setting.
            return f"\n{self.entries[uri].entry.body}"
        return self.known.get(uri, markdown)

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Wrap the rendered body in the page's template, and say what is wrong with an entry."""
        uri = page.file.src_uri
        if uri in self.broken and self.site:
            return self._broken_page(self.broken[uri], self._settings(config), self.site)
        if uri not in self.pages or self.site is None:
            return html
        if uri in self.entries:
            self.findings[uri] = list(check(self.entries[uri], plain_paragraphs(html)))
            for finding in self.findings[uri]:
                if finding.level == "error":
                    log.warning("%s", printable(f"{finding.place}: {finding.text}"))
        try:
            return pages.render(self.pages[uri], self.site, html)
        except TemplateError as error:
            where = shown(Path(error.where), self._settings(config).root)
            told = TemplateError(where, error.what, line=error.line, hint=error.hint)
            raise PluginError(str(told)) from error

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
                self._take(frontmatter.load_file(read_text(path, where=where), where=where), file)
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

    def _lay_desks(self, settings: Settings, files: Files, site: pages.Site) -> None:
        chosen = _desk(settings)
        shared: dict[str, list[Finding]] = {}  # names that may be two people's, by the page they share
        for slug, finding in by_shared_slug(self.entries.values()):
            shared.setdefault(settings.options.speaker_uri(slug), []).append(finding)
        for file in files.documentation_pages(inclusion=InclusionLevel.is_in_serve):
            home = file.src_uri == "index.md"
            findings = self.findings.get(file.src_uri, shared.get(file.src_uri, []))
            if home:
                findings = list(map(Finding.of, (*self.failed, *self.broken.values())))
            path = Path(file.abs_src_path) if file.abs_src_path else None
            box = desk.render(
                chosen,
                site.environment,
                file=path,
                shown=shown(path, settings.root) if path else "",
                notes=[_note(finding, settings) for finding in findings],
                waiting=self._waiting(files) if home else (),
            )
            if file.page:
                file.page.content = box + (file.page.content or "")

    def _waiting(self, files: Files) -> list[Waiting]:
        """The entries with something to look at."""
        found = (
            (files.get_file_from_path(uri), findings) for uri, findings in self.findings.items() if findings
        )
        return [
            Waiting(title=self.entries[file.src_uri].entry.title, href=file.url, number=len(findings))
            for file, findings in found
            if file
        ]

    def _broken_page(self, error: DigestError, settings: Settings, site: pages.Site) -> str:
        note = _note(Finding.of(error), settings)
        try:
            text = note.file.read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            text = ""  # the note says why
        return desk.render_broken(_desk(settings), site.environment, note, text)

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


class SearchPlugin(BasePlugin):  # type: ignore[no-untyped-call, type-arg]
    """Stands where Material looks for its own search, so that its header shows the box; the index is ours."""

    def __init__(self, digest: DigestPlugin) -> None:
        self.config = {"enabled": True}  # Material's header asks for it
        self.digest = digest
        self.texts: dict[str, search.Text] = {}  # by src_uri
        self.own: list[search.OwnPage] = []

    @classmethod
    def install(cls, digest: DigestPlugin, config: MkDocsConfig) -> None:
        """Take over the search, also of Material's plugin where that is listed, unless it is switched off."""
        listed = config.plugins.get(_MATERIAL_SEARCH)
        if listed and not listed.config.get("enabled"):
            return
        config.plugins[f"{_MATERIAL_SEARCH}-of-digest" if listed else _MATERIAL_SEARCH] = cls(digest)
        own = 1 if config.theme.custom_dir else 0
        config.theme.dirs.insert(own, str(templates_folder() / "search"))
        config.extra_css.insert(1, _SEARCH_STYLE)
        config.extra_javascript[1:1] = _SEARCH_SCRIPTS

    @event_priority(50)  # before the digest wraps what the editor wrote
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002
        """Keep the page's text, and tell Material's plugin that there is nothing to index."""
        uri, asked = page.file.src_uri, page.meta.get("search")
        page.meta["search"] = {"exclude": True}
        if uri in self.digest.entries:
            self.texts[uri] = search.text_of(html)
        elif uri in self.digest.pages:
            self._take(uri, self.digest.pages[uri].title, html)
        elif uri not in self.digest.broken and not (isinstance(asked, dict) and asked.get("exclude")):
            self._take(uri, str(page.title), html)

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002
        """Add the files of the index, once every page is read; a dirty build, which reads few, keeps them."""
        site = self.digest.site
        if site and self.texts.keys() == self.digest.entries.keys():
            for path, content in search.build(
                site, self.texts, sorted(self.own, key=lambda own: own.src_uri)
            ):
                files.append(File.generated(config, path, content=content))
        if _is_offline(config):  # no worker is needed, so no page asks for one
            scripts = config.extra.get("polyfills", [])
            config.extra["polyfills"] = [script for script in scripts if script != _OFFLINE_WORKER]

    def _take(self, uri: str, title: str, content: str) -> None:
        if content.strip():
            self.own.append(search.own_page(uri, title, content))


def _desk(settings: Settings) -> Desk:
    return Desk.of(settings.options.editor, *(os.environ.get(name, "") for name in ("VISUAL", "EDITOR")))


def _note(finding: Finding, settings: Settings) -> Note:
    return Note(
        text=finding.text,
        file=settings.root / finding.where,
        place=finding.place,
        line=finding.line or 1,
        wrong=finding.level == "error",
    )


def _default_nav(settings: Settings, words: Words) -> list[dict[str, str]]:
    options = settings.options
    nav = {
        words.gettext("Front page"): HOME,
        words.gettext("Speakers"): options.speaker_uri("index"),
        words.gettext("Sources"): options.source_uri("index"),
        words.gettext("Key figures"): KEY_FIGURES,
        words.gettext("Archive"): ARCHIVE,
    }
    own = (settings.content / HOME).is_file()  # where the digest makes no front page
    return [{title: uri} for title, uri in nav.items() if options.shows(uri) or (own and uri == HOME)]


def _name_toggles(palettes: Any, words: Words) -> None:
    """Name the buttons that choose between light and dark, where the editor has not."""
    for palette in palettes if isinstance(palettes, list) else []:
        if isinstance(palette, dict) and isinstance(toggle := palette.get("toggle"), dict):
            name = words.gettext("Dark") if palette.get("scheme") == "slate" else words.gettext("Light")
            if palette.get("media") == "(prefers-color-scheme)":
                name = words.gettext("Follow the system")
            toggle.setdefault("name", name)


def _publication(config: MkDocsConfig, settings: Settings) -> Publication:
    return Publication(
        name=config.site_name,
        site_url=config.site_url,
        directories=config.use_directory_urls,
        language=str(config.theme.get("language") or "en"),
        description=config.site_description or "",
        options=settings.options,
    )


def _is_offline(config: MkDocsConfig) -> bool:
    return any(
        name in {"offline", "material/offline"} and plugin.config.get("enabled")
        for name, plugin in config.plugins.items()
    )

"""The MkDocs plugin: reads the entries, adds the generated pages, and wraps each in its template."""

from __future__ import annotations

import html
from collections.abc import Callable
from dataclasses import fields
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
from digest.checks import check
from digest.errors import DigestError, SettingsError
from digest.files import read_text, shown
from digest.frontmatter import EntryFile
from digest.markdown import plain_paragraphs
from digest.settings import Options, Settings, checked
from digest.site import pages
from digest.site.catalog import Catalog, Story
from digest.site.publication import Publication
from digest.site.templates import environment, install, templates_folder
from digest.site.words import Words

log = get_plugin_logger("digest")
_STYLE = "assets/digest/digest.css"
_SCRIPT = "assets/digest/digest.js"
_OFFLINE_WORKER = "assets/digest/iframe-worker.js"  # Material knows it by this name


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

    def on_startup(self, *, command: str, dirty: bool) -> None:  # noqa: ARG002
        """Remember whether somebody is editing."""
        self.serving = command == "serve"

    @event_priority(100)  # before Material's offline plugin looks for a worker
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Put our templates behind the editor's own, and our style before theirs."""
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(templates_folder()))
        config.extra_css.insert(0, _STYLE)
        config.extra_javascript.insert(0, _SCRIPT)
        if _is_offline(config):
            config.extra.setdefault("polyfills", []).append(_OFFLINE_WORKER)
        if config.nav is None:
            settings = self._settings(config)
            config.nav = _default_nav(settings.options, self._words(config, settings))
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
        if not self.serving:
            return
        from digest.convert import convert  # a build for readers never loads the converter

        report = convert(self._settings(config))
        for done in report.converted:
            log.info("%s became %s", done.seed, done.entry)
        for error in report.errors:
            log.warning("%s", error)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Read the entries and add the pages made from them, as virtual files."""
        settings = self._settings(config)
        taught = registry.load(settings)
        for error in taught.errors:
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
        for path, content in pages.files(self.site):
            files.append(File.generated(config, path, content=content))
        return files

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:  # noqa: ARG002
        """Give the theme's own templates our messages, too."""
        if self.site is not None:
            install(self.site.words.translations, env)
        return env

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:  # noqa: ARG002
        """Remember which pages the nav names."""
        self.in_nav = {page.file.src_uri for page in nav.pages}
        return nav

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Give MkDocs the body alone; front matter is read by our own rules."""
        uri = page.file.src_uri
        if uri in self.broken:
            return _error_page(self.broken[uri])
        if uri not in self.pages:
            return markdown
        ours = self.pages[uri]
        title = html.escape(ours.title, quote=False)  # Material prints it as HTML
        if uri not in self.in_nav:
            page.title = title  # a page of the nav keeps the nav's name for it
        page.meta = {
            "digest": True,
            "title": title,
            "description": html.escape(ours.description[:300]),
            "hide": ["navigation", "toc"],
            "feeds": pages.feed_links(ours, self.site) if self.site else [],
            "search": {"boost": ours.boost, "exclude": not ours.boost},
        }
        if uri in self.entries:
            # The blank line keeps Markdown's `meta` extension from taking “Kallas: …” for a setting.
            return f"\n{self.entries[uri].entry.body}"
        return self.known.get(uri, markdown)

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Wrap the rendered body in the page's template, and say what is wrong with an entry."""
        uri = page.file.src_uri
        if uri not in self.pages or self.site is None:
            return html
        if uri in self.entries:
            for finding in check(self.entries[uri], plain_paragraphs(html)):
                if finding.level == "error":
                    log.warning("%s: %s", finding.place, finding.text)
        return pages.render(self.pages[uri], self.site, html)

    def _read_entries(self, files: Files, settings: Settings, config: MkDocsConfig) -> None:
        self.entries, self.broken = {}, {}
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
        root = Path(config.config_file_path).parent if config.config_file_path else Path()
        return Settings(root=root, content=Path(config.docs_dir), options=options)


def _default_nav(options: Options, words: Words) -> list[dict[str, str]]:
    return [
        {words.gettext("Front page"): "index.md"},
        {words.gettext("Speakers"): options.speaker_uri("index")},
        {words.gettext("Sources"): options.source_uri("index")},
        {words.gettext("Key figures"): "key-figures/index.md"},
        {words.gettext("Archive"): "archive/index.md"},
    ]


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


def _error_page(error: DigestError) -> str:
    return f"# This entry cannot be shown\n\n<pre><code>{html.escape(str(error))}</code></pre>\n"

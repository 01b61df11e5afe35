"""The MkDocs plugin: reads the entries, adds the generated pages, and wraps each in its template.

This package alone imports MkDocs.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from functools import partial, wraps
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

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
from digest.errors import DigestError, TemplateError
from digest.files import check_name, read_text, shown
from digest.frontmatter import EntryFile
from digest.links import Pages
from digest.markdown import plain_paragraphs
from digest.plugin import added, desks, look
from digest.plugin.memory import Made, Memory, SamePage, around
from digest.plugin.search import SearchPlugin
from digest.plugin.served import Served
from digest.registry import Registry
from digest.settings import Options, Settings, checked
from digest.site import pages, social
from digest.site.catalog import Catalog
from digest.site.publication import Publication
from digest.site.safe_text import without_diagrams
from digest.site.templates import environment, find_once, in_project, install
from digest.site.words import Words
from digest.text import printable

log = get_plugin_logger("digest")
P = ParamSpec("P")
T = TypeVar("T")


def _ending(hook: Callable[Concatenate[DigestPlugin, P], T]) -> Callable[Concatenate[DigestPlugin, P], T]:
    """A hook in which an error of ours ends the build in one line, as MkDocs' own errors do."""

    @wraps(hook)
    def run(plugin: DigestPlugin, /, *args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return hook(plugin, *args, **kwargs)
        except TemplateError as error:
            raise PluginError(str(in_project(error, plugin.settings.root))) from error
        except DigestError as error:
            raise PluginError(str(error)) from error

    return run


class DigestPlugin(BasePlugin):  # type: ignore[no-untyped-call, type-arg]
    """Translates MkDocs' events to `digest.site` and back."""

    # What each option means is said once, in `digest.settings`; there they are checked, too.
    config_scheme = tuple(
        (option.name, c.Type(type(option.default), default=option.default)) for option in fields(Options)
    )
    settings: Settings  # read anew for each build, as are the words
    words: Words
    site: pages.Site  # from `on_files` on

    def __init__(self) -> None:
        self.serving = self.dirty = False
        self.in_nav: set[str] = set()
        self.entries: dict[str, EntryFile] = {}  # by src_uri, as are the next four
        self.broken: dict[str, DigestError] = {}
        self.known: dict[str, str] = {}
        self.pages: dict[str, pages.Page] = {}
        self.findings: dict[str, tuple[Finding, ...]] = {}
        self.failed: list[DigestError] = []  # seeds and taught pages that cannot be read
        self.memory, self.served = Memory(), Served()
        self.directories = True  # whether addresses on the web end in /, whatever this build is for
        self.lit: Page | None = None  # the list whose tab is lit on the page that is being printed

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Remember whether somebody is editing."""
        self.serving, self.dirty = command == "serve", dirty

    @event_priority(100)  # before Material's offline plugin looks for a worker
    @_ending
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Put our templates behind the editor's own, and our style before theirs."""
        self.settings = _settings(config, self.config)
        self.directories = config.use_directory_urls  # before the offline plugin sets it for a folder
        if config.strict:
            _count_warnings()
        self.words = Words.of(self.settings.language, [self.settings.catalogs])
        look.dress(config, self.settings, self.words, serving=self.serving)
        if self.settings.options.search:
            SearchPlugin.install(self, config)
        if self.serving and not self.dirty:
            self.served.begin(config)
        return config

    def on_serve(
        self,
        server: LiveReloadServer,
        *,
        config: MkDocsConfig,  # noqa: ARG002
        builder: Callable[..., Any],  # noqa: ARG002
    ) -> LiveReloadServer:
        """Build again when a seed is dropped in or a translation is saved."""
        for folder in (self.settings.seeds, self.settings.catalogs):
            if folder.is_dir():
                server.watch(str(folder))
        return server

    @_ending
    def on_pre_build(self, *, config: MkDocsConfig) -> None:  # noqa: ARG002
        """While somebody edits, turn new seeds into entries; a build for readers writes nothing."""
        self.failed = []
        if not self.serving:
            return
        from digest.convert import Manner, convert  # a build for readers never loads the converter

        report = convert(self.settings, manner=Manner(wait=2))
        for done in report.converted:
            log.info("%s became %s", done.seed, done.entry)
        for update in report.updated:
            log.info("%s was merged into %s", update.seed, update.entry)
        for contested in report.contested:
            for conflict in contested.conflicts:
                log.warning("%s", conflict)
        self.failed = list(report.errors)

    @_ending
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Read the entries and add the pages made from them, as virtual files."""
        taught = self._taught()
        self._read_entries(files, config)
        self.site = self._site(taught, config)
        self.pages = {page.src_uri: page for page in pages.build(self.site)}
        added.add_pages(files, config, self.pages)
        added.leave_out(files, (uri for uri in self.known if not self.settings.options.shows(uri)))
        made = added.add_files(files, config, self.site)
        added.add_redirects(files, config, self.site, self.settings, pages=self.pages, made=made)
        self.site = added.add_cards(files, config, self.site, self.settings, pages=self.pages)
        look.leave_out(files, config, serving=self.serving)
        self._warn_of_dead_links(files)
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Remember which pages the nav names, and while somebody edits which need not be made again."""
        self.in_nav = {page.file.src_uri for page in nav.pages}
        if self.serving:
            if self.memory.begin(around(config, nav, self.site, self.settings)):
                self.served.forget()
            for uri, ours in self.pages.items():
                file = files.get_file_from_path(uri)
                made = self.memory.made(ours, self._body(file)) if file and uri not in self.in_nav else None
                if file and made:
                    SamePage(file, config, made)
        return nav

    @_ending
    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:
        """Give the theme's own templates our messages, and while somebody edits each page its desk."""
        install(self.words.translations, env)
        find_once(env)
        env.trim_blocks = env.lstrip_blocks = True  # Material's pages would be a twelfth blanks
        if self.serving:
            env.bytecode_cache = self.memory.theme_compiled
            self._lay_desks(files)
            self.served.keep(files, config)
        return env

    def on_page_read_source(self, *, page: Page, config: MkDocsConfig) -> str | None:  # noqa: ARG002
        """Give MkDocs the body alone; front matter is read once, and by our own rules."""
        uri = page.file.src_uri
        return self._body(page.file) if uri in self.entries or uri in self.known else None

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002
        """Tell Material's templates of one of our pages, and the sitemap of its day."""
        uri = page.file.src_uri
        if config.site_url and self.directories != config.use_directory_urls:
            page.canonical_url = look.published_address(
                page.file, config.site_url, directories=self.directories
            )
        if uri in self.broken:
            page.meta = {"hide": ["navigation", "toc"]}
        if uri not in self.pages:
            return
        ours = self.pages[uri]
        page.meta = look.meta(ours, self.site)
        if day := social.changed(ours, self.site):
            page.update_date = day.isoformat()  # not the day of the build
        if uri not in self.in_nav:
            page.title = page.meta["title"]  # a page of the nav keeps the nav's name for it

    @_ending
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Wrap the rendered body in the page's template, and say what is wrong with an entry."""
        uri = page.file.src_uri
        if uri in self.broken:
            return desks.broken_page(self.broken[uri], self.settings, self.site)
        if uri not in self.pages:
            return without_diagrams(html)
        made = page.made if isinstance(page, SamePage) else self._make(page, without_diagrams(html))
        if uri in self.entries:
            self.findings[uri] = made.findings
            _warn(finding for finding in made.findings if finding.level == "error")
        return made.content

    def on_page_context(self, context: Any, *, page: Page, config: MkDocsConfig, nav: Navigation) -> None:  # noqa: ARG002
        """Light the tab of the list that a page belongs to, as its own."""
        listed = self.pages[page.file.src_uri].listed_in if page.file.src_uri in self.pages else None
        self.lit = next((other for other in nav.pages if other.file.src_uri == listed), None)
        if self.lit:
            self.lit.active = True

    @event_priority(-100)  # what other plugins make of a page is remembered with it
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG002
        """While somebody edits, leave a page that did not change as it is."""
        if self.lit:
            self.lit.active = False
        if not self.serving:
            return output
        ours = page.file.src_uri in self.pages
        return self.served.page(page.file, self.memory.printed(page, output) if ours else output)

    @event_priority(-200)  # what others add to the site is written by then
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """While somebody edits, show what was built."""
        if self.serving:
            self.served.end(config)

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Leave out a sitemap without addresses."""
        return "" if template_name == "sitemap.xml" and not config.site_url else output

    def _taught(self) -> Registry:
        """What the editor taught; what cannot be read is named once, with the seeds that cannot."""
        taught = registry.load(self.settings)
        told = set(map(str, self.failed))  # a conversion reads what was taught, too
        self.failed += [error for error in taught.errors if str(error) not in told]
        for error in self.failed:
            log.warning("%s", error)
        options = self.settings.options
        self.known = {options.speaker_uri(speaker.slug): speaker.body for speaker in taught.speakers}
        self.known |= {options.source_uri(source.slug): source.body for source in taught.sources}
        return taught

    def _read_entries(self, files: Files, config: MkDocsConfig) -> None:
        self.entries, self.broken, self.findings = {}, {}, {}
        for file in list(files.documentation_pages()):
            if not file.src_uri.startswith(f"{self.settings.options.articles_dir}/") or file.name == "index":
                continue
            path = Path(file.abs_src_path or "")
            where = shown(path, self.settings.root)
            try:
                check_name(path, self.settings.root)
                text = read_text(path, where=where)
                load = partial(frontmatter.load_file, where=where)
                self._take(self.memory.entry(file.src_uri, text, load), file)
            except DigestError as error:
                log.warning("%s", error)
                self.broken[file.src_uri] = error
                files.remove(file)
                if self.serving and file.src_uri == printable(file.src_uri):
                    files.append(File.generated(config, file.src_uri, content=""))

    def _take(self, entry: EntryFile, file: File) -> None:
        if entry.entry.draft:
            file.inclusion = InclusionLevel.DRAFT
        if self.serving or not entry.entry.draft:
            self.entries[file.src_uri] = entry

    def _site(self, taught: Registry, config: MkDocsConfig) -> pages.Site:
        settings, directories = self.settings, config.use_directory_urls
        folders = map(Path, config.theme.dirs)
        return pages.Site(
            name=settings.name,
            catalog=Catalog.of(map(self.memory.story, self.entries), taught.speakers, taught.sources),
            options=settings.options,
            words=self.words,
            directories=directories,
            environment=environment(folders, self.words.translations, self.memory.compiled),
            publication=None if self.serving else self._publication(directories),
        )

    def _publication(self, directories: bool) -> Publication:
        """What others are told: addresses on the web, or without a `site_url` those in this very site."""
        published = Publication.of(self.settings, directories=self.directories)
        return published if published.base else replace(published, directories=directories)

    def _warn_of_dead_links(self, files: Files) -> None:
        """MkDocs itself looks at fewer: at no address from the root, at no page's own anchors."""
        written = {file.src_uri: file for file in files.documentation_pages() if not file.generated_by}
        found = Pages(
            texts={uri: file.content_string for uri, file in written.items()},
            made=lambda: {uri: partial(pages.render, page, self.site) for uri, page in self.pages.items()},
            files={file.src_uri for file in files},
        )
        _warn(dead_links(found, shown(self.settings.content, self.settings.root)))

    def _body(self, file: File) -> str:
        """What the editor wrote for a page, in Markdown."""
        uri = file.src_uri
        if uri in self.entries:
            # The blank line keeps Markdown's `meta` extension from taking “Kallas: …” for a setting.
            return f"\n{self.entries[uri].entry.body}"
        return f"\n{self.known[uri]}" if uri in self.known else file.content_string

    def _make(self, page: Page, html: str) -> Made:
        uri = page.file.src_uri
        findings = check(self.entries[uri], plain_paragraphs(html)) if uri in self.entries else ()
        made = Made(
            page=self.pages[uri],
            body=self._body(page.file),
            html=html,
            content=pages.render(self.pages[uri], self.site, html),
            findings=tuple(findings),
        )
        if self.serving:
            self.memory.keep(made)
        return made

    def _lay_desks(self, files: Files) -> None:
        errors = (*self.failed, *self.broken.values())
        desks.lay(
            files, self.settings, self.site, entries=self.entries, findings=self.findings, errors=errors
        )
        for uri in self.pages:
            file = files.get_file_from_path(uri)
            if file and file.page:
                self.memory.skip(file.page)


def _settings(config: MkDocsConfig, options: Any) -> Settings:
    """What `mkdocs.yml` says about the digest, as MkDocs has read it."""
    theme = config.theme
    return Settings(
        root=Path(config.config_file_path or "mkdocs.yml").absolute().parent,
        content=Path(config.docs_dir),
        options=checked(dict(options), "mkdocs.yml"),
        name=config.site_name,
        url=config.site_url,
        description=config.site_description or "",
        language=str(theme.get("language") or "en"),
        custom_dir=Path(theme.custom_dir) if theme.custom_dir else None,
    )


def _count_warnings() -> None:
    """Let MkDocs see its warnings in a quiet build, too: what it drops, `--strict` does not fail on."""
    mkdocs = logging.getLogger("mkdocs")
    if not mkdocs.isEnabledFor(logging.WARNING):
        mkdocs.setLevel(logging.WARNING)


def _warn(findings: Iterable[Finding]) -> None:
    for finding in findings:
        log.warning("%s", printable(f"{finding.place}: {finding.text}"))

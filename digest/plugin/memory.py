"""What the last build made, while `serve` runs: what has not changed since is not made again.

A page is made of values, and values that hold the same stories are equal; so a story that was not edited
stays the same object from one build to the next.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

from digest.checks import Finding
from digest.frontmatter import EntryFile
from digest.settings import Settings
from digest.site import pages, search
from digest.site.catalog import Story
from digest.site.templates import Compiled, templates_folder

_SAME = "digest/same.html"
_ELSEWHERE = re.compile(r"[\[<]")  # what leads elsewhere, or may: its HTML rests on other files, too


@dataclass(frozen=True, kw_only=True)
class Made:
    """What was made for a page, and what it was made from."""

    page: pages.Page
    body: str  # what the editor wrote for it, in Markdown
    html: str  # that rendered
    content: str
    findings: tuple[Finding, ...] = ()


class SamePage(Page):
    """A page that nobody changed: nothing is read or rendered for it."""

    def __init__(self, file: File, config: MkDocsConfig, made: Made) -> None:
        super().__init__(None, file, config)
        self.made = made

    def read_source(self, config: MkDocsConfig) -> None:  # noqa: ARG002
        """Read nothing."""
        self.markdown, self.meta = "", {}

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002
        """Take what was rendered before."""
        self.content, self.toc = self.made.html, TableOfContents([])


class Memory:
    """What the last build read, made and printed, by `src_uri`."""

    def __init__(self) -> None:
        self.compiled, self.theme_compiled = Compiled(), Compiled()  # an environment's code is its own
        self._around: Any = None
        self._files: dict[str, tuple[str, EntryFile, Story]] = {}
        self._made: dict[str, Made] = {}
        self._printed: dict[str, tuple[Any, str]] = {}
        self._texts: dict[str, search.Text] = {}

    def entry(self, uri: str, text: str, load: Callable[[str], EntryFile]) -> EntryFile:
        """What stands in a file, read anew only when its text is another."""
        if uri not in self._files or self._files[uri][0] != text:
            file = load(text)
            self._files[uri] = text, file, Story(uri, file.entry)
        return self._files[uri][1]

    def story(self, uri: str) -> Story:
        """The story of an entry that was read."""
        return self._files[uri][2]

    def text(self, page: Page, html: str) -> search.Text:
        """What a reader sees of an entry's own text, which search finds."""
        uri = page.file.src_uri
        if uri not in self._texts or not isinstance(page, SamePage):
            self._texts[uri] = search.text_of(html)
        return self._texts[uri]

    def begin(self, around: Any) -> bool:
        """Forget every page when what stands around all of them is another; whether it is."""
        another = bool(around != self._around)
        if another:
            self._around = around
            self._made.clear()
            self._printed.clear()
        return another

    def made(self, page: pages.Page, body: str) -> Made | None:
        """What was made of the same page before."""
        made = self._made.get(page.src_uri)
        return made if made and made.body == body and made.page == page else None

    def keep(self, made: Made) -> None:
        """Remember what was made, unless it rests on more than its own values."""
        if not _ELSEWHERE.search(made.body):
            self._made[made.page.src_uri] = made

    def skip(self, page: Page) -> None:
        """Have MkDocs print nothing for a page that would look the same."""
        printed = self._printed.get(page.file.src_uri)
        if printed and printed[0] == _shown(page):
            page.meta = {**page.meta, "template": _SAME}

    def printed(self, page: Page, output: str) -> str:
        """The whole page, printed now or before."""
        uri = page.file.src_uri
        if page.meta.get("template") == _SAME:
            return self._printed[uri][1]
        self._printed[uri] = _shown(page), output
        return output


def around(config: MkDocsConfig, nav: Navigation, site: pages.Site, settings: Settings) -> Any:
    """What every page depends on beside its own values: settings, nav, templates, words, other prints."""
    folders = [
        settings.custom_dir or templates_folder(),
        templates_folder(),
        settings.catalogs,
    ]
    files = {path for folder in folders for path in folder.rglob("*") if path.is_file()}
    stories = site.catalog.stories
    return (
        Path(config.config_file_path).read_text("utf-8") if config.config_file_path else "",
        [(page.file.src_uri, page.title) for page in nav.pages],
        sorted((str(path), path.stat().st_mtime_ns) for path in files),
        {story.src_uri: _prints(story, site) for story in stories if site.catalog.also_printed(story)},
    )


def _prints(story: Story, site: pages.Site) -> list[tuple[str, str]]:
    return [(other.src_uri, other.entry.source.name) for other in site.catalog.also_printed(story)]


def _shown(page: Page) -> tuple[Any, ...]:
    return page.content, page.title, page.meta

"""The search box: Material shows it, the index behind it is ours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from digest.plugin.look import OFFLINE_WORKER, is_offline
from digest.site import search
from digest.site.templates import templates_folder

if TYPE_CHECKING:
    from digest.plugin import DigestPlugin

_STYLE = "assets/digest/search.css"
_SCRIPTS = ("assets/digest/search-index.js", "assets/digest/search.js")
_MATERIAL = "material/search"


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
        listed = config.plugins.get(_MATERIAL)
        if listed and not listed.config.get("enabled"):
            return
        config.plugins[f"{_MATERIAL}-of-digest" if listed else _MATERIAL] = cls(digest)
        own = 1 if config.theme.custom_dir else 0
        config.theme.dirs.insert(own, str(templates_folder() / "search"))
        config.extra_css.insert(1, _STYLE)
        config.extra_javascript[1:1] = _SCRIPTS

    @event_priority(50)  # before the digest wraps what the editor wrote
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002
        """Keep the page's text, and tell Material's plugin that there is nothing to index."""
        uri, asked = page.file.src_uri, page.meta.get("search")
        page.meta["search"] = {"exclude": True}
        if uri in self.digest.entries:
            self.texts[uri] = self.digest.memory.text(page, html)
        elif uri in self.digest.pages:
            self._take(uri, self.digest.pages[uri].title, html)
        elif uri not in self.digest.broken and not (isinstance(asked, dict) and asked.get("exclude")):
            self._take(uri, str(page.title), html)

    @event_priority(50)  # before the digest looks which files are new
    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002
        """Add the files of the index, once every page is read; a dirty build, which reads few, keeps them."""
        site = self.digest.site
        if site and self.texts.keys() == self.digest.entries.keys():
            for path, content in search.build(
                site, self.texts, sorted(self.own, key=lambda own: own.src_uri)
            ):
                files.append(File.generated(config, path, content=content))
        if is_offline(config):  # no worker is needed, so no page asks for one
            scripts = config.extra.get("polyfills", [])
            config.extra["polyfills"] = [script for script in scripts if script != OFFLINE_WORKER]

    def _take(self, uri: str, title: str, content: str) -> None:
        if content.strip():
            self.own.append(search.own_page(uri, title, content))

"""How the theme is dressed for a digest: templates, styles, scripts, tabs, and the names of buttons."""

from __future__ import annotations

import html
from typing import Any
from urllib.parse import urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from digest.settings import ARCHIVE, HOME, KEY_FIGURES, Settings
from digest.site import pages, social
from digest.site.templates import templates_folder
from digest.site.words import Words

OFFLINE_WORKER = "assets/digest/iframe-worker.js"  # Material knows it by this name
_STYLE = "assets/digest/digest.css"
_SCRIPT = "assets/digest/digest.js"
_DESK_STYLE = "assets/digest/desk.css"


def dress(config: MkDocsConfig, settings: Settings, words: Words, *, serving: bool) -> None:
    """Put our templates behind the editor's own, and our style before theirs."""
    config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(templates_folder()))
    config.extra_css[:0] = [_STYLE, _DESK_STYLE] if serving else [_STYLE]
    config.extra_javascript.insert(0, _SCRIPT)
    if is_offline(config):
        config.extra.setdefault("polyfills", []).append(OFFLINE_WORKER)
    _name_toggles(config.theme.get("palette"), words)
    if config.nav is None:
        config.nav = _default_nav(settings, words)


def meta(page: pages.Page, site: pages.Site) -> dict[str, Any]:
    """What the theme's templates, which escape nothing, are told of one of our pages."""
    return {
        "digest": True,
        "title": html.escape(page.title, quote=False),
        "description": html.escape(page.description[:300]),
        "hide": ["navigation", "toc"],
        "feeds": pages.feed_links(page, site),
        "trail": social.trail(page, site),
        "social": social.tags(page, site),
        "search": {"boost": page.boost, "exclude": not page.boost},
    }


def published_address(file: File, site_url: str, *, directories: bool) -> str:
    """Where the web has a page that this build writes for reading from a folder."""
    return urljoin(site_url, File(file.src_uri, "", "", directories).url)


def leave_out(files: Files, config: MkDocsConfig, *, serving: bool) -> None:
    """Publish no template that MkDocs takes for a file, and no style that only an editor needs."""
    for file in list(files):
        if file.src_uri.startswith("digest/") and file.src_dir in config.theme.dirs:
            files.remove(file)
    desk_style = files.get_file_from_path(_DESK_STYLE)
    if desk_style and not serving:
        files.remove(desk_style)


def is_offline(config: MkDocsConfig) -> bool:
    """Whether the site is built for reading from a folder."""
    return any(
        name in {"offline", "material/offline"} and plugin.config.get("enabled")
        for name, plugin in config.plugins.items()
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

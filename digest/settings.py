"""What `mkdocs.yml` says about a digest, read without MkDocs."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path, PurePath
from typing import Any

import yaml
from yaml_env_tag import construct_env_tag

from digest.errors import SettingsError
from digest.files import read_text
from digest.keys import nearest

HOME, ARCHIVE, KEY_FIGURES, TAGS = "index.md", "archive/index.md", "key-figures/index.md", "tags/index.md"


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The options of the `digest` plugin in `mkdocs.yml`, with what holds when they are absent."""

    seeds_dir: str = "seeds"  # beside mkdocs.yml
    articles_dir: str = "articles"  # inside docs_dir, as are the next two
    speakers_dir: str = "speakers"  # pages of speakers: what you taught, and what is made
    sources_dir: str = "sources"  # pages of sources, likewise
    key_figures: int = 5  # how many figures an entry keeps
    all_figures: bool = False  # whether the others are kept too, under `figures`
    feed_full_text: bool = False  # whether feeds hold whole articles rather than their first paragraph
    home_page: bool = True  # whether the digest makes the front page
    speaker_pages: bool = True  # whether it makes the list of speakers, and a page for each
    source_pages: bool = True  # whether it makes the list of sources, and a page for each
    archive_pages: bool = True  # whether it makes the archive
    key_figures_page: bool = True  # whether it makes the page of key figures
    tag_pages: bool = True  # whether it makes the list of tags, and a page for each, where entries have any
    cards: bool = False  # whether a picture of each headline is drawn, for where a link is shared
    card_font: str = ""  # a font file of the editor's for them, for letters that the packaged ones lack
    search: bool = True  # whether the search is the digest's own; else Material's, where that is listed
    editor: str = ""  # what `serve` opens files in: a program's name, or an address with {path} and {line}

    def speaker_uri(self, slug: str) -> str:
        """The source file of a speaker's page; `index` is the list of all."""
        return f"{self.speakers_dir}/{slug}.md"

    def source_uri(self, slug: str) -> str:
        """The source file of an outlet's page; `index` is the list of all."""
        return f"{self.sources_dir}/{slug}.md"

    def shows(self, src_uri: str) -> bool:
        """Whether the kind that a page is of has not been switched off.

        >>> Options(speaker_pages=False).shows("speakers/ilse-varden.md")
        False
        """
        if src_uri == HOME:
            return self.home_page
        kinds = {
            self.articles_dir: True,
            self.speakers_dir: self.speaker_pages,
            self.sources_dir: self.source_pages,
            ARCHIVE.partition("/")[0]: self.archive_pages,
            KEY_FIGURES.partition("/")[0]: self.key_figures_page,
            TAGS.partition("/")[0]: self.tag_pages,
        }
        if all(kinds.values()):
            return True
        return next((on for folder, on in kinds.items() if src_uri.startswith(f"{folder}/")), True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where a digest's files lie, and its options."""

    root: Path
    content: Path
    options: Options = Options()
    name: str = ""  # of the site, as are the next three
    url: str | None = None
    description: str = ""
    language: str = "en"
    custom_dir: Path | None = None  # where the editor's own templates lie
    served_at: str = ""  # where `mkdocs serve` shows it

    @property
    def seeds(self) -> Path:
        """The folder of pasted articles."""
        return self.root / self.options.seeds_dir

    @property
    def drawn(self) -> Path:
        """The folder of cards that are drawn already; deleting it costs time alone."""
        return self.root / ".cache" / "digest" / "cards"

    @property
    def catalogs(self) -> Path:
        """The folder of the editor's own translations of the interface."""
        return self.root / "locale"

    @property
    def articles(self) -> Path:
        """The folder of entries."""
        return self.content / self.options.articles_dir

    @property
    def speakers(self) -> Path:
        """The folder of what the editor taught about people."""
        return self.content / self.options.speakers_dir

    @property
    def sources(self) -> Path:
        """The folder of what the editor taught about outlets."""
        return self.content / self.options.sources_dir


def load(project: Path) -> Settings:
    """Read the settings of the digest in a folder; `SettingsError` when there is none."""
    path = project / "mkdocs.yml"
    if not path.is_file():
        hint = "make a digest with `digest new DIR`, or name its folder with --project"
        raise SettingsError(str(path), "no such file", hint=hint)
    try:
        config = yaml.load(read_text(path, where=str(path)), Loader=_Loader)  # noqa: S506 it is a SafeLoader
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else None
        what = f"broken YAML: {getattr(error, 'problem', None) or str(error).splitlines()[0]}"
        raise SettingsError(str(path), what, line=line) from error
    if not isinstance(config, dict):
        raise SettingsError(str(path), "not a list of settings", hint="see `digest new`")
    docs_dir = config.get("docs_dir", "docs")
    if not isinstance(docs_dir, str):
        hint = "write the folder's name"
        raise SettingsError(str(path), f"docs_dir: {docs_dir!r} is not text", hint=hint)
    theme = config.get("theme")
    theme = theme if isinstance(theme, dict) else {}
    custom_dir = _text(theme, "custom_dir")
    return Settings(
        root=project,
        content=project / docs_dir,
        options=_options(config, str(path)),
        name=_text(config, "site_name"),
        url=_text(config, "site_url") or None,
        description=_text(config, "site_description"),
        language=_text(theme, "language") or "en",
        custom_dir=project / custom_dir if custom_dir else None,
        served_at=_text(config, "dev_addr"),
    )


def checked(given: Any, where: str) -> Options:
    """The options as given, or `SettingsError` for one that makes no sense."""
    if not isinstance(given, dict):
        raise SettingsError(where, "the options of the digest plugin are not keys and values")
    known = [field.name for field in fields(Options)]
    for key in given:
        if key not in known and (meant := nearest(str(key), known, _NEARLY)):
            hint = f"did you mean {meant}?"
            raise SettingsError(where, f"plugins: digest: there is no option {key}", hint=hint)
    chosen = {key: given[key] for key in known if key in given}
    for key, value in chosen.items():
        kind = type(getattr(Options(), key))
        if type(value) is not kind:
            raise SettingsError(where, f"plugins: digest: {key}: {value!r} is not {_KINDS[kind]}")
        if kind is int and value < 0:
            raise SettingsError(where, f"plugins: digest: {key}: {value} is less than none")
        if kind is str and _leaves(value):
            hint = "name a folder inside"
            raise SettingsError(where, f"plugins: digest: {key}: {value!r} leaves the project", hint=hint)
    return Options(**chosen)


def _options(config: dict[str, Any], where: str) -> Options:
    for plugin in _plugins(config.get("plugins")):
        if "digest" in plugin:
            return checked(plugin["digest"] or {}, where)
    raise SettingsError(where, "the digest plugin is not listed", hint="add `- digest` under `plugins:`")


def _plugins(listed: Any) -> list[dict[str, Any]]:
    if isinstance(listed, dict):
        return [{name: options} for name, options in listed.items()]
    items = listed if isinstance(listed, list) else []
    return [item if isinstance(item, dict) else {str(item): None} for item in items]


def _text(config: dict[str, Any], key: str) -> str:
    value = config.get(key)
    return value if isinstance(value, str) else ""


def _leaves(folder: str) -> bool:
    return PurePath(folder).is_absolute() or ".." in PurePath(folder).parts


_NEARLY = 0.75  # of 1; what is unlike all options may be one of a later version
_KINDS = {str: "text", int: "a whole number", bool: "true or false"}


class _Loader(yaml.SafeLoader):
    """Reads past the tags that only MkDocs and its themes understand."""


def _opaque(_loader: yaml.SafeLoader, _suffix: str, _node: yaml.Node) -> None:
    return None


_Loader.add_multi_constructor("!", _opaque)
_Loader.add_constructor("!ENV", construct_env_tag)
_Loader.add_multi_constructor("tag:yaml.org,2002:python/", _opaque)

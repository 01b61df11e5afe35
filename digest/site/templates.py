"""Where the templates of the site lie, and how they are read."""

from __future__ import annotations

from collections.abc import Iterable
from gettext import NullTranslations
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined


def templates_folder() -> Path:
    """Where the templates lie: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).parent.parent
    inside = package / "site_templates"
    return inside if inside.is_dir() else package.parent / "site_templates"


def environment(folders: Iterable[Path], translations: NullTranslations | None = None) -> Environment:
    """The templates of the given folders, the first winning; everything printed is escaped."""
    made = Environment(
        loader=FileSystemLoader([str(folder) for folder in folders]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # they are read anew for each build
    )
    install(translations or NullTranslations(), made)
    return made


def install(translations: NullTranslations, templates: Environment) -> None:
    """Give templates the messages of a language, as `_("…")`, `ngettext` and `{% trans %}`."""
    templates.add_extension("jinja2.ext.i18n")
    # What stands in a place such as %(name)s is escaped as the templates escape all they print.
    templates.install_gettext_translations(translations, newstyle=True)  # type: ignore[attr-defined]

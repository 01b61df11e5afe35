"""Where the templates of the site lie, and how they are read."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Mapping, MutableMapping
from gettext import NullTranslations
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined, Template, pass_eval_context
from jinja2.bccache import Bucket
from jinja2.nodes import EvalContext
from markupsafe import Markup

from digest.errors import TemplateError
from digest.files import shown


def templates_folder() -> Path:
    """Where the templates lie: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).parent.parent
    inside = package / "site_templates"
    return inside if inside.is_dir() else package.parent / "site_templates"


class Compiled(BytecodeCache):
    """Templates as they were compiled before, for builds that follow each other."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what was compiled of the same text."""
        if code := self._code.get(bucket.key + bucket.checksum):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self._code[bucket.key + bucket.checksum] = bucket.bytecode_to_string()


def environment(
    folders: Iterable[Path],
    translations: NullTranslations | None = None,
    compiled: BytecodeCache | None = None,
) -> Environment:
    """The templates of the given folders, the first winning; everything printed is escaped."""
    made = Environment(
        loader=FileSystemLoader([str(folder) for folder in folders]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=compiled,
        auto_reload=False,  # they are read anew for each build
    )
    install(translations or NullTranslations(), made)
    find_once(made)
    return made


def rendered(templates: Environment, name: str, values: Mapping[str, Any]) -> str:
    """What a template makes of some values; `TemplateError` says which line of which file is wrong."""
    try:
        return templates.get_template(name).render(values)
    except jinja2.TemplateError as error:
        where, line = _place(error, name)
        what = str(error.message)
        if isinstance(error, jinja2.TemplateNotFound):
            what = f"there is no template {error.name}"
        hint = "docs/templates.md lists them all, and what each can use"
        raise TemplateError(where, what, line=line, hint=hint) from error


def in_project(error: TemplateError, root: Path) -> TemplateError:
    """The error with its file as an editor knows it."""
    return TemplateError(shown(Path(error.where), root), error.what, line=error.line, hint=error.hint)


def install(translations: NullTranslations, templates: Environment) -> None:
    """Give templates the messages of a language, as `_("…")`, `ngettext` and `{% trans %}`."""
    templates.add_extension("jinja2.ext.i18n")
    # What stands in a place such as %(name)s is escaped as the templates escape all they print.
    templates.install_gettext_translations(translations, newstyle=True)  # type: ignore[attr-defined]
    templates.globals["_"] = templates.globals["gettext"] = _gettext(translations)


def find_once(templates: Environment) -> None:
    """Look each template up once: Jinja does so at every include, of which a page has dozens."""
    look_up = templates.get_template
    found: dict[tuple[str, str | None], Template] = {}

    def get_template(
        name: str | Template, parent: str | None = None, globals: MutableMapping[str, Any] | None = None
    ) -> Template:
        if isinstance(name, Template) or globals is not None:
            return look_up(name, parent, globals)
        if (name, parent) not in found:
            found[name, parent] = look_up(name, parent)
        return found[name, parent]

    templates.get_template = get_template  # type: ignore[method-assign]


def _gettext(translations: NullTranslations) -> Callable[..., str]:
    """What Jinja's own newstyle `gettext` does, which looks itself up anew for each message."""

    @pass_eval_context
    def gettext(context: EvalContext, message: str, /, **places: Any) -> str:
        said = translations.gettext(message)
        return Markup(said) % places if context.autoescape else said % places  # noqa: S704 catalogs are checked

    return gettext


def _place(error: Exception, name: str) -> tuple[str, int | None]:
    """The file and line of the template that failed, the innermost of those on the way."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        return error.filename or name, error.lineno
    frames = traceback.extract_tb(error.__traceback__)
    in_templates = [frame for frame in frames if not frame.filename.endswith(".py")]
    return (in_templates[-1].filename, in_templates[-1].lineno) if in_templates else (name, None)

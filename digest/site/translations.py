"""The interface's words in the site's language, from catalogs in the gettext format (`.po`).

A catalog is read when a site is built; nothing compiled is kept.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog, Message, TranslationError
from babel.messages.checkers import num_plurals, python_format
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from digest.errors import SettingsError
from digest.files import read_text

OURS = Path(__file__).parent / "locale"
DOMAIN = "digest"
_MANY = 200  # numbers of things that a rule for plurals is tried with
_HEAD = "mend the lines of its head, which `msginit` writes right"


def translations(locale: Locale, folders: Iterable[Path] = ()) -> NullTranslations:
    """The messages of a language: those in an editor's folders win over ours, and English is the last."""
    first, *others = [*_catalogs(locale, [*folders, OURS]), NullTranslations()]
    for other in others:
        first.add_fallback(other)
    return first


def catalog_file(folder: Path, language: str) -> Path:
    """Where a folder keeps the catalog of a language.

    >>> catalog_file(Path("locale"), "pt_BR").as_posix()
    'locale/pt_BR/LC_MESSAGES/digest.po'
    """
    return folder / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def _catalogs(locale: Locale, folders: Iterable[Path]) -> Iterator[NullTranslations]:
    for folder in folders:
        for name in dict.fromkeys((str(locale), locale.language)):
            path = catalog_file(folder, name)
            if path.is_file():
                where = path.relative_to(folder.parent).as_posix()
                yield _compiled(read_text(path, where=where), name, where)


def _compiled(text: str, language: str, where: str) -> GNUTranslations:
    compiled = _as_mo(text, language, where)
    try:
        messages = GNUTranslations(io.BytesIO(compiled))
        for number in range(_MANY):
            messages.ngettext("", "", number)
    except (ValueError, ArithmeticError) as error:
        raise SettingsError(where, f"Plural-Forms: {error}", hint=_HEAD) from error
    return messages


@cache
def _as_mo(text: str, language: str, where: str) -> bytes:
    """A catalog in the form that gettext reads; `SettingsError` for one that would break a page."""
    try:
        catalog = read_po(io.StringIO(text), locale=language, abort_invalid=True)
    except PoFileError as error:
        raise SettingsError(where, f"not a catalog of messages: {error}", line=error.lineno + 1) from error
    except ValueError as error:
        raise SettingsError(where, f"not a catalog of messages: {error}", hint=_HEAD) from error
    _check(catalog, where)
    catalog.charset = "utf-8"  # as the file was read, whatever its head says
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    return compiled.getvalue()


def _check(catalog: Catalog, where: str) -> None:
    for message in catalog:
        if not message.id or not any(message.string or ()):
            continue
        try:
            python_format(catalog, message)
            num_plurals(catalog, message)
            _check_text(message)
        except (TranslationError, TypeError, ValueError) as error:
            hint = "keep each %(name)s and each <tag> of the English, and write %% for a per cent sign"
            raise SettingsError(where, f"{message.id!r}: {error}", line=message.lineno, hint=hint) from error


def _check_text(message: Message) -> None:
    """Pages print messages as they are, so a translation holds no markup but that of the English."""
    text = message.string if isinstance(message.string, str) else "".join(message.string or ())
    if strange := sorted((set(text) & set('<>&"')) - set("".join(message.id))):
        raise TranslationError(f"holds {' '.join(strange)}; write quotation marks such as “ ” ’")
    if not message.python_format and _filled(text) != text.replace("%%", "%"):
        raise TranslationError("has a lone %")


def _filled(text: str) -> str:
    try:
        return text % {}
    except KeyError as error:
        raise TranslationError(f"has %({error.args[0]})s, which the English has not") from error

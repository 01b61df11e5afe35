"""The messages of the interface, as they stand in the code; run by itself, brings the catalogs up to date."""

from __future__ import annotations

import io
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from digest.site.translations import DOMAIN, OURS

ROOT = Path(__file__).parents[1]
TEMPLATE = OURS / f"{DOMAIN}.pot"
OPTIONS = {"jinja2": {"trimmed": "true", "newstyle_gettext": "true", "silent": "false"}}


def extracted() -> Catalog:
    """Every message that the code and the templates say, in the order of the files."""
    catalog = Catalog()
    for folder, methods in (
        ("digest", [("site/**.py", "python"), ("plugin/**.py", "python")]),
        ("site_templates", [("**.html", "jinja2"), ("**.xhtml", "jinja2"), ("**.opf", "jinja2")]),
    ):
        found = extract_from_dir(ROOT / folder, methods, OPTIONS, comment_tags=["Translators:"])
        for path, _, message, comments, context in sorted(found, key=lambda row: row[0]):
            place = (f"{folder}/{path}", 0)
            catalog.add(message, locations=[place], auto_comments=comments, context=context)
    return catalog


def shipped() -> dict[str, Catalog]:
    """The catalog of each language, as it is in the package."""
    return {
        path.parents[1].name: read_po(io.StringIO(path.read_text("utf-8")), locale=path.parents[1].name)
        for path in sorted(OURS.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))
    }


def template() -> Catalog:
    """What a new translation starts from, as it is in the package."""
    return read_po(io.StringIO(TEMPLATE.read_text("utf-8")))


def untranslated(catalog: Catalog) -> list[Message]:
    """The messages that a translator has to look at."""
    return [
        message
        for message in catalog
        if message.id
        and (
            message.fuzzy
            or not all([message.string] if isinstance(message.string, str | None) else message.string)
        )
    ]


def text(catalog: Catalog) -> str:
    """A catalog as its file has it: no date in it, so that one which nobody changed stays as it is."""
    head = ["Content-Type: text/plain; charset=utf-8"]
    if catalog.locale is not None:
        head += [f"Language: {catalog.locale}", f"Plural-Forms: {catalog.plural_forms}"]
    written = io.BytesIO()
    write_po(written, catalog, width=100, include_lineno=False, ignore_obsolete=True, omit_header=True)
    header = "".join(f'"{line}\\n"\n' for line in head)
    return f'msgid ""\nmsgstr ""\n{header}\n{written.getvalue().decode("utf-8")}'


def update() -> None:
    """Write what is extracted, and tell each language of it; what changed is marked fuzzy."""
    found = extracted()
    TEMPLATE.write_text(text(found), encoding="utf-8")
    for language, catalog in shipped().items():
        catalog.update(found, update_creation_date=False)
        path = OURS / language / "LC_MESSAGES" / f"{DOMAIN}.po"
        path.write_text(text(catalog), encoding="utf-8")
        print(f"{language}: {len(catalog)} messages, {len(untranslated(catalog))} to translate")


if __name__ == "__main__":
    update()

"""Entry ⇄ file, and the editor's registry pages: the contract between the two halves of Digest.

A file is YAML front matter between two lines of `---`, then Markdown.
The dataclasses of `model` are the whole schema: what they ask for is checked, every other key of an
entry is kept in `Entry.extra`.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar, get_args, get_type_hints
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from digest import yamltext
from digest.errors import EntryError
from digest.keys import nearest
from digest.model import TIMESTAMP, Entry, KnownSource, KnownSpeaker, SeedRef, Timestamp
from digest.text import slugify

T = TypeVar("T")
Known = TypeVar("Known", KnownSpeaker, KnownSource)

_OPEN = re.compile(r"\ufeff?---[ \t]*\n")
_CLOSE = re.compile(r"^(?:---|\.\.\.)[ \t]*$\n?", re.M)
_CONFLICT = re.compile(r"^<{7} ", re.M)  # a converted text has no sign of less at the start of a line
_NESTED = re.compile(r"^(?:(?:[ \t]*(?:>|(?:[*+-]|\d{1,9}[.)])[ \t])){100}|[ \t]{400})(?=[ \t]*\S)", re.M)
_SEED = re.compile(r"^seed:[^\n]*\n(?:[ \t][^\n]*\n|\n)*", re.M)
_SEED_LINES = re.compile(
    r"seed:[ \t]*\n[ \t]+path: (?P<path>[^\n]+)\n[ \t]+sha256: (?P<sha256>[0-9a-f]{64})[ \t]*\n"
)
_PAGE_END = re.compile(r"(?:(?:/index)?\.(?:html|md)|/(?:index)?)$")
_NOT_IN_ADDRESSES = re.compile(r'[\\:*?"<>|#\x00-\x1f\x7f-\x9f\ud800-\udfff]')
_LONGEST_NUMBER = 4000  # digits
_FARTHEST_POINT = 1000  # places before or behind
_MISSING = re.compile(r"Object missing required field `(\w+)`")
_PATH = re.compile(r" - at `\$([^`]*)`$")
_STEP = re.compile(r"\.([^.\[]+)|\[(\d+)\]")
_KEYS = {field.name for field in dataclasses.fields(Entry)} - {"extra", "body"}
_TIMES = {"timestamp", "updated"}
_INLINE = {"aliases", "tags", "authors", "candidates", "places", "same_as", "redirect_from", "different_from"}
_PLAIN_WORDS = {
    "`str`": "text",
    "`int`": "a whole number",
    "`decimal`": "a number",
    "`float`": "a number",
    "`bool`": "true or false",
    "`array`": "a list",
    "`object`": "keys and values",
    "Object missing required field": "missing",
    "Invalid enum value": "unknown word",
}


@dataclass(frozen=True)
class EntryFile:
    """An entry as it stands in a file, which knows the line of each of its parts."""

    entry: Entry
    where: str
    document: yamltext.Document

    def line(self, *path: str | int) -> int:
        """The line of `speakers, 0, quotations, 2`, or of the nearest part that is there."""
        return self.document.line(path) + 1  # the line of --- comes before

    def error(self, what: str, *path: str | int, hint: str = "") -> EntryError:
        """An error that points at a part of this file."""
        return EntryError(self.where, what, hint=hint, line=self.line(*path))


def load(text: str, *, where: str) -> Entry:
    """Read an entry from the text of its file; `EntryError` names `where` and the line."""
    return load_file(text, where=where).entry


def load_file(text: str, *, where: str) -> EntryFile:
    """Read an entry and keep the lines of its parts, for findings that point at them."""
    document, body = _read(text, where)
    fields = {key: value for key, value in document.value.items() if key in _KEYS}
    extra = {key: value for key, value in document.value.items() if key not in _KEYS}
    fields = _with_slugs(_with_timestamps(fields, document, where))
    entry = dataclasses.replace(_convert(fields, Entry, document, where), extra=extra, body=body)
    file = EntryFile(entry, where, document)
    _check_slugs(file)
    _check_numbers(file)
    _check_addresses("redirect_from", entry.redirect_from, _address, document, where)
    return file


def find_seed(text: str) -> SeedRef | None:
    """Which seed an entry was made from, even where the rest of its front matter is broken."""
    text = text.replace("\r\n", "\n")
    opening = _OPEN.match(text)
    closing = _CLOSE.search(text, opening.end()) if opening else None
    found = _SEED.search(text, 0, closing.start() if closing else len(text))
    return _read_seed(found[0]) if found else None


def dump(entry: Entry) -> str:
    """Write an entry as the text of its file: the same entry gives the same text.

    >>> from digest.model import Source
    >>> print(dump(Entry(title="T", source=Source(name="S"), timestamp=Timestamp.parse("2025-12-02"))))
    ---
    title: T
    source:
      name: S
    timestamp: 2025-12-02
    language: en
    ---
    <BLANKLINE>
    """
    front = {key: value for key, value in _plain(entry).items() if key not in {"extra", "body"}}
    body = f"\n{entry.body}\n" if entry.body else ""
    return f"---\n{yamltext.dump(front | dict(entry.extra))}---\n{body}"


def load_speaker(text: str, *, slug: str, where: str) -> KnownSpeaker:
    """Read what the editor taught about a person; the file's name is the slug."""
    return _load_known(text, slug, where, KnownSpeaker)[1]


def load_source(text: str, *, slug: str, where: str) -> KnownSource:
    """Read what the editor taught about an outlet; the file's name is the slug."""
    document, source = _load_known(text, slug, where, KnownSource)
    if source.timezone and not _is_timezone(source.timezone):
        what = f"timezone: {source.timezone!r} is not a time zone such as Europe/Kyiv"
        raise EntryError(where, what, line=document.line(("timezone",)) + 1)
    return source


def schema() -> dict[str, Any]:
    """The JSON Schema of an entry's front matter, for completion in an editor."""
    described = msgspec.json.schema(Entry)
    parts = described["$defs"]
    parts["Timestamp"] = {"type": "string", "pattern": TIMESTAMP.pattern}
    for internal in ("extra", "body"):
        del parts["Entry"]["properties"][internal]
    parts["Speaker"]["required"].remove("slug")  # made from the name where it is missing
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Digest entry"} | described


def _read_seed(lines: str) -> SeedRef | None:
    try:
        return msgspec.convert(yamltext.load(lines).value["seed"], SeedRef)
    except (yamltext.YamlError, msgspec.ValidationError):
        match = _SEED_LINES.match(lines)
        return SeedRef(path=match["path"], sha256=match["sha256"]) if match else None


def _load_known(text: str, slug: str, where: str, kind: type[Known]) -> tuple[yamltext.Document, Known]:
    if not _is_slug(slug):
        hint = f"rename it to {slugify(slug) or 'letters and digits'}.md"
        raise EntryError(where, "the file's name cannot be an address", hint=hint)
    document, body = _read(text, where)
    known = _convert(document.value | {"slug": slug, "body": body}, kind, document, where)
    for key in ("redirect_from", "different_from"):
        slugs = getattr(known, key)
        _check_addresses(key, slugs, _slug, document, where)
        if slug in slugs:
            line = document.line((key, slugs.index(slug))) + 1
            raise EntryError(where, f"{key}: {slug!r} is this very page", hint="take it out", line=line)
    return document, known


def _is_timezone(name: str) -> bool:
    try:
        return bool(ZoneInfo(name))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False


def split(text: str, *, where: str) -> tuple[str, str, str]:
    """The line that opens a file's front matter, the YAML, and the rest with the line that closes it."""
    opening = _OPEN.match(text)
    if opening is None:
        raise EntryError(where, "no front matter", hint="start the file with a line of ---", line=1)
    closing = _CLOSE.search(text, opening.end())
    if closing is None:
        raise EntryError(where, "the front matter never ends", hint="close it with a line of ---", line=1)
    return opening[0], text[opening.end() : closing.start()], text[closing.start() :]


def _read(text: str, where: str) -> tuple[yamltext.Document, str]:
    text = text.replace("\r\n", "\n")
    if mark := _CONFLICT.search(text):
        hint = "keep one of the two versions, and delete the lines with <<<<<<<, ======= and >>>>>>>"
        line = text.count("\n", 0, mark.start()) + 1
        raise EntryError(where, "git could not merge two versions of it", hint=hint, line=line)
    _, yaml, rest = split(text, where=where)
    try:
        document = yamltext.load(yaml)
    except yamltext.YamlError as error:
        what = f"broken YAML: {error.what}"
        raise EntryError(where, what, hint=error.hint, line=error.line + 1) from error
    if deep := _NESTED.search(rest):
        line = text.count("\n", 0, len(text) - len(rest) + deep.start()) + 1
        raise EntryError(
            where, "lists or quotations nested too deeply", hint="set them less far in", line=line
        )
    return document, _CLOSE.sub("", rest, count=1).strip("\n")


def _with_timestamps(fields: dict[str, Any], document: yamltext.Document, where: str) -> dict[str, Any]:
    """Timestamps are read by our own rules: an offset only where one is written."""
    read = dict(fields)
    for key in sorted(key for key in _TIMES if fields.get(key) is not None):
        try:
            stamp = Timestamp.parse(str(fields[key]))
        except ValueError as error:
            line = document.line((key,)) + 1
            raise EntryError(where, f"{key}: {str(fields[key])!r} is {error}", line=line) from error
        read[key] = {field.name: getattr(stamp, field.name) for field in dataclasses.fields(stamp)}
    return read


def _with_slugs(fields: dict[str, Any]) -> dict[str, Any]:
    """An editor who adds a speaker by hand need not think of a slug."""
    speakers = fields.get("speakers")
    if not isinstance(speakers, list):
        return fields
    return fields | {"speakers": [_with_slug(speaker) for speaker in speakers]}


def _with_slug(speaker: Any) -> Any:
    if not isinstance(speaker, dict) or speaker.get("slug") or not isinstance(speaker.get("name"), str):
        return speaker
    return speaker | {"slug": slugify(speaker["name"])}


def _check_slugs(file: EntryFile) -> None:
    """A slug is an address and a file's name, so nothing else may stand in it."""
    for at, speaker in enumerate(file.entry.speakers):
        if not _is_slug(speaker.slug):
            hint = f"write {slugify(speaker.slug) or 'letters and digits'}"
            what = f"speakers[{at}].slug: {speaker.slug!r} cannot be an address"
            raise file.error(what, "speakers", at, "slug", hint=hint)


def _check_numbers(file: EntryFile) -> None:
    """A number in quotes may be NaN, or too long to be written out."""
    for key in ("key_figures", "figures"):
        for at, figure in enumerate(getattr(file.entry, key)):
            for name in ("value", "value_to"):
                number = getattr(figure, name)
                if number is not None and not _can_be_written(number):
                    what = f"{key}[{at}].{name}: not a number that can be written out"
                    raise file.error(what, key, at, name, hint="write it in digits")


def _can_be_written(number: Decimal) -> bool:
    return (
        number.is_finite()
        and abs(number.adjusted()) <= _FARTHEST_POINT
        and len(number.as_tuple().digits) <= _LONGEST_NUMBER
    )


def _check_addresses(
    key: str,
    addresses: Sequence[str],
    rule: Callable[[str], str],
    document: yamltext.Document,
    where: str,
) -> None:
    """A former address becomes a file of the site, so it must lie inside; `rule` gives it as it should be."""
    for at, given in enumerate(addresses):
        line = document.line((key, at)) + 1
        meant = rule(given)
        if given != meant:
            what = f"{key}[{at}]: {given!r} cannot be an address of the site"
            raise EntryError(where, what, hint=f"write {meant}", line=line)
        if given in addresses[:at]:
            what = f"{key}[{at}]: {given!r} stands here twice"
            raise EntryError(where, what, hint="once is enough", line=line)


def _address(given: str) -> str:
    """The address as it stands in the site, or an example where none can be made of it.

    >>> _address("/articles/a.html"), _address("https://example.org/a")
    ('articles/a', 'one from the site itself, such as articles/2025-12-02-old-title')
    """
    path = _PAGE_END.sub("", given.strip().lstrip("/"))
    steps = path.split("/")
    if _NOT_IN_ADDRESSES.search(path) or any(step.strip(" .") != step or not step for step in steps):
        return "one from the site itself, such as articles/2025-12-02-old-title"
    return path


def _slug(given: str) -> str:
    return given if _is_slug(given) else slugify(given) or "a slug such as ilse-varden"


def _is_slug(text: str) -> bool:
    return text != "" and text == slugify(text, max_length=len(text))


def _convert(value: Any, kind: type[T], document: yamltext.Document, where: str) -> T:
    try:
        return msgspec.convert(yamltext.without_nulls(value), kind)
    except msgspec.ValidationError as error:
        path = tuple(_path(str(error)))
        what, hint = _explain(str(error), path)
        if _MISSING.match(str(error)):
            what = what.partition("missing ")[0] + f"missing {_all_missing(value, kind, path)}"
        if str(error).startswith("Invalid enum value"):
            hint = f"write {_choices(kind, path)}"
        if meant := _meant(str(error), document.value, path):
            hint, path = f"did you mean it by `{meant}`?", (*path, meant)
        raise EntryError(where, what, hint=hint, line=document.line(path) + 1) from error


def _meant(message: str, value: Any, path: yamltext.Path) -> str:
    """The key that stands where another is missing and looks like it."""
    missing = _MISSING.match(message)
    if missing is None:
        return ""
    keys = yamltext.part(value, path)
    return nearest(missing[1], [key for key in keys if key != missing[1]], 0.75)


def _all_missing(value: Any, kind: Any, path: yamltext.Path) -> str:
    """Every key that a part of a dataclass must have and has not: one error names them all."""
    there, part = yamltext.part(yamltext.without_nulls(value), path), _kind(kind, path)
    part = next((one for one in get_args(part) if dataclasses.is_dataclass(one)), part)
    required = (
        field.name
        for field in dataclasses.fields(part)
        if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
    )
    absent = [f"'{name}'" for name in required if name not in there]
    *others, last = absent if len(absent) == 1 else [name for name in absent if name != "'slug'"]
    return f"{', '.join(others)} and {last}" if others else last


def _choices(kind: Any, path: yamltext.Path) -> str:
    """The words that may stand at a path of a dataclass."""
    *others, last = get_args(_kind(kind, path))
    return f"{', '.join(others)} or {last}"


def _kind(kind: Any, path: yamltext.Path) -> Any:
    """The type of what stands at a path of a dataclass."""
    for step in path:
        kind = get_args(kind)[0] if isinstance(step, int) else get_type_hints(kind)[step]
    return kind


def _path(message: str) -> Iterator[str | int]:
    match = _PATH.search(message)
    for key, index in _STEP.findall(match[1] if match else ""):
        yield int(index) if index else key


def _explain(message: str, path: yamltext.Path) -> tuple[str, str]:
    what = _PATH.sub("", message).replace(" | null`", "`")
    hint = "put it in quotes" if what.startswith("Expected `str`, got `") and "array" not in what else ""
    for technical, plain in _PLAIN_WORDS.items():
        what = what.replace(technical, plain)
    what = (what[:1].lower() + what[1:]).replace("`", "'")
    name = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")
    return (f"{name}: {what}" if name else what), hint


def _plain(value: Any, key: str = "") -> Any:
    """The value as YAML writes it; absent and default parts are left out."""
    if isinstance(value, Timestamp):
        return yamltext.Plain(value)
    if dataclasses.is_dataclass(value):
        written = {f.name: _plain(getattr(value, f.name), f.name) for f in _written(value)}
        return yamltext.FlowDict(written) if key == "mentions" else written
    if isinstance(value, tuple):
        items = [_plain(item, key) for item in value]
        return yamltext.FlowList(items) if key in _INLINE else items
    return value


def _written(value: Any) -> Iterator[dataclasses.Field[Any]]:
    for field in dataclasses.fields(value):
        always = field.name == "language" or field.default is dataclasses.MISSING
        if field.name in {"extra", "body"} or getattr(value, field.name) in (None, ()):
            continue
        if always or getattr(value, field.name) != field.default:
            yield field

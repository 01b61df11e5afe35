"""`digest export`: the digest as one file to hand over, a site to unzip or a book."""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import click

from digest import registry
from digest.cli._common import (
    PROJECT,
    absolute,
    entries,
    fail,
    name_left_out,
    settings_of,
    site_of,
)
from digest.cli.site import mkdocs
from digest.errors import DigestError
from digest.files import replaced, shown
from digest.settings import Settings
from digest.site import editions, epub
from digest.site.editions import Edition
from digest.site.pages import Site
from digest.site.publication import Publication, without_drafts
from digest.text import slugify

_ZIPPED = b"PK\x03\x04"  # how a zip begins, and so an EPUB
_WEEK = re.compile(r"(\d{4})-?W(\d{2})", re.ASCII)


def _monday(_context: click.Context, _option: click.Parameter, value: str | None) -> date | None:
    """The first day of a week as ISO 8601 writes it."""
    match = _WEEK.fullmatch(value or "")
    try:
        return None if value is None else date.fromisocalendar(int(match[1]), int(match[2]), 1)  # type: ignore[index]
    except (TypeError, ValueError) as error:
        raise click.BadParameter(f"{value!r} is no week such as 2025-W49.") from error


@click.command("export")
@click.option("--zip", "form", flag_value="zip", help="The whole site, to be read without a network.")
@click.option("--epub", "form", flag_value="epub", help="A book for an e-reader, of all or of:")
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), metavar="DAY", help="One day: 2025-12-02.")
@click.option("--week", callback=_monday, metavar="WEEK", help="One week: 2025-W49.")
@click.option("--speaker", metavar="SLUG", help="The stories that one person speaks in.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="The file to write.")
@PROJECT
def export_command(
    form: str | None,
    day: datetime | None,
    week: date | None,
    speaker: str | None,
    output: Path | None,
    project: Path,
) -> None:
    """Write the digest into one file, to hand over or to read on an e-reader.

    Without -o the file is called after the digest, and stands in its folder.
    An older export of that name is replaced.
    Drafts are left out, and so is an entry that cannot be read: then the command ends with 1.
    """
    parts = [name for name, part in (("--day", day), ("--week", week), ("--speaker", speaker)) if part]
    if form is None:
        raise click.UsageError("Say what to make: --zip or --epub.")
    if form == "zip" and parts:
        raise click.UsageError(f"{parts[0]} is for --epub; a zip holds the whole site.")
    if len(parts) > 1:
        raise click.UsageError(f"{parts[0]} and {parts[1]} cannot be had together.")
    chosen = settings_of(project)
    try:
        written = _zip(chosen, output) if form == "zip" else _epub(chosen, output, day, week, speaker)
    except DigestError as error:
        fail(error)
    click.echo(shown(written, absolute(Path())))
    sys.exit(name_left_out(chosen))


def _zip(chosen: Settings, output: Path | None) -> Path:
    """The site as `digest build --offline` makes it, in a folder of its own."""
    name = _name(chosen)
    path = _target(chosen, output, f"{name}.zip")
    with tempfile.TemporaryDirectory() as made:
        if mkdocs(chosen.root, "build", "--quiet", "--site-dir", made, offline=True):
            raise DigestError(shown(chosen.root, chosen.root), "the site could not be built")
        with replaced(path, where=str(path)) as file:
            epub.pack(((f"{name}/{inside}", data) for inside, data in _files(Path(made))), file)
    return path


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def _epub(
    chosen: Settings, output: Path | None, day: datetime | None, week: date | None, speaker: str | None
) -> Path:
    site = _site(chosen)
    edition = _edition(site, day, week, speaker)
    name = "-".join(filter(None, [_name(chosen), edition.name]))
    path = _target(chosen, output, f"{name}.epub")
    with replaced(path, where=str(path)) as file:
        epub.pack(epub.build(edition, site, Publication.of(chosen)), file)
    return path


def _edition(site: Site, day: datetime | None, week: date | None, speaker: str | None) -> Edition:
    if day:
        return editions.of_day(site.catalog, day.date(), site.words)
    if week:
        return editions.of_week(site.catalog, week, site.words)
    if speaker:
        return editions.of_speaker(site.catalog, speaker)
    return editions.whole(site.catalog, site.words)


def _site(chosen: Settings) -> Site:
    """The site without its drafts."""
    files, _ = entries(chosen)
    site = site_of(chosen, files, registry.load(chosen))
    return replace(site, catalog=without_drafts(site.catalog))


def _name(chosen: Settings) -> str:
    return slugify(chosen.name) or "digest"


def _target(chosen: Settings, output: Path | None, name: str) -> Path:
    """Where to write; what stands there must be an older export."""
    path = absolute(output) if output else chosen.root / name
    if path.exists() and not _is_zip(path):
        hint = "name another file with -o, or move it"
        raise DigestError(str(path), "something else than an export stands there", hint=hint)
    return path


def _is_zip(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(_ZIPPED)) == _ZIPPED

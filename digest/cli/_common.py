"""What the commands share: the project they work in, and how they speak."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from digest import frontmatter, settings
from digest.errors import DigestError
from digest.files import check_name, read_text, shown
from digest.frontmatter import EntryFile
from digest.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from digest.inbox import Added
    from digest.registry import Registry
    from digest.site.pages import Site

T = TypeVar("T")

PROJECT = click.option(
    "--project",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="The digest's folder, where its mkdocs.yml lies.  [default: this folder]",
)

QUIET = click.option("-q", "--quiet", is_flag=True, help="Say only what went wrong.")
VERBOSE = click.option("-v", "--verbose", is_flag=True, help="Say also what was read as what, and why.")
JSON = click.option("--json", "in_json", is_flag=True, help="Report for programs, on standard output.")
PATIENCE = 10.0  # seconds for another command to end
_FEW = 20  # things that are done before a bar is drawn


def settings_of(project: Path) -> Settings:
    """The settings of the digest in a folder; without them the command ends."""
    try:
        return settings.load(absolute(project))
    except DigestError as error:
        fail(error)


def entry_paths(chosen: Settings) -> list[Path]:
    """The files of the entries; the folder's own page is MkDocs' business."""
    return sorted(
        path for path in chosen.articles.glob("**/*.md") if path.name not in {"index.md", "README.md"}
    )


def entries(
    chosen: Settings, along: Callable[[Sequence[Path]], Iterable[Path]] = iter
) -> tuple[list[EntryFile], list[DigestError]]:
    """The entries of the digest, and why the others cannot be read."""
    files: list[EntryFile] = []
    broken: list[DigestError] = []
    for path in along(entry_paths(chosen)):
        where = shown(path, chosen.root)
        try:
            check_name(path, chosen.root)
            files.append(frontmatter.load_file(read_text(path, where=where), where=where))
        except DigestError as error:
            broken.append(error)
    return files, broken


def site_of(chosen: Settings, files: Iterable[EntryFile], taught: Registry) -> Site:
    """The site as readers get it, and drafts beside."""
    from digest.site.catalog import Catalog, Story
    from digest.site.pages import Site
    from digest.site.publication import Publication
    from digest.site.templates import environment, templates_folder
    from digest.site.words import Words

    stories = [Story(uri_of(file, chosen), file.entry) for file in files]
    words = Words.of(chosen.language, [chosen.catalogs])
    folders = [*filter(None, [chosen.custom_dir]), templates_folder()]
    return Site(
        name=chosen.name,
        catalog=Catalog.of(stories, taught.speakers, taught.sources),
        options=chosen.options,
        words=words,
        directories=True,
        environment=environment(folders, words.translations),
        publication=Publication.of(chosen),
    )


def uri_of(file: EntryFile, chosen: Settings) -> str:
    """The path of an entry below the folder of the digest's pages."""
    return (chosen.root / file.where).relative_to(chosen.content).as_posix()


def name_left_out(chosen: Settings) -> int:
    """Name the entries that cannot be read, and so stand in nothing that is made; the exit code."""
    _, broken = entries(chosen)
    for error in broken:
        click.echo(f"left out: {error}", err=True)
    return 1 if broken else 0


def as_json(value: Any) -> str:
    """The value for another program, in which a terminal finds nothing to obey either."""
    written = json.dumps(value, ensure_ascii=False, indent=2)
    return "".join(c if c.isprintable() or c == "\n" else json.dumps(c)[1:-1] for c in written)


def error_for_programs(error: DigestError) -> dict[str, Any]:
    """An error as `as_json` writes it."""
    return {"file": error.where, "line": error.line, "what": error.what, "hint": error.hint or None}


def progress(what: str, *, quiet: bool = False) -> Callable[[Sequence[T]], Iterable[T]]:
    """Goes through many things one by one; on a terminal it shows how far it is."""

    def shown_on_the_way(things: Sequence[T]) -> Iterable[T]:
        if quiet or len(things) < _FEW or not sys.stderr.isatty():
            return things
        from rich.console import Console
        from rich.progress import track

        return track(things, what, console=Console(stderr=True), transient=True)

    return shown_on_the_way


def fail(error: DigestError) -> NoReturn:
    """Say what is wrong and end with 1."""
    click.echo(str(error), err=True)
    sys.exit(1)


def told(added: Added, chosen: Settings) -> str:
    """What became of a text that was to be a seed."""
    return f"{shown(added.path, chosen.root)}: " + ("kept as a seed" if added.new else "already there")


def absolute(path: Path) -> Path:
    """The path from the root of the disk; a link stays the link that the editor named."""
    return Path(os.path.abspath(path))  # noqa: PTH100 it does not follow links


def seed_file(named: Path, chosen: Settings) -> Path:
    """The seed as named from here, or else from the folder of seeds."""
    here, there = absolute(named), chosen.seeds / named
    return there if os.path.lexists(there) and not os.path.lexists(here) else here


def count(number: int, one: str, many: str = "") -> str:
    """The number and what is counted.

    >>> count(2, "entry", "entries")
    '2 entries'
    """
    return f"{number} {one if number == 1 else many or one + 's'}"

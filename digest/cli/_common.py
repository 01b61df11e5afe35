"""What the commands share: the project they work in, and how they speak."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from digest import frontmatter, settings
from digest.errors import DigestError
from digest.files import read_text, shown
from digest.frontmatter import EntryFile
from digest.settings import Settings

if TYPE_CHECKING:
    from digest.inbox import Added

PROJECT = click.option(
    "--project",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="The digest's folder, where its mkdocs.yml lies.  [default: this folder]",
)


def settings_of(project: Path) -> Settings:
    """The settings of the digest in a folder; without them the command ends."""
    try:
        return settings.load(absolute(project))
    except DigestError as error:
        fail(error)


def entries(chosen: Settings) -> tuple[list[EntryFile], list[DigestError]]:
    """The entries of the digest, and why the others cannot be read."""
    files: list[EntryFile] = []
    broken: list[DigestError] = []
    for path in sorted(chosen.articles.glob("**/*.md")):
        if path.name in {"index.md", "README.md"}:
            continue  # a page of the site
        where = shown(path, chosen.root)
        try:
            files.append(frontmatter.load_file(read_text(path, where=where), where=where))
        except DigestError as error:
            broken.append(error)
    return files, broken


def name_left_out(chosen: Settings) -> int:
    """Name the entries that cannot be read, and so stand in nothing that is made; the exit code."""
    _, broken = entries(chosen)
    for error in broken:
        click.echo(f"left out: {error}", err=True)
    return 1 if broken else 0


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


def count(number: int, one: str, many: str = "") -> str:
    """The number and what is counted.

    >>> count(2, "entry", "entries")
    '2 entries'
    """
    return f"{number} {one if number == 1 else many or one + 's'}"

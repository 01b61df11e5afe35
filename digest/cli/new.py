"""`digest new`."""

from __future__ import annotations

from pathlib import Path

import click

from digest import starter
from digest.cli._common import fail
from digest.errors import DigestError


@click.command("new")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def new_command(folder: Path) -> None:
    """Make a small digest in FOLDER, ready to serve."""
    try:
        written = starter.create(folder)
    except DigestError as error:
        fail(error)
    for path, what in written:
        click.echo(f"{path.as_posix():24} {what}")
    click.echo(f"\nNow: cd {folder.as_posix()} && digest serve")

"""`digest show`."""

from __future__ import annotations

from pathlib import Path

import click

from digest import convert, frontmatter
from digest.cli._common import PROJECT, fail, seed_file, settings_of
from digest.errors import DigestError


@click.command("show")
@click.argument("seed", type=click.Path(path_type=Path))
@click.option("--explain", is_flag=True, help="Also say why: what was dropped, and who was taken for whom.")
@PROJECT
def show_command(seed: Path, explain: bool, project: Path) -> None:
    """Print the entry that SEED would become, and write nothing."""
    try:
        chosen = settings_of(project)
        reading = convert.read(seed_file(seed, chosen), chosen)
    except DigestError as error:
        fail(error)
    click.echo(frontmatter.dump(reading.entry), nl=False)
    if explain:
        for line in convert.explain(reading):
            click.echo(line, err=True)

"""`digest convert`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from digest import inbox
from digest.cli._common import PROJECT, absolute, count, fail, settings_of, told
from digest.convert import convert
from digest.errors import DigestError
from digest.intake import MAX_BYTES_WITH_PICTURES
from digest.settings import Settings


@click.command("convert")
@click.argument("seeds", nargs=-1, type=click.Path(path_type=Path, allow_dash=True))
@PROJECT
def convert_command(seeds: tuple[Path, ...], project: Path) -> None:
    """Turn SEEDS, or whatever is new in the seeds folder, into entries.

    An entry that is there already is kept as it is.
    With - for a seed, standard input is kept as a new seed and converted.
    """
    chosen = settings_of(project)
    paths = [_from_pipe(chosen) if str(seed) == "-" else seed for seed in seeds]
    if not _run(chosen, paths):
        sys.exit(1)


def _run(chosen: Settings, seeds: Sequence[Path]) -> bool:
    """Convert and report; whether all went well."""
    report = convert(chosen, [absolute(seed) for seed in seeds])
    for done in report.converted:
        questions = f" ({count(done.questions, 'question')}: see `digest check`)" if done.questions else ""
        click.echo(f"{done.seed} → {done.entry}{questions}")
    for kept in report.kept:
        if kept.notice:
            click.echo(kept.notice, err=True)
    for error in report.errors:
        click.echo(str(error), err=True)
    click.echo(report.summary)
    return not report.errors


def _from_pipe(chosen: Settings) -> Path:
    data = sys.stdin.buffer.read(MAX_BYTES_WITH_PICTURES + 1)
    try:
        added = inbox.add(data, chosen, shown_as=inbox.PIPE)
    except DigestError as error:
        fail(error)
    click.echo(told(added, chosen))
    return added.path

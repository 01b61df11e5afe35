"""`digest convert`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from digest import inbox
from digest.cli._common import (
    JSON,
    PROJECT,
    QUIET,
    VERBOSE,
    absolute,
    as_json,
    count,
    error_for_programs,
    fail,
    progress,
    settings_of,
    told,
)
from digest.convert import Report, convert
from digest.errors import DigestError
from digest.intake import MAX_BYTES_WITH_PICTURES
from digest.settings import Settings


@click.command("convert")
@click.argument("seeds", nargs=-1, type=click.Path(path_type=Path, allow_dash=True))
@QUIET
@VERBOSE
@JSON
@PROJECT
def convert_command(
    seeds: tuple[Path, ...], quiet: bool, verbose: bool, in_json: bool, project: Path
) -> None:
    """Turn SEEDS, or whatever is new in the seeds folder, into entries.

    An entry that is there already is kept as it is.
    With - for a seed, standard input is kept as a new seed and converted.
    """
    chosen = settings_of(project)
    silent = quiet or in_json
    given = [_from_pipe(chosen, silent) if str(seed) == "-" else absolute(seed) for seed in seeds]
    report = convert(chosen, given, along=progress("Converting", quiet=quiet))
    if in_json:
        click.echo(as_json(_for_programs(report)))
    else:
        _tell(report, quiet=quiet, verbose=verbose)
    sys.exit(1 if report.errors else 0)


def _tell(report: Report, *, quiet: bool, verbose: bool) -> None:
    for done in report.converted if not quiet else ():
        questions = f" ({count(done.questions, 'question')}: see `digest check`)" if done.questions else ""
        click.echo(f"{done.seed} → {done.entry}{questions}")
        for reason in done.reasons if verbose else ():
            click.echo(f"  {reason}")
    for kept in report.kept:
        if kept.notice or verbose:
            click.echo(kept.notice or f"{kept.seed}: kept as it is", err=True)
    for error in report.errors:
        click.echo(str(error), err=True)
    if not quiet:
        click.echo(report.summary)


def _for_programs(report: Report) -> dict[str, Any]:
    return {
        "converted": [
            {"seed": d.seed, "entry": d.entry, "questions": d.questions, "reasons": d.reasons}
            for d in report.converted
        ],
        "kept": [{"seed": kept.seed, "notice": kept.notice} for kept in report.kept],
        "errors": [error_for_programs(error) for error in report.errors],
    }


def _from_pipe(chosen: Settings, silent: bool) -> Path:
    data = sys.stdin.buffer.read(MAX_BYTES_WITH_PICTURES + 1)
    try:
        added = inbox.add(data, chosen, shown_as=inbox.PIPE)
    except DigestError as error:
        fail(error)
    if not silent:
        click.echo(told(added, chosen))
    return added.path

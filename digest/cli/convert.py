"""`digest convert`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from digest import inbox
from digest.cli._common import (
    JSON,
    PROJECT,
    QUIET,
    VERBOSE,
    as_json,
    count,
    error_for_programs,
    fail,
    progress,
    seed_file,
    settings_of,
    told,
)
from digest.convert import Manner, Report, convert
from digest.errors import DigestError
from digest.intake import MAX_BYTES_WITH_PICTURES
from digest.settings import Settings
from digest.text import patch

_SETTLE = (
    "Change the entry and convert again, or keep yours in each conflict with --keep,"
    " or take the converter's with --force."
)


@click.command("convert")
@click.argument("seeds", nargs=-1, type=click.Path(path_type=Path, allow_dash=True))
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@click.option("--keep", is_flag=True, help="Settle each conflict for what the editor wrote.")
@click.option("--force", is_flag=True, help="Put the new conversion in the place of what the editor wrote.")
@click.option("--yes", is_flag=True, help="Do not ask first.")
@QUIET
@VERBOSE
@JSON
@PROJECT
def convert_command(
    seeds: tuple[Path, ...],
    dry_run: bool,
    keep: bool,
    force: bool,
    yes: bool,
    quiet: bool,
    verbose: bool,
    in_json: bool,
    project: Path,
) -> None:
    """Turn SEEDS, or all in the seeds folder, into entries.

    What you wrote into an entry is kept: a new conversion is merged into it.
    Where both changed one thing, yours stays, both are shown, and the command ends with 1.
    With - for a seed, standard input is kept as a new seed and converted.
    """
    if keep and force:
        raise click.UsageError("--keep and --force are opposites")
    chosen = settings_of(project)
    silent = quiet or in_json
    given = [_from_pipe(chosen, silent) if str(seed) == "-" else seed_file(seed, chosen) for seed in seeds]
    if force and not (yes or dry_run):
        _ask_first(chosen, given)
    manner = Manner(dry_run=dry_run, keep=keep, force=force)
    report = convert(chosen, given, manner=manner, along=progress("Converting", quiet=quiet))
    if in_json:
        click.echo(as_json(_for_programs(report, dry_run=dry_run)))
    else:
        if dry_run:
            click.echo(_diff(report), nl=False)
        _tell(report, quiet=quiet, verbose=verbose, aside=dry_run)
    sys.exit(0 if report.is_well else 1)


def _ask_first(chosen: Settings, seeds: Sequence[Path]) -> None:
    """Let the editor see which entries would lose what was written into them, and say no."""
    report = convert(chosen, seeds, manner=Manner(dry_run=True, force=True))
    lost = [done.entry for done in report.updated if done.replaced]
    if lost:
        for entry in lost:
            click.echo(entry, err=True)
        what = count(len(lost), "entry", "entries")
        click.confirm(f"Replace what you wrote in {what} by the new conversion?", abort=True, err=True)


def _diff(report: Report) -> str:
    """The changes as a patch."""
    return "".join(patch(change.entry, change.before or None, change.after) for change in report.changes)


def _tell(report: Report, *, quiet: bool, verbose: bool, aside: bool) -> None:
    for done in report.converted if not quiet else ():
        questions = f" ({count(done.questions, 'question')}: see `digest check`)" if done.questions else ""
        click.echo(f"{done.seed} → {done.entry}{questions}", err=aside)
        for reason in done.reasons if verbose else ():
            click.echo(f"  {reason}", err=aside)
    for update in report.updated if not quiet else ():
        how = "replaced" if update.replaced else "merged into what you wrote" if update.edited else "updated"
        click.echo(f"{update.seed} → {update.entry} ({how})", err=aside)
    for kept in report.kept:
        if kept.notice or verbose:
            click.echo(kept.notice or f"{kept.seed}: kept as it is", err=True)
    for contested in report.contested:
        for conflict in contested.conflicts:
            click.echo(str(conflict), err=True)
    if report.contested:
        click.echo(_SETTLE, err=True)
    for error in report.errors:
        click.echo(str(error), err=True)
    if not quiet:
        click.echo(report.summary, err=aside)


def _for_programs(report: Report, *, dry_run: bool) -> dict[str, Any]:
    return {
        "converted": [
            {"seed": d.seed, "entry": d.entry, "questions": d.questions, "reasons": d.reasons}
            for d in report.converted
        ],
        "updated": [
            {"seed": u.seed, "entry": u.entry, "edited": u.edited, "replaced": u.replaced}
            for u in report.updated
        ],
        "kept": [{"seed": kept.seed, "notice": kept.notice} for kept in report.kept],
        "conflicts": list(_conflicts(report)),
        **({"diff": _diff(report)} if dry_run else {}),
        "errors": [error_for_programs(error) for error in report.errors],
    }


def _conflicts(report: Report) -> Iterator[dict[str, Any]]:
    for contested in report.contested:
        for conflict in contested.conflicts:
            yield {
                "seed": contested.seed,
                "file": conflict.where,
                "line": conflict.line,
                "what": conflict.what,
                "yours": conflict.ours,
                "converter": conflict.theirs,
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

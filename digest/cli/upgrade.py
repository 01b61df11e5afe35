"""`digest upgrade`."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from digest.cli._common import (
    JSON,
    PATIENCE,
    PROJECT,
    QUIET,
    as_json,
    entry_paths,
    error_for_programs,
    fail,
    progress,
    settings_of,
)
from digest.errors import DigestError
from digest.files import read_text, rewrite, shown
from digest.lock import locked
from digest.settings import Settings
from digest.text import patch
from digest.upgrade import upgrade


@click.command("upgrade")
@click.option("-n", "--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@QUIET
@JSON
@PROJECT
def upgrade_command(dry_run: bool, quiet: bool, in_json: bool, project: Path) -> None:
    """Move entries of an older format, or of another site generator, to today's.

    An entry that can be read is in today's format and left alone.
    In the others only the keys that are called otherwise change.
    Ends with 1 when one still cannot be read: it says what is missing.
    """
    chosen = settings_of(project)
    try:
        with nullcontext() if dry_run else locked(chosen.root, wait=PATIENCE):
            steps = progress("Reading entries", quiet=quiet)(entry_paths(chosen))
            moves = [_move(path, chosen, dry_run=dry_run) for path in steps]
    except DigestError as error:
        fail(error)
    if in_json:
        click.echo(as_json(_for_programs(moves)))
    else:
        _tell(moves, dry_run=dry_run, quiet=quiet)
    sys.exit(1 if any(move.error for move in moves) else 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Move:
    """What became of one entry."""

    where: str
    done: tuple[str, ...] = ()
    was: str = ""
    text: str = ""
    error: DigestError | None = None


def _move(path: Path, chosen: Settings, *, dry_run: bool) -> _Move:
    where = shown(path, chosen.root)
    try:
        was = read_text(path, where=where)
        moved = upgrade(was, where=where)
        if moved.done and not dry_run:
            rewrite(path, moved.text, was=was, where=where)
    except DigestError as error:
        return _Move(where=where, error=error)
    return _Move(where=where, done=moved.done, was=was, text=moved.text, error=moved.wants)


def _tell(moves: list[_Move], *, dry_run: bool, quiet: bool) -> None:
    for move in moves:
        if move.done and not quiet:
            click.echo(f"{move.where}: {'; '.join(move.done)}")
            if dry_run:
                click.echo(patch(move.where, move.was, move.text), nl=False)
        if move.error:
            click.echo(str(move.error), err=True)
    if not quiet:
        moved, failed = sum(bool(move.done) for move in moves), sum(bool(move.error) for move in moves)
        click.echo(f"{moved} {'to move' if dry_run else 'moved'}, {failed} to mend, {len(moves)} in all")


def _for_programs(moves: list[_Move]) -> list[dict[str, Any]]:
    return [
        {
            "file": move.where,
            "done": move.done,
            "error": error_for_programs(move.error) if move.error else None,
        }
        for move in moves
        if move.done or move.error
    ]

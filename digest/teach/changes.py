"""What a command is about to change: shown as a diff, then written file by file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from digest.errors import DigestError
from digest.files import read_text, remove, rewrite, write_new
from digest.text import patch


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A file's text before and after; there is no file where there is no text."""

    path: Path
    where: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All that a command does, in the order in which it is written, and what the editor should know of it."""

    changes: tuple[Change, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def diff(self) -> str:
        """The changes as a patch."""
        return "".join(patch(change.where, change.before, change.after) for change in self.changes)


def write(plan: Plan) -> None:
    """Write all files, each whole; an interrupted command does the rest when it is given again.

    Nothing is written when any of them is not as it was read.
    """
    for change in plan.changes:
        if change.before is not None and read_text(change.path, where=change.where) != change.before:
            hint = "run the command again"
            raise DigestError(change.where, "somebody changed it just now; nothing was done", hint=hint)
    for change in plan.changes:
        _write(change)


def differing(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Those that change anything."""
    return tuple(change for change in changes if change.before != change.after)


def _write(change: Change) -> None:
    if change.before is None:
        write_new(change.path, change.after or "", where=change.where)
    elif change.after is None:
        remove(change.path, was=change.before, where=change.where)
    else:
        rewrite(change.path, change.after, was=change.before, where=change.where)

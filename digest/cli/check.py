"""`digest check`: what an editor should look at, for people, for programs and for GitHub."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click

from digest import frontedit, yamltext
from digest.checks import Finding, Mending
from digest.cli._common import PATIENCE, PROJECT, QUIET, as_json, count, fail, settings_of
from digest.cli._survey import Survey, survey
from digest.errors import DigestError
from digest.files import read_text, rewrite
from digest.lock import locked
from digest.settings import Settings
from digest.text import printable

_LEVELS = {"error": "error", "question": "warning"}  # what GitHub calls them


@click.command("check")
@click.option("--fix", is_flag=True, help="Mend what can be mended in one way only, and say what was done.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    help="How to list: for people, for programs, or as annotations of a workflow on GitHub.",
)
@click.option("--json", "form", flag_value="json", help="The same as --format json.")
@QUIET
@PROJECT
def check_command(fix: bool, form: str, quiet: bool, project: Path) -> None:
    """List what an editor should look at: errors to mend, and questions to answer.

    Ends with 1 when there are errors; questions alone are no reason to.
    """
    chosen = settings_of(project)
    for outcome in _fixed(chosen, quiet=quiet) if fix else ():
        wrong = isinstance(outcome, DigestError)
        if wrong or not quiet:
            click.echo(str(outcome), err=wrong or form != "text")
    found = survey(chosen, today=date.today(), quiet=quiet)
    listed = [finding for finding in found.findings if finding.level == "error" or not quiet]
    if form == "json":
        click.echo(as_json(_for_programs(found, listed)))
    elif form == "github":
        _annotate(listed, chosen)
    else:
        _tell(found, listed, quiet=quiet)
    sys.exit(1 if found.levels["error"] else 0)


def _fixed(chosen: Settings, *, quiet: bool) -> list[str | DigestError]:
    try:
        with locked(chosen.root, wait=PATIENCE):
            return list(_mend(chosen, survey(chosen, today=date.today(), quiet=quiet).findings))
    except DigestError as error:
        fail(error)


def _mend(chosen: Settings, findings: Iterable[Finding]) -> Iterator[str | DigestError]:
    """Mend what is beyond doubt; a line for each thing done, and for each file that could not be mended."""
    by_file: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.mending:
            by_file.setdefault(finding.where, []).append(finding)
    for where, of_file in by_file.items():
        try:
            _mend_file(chosen.root / where, where, of_file)
        except DigestError as error:
            yield error
        else:
            yield from (printable(f"{finding.place}: mended: {finding.text}") for finding in of_file)


def _by_path(mending: Mending) -> yamltext.Path:
    return mending.path


def _mend_file(path: Path, where: str, findings: Iterable[Finding]) -> None:
    was = text = read_text(path, where=where)
    # From the end on, so that what goes does not move what is still to be mended.
    for mending in sorted({f.mending for f in findings if f.mending}, key=_by_path, reverse=True):
        if mending.value is None:
            text = frontedit.delete(text, mending.path, where=where)
        else:
            text = frontedit.put(text, mending.path, mending.value, where=where)
    rewrite(path, text, was=was, where=where)


def _tell(found: Survey, listed: Iterable[Finding], *, quiet: bool) -> None:
    for finding in listed:
        click.echo(str(finding), err=True)
    if not quiet:
        of_all = count(found.entries, "entry", "entries")
        wrong, open_ = count(found.levels["error"], "error"), count(found.levels["question"], "question")
        click.echo(f"{of_all}, {wrong}, {open_}")


def _for_programs(found: Survey, listed: Iterable[Finding]) -> dict[str, Any]:
    return {
        "entries": found.entries,
        "errors": found.levels["error"],
        "questions": found.levels["question"],
        "findings": [
            {"file": f.where, "line": f.line, "level": f.level, "code": f.code, "text": f.text}
            for f in listed
        ],
    }


def _annotate(listed: Iterable[Finding], chosen: Settings) -> None:
    for finding in listed:
        file = os.path.relpath(chosen.root / finding.where)  # GitHub counts from the checkout
        place = f"file={_escaped(Path(file).as_posix())}" + (f",line={finding.line}" if finding.line else "")
        text = _escaped(finding.text, also="")
        click.echo(f"::{_LEVELS[finding.level]} {place},title={_escaped(finding.code)}::{text}")


def _escaped(text: str, also: str = ":,") -> str:
    """The text as a workflow command holds it: nothing in it ends the command or begins another."""
    return "".join(f"%{ord(c):02X}" if c in f"%\r\n{also}" else printable(c) for c in text)

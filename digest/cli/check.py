"""`digest check`."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from digest import registry
from digest.checks import check, same_slugs, same_stories, still_to_come
from digest.cli._common import PROJECT, count, entries, settings_of
from digest.markdown import paragraphs


@click.command("check")
@PROJECT
def check_command(project: Path) -> None:
    """List what an editor should look at: errors to mend, and questions to answer."""
    chosen = settings_of(project)
    files, broken = entries(chosen)
    errors = [*registry.load(chosen).errors, *broken]
    findings = [finding for file in files for finding in check(file, paragraphs(file.entry.body))]
    findings += [*same_stories(files), *same_slugs(files), *still_to_come(files, date.today())]
    for problem in (*errors, *findings):
        click.echo(str(problem), err=True)
    wrong = len(errors) + sum(finding.level == "error" for finding in findings)
    questions = sum(finding.level == "question" for finding in findings)
    of_all = count(len(files) + len(broken), "entry", "entries")
    click.echo(f"{of_all}, {count(wrong, 'error')}, {count(questions, 'question')}")
    sys.exit(1 if wrong else 0)

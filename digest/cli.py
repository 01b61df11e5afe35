"""The `digest` command."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click

from digest import __version__, frontmatter, registry, settings, starter
from digest.checks import Finding, check, same_stories
from digest.convert import convert, read
from digest.errors import DigestError
from digest.files import read_text, shown
from digest.frontmatter import EntryFile
from digest.markdown import paragraphs
from digest.settings import Settings

_PROJECT = click.option(
    "--project",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="The digest's folder, where its mkdocs.yml lies.  [default: this folder]",
)
_SEEDS = click.argument("seeds", nargs=-1, type=click.Path(path_type=Path))


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="digest")
def main() -> None:
    """Turn pasted news articles into a searchable digest of who said what.

    Exit codes: 0 done; 1 something in the input wants mending; 2 wrong usage.
    """


@main.command("new")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def new_command(folder: Path) -> None:
    """Make a small digest in FOLDER, ready to serve."""
    try:
        written = starter.create(folder)
    except DigestError as error:
        _fail(error)
    for path, what in written:
        click.echo(f"{path.as_posix():24} {what}")
    click.echo(f"\nNow: cd {folder.as_posix()} && digest serve")


@main.command("convert")
@_SEEDS
@_PROJECT
def convert_command(seeds: tuple[Path, ...], project: Path) -> None:
    """Turn SEEDS, or whatever is new in the seeds folder, into entries.

    An entry that is there already is kept as it is.
    """
    if not run_convert(_settings(project), seeds):
        sys.exit(1)


@main.command("check")
@_PROJECT
def check_command(project: Path) -> None:
    """List what an editor should look at: errors to mend, and questions to answer."""
    chosen = _settings(project)
    errors: list[DigestError] = list(registry.load(chosen).errors)
    findings: list[Finding] = []
    files: list[EntryFile] = []
    paths = sorted(chosen.articles.glob("**/*.md"))
    for path in paths:
        where = shown(path, chosen.root)
        try:
            file = frontmatter.load_file(read_text(path, where=where), where=where)
            findings.extend(check(file, paragraphs(file.entry.body)))
            files.append(file)
        except DigestError as error:
            errors.append(error)
    findings.extend(same_stories(files))
    for problem in (*errors, *findings):
        click.echo(str(problem), err=True)
    wrong = len(errors) + sum(finding.level == "error" for finding in findings)
    questions = len(findings) - (wrong - len(errors))
    click.echo(f"{len(paths)} entries, {wrong} errors, {questions} questions")
    sys.exit(1 if wrong else 0)


@main.command("show")
@click.argument("seed", type=click.Path(path_type=Path))
@click.option("--explain", is_flag=True, help="Also say why: what was dropped, and who was taken for whom.")
@_PROJECT
def show_command(seed: Path, explain: bool, project: Path) -> None:
    """Print the entry that SEED would become, and write nothing."""
    try:
        reading = read(_absolute(seed), _settings(project))
    except DigestError as error:
        _fail(error)
    click.echo(frontmatter.dump(reading.entry), nl=False)
    if explain:
        for dropped in reading.article.dropped:
            click.echo(f"line {dropped.line}: left out ({dropped.why}): {dropped.text}", err=True)
        for reason in reading.annotations.explanations:
            click.echo(f"paragraph {reason.paragraph}: {reason.text}", err=True)


@main.command("serve", context_settings={"ignore_unknown_options": True})
@_PROJECT
@click.argument("mkdocs_options", nargs=-1, type=click.UNPROCESSED)
def serve_command(project: Path, mkdocs_options: tuple[str, ...]) -> None:
    """Show the digest while you edit: the page follows each save, and each new seed.

    Options for `mkdocs serve`, such as --dev-addr, are passed on.
    """
    _settings(project)
    sys.exit(_mkdocs(project, "serve", *mkdocs_options))


@main.command("build", context_settings={"ignore_unknown_options": True})
@click.option("--offline", is_flag=True, help="For reading from a folder: opens by double-click.")
@_PROJECT
@click.argument("mkdocs_options", nargs=-1, type=click.UNPROCESSED)
def build_command(offline: bool, project: Path, mkdocs_options: tuple[str, ...]) -> None:
    """Build the site from the entries; seeds are not read.

    Options for `mkdocs build`, such as --strict and --site-dir, are passed on.
    """
    _settings(project)
    sys.exit(_mkdocs(project, "build", *mkdocs_options, offline=offline))


def run_convert(chosen: Settings, seeds: Sequence[Path] = ()) -> bool:
    """Convert and report; whether all went well."""
    report = convert(chosen, [_absolute(seed) for seed in seeds])
    for done in report.converted:
        questions = f" ({_count(done.questions, 'question')}: see `digest check`)" if done.questions else ""
        click.echo(f"{done.seed} → {done.entry}{questions}")
    for kept in report.kept:
        if kept.notice:
            click.echo(kept.notice, err=True)
    for error in report.errors:
        click.echo(str(error), err=True)
    click.echo(report.summary)
    return not report.errors


def _settings(project: Path) -> Settings:
    try:
        return settings.load(_absolute(project))
    except DigestError as error:
        _fail(error)


def _fail(error: DigestError) -> NoReturn:
    click.echo(str(error), err=True)
    sys.exit(1)


def _mkdocs(project: Path, *arguments: str, offline: bool = False) -> int:
    command = [sys.executable, "-m", "mkdocs", *arguments, "--config-file", str(project / "mkdocs.yml")]
    # Material's notice about its own end of life is for us, not for an editor at work.
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"} | ({"DIGEST_OFFLINE": "true"} if offline else {})
    try:
        return subprocess.run(command, env=environment, check=False).returncode  # noqa: S603
    except KeyboardInterrupt:
        return 0


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100 a link stays the link that the editor named


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")

"""The `digest` command."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NoReturn

import click

from digest import __version__, frontmatter, inbox, registry, settings, starter
from digest.checks import check, same_slugs, same_stories, still_to_come
from digest.convert import convert, read
from digest.errors import DigestError, IntakeError
from digest.fetch import fetch
from digest.files import read_text, shown
from digest.frontmatter import EntryFile
from digest.inbox import Added
from digest.intake import MAX_BYTES_WITH_PICTURES
from digest.markdown import paragraphs
from digest.settings import Settings

_PROJECT = click.option(
    "--project",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="The digest's folder, where its mkdocs.yml lies.  [default: this folder]",
)
_PORT = 8000  # where `mkdocs serve` shows a site when nothing else is said
_SEEDS = click.argument("seeds", nargs=-1, type=click.Path(path_type=Path, allow_dash=True))


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
    With - for a seed, standard input is kept as a new seed and converted.
    """
    chosen = _settings(project)
    paths = [_from_pipe(chosen) if str(seed) == "-" else seed for seed in seeds]
    if not run_convert(chosen, paths):
        sys.exit(1)


@main.command("add")
@click.option("--url", metavar="FILE|URL", help="Copy this file, or fetch this page, instead.")
@click.option("--allow-private", is_flag=True, help="Fetch from a private address, too.")
@_PROJECT
def add_command(url: str | None, allow_private: bool, project: Path) -> None:
    """Open your editor on an empty file, and keep what you paste and save there as a seed.

    The editor is the one that VISUAL or EDITOR names.
    A page is asked for once, and only over http or https.
    """
    chosen = _settings(project)
    try:
        added = _from_editor(chosen) if url is None else _from_elsewhere(url, chosen, allow_private)
    except DigestError as error:
        _fail(error)
    click.echo(_told(added, chosen))


@main.command("check")
@_PROJECT
def check_command(project: Path) -> None:
    """List what an editor should look at: errors to mend, and questions to answer."""
    chosen = _settings(project)
    files, broken = _entries(chosen)
    errors = [*registry.load(chosen).errors, *broken]
    findings = [finding for file in files for finding in check(file, paragraphs(file.entry.body))]
    findings += [*same_stories(files), *same_slugs(files), *still_to_come(files, date.today())]
    for problem in (*errors, *findings):
        click.echo(str(problem), err=True)
    wrong = len(errors) + sum(finding.level == "error" for finding in findings)
    questions = sum(finding.level == "question" for finding in findings)
    entries = _count(len(files) + len(broken), "entry", "entries")
    click.echo(f"{entries}, {_count(wrong, 'error')}, {_count(questions, 'question')}")
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
        click.echo(f"read as {reading.encoding}", err=True)
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
    if not mkdocs_options and _is_taken(_PORT):
        hint = f"end the other `serve`, or choose another: digest serve --dev-addr 127.0.0.1:{_PORT + 1}"
        _fail(DigestError(f"127.0.0.1:{_PORT}", "something is served there already", hint=hint))
    sys.exit(_mkdocs(project, "serve", *mkdocs_options))


@main.command("build", context_settings={"ignore_unknown_options": True})
@click.option("--offline", is_flag=True, help="For reading from a folder: opens by double-click.")
@_PROJECT
@click.argument("mkdocs_options", nargs=-1, type=click.UNPROCESSED)
def build_command(offline: bool, project: Path, mkdocs_options: tuple[str, ...]) -> None:
    """Build the site from the entries; seeds are not read.

    Options for `mkdocs build`, such as --strict and --site-dir, are passed on.
    An entry that cannot be read is left out, and the command ends with 1.
    """
    chosen = _settings(project)
    if code := _mkdocs(project, "build", *mkdocs_options, offline=offline):
        sys.exit(code)
    _, broken = _entries(chosen)
    for error in broken:
        click.echo(f"left out: {error}", err=True)
    sys.exit(1 if broken else 0)


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


def _entries(chosen: Settings) -> tuple[list[EntryFile], list[DigestError]]:
    """The entries of the digest, and why the others cannot be read."""
    files: list[EntryFile] = []
    broken: list[DigestError] = []
    for path in sorted(chosen.articles.glob("**/*.md")):
        if path.name in {"index.md", "README.md"}:
            continue  # a page of the site
        where = shown(path, chosen.root)
        try:
            files.append(frontmatter.load_file(read_text(path, where=where), where=where))
        except DigestError as error:
            broken.append(error)
    return files, broken


def _is_taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def _from_pipe(chosen: Settings) -> Path:
    data = sys.stdin.buffer.read(MAX_BYTES_WITH_PICTURES + 1)
    try:
        added = inbox.add(data, chosen, shown_as=inbox.PIPE)
    except DigestError as error:
        _fail(error)
    click.echo(_told(added, chosen))
    return added.path


def _from_editor(chosen: Settings) -> Added:
    try:
        text = click.edit("", extension=".txt", require_save=True)
    except click.ClickException as error:
        hint = "set EDITOR to the program that you edit text with"
        raise IntakeError(inbox.EDITOR, error.format_message(), hint=hint) from error
    return inbox.add((text or "").encode("utf-8"), chosen, shown_as=inbox.EDITOR)


def _from_elsewhere(place: str, chosen: Settings, allow_private: bool) -> Added:
    if "://" in place:
        return inbox.add_page(fetch(place, allow_private=allow_private), chosen)
    return inbox.add_file(_absolute(Path(place)), chosen)


def _told(added: Added, chosen: Settings) -> str:
    return f"{shown(added.path, chosen.root)}: " + ("kept as a seed" if added.new else "already there")


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


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"

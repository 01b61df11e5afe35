"""`digest serve` and `digest build`: MkDocs, with what an editor would forget to say."""

from __future__ import annotations

import argparse
import errno
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click

from digest.cli._common import PROJECT, fail, name_left_out, settings_of
from digest.errors import DigestError

_HOST, _PORT = "127.0.0.1", 8000  # where `mkdocs serve` shows a site when nothing else is said


@click.command("serve", context_settings={"ignore_unknown_options": True})
@PROJECT
@click.argument("mkdocs_options", nargs=-1, type=click.UNPROCESSED)
def serve_command(project: Path, mkdocs_options: tuple[str, ...]) -> None:
    """Show the digest while you edit: the page follows each save, and each new seed.

    Options for `mkdocs serve`, such as --dev-addr, are passed on.
    """
    host, port = _served_at(mkdocs_options, settings_of(project).served_at)
    if _is_taken(host, port):
        hint = f"end the other `serve`, or choose another: digest serve --dev-addr {host}:{port + 1}"
        fail(DigestError(f"{host}:{port}", "something is served there already", hint=hint))
    try:
        sys.exit(mkdocs(project, "serve", *mkdocs_options))
    except KeyboardInterrupt:
        sys.exit(0)  # the way to end it


@click.command("build", context_settings={"ignore_unknown_options": True})
@click.option("--offline", is_flag=True, help="For reading from a folder: opens by double-click.")
@PROJECT
@click.argument("mkdocs_options", nargs=-1, type=click.UNPROCESSED)
def build_command(offline: bool, project: Path, mkdocs_options: tuple[str, ...]) -> None:
    """Build the site from the entries; seeds are not read.

    Options for `mkdocs build`, such as --strict and --site-dir, are passed on.
    An entry that cannot be read is left out, and the command ends with 1.
    """
    chosen = settings_of(project)
    if code := mkdocs(project, "build", *mkdocs_options, offline=offline):
        sys.exit(code)
    sys.exit(name_left_out(chosen))


def _served_at(mkdocs_options: Sequence[str], by_settings: str) -> tuple[str, int]:
    """Where MkDocs will show the site; what it cannot read is left to it to say."""
    words = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    words.add_argument("-a", "--dev-addr", nargs="?", default=by_settings)
    host, _, port = (words.parse_known_args(mkdocs_options)[0].dev_addr or "").rpartition(":")
    return (host, int(port)) if host and port.isdecimal() else (_HOST, _PORT)


def _is_taken(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return error.errno == errno.EADDRINUSE
        except (OverflowError, UnicodeError):
            pass  # no such address; MkDocs says so
    return False


def mkdocs(project: Path, *arguments: str, offline: bool = False) -> int:
    """Run MkDocs on the project; its exit code."""
    command = [sys.executable, "-m", "mkdocs", *arguments, "--config-file", str(project / "mkdocs.yml")]
    # Material's notice about its own end of life is for us, not for an editor at work.
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"} | ({"DIGEST_OFFLINE": "true"} if offline else {})
    before = signal.signal(signal.SIGTERM, _end)  # whoever ends us ends MkDocs, too
    try:
        return subprocess.run(command, env=environment, check=False).returncode  # noqa: S603
    finally:
        signal.signal(signal.SIGTERM, before)


def _end(number: int, _frame: object) -> NoReturn:
    sys.exit(128 + number)

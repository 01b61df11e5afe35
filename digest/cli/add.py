"""`digest add`."""

from __future__ import annotations

from pathlib import Path

import click

from digest import inbox
from digest.cli._common import PROJECT, absolute, fail, settings_of, told
from digest.errors import DigestError, IntakeError
from digest.fetch import fetch
from digest.inbox import Added
from digest.settings import Settings


@click.command("add")
@click.option("--url", metavar="FILE|URL", help="Copy this file, or fetch this page, instead.")
@click.option("--allow-private", is_flag=True, help="Fetch from a private address, too.")
@PROJECT
def add_command(url: str | None, allow_private: bool, project: Path) -> None:
    """Open your editor on an empty file, and keep what you paste and save there as a seed.

    The editor is the one that VISUAL or EDITOR names.
    A page is asked for once, and only over http or https.
    """
    chosen = settings_of(project)
    try:
        added = _from_editor(chosen) if url is None else _from_elsewhere(url, chosen, allow_private)
    except DigestError as error:
        fail(error)
    click.echo(told(added, chosen))


def _from_editor(chosen: Settings) -> Added:
    try:
        text = click.edit("", extension=".txt", require_save=True) or ""
    except click.ClickException as error:
        hint = "set EDITOR to the program that you edit text with"
        raise IntakeError(inbox.EDITOR, error.format_message(), hint=hint) from error
    if not text.strip():
        hint = "paste, save and close it; one with windows must be told to wait, as in EDITOR='code --wait'"
        raise IntakeError(inbox.EDITOR, "nothing was saved", hint=hint)
    return inbox.add(text.encode("utf-8"), chosen, shown_as=inbox.EDITOR)


def _from_elsewhere(place: str, chosen: Settings, allow_private: bool) -> Added:
    if "://" in place:
        return inbox.add_page(fetch(place, allow_private=allow_private), chosen)
    return inbox.add_file(absolute(Path(place)), chosen)

"""The `digest` command: each subcommand has a module, which is loaded when it is asked for."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

import click
from click.shell_completion import CompletionItem

from digest import __version__

_COMMANDS = {  # what stands in `digest --help`, and where `<name>_command` is
    "add": ("add", "Keep an article that you paste, a file or a page as a seed."),
    "build": ("site", "Build the site from the entries."),
    "check": ("check", "List what an editor should look at."),
    "completion": ("completion", "Print what makes a shell complete commands and options."),
    "convert": ("convert", "Turn seeds into entries."),
    "export": ("export", "Write the digest into one file: a zip or an EPUB."),
    "new": ("new", "Make a small digest, ready to serve."),
    "serve": ("site", "Show the digest while you edit."),
    "show": ("show", "Print the entry that a seed would become."),
    "sources": ("teach", "List who printed the articles; teach which names are one outlet's."),
    "speakers": ("teach", "List who speaks; teach which names are one person's."),
    "upgrade": ("upgrade", "Move entries of an older format to today's."),
}
_INTERRUPTED = 130  # 128 and the number of the signal, as shells have it


class _Commands(click.Group):
    """Commands that are loaded one at a time: the converter alone takes longer than all of --help."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        module = import_module(f"digest.cli.{_COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        names = [name for name in self.list_commands(ctx) if name.startswith(incomplete)]
        options = click.Command.shell_complete(self, ctx, incomplete)
        return [CompletionItem(name, help=_COMMANDS[name][1]) for name in names] + options

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (KeyboardInterrupt, click.Abort) as stop:
            if isinstance(stop, click.Abort) and not isinstance(stop.__context__, KeyboardInterrupt):
                raise  # the end of what was typed in, or a no
            click.echo("interrupted; every file is either old or new", err=True)
            sys.exit(_INTERRUPTED)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, _COMMANDS[name][1]) for name in self.list_commands(ctx)])


@click.group(
    cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="digest")
def main() -> None:
    """Turn pasted news articles into a searchable digest of who said what.

    Exit codes: 0 done; 1 something in the input wants mending; 2 wrong usage; 130 interrupted.
    """

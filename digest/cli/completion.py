"""`digest completion`."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "fish", "zsh"]))
def completion_command(shell: str) -> None:
    """Print what makes SHELL complete commands and options, for its start file to read.

    In ~/.bashrc, say: eval "$(digest completion bash)"
    """
    made = get_completion_class(shell)
    if made is None:
        raise click.UsageError(f"Click cannot complete for {shell}.")
    main = click.get_current_context().find_root().command
    click.echo(made(main, {}, "digest", "_DIGEST_COMPLETE").source(), nl=False)

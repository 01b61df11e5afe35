"""`digest completion`."""

from __future__ import annotations

import click
from click.shell_completion import BashComplete, FishComplete, ShellComplete, ZshComplete

_SHELLS: dict[str, type[ShellComplete]] = {"bash": BashComplete, "fish": FishComplete, "zsh": ZshComplete}


@click.command("completion")
@click.argument("shell", type=click.Choice(sorted(_SHELLS)))
def completion_command(shell: str) -> None:
    """Print what makes SHELL complete commands and options, for its start file to read.

    In ~/.bashrc, say: eval "$(digest completion bash)"
    """
    main = click.get_current_context().find_root().command
    click.echo(_SHELLS[shell](main, {}, "digest", "_DIGEST_COMPLETE").source(), nl=False)

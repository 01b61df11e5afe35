"""`digest new`."""

from __future__ import annotations

import re
import shlex
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

from digest import starter
from digest.cli._common import absolute, fail
from digest.errors import DigestError
from digest.site.translations import OURS, catalog_file
from digest.starter import Answers
from digest.text import printable

_NOWHERE = "none"
_ADDRESS = re.compile(r"https?://[^\s/]\S*", re.IGNORECASE)


class _Asked(click.Option):
    """An option that a terminal is asked for, unless --yes says not to."""

    def prompt_for_value(self, ctx: click.Context) -> Any:
        if ctx.params["yes"] or not _is_terminal():
            return self.get_default(ctx)
        return super().prompt_for_value(ctx)


def _is_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _empty(_context: click.Context, _argument: click.Parameter, folder: Path) -> Path:
    try:
        starter.check_folder(folder)
    except DigestError as error:
        fail(error)
    return folder


def _name() -> str:
    return starter.name_for(click.get_current_context().params["folder"])


def _printable(_context: click.Context, _option: click.Parameter, name: str) -> str:
    if not name.strip() or not name.isprintable():
        raise click.BadParameter("write it on one line, in letters that show.")
    return name


def _address(_context: click.Context, _option: click.Parameter, url: str) -> str:
    if url in {"", _NOWHERE}:  # an answer comes here twice: as it was given, and as we return it
        return ""
    if not (_ADDRESS.fullmatch(url) and url.isprintable()):
        raise click.BadParameter(f"write it as https://example.org/digest/, or {_NOWHERE}.")
    return url


def _languages() -> list[str]:
    """The languages that Material speaks; it cannot show a page in another."""
    [material] = find_spec("material").submodule_search_locations  # type: ignore[union-attr, misc]
    return sorted(path.stem for path in Path(material, "templates/partials/languages").glob("*.html"))


def _is_translated(language: str) -> bool:
    """Whether what is not Material's is said in the language, too."""
    names = (language.replace("-", "_"), language.partition("-")[0])
    return any(catalog_file(OURS, name).is_file() for name in names)


def _program() -> str:
    """What to type for this command in another folder, where the shell may not know it by its name."""
    called = absolute(Path(sys.argv[0]))
    known = called.stem != "digest" or shutil.which("digest")
    return "digest" if known else printable(shlex.quote(called.as_posix()))


@click.command("new")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), callback=_empty, is_eager=True)
@click.option("-y", "--yes", is_flag=True, is_eager=True, help="Ask nothing.")
@click.option(
    "--name",
    cls=_Asked,
    prompt="Name of the digest",
    default=_name,
    callback=_printable,
    help="What the digest is called.  [default: as its folder]",
)
@click.option(
    "--url",
    cls=_Asked,
    prompt="Address where it will be published",
    default=_NOWHERE,
    callback=_address,
    help="Where it will be published.  [default: none]",
)
@click.option(
    "--language",
    cls=_Asked,
    prompt="Language of menus and buttons",
    default="en",
    type=click.Choice(_languages(), case_sensitive=False),
    show_choices=False,
    metavar="CODE",
    help="The language of menus and buttons, such as uk; articles may be in any.  [default: en]",
)
@click.option(
    "--sample/--no-sample",
    cls=_Asked,
    prompt="Begin with an invented article, to try things on",
    default=True,
    help="Whether to begin with an invented article.  [default: sample]",
)
def new_command(folder: Path, yes: bool, name: str, url: str, language: str, sample: bool) -> None:  # noqa: ARG001
    """Make a small digest in FOLDER, ready to serve.

    On a terminal it asks for what no option says.
    """
    try:
        written = starter.create(folder, Answers(name=name, url=url, language=language, sample=sample))
    except DigestError as error:
        fail(error)
    shown = [(printable(path.as_posix()), about) for path, about in written]
    width = max(len(path) for path, _ in shown)
    for path, about in shown:
        click.echo(f"{path:{width}}  {about}")
    if language != "en" and not _is_translated(language):
        words = catalog_file(Path("locale"), language.replace("-", "_")).as_posix()
        click.echo(
            f"\nMenus are in {language}; what the digest itself says stays English until you write {words}."
        )
    click.echo(f"\nNow: cd {printable(shlex.quote(folder.as_posix()))} && {_program()} serve")

"""`digest speakers` and `digest sources`: who there is, and what an editor teaches about them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any, get_args

import click
from click.core import ParameterSource

from digest.cli._common import JSON, PATIENCE, PROJECT, QUIET, as_json, count, fail, progress, settings_of
from digest.errors import DigestError
from digest.lock import locked
from digest.model import SpeakerKind
from digest.settings import Settings
from digest.teach import changes, lessons
from digest.teach.changes import Change, Plan
from digest.teach.desk import Desk
from digest.teach.lessons import SOURCES, SPEAKERS, Kind
from digest.teach.likeness import Likeness, alike
from digest.teach.listing import Listed
from digest.text import printable

_DRY_RUN = click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
_Lesson = Callable[[Desk], Plan]


@click.group("speakers", invoke_without_command=True)
@JSON
@PROJECT
@click.pass_context
def speakers_command(context: click.Context, in_json: bool, project: Path) -> None:
    """List who speaks, with slug, name, and how often; or teach who is who.

    A speaker is named by slug, by name, or by an alias that is nobody else's.
    """
    if context.invoked_subcommand is None:
        _list(SPEAKERS, project, in_json)


@click.group("sources", invoke_without_command=True)
@JSON
@PROJECT
@click.pass_context
def sources_command(context: click.Context, in_json: bool, project: Path) -> None:
    """List who printed the articles, or teach which names are one outlet's.

    A source is named by slug, by name, or by an alias that is nobody else's.
    """
    if context.invoked_subcommand is None:
        _list(SOURCES, project, in_json)


def _add_lessons(group: click.Group, kind: Kind, noun: str, whole: str) -> None:
    """The commands that speakers and sources have in common."""

    @group.command(
        "merge",
        short_help=f"Make one {noun} of several.",
        help=f"Make one {noun} of several: each OTHER becomes KEEP, in every entry.",
    )
    @click.argument("keep")
    @click.argument("other", nargs=-1, required=True)
    @_DRY_RUN
    @QUIET
    @PROJECT
    def merge(keep: str, other: tuple[str, ...], dry_run: bool, quiet: bool, project: Path) -> None:
        _teach(lambda desk: lessons.merge(desk, kind, keep, other), project, dry_run=dry_run, quiet=quiet)

    @group.command("rename", help=f"Give a {noun} another name, with the address that goes with it.")
    @click.argument("old")
    @click.argument("name", metavar="NEW-NAME")
    @_DRY_RUN
    @QUIET
    @PROJECT
    def rename(old: str, name: str, dry_run: bool, quiet: bool, project: Path) -> None:
        _teach(lambda desk: lessons.rename(desk, kind, old, name), project, dry_run=dry_run, quiet=quiet)

    @group.command("alias", help=f"Teach how else a {noun} is called, for every later conversion.")
    @click.argument("name")
    @click.argument("alias", nargs=-1, required=True)
    @_DRY_RUN
    @QUIET
    @PROJECT
    def alias(name: str, alias: tuple[str, ...], dry_run: bool, quiet: bool, project: Path) -> None:
        _teach(lambda desk: lessons.alias(desk, kind, name, alias), project, dry_run=dry_run, quiet=quiet)

    @group.command(
        "distinct",
        short_help=f"Keep that two {noun}s are two.",
        help=f"Keep that two {noun}s with like names are two: nobody asks again.",
    )
    @click.argument("one")
    @click.argument("other")
    @_DRY_RUN
    @QUIET
    @PROJECT
    def distinct(one: str, other: str, dry_run: bool, quiet: bool, project: Path) -> None:
        _teach(lambda desk: lessons.tell_apart(desk, kind, one, other), project, dry_run=dry_run, quiet=quiet)

    @group.command(
        "suggest",
        short_help=f"List {noun}s that may be one {whole}.",
        help=f"List {noun}s that may be one {whole}, and what to type if they are.",
    )
    @JSON
    @PROJECT
    @click.pass_context
    def suggest(context: click.Context, in_json: bool, project: Path) -> None:
        desk = _read(_settings(project))
        found = alike(kind.listed(desk))
        if in_json or (context.parent and context.parent.params["in_json"]):
            click.echo(as_json([_question_for_programs(one) for one in found]))
        else:
            _ask(found, kind)
        sys.exit(_name_broken(desk))


_add_lessons(speakers_command, SPEAKERS, "speaker", "person")
_add_lessons(sources_command, SOURCES, "source", "outlet")


def _web_address(_context: click.Context, _option: click.Parameter, given: Any) -> Any:
    """Refuse an address that the site would not link."""
    from digest.site.safe_text import web_url

    for address in [given] if isinstance(given, str) else given or ():
        if web_url(address) is None:
            raise click.BadParameter(f"{address!r} is no address of the web; it begins with https://")
    return given


@sources_command.command("teach")
@click.argument("name")
@click.option("--url", metavar="ADDRESS", callback=_web_address, help="Where its pages lie.")
@click.option("--timezone", metavar="ZONE", help="Of times printed without one, such as Europe/Kyiv.")
@click.option("--language", metavar="CODE", help="The language of its articles, such as uk.")
@click.option(
    "--day-first/--month-first",
    default=None,
    help="How it prints dates: 02/12/2025 is 2 December, or 12 February.",
)
@_DRY_RUN
@QUIET
@PROJECT
def teach_source(name: str, dry_run: bool, quiet: bool, project: Path, **facts: str | bool | None) -> None:
    """Say what is known of a source, in stories already or not yet."""
    _teach_facts(SOURCES, name, facts, project, dry_run=dry_run, quiet=quiet)


@speakers_command.command("teach")
@click.argument("name")
@click.option("--role", help="What the speaker is, such as mayor of Tamsin.")
@click.option("--kind", type=click.Choice(get_args(SpeakerKind)), help="What kind of speaker it is.")
@click.option(
    "--same-as",
    metavar="ADDRESS",
    multiple=True,
    callback=_web_address,
    help="A page elsewhere about the same person.",
)
@_DRY_RUN
@QUIET
@PROJECT
def teach_speaker(
    name: str, dry_run: bool, quiet: bool, project: Path, **facts: str | Sequence[str] | None
) -> None:
    """Say what is known of a speaker, in stories already or not yet."""
    _teach_facts(SPEAKERS, name, facts, project, dry_run=dry_run, quiet=quiet)


def _teach_facts(
    kind: Kind, name: str, facts: Mapping[str, Any], project: Path, *, dry_run: bool, quiet: bool
) -> None:
    given = {fact: value for fact, value in facts.items() if value not in (None, ())}
    _teach(lambda desk: lessons.teach(desk, kind, name, given), project, dry_run=dry_run, quiet=quiet)


@speakers_command.command("split", short_help="Make two people of one.")
@click.argument("who", metavar="SLUG")
@click.argument("entries", nargs=-1, metavar="[ENTRY]...", type=click.Path(path_type=Path))
@click.option("--called", metavar="NAME", default="", help="Only where the speaker is called so in full.")
@click.option("--name", default="", help="The other person's name.  [default: as it is printed]")
@click.option("--slug", default="", help="The other person's address.  [default: made from the name]")
@_DRY_RUN
@QUIET
@PROJECT
def split(
    who: str,
    entries: tuple[Path, ...],
    called: str,
    name: str,
    slug: str,
    dry_run: bool,
    quiet: bool,
    project: Path,
) -> None:
    """Make two people of one: what SLUG says in each ENTRY is another person's.

    Without an ENTRY it is so in every entry, so --called must tell the two apart.
    """

    def lesson(desk: Desk) -> Plan:
        return lessons.split(desk, who, entries=_paths(entries, desk), called=called, name=name, slug=slug)

    _teach(lesson, project, dry_run=dry_run, quiet=quiet)


@sources_command.command("split")
@click.argument("who", metavar="SLUG")
@click.argument("entries", nargs=-1, required=True, metavar="ENTRY...", type=click.Path(path_type=Path))
@click.option("--name", required=True, help="The other outlet's name, which gives its address.")
@_DRY_RUN
@QUIET
@PROJECT
def split_source(
    who: str, entries: tuple[Path, ...], name: str, dry_run: bool, quiet: bool, project: Path
) -> None:
    """Make two outlets of one: another of that name printed each ENTRY."""

    def lesson(desk: Desk) -> Plan:
        return lessons.split_source(desk, who, entries=_paths(entries, desk), name=name)

    _teach(lesson, project, dry_run=dry_run, quiet=quiet)


def _paths(entries: Sequence[Path], desk: Desk) -> list[Path]:
    """Where entries lie that are named as seen from here, or as the other commands name them."""
    return [entry if entry.exists() else desk.settings.root / entry for entry in entries]


def _teach(lesson: _Lesson, project: Path, *, dry_run: bool, quiet: bool) -> None:
    chosen = _settings(project)
    try:
        with nullcontext() if dry_run else locked(chosen.root, wait=PATIENCE):
            plan = lesson(_read(chosen))
            if not dry_run:
                changes.write(plan)
    except DigestError as error:
        fail(error)
    if dry_run:
        click.echo(plan.diff, nl=False)
    elif not quiet:
        for change in plan.changes:
            click.echo(f"{change.where}{_became(change)}")
    if not plan.changes and not quiet:
        click.echo("nothing to change")
    for note in plan.notes:
        click.echo(printable(note), err=True)


def _became(change: Change) -> str:
    return " (new)" if change.before is None else " (deleted)" if change.after is None else ""


def _settings(project: Path) -> Settings:
    """The settings of the digest, whether its folder was named before or behind the lesson."""
    context = click.get_current_context()
    if context.get_parameter_source("project") is ParameterSource.DEFAULT and context.parent:
        project = context.parent.params.get("project", project)
    return settings_of(project)


def _read(chosen: Settings) -> Desk:
    return Desk.read(chosen, along=progress("Reading"))


def _name_broken(desk: Desk) -> int:
    """Name the files that cannot be read; the exit code."""
    for broken in desk.broken:
        click.echo(f"left out: {broken.error}", err=True)
    return 1 if desk.broken else 0


def _list(kind: Kind, project: Path, in_json: bool) -> None:
    desk = _read(_settings(project))
    listed = kind.listed(desk)
    if in_json:
        click.echo(as_json([_for_programs(one) for one in listed]))
    else:
        for line in _table(listed, kind):
            click.echo(printable(line))
    sys.exit(_name_broken(desk))


def _table(listed: Sequence[Listed], kind: Kind) -> Iterable[str]:
    """Columns; those of numbers are set to the right."""
    people = kind is SPEAKERS
    head = (
        "slug",
        "name",
        *(("kind", "quotations") if people else ()),
        "stories",
        "last",
        "taught",
        "aliases",
    )
    rows = [head, *(_row(one, people=people) for one in listed)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = zip(head, row, widths, strict=True)
        yield "  ".join(
            cell.rjust(width) if name in {"quotations", "stories"} else cell.ljust(width)
            for name, cell, width in cells
        ).rstrip()


def _row(one: Listed, *, people: bool) -> tuple[str, ...]:
    spoken = (one.kind, str(one.quotations)) if people else ()
    last = str(one.last or "")
    taught = "yes" if one.known else ""
    return (one.slug, one.name, *spoken, str(len(one.files)), last, taught, ", ".join(one.aliases))


def _for_programs(one: Listed) -> dict[str, Any]:
    return {
        "slug": one.slug,
        "name": one.name,
        "kind": one.kind,
        "aliases": one.aliases,
        "quotations": one.quotations,
        "stories": len(one.files),
        "last": str(one.last) if one.last else None,
        "taught": one.known is not None,
        "entries": [file.where for file in one.files],
    }


def _ask(found: Sequence[Likeness], kind: Kind) -> None:
    for one in found:
        both = f"{one.keep.slug} {one.other.slug}"
        click.echo(printable(f"{_told(one.keep)} and {_told(one.other)}: {one.why}"))
        click.echo(f"  if they are one:  digest {kind.command} merge {both}")
        click.echo(f"  if they are two:  digest {kind.command} distinct {both}")
    click.echo(count(len(found), "question"))


def _told(one: Listed) -> str:
    return f"{one.name} ({count(len(one.files), 'story', 'stories')})"


def _question_for_programs(one: Likeness) -> dict[str, Any]:
    return {"keep": one.keep.slug, "other": one.other.slug, "why": one.why}

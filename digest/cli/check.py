"""`digest check`: what an editor should look at, for people, for programs and for GitHub."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any

import click

from digest import checks, frontedit, registry, yamltext
from digest.checks import Finding, Mending
from digest.cli._common import (
    PATIENCE,
    PROJECT,
    QUIET,
    as_json,
    count,
    entries,
    fail,
    progress,
    settings_of,
    site_of,
)
from digest.errors import DigestError
from digest.files import read_text, rewrite, shown
from digest.frontmatter import EntryFile, split
from digest.links import Pages
from digest.lock import locked
from digest.markdown import paragraphs
from digest.model import KnownSpeaker
from digest.registry import Registry
from digest.settings import Settings
from digest.site import pages, redirects
from digest.site.addresses import path_of
from digest.teach import questions
from digest.text import printable

_LEVELS = {"error": "error", "question": "warning"}  # what GitHub calls them


@click.command("check")
@click.option("--fix", is_flag=True, help="Mend what can be mended in one way only, and say what was done.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    help="How to list: for people, for programs, or as annotations of a workflow on GitHub.",
)
@click.option("--json", "form", flag_value="json", help="The same as --format json.")
@QUIET
@PROJECT
def check_command(fix: bool, form: str, quiet: bool, project: Path) -> None:
    """List what an editor should look at: errors to mend, and questions to answer.

    Ends with 1 when there are errors; questions alone are no reason to.
    """
    chosen = settings_of(project)
    for outcome in _fixed(chosen, quiet=quiet) if fix else ():
        wrong = isinstance(outcome, DigestError)
        if wrong or not quiet:
            click.echo(str(outcome), err=wrong or form != "text")
    survey = _survey(chosen, quiet=quiet)
    listed = [finding for finding in survey.findings if finding.level == "error" or not quiet]
    if form == "json":
        click.echo(as_json(_for_programs(survey, listed)))
    elif form == "github":
        _annotate(listed, chosen)
    else:
        _tell(survey, listed, quiet=quiet)
    sys.exit(1 if survey.levels["error"] else 0)


@dataclass(frozen=True, kw_only=True)
class _Survey:
    """How many entries there are, and all that was found in them."""

    entries: int
    findings: tuple[Finding, ...]

    @property
    def levels(self) -> Counter[str]:
        """How many findings there are of each level."""
        return Counter(finding.level for finding in self.findings)


def _survey(chosen: Settings, *, quiet: bool) -> _Survey:
    files, broken = entries(chosen, progress("Reading entries", quiet=quiet))
    taught = registry.load(chosen)
    found = [Finding.of(error) for error in (*taught.errors, *broken)]
    found += _findings(chosen, files, taught, date.today())
    found.sort(key=lambda finding: (finding.where, finding.line or 0))
    return _Survey(entries=len(files) + len(broken), findings=tuple(found))


def _findings(
    chosen: Settings, files: Sequence[EntryFile], taught: Registry, today: date
) -> Iterator[Finding]:
    for file in files:
        yield from checks.check(file, paragraphs(file.entry.body))
    yield from checks.same_stories(files)
    yield from checks.same_slugs(files)
    yield from checks.still_to_come(files, today)
    yield from checks.late_drafts(files, today)
    yield from checks.unknown_sources(files, taught.sources)
    yield from checks.ambiguous_names(taught.speakers, partial(_place, chosen))
    yield from questions.same_people(files, taught.speakers, partial(_page, chosen, chosen.speakers))
    yield from questions.same_outlets(files, taught.sources, partial(_page, chosen, chosen.sources))
    found = _pages(chosen, files, taught)
    yield from _former_addresses(chosen, files, taught, found)
    yield from checks.dead_links(found, shown(chosen.content, chosen.root))


def _former_addresses(
    chosen: Settings, files: Iterable[EntryFile], taught: Registry, there: Pages
) -> Iterator[Finding]:
    """Errors where a former address would stand in another page's way."""
    site = site_of(chosen, files, taught)
    if not (former := list(redirects.redirects(site.catalog, chosen.options))):
        return
    taken = {path_of(uri, directories=True) for uri in (*there.texts, *there.made())}
    for clash in redirects.settled(former, {*taken, *there.files}, directories=True)[1]:
        path = ("redirect_from", clash.redirect.number)
        where, line = _line(chosen, chosen.content / clash.redirect.target, path)
        yield Finding(where=where, line=line, code="former-address", text=clash.text)


def _page(chosen: Settings, folder: Path, slug: str) -> str:
    """The taught page of a slug."""
    return shown(folder / f"{slug}.md", chosen.root)


def _place(chosen: Settings, speaker: KnownSpeaker, path: yamltext.Path) -> tuple[str, int]:
    """Where a part of a taught page stands."""
    return _line(chosen, chosen.speakers / f"{speaker.slug}.md", path)


def _line(chosen: Settings, file: Path, path: yamltext.Path) -> tuple[str, int]:
    """Where a part of a file's front matter stands."""
    where = shown(file, chosen.root)
    _, yaml, _ = split(read_text(file, where=where).replace("\r\n", "\n"), where=where)
    return where, yamltext.load(yaml).line(path) + 1


def _pages(chosen: Settings, files: Iterable[EntryFile], taught: Registry) -> Pages:
    """All that a link may lead to; a page that is not text has been told of already."""
    texts: dict[str, str] = {}
    others: set[str] = set()
    for path in sorted(chosen.content.glob("**/*")):
        uri = path.relative_to(chosen.content).as_posix()
        try:
            if path.suffix == ".md":
                texts[uri] = read_text(path, where=uri)
                continue
        except DigestError:
            pass
        others.add(uri)
    return Pages(texts=texts, made=cache(partial(_made, chosen, files, taught)), files=others)


def _made(
    chosen: Settings, files: Iterable[EntryFile], taught: Registry
) -> Mapping[str, Callable[[str], str]]:
    site = site_of(chosen, files, taught)
    return {page.src_uri: partial(pages.render, page, site) for page in pages.build(site)}


def _fixed(chosen: Settings, *, quiet: bool) -> list[str | DigestError]:
    try:
        with locked(chosen.root, wait=PATIENCE):
            return list(_mend(chosen, _survey(chosen, quiet=quiet).findings))
    except DigestError as error:
        fail(error)


def _mend(chosen: Settings, findings: Iterable[Finding]) -> Iterator[str | DigestError]:
    """Mend what is beyond doubt; a line for each thing done, and for each file that could not be mended."""
    by_file: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.mending:
            by_file.setdefault(finding.where, []).append(finding)
    for where, of_file in by_file.items():
        try:
            _mend_file(chosen.root / where, where, of_file)
        except DigestError as error:
            yield error
        else:
            yield from (printable(f"{finding.place}: mended: {finding.text}") for finding in of_file)


def _by_path(mending: Mending) -> yamltext.Path:
    return mending.path


def _mend_file(path: Path, where: str, findings: Iterable[Finding]) -> None:
    was = text = read_text(path, where=where)
    # From the end on, so that what goes does not move what is still to be mended.
    for mending in sorted({f.mending for f in findings if f.mending}, key=_by_path, reverse=True):
        if mending.value is None:
            text = frontedit.delete(text, mending.path, where=where)
        else:
            text = frontedit.put(text, mending.path, mending.value, where=where)
    rewrite(path, text, was=was, where=where)


def _tell(survey: _Survey, listed: Iterable[Finding], *, quiet: bool) -> None:
    for finding in listed:
        click.echo(str(finding), err=True)
    if not quiet:
        of_all = count(survey.entries, "entry", "entries")
        wrong, open_ = count(survey.levels["error"], "error"), count(survey.levels["question"], "question")
        click.echo(f"{of_all}, {wrong}, {open_}")


def _for_programs(survey: _Survey, listed: Iterable[Finding]) -> dict[str, Any]:
    return {
        "entries": survey.entries,
        "errors": survey.levels["error"],
        "questions": survey.levels["question"],
        "findings": [
            {"file": f.where, "line": f.line, "level": f.level, "code": f.code, "text": f.text}
            for f in listed
        ],
    }


def _annotate(listed: Iterable[Finding], chosen: Settings) -> None:
    for finding in listed:
        file = os.path.relpath(chosen.root / finding.where)  # GitHub counts from the checkout
        place = f"file={_escaped(Path(file).as_posix())}" + (f",line={finding.line}" if finding.line else "")
        text = _escaped(finding.text, also="")
        click.echo(f"::{_LEVELS[finding.level]} {place},title={_escaped(finding.code)}::{text}")


def _escaped(text: str, also: str = ":,") -> str:
    """The text as a workflow command holds it: nothing in it ends the command or begins another."""
    return "".join(f"%{ord(c):02X}" if c in f"%\r\n{also}" else printable(c) for c in text)

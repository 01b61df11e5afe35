"""What `digest check` asks about names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from digest.checks import Finding
from digest.frontmatter import EntryFile
from digest.model import KnownSource, KnownSpeaker
from digest.teach import listing
from digest.teach.lessons import SOURCES, SPEAKERS, Kind
from digest.teach.likeness import Likeness, alike

_Where = Callable[[str], str]


def same_people(
    files: Sequence[EntryFile], known: Iterable[KnownSpeaker], where: _Where
) -> Iterator[Finding]:
    """Ask about every two speakers who may be one person; `where` names the page of a slug."""
    for found in alike(listing.speakers(files, known)):
        yield _question(found, SPEAKERS, "same-person", _where_spoken, where)


def same_outlets(
    files: Sequence[EntryFile], known: Iterable[KnownSource], where: _Where
) -> Iterator[Finding]:
    """Ask about every two sources that may be one outlet; `where` names the page of a slug."""
    for found in alike(listing.sources(files, known)):
        yield _question(found, SOURCES, "same-outlet", _where_printed, where)


def _question(
    found: Likeness, kind: Kind, code: str, place: Callable[[EntryFile, str], int], where: _Where
) -> Finding:
    """The question, where the less known of the two stands first."""
    asked = found.other if found.other.files else found.keep
    both = f"{found.keep.slug} {found.other.slug}"
    text = (
        f"is {found.other.name} the same as {found.keep.name}? {found.why};"
        f" if so: digest {kind.command} merge {both}; if not: digest {kind.command} distinct {both}"
    )
    if not asked.files:
        return Finding(where=where(found.other.slug), code=code, text=text)
    file = asked.files[0]
    return Finding(where=file.where, line=place(file, asked.slug), code=code, text=text)


def _where_spoken(file: EntryFile, slug: str) -> int:
    at = next(at for at, speaker in enumerate(file.entry.speakers) if speaker.slug == slug)
    return file.line("speakers", at, "name")


def _where_printed(file: EntryFile, _slug: str) -> int:
    return file.line("source", "name")

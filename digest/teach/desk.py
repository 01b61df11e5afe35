"""The entries and registry pages of a digest as they are on disk, and who is in them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from digest import frontmatter, registry
from digest.errors import DigestError
from digest.files import read_text, shown
from digest.frontmatter import EntryFile
from digest.model import KnownSource, KnownSpeaker
from digest.settings import Settings
from digest.teach import listing
from digest.teach.listing import Listed

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A registry page, and its text to the byte."""

    path: Path
    where: str
    text: str
    known: KnownSpeaker | KnownSource


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """An entry, and its text to the byte."""

    path: Path
    text: str
    file: EntryFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A file that cannot be read as what it should be, with its text where it has one."""

    error: DigestError
    text: str


@dataclass(frozen=True)
class Desk:
    """The entries and registry pages of a digest."""

    settings: Settings
    entries: tuple[Written, ...]
    speaker_pages: Mapping[str, Page]  # by slug, as are the next
    source_pages: Mapping[str, Page]
    broken: tuple[Broken, ...] = ()

    @classmethod
    def read(cls, settings: Settings, *, along: Callable[[Sequence[Path]], Iterable[Path]] = iter) -> Desk:
        """Read everything; what cannot be read is kept aside. `along` goes through the entries one by one."""
        broken: list[Broken] = []
        entries = _read(along(_entry_paths(settings)), settings, _entry, broken)
        speakers = _read(registry.pages(settings.speakers), settings, _speaker_page, broken)
        sources = _read(registry.pages(settings.sources), settings, _source_page, broken)
        return cls(settings, entries, _by_slug(speakers), _by_slug(sources), tuple(broken))

    @cached_property
    def speakers(self) -> tuple[Listed, ...]:
        """Everybody who speaks or was taught, by slug."""
        known = (page.known for page in self.speaker_pages.values())
        return listing.speakers(self._files, (page for page in known if isinstance(page, KnownSpeaker)))

    @cached_property
    def sources(self) -> tuple[Listed, ...]:
        """Every outlet that printed something or was taught, by slug."""
        known = (page.known for page in self.source_pages.values())
        return listing.sources(self._files, (page for page in known if isinstance(page, KnownSource)))

    def entries_of(self, one: Listed) -> list[Written]:
        """The entries that somebody speaks in, or that an outlet printed."""
        theirs = {file.where for file in one.files}
        return [entry for entry in self.entries if entry.file.where in theirs]

    def require_readable(self, words: Collection[str]) -> None:
        """`DigestError` when a file that cannot be read holds one of the words: it would be left behind."""
        for broken in self.broken:
            if any(word in broken.text or word.replace("'", "''") in broken.text for word in words):
                error = broken.error
                hint = "mend it first; nothing was changed"
                raise DigestError(error.where, error.what, hint=hint, line=error.line) from error

    @property
    def _files(self) -> Iterator[EntryFile]:
        return (entry.file for entry in self.entries)


def _by_slug(pages: Iterable[Page]) -> dict[str, Page]:
    return {page.path.stem: page for page in pages}


def _entry_paths(settings: Settings) -> list[Path]:
    found = sorted(settings.articles.glob("**/*.md"))
    return [path for path in found if path.name not in {"index.md", "README.md"}]


def _read(
    paths: Iterable[Path],
    settings: Settings,
    read: Callable[[Path, str, str], T],
    broken: list[Broken],
) -> tuple[T, ...]:
    found: list[T] = []
    for path in paths:
        where, text = shown(path, settings.root), ""
        try:
            text = read_text(path, where=where)
            found.append(read(path, text, where))
        except DigestError as error:
            broken.append(Broken(error=error, text=text))
    return tuple(found)


def _entry(path: Path, text: str, where: str) -> Written:
    return Written(path=path, text=text, file=frontmatter.load_file(text, where=where))


def _speaker_page(path: Path, text: str, where: str) -> Page:
    known = frontmatter.load_speaker(text, slug=path.stem, where=where)
    return Page(path=path, where=where, text=text, known=known)


def _source_page(path: Path, text: str, where: str) -> Page:
    known = frontmatter.load_source(text, slug=path.stem, where=where)
    return Page(path=path, where=where, text=text, known=known)

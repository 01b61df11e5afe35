"""The entries and registry pages of a digest as they are on disk, and who is in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from digest import frontmatter, registry
from digest.errors import DigestError
from digest.files import read_text, shown
from digest.frontmatter import EntryFile
from digest.model import KnownSource, KnownSpeaker, Speaker
from digest.settings import Settings
from digest.text import slugify

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A speaker or a source: what was taught and what was printed under one slug."""

    slug: str
    name: str
    kind: str  # person | organisation | source
    names: tuple[str, ...] = ()  # as entries have it in full, the commonest first
    printed: tuple[str, ...] = ()  # as entries call it otherwise
    roles: tuple[str, ...] = ()
    quotations: int = 0
    last: date | None = None
    page: Page | None = None
    entries: tuple[Written, ...] = field(default=(), repr=False)

    @property
    def aliases(self) -> tuple[str, ...]:
        """What was taught, then what was printed."""
        taught = self.page.known.aliases if self.page else ()
        return tuple(
            alias for alias in dict.fromkeys([*taught, *self.names, *self.printed]) if alias != self.name
        )


@dataclass(frozen=True)
class Desk:
    """The entries and registry pages of a digest."""

    settings: Settings
    entries: tuple[Written, ...]
    speaker_pages: tuple[Page, ...]
    source_pages: tuple[Page, ...]
    broken: tuple[Broken, ...] = ()

    @classmethod
    def read(cls, settings: Settings) -> Desk:
        """Read everything; what cannot be read is kept aside."""
        broken: list[Broken] = []
        entries = _read(_entry_paths(settings), settings, _entry, broken)
        speakers = _read(registry.pages(settings.speakers), settings, _speaker_page, broken)
        sources = _read(registry.pages(settings.sources), settings, _source_page, broken)
        return cls(settings, entries, speakers, sources, tuple(broken))

    @cached_property
    def speakers(self) -> tuple[Listed, ...]:
        """Everybody who speaks or was taught, by slug."""
        said: dict[str, list[tuple[Written, Speaker]]] = {}
        for entry in self.entries:
            for speaker in entry.file.entry.speakers:
                said.setdefault(speaker.slug, []).append((entry, speaker))
        pages = {page.path.stem: page for page in self.speaker_pages}
        return tuple(_speaker(slug, said.get(slug, ()), pages.get(slug)) for slug in sorted({*said, *pages}))

    @cached_property
    def sources(self) -> tuple[Listed, ...]:
        """Every outlet that printed something or was taught, by slug."""
        printed: dict[str, list[Written]] = {}
        for entry in self.entries:
            printed.setdefault(slugify(entry.file.entry.source.name) or "unnamed", []).append(entry)
        pages = {page.path.stem: page for page in self.source_pages}
        slugs = sorted({*printed, *pages})
        return tuple(_source(slug, printed.get(slug, ()), pages.get(slug)) for slug in slugs)

    def require_readable(self, words: Collection[str]) -> None:
        """`DigestError` when a file that cannot be read holds one of the words: it would be left behind."""
        for broken in self.broken:
            if any(word in broken.text or word.replace("'", "''") in broken.text for word in words):
                error = broken.error
                hint = "mend it first; nothing was changed"
                raise DigestError(error.where, error.what, hint=hint, line=error.line) from error


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


def _speaker(slug: str, said: Sequence[tuple[Written, Speaker]], page: Page | None) -> Listed:
    names = tuple(name for name, _ in Counter(speaker.name for _, speaker in said).most_common())
    taught = page.known if page else None
    kind = taught.kind if isinstance(taught, KnownSpeaker) else said[0][1].kind
    roles = [speaker.role for _, speaker in said if speaker.role]
    roles += [taught.role] if isinstance(taught, KnownSpeaker) and taught.role else []
    return Listed(
        slug=slug,
        name=taught.name if taught else names[0],
        kind=kind,
        names=names,
        printed=tuple(dict.fromkeys(alias for _, speaker in said for alias in speaker.aliases)),
        roles=tuple(dict.fromkeys(roles)),
        quotations=sum(len(speaker.quotations) for _, speaker in said),
        last=_last(entry for entry, _ in said),
        page=page,
        entries=tuple({id(entry): entry for entry, _ in said}.values()),
    )


def _source(slug: str, printed: Sequence[Written], page: Page | None) -> Listed:
    counted = Counter(entry.file.entry.source.name for entry in printed).most_common()
    names = tuple(name for name, _ in counted)
    return Listed(
        slug=slug,
        name=page.known.name if page else names[0],
        kind="source",
        names=names,
        quotations=sum(len(s.quotations) for entry in printed for s in entry.file.entry.speakers),
        last=_last(printed),
        page=page,
        entries=tuple(printed),
    )


def _last(entries: Iterable[Written]) -> date | None:
    return max((entry.file.entry.timestamp.day for entry in entries), default=None)

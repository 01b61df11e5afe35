"""Who speaks and who prints in a digest, gathered by slug."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from digest.frontmatter import EntryFile
from digest.model import KnownSource, KnownSpeaker, Speaker
from digest.text import slugify


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
    known: KnownSpeaker | KnownSource | None = None
    files: tuple[EntryFile, ...] = field(default=(), repr=False)

    @property
    def taught(self) -> tuple[str, ...]:
        """The aliases that were taught."""
        return self.known.aliases if self.known else ()

    @property
    def aliases(self) -> tuple[str, ...]:
        """What was taught, then what was printed."""
        called = dict.fromkeys([*self.taught, *self.names, *self.printed])
        return tuple(alias for alias in called if alias != self.name)

    def says_it_is_not(self, other: Listed) -> bool:
        """Whether the editor wrote on this page that the other is another, now or by a former slug."""
        former = other.known.redirect_from if other.known else ()
        return self.known is not None and not {other.slug, *former}.isdisjoint(self.known.different_from)

    @property
    def last(self) -> date | None:
        """The latest day in the digest."""
        return max((file.entry.timestamp.day for file in self.files), default=None)


def speakers(files: Iterable[EntryFile], known: Iterable[KnownSpeaker]) -> tuple[Listed, ...]:
    """Everybody who speaks or was taught, by slug."""
    said: dict[str, list[tuple[EntryFile, Speaker]]] = {}
    for file in files:
        for speaker in file.entry.speakers:
            said.setdefault(speaker.slug, []).append((file, speaker))
    taught = {str(page.slug): page for page in known}
    return tuple(_speaker(slug, said.get(slug, ()), taught.get(slug)) for slug in sorted({*said, *taught}))


def sources(files: Iterable[EntryFile], known: Iterable[KnownSource]) -> tuple[Listed, ...]:
    """Every outlet that printed something or was taught, by slug."""
    printed: dict[str, list[EntryFile]] = {}
    for file in files:
        printed.setdefault(slugify(file.entry.source.name) or "unnamed", []).append(file)
    taught = {page.slug: page for page in known}
    return tuple(
        _source(slug, printed.get(slug, ()), taught.get(slug)) for slug in sorted({*printed, *taught})
    )


def are_told_apart(one: Listed, other: Listed) -> bool:
    """Whether the editor said that these are two."""
    return one.says_it_is_not(other) or other.says_it_is_not(one)


def _speaker(slug: str, said: Sequence[tuple[EntryFile, Speaker]], known: KnownSpeaker | None) -> Listed:
    names = tuple(name for name, _ in Counter(speaker.name for _, speaker in said).most_common())
    roles = [speaker.role for _, speaker in said if speaker.role]
    roles += [known.role] if known and known.role else []
    return Listed(
        slug=slug,
        name=known.name if known else names[0],
        kind=known.kind if known else said[0][1].kind,
        names=names,
        printed=tuple(dict.fromkeys(alias for _, speaker in said for alias in speaker.aliases)),
        roles=tuple(dict.fromkeys(roles)),
        quotations=sum(len(speaker.quotations) for _, speaker in said),
        known=known,
        files=tuple({file.where: file for file, _ in said}.values()),
    )


def _source(slug: str, printed: Sequence[EntryFile], known: KnownSource | None) -> Listed:
    names = tuple(name for name, _ in Counter(file.entry.source.name for file in printed).most_common())
    return Listed(
        slug=slug,
        name=known.name if known else names[0],
        kind="source",
        names=names,
        quotations=sum(len(speaker.quotations) for file in printed for speaker in file.entry.speakers),
        known=known,
        files=tuple(printed),
    )

"""Which entries are there, and which seed each was made from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from unicodedata import normalize

from digest import frontmatter
from digest.errors import DigestError
from digest.files import read_text, shown
from digest.model import SeedRef
from digest.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class There:
    """An entry that is there, by its path in the articles folder, and the seed it was made from."""

    name: str
    seed: str
    sha256: str

    def is_of(self, made_from: SeedRef | None) -> bool:
        """Whether a conversion was one of this entry's seed."""
        return made_from is not None and (made_from.path == self.seed or made_from.sha256 == self.sha256)


@dataclass(frozen=True, slots=True)
class Entries:
    """All entries that are there, to be found by what they were made from."""

    names: dict[str, str] = field(default_factory=dict)  # as a disk takes them, and as they are
    by_name: dict[str, There] = field(default_factory=dict)
    by_seed: dict[str, list[There]] = field(default_factory=dict)
    by_text: dict[str, list[There]] = field(default_factory=dict)
    errors: list[DigestError] = field(default_factory=list)

    @classmethod
    def of(cls, settings: Settings) -> Entries:
        """Look at every entry; one that cannot be read is an error beside the others."""
        found = cls()
        for path in sorted(settings.articles.glob("**/*.md")):
            name = path.relative_to(settings.articles).as_posix()
            try:
                made_from = frontmatter.find_seed(read_text(path, where=shown(path, settings.root)))
            except DigestError as error:
                found.errors.append(error)
                made_from = None
            # Found by its lines, not by loading: an entry with broken YAML still stands for its seed.
            found.add(name, made_from)
        return found

    def add(self, name: str, made_from: SeedRef | None) -> None:
        """Remember one more."""
        self.names[_folded(name)] = name
        if made_from is not None:
            there = There(name=name, seed=made_from.path, sha256=made_from.sha256)
            self.by_name[name] = there
            self.by_text.setdefault(there.sha256, []).append(there)
            for key in {there.seed, _composed(there.seed)}:
                self.by_seed.setdefault(key, []).append(there)

    def same_name(self, name: str) -> str | None:
        """The entry that a disk which knows no capitals takes for this one."""
        return self.names.get(_folded(name))

    def made_from(self, seed: SeedRef, is_there: Callable[[str], bool]) -> list[There]:
        """The entries of a seed, also of what it read or was called before; `is_there` tells seeds apart."""
        for found in self._likely(seed, is_there):
            if found:
                return found
        return []

    def _likely(self, seed: SeedRef, is_there: Callable[[str], bool]) -> Iterator[list[There]]:
        same_text = self.by_text.get(seed.sha256, [])
        yield [entry for entry in same_text if entry.seed == seed.path]
        yield same_text
        yield [entry for entry in self.by_seed.get(seed.path, []) if entry.seed == seed.path]
        # Some disks change how the letters of a name are composed.
        yield [entry for entry in self.by_seed.get(_composed(seed.path), []) if not is_there(entry.seed)]


def _folded(name: str) -> str:
    return _composed(_composed(name).casefold())


def _composed(name: str) -> str:
    return normalize("NFC", name)

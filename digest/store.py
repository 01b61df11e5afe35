"""What each entry was last converted as, and what that conversion depended on.

The first is kept under version control, in `.digest/converted/`, one file an entry: a merge needs it.
The second is a list of hashes in `.cache/`: without it a run takes longer, and that is all.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from digest import frontmatter
from digest.errors import DigestError
from digest.files import overwrite, read_text, remove, shown
from digest.model import SeedRef

FOLDER = Path(".digest/converted")
_HASHES = Path(".cache/digest/converted.json")


@dataclass(frozen=True)
class Store:
    """The last conversions of a digest's entries; an entry is named by its path in the articles folder."""

    root: Path

    def read(self, name: str) -> str | None:
        """The text of the last conversion; nothing where none is known."""
        path = self._path(name)
        return read_text(path, where=self._shown(path)).replace("\r\n", "\n") if path.is_file() else None

    def write(self, name: str, text: str) -> None:
        """Keep the text of a conversion."""
        path = self._path(name)
        overwrite(path, text, where=self._shown(path))

    def forget(self, name: str) -> None:
        """Keep nothing for this entry any more."""
        path = self._path(name)
        where = self._shown(path)
        remove(path, was=read_text(path, where=where), where=where)

    def seed(self, name: str) -> SeedRef | None:
        """Which seed a conversion was made from."""
        text = self.read(name)
        return frontmatter.find_seed(text) if text is not None else None

    def names(self) -> list[str]:
        """All entries that a conversion is known of."""
        folder = self.root / FOLDER
        return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.md"))

    def _path(self, name: str) -> Path:
        return self.root / FOLDER / name

    def _shown(self, path: Path) -> str:
        return shown(path, self.root)


@dataclass(frozen=True)
class Hashes:
    """For each seed, hashes of what its conversion depends on."""

    root: Path
    new: dict[str, list[str]] = field(default_factory=dict)

    @cached_property
    def known(self) -> dict[str, list[str]]:
        """Those of the last run; none when they cannot be read."""
        try:
            read = json.loads((self.root / _HASHES).read_bytes())
        except (OSError, ValueError, RecursionError):
            return {}
        found = read.items() if isinstance(read, dict) else ()
        return {seed: hashes for seed, hashes in found if isinstance(hashes, list)}

    def save(self, seeds: Iterable[str]) -> None:
        """Write down those of the seeds that are there; a disk that is full must not fail the run."""
        kept = self.known | self.new
        hashes = {seed: kept[seed] for seed in sorted(set(seeds)) if seed in kept}
        if hashes != self.known:
            with suppress(DigestError):
                overwrite(self.root / _HASHES, json.dumps(hashes, indent=0), where=_HASHES.as_posix())


def hashed(*parts: object) -> str:
    """One hash of parts whose `repr` says all that matters about them."""
    return sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()

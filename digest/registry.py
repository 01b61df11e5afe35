"""What the editor taught: the pages in `content/speakers/` and `content/sources/`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from digest import frontmatter
from digest.errors import DigestError
from digest.files import read_text, shown
from digest.model import KnownSource, KnownSpeaker
from digest.settings import Settings

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Registry:
    """The people and outlets an editor described, by slug, and the pages that could not be read."""

    speakers: tuple[KnownSpeaker, ...] = ()
    sources: tuple[KnownSource, ...] = ()
    errors: tuple[DigestError, ...] = ()


def load(settings: Settings) -> Registry:
    """Read every registry page; a page that cannot be read is an error beside the others."""
    speakers, speaker_errors = _load_folder(settings, settings.speakers, frontmatter.load_speaker)
    sources, source_errors = _load_folder(settings, settings.sources, frontmatter.load_source)
    return Registry(speakers=speakers, sources=sources, errors=speaker_errors + source_errors)


def pages(folder: Path) -> list[Path]:
    """The registry pages of a folder, sorted; its own page is MkDocs' business instead."""
    return sorted(path for path in folder.glob("*.md") if path.name not in {"index.md", "README.md"})


def _load_folder(
    settings: Settings, folder: Path, read: Callable[..., T]
) -> tuple[tuple[T, ...], tuple[DigestError, ...]]:
    known: list[T] = []
    errors: list[DigestError] = []
    for path in pages(folder):
        where = shown(path, settings.root)
        try:
            known.append(read(read_text(path, where=where), slug=path.stem, where=where))
        except DigestError as error:
            errors.append(error)
    return tuple(known), tuple(errors)

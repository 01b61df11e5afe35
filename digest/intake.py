"""Disk → Seed: what may lie in the seeds folder, and the text of a file there."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

from digest.charset import encoding_of
from digest.errors import IntakeError
from digest.lengths import KEEP, too_long
from digest.mail import read_message
from digest.model import Seed
from digest.text import normalise

READ = frozenset({".eml", ".htm", ".html", ".md", ".txt"})
NOT_READ = frozenset({".doc", ".docx", ".mht", ".mhtml", ".odt", ".pdf", ".rtf", ".webarchive"})
MAX_BYTES = 1_000_000  # of a text
MAX_BYTES_WITH_PICTURES = 25_000_000  # of a page or a message, which may hold them

_SAVED_BESIDE = re.compile(
    r"(?P<page>.+)(?:_files|\.files|-Dateien|_pliki|_файли|_файлы|_fichiers|_archivos)"
)


def list_seeds(root: Path) -> list[Path]:
    """Everything in a folder that is named like a seed, sorted, so that what is odd is reported."""
    found: list[Path] = []
    for folder, folders, names in os.walk(root):
        found += (Path(folder, name) for name in (*folders, *names) if _named_like_a_seed(name))
        folders[:] = [name for name in folders if _may_hold_seeds(name, names)]
    return sorted(found)


def read_seed(path: Path, *, root: Path, shown: str) -> Seed:
    """Read one seed; `IntakeError` names it as `shown` and says what to do."""
    return as_seed(read_bytes(path, shown), seed_path(path, root), shown=shown)


def as_seed(data: bytes, path: str, *, shown: str) -> Seed:
    """The seed that bytes are, read as the kind of file that the path's suffix names."""
    kind = Path(path).suffix.lower()
    text, encoding = _decoded(data, kind, shown)
    if not text.strip():
        raise IntakeError(shown, "empty", hint="paste an article into it, or delete it")
    why = too_long(text) if _is_read_as_text(kind, text) else None
    if why:
        raise IntakeError(shown, f"too large for a pasted article: {why}", hint=KEEP)
    return Seed(path=path, text=text, sha256=hashlib.sha256(data).hexdigest(), encoding=encoding)


def most_bytes(kind: str) -> int:
    """The size of the largest file of a kind that can be an article."""
    return MAX_BYTES if kind in {".md", ".txt"} else MAX_BYTES_WITH_PICTURES


def too_large(shown: str, most: int) -> IntakeError:
    """The error for more bytes than an article has."""
    hint = f"an article has less than {most // 1_000_000} MB; keep only its text"
    return IntakeError(shown, "too large for a pasted article", hint=hint)


def _decoded(data: bytes, kind: str, shown: str) -> tuple[str, str]:
    """The normalised text and its encoding; of a message, its head and its text part."""
    if kind == ".eml" and data.strip():
        return normalise(read_message(data, shown)), "us-ascii" if data.isascii() else "8bit"
    encoding = encoding_of(data, shown, page=kind in {".htm", ".html"})
    return normalise(data.decode(encoding)), encoding


def _is_read_as_text(kind: str, text: str) -> bool:
    """Whether what stands in a seed is its text, and not a page whose text is known later."""
    if kind == ".eml":
        head = text.partition("\n\n")[0].split("\n")
        return "Content-Type: text/html" not in head
    return kind not in {".htm", ".html"}


def _may_hold_seeds(folder: str, names: list[str]) -> bool:
    """Whether a folder is one of the editor's, and not what a browser saved beside a page."""
    saved = _SAVED_BESIDE.fullmatch(folder)
    of_page = saved is not None and not {f"{saved['page']}.html", f"{saved['page']}.htm"}.isdisjoint(names)
    return not (folder.startswith(".") or _named_like_a_seed(folder) or of_page)


def _named_like_a_seed(name: str) -> bool:
    suffix = Path(name).suffix.lower()
    return suffix in READ | NOT_READ and not name.startswith(".") and not name.lower().startswith("readme")


def seed_path(path: Path, root: Path) -> str:
    """A seed's name: its path from the folder of seeds."""
    try:
        return Path(os.path.relpath(path, root)).as_posix()
    except ValueError:  # another drive
        return path.name


def read_bytes(path: Path, shown: str) -> bytes:
    """The bytes of a seed; `IntakeError` for what is no ordinary file of a kind that is read."""
    try:
        _check_kind(path, shown)
        most = most_bytes(path.suffix.lower())
        if path.stat().st_size > most:
            raise too_large(shown, most)
        return path.read_bytes()
    except OSError as error:
        raise IntakeError(shown, f"cannot be read: {error.strerror}", hint="check its permissions") from error


def _check_kind(path: Path, shown: str) -> None:
    if path.is_dir():
        raise IntakeError(shown, "a folder where a seed should be", hint="rename it or move its files out")
    if path.is_symlink() and not path.exists():
        raise IntakeError(shown, "a link to nothing", hint="delete it, or put the file there")
    if not path.exists():
        raise IntakeError(shown, "no such file", hint="check the name")
    if not path.is_file():
        raise IntakeError(shown, "not an ordinary file", hint="delete it, or put a text file there")
    if path.suffix.lower() not in READ:
        kind = path.suffix.lower() or "without a suffix"
        hint = "copy the article's text from the page and paste it into a .txt file"
        raise IntakeError(shown, f"a file {kind} is no seed that can be read", hint=hint)

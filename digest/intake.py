"""Disk → Seed: what may lie in the seeds folder, and the text of a file there."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

from charset_normalizer import CharsetMatch, from_bytes

from digest.errors import IntakeError
from digest.model import Seed
from digest.text import normalise

READ = frozenset({".md", ".txt"})
NOT_READ = frozenset(
    {".doc", ".docx", ".eml", ".htm", ".html", ".mht", ".mhtml", ".odt", ".pdf", ".rtf", ".webarchive"}
)
MAX_BYTES = 5_000_000

_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_CODE_PAGES = ["cp1250", "cp1251", "cp1252"]
_CLEARLY = 0.04  # by how much the best code page must beat the next one


def list_seeds(root: Path) -> list[Path]:
    """Everything in a folder that is named like a seed, sorted, so that what is odd is reported."""
    found: list[Path] = []
    for folder, folders, names in os.walk(root):
        found += (Path(folder, name) for name in (*folders, *names) if _named_like_a_seed(name))
        folders[:] = [name for name in folders if not (name.startswith(".") or _named_like_a_seed(name))]
    return sorted(found)


def read_seed(path: Path, *, root: Path, shown: str) -> Seed:
    """Read one seed; `IntakeError` names it as `shown` and says what to do."""
    data = _read_bytes(path, shown)
    encoding = _encoding(data, shown)
    text = normalise(data.decode(encoding))
    if not text.strip():
        raise IntakeError(shown, "empty", hint="paste an article into it, or delete it")
    return Seed(
        path=_relative(path, root),
        text=text,
        sha256=hashlib.sha256(data).hexdigest(),
        encoding=encoding,
    )


def _named_like_a_seed(name: str) -> bool:
    suffix = Path(name).suffix.lower()
    return suffix in READ | NOT_READ and not name.startswith(".") and not name.lower().startswith("readme")


def _relative(path: Path, root: Path) -> str:
    try:
        return Path(os.path.relpath(path, root)).as_posix()
    except ValueError:  # another drive
        return path.name


def _read_bytes(path: Path, shown: str) -> bytes:
    try:
        _check_kind(path, shown)
        if path.stat().st_size > MAX_BYTES:
            hint = f"an article has less than {MAX_BYTES // 1_000_000} MB; keep only its text"
            raise IntakeError(shown, "too large for a pasted article", hint=hint)
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


def _encoding(data: bytes, shown: str) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _checked(data, encoding, shown)
    if b"\0" in data or data.startswith(b"%PDF-"):
        raise _not_text(shown)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _code_page(data, shown)
    return "utf-8"


def _checked(data: bytes, encoding: str, shown: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        hint = "save it as UTF-8"
        raise IntakeError(shown, f"not {encoding} as its first bytes say", hint=hint) from error
    if "\0" in text:
        raise _not_text(shown)
    return encoding


def _not_text(shown: str) -> IntakeError:
    return IntakeError(shown, "not text", hint="paste the article's text into a .txt file")


def _code_page(data: bytes, shown: str) -> str:
    matches = from_bytes(data, cp_isolation=_CODE_PAGES, preemptive_behaviour=False, enable_fallback=False)
    best = _clear_best(sorted(matches, key=lambda match: (_doubt(match), match.encoding)))
    if best is None:
        raise IntakeError(shown, "not UTF-8, and not clearly anything else", hint="save it as UTF-8")
    return best.encoding


def _clear_best(matches: Sequence[CharsetMatch]) -> CharsetMatch | None:
    """The first match, unless another reading of the bytes is nearly as good."""
    if not matches:
        return None
    best, others = matches[0], [match for match in matches[1:] if str(match) != str(matches[0])]
    return None if any(_doubt(match) - _doubt(best) < _CLEARLY for match in others) else best


def _doubt(match: CharsetMatch) -> float:
    return match.chaos - match.coherence

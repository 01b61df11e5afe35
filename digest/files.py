"""Reading and writing an editor's files: a file is either old or new, never half."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from digest.errors import DigestError, EntryError


def shown(path: Path, root: Path) -> str:
    """The path as an editor knows it: from the project's folder where it lies inside."""
    try:
        return path.relative_to(root).as_posix()
    except ValueError:
        return path.as_posix()


def read_text(path: Path, *, where: str) -> str:
    """Read a UTF-8 file that an editor keeps; `EntryError` says why it cannot be read."""
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        hint = "save it as UTF-8"
        raise EntryError(where, f"not UTF-8 (byte {error.start})", hint=hint) from error
    except IsADirectoryError as error:
        raise EntryError(where, "a folder where a file should be", hint="rename or move it") from error
    except OSError as error:
        raise EntryError(where, f"cannot be read: {error.strerror}", hint="check its permissions") from error


def write_new(path: Path, text: str, *, where: str) -> None:
    """Create a file whole, or not at all; `DigestError` when something stands there already."""
    data = text.encode("utf-8")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _temporary(path) as temporary:
            _write_through(temporary, data)
            _link(temporary, path)
    except FileExistsError as error:
        hint = "move or rename what stands there"
        raise DigestError(where, "there is something in the way of this file", hint=hint) from error
    except OSError as error:
        hint = "check the folder's permissions and the space on the disk"
        raise DigestError(where, f"cannot be written: {error.strerror}", hint=hint) from error


@contextmanager
def _temporary(path: Path) -> Iterator[Path]:
    descriptor, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
    os.close(descriptor)
    temporary = Path(name)
    try:
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)


def _write_through(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    umask = os.umask(0)
    os.umask(umask)
    path.chmod(0o666 & ~umask)


def _link(temporary: Path, path: Path) -> None:
    """Give the finished file its name, in one step that never replaces another file."""
    try:
        os.link(temporary, path)
    except (PermissionError, NotImplementedError, OSError) as error:
        if isinstance(error, FileExistsError) or path.exists():
            raise FileExistsError(path) from error
        temporary.replace(path)  # a file system without hard links

"""Reading and writing an editor's files: a file is either old or new, never half."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO
from unicodedata import category

from digest.errors import DigestError, EntryError
from digest.text import printable

_PART = ".part"
_WRITABLE = 0o222
_FOLDERS: int | None = getattr(os, "O_DIRECTORY", None)


def shown(path: Path, root: Path) -> str:
    """The path as an editor knows it: from the project's folder where it lies inside, and printable."""
    return printable(_from_root(path, root))


def check_name(path: Path, root: Path) -> None:
    """`DigestError` for a file whose name cannot be written into another file as it is."""
    name = _from_root(path, root)
    odd = {category(character) for character in name} & {"Cc", "Cs"}
    if odd:
        what = "is not UTF-8" if "Cs" in odd else "holds a control character"
        raise DigestError(printable(name), f"its name {what}", hint="rename it")


def read_text(path: Path, *, where: str) -> str:
    """Read a UTF-8 file that an editor keeps; `EntryError` says why it cannot be read."""
    try:
        _check_regular(path, where)
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        hint = "save it as UTF-8"
        raise EntryError(where, f"not UTF-8 (byte {error.start})", hint=hint) from error
    except IsADirectoryError as error:
        raise EntryError(where, "a folder where a file should be", hint="rename or move it") from error
    except OSError as error:
        raise EntryError(where, f"cannot be read: {error.strerror}", hint="check its permissions") from error


def write_new(path: Path, text: str | bytes, *, where: str) -> None:
    """Create a file whole, or not at all; `DigestError` when something stands there already."""
    try:
        data = text if isinstance(text, bytes) else text.encode("utf-8")
        path.parent.mkdir(parents=True, exist_ok=True)
        with _temporary(path) as temporary:
            _write_through(temporary, data)
            _link(temporary, path)
            _sync_folder(path.parent)
    except FileExistsError as error:
        hint = "move or rename what stands there"
        raise DigestError(where, "there is something in the way of this file", hint=hint) from error
    except UnicodeEncodeError as error:
        what = f"half a character in its text (U+{ord(error.object[error.start]):04X})"
        raise DigestError(where, what, hint="delete it and type the character anew") from error
    except OSError as error:
        hint = "check the folder's permissions and the space on the disk"
        raise DigestError(where, f"cannot be written: {error.strerror}", hint=hint) from error


def overwrite(path: Path, text: str, *, where: str) -> None:
    """Write a file that is ours alone, with its folders, whatever stood there."""
    with replaced(path, where=where) as file:
        file.write(text.encode("utf-8"))


@contextmanager
def replaced(path: Path, *, where: str) -> Iterator[IO[bytes]]:
    """A file to write into; when all is written it takes the place of what stood there."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _temporary(path) as temporary:
            with temporary.open("wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            _set_mode(temporary, like=path)
            temporary.replace(path)
            _sync_folder(path.parent)
    except OSError as error:
        hint = "check the folder's permissions and the space on the disk"
        raise DigestError(where, f"cannot be written: {error.strerror}", hint=hint) from error


def rewrite(path: Path, text: str, *, was: str, where: str) -> None:
    """Give a file that read `was` another text; `DigestError` when it reads otherwise by now.

    It keeps who may read and write it, and a link stays a link.
    """
    with replaced(path.resolve(), where=where) as file:
        if not path.stat().st_mode & _WRITABLE:
            raise DigestError(where, "not to be written to", hint="let it be written to, or move it away")
        file.write(text.encode("utf-8"))
        if read_text(path, where=where) != was:
            hint = "run the command again"
            raise DigestError(where, "somebody changed it just now, and it was left alone", hint=hint)


def remove(path: Path, *, was: str, where: str) -> None:
    """Delete a file that read `was`; `DigestError` when it reads otherwise by now."""
    if read_text(path, where=where) != was:
        hint = "run the command again"
        raise DigestError(where, "somebody changed it just now, and it was left alone", hint=hint)
    try:
        path.unlink()
    except OSError as error:
        hint = "check the folder's permissions"
        raise DigestError(where, f"cannot be deleted: {error.strerror}", hint=hint) from error


def sweep(folder: Path) -> None:
    """Delete what processes that were killed had half written."""
    for path in folder.rglob(f".*{_PART}"):
        written_by = path.name[1:].partition("-")[0]
        if written_by.isdecimal() and not _is_alive(int(written_by)):
            with suppress(OSError):
                path.unlink()


def _is_alive(process: int) -> bool:
    if os.name != "posix":  # elsewhere the question would be taken for an order
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _from_root(path: Path, root: Path) -> str:
    try:
        return path.relative_to(root).as_posix()
    except ValueError:
        return path.as_posix()


def _check_regular(path: Path, where: str) -> None:
    """Opening a pipe or a device would wait for somebody to write to it, for ever."""
    if path.is_symlink() and not path.exists():
        raise EntryError(where, "a link to nothing", hint="delete it, or put the file there")
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise EntryError(where, "not an ordinary file", hint="delete it, or put a text file there")


@contextmanager
def _temporary(path: Path) -> Iterator[Path]:
    prefix = f".{os.getpid()}-"
    descriptor, name = tempfile.mkstemp(prefix=prefix, suffix=_PART, dir=path.parent)
    os.close(descriptor)
    temporary = Path(name)
    try:
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Have the disk keep a file's new name, too, where a system lets a folder be opened."""
    if _FOLDERS is None:
        return
    descriptor = os.open(folder, _FOLDERS)
    try:
        with suppress(OSError):  # the file is whole under its name; some network disks cannot do more
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write_through(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    _set_mode(path)


def _set_mode(path: Path, like: Path | None = None) -> None:
    """Let others read and write as they may `like`, or as the umask says; `mkstemp` lets the owner alone."""
    if like and like.exists():
        shutil.copymode(like, path)
        return
    umask = os.umask(0)
    os.umask(umask)
    path.chmod(0o666 & ~umask)


def _link(temporary: Path, path: Path) -> None:
    """Give the finished file its name, in one step that never replaces another file."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except (NotImplementedError, OSError):  # a file system without hard links
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY))  # takes the name, or fails
        temporary.replace(path)

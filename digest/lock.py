"""Only one at a time writes into a digest."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from digest.errors import DigestError

_FOLDER = Path(".cache/digest")


class BusyError(DigestError):
    """Somebody else is at work on the digest."""


class UnlockableError(DigestError):
    """A folder that nothing can be written to, a lock included."""


@contextmanager
def locked(root: Path, *, wait: float) -> Iterator[None]:
    """Be alone in writing into the digest; `BusyError` when it stays taken for `wait` seconds.

    The system itself frees the lock of a process that is gone, even of one that was killed.
    """
    from filelock import FileLock, Timeout

    folder = root / _FOLDER
    owner = folder / "working"  # what is locked may not be readable on every system
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / "lock")
        lock.acquire(timeout=wait)
    except Timeout as error:
        hint = "wait until it is done, and run the command again"
        raise BusyError(root.name, f"{_named(owner)} is at work on this digest", hint=hint) from error
    except OSError as error:
        hint = "check the folder's permissions and the space on the disk"
        where = (_FOLDER / "lock").as_posix()
        raise UnlockableError(where, f"cannot be written: {error.strerror}", hint=hint) from error
    try:
        with suppress(OSError):  # only a courtesy to whoever has to wait
            owner.write_text(f"{os.getpid()}\n", "utf-8")
        yield
    finally:
        with suppress(OSError):
            owner.unlink()
        lock.release()


def _named(owner: Path) -> str:
    with suppress(OSError, ValueError):
        return f"another digest command (process {int(owner.read_text('utf-8'))})"
    return "another digest command"

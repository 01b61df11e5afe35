"""A converter that is killed, or whose disk is full, at a chosen moment; run as a script, it does so at each.

Each run is a fork: what a conversion needs is loaded once, and the one that is killed is another process.
"""

from __future__ import annotations

import errno
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from projects import files_of, make_project, seed_text

from digest import settings
from digest.convert import convert

EVENTS = ("fsync", "link", "replace", "unlink", "mkdir")  # each a moment at which the disk changes
FILLING = ("fsync", "link", "replace", "open")  # what a full disk refuses
_HIT = 3
hit: list[str] = []


def main(mode: str) -> None:
    """Say how often the converter was stopped; end with what was wrong after any of it."""
    memory = Path("/dev/shm")  # where there is one, a write that is waited for takes no time
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        before, after = _states(Path(folder))
        stops = {"kill": _at_each, "full": _at_each, "random": _at_random}[mode]
        print(stops(mode, Path(folder) / "before", before, after))


def _states(folder: Path) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """A digest with every kind of work to do, as it is before a run and after one that nothing disturbs."""
    project = make_project(
        folder / "before",
        plain=seed_text(title="The plain one"),
        edited=seed_text(title="The edited one"),
        moved=seed_text(title="The moved one"),
    )
    convert(settings.load(project))
    articles = project / "content/articles"
    edited = articles / "2026-03-03-the-edited-one.md"
    edited.write_text(edited.read_text("utf-8").replace("role: mayor", "role: lord mayor"), "utf-8")
    (articles / "2026-03-03-the-moved-one.md").rename(articles / "elsewhere.md")
    for name in ("plain", "edited", "moved"):
        seed = project / f"seeds/{name}.txt"
        seed.write_text(seed.read_text("utf-8").replace("£4.2", "£4.3"), "utf-8")
    (project / "seeds/new.txt").write_text(seed_text(title="A new one"), "utf-8")
    shutil.copytree(project, folder / "after")
    report = convert(settings.load(folder / "after"))
    assert report.is_well, report
    assert len(report.converted) == 1
    assert len(report.updated) == 3
    return _kept(project), _kept(folder / "after")


def _at_each(mode: str, project: Path, before: dict[str, bytes], after: dict[str, bytes]) -> int:
    number = 0
    while _stopped(project, before, after, partial(_stop_at, number, mode)):
        number += 1
    return number


def _at_random(mode: str, project: Path, before: dict[str, bytes], after: dict[str, bytes]) -> int:
    chance = random.Random(7)
    longest = 0.0

    def kill_soon() -> None:
        signal.signal(signal.SIGALRM, lambda *_: os.kill(os.getpid(), signal.SIGKILL))
        signal.setitimer(signal.ITIMER_REAL, chance.uniform(0.001, longest))

    for _ in range(3):
        start = time.monotonic()
        _stopped(project, before, after, lambda: None)
        longest = max(longest, (time.monotonic() - start) / 1.5)
    return sum(_stopped(project, before, after, kill_soon) for _ in range(200))


def _stopped(
    project: Path, before: dict[str, bytes], after: dict[str, bytes], arm: Callable[[], object]
) -> bool:
    """Whether a run was stopped; all files are old or new then, and the next run ends the work."""
    copy = project.with_name("copy")
    shutil.copytree(project, copy)
    child = os.fork()
    if child == 0:
        arm()
        report = convert(settings.load(copy))
        os._exit(_HIT if hit or not report.is_well else 0)
    status = os.waitpid(child, 0)[1]
    found = _kept(copy)
    for name, data in found.items():
        if not name.endswith(".part"):
            assert data in (before.get(name), after.get(name)), f"{name} is neither old nor new"
    lost = [name for name in before if name in after and name not in found]
    assert not lost, lost
    report = convert(settings.load(copy))
    assert report.is_well, report
    assert _kept(copy) == after, "the next run did not end the work"
    shutil.rmtree(copy)
    return status != 0


def _stop_at(number: int, mode: str) -> None:
    """Let the disk be full, or the process be gone, at the given event."""
    left = number

    def failing(event: Callable[..., Any]) -> Callable[..., Any]:
        def count(*arguments: Any, **options: Any) -> Any:
            nonlocal left
            left -= 1
            if left == -1:
                hit.append(event.__name__)
                if mode == "kill":
                    os.kill(os.getpid(), signal.SIGKILL)
                raise OSError(errno.ENOSPC, "No space left on device")
            return event(*arguments, **options)

        return count

    for name in EVENTS if mode == "kill" else FILLING:
        setattr(os, name, failing(getattr(os, name)))


def _kept(project: Path) -> dict[str, bytes]:
    """All files that an editor or a repository keeps."""
    return {name: data for name, data in files_of(project).items() if not name.startswith(".cache/")}


if __name__ == "__main__":
    main(sys.argv[1])

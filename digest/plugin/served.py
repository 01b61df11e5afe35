"""The site that `serve` shows: what did not change is not written again.

MkDocs empties the folder of a site and writes every file anew. So it is given an empty folder beside what is
served, and there writes what is new; only once all is built do those files take their places.
"""

from __future__ import annotations

import gc
import logging
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

_NEXT = ".next"
# Plugins that add their own file to a finished site, and look at no other.
_ADDERS = ("digest.", "material.plugins.search.", "material.plugins.offline.", "mkdocs.contrib.search.")


class Served:
    """The folder that is served, and what each of its files was made from."""

    def __init__(self) -> None:
        self._folder: Path | None = None  # none is known to hold a whole site
        self._files: set[str] = set()
        self._made: dict[str, Any] = {}
        self._now: dict[str, Any] | None = None  # none while every file has to be written

    def begin(self, config: MkDocsConfig) -> None:
        """Have MkDocs write beside a site that stands already."""
        folder = Path(config.site_dir)
        shutil.rmtree(folder / _NEXT, ignore_errors=True)  # of a build that failed
        self._now = {} if _leaves_files_alone(config) else None
        if self._now is None or folder != self._folder:
            self._folder = None
            return
        logging.getLogger("mkdocs.commands.build").addFilter(_is_worth_telling)
        config.site_dir = str(folder / _NEXT)

    def forget(self) -> None:
        """Write every file of this build."""
        self._made = {}

    def page(self, file: File, output: str) -> str:
        """What MkDocs is to write for a page: nothing for the one that stands there already."""
        return "" if output.strip() and self._stands(file, output) else output

    def keep(self, files: Files, config: MkDocsConfig) -> None:
        """Have MkDocs copy no file that stands there already."""
        printed = {*config.theme.static_templates, *config.extra_templates}  # in the place of such a file
        for file in files:
            if file.is_documentation_page() or file.dest_uri in printed:
                continue
            copied = file.inclusion.is_in_serve()  # type: ignore[no-untyped-call]
            if copied and self._stands(file, _source(file)):
                file.copy_file = _copy_nothing  # type: ignore[method-assign]

    def end(self, config: MkDocsConfig) -> None:
        """Put what was written in its place, and take away what is no longer there."""
        if self._now is None:
            return
        folder, self._folder = self._folder, None  # until all is done
        if folder is None:
            folder = Path(config.site_dir)
            self._files = set(_files(folder))
            gc.freeze()  # what stays for all builds to come is not looked through for garbage in each
        else:
            written = set(_files(Path(config.site_dir)))
            there = self._now.keys() | written
            _delete(folder, self._files - there)
            for name in written:
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                Path(config.site_dir, name).replace(folder / name)
            shutil.rmtree(config.site_dir, ignore_errors=True)
            self._files = there
        self._folder, self._made = folder, self._now

    def _stands(self, file: File, made_from: Any) -> bool:
        """Whether the same stands there already; of two files for one place the second wins."""
        if self._now is None:
            return False
        place = file.dest_uri
        again = place in self._now
        self._now[place] = made_from
        if again or self._folder is None or place not in self._made or self._made[place] != made_from:
            return False
        return (self._folder / place).is_file()


def _leaves_files_alone(config: MkDocsConfig) -> bool:
    """Whether nobody changes a page after us, or reads the whole site once it is built."""
    events = config.plugins.events
    last = (events["post_page"][-1], *events["post_build"])
    return all(_module(method).startswith(_ADDERS) for method in last)


def _module(method: Any) -> str:
    return f"{type(method.__self__).__module__}." if hasattr(method, "__self__") else ""


def _is_worth_telling(record: logging.LogRecord) -> bool:
    return not str(record.msg).startswith("Page skipped")


def _copy_nothing(dirty: bool = False) -> None:
    pass


def _source(file: File) -> Any:
    """What a file is copied from, as it is now."""
    if file.abs_src_path is None:
        return file.content_bytes
    found = Path(file.abs_src_path).stat()
    return file.abs_src_path, found.st_ino, found.st_size, found.st_mtime_ns


def _files(folder: Path) -> Iterator[str]:
    return (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def _delete(folder: Path, names: Iterable[str]) -> None:
    """Delete files, and the folders that become empty."""
    for path in (folder / name for name in names):
        path.unlink(missing_ok=True)
        for above in path.parents:
            if above == folder or any(above.iterdir()):
                break
            above.rmdir()

"""What an editor sees while `serve` runs, and no reader ever: what to look at, and a way to the very line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment

from digest.site.templates import rendered

_AROUND = 4  # how many lines are shown before and after the one that is wrong
EDITORS = {  # by the name of its program: the address that opens a file in it
    "code": "vscode://file{path}:{line}",
    "codium": "vscodium://file{path}:{line}",
    "cursor": "cursor://file{path}:{line}",
    "idea": "idea://open?file={path}&line={line}",
    "mate": "txmt://open?url=file://{path}&line={line}",
    "pycharm": "pycharm://open?file={path}&line={line}",
    "subl": "subl://open?url=file://{path}&line={line}",
    "zed": "zed://file{path}:{line}",
}


@dataclass(frozen=True, kw_only=True)
class Note:
    """One thing to look at, and the line where it stands."""

    text: str
    file: Path
    place: str  # the file as the editor knows it, with the line where there is one
    line: int = 1
    wrong: bool = False  # to be mended, rather than answered


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """A page with things to look at, and how many."""

    title: str
    href: str
    number: int


@dataclass(frozen=True, kw_only=True)
class Desk:
    """How the editor's own editor opens a file; empty when nobody knows."""

    address: str = ""

    @classmethod
    def of(cls, chosen: str, *programs: str) -> Desk:
        """The editor chosen by its name or an address, else the first of the programs that is known.

        >>> Desk.of("", "/usr/bin/vim", "code --wait").address
        'vscode://file{path}:{line}'
        """
        if chosen:
            return cls(address=EDITORS.get(chosen, chosen))
        names = (Path(program.split()[0]).stem for program in programs if program.split())
        return cls(address=next((EDITORS[name] for name in names if name in EDITORS), ""))

    def link(self, file: Path, line: int = 1) -> str:
        """The address that opens a line of a file; empty when nobody knows the editor.

        >>> Desk.of("code").link(Path("/a b.md"), 3)
        'vscode://file/a%20b.md:3'
        """
        path = quote(file.as_posix())
        path = path if path.startswith("/") else f"/{path}"
        return self.address.replace("{path}", path).replace("{line}", str(line))


def render(
    desk: Desk,
    environment: Environment,
    *,
    file: Path | None = None,
    shown: str = "",
    notes: Sequence[Note] = (),
    waiting: Sequence[Waiting] = (),
) -> str:
    """The box above a page: its file, what to look at, and which pages wait; empty without any."""
    if not (file or notes or waiting):
        return ""
    values = {"desk": desk, "file": file, "shown": shown, "notes": notes, "waiting": waiting}
    return rendered(environment, "digest/desk.html", values)


def render_broken(desk: Desk, environment: Environment, note: Note, text: str) -> str:
    """The page of an entry that cannot be read; `text` is what its file holds."""
    first = max(note.line - _AROUND, 1)
    lines = list(enumerate(text.splitlines(), 1))[first - 1 : note.line + _AROUND]
    return rendered(environment, "digest/broken.html", {"desk": desk, "note": note, "lines": lines})

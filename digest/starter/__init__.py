"""What `digest new` puts into a folder: a small digest that serves at once."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from string import capwords

from digest.errors import DigestError
from digest.files import write_new

_FILES = (  # where it goes, which file it is made from, and what it is for
    ("mkdocs.yml", "mkdocs.yml", "the settings: the digest's name, its look, its plugins"),
    ("README.md", "README.md", "how to work with this digest"),
    (
        "seeds/ferry.txt",
        "ferry.txt",
        "an invented article, pasted as from a news page; paste yours beside it",
    ),
    ("content/articles/.gitkeep", "", "where `digest convert` puts the entries you edit"),
    (".gitignore", "gitignore", "keeps what is built out of git"),
)


def create(folder: Path) -> list[tuple[Path, str]]:
    """Write the files of a new digest; returns each with what it is for.

    `DigestError` when the folder holds anything already.
    """
    where = folder.as_posix()
    if folder.exists() and not folder.is_dir():
        raise DigestError(where, "a file stands where the folder should be", hint="choose another name")
    if folder.is_dir() and any(folder.iterdir()):
        raise DigestError(where, "the folder is not empty", hint="choose a new name, or empty it first")
    name = capwords(folder.absolute().name.replace("-", " ").replace("_", " ")) or "Digest"
    for path, template, _ in _FILES:
        text = files(__package__).joinpath("files", template).read_text("utf-8") if template else ""
        write_new(folder / path, text.replace("@NAME@", _quoted(name)), where=(folder / path).as_posix())
    return [(folder / path, what) for path, _, what in _FILES]


def _quoted(name: str) -> str:
    """The name as YAML between single quotes."""
    return name.replace("'", "''").replace("\n", " ")

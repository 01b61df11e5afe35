"""What `digest new` puts into a folder: a small digest that serves at once."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from string import capwords

from digest.errors import DigestError
from digest.files import write_new


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What an editor may want otherwise in a new digest."""

    name: str
    url: str = ""  # where it will be published, if that is known
    language: str = "en"  # of the interface
    sample: bool = True  # whether an invented article is there to begin with


@dataclass(frozen=True, slots=True)
class _File:
    path: str
    about: str
    template: str = ""  # an empty file needs none


_NO_ADDRESS = "# site_url: https://example.org/digest/"
_FILES = (
    _File("mkdocs.yml", "the settings: the digest's name, its look, its plugins", "mkdocs.yml"),
    _File("README.md", "how to work with this digest", "README.md"),
    _File("content/articles/.gitkeep", "where `digest convert` puts the entries you edit"),
    _File(".gitignore", "keeps what is built out of git", "gitignore"),
)
_SAMPLE = _File(
    "seeds/ferry.txt", "an invented article, pasted as from a news page; paste yours beside it", "ferry.txt"
)
_NO_SAMPLE = _File("seeds/.gitkeep", "where you paste articles, each into a text file of its own")


def check_folder(folder: Path) -> None:
    """`DigestError` when the folder holds anything already."""
    where = folder.as_posix()
    if folder.exists() and not folder.is_dir():
        raise DigestError(where, "a file stands where the folder should be", hint="choose another name")
    if folder.is_dir() and any(folder.iterdir()):
        raise DigestError(where, "the folder is not empty", hint="choose a new name, or empty it first")


def name_for(folder: Path) -> str:
    """What a digest in a folder may be called.

    >>> name_for(Path("lake_news"))
    'Lake News'
    """
    words = "".join(c if c.isprintable() and c not in "-_" else " " for c in folder.absolute().name)
    return capwords(words) or "Digest"


def create(folder: Path, answers: Answers) -> list[tuple[Path, str]]:
    """Write the files of a new digest into an empty folder; returns each with what it is for."""
    check_folder(folder)
    written = (*_FILES[:2], _SAMPLE if answers.sample else _NO_SAMPLE, *_FILES[2:])
    for file in written:
        text = _filled(file.template, answers) if file.template else ""
        write_new(folder / file.path, text, where=(folder / file.path).as_posix())
    return [(folder / file.path, file.about) for file in written]


def _filled(template: str, answers: Answers) -> str:
    text = files(__package__).joinpath("files", template).read_text("utf-8")
    if answers.url:
        text = text.replace(_NO_ADDRESS, f"site_url: {_quoted(answers.url)}")
    text = text.replace("language: en", f"language: {answers.language}")
    return text.replace("'@NAME@'", _quoted(answers.name))  # last, as it may hold anything


def _quoted(text: str) -> str:
    """The text as YAML on one line."""
    return "'" + " ".join(text.split()).replace("'", "''") + "'"

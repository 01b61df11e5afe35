"""Small digests for tests, in a folder of their own. Every article in them is invented."""

from __future__ import annotations

import errno
from pathlib import Path

from click.testing import CliRunner, Result
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config

from digest import cli, settings
from digest.convert import Manner, Report, convert

MKDOCS_YML = """\
site_name: Test digest
docs_dir: content
theme:
  name: material
  font: false
plugins:
  - digest
  - search
  - offline:
      enabled: !ENV [DIGEST_OFFLINE, false]
"""


def seed_text(
    *,
    title: str = "Mill Lane bridge to open in May",
    source: str = "The Tarn Post",
    date: str = "10:15 03.03.2026",
    body: str = "",
) -> str:
    """A pasted article; the default body has one speaker, one mention and one figure."""
    paragraphs = body or (
        "The new bridge at Mill Lane will open to traffic in May, two years later than planned.\n\n"
        '"We have waited long enough for this bridge," said Orla Brandt, the mayor of Tarn.'
        " The council has paid £4.2 million for it so far.\n\n"
        "The contract was signed by former mayor Piet Hask."
    )
    return f"{source}\n{date}\n\n{title}\n\n{paragraphs}\n"


def make_project(folder: Path, **seeds: str) -> Path:
    """A digest with the given seeds (`name="text"` becomes `seeds/name.txt`) and no entries."""
    (folder / "content" / "articles").mkdir(parents=True)
    (folder / "seeds").mkdir()
    (folder / "mkdocs.yml").write_text(MKDOCS_YML, encoding="utf-8")
    for name, text in seeds.items():
        (folder / "seeds" / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes, for before and after."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def kept_files(project: Path) -> dict[str, bytes]:
    """Every file of a digest but those of the cache."""
    return {name: data for name, data in files_of(project).items() if not name.startswith(".cache/")}


def no_space_left(*_arguments: object) -> None:
    """What writing on a full disk comes to, in place of `os.fsync`."""
    raise OSError(errno.ENOSPC, "No space left on device")


def digest(*arguments: object, typed: str | bytes = "") -> Result:
    """Run the command in this process; `typed` is what it reads from standard input."""
    return CliRunner().invoke(cli.main, [str(argument) for argument in arguments], input=typed)


def run(project: Path, **manner: object) -> Report:
    """Convert what is new in a digest."""
    return convert(settings.load(project), manner=Manner(**manner))


def build(project: Path, *, strict: bool = True, command: str = "build") -> Path:
    """Build as `mkdocs build` or `mkdocs serve` does; returns the site."""
    config = load_config(str(project / "mkdocs.yml"), strict=strict)
    config.plugins.on_startup(command=command, dirty=False)
    mkdocs_build(config, serve_url="http://localhost/" if command == "serve" else None)
    return project / "site"


def page(site: Path, address: str = "") -> str:
    """The HTML of a page of a site."""
    return (site / address / "index.html").read_text("utf-8")


def entry_text(
    *,
    title: str = "Mill Lane bridge to open in May",
    name: str = "Orla Brandt",
    slug: str = "orla-brandt",
    timestamp: str = "2026-03-03T10:15:00",
    more: str = "",
    words: str = "We have waited long enough for this bridge",
) -> str:
    """An entry as an editor finds it; `more` is further front matter."""
    return (
        f"---\ntitle: {title}\nsource:\n  name: The Tarn Post\ntimestamp: {timestamp}\nlanguage: en\n"
        f"speakers:\n  - name: {name}\n    slug: {slug}\n    role: mayor of Tarn\n    quotations:\n"
        f"      - content: {words}\n        kind: direct\n        source: {name}\n        cue: said\n"
        f"        paragraph: 2\n{more}---\n\nThe new bridge at Mill Lane will open in May.\n\n"
        f'"We have waited long enough for this bridge," said {name}.\n'
    )

"""`digest export` as a person types it."""

from __future__ import annotations

import os
from pathlib import Path
from zipfile import ZipFile

import pytest
from projects import digest, entry_text, make_project


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = make_project(tmp_path / "d")
    (folder / "content" / "articles" / "bridge.md").write_text(entry_text(), encoding="utf-8")
    draft = entry_text(title="Not yet", more="draft: true\n")
    (folder / "content" / "articles" / "draft.md").write_text(draft, encoding="utf-8")
    return folder


def names(path: Path) -> list[str]:
    with ZipFile(path) as zipped:
        return zipped.namelist()


def test_a_book_is_called_after_the_digest_and_stands_in_its_folder(project: Path) -> None:
    assert digest("export", "--epub", "--project", project).exit_code == 0
    assert "EPUB/story-0001.xhtml" in names(project / "test-digest.epub")
    assert "EPUB/story-0002.xhtml" not in names(project / "test-digest.epub")  # that would be the draft


@pytest.mark.parametrize(
    ("option", "value", "name"),
    [
        ("--day", "2026-03-03", "test-digest-2026-03-03.epub"),
        ("--week", "2026-W10", "test-digest-2026-W10.epub"),
        ("--speaker", "orla-brandt", "test-digest-orla-brandt.epub"),
    ],
)
def test_a_book_of_a_part_says_in_its_name_of_which(
    project: Path, option: str, value: str, name: str
) -> None:
    assert digest("export", "--epub", option, value, "--project", project).exit_code == 0
    assert (project / name).is_file()


def test_a_zip_holds_the_site_as_it_is_read_from_a_folder(project: Path, tmp_path: Path) -> None:
    path = tmp_path / "hand-over.zip"
    result = digest("export", "--zip", "-o", path, "--project", project)
    assert (result.exit_code, result.stdout) == (0, f"{path.as_posix()}\n")
    inside = names(path)
    assert {"test-digest/index.html", "test-digest/articles/bridge.html"} <= set(inside)
    assert "test-digest/articles/draft.html" not in inside
    assert inside == sorted(inside)


def test_an_older_export_is_replaced_and_nothing_else_ever(project: Path) -> None:
    path = project / "test-digest.epub"
    path.write_text("my notes", encoding="utf-8")
    result = digest("export", "--epub", "--project", project)
    assert result.exit_code == 1
    assert "something else than an export stands there" in result.stderr
    assert path.read_text("utf-8") == "my notes"
    path.unlink()
    assert digest("export", "--epub", "--project", project).exit_code == 0
    assert digest("export", "--epub", "--project", project).exit_code == 0


def test_a_folder_in_the_way_is_a_clear_error(project: Path) -> None:
    (project / "test-digest.epub").mkdir()
    result = digest("export", "--epub", "--project", project)
    assert result.exit_code == 1
    assert "something else than an export stands there" in result.stderr


def test_an_entry_that_cannot_be_read_is_left_out_and_named(project: Path) -> None:
    (project / "content" / "articles" / "broken.md").write_text("---\ntitle: [\n---\n", encoding="utf-8")
    result = digest("export", "--epub", "--project", project)
    assert result.exit_code == 1
    assert "left out: content/articles/broken.md" in result.stderr
    assert (project / "test-digest.epub").is_file()


def test_an_entry_whose_name_no_address_can_hold_is_left_out_and_named(project: Path) -> None:
    (project / "content" / "articles" / os.fsdecode(b"\xff.md")).write_text(entry_text(), encoding="utf-8")
    result = digest("export", "--epub", "--project", project)
    assert result.exit_code == 1
    assert "its name is not UTF-8" in result.stderr
    assert "EPUB/story-0002.xhtml" not in names(project / "test-digest.epub")


def test_a_site_that_cannot_be_built_leaves_no_zip(project: Path) -> None:
    (project / "mkdocs.yml").write_text("plugins: [digest]\ntheme: {name: none-such}\n", encoding="utf-8")
    result = digest("export", "--zip", "--project", project)
    assert result.exit_code == 1
    assert "the site could not be built" in result.stderr
    assert not list(project.glob("*.zip"))


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        ((), "Say what to make: --zip or --epub."),
        (("--zip", "--day", "2026-03-03"), "--day is for --epub"),
        (("--epub", "--day", "2026-03-03", "--week", "2026-W10"), "--day and --week cannot be had together."),
        (("--epub", "--week", "2026-10"), "'2026-10' is no week such as 2025-W49."),
        (("--epub", "--week", "2026-W54"), "'2026-W54' is no week such as 2025-W49."),
    ],
)
def test_wrong_usage_says_what_is_wrong(project: Path, arguments: tuple[str, ...], what: str) -> None:
    result = digest("export", *arguments, "--project", project)
    assert result.exit_code == 2
    assert what in result.stderr


def test_a_day_without_stories_is_a_clear_error(project: Path) -> None:
    result = digest("export", "--epub", "--day", "2026-03-04", "--project", project)
    assert result.exit_code == 1
    assert "2026-03-04: nothing was printed then; there are stories from 2026-03-03" in result.stderr

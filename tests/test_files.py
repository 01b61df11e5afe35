"""Reading and writing an editor's files."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Any

import pytest
from projects import no_space_left

from digest.errors import DigestError, EntryError
from digest.files import check_name, read_text, remove, rewrite, shown, write_new


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def test_a_path_is_shown_from_the_projects_folder_where_it_lies_inside(tmp_path: Path) -> None:
    assert shown(tmp_path / "content" / "a.md", tmp_path) == "content/a.md"
    assert shown(tmp_path / "a.md", tmp_path / "project") == (tmp_path / "a.md").as_posix()


def test_text_is_read_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes("Łódź\r\n🙂".encode())
    assert read_text(path, where="a.md") == "Łódź\r\n🙂"


def test_a_file_that_is_not_utf_8_names_the_byte(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"ab\xff")
    with pytest.raises(EntryError, match=r"^a\.md: not UTF-8 \(byte 2\); save it as UTF-8$"):
        read_text(path, where="a.md")


def test_a_folder_where_a_file_should_be_is_named(tmp_path: Path) -> None:
    with pytest.raises(EntryError, match=r"^a\.md: a folder where a file should be; rename or move it$"):
        read_text(tmp_path, where="a.md")


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(EntryError, match=r"^a\.md: cannot be read: No such file or directory"):
        read_text(tmp_path / "a.md", where="a.md")


def test_a_path_is_shown_so_that_a_terminal_never_obeys_it(tmp_path: Path) -> None:
    assert shown(tmp_path / "a\x1b[2J\n\udcff.md", tmp_path) == "a\\x1b[2J\\n\\udcff.md"


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("a\x1b.txt", "holds a control character"),
        ("a\nb.txt", "holds a control"),
        ("\udcff.txt", "is not UTF-8"),
    ],
)
def test_a_name_that_no_file_can_quote_is_to_be_changed(tmp_path: Path, name: str, what: str) -> None:
    with pytest.raises(DigestError, match=f"its name {what}.*; rename it$"):
        check_name(tmp_path / name, tmp_path)
    check_name(tmp_path / "it's: “Łódź” 🙂.txt", tmp_path)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.md")
    with pytest.raises(EntryError, match=r"^a\.md: not an ordinary file; delete it"):
        read_text(tmp_path / "a.md", where="a.md")


def test_a_link_to_nothing_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.md").symlink_to("nowhere")
    with pytest.raises(EntryError, match=r"^a\.md: a link to nothing; delete it, or put the file there$"):
        read_text(tmp_path / "a.md", where="a.md")


def test_half_a_character_is_an_error_and_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(DigestError, match=r"^a\.md: half a character in its text \(U\+D83D\)"):
        write_new(tmp_path / "a.md", "ab\ud83d", where="a.md")
    assert names(tmp_path) == []


def test_a_new_file_is_written_whole_with_its_folders(tmp_path: Path) -> None:
    path = tmp_path / "content" / "articles" / "a.md"
    write_new(path, "Łódź\n", where="a.md")
    assert path.read_bytes() == "Łódź\n".encode()
    assert names(path.parent) == ["a.md"]


def test_a_new_file_may_be_read_by_whom_the_umask_lets(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_new(tmp_path / "a.md", "a", where="a.md")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a.md").stat().st_mode) == 0o640


def test_what_is_there_is_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("the editor's", encoding="utf-8")
    with pytest.raises(DigestError, match="something in the way of this file; move or rename"):
        write_new(path, "ours", where="a.md")
    assert path.read_text(encoding="utf-8") == "the editor's"
    assert names(tmp_path) == ["a.md"]


@pytest.mark.parametrize("there", ["folder", "link to nothing"])
def test_a_folder_or_a_broken_link_is_in_the_way_too(tmp_path: Path, there: str) -> None:
    path = tmp_path / "a.md"
    if there == "folder":
        path.mkdir()
    else:
        path.symlink_to(tmp_path / "nowhere")
    with pytest.raises(DigestError, match="something in the way"):
        write_new(path, "ours", where="a.md")
    assert names(tmp_path) == ["a.md"]


def test_a_file_where_a_folder_should_be_is_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "content").write_text("", encoding="utf-8")
    with pytest.raises(DigestError, match="something in the way"):
        write_new(tmp_path / "content" / "a.md", "ours", where="content/a.md")
    with pytest.raises(DigestError, match="cannot be written: Not a directory"):
        write_new(tmp_path / "content" / "articles" / "a.md", "ours", where="content/articles/a.md")


def _refuse(*_: Any) -> None:
    raise PermissionError(1, "Operation not permitted")


def test_a_disk_without_hard_links_gets_the_file_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "link", _refuse)
    write_new(tmp_path / "a.md", "ours", where="a.md")
    assert (tmp_path / "a.md").read_text(encoding="utf-8") == "ours"
    with pytest.raises(DigestError, match="something in the way"):
        write_new(tmp_path / "a.md", "again", where="a.md")
    assert (tmp_path / "a.md").read_text(encoding="utf-8") == "ours"
    assert names(tmp_path) == ["a.md"]


def test_without_hard_links_a_file_made_in_between_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.md"

    def exists(self: Path) -> bool:  # as it was when somebody looked
        return False

    def refuse(*_: Any) -> None:
        path.write_text("the editor's", encoding="utf-8")
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    monkeypatch.setattr(Path, "exists", exists)
    with pytest.raises(DigestError, match="something in the way"):
        write_new(path, "ours", where="a.md")
    assert path.read_text(encoding="utf-8") == "the editor's"


def test_a_write_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", no_space_left)
    with pytest.raises(DigestError, match=r"cannot be written: No space left on device; check the folder's"):
        write_new(tmp_path / "a.md", "ours", where="a.md")
    assert names(tmp_path) == []


def test_a_file_gets_another_text_and_keeps_its_mode_and_its_link(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes("über\r\n".encode())
    path.chmod(0o640)
    (tmp_path / "link.md").symlink_to(path)
    rewrite(tmp_path / "link.md", "unter\r\n", was="über\r\n", where="a.md")
    assert path.read_bytes() == b"unter\r\n"
    assert path.stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "link.md").is_symlink()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.md", "link.md"]


def test_a_file_that_somebody_changed_in_between_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("theirs", encoding="utf-8")
    with pytest.raises(DigestError, match=r"a\.md: somebody changed it just now"):
        rewrite(path, "ours", was="as it was read", where="a.md")
    assert path.read_text("utf-8") == "theirs"
    assert [file.name for file in tmp_path.iterdir()] == ["a.md"]


def test_a_file_that_vanished_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(DigestError, match=r"a\.md: cannot be written: No such file"):
        rewrite(tmp_path / "a.md", "ours", was="", where="a.md")
    assert names(tmp_path) == []


def test_a_file_that_cannot_be_replaced_is_a_clear_error_and_stays(tmp_path: Path) -> None:
    (tmp_path / "a.md").mkdir()
    with pytest.raises(DigestError, match=r"a\.md: a folder where a file should be"):
        rewrite(tmp_path / "a.md", "ours", was="", where="a.md")
    assert [file.name for file in tmp_path.iterdir()] == ["a.md"]


def test_a_file_is_deleted_only_as_it_was_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "a.md"
    page.write_text("new", encoding="utf-8")
    with pytest.raises(DigestError, match=r"^a\.md: somebody changed it just now, and it was left alone"):
        remove(page, was="old", where="a.md")

    def refuse(*_: Any) -> None:
        raise PermissionError(1, "Operation not permitted")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", refuse)
        with pytest.raises(DigestError, match=r"^a\.md: cannot be deleted: .*; check the folder"):
            remove(page, was="new", where="a.md")
    remove(page, was="new", where="a.md")
    assert not page.exists()

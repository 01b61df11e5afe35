"""What lies in the seeds folder is read, or reported by name with the way out."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from pathlib import Path

import pytest

from digest import intake
from digest.errors import IntakeError
from digest.intake import MAX_BYTES, list_seeds, read_seed
from digest.model import Seed

UKRAINIAN = "Міністр заявив у вівторок, що країна отримає нову допомогу від партнерів."
POLISH = (
    "Minister powiedział we wtorek, że rząd przeznaczy więcej pieniędzy na szkoły i drogi. "
    "„To ważna decyzja”, dodał, wychodząc z posiedzenia. Wciąż trwają też rozmowy z samorządami."
)
FRENCH = (
    "Le ministre a déclaré mardi que la région recevra une aide dès l'été, après le débat à l'Assemblée. "
    "Où était-il passé ? Même à Genève, on ne le sait guère."
)


def read(folder: Path, data: bytes, name: str = "a.txt") -> Seed:
    (folder / name).write_bytes(data)
    return read_seed(folder / name, root=folder, shown=f"seeds/{name}")


def failure(folder: Path, name: str = "a.txt") -> str:
    with pytest.raises(IntakeError) as caught:
        read_seed(folder / name, root=folder, shown=f"seeds/{name}")
    return str(caught.value)


def test_a_seed_keeps_its_path_and_the_hash_of_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "2025").mkdir()
    data = "\ufeffOne\r\ntwo\u00a0three\u200b".encode()
    (tmp_path / "2025" / "a.txt").write_bytes(data)
    seed = read_seed(tmp_path / "2025" / "a.txt", root=tmp_path, shown="a.txt")
    assert seed == Seed(
        path="2025/a.txt",
        text="One\ntwo three",
        sha256=hashlib.sha256(data).hexdigest(),
        encoding="utf-8-sig",
    )


def test_a_seed_outside_the_folder_is_named_from_it(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("Text")
    assert read_seed(tmp_path / "b.txt", root=tmp_path / "seeds", shown="b.txt").path == "../b.txt"


def test_a_seed_on_another_drive_keeps_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def other_drive(*_: object) -> str:
        raise ValueError("path is on mount 'C:', start on mount 'D:'")

    monkeypatch.setattr(intake.os.path, "relpath", other_drive)
    assert read(tmp_path, b"Text").path == "a.txt"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(UKRAINIAN, "cp1251"), (POLISH, "cp1250"), (FRENCH, "cp1252"), (UKRAINIAN, "utf-16"), (POLISH, "utf-8")],
)
def test_an_encoding_that_the_bytes_show_is_used_and_recorded(
    tmp_path: Path, text: str, encoding: str
) -> None:
    seed = read(tmp_path, text.encode(encoding))
    assert (seed.text, seed.encoding) == (unicodedata.normalize("NFC", text), encoding)


def test_bytes_that_two_code_pages_fit_are_a_question(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"caf\xe8 \xf9 \xe0 \xec")
    assert failure(tmp_path) == "seeds/a.txt: not UTF-8, and not clearly anything else; save it as UTF-8"


def test_bytes_that_no_code_page_fits_are_a_question(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(bytes(range(128, 160)) * 20)
    assert "not UTF-8" in failure(tmp_path)


@pytest.mark.parametrize("data", [b"", b" \n\t\n", "\ufeff\u200b".encode()])
def test_an_empty_seed_is_an_error(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    assert failure(tmp_path) == "seeds/a.txt: empty; paste an article into it, or delete it"


@pytest.mark.parametrize("data", [b"ab\0cd", b"%PDF-1.7 text", b"\x89PNG\r\n\0", b"\xff\xfea\0\0\0"])
def test_a_seed_that_is_not_text_is_an_error(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    assert "not text; paste the article's text into a .txt file" in failure(tmp_path)


def test_a_byte_order_mark_that_lies_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbfcaf\xe9")
    assert failure(tmp_path) == "seeds/a.txt: not utf-8-sig as its first bytes say; save it as UTF-8"


def test_a_seed_larger_than_any_article_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"x" * (MAX_BYTES + 1))
    assert "too large for a pasted article" in failure(tmp_path)


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("a.txt", b"1\n" * 20_000, "its text has 20,001 lines, and an article has at most 20,000"),
        ("a.md", b"1\n" * 20_000, "its text has 20,001 lines"),
        ("a.eml", b"Subject: A\n\n" + b"1\n" * 25_000, "lines, and an article has at most 20,000"),
        ("a.eml", b"Subject: A\n\n" + b"word " * 250_000, "characters, and an article has at most 1,000,000"),
    ],
)
def test_a_text_longer_than_any_article_is_an_error(
    tmp_path: Path, name: str, data: bytes, what: str
) -> None:
    (tmp_path / name).write_bytes(data)
    assert what in failure(tmp_path, name)
    assert failure(tmp_path, name).endswith("; keep only the article's text")


def test_the_page_in_a_message_may_be_longer_than_its_text(tmp_path: Path) -> None:
    head = b"Subject: A\nContent-Type: text/html\n\n"
    assert read(tmp_path, head + b"<p>a</p>\n" * 30_000, "a.eml").text.startswith("Subject: A")


@pytest.mark.parametrize(
    "text",
    [
        "The fare is £2, he said – “a bargain” for all who ride.\r\n© 2026 Example Post\r\n",
        "© Example Post\r\n",
        "“We’ll pay 5€, and not one penny more”, she said…\r\n",
    ],
)
def test_english_with_the_signs_of_windows_is_read(tmp_path: Path, text: str) -> None:
    seed = read(tmp_path, text.encode("cp1252"))
    assert (seed.encoding, seed.text.strip()) == ("cp1252", text.replace("\r\n", "\n").strip())


def test_a_sign_of_money_without_a_sum_is_not_taken_for_one(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"The \xa3 of it.\n")
    assert "not clearly anything else" in failure(tmp_path)


def test_what_is_no_file_is_an_error_that_says_what_it_is(tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "link.txt").symlink_to(tmp_path / "gone.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    assert "a folder where a seed should be" in failure(tmp_path, "folder.txt")
    assert "a link to nothing" in failure(tmp_path, "link.txt")
    assert "not an ordinary file" in failure(tmp_path, "pipe.txt")
    assert "no such file" in failure(tmp_path, "none.txt")


def test_a_file_that_may_not_be_read_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "a.txt").write_text("Text")
    monkeypatch.setattr(Path, "read_bytes", denied)
    assert failure(tmp_path) == "seeds/a.txt: cannot be read: Permission denied; check its permissions"


@pytest.mark.parametrize("name", ["a.mhtml", "a.PDF", "notes"])
def test_a_kind_that_is_not_read_is_an_error_with_a_way_out(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("Text")
    assert "paste it into a .txt file" in failure(tmp_path, name)


def test_seeds_are_listed_in_order_with_what_is_odd_and_without_what_is_none(tmp_path: Path) -> None:
    for name in (
        "b.txt",
        "a.md",
        "C.TXT",
        "page.html",
        "README.md",
        ".hidden.txt",
        "photo.jpg",
        "sub/d.txt",
        ".git/e.txt",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("Text")
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "folder.txt" / "inside.txt").write_text("Text")
    (tmp_path / "link.txt").symlink_to(tmp_path / "gone.txt")
    names = [path.relative_to(tmp_path).as_posix() for path in list_seeds(tmp_path)]
    assert names == ["C.TXT", "a.md", "b.txt", "folder.txt", "link.txt", "page.html", "sub/d.txt"]


def test_what_a_browser_saves_beside_a_page_holds_no_seeds(tmp_path: Path) -> None:
    for name in ("Bridge.html", "Bridge_files/frame.html", "Bridge_files/a/b.txt", "my_files/c.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("Text")
    assert [path.name for path in list_seeds(tmp_path)] == ["Bridge.html", "c.txt"]


@pytest.mark.parametrize(
    ("head", "text", "encoding", "recorded"),
    [
        ("<meta charset=windows-1251>", UKRAINIAN, "cp1251", "cp1251"),
        (
            '<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-1">',
            FRENCH,
            "cp1252",
            "cp1252",
        ),
        ("<meta charset='iso-2022-jp'>", "橋は五月に開通する。", "iso2022_jp", "iso2022_jp"),
        ("<meta charset='windows-1251'>", UKRAINIAN, "utf-8", "utf-8"),
        ("<meta charset='unicode_escape'>", "plain \\u0041", "ascii", "utf-8"),
        ("<meta charset='windows-1252'>", POLISH, "utf-16", "utf-16"),
        ("<meta charset='gb2312'>", POLISH, "cp1250", "cp1250"),
        ("", POLISH, "cp1250", "cp1250"),
    ],
)
def test_a_page_may_name_its_encoding_itself(
    tmp_path: Path, head: str, text: str, encoding: str, recorded: str
) -> None:
    seed = read(tmp_path, f"{head}<p>{text}</p>".encode(encoding), "a.html")
    assert seed.encoding == recorded
    assert unicodedata.normalize("NFC", text) in seed.text


def test_a_page_may_be_larger_than_a_paste_but_not_without_end(tmp_path: Path) -> None:
    assert read(tmp_path, b"<p>" + b"x " * MAX_BYTES, "a.html").text.startswith("<p>")
    with (tmp_path / "b.html").open("wb") as file:
        file.truncate(50_000_000)
    assert "too large for a pasted article; an article has less than 25 MB" in failure(tmp_path, "b.html")


def test_a_folder_that_is_not_there_has_no_seeds(tmp_path: Path) -> None:
    assert list_seeds(tmp_path / "none") == []

"""What comes by pipe, from the editor, a file or the web becomes a seed; nothing is written over."""

from __future__ import annotations

from pathlib import Path

import pytest
from projects import digest, files_of, make_project, seed_text

from digest import settings
from digest.errors import DigestError, IntakeError
from digest.fetch import Page
from digest.inbox import add, add_page, kind_of

NAME = "mill-lane-bridge-to-open-in-may"
ENTRY = "content/articles/2026-03-03-mill-lane-bridge-to-open-in-may.md"
HTML = (
    "<html><head><meta property='og:site_name' content='The Tarn Post'></head><body>"
    "<h1>The weir at Tarn is to be mended by June</h1><p>4 March 2026, 07:05</p>"
    "<p>The weir will be mended by June, said the engineer who looks after it for the county.</p>"
    "<p>It was broken in the flood of the year before, and no fish have come back since then.</p>"
    "</body></html>"
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return make_project(tmp_path / "d")


def test_a_pipe_becomes_a_seed_named_by_its_title_and_an_entry(project: Path) -> None:
    result = digest("convert", "-", "--project", project, typed=seed_text().encode())
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        f"seeds/{NAME}.txt: kept as a seed",
        f"seeds/{NAME}.txt → {ENTRY}",
        "1 converted, 0 kept, 0 failed",
    ]


def test_a_pipe_s_bytes_are_kept_as_they_came(project: Path) -> None:
    data = b"\xef\xbb\xbf" + seed_text().replace("\n", "\r\n").encode()
    digest("convert", "-", "--project", project, typed=data)
    assert (project / f"seeds/{NAME}.txt").read_bytes() == data


def test_a_second_text_with_that_title_stands_beside_the_first_and_the_same_bytes_are_one_seed(
    project: Path,
) -> None:
    chosen = settings.load(project)
    first = add(seed_text().encode(), chosen, shown_as="x")
    other = add(seed_text(source="The Weir Gazette").encode(), chosen, shown_as="x")
    again = add(seed_text(source="The Weir Gazette").encode(), chosen, shown_as="x")
    assert (first.new, other.new, again.new) == (True, True, False)
    assert other.path == again.path
    assert other.path.name.startswith(f"{NAME}-")
    assert len(files_of(project / "seeds")) == 2


def test_a_pipe_without_a_title_is_named_by_its_hash_and_says_what_is_missing(project: Path) -> None:
    result = digest("convert", "-", "--project", project, typed=b"The bridge opened to cars on Sunday.\n")
    assert result.exit_code == 1
    (name,) = files_of(project / "seeds")
    assert len(name) == len("0123456789abcdef.txt")
    assert f"seeds/{name}: no " in result.stderr


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "standard input: empty"),
        (b"a\0b", "standard input: not text"),
        (b"x" * 5_000_001, "standard input: too large for a pasted article"),
        (b"<html>" + b"x" * 25_000_000, "standard input: too large for a pasted article"),
    ],
)
def test_a_pipe_that_is_no_article_is_an_error_and_no_seed(project: Path, data: bytes, what: str) -> None:
    result = digest("convert", "-", "--project", project, typed=data)
    assert result.exit_code == 1
    assert what in result.stderr
    assert files_of(project / "seeds") == {}


@pytest.mark.parametrize(
    ("data", "suffix"),
    [
        (b"\xef\xbb\xbf <!DOCTYPE html><p>", ".html"),
        (b"<!-- saved from url=(0020)https://a.example/ -->\n<html>", ".html"),
        (b"From a@b Wed Mar 4\nFrom: a@b\r\nSubject: x\n y\r\nDate: z\r\n\r\nText", ".eml"),
        (b"From: a\nSubject: b\n\nText", ".txt"),
        (b"From the mayor: a word\nDate: x", ".txt"),
        (b"---\ntitle: x\n---\n", ".md"),
        (b"# Title\n", ".md"),
        (b"Title\n\nText <html>", ".txt"),
    ],
)
def test_the_kind_of_a_pipe_is_seen_in_its_first_lines(data: bytes, suffix: str) -> None:
    assert kind_of(data) == suffix


def test_a_page_by_pipe_is_read_as_a_page(project: Path) -> None:
    result = digest("convert", "-", "--project", project, typed=HTML.encode())
    assert result.exit_code == 0
    assert (project / "seeds/the-weir-at-tarn-is-to-be-mended-by-june.html").is_file()
    assert (project / "content/articles/2026-03-04-the-weir-at-tarn-is-to-be-mended-by-june.md").is_file()


def test_add_keeps_what_was_saved_in_the_editor(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pasted = project / "pasted.txt"
    pasted.write_text(seed_text(), encoding="utf-8")
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f"cp {pasted}")
    result = digest("add", "--project", project)
    assert (result.exit_code, result.stdout) == (0, f"seeds/{NAME}.txt: kept as a seed\n")
    assert (project / f"seeds/{NAME}.txt").read_text("utf-8") == seed_text()
    assert digest("add", "--project", project).stdout == f"seeds/{NAME}.txt: already there\n"


@pytest.mark.parametrize(
    ("editor", "what"),
    [
        ("true", "the editor: nothing was saved; paste, save and close it"),
        ("false", "set EDITOR to the program"),
    ],
)
def test_an_editor_that_saves_nothing_or_fails_is_an_error(
    project: Path, monkeypatch: pytest.MonkeyPatch, editor: str, what: str
) -> None:
    monkeypatch.setenv("VISUAL", editor)
    result = digest("add", "--project", project)
    assert result.exit_code == 1
    assert what in result.stderr
    assert files_of(project / "seeds") == {}


def test_add_copies_a_file_under_its_own_name(project: Path, tmp_path: Path) -> None:
    (tmp_path / "My Weir.HTML").write_text(HTML, encoding="utf-8")
    result = digest("add", "--url", tmp_path / "My Weir.HTML", "--project", project)
    assert (result.exit_code, result.stdout) == (0, "seeds/my-weir.html: kept as a seed\n")
    assert (project / "seeds/my-weir.html").read_text("utf-8") == HTML


def test_a_file_whose_name_is_no_seed_s_gets_one_that_is(project: Path, tmp_path: Path) -> None:
    (tmp_path / "README.txt").write_text(seed_text(), encoding="utf-8")
    digest("add", "--url", tmp_path / "README.txt", "--project", project)
    assert list(files_of(project / "seeds")) == ["seed-readme.txt"]


def test_what_no_reader_understands_is_kept_under_its_hash(project: Path) -> None:
    added = add(b"<html><body>", settings.load(project), shown_as="x")
    again = add(b"<div>" * 100_000, settings.load(project), shown_as="x", suffix=".html")
    assert [len(one.path.stem) for one in (added, again)] == [16, 16]


def test_two_names_that_are_taken_are_an_error(project: Path) -> None:
    chosen = settings.load(project)
    add(b"One text.\n", chosen, shown_as="x", name="a")
    path = add(b"Another text.\n", chosen, shown_as="x", name="a").path
    path.write_bytes(b"changed")
    with pytest.raises(DigestError, match="something in the way"):
        add(b"Another text.\n", chosen, shown_as="x", name="a")


@pytest.mark.parametrize(
    ("name", "what"), [("none.txt", "no such file"), ("a.pdf", "a file .pdf is no seed")]
)
def test_a_file_that_cannot_be_a_seed_is_not_copied(
    project: Path, tmp_path: Path, name: str, what: str
) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    result = digest("add", "--url", tmp_path / name, "--project", project)
    assert result.exit_code == 1
    assert what in result.stderr


def test_a_suffix_that_is_not_read_is_an_error(project: Path) -> None:
    with pytest.raises(IntakeError, match=r"a file \.pdf is no seed"):
        add(b"x", settings.load(project), shown_as="x", suffix=".pdf")


def test_add_fetches_a_page_and_notes_where_it_is_from(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, bool]] = []

    def fetch(url: str, *, allow_private: bool) -> Page:
        asked.append((url, allow_private))
        return Page(url=url, data=HTML.encode(), suffix=".html")

    monkeypatch.setattr("digest.cli.add.fetch", fetch)
    url = "https://tarnpost.example/weir--a"
    result = digest("add", "--url", url, "--allow-private", "--project", project)
    assert result.exit_code == 0, result.output
    assert asked == [(url, True)]
    shown = digest(
        "show", project / "seeds/the-weir-at-tarn-is-to-be-mended-by-june.html", "--project", project
    )
    assert "url: https://tarnpost.example/weir%2D%2Da" in shown.stdout


def test_show_explains_the_encoding_and_what_a_page_says_twice(project: Path) -> None:
    page = HTML.replace("<head>", "<head><meta charset=iso-8859-1><meta name=publisher content='Tärn AG'>")
    (project / "seeds/weir.html").write_bytes(page.encode("cp1252"))
    result = digest("show", project / "seeds/weir.html", "--explain", "--project", project)
    assert result.stderr.splitlines()[:2] == [
        "read as cp1252, en: The Tarn Post, 2026-03-04T07:05:00",
        "line 1: left out (meta publisher, but meta og:site_name says “The Tarn Post”): Tärn AG",
    ]


def test_an_address_inside_the_network_is_not_fetched(project: Path) -> None:
    result = digest("add", "--url", "http://127.0.0.1:9/", "--project", project)
    assert result.exit_code == 1
    assert "is a private address" in result.stderr


@pytest.mark.parametrize(
    ("data", "charset", "first"),
    [
        (
            "<p>Міст</p>".encode("cp1251"),
            "windows-1251",
            b"<!-- saved from url=(0019)https://a.example/b -->\n<meta",
        ),
        (b"<p>Bridge</p>", "x-unknown", b"<!-- saved from url=(0019)https://a.example/b -->\n<p>"),
        ("<p>Міст</p>".encode("utf-16"), None, b"\xff\xfe"),
    ],
)
def test_the_charset_that_only_the_server_named_is_noted_too(
    project: Path, data: bytes, charset: str | None, first: bytes
) -> None:
    page = Page(url="https://a.example/b", data=data, suffix=".html", charset=charset)
    kept = add_page(page, settings.load(project)).path.read_bytes()
    assert kept.startswith(first)
    assert kept.endswith(data)


def test_text_from_the_web_is_kept_as_it_is(project: Path) -> None:
    page = Page(url="https://a.example/b", data=seed_text().encode(), suffix=".txt")
    assert add_page(page, settings.load(project)).path.read_bytes() == seed_text().encode()


def test_bad_seeds_of_every_kind_are_named_and_the_others_convert(project: Path) -> None:
    seeds = project / "seeds"
    (seeds / "good.txt").write_text(seed_text(), encoding="utf-8")
    (seeds / "good.html").write_text(HTML, encoding="utf-8")
    (seeds / "good_files").mkdir()
    (seeds / "good_files" / "advert.html").write_text("<p>Buy</p>", encoding="utf-8")
    bad = {
        "binary.eml": b"From: a\nContent-Type: application/pdf\n\n%PDF\0",
        "deep.html": b"<div>" * 100_000,
        "empty.html": b"",
        "endless.html": b"<html><script>" + HTML.encode(),
        "header.md": b"---\ntitle: Only a header\nsite: The Tarn Post\n---\n",
        "zero.html": b"<p>\0</p>",
    }
    for name, data in bad.items():
        (seeds / name).write_bytes(data)
    with (seeds / "huge.html").open("wb") as file:
        file.truncate(50_000_000)
    (seeds / "folder.html").mkdir()
    (seeds / "link.html").symlink_to(seeds / "gone.html")
    result = digest("convert", "--project", project)
    assert result.exit_code == 1
    named = [line.partition(":")[0].removeprefix("seeds/") for line in result.stderr.splitlines()]
    assert sorted(named) == sorted([*bad, "folder.html", "huge.html", "link.html"])
    assert all("; " in line for line in result.stderr.splitlines())
    assert result.stdout.splitlines()[-1] == "2 converted, 0 kept, 9 failed"

"""The `digest` command as a person types it."""

from __future__ import annotations

import json
import os
import pty
import socket
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from projects import digest, entry_text, files_of, make_project, no_space_left, seed_text

from digest import cli
from digest.cli import site
from digest.lock import locked

ENTRY = "content/articles/2026-03-03-mill-lane-bridge-to-open-in-may.md"
FLOOD = (
    "The cellar of the museum stood under water on Sunday after a main burst in Quay Street.\n\n"
    "Volunteers carried the herbarium upstairs, sheet by sheet, and by nightfall nothing had been lost."
)


def test_convert_says_what_became_what_and_sums_up(tmp_path: Path) -> None:
    project = make_project(tmp_path / "d", bridge=seed_text())
    result = digest("convert", "--project", project)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [f"seeds/bridge.txt → {ENTRY}", "1 converted, 0 kept, 0 failed"]


def test_convert_takes_the_seeds_it_is_given(tmp_path: Path) -> None:
    project = make_project(tmp_path / "d", a=seed_text(), b=seed_text(title="A second story about the weir"))
    result = digest("convert", project / "seeds/b.txt", "--project", project)
    assert result.stdout.splitlines()[-1] == "1 converted, 0 kept, 0 failed"
    assert not (project / ENTRY).exists()


def test_convert_reports_errors_on_standard_error_and_exits_1(tmp_path: Path) -> None:
    project = make_project(tmp_path / "d", bad=seed_text(date=""), good=seed_text())
    result = digest("convert", "--project", project)
    assert result.exit_code == 1
    assert result.stderr.startswith("seeds/bad.txt: ")
    assert result.stdout.splitlines()[-1] == "1 converted, 0 kept, 1 failed"


def test_convert_counts_open_questions(tmp_path: Path) -> None:
    body = 'The bridge opens in May, after two years of work.\n\n"We are ready for it, at long last."'
    project = make_project(tmp_path / "d", bridge=seed_text(body=body))
    first = digest("convert", "--project", project).stdout.splitlines()[0]
    assert first == f"seeds/bridge.txt → {ENTRY} (1 question: see `digest check`)"
    result = digest("check", "--project", project)
    assert result.exit_code == 0
    assert "question: who says “We are ready for it, at long last" in result.stderr
    assert result.stdout == "1 entry, 0 errors, 1 question\n"


def test_a_notice_about_a_kept_seed_is_shown(tmp_path: Path) -> None:
    project = make_project(tmp_path / "d", a=seed_text(), b=seed_text())
    result = digest("convert", "--project", project)
    assert result.exit_code == 0
    assert "the same text as the seed a.txt" in result.stderr


def test_check_points_at_the_line_of_words_that_are_not_in_the_body(tmp_path: Path) -> None:
    project = make_project(tmp_path / "d", bridge=seed_text())
    digest("convert", "--project", project)
    entry = project / ENTRY
    lines = entry.read_text("utf-8").splitlines()
    at = next(n for n, line in enumerate(lines) if "- content: We have waited" in line)
    lines[at] = lines[at].replace("waited", "hoped")
    entry.write_text("\n".join(lines), encoding="utf-8")
    result = digest("check", "--project", project)
    assert result.exit_code == 1
    assert f"{ENTRY}:{at + 1}: error: “We have hoped" in result.stderr


def test_check_asks_about_a_story_that_another_paper_printed_before(tmp_path: Path) -> None:
    wire = seed_text(source="Basin Wire", body=FLOOD)
    gazette = seed_text(source="The Gazette", date="03.03.2026", title="Water in the cellar", body=FLOOD)
    project = make_project(tmp_path / "d", wire=wire, gazette=gazette)
    digest("convert", "--project", project)
    result = digest("check", "--project", project)
    again = "content/articles/2026-03-03-water-in-the-cellar.md"
    assert result.stderr.splitlines() == [f"{again}:2: question: the same story as {ENTRY} [same-story]"]
    assert (result.exit_code, result.stdout) == (0, "2 entries, 0 errors, 1 question\n")


def test_check_reports_broken_yaml_with_its_line(tmp_path: Path) -> None:
    project = make_project(tmp_path / "d")
    (project / "content/articles/x.md").write_text("---\ntitle: a: b\n---\n", encoding="utf-8")
    result = digest("check", "--project", project)
    assert result.exit_code == 1
    assert result.stderr.startswith("content/articles/x.md:2: error: broken YAML")


def edited(project: Path, *changes: tuple[str, str]) -> Path:
    """The entry of the bridge, converted and then changed by an editor."""
    digest("convert", "--project", project)
    entry = project / ENTRY
    text = entry.read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    entry.write_bytes(text.encode("utf-8"))
    return entry


def test_check_lists_for_programs(tmp_path: Path) -> None:
    project = make_project(tmp_path / "d", bridge=seed_text())
    edited(project, ("- content: We have waited", "- content: We have \N{RIGHT-TO-LEFT OVERRIDE}hoped"))
    result = digest("check", "--json", "--project", project)
    assert (result.exit_code, result.stderr) == (1, "")
    assert "\\u202e" in result.stdout
    report = json.loads(result.stdout)
    assert (report["entries"], report["errors"], report["questions"]) == (1, 1, 0)
    [found] = report["findings"]
    assert (found["file"], found["level"], found["code"]) == (ENTRY, "error", "quotation-not-in-body")
    assert (
        (project / ENTRY).read_text("utf-8").splitlines()[found["line"] - 1].strip().startswith("- content")
    )
    assert digest("check", "--format", "json", "--project", project).stdout == result.stdout


def test_check_annotates_on_github_and_no_text_ends_a_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = make_project(tmp_path / "my,d:100%", bridge=seed_text())
    monkeypatch.chdir(tmp_path)
    edited(
        project, ("- content: We have waited", r'- content: "100%\n::error::\e[2J'), ("this bridge\n", 'x"\n')
    )
    result = digest("check", "--format", "github", "--project", project)
    assert result.exit_code == 1
    where = f"file=my%2Cd%3A100%25/{ENTRY},line="
    [line] = result.stdout.splitlines()
    assert line.startswith(f"::error {where}")
    assert ",title=quotation-not-in-body::“100%25%0A::error::\\x1b[2J" in line


def test_check_calls_questions_warnings_on_github_and_leaves_them_out_when_quiet(tmp_path: Path) -> None:
    project = make_project(tmp_path / "d", bridge=seed_text())
    edited(project, ("language: en\n", "language: en\ndraft: true\n"))
    result = digest("check", "--format", "github", "--project", project)
    assert result.exit_code == 0
    assert result.stdout.startswith("::warning file=")
    assert ",title=draft-past-date::still a draft" in result.stdout
    quiet = digest("check", "--quiet", "--project", project)
    assert (quiet.exit_code, quiet.output) == (0, "")


def test_check_gives_a_file_that_cannot_be_read_at_all_no_line_on_github(tmp_path: Path) -> None:
    project = make_project(tmp_path / "d")
    (project / "content/articles/x.md").write_bytes(b"\xff")
    line = digest("check", "--format", "github", "--project", project).stdout
    assert "x.md,title=unreadable::not UTF-8 (byte 0); save it as UTF-8" in line


def test_check_fixes_what_can_be_mended_in_one_way_and_keeps_every_other_byte(tmp_path: Path) -> None:
    project = make_project(tmp_path / "d", bridge=seed_text())
    entry = edited(
        project,
        ("paragraph: 2", "paragraph: 1  # moved"),
        ("mentions:\n", "mentions:\n  - {name: Orla Brandt}  # twice\n"),
        ("title: ", "# mine\ntitle:   "),
    )
    entry.write_bytes(entry.read_bytes().replace(b"\n", b"\r\n"))
    before = entry.read_bytes()
    result = digest("check", "--fix", "--project", project)
    assert (result.exit_code, result.stderr) == (0, "")
    *told, summary = result.stdout.splitlines()
    assert [line.partition(": ")[2].partition(":")[0] for line in told] == ["mended", "mended"]
    assert summary == "1 entry, 0 errors, 0 questions"
    assert entry.read_bytes() == before.replace(b"paragraph: 1  # moved", b"paragraph: 2  # moved").replace(
        b"  - {name: Orla Brandt}  # twice\r\n", b""
    )
    assert digest("check", "--fix", "--project", project).stdout == f"{summary}\n"


def test_check_says_what_it_could_not_mend_and_leaves_that_file_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = make_project(tmp_path / "d", bridge=seed_text())
    entry = edited(project, ("paragraph: 2", "paragraph: 1"))
    before = entry.read_bytes()

    monkeypatch.setattr(os, "fsync", no_space_left)
    result = digest("check", "--fix", "--json", "--project", project)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"{ENTRY}: cannot be written: No space left on device")
    assert json.loads(result.stdout)["errors"] == 1
    assert entry.read_bytes() == before


def test_check_knows_the_pages_that_are_made_from_entries(tmp_path: Path) -> None:
    project = make_project(tmp_path / "d", bridge=seed_text())
    digest("convert", "--project", project)
    article = f"{ENTRY.removeprefix('content/')}#p2"
    (project / "content/map.svg").write_text("<svg/>", encoding="utf-8")
    (project / "content/about.md").write_text(
        f"[a](/speakers/orla-brandt/) [b](sources/the-tarn-post.md) [c]({article}) [d](map.svg)\n\n"
        "[e](/speakers/piet-hask/)\n",
        encoding="utf-8",
    )
    result = digest("check", "--project", project)
    assert result.exit_code == 1
    assert result.stderr == ("content/about.md:3: error: /speakers/piet-hask/ leads to nothing [dead-link]\n")


def test_check_knows_feeds_former_addresses_and_that_a_folder_is_no_page(tmp_path: Path) -> None:
    project = make_project(tmp_path / "d")
    entry = entry_text(more="redirect_from: [articles/old]\n")
    (project / "content/articles/bridge.md").write_text(entry, encoding="utf-8")
    (project / "content/pictures").mkdir()
    (project / "content/odd.md").write_bytes(b"\xff")
    links = "[a](feeds/feed.json) [b](/articles/old/) [c](odd.md)\n\n[d](pictures/)\n\n[e](feeds/none.json)\n"
    (project / "content/about.md").write_text(links, encoding="utf-8")
    found = digest("check", "--project", project).stderr.splitlines()
    assert [line.partition(" [")[0] for line in found] == [
        "content/about.md:3: error: pictures/ leads to nothing",
        "content/about.md:5: error: feeds/none.json leads to nothing",
    ]


def test_check_lists_file_by_file_and_line_by_line(tmp_path: Path) -> None:
    text = entry_text(more="draft: true\nnone: 1\n", words="We never said so")
    project = make_project(tmp_path / "d")
    for name in ("b", "a"):
        (project / f"content/articles/{name}.md").write_text(text, encoding="utf-8")
    found = digest("check", "--project", project).stderr.splitlines()
    places = [line.split(": ")[0].rsplit(":", 1) for line in found]
    assert places == sorted(places, key=lambda place: (place[0], int(place[1])))
    assert len({place[0] for place in places}) == 2


def test_check_asks_about_what_is_taught_in_vain(tmp_path: Path) -> None:
    project = make_project(tmp_path / "d")
    for page, text in (
        ("speakers/orla-brandt", "name: Orla Brandt\nalises: [Brandt]\nweight: 5\n"),
        ("sources/the-tarn-post", "name: The Tarn Post\nurl: tarn.example\ntimezon: Europe/Kyiv\n"),
    ):
        path = project / f"content/{page}.md"
        path.parent.mkdir()
        path.write_text(f"---\n{text}---\n", encoding="utf-8")
    result = digest("check", "--project", project)
    assert result.exit_code == 0
    assert result.stderr.splitlines() == [
        "content/sources/the-tarn-post.md:3: question: tarn.example is no address of the web, so no link"
        " leads to it [no-web-address]",
        "content/sources/the-tarn-post.md:4: question: nothing is taught by `timezon`; did you mean"
        " `timezone`? [misspelt-key]",
        "content/speakers/orla-brandt.md:3: question: nothing is taught by `alises`; did you mean"
        " `aliases`? [misspelt-key]",
    ]


def test_check_points_at_the_line_of_a_name_taught_twice(tmp_path: Path) -> None:
    project = make_project(tmp_path / "d")
    (project / "content/speakers").mkdir()
    for slug, name in [("ilse-varden", "Ilse Varden"), ("per-varden", "Per Varden")]:
        page = f"---\r\nname: {name}\r\naliases:\r\n  - Varden\r\n---\r\n"
        (project / f"content/speakers/{slug}.md").write_bytes(page.encode())
    result = digest("check", "--project", project)
    assert result.stderr == (
        "content/speakers/per-varden.md:4: question: Varden is taught for Ilse Varden, too;"
        " an article may mean either [ambiguous-name]\n"
    )


def test_show_prints_the_entry_and_writes_nothing(tmp_path: Path) -> None:
    project = make_project(tmp_path / "d", bridge=seed_text())
    before = files_of(project)
    result = digest("show", project / "seeds/bridge.txt", "--project", project)
    assert result.exit_code == 0
    assert result.stdout.startswith("---\ntitle: Mill Lane bridge to open in May\n")
    assert files_of(project) == before
    digest("convert", "--project", project)
    assert (project / ENTRY).read_text("utf-8") == result.stdout


def test_show_explains_what_was_left_out_and_who_was_taken_for_whom(tmp_path: Path) -> None:
    text = seed_text().replace(
        "Mill Lane bridge to open in May\n", "Mill Lane bridge to open in May\n\n3 min read\n"
    )
    project = make_project(tmp_path / "d", bridge=text)
    result = digest("show", project / "seeds/bridge.txt", "--explain", "--project", project)
    assert "left out (reading time): 3 min read" in result.stderr
    assert "Orla Brandt" in result.stderr


def test_a_seed_may_be_named_from_the_folder_of_seeds(tmp_path: Path) -> None:
    project = make_project(tmp_path / "d", bridge=seed_text())
    assert digest("show", "bridge.txt", "--project", project).exit_code == 0
    assert digest("convert", "bridge.txt", "--project", project).exit_code == 0
    assert (project / ENTRY).is_file()


def test_show_of_a_seed_that_is_not_there_is_a_clear_error(tmp_path: Path) -> None:
    project = make_project(tmp_path / "d")
    result = digest("show", project / "seeds/none.txt", "--project", project)
    assert result.exit_code == 1
    assert result.stderr.startswith("seeds/none.txt: ")


def test_a_folder_without_mkdocs_yml_is_a_clear_error(tmp_path: Path) -> None:
    result = digest("convert", "--project", tmp_path)
    assert result.exit_code == 1
    assert "mkdocs.yml: no such file; make a digest with `digest new DIR`" in result.stderr


def test_wrong_usage_exits_2() -> None:
    assert digest("convert", "--nonsense").exit_code == 2
    assert digest("no-such-command").exit_code == 2


def test_new_makes_a_digest_whose_seed_converts_without_a_question(tmp_path: Path) -> None:
    folder = tmp_path / "my-digest"
    result = digest("new", folder)
    assert result.exit_code == 0
    assert "seeds/ferry.txt" in result.stdout
    converted = digest("convert", "--project", folder)
    assert converted.stdout.splitlines()[-1] == "1 converted, 0 kept, 0 failed"
    assert "question" not in converted.stdout


def on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("digest.cli.new._is_terminal", lambda: True)


def test_new_asks_four_questions_on_a_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    on_a_terminal(monkeypatch)
    folder = tmp_path / "d"
    answers = "The Lake Digest\nexample.org\nhttps://example.org/lake/\nxx\nDE\nn\n"
    result = CliRunner().invoke(cli.main, ["new", str(folder)], input=answers)
    assert result.exit_code == 0
    assert [line.partition(" [")[0] for line in result.stdout.splitlines() if " [" in line] == [
        "Name of the digest",
        "Address where it will be published",
        "Address where it will be published",
        "Language of menus and buttons",
        "Language of menus and buttons",
        "Begin with an invented article, to try things on",
    ]
    config = (folder / "mkdocs.yml").read_text("utf-8")
    for line in ("site_name: 'The Lake Digest'", "site_url: 'https://example.org/lake/'", "  language: de"):
        assert f"\n{line}" in config
    assert not (folder / "seeds/ferry.txt").exists()


def test_new_takes_each_default_for_the_enter_key_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_a_terminal(monkeypatch)
    result = CliRunner().invoke(cli.main, ["new", str(tmp_path / "lake-news")], input="\n" * 4)
    assert result.exit_code == 0, result.output
    config = (tmp_path / "lake-news/mkdocs.yml").read_text("utf-8")
    assert "site_name: 'Lake News'" in config
    assert "# site_url:" in config


@pytest.mark.parametrize("on_path", [True, False])
def test_new_names_the_command_as_the_shell_finds_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, on_path: bool
) -> None:
    program = tmp_path / "bin/digest"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(sys, "argv", [str(program), "new", "d"])
    monkeypatch.setenv("PATH", str(program.parent if on_path else tmp_path))
    named = "digest" if on_path else program.as_posix()
    assert digest("new", tmp_path / "d").stdout.endswith(f" && {named} serve\n")


def test_new_says_where_the_digests_own_words_stay_english(tmp_path: Path) -> None:
    told = digest("new", tmp_path / "a", "--language", "de").stdout
    assert "stays English until you write locale/de/LC_MESSAGES/digest.po" in told
    for language in ("en", "uk"):
        assert "stays English" not in digest("new", tmp_path / language, "--language", language).stdout


def test_new_asks_only_for_what_no_option_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    on_a_terminal(monkeypatch)
    options = ["--name", "Lake", "--url", "https://lake.example", "--language", "uk"]
    result = CliRunner().invoke(cli.main, ["new", str(tmp_path / "a"), *options], input="\n")
    assert result.stdout.count("[") == 1
    assert (tmp_path / "a/seeds/ferry.txt").is_file()
    asked = CliRunner().invoke(cli.main, ["new", str(tmp_path / "b"), "--yes"])
    assert (asked.exit_code, "[" in asked.stdout) == (0, False)


def test_new_without_a_terminal_takes_the_defaults(tmp_path: Path) -> None:
    assert digest("new", tmp_path / "lake-news").exit_code == 0
    config = (tmp_path / "lake-news/mkdocs.yml").read_text("utf-8")
    assert "site_name: 'Lake News'" in config
    assert "\n# site_url:" in config


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--name", "a\x1b[2Jb"),
        ("--name", " "),
        ("--url", "ftp://x"),
        ("--url", "https:"),
        ("--language", "xx"),
    ],
)
def test_new_refuses_an_answer_that_makes_no_sense(tmp_path: Path, option: str, value: str) -> None:
    result = digest("new", tmp_path / "d", option, value)
    assert result.exit_code == 2
    assert option in result.stderr
    assert not (tmp_path / "d").exists()


def test_new_where_nothing_can_be_written_is_a_clear_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", no_space_left)
    result = digest("new", tmp_path / "d")
    assert result.exit_code == 1
    assert "d/mkdocs.yml: cannot be written: No space left on device" in result.stderr


def test_new_names_a_folder_so_that_a_terminal_never_obeys_it(tmp_path: Path) -> None:
    result = digest("new", tmp_path / "a\x1b[2J")
    assert result.exit_code == 0
    assert "a\\x1b[2J/mkdocs.yml" in result.stdout
    assert "\x1b" not in result.output


def test_a_new_digest_without_a_sample_builds_at_once(tmp_path: Path) -> None:
    digest("new", tmp_path / "d", "--no-sample", "--url", "https://example.org/")
    result = digest("build", "--quiet", "--strict", "--project", tmp_path / "d")
    assert result.exit_code == 0
    assert (tmp_path / "d/site/index.html").is_file()


def test_new_stops_before_it_asks_when_the_folder_holds_something(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_a_terminal(monkeypatch)
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    result = digest("new", tmp_path)
    assert (result.exit_code, result.stdout) == (1, "")


def test_new_leaves_a_folder_that_holds_something_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    result = digest("new", tmp_path)
    assert result.exit_code == 1
    assert "the folder is not empty" in result.stderr
    assert files_of(tmp_path) == {"mine.txt": b"mine"}


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["build"], ["build"]),
        (["build", "--strict"], ["build", "--strict"]),
        (["serve", "--dev-addr", "localhost:8001"], ["serve", "--dev-addr", "localhost:8001"]),
    ],
)
def test_build_and_serve_pass_their_options_on_to_mkdocs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], expected: list[str]
) -> None:
    project = make_project(tmp_path / "d")
    calls: list[list[str]] = []

    def remember(command: list[str], **_more: object) -> subprocess.CompletedProcess[bytes]:
        calls.append(command)
        return subprocess.CompletedProcess(command, 3)

    monkeypatch.setattr(subprocess, "run", remember)
    result = digest(*arguments, "--project", project)
    assert result.exit_code == 3
    assert calls[0][1:] == ["-m", "mkdocs", *expected, "--config-file", str(project / "mkdocs.yml")]


def test_offline_builds_say_so_to_mkdocs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = make_project(tmp_path / "d")
    environments: list[dict[str, str]] = []

    def remember(
        command: list[str], *, env: dict[str, str], check: bool
    ) -> subprocess.CompletedProcess[bytes]:
        environments.append(env)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(subprocess, "run", remember)
    monkeypatch.delenv("DIGEST_OFFLINE", raising=False)
    digest("build", "--offline", "--project", project)
    digest("build", "--project", project)
    assert environments[0]["DIGEST_OFFLINE"] == "true"
    assert "DIGEST_OFFLINE" not in environments[1]


def test_build_names_the_entries_it_left_out_and_exits_1(tmp_path: Path) -> None:
    project = make_project(tmp_path / "d")
    (project / "content/articles/x.md").write_text("---\ntitle: a: b\n---\n", encoding="utf-8")
    result = digest("build", "--quiet", "--project", project)
    assert result.exit_code == 1
    assert "left out: content/articles/x.md:2: broken YAML" in result.stderr
    assert (project / "site/index.html").is_file()


def test_a_quiet_strict_build_fails_and_says_on_what(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    project = make_project(tmp_path / "d")
    entry = project / "content/articles/x.md"
    entry.write_text(entry_text(words="We never said this"), encoding="utf-8")
    assert digest("build", "--quiet", "--strict", "--project", project).exit_code == 1
    assert "“We never said this”" in capfd.readouterr().err


def test_a_taken_port_is_a_clear_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        monkeypatch.setattr(site, "_PORT", other.getsockname()[1])
        result = digest("serve", "--project", make_project(tmp_path / "d"))
    assert result.exit_code == 1
    assert "something is served there already; end the other `serve`" in result.stderr


@pytest.mark.parametrize("named", ["option", "short option", "settings"])
def test_a_taken_address_of_ones_own_choice_is_a_clear_error(tmp_path: Path, named: str) -> None:
    project = make_project(tmp_path / "d")
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        address = f"127.0.0.1:{other.getsockname()[1]}"
        config = project / "mkdocs.yml"
        if named == "settings":
            config.write_text(f"{config.read_text('utf-8')}dev_addr: {address}\n", "utf-8")
        options = {"option": [f"--dev-addr={address}"], "short option": ["--strict", "-a", address]}
        result = digest("serve", *options.get(named, []), "--project", project)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"{address}: something is served there already")


@pytest.mark.parametrize("address", ["127.0.0.1:99999", "127.0.0.1", f"{'x' * 70}:80", "192.0.2.1:80"])
def test_an_address_that_is_none_is_left_to_mkdocs_to_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setattr(site, "_PORT", 0)
    monkeypatch.setattr(subprocess, "run", lambda command, **_: subprocess.CompletedProcess(command, 3))
    assert digest("serve", "-a", address, "--project", make_project(tmp_path / "d")).exit_code == 3


def test_stopping_serve_by_hand_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_args: object, **_more: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(subprocess, "run", interrupted)
    monkeypatch.setattr(site, "_PORT", 0)
    assert digest("serve", "--project", make_project(tmp_path / "d")).exit_code == 0


def test_an_interrupted_command_exits_130(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_args: object, **_more: object) -> None:
        raise KeyboardInterrupt

    project = make_project(tmp_path / "d", bridge=seed_text())
    monkeypatch.setattr("digest.cli.convert.convert", interrupted)
    monkeypatch.setattr(subprocess, "run", interrupted)
    for command in ("convert", "build"):
        result = digest(command, "--project", project)
        assert (result.exit_code, result.stderr) == (130, "interrupted; every file is either old or new\n")


def test_a_question_that_is_interrupted_exits_130_and_one_that_is_never_answered_1(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_a_terminal(monkeypatch)
    assert digest("new", tmp_path / "a").exit_code == 1

    def interrupted(*_: object) -> None:
        try:
            raise KeyboardInterrupt
        except KeyboardInterrupt:
            raise click.Abort from None  # as click's own prompts do

    monkeypatch.setattr("digest.cli.new._Asked.prompt_for_value", interrupted)
    assert digest("new", tmp_path / "b").exit_code == 130
    assert not (tmp_path / "b").exists()


def test_help_loads_no_command() -> None:
    program = "import sys; from digest.cli import main\ntry: main(['--help'])\nfinally: print(*sys.modules)"
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "Turn seeds into entries." in result.stdout
    assert not {"digest.convert", "digest.settings", "jinja2", "mkdocs", "rich", "yaml"} & set(
        result.stdout.split()
    )


def test_the_shell_completes_commands_and_their_options() -> None:
    def completed(*words: str) -> list[str]:
        environment = {"COMP_WORDS": " ".join(words), "COMP_CWORD": str(len(words) - 1)}
        environment |= {"_DIGEST_COMPLETE": "bash_complete"}
        result = CliRunner().invoke(cli.main, [], prog_name="digest", env=environment)
        return [line.partition(",")[2] for line in result.stdout.splitlines()]

    assert completed("digest", "con") == ["convert"]
    assert completed("digest", "check", "--fi") == ["--fix"]
    assert "-h" in completed("digest", "-")


@pytest.mark.parametrize("shell", ["bash", "fish", "zsh"])
def test_completion_prints_what_click_prints(shell: str) -> None:
    made = digest("completion", shell).stdout
    theirs = CliRunner().invoke(cli.main, [], prog_name="digest", env={"_DIGEST_COMPLETE": f"{shell}_source"})
    assert made == theirs.stdout
    assert f"_DIGEST_COMPLETE={shell}_complete" in made


def test_convert_is_quiet_tells_more_or_reports_to_programs(tmp_path: Path) -> None:
    def run(*options: str) -> Result:
        folder = tmp_path / ("d" + "".join(options))
        return digest(
            "convert", *options, "--project", make_project(folder, a=seed_text(), b=seed_text(date=""))
        )

    quiet = run("--quiet")
    assert (quiet.exit_code, quiet.stdout, quiet.stderr.count("\n")) == (1, "", 1)
    told = run("--verbose").stdout.splitlines()
    assert told[1] == "  read as utf-8, en: The Tarn Post, 2026-03-03T10:15:00"
    assert any(line.startswith("  paragraph 2: ") and "Orla Brandt" in line for line in told)
    report = run("--json")
    assert (report.exit_code, report.stderr) == (1, "")
    read = json.loads(report.stdout)
    assert (read["converted"][0]["seed"], read["converted"][0]["entry"]) == ("seeds/a.txt", ENTRY)
    assert read["converted"][0]["reasons"] == [line.strip() for line in told[1:-1]]
    assert [(error["file"], error["line"]) for error in read["errors"]] == [("seeds/b.txt", None)]


def test_convert_tells_of_the_kept_when_asked(tmp_path: Path) -> None:
    project = make_project(tmp_path / "d", a=seed_text())
    digest("convert", "--project", project)
    assert digest("convert", "--project", project).stderr == ""
    assert digest("convert", "-v", "--project", project).stderr == "seeds/a.txt: kept as it is\n"
    kept = json.loads(digest("convert", "--json", "--project", project).stdout)["kept"]
    assert kept == [{"seed": "seeds/a.txt", "notice": None}]


def test_nothing_from_a_seed_is_obeyed_by_a_terminal(tmp_path: Path) -> None:
    evil = "\x1b[2J\x9b31m\u202e"
    text = seed_text(title=f"Mill Lane{evil} bridge", source=f"The{evil} Post").replace("said", f"said{evil}")
    project = make_project(
        tmp_path / "d", **{"a": text, "b": f"{evil}\n{evil}no date{evil}\n\nText{evil}.\n"}
    )
    (project / f"seeds/c\x1b[2J{evil[3:]}.txt").write_text(text, encoding="utf-8")
    shown = [digest("convert", *options, "--project", project) for options in (["-v"], ["--json"])]
    shown += [digest("check", *options, "--project", project) for options in ([], ["--json"])]
    shown += [digest("show", project / "seeds/a.txt", "--explain", "--project", project)]
    for result in shown:
        odd = {character for character in result.output if not character.isprintable()}
        assert odd <= {"\n"}
        assert result.output


def test_long_work_shows_how_far_it_is_on_a_terminal_and_nowhere_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(project: Path, *options: str) -> str:
        here, there = pty.openpty()
        command = [sys.executable, "-m", "digest", "convert", *options, "--project", str(project)]
        environment = os.environ | {"TERM": "xterm", "COLUMNS": "100"}
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=there, env=environment, check=True)
        os.close(there)
        shown = b""
        try:
            while more := os.read(here, 4096):
                shown += more
        except OSError:  # the end, on Linux
            pass
        os.close(here)
        return shown.decode()

    seeds = {f"s{n}": seed_text(title=f"Story number {n} of the mill") for n in range(25)}
    assert "Converting" in run(make_project(tmp_path / "a", **seeds))
    assert "Converting" not in run(make_project(tmp_path / "b", **seeds), "--quiet")
    assert "Converting" not in run(make_project(tmp_path / "c", one=seed_text()))


POST = "---\ntitle: A bridge\ndate: 2026-01-14 08:30:00 +0100\nsource: The Courier\n---\n\nIt opens.\n"


def test_upgrade_moves_entries_and_a_dry_run_shows_how(tmp_path: Path) -> None:
    project = make_project(tmp_path / "d", bridge=seed_text())
    digest("convert", "--project", project)
    post = project / "content/articles/post.md"
    post.write_text(POST, encoding="utf-8")
    post.chmod(0o640)
    (project / "content/articles/index.md").write_text("# Articles\n", encoding="utf-8")
    before = files_of(project)
    dry = digest("upgrade", "--dry-run", "--project", project)
    assert (dry.exit_code, files_of(project)) == (0, before)
    assert "\n-date: 2026-01-14 08:30:00 +0100\n" in dry.stdout
    assert "\n+timestamp: 2026-01-14T08:30:00+01:00\n" in dry.stdout
    assert dry.stdout.splitlines()[-1] == "1 to move, 0 to mend, 2 in all"
    result = digest("upgrade", "--project", project)
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, "1 moved, 0 to mend, 2 in all")
    assert result.stdout.startswith("content/articles/post.md: date is timestamp now; ")
    assert post.stat().st_mode & 0o777 == 0o640
    changed = {name for name, data in files_of(project).items() if before[name] != data}
    assert changed == {"content/articles/post.md"}
    assert digest("check", "--project", project).exit_code == 0
    assert digest("upgrade", "-q", "--project", project).stdout == ""


def test_what_writes_waits_for_another_command_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = make_project(tmp_path / "d")
    (project / "content/articles/post.md").write_text(POST, encoding="utf-8")
    for command, *options in (("upgrade",), ("check", "--fix")):
        monkeypatch.setattr(f"digest.cli.{command}.PATIENCE", 0)
        with locked(project, wait=0):
            result = digest(command, *options, "--project", project)
            assert result.exit_code == 1
            assert "is at work on this digest; wait until it is done" in result.stderr
            assert digest("upgrade", "--dry-run", "--project", project).exit_code == 0
    assert (project / "content/articles/post.md").read_text("utf-8") == POST


def test_upgrade_says_what_an_entry_still_wants_and_exits_1(tmp_path: Path) -> None:
    project = make_project(tmp_path / "d")
    post = project / "content/articles/post.md"
    post.write_text(POST.replace("source: The Courier\n", ""), encoding="utf-8")
    (project / "content/articles/x.md").write_bytes(b"\xff")
    result = digest("upgrade", "--json", "--project", project)
    assert result.exit_code == 1
    [first, second] = json.loads(result.stdout)
    assert (first["file"], first["error"]["what"]) == ("content/articles/post.md", "missing 'source'")
    assert first["done"][0] == "date is timestamp now"
    assert second == {
        "file": "content/articles/x.md",
        "done": [],
        "error": {
            "file": "content/articles/x.md",
            "line": None,
            "what": "not UTF-8 (byte 0)",
            "hint": "save it as UTF-8",
        },
    }
    assert "\ntimestamp: " in post.read_text("utf-8")
    told = digest("upgrade", "--project", project)
    assert (told.exit_code, told.stdout) == (1, "0 moved, 2 to mend, 2 in all\n")
    assert told.stderr.count("\n") == 2

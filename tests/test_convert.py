"""Seeds to entries on a real disk: what is written, what is kept, what is reported."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from projects import entry_text, files_of, make_project, run, seed_text

from digest import convert as convert_module
from digest import frontmatter, settings
from digest.convert import read
from digest.errors import DigestError

ENTRY = "content/articles/2026-03-03-mill-lane-bridge-to-open-in-may.md"


def test_a_seed_becomes_an_entry_that_says_who_spoke(tmp_path: Path) -> None:
    project = make_project(tmp_path / "d", bridge=seed_text())
    report = run(project)
    assert [(done.seed, done.entry) for done in report.converted] == [("seeds/bridge.txt", ENTRY)]
    entry = frontmatter.load((project / ENTRY).read_text("utf-8"), where=ENTRY)
    assert entry.source.name == "The Tarn Post"
    assert str(entry.timestamp) == "2026-03-03T10:15:00"
    assert [speaker.name for speaker in entry.speakers] == ["Orla Brandt"]
    assert [figure.surface for figure in entry.key_figures] == ["£4.2 million"]
    assert "Piet Hask" in {mention.name for mention in entry.mentions}


def test_converting_twice_changes_not_one_byte(tmp_path: Path) -> None:
    project = make_project(tmp_path / "d", bridge=seed_text())
    run(project)
    before = files_of(project)
    report = run(project)
    assert files_of(project) == before
    assert report.summary == "0 converted, 1 kept, 0 failed"


def test_two_runs_with_other_hash_seeds_zones_and_locales_give_the_same_bytes(tmp_path: Path) -> None:
    entries = []
    for name, extra in (
        ("a", {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LC_ALL": "C"}),
        ("b", {"PYTHONHASHSEED": "2", "TZ": "America/Lima", "LC_ALL": "C.UTF-8"}),
    ):
        project = make_project(tmp_path / name, bridge=seed_text())
        command = [sys.executable, "-m", "digest", "convert", "--project", str(project)]
        subprocess.run(command, env=os.environ | extra, check=True, capture_output=True)
        entries.append((project / ENTRY).read_bytes())
    assert entries[0] == entries[1]


def test_an_edited_entry_is_kept_as_the_editor_left_it(tmp_path: Path) -> None:
    project = make_project(tmp_path / "d", bridge=seed_text())
    run(project)
    edited = (project / ENTRY).read_text("utf-8").replace("Orla Brandt", "Orla Brand") + "\nMine.\n"
    (project / ENTRY).write_text(edited, encoding="utf-8")
    assert run(project).summary == "0 converted, 1 kept, 0 failed"
    assert (project / ENTRY).read_text("utf-8") == edited


def test_a_renamed_entry_still_stands_for_its_seed_and_keeps_its_old_address(tmp_path: Path) -> None:
    project = make_project(tmp_path / "d", bridge=seed_text())
    run(project)
    moved = "content/articles/bridge.md"
    (project / ENTRY).rename(project / moved)
    assert run(project).summary == "0 converted, 1 updated, 0 kept, 0 failed"
    assert not (project / ENTRY).exists()
    entry = frontmatter.load((project / moved).read_text("utf-8"), where=moved)
    assert entry.redirect_from == ("articles/2026-03-03-mill-lane-bridge-to-open-in-may",)
    assert run(project).summary == "0 converted, 1 kept, 0 failed"


def test_an_entry_with_broken_yaml_still_stands_for_its_seed(tmp_path: Path) -> None:
    project = make_project(tmp_path / "d", bridge=seed_text())
    run(project)
    broken = (project / ENTRY).read_text("utf-8").replace("title: ", "title: a: ")
    (project / ENTRY).write_text(broken, encoding="utf-8")
    assert run(project).summary == "0 converted, 1 kept, 0 failed"
    assert (project / ENTRY).read_text("utf-8") == broken


def test_the_same_text_in_two_seeds_is_one_entry_and_a_notice(tmp_path: Path) -> None:
    project = make_project(tmp_path / "d", a=seed_text(), b=seed_text())
    report = run(project)
    assert report.summary == "1 converted, 1 kept, 0 failed"
    assert report.kept[0].notice == (
        f"seeds/b.txt: the same text as the seed a.txt, which is {ENTRY}; one is enough"
    )


def test_two_seeds_with_one_slug_name_the_file_in_the_way_and_lose_nothing(tmp_path: Path) -> None:
    project = make_project(tmp_path / "d", a=seed_text(), b=seed_text(source="The Weir Gazette"))
    report = run(project)
    assert report.summary == "1 converted, 0 kept, 1 failed"
    assert str(report.errors[0]).startswith(
        f"seeds/b.txt: its entry would be {ENTRY}, which is already there; if both are articles"
    )
    assert str(report.errors[0]).endswith(
        "; if this is a newer version of that article, move the entry away first"
    )
    entry = frontmatter.load((project / ENTRY).read_text("utf-8"), where=ENTRY)
    assert entry.source.name == "The Tarn Post"


def test_two_runs_at_once_both_go_well(tmp_path: Path) -> None:
    seeds = {f"s{number}": seed_text(title=f"A bridge for mill number {number}") for number in range(8)}
    project = make_project(tmp_path / "d", **seeds)
    with ThreadPoolExecutor(2) as pool:
        reports = list(pool.map(run, [project, project]))
    assert [report.errors for report in reports] == [(), ()]
    assert sum(len(report.converted) for report in reports) == 8


def test_a_broken_entry_whose_seed_is_not_known_is_to_be_mended(tmp_path: Path) -> None:
    project = make_project(tmp_path / "d", bridge=seed_text())
    (project / ENTRY).write_text("---\ntitle: a: b\n---\n", encoding="utf-8")
    (error,) = run(project).errors
    assert str(error) == (
        f"seeds/bridge.txt: its entry {ENTRY}:2 cannot be read: broken YAML: mapping values are not allowed"
        " in this context; put text that holds a colon, a # or a quotation mark in 'single quotes'"
    )


def test_an_entry_made_by_hand_is_in_the_way(tmp_path: Path) -> None:
    project = make_project(tmp_path / "d", bridge=seed_text())
    (project / ENTRY).write_text(entry_text(), encoding="utf-8")
    (error,) = run(project).errors
    assert "which is already there; if both" in str(error)


@pytest.mark.parametrize("name", ["'q", "it's: x", '"a"', "# b", "5", "b\u2028c", "\u202eb"])
def test_a_seed_of_any_name_is_converted_once(tmp_path: Path, name: str) -> None:
    project = make_project(tmp_path / "d", **{name: seed_text()})
    assert run(project).summary == "1 converted, 0 kept, 0 failed"
    assert run(project).kept[0].notice is None
    (project / "seeds" / f"{name}.txt").write_text(seed_text(title="Another headline"), "utf-8")
    assert run(project).summary == "0 converted, 1 updated, 0 kept, 0 failed"


@pytest.mark.parametrize("name", [b"a\x1b[2J.txt", b"a\nb.txt", b"\xff.txt"])
def test_a_seed_whose_name_cannot_be_written_down_is_to_be_renamed(tmp_path: Path, name: bytes) -> None:
    project = make_project(tmp_path / "d", bridge=seed_text())
    Path(os.fsdecode(os.fsencode(project / "seeds") + b"/" + name)).write_text(seed_text(), "utf-8")
    report = run(project)
    assert report.summary == "1 converted, 0 kept, 1 failed"
    assert str(report.errors[0]).endswith("; rename it")
    assert str(report.errors[0]).isprintable()


def test_a_pipe_among_the_entries_is_reported_and_not_waited_for(tmp_path: Path) -> None:
    project = make_project(tmp_path / "d", bridge=seed_text())
    os.mkfifo(project / "content/articles/old.md")
    report = run(project)
    assert len(report.converted) == 1
    assert str(report.errors[0]).startswith("content/articles/old.md: not an ordinary file")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "empty"),
        (b"\x00\x01\x02\xff" * 400, "seeds/bad.txt: "),
        (seed_text(date="").encode(), "date"),
        (b"The Tarn Post\n10:15 03.03.2026\n\nA headline and nothing more\n", "body"),
    ],
)
def test_a_bad_seed_is_named_with_a_fix_and_the_others_still_convert(
    tmp_path: Path, data: bytes, what: str
) -> None:
    project = make_project(tmp_path / "d", bridge=seed_text())
    (project / "seeds/bad.txt").write_bytes(data)
    report = run(project)
    assert [done.seed for done in report.converted] == ["seeds/bridge.txt"]
    (error,) = report.errors
    assert error.where == "seeds/bad.txt"
    assert what in str(error)
    assert error.hint


def test_a_folder_where_a_seed_should_be_is_reported(tmp_path: Path) -> None:
    project = make_project(tmp_path / "d", bridge=seed_text())
    (project / "seeds/folder.txt").mkdir()
    report = run(project)
    assert [error.where for error in report.errors] == ["seeds/folder.txt"]
    assert report.summary == "1 converted, 0 kept, 1 failed"


def test_a_folder_where_the_entry_should_be_is_reported_and_left(tmp_path: Path) -> None:
    project = make_project(tmp_path / "d", bridge=seed_text())
    (project / ENTRY).mkdir()
    errors = [str(error) for error in run(project).errors]
    what = "cannot be read: a folder where a file should be; rename or move it"
    assert errors == [f"seeds/bridge.txt: its entry {ENTRY} {what}"]
    assert (project / ENTRY).is_dir()


def test_a_file_where_the_articles_folder_should_be_is_reported(tmp_path: Path) -> None:
    project = make_project(tmp_path / "d", bridge=seed_text())
    (project / "content/articles").rmdir()
    (project / "content/articles").write_text("mine", encoding="utf-8")
    report = run(project)
    assert report.summary == "0 converted, 0 kept, 1 failed"
    assert (project / "content/articles").read_text("utf-8") == "mine"


def test_an_entry_that_is_not_text_is_reported_and_the_rest_goes_on(tmp_path: Path) -> None:
    project = make_project(tmp_path / "d", bridge=seed_text())
    (project / "content/articles/old.md").write_bytes(b"---\ntitle: \xff\n---\n")
    report = run(project)
    assert len(report.converted) == 1
    assert str(report.errors[0]).startswith("content/articles/old.md: not UTF-8")


def test_a_stage_that_stumbles_is_an_error_of_that_seed_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = make_project(tmp_path / "d", a=seed_text(), b=seed_text(title="A second story about the weir"))
    whole = convert_module.reading.annotate

    def stumbling(article, *taught):
        if "second" in article.title:
            raise RuntimeError("oops")
        return whole(article, *taught)

    monkeypatch.setattr(convert_module.reading, "annotate", stumbling)
    report = run(project)
    assert report.summary == "1 converted, 0 kept, 1 failed"
    assert "RuntimeError('oops')" in str(report.errors[0])
    assert isinstance(report.errors[0].__cause__, RuntimeError)


def test_a_taught_name_is_used_for_its_alias(tmp_path: Path) -> None:
    body = 'The bridge opens in May after two years of work.\n\n"We are ready for the day," Brandt said.'
    project = make_project(tmp_path / "d", bridge=seed_text(body=body))
    (project / "content/speakers").mkdir()
    page = "---\nname: Orla Brandt\naliases: [Brandt]\nrole: mayor\n---\nBorn by the river.\n"
    (project / "content/speakers/orla-brandt.md").write_text(page, encoding="utf-8")
    run(project)
    entry = frontmatter.load((project / ENTRY).read_text("utf-8"), where=ENTRY)
    assert [(speaker.name, speaker.slug) for speaker in entry.speakers] == [("Orla Brandt", "orla-brandt")]


def test_a_broken_registry_page_is_reported_and_the_seeds_still_convert(tmp_path: Path) -> None:
    project = make_project(tmp_path / "d", bridge=seed_text())
    (project / "content/speakers").mkdir()
    (project / "content/speakers/x.md").write_text("---\naliases: [a]\n---\n", encoding="utf-8")
    report = run(project)
    assert len(report.converted) == 1
    assert str(report.errors[0]).startswith("content/speakers/x.md:2: missing 'name'")


def test_reading_a_seed_writes_nothing(tmp_path: Path) -> None:
    project = make_project(tmp_path / "d", bridge=seed_text())
    before = files_of(project)
    reading = read(project / "seeds/bridge.txt", settings.load(project))
    assert reading.entry.title == "Mill Lane bridge to open in May"
    assert files_of(project) == before


def test_an_entry_keeps_as_many_figures_as_the_setting_says(tmp_path: Path) -> None:
    body = (
        "The town spent £1.5 million on the bridge and £2.5 million on the weir this spring.\n\n"
        "It will spend £3.5 million on the quay and hire 40 workers before the summer ends."
    )
    project = make_project(tmp_path / "d", bridge=seed_text(body=body))
    config = project / "mkdocs.yml"
    config.write_text(
        config.read_text("utf-8").replace("- digest\n", "- digest:\n      key_figures: 2\n"), "utf-8"
    )
    reading = read(project / "seeds/bridge.txt", settings.load(project))
    assert len(reading.entry.key_figures) == 2
    assert len(reading.annotations.key_figures) > 2
    assert reading.entry.figures == ()


def test_the_other_figures_are_kept_when_the_editor_asks(tmp_path: Path) -> None:
    body = "The town spent £1.5 million on the bridge and £2.5 million on the weir this spring."
    project = make_project(tmp_path / "d", bridge=seed_text(body=body))
    chosen = settings.load(project)
    options = replace(chosen.options, key_figures=1, all_figures=True)
    entry = read(project / "seeds/bridge.txt", replace(chosen, options=options)).entry
    assert [figure.surface for figure in entry.key_figures] == ["£1.5 million"]
    assert [figure.surface for figure in entry.figures] == ["£2.5 million"]
    assert frontmatter.load(frontmatter.dump(entry), where="x") == entry


def test_a_read_only_folder_is_a_clear_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = make_project(tmp_path / "d", bridge=seed_text())

    def refuse(*_args: object, **_more: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    report = run(project)
    assert "cannot be written: Permission denied" in str(report.errors[0])
    assert isinstance(report.errors[0], DigestError)

"""Seeds that are converted again, after an editor was at their entries."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from projects import digest, entry_text, files_of, kept_files, make_project, run, seed_text

from digest import frontmatter

ENTRY = "content/articles/2026-03-03-mill-lane-bridge-to-open-in-may.md"
STORE = ".digest/converted/2026-03-03-mill-lane-bridge-to-open-in-may.md"
OWN = ("role: mayor of Tarn\n", "role: lord mayor\n")
PRINTED = ("the mayor of Tarn", "the deputy mayor of Tarn")
FIGURE = ("£4.2", "£4.3")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A digest of one article, converted."""
    project = make_project(tmp_path / "d", bridge=seed_text())
    assert run(project).summary == "1 converted, 0 kept, 0 failed"
    return project


def edit(path: Path, before: str, after: str) -> str:
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")
    return path.read_text("utf-8")


def test_the_last_conversion_is_kept_as_the_entry_was_written(project: Path) -> None:
    assert (project / STORE).read_bytes() == (project / ENTRY).read_bytes()


def test_a_changed_seed_changes_an_entry_that_nobody_edited(project: Path) -> None:
    edit(project / "seeds/bridge.txt", *FIGURE)
    (update,) = run(project).updated
    assert (update.entry, update.edited) == (ENTRY, False)
    assert "£4.3 million" in (project / ENTRY).read_text("utf-8")
    assert (project / STORE).read_bytes() == (project / ENTRY).read_bytes()


def test_a_changed_seed_is_merged_into_an_edited_entry(project: Path) -> None:
    edit(project / ENTRY, *OWN)
    edit(project / "seeds/bridge.txt", *FIGURE)
    (update,) = run(project).updated
    assert update.edited
    text = (project / ENTRY).read_text("utf-8")
    assert "role: lord mayor\n" in text
    assert text.count("£4.3 million") == 3
    assert run(project).summary == "0 converted, 1 kept, 0 failed"


def test_a_name_that_was_taught_is_merged_into_an_edited_entry(tmp_path: Path) -> None:
    body = 'The bridge opens in May after two years of work.\n\n"We are ready for the day," Brandt said.'
    project = make_project(tmp_path / "d", bridge=seed_text(body=body))
    run(project)
    edit(project / ENTRY, "title: Mill", "title: New Mill")
    (project / "content/speakers").mkdir()
    page = "---\nname: Orla Brandt\naliases: [Brandt]\n---\n"
    (project / "content/speakers/orla-brandt.md").write_text(page, "utf-8")
    assert len(run(project).updated) == 1
    entry = frontmatter.load((project / ENTRY).read_text("utf-8"), where=ENTRY)
    assert entry.title.startswith("New Mill")
    assert [speaker.slug for speaker in entry.speakers] == ["orla-brandt"]


def test_a_name_that_is_not_in_the_text_converts_nothing_again(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "content/speakers").mkdir()
    page = project / "content/speakers/jon-aske.md"
    page.write_text("---\nname: Jon Aske\n---\n", "utf-8")

    def refuse(*_: object) -> None:
        raise AssertionError("converted again")

    monkeypatch.setattr("digest.convert.run.as_entry", refuse)
    assert run(project).summary == "0 converted, 1 kept, 0 failed"
    monkeypatch.setattr("digest.convert.run.as_seed", refuse)
    assert run(project).summary == "0 converted, 1 kept, 0 failed"
    page.write_text("---\nname: Jon Aske\n---\nA biography.\n", "utf-8")
    assert run(project).summary == "0 converted, 1 kept, 0 failed"


@pytest.mark.parametrize("hashes", ["", "[]", "{}", '{"bridge.txt": 5}', "[" * 100_000])
def test_without_hashes_a_run_only_takes_longer(project: Path, hashes: str) -> None:
    before = kept_files(project)
    (project / ".cache/digest/converted.json").write_text(hashes, "utf-8")
    assert run(project).summary == "0 converted, 1 kept, 0 failed"
    assert kept_files(project) == before
    assert "bridge.txt" in json.loads((project / ".cache/digest/converted.json").read_text("utf-8"))


def test_a_conflict_is_told_at_each_run_until_it_is_settled(project: Path) -> None:
    own = edit(project / ENTRY, *OWN)
    edit(project / "seeds/bridge.txt", *PRINTED)
    for _ in range(2):
        report = run(project)
        assert report.summary == "0 converted, 0 kept, 1 in conflict, 0 failed"
        [conflict] = report.contested[0].conflicts
        assert (conflict.ours, conflict.theirs) == ("lord mayor", "deputy mayor of Tarn")
        text = (project / ENTRY).read_text("utf-8")
        assert "role: lord mayor\n" in text
        assert "said Orla Brandt, the deputy mayor" in text
    edit(project / ENTRY, "role: lord mayor", "role: deputy mayor of Tarn")
    assert run(project).is_well
    assert own != (project / ENTRY).read_text("utf-8")


def test_keep_settles_a_conflict_for_the_editor(project: Path) -> None:
    edit(project / ENTRY, *OWN)
    edit(project / "seeds/bridge.txt", *PRINTED)
    assert run(project, keep=True).is_well
    assert run(project).summary == "0 converted, 1 kept, 0 failed"
    assert "role: lord mayor\n" in (project / ENTRY).read_text("utf-8")


def test_force_replaces_what_an_editor_wrote_but_for_former_addresses(project: Path) -> None:
    edit(project / ENTRY, *OWN)
    edit(project / ENTRY, "language: en\n", "language: en\nredirect_from: [articles/old, articles/older]\n")
    (update,) = run(project, force=True).updated
    assert update.replaced
    entry = frontmatter.load((project / ENTRY).read_text("utf-8"), where=ENTRY)
    assert entry.speakers[0].role == "mayor of Tarn"
    assert entry.redirect_from == ("articles/old", "articles/older")
    assert run(project, force=True).summary == "0 converted, 1 kept, 0 failed"


def test_force_mends_an_entry_that_cannot_be_read(project: Path) -> None:
    edit(project / ENTRY, "title: ", "title: a: ")
    edit(project / "seeds/bridge.txt", *FIGURE)
    (error,) = run(project).errors
    assert str(error).startswith(f"{ENTRY}:2: broken YAML")
    assert len(run(project, force=True).updated) == 1
    assert run(project).is_well


def test_a_deleted_entry_stays_deleted_until_it_is_wanted_again(project: Path) -> None:
    (project / ENTRY).unlink()
    report = run(project)
    assert report.is_well
    assert report.kept[0].notice == (
        f"seeds/bridge.txt: its entry {ENTRY} was deleted, and stays so; to have it again,"
        " `digest convert --force seeds/bridge.txt`"
    )
    assert not (project / ENTRY).exists()
    assert len(run(project, force=True).converted) == 1
    assert (project / ENTRY).read_bytes() == (project / STORE).read_bytes()


def test_what_nothing_is_left_of_is_forgotten(project: Path) -> None:
    (project / ENTRY).unlink()
    (project / "seeds/bridge.txt").unlink()
    run(project)
    assert not (project / STORE).exists()


def test_two_entries_that_change_names_keep_their_conversions(tmp_path: Path) -> None:
    project = make_project(tmp_path / "d", a=seed_text(title="The one"), b=seed_text(title="The other"))
    run(project)
    one, other = (project / f"content/articles/2026-03-03-the-{name}.md" for name in ("one", "other"))
    one.rename(tmp_path / "x")
    other.rename(one)
    (tmp_path / "x").rename(other)
    assert run(project).is_well
    for entry in (one, other):
        store = project / ".digest/converted" / entry.name
        assert store.read_bytes() == entry.read_bytes()
        assert "redirect_from" not in entry.read_text("utf-8")
    assert run(project).summary == "0 converted, 2 kept, 0 failed"


def test_a_copy_of_an_entry_leaves_the_first_one_its_conversion(project: Path) -> None:
    shutil.copy(project / ENTRY, project / "content/articles/copy.md")
    edit(project / "seeds/bridge.txt", *FIGURE)
    assert [update.entry for update in run(project).updated] == [ENTRY]


def test_a_moved_entry_keeps_one_former_address_however_often_it_is_converted(project: Path) -> None:
    moved = project / "content/articles/2026/bridge.md"
    moved.parent.mkdir()
    (project / ENTRY).rename(moved)
    edit(moved, *OWN)
    edit(project / "seeds/bridge.txt", *PRINTED)
    for _ in range(2):
        assert len(run(project).contested) == 1
        assert moved.read_text("utf-8").count("articles/2026-03-03-mill-lane-bridge-to-open-in-may") == 1
    assert run(project, keep=True).is_well
    assert not (project / STORE).exists()
    assert (project / ".digest/converted/2026/bridge.md").exists()


def test_a_renamed_seed_finds_its_entry(project: Path) -> None:
    (project / "seeds/bridge.txt").rename(project / "seeds/lane.txt")
    assert len(run(project).updated) == 1
    assert "path: lane.txt" in (project / ENTRY).read_text("utf-8")
    assert run(project).summary == "0 converted, 1 kept, 0 failed"


def test_an_entry_of_which_no_conversion_is_known_is_taken_as_it_is_and_told_once(project: Path) -> None:
    own = edit(project / ENTRY, *OWN)
    shutil.rmtree(project / ".digest")
    notice = run(project).kept[0].notice
    assert notice == (
        f"seeds/bridge.txt: {ENTRY} differs from what the converter makes of it now, and was kept as it is;"
        " `digest convert --force seeds/bridge.txt` takes the converter's"
    )
    assert (project / ENTRY).read_text("utf-8") == own
    assert run(project).kept[0].notice is None
    edit(project / "seeds/bridge.txt", *FIGURE)
    assert len(run(project).updated) == 1
    assert "role: lord mayor\n" in (project / ENTRY).read_text("utf-8")


def test_an_untouched_entry_of_which_no_conversion_is_known_is_known_from_then_on(project: Path) -> None:
    shutil.rmtree(project / ".digest")
    assert run(project).kept[0].notice is None
    assert (project / STORE).read_bytes() == (project / ENTRY).read_bytes()


def test_a_changed_seed_without_a_known_conversion_waits_for_the_editor(project: Path) -> None:
    edit(project / ENTRY, *OWN)
    shutil.rmtree(project / ".digest")
    edit(project / "seeds/bridge.txt", *FIGURE)
    for _ in range(2):
        assert "take the new text with --force, or settle for yours with --keep" in str(
            run(project).kept[0].notice
        )
    run(project, keep=True)
    assert run(project).kept[0].notice is None
    text = (project / ENTRY).read_text("utf-8")
    assert "role: lord mayor\n" in text
    assert "£4.2 million" in text


def test_an_entry_made_by_hand_is_not_taken_for_a_conversion(tmp_path: Path) -> None:
    project = make_project(tmp_path / "d", bridge=seed_text())
    (project / "content/articles/hand.md").write_text(entry_text(), "utf-8")
    assert run(project).summary == "1 converted, 0 kept, 0 failed"
    assert [path.name for path in (project / ".digest/converted").iterdir()] == [Path(ENTRY).name]


def test_a_dry_run_shows_a_patch_and_writes_nothing(project: Path) -> None:
    (project / "seeds/new.txt").write_text(seed_text(title="A new one"), "utf-8")
    edit(project / "seeds/bridge.txt", *FIGURE)
    before = files_of(project)
    result = digest("convert", "--dry-run", "--project", project)
    assert result.exit_code == 0
    assert files_of(project) == before
    assert f"--- {ENTRY}\n+++ {ENTRY}\n" in result.stdout
    assert "\n-  - surface: £4.2 million\n" in result.stdout
    assert "--- /dev/null\n+++ content/articles/2026-03-03-a-new-one.md\n" in result.stdout
    assert "1 converted, 1 updated, 0 kept, 0 failed" in result.stderr


def test_a_dry_run_ends_with_1_where_there_would_be_a_conflict(project: Path) -> None:
    edit(project / ENTRY, *OWN)
    edit(project / "seeds/bridge.txt", *PRINTED)
    result = digest("convert", "--dry-run", "--project", project)
    assert result.exit_code == 1
    assert "    yours:         lord mayor\n    the converter: deputy mayor of Tarn\n" in result.stderr


@pytest.mark.parametrize(("typed", "replaced"), [("y\n", True), ("n\n", False), ("", False)])
def test_force_asks_before_it_replaces_what_an_editor_wrote(
    project: Path, typed: str, replaced: bool
) -> None:
    edit(project / ENTRY, *OWN)
    result = digest("convert", "--force", "--project", project, typed=typed)
    assert f"{ENTRY}\nReplace what you wrote in 1 entry by the new conversion? [y/N]" in result.stderr
    assert (result.exit_code == 0) is replaced
    assert ("lord mayor" in (project / ENTRY).read_text("utf-8")) is not replaced


def test_force_asks_nothing_where_nothing_is_lost_or_when_it_is_told_yes(project: Path) -> None:
    assert digest("convert", "--force", "--project", project).exit_code == 0
    edit(project / ENTRY, *OWN)
    result = digest("convert", "--force", "--yes", "--project", project)
    assert result.stdout.splitlines()[0] == f"seeds/bridge.txt → {ENTRY} (replaced)"
    assert digest("convert", "--force", "--keep", "--project", project).exit_code == 2


def test_what_a_run_did_is_told_to_programs(project: Path) -> None:
    edit(project / ENTRY, *OWN)
    edit(project / "seeds/bridge.txt", *PRINTED)
    told = json.loads(digest("convert", "--json", "--dry-run", "--project", project).stdout)
    assert [(c["file"], c["yours"], c["converter"]) for c in told["conflicts"]] == [
        (ENTRY, "lord mayor", "deputy mayor of Tarn")
    ]
    assert "diff" in told
    digest("convert", "--keep", "--project", project)
    edit(project / "seeds/bridge.txt", *FIGURE)
    told = json.loads(digest("convert", "--json", "--project", project).stdout)
    assert told["updated"] == [
        {"seed": "seeds/bridge.txt", "entry": ENTRY, "edited": True, "replaced": False}
    ]


def test_a_conflict_says_how_to_settle_it_and_ends_with_1(project: Path) -> None:
    edit(project / ENTRY, *OWN)
    edit(project / "seeds/bridge.txt", *PRINTED)
    result = digest("convert", "--project", project)
    assert result.exit_code == 1
    assert result.stderr.endswith(
        "keep yours in each conflict with --keep, or take the converter's with --force.\n"
    )
    assert result.stdout == "0 converted, 0 kept, 1 in conflict, 0 failed\n"


def test_a_merge_is_named_as_one(project: Path) -> None:
    edit(project / ENTRY, *OWN)
    edit(project / "seeds/bridge.txt", *FIGURE)
    result = digest("convert", "--project", project)
    assert result.stdout.splitlines()[0] == f"seeds/bridge.txt → {ENTRY} (merged into what you wrote)"


@pytest.mark.parametrize(
    "spoiled", [("title: ", "<<<<<<< ours\ntitle: "), ("speakers:\n", "speakers: 5\nformer:\n")]
)
def test_a_spoiled_conversion_in_the_store_leaves_the_entry_as_it_is(
    project: Path, spoiled: tuple[str, str]
) -> None:
    entry = edit(project / ENTRY, *OWN)
    edit(project / STORE, *spoiled)
    edit(project / "seeds/bridge.txt", *FIGURE)
    report = run(project)
    assert [conflict.what for conflict in report.contested[0].conflicts] == ["too much at once"]
    assert (project / ENTRY).read_text("utf-8") == entry
    run(project, keep=True)
    assert not run(project).contested


def test_a_seed_of_an_impossible_name_is_no_seed_that_is_there(project: Path) -> None:
    text = edit(project / ENTRY, "path: bridge.txt", f"path: {'b' * 300}.txt")
    (project / ENTRY).with_name("copy.md").write_text(text, "utf-8")
    (project / STORE).with_name("gone.md").write_text(text, "utf-8")
    assert run(project).errors == ()
    assert not (project / STORE).with_name("gone.md").exists()

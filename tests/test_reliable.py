"""Whatever happens to a run, an editor's files are old or new, and the next run ends the work."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unicodedata import normalize

import pytest
from projects import kept_files, make_project, run, seed_text

from digest import settings
from digest.convert import convert
from digest.lock import locked
from digest.merge import Merged, merge

TESTS = Path(__file__).parent
ENTRY = "content/articles/2026-03-03-mill-lane-bridge-to-open-in-may.md"


@pytest.mark.parametrize("what", ["kill", "full", "random"])
def test_a_run_that_is_stopped_anywhere_leaves_each_file_old_or_new(what: str) -> None:
    command = [sys.executable, str(TESTS / "faults.py"), what]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    assert int(result.stdout) > 30  # times it was stopped


def test_two_converts_and_a_serve_at_once_convert_each_seed_once(tmp_path: Path) -> None:
    seeds = {f"s{number}": seed_text(title=f"A bridge for mill number {number}") for number in range(20)}
    project = make_project(tmp_path / "d", **seeds)
    command = [sys.executable, "-m", "digest", "convert", "--project", str(project)]
    with serving(project) as told:
        both = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) for _ in range(2)]
        said = [process.communicate()[0].decode() for process in both]
        assert [process.returncode for process in both] == [0, 0], said
        served = next(line for line in told if "Serving on" in line or "Error" in line)
    assert "Serving on" in served
    assert len(list((project / "content/articles").glob("*.md"))) == 20
    assert run(project).summary == "0 converted, 20 kept, 0 failed"


@contextmanager
def serving(project: Path) -> Iterator[Iterator[str]]:
    """`mkdocs serve` and the lines it says; a port of 0 is one that is free."""
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", "127.0.0.1:0"]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    process = subprocess.Popen(
        command, cwd=project, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert process.stdout
    try:
        yield process.stdout
    finally:
        process.terminate()
        process.communicate()


HOLD = """
import sys
from pathlib import Path
from digest.lock import locked
from digest.merge import Merged, merge
with locked(Path(sys.argv[1]), wait=0):
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def held(project: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process at work on the digest."""
    command = [sys.executable, "-c", HOLD, str(project)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "held\n"
        yield process


def test_a_second_convert_names_the_process_that_is_at_work(tmp_path: Path) -> None:
    project = make_project(tmp_path / "d", bridge=seed_text())
    with held(project) as process:
        report = run(project, wait=0)
        assert [str(error) for error in report.errors] == [
            f"d: another digest command (process {process.pid}) is at work on this digest;"
            " wait until it is done, and run the command again"
        ]
    assert not (project / ENTRY).exists()
    assert run(project, wait=0).summary == "1 converted, 0 kept, 0 failed"


def test_a_process_that_was_killed_holds_nothing(tmp_path: Path) -> None:
    project = make_project(tmp_path / "d", bridge=seed_text())
    with held(project) as process:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    assert run(project, wait=0).summary == "1 converted, 0 kept, 0 failed"


def test_who_holds_the_lock_need_not_have_said_so(tmp_path: Path) -> None:
    project = make_project(tmp_path / "d", bridge=seed_text())
    with held(project):
        (project / ".cache/digest/working").write_text("?", "utf-8")
        assert "another digest command is at work" in str(run(project, wait=0).errors[0])


def test_a_dry_run_waits_for_nobody(tmp_path: Path) -> None:
    project = make_project(tmp_path / "d", bridge=seed_text())
    with held(project):
        assert len(run(project, dry_run=True).converted) == 1


def test_a_digest_that_cannot_be_locked_can_be_read(tmp_path: Path) -> None:
    project = make_project(tmp_path / "d", bridge=seed_text())
    run(project)
    shutil.rmtree(project / ".cache")
    (project / ".cache").write_text("in the way", "utf-8")
    assert run(project).errors == ()
    (project / "seeds/second.txt").write_text(seed_text(title="A second story of the weir"), "utf-8")
    report = run(project)
    assert str(report.errors[0]).startswith(".cache/digest/lock: cannot be written: Not a directory")
    assert len(list((project / "content/articles").glob("*.md"))) == 1


def test_the_lock_is_free_again_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), locked(tmp_path, wait=0):
        raise ZeroDivisionError
    with locked(tmp_path, wait=0):
        assert (tmp_path / ".cache/digest/working").read_text("utf-8") == f"{os.getpid()}\n"


@pytest.mark.parametrize("moment", [0, 4_000_000_000])
def test_a_clock_that_jumps_changes_nothing(tmp_path: Path, moment: int) -> None:
    project = make_project(tmp_path / "d", bridge=seed_text())
    run(project)
    before = kept_files(project)
    for path in (*project.rglob("*.md"), *project.rglob("*.txt")):
        os.utime(path, (moment, moment))
    assert run(project).summary == "0 converted, 1 kept, 0 failed"
    assert kept_files(project) == before
    seed = project / "seeds/bridge.txt"
    seed.write_text(seed.read_text("utf-8").replace("£4.2", "£4.3"), "utf-8")
    os.utime(seed, (moment, moment))
    assert len(run(project).updated) == 1


def test_names_that_differ_in_capitals_alone_do_not_meet(tmp_path: Path) -> None:
    project = make_project(tmp_path / "d", bridge=seed_text())
    run(project)
    capital = project / ENTRY.replace("mill", "Mill")
    (project / ENTRY).rename(capital)
    (project / "seeds/other.txt").write_text(seed_text(source="The Weir Gazette"), "utf-8")
    (error,) = run(project).errors
    assert "which is already there" in str(error)
    assert capital.name in str(error)
    assert [path.name for path in (project / "content/articles").glob("*.md")] == [capital.name]


def test_seeds_whose_names_differ_in_the_composition_of_letters_stay_two(tmp_path: Path) -> None:
    one, other = normalize("NFC", "brücke"), normalize("NFD", "brücke")
    seeds = {one: seed_text(title="The first bridge"), other: seed_text(title="The second bridge")}
    project = make_project(tmp_path / "d", **seeds)
    assert run(project).summary == "2 converted, 0 kept, 0 failed"
    assert run(project).summary == "0 converted, 2 kept, 0 failed"


def test_a_disk_that_composes_letters_otherwise_finds_the_entry_again(tmp_path: Path) -> None:
    project = make_project(tmp_path / "d", **{normalize("NFC", "brücke"): seed_text()})
    run(project)
    seed = project / "seeds" / normalize("NFC", "brücke.txt")
    text = seed.read_text("utf-8").replace("£4.2", "£4.3")
    seed.unlink()
    (project / "seeds" / normalize("NFD", "brücke.txt")).write_text(text, "utf-8")
    assert run(project).summary == "0 converted, 1 updated, 0 kept, 0 failed"
    assert len(list((project / "content/articles").glob("*.md"))) == 1


def test_a_link_stays_a_link_and_the_mode_and_the_line_ends_stay(tmp_path: Path) -> None:
    project = make_project(tmp_path / "d", bridge=seed_text())
    run(project)
    elsewhere = tmp_path / "elsewhere.md"
    text = (project / ENTRY).read_text("utf-8").replace("role: mayor of Tarn", "role: lord mayor")
    elsewhere.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    elsewhere.chmod(0o640)
    (project / ENTRY).unlink()
    (project / ENTRY).symlink_to(elsewhere)
    seed = project / "seeds/bridge.txt"
    seed.write_text(seed.read_text("utf-8").replace("£4.2", "£4.3"), "utf-8")
    assert len(run(project).updated) == 1
    assert (project / ENTRY).is_symlink()
    data = elsewhere.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf---\r\n")
    assert data.count(b"\n") == data.count(b"\r\n")
    assert "£4.3 million" in data.decode()
    assert "lord mayor" in data.decode()
    assert elsewhere.stat().st_mode & 0o777 == 0o640


def test_a_file_that_is_not_to_be_written_to_is_left_alone(tmp_path: Path) -> None:
    project = make_project(tmp_path / "d", bridge=seed_text())
    run(project)
    before = (project / ENTRY).read_bytes()
    (project / ENTRY).chmod(0o444)
    seed = project / "seeds/bridge.txt"
    seed.write_text(seed.read_text("utf-8").replace("£4.2", "£4.3"), "utf-8")
    (error,) = run(project).errors
    assert str(error) == f"{ENTRY}: not to be written to; let it be written to, or move it away"
    assert (project / ENTRY).read_bytes() == before


def test_an_entry_that_is_saved_while_it_is_merged_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = make_project(tmp_path / "d", bridge=seed_text())
    run(project)
    seed = project / "seeds/bridge.txt"
    seed.write_text(seed.read_text("utf-8").replace("£4.2", "£4.3"), "utf-8")
    saved = (project / ENTRY).read_text("utf-8").replace("Mill Lane", "My Lane")

    def save_and_merge(*three: str, where: str) -> Merged:
        (project / ENTRY).write_text(saved, "utf-8")
        return merge(*three, where=where)

    monkeypatch.setattr("digest.convert.run.merge", save_and_merge)
    (error,) = run(project).errors
    assert "somebody changed it just now" in str(error)
    assert (project / ENTRY).read_text("utf-8") == saved


def test_a_seed_that_vanishes_is_named_and_its_entry_stays(tmp_path: Path) -> None:
    project = make_project(tmp_path / "d", bridge=seed_text(), other=seed_text(title="A story of the weir"))
    run(project)

    def vanish(paths: list[Path]) -> Iterator[Path]:
        for path in paths:
            path.unlink()
            yield path

    report = convert(settings.load(project), along=vanish)
    assert [str(error) for error in report.errors] == [
        "seeds/bridge.txt: no such file; check the name",
        "seeds/other.txt: no such file; check the name",
    ]
    assert len(list((project / "content/articles").glob("*.md"))) == 2


def test_what_a_killed_process_had_half_written_is_swept_away_and_nothing_else(tmp_path: Path) -> None:
    project = make_project(tmp_path / "d", bridge=seed_text())
    articles = project / "content/articles"
    command = [sys.executable, "-c", "import os; print(os.getpid())"]
    gone = subprocess.run(command, check=True, capture_output=True)
    left = articles / f".{int(gone.stdout)}-x.part"
    ours, theirs = articles / f".{os.getpid()}-x.part", articles / ".mine.part"
    for path in (left, ours, theirs):
        path.write_text("half", "utf-8")
    run(project)
    assert not left.exists()
    assert ours.exists()
    assert theirs.exists()

"""The README and the manual say what is so."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
import yaml

from digest import frontmatter
from digest.cli import main

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("name", ["entry.md", "commands.md", "templates.md"])
def test_what_is_written_from_the_code_is_up_to_date(name: str) -> None:
    command = [sys.executable, "-m", "cogapp", "--check", f"docs/{name}"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, f"run `make docs`\n{result.stdout}"


def test_the_schema_for_editors_is_that_of_the_code() -> None:
    shipped = json.loads((ROOT / "docs/entry.schema.json").read_text("utf-8"))
    assert shipped == json.loads(json.dumps(frontmatter.schema())), "run `make docs`"


def test_every_command_has_its_place_in_the_manual() -> None:
    manual = (ROOT / "docs/commands.md").read_text("utf-8")
    assert [
        name for name in main.list_commands(click.Context(main)) if f"## digest {name}\n" not in manual
    ] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_inside_the_project_leads_to_a_file(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)", page.read_text("utf-8"))
    local = [link for link in links if not link.startswith("http")]
    assert [link for link in local if not (page.parent / link).exists()] == []


def test_every_make_target_of_the_readme_exists() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    named = set(re.findall(r"(?:^|`)make ([a-z]+)", (ROOT / "README.md").read_text("utf-8"), re.M))
    assert named
    assert [target for target in sorted(named) if not re.search(rf"^{target}:", makefile, re.M)] == []


def test_make_alone_lists_the_targets() -> None:
    result = subprocess.run(
        ["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for target in ("serve", "site", "convert", "test", "check"):
        assert f"make {target}" in result.stdout


def test_the_bytes_of_the_sample_are_what_convert_makes_of_the_seeds(tmp_path: Path) -> None:
    """Entries in content/ that no editor touched are up to date with the converter."""
    from digest import settings
    from digest.convert import convert

    for name in ("mkdocs.yml", "seeds"):
        (tmp_path / name).symlink_to(ROOT / name)
    (tmp_path / "content").mkdir()
    for name in ("speakers", "sources"):
        if (ROOT / "content" / name).exists():
            (tmp_path / "content" / name).symlink_to(ROOT / "content" / name)
    report = convert(settings.load(tmp_path))
    assert report.errors == ()
    made = {path.name: path.read_text("utf-8") for path in (tmp_path / "content/articles").glob("*.md")}
    anew = "run `rm -rf .digest content/articles/*.md && digest convert`, and commit .digest and content"
    for folder in ("content/articles", ".digest/converted"):
        kept = {path.name: path.read_text("utf-8") for path in (ROOT / folder).glob("*.md")}
        assert made == kept, anew


def test_the_hook_for_pre_commit_runs_a_command_that_is_there() -> None:
    [hook] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    program, *arguments = hook["entry"].split()
    assert (hook["id"], program, hook["pass_filenames"]) == ("digest-check", "digest", False)
    assert arguments[0] in main.list_commands(click.Context(main))
    changed = ["content/articles/a.md", "mkdocs.yml", "content/map.svg"]
    assert [re.search(hook["files"], file) is not None for file in changed] == [True, True, False]

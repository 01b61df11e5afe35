"""The wheel works outside the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with nothing but what the wheel holds."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    (wheel,) = folder.glob("mkdocs_digest-*.whl")
    zipfile.ZipFile(wheel).extractall(folder / "installed")
    return folder / "installed"


def digest(installed: Path, *arguments: str, cwd: Path) -> str:
    environment = os.environ | {"PYTHONPATH": str(installed)}
    command = [sys.executable, "-m", "digest", *arguments]
    result = subprocess.run(command, cwd=cwd, env=environment, check=True, capture_output=True, text=True)
    return result.stdout


def test_the_wheel_makes_converts_and_builds_a_digest_outside_the_checkout(
    installed: Path, tmp_path: Path
) -> None:
    probe = "import digest, digest.site.templates as p; print(digest.__file__); print(p.templates_folder())"
    environment = os.environ | {"PYTHONPATH": str(installed)}
    command = [sys.executable, "-c", probe]
    where = subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True, text=True)
    assert all(line.startswith(str(installed)) for line in where.stdout.split())
    digest(installed, "new", "mine", cwd=tmp_path)
    assert "1 converted, 0 kept, 0 failed" in digest(installed, "convert", cwd=tmp_path / "mine")
    digest(installed, "build", "--strict", "--quiet", cwd=tmp_path / "mine")
    article = tmp_path / "mine/site/articles/2026-01-14-night-ferry-returns-to-lake-tamsin-after-two-winters"
    assert "Ilse Varden" in (article / "index.html").read_text("utf-8")
    assert (tmp_path / "mine/site/assets/digest/digest.css").is_file()


def test_the_wheel_is_typed(installed: Path) -> None:
    assert (installed / "digest/py.typed").is_file()


def test_the_wheel_has_the_catalogs_of_the_interface(installed: Path) -> None:
    assert (installed / "digest/site/locale/uk/LC_MESSAGES/digest.po").is_file()
    assert (installed / "digest/site_templates/digest/article/cite.html").is_file()

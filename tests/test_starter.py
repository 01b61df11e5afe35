"""What `digest new` puts into a folder."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from digest import settings, starter
from digest.errors import DigestError
from digest.starter import Answers, name_for


def test_a_new_digest_has_all_that_serving_needs(tmp_path: Path) -> None:
    folder = tmp_path / "lake-news"
    written = starter.create(folder, Answers(name="Lake News"))
    names = {path.relative_to(folder).as_posix() for path, _ in written}
    assert {"mkdocs.yml", "README.md", "seeds/ferry.txt", "content/articles/.gitkeep", ".gitignore"} <= names
    assert all(path.is_file() and what for path, what in written)
    chosen = settings.load(folder)
    assert list(chosen.seeds.iterdir()) == [folder / "seeds/ferry.txt"]
    assert chosen.articles.is_dir()


def test_what_is_built_or_exported_stays_out_of_git(tmp_path: Path) -> None:
    starter.create(tmp_path / "d", Answers(name="D"))
    ignored = (tmp_path / "d/.gitignore").read_text("utf-8").splitlines()
    assert {"/site/", "/*.zip", "/*.epub", "/.cache/"} <= set(ignored)
    assert not any("/.digest" in line for line in ignored)


def test_the_sample_says_that_it_is_invented(tmp_path: Path) -> None:
    starter.create(tmp_path / "d", Answers(name="D"))
    assert "This article is invented" in (tmp_path / "d/seeds/ferry.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ("lake_news", "Lake News"),
        ("editor's: digest #1", "Editor's: Digest #1"),
        ("Ünïcode 🙂", "Ünïcode 🙂"),
        ("a\nb", "A B"),
        ("---", "Digest"),
        ("@NAME@", "@name@"),
    ],
)
def test_a_digest_is_named_like_its_folder(tmp_path: Path, folder: str, name: str) -> None:
    starter.create(tmp_path / folder, Answers(name=name_for(tmp_path / folder)))
    text = (tmp_path / folder / "mkdocs.yml").read_text(encoding="utf-8")
    assert yaml.load(text, Loader=settings._Loader)["site_name"] == name


def test_an_empty_folder_may_become_a_digest(tmp_path: Path) -> None:
    starter.create(tmp_path, Answers(name="D"))
    assert (tmp_path / "mkdocs.yml").is_file()


def test_a_folder_with_anything_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(DigestError, match="the folder is not empty; choose a new name, or empty it first"):
        starter.create(tmp_path, Answers(name="D"))
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_file_where_the_folder_should_be_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "d").write_text("mine", encoding="utf-8")
    with pytest.raises(DigestError, match="a file stands where the folder should be; choose another name"):
        starter.create(tmp_path / "d", Answers(name="D"))
    assert (tmp_path / "d").read_text(encoding="utf-8") == "mine"


def test_what_an_editor_answers_stands_in_the_settings_whatever_it_is(tmp_path: Path) -> None:
    name = "'@NAME@' language: en # site_url: https://example.org/digest/ {it's}"
    answers = Answers(name=name, url="https://example.org/it's", language="uk", sample=False)
    written = starter.create(tmp_path / "d", answers)
    config = yaml.load((tmp_path / "d/mkdocs.yml").read_text("utf-8"), Loader=settings._Loader)
    assert (config["site_name"], config["site_url"]) == (name, "https://example.org/it's")
    assert config["theme"]["language"] == "uk"
    assert [path.name for path, _ in written if path.parent.name == "seeds"] == [".gitkeep"]

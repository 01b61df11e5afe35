"""What an editor sees while `serve` runs, and no reader ever."""

from __future__ import annotations

import os
from pathlib import Path

import projects
import pytest
from builders import Seen
from projects import entry_text, make_project, page

from digest.site.desk import Desk

ARTICLE = "articles/2026-03-03-bridge"
OPEN = """\
unattributed:
  - content: will open in May
    kind: indirect
    source: officials
    paragraph: 1
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A digest with one entry, and nobody's editor."""
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    folder = make_project(tmp_path / "d")
    (folder / f"content/{ARTICLE}.md").write_text(entry_text(more=OPEN), encoding="utf-8")
    return folder


def build(project: Path, command: str = "serve") -> Path:
    return projects.build(project, strict=False, command=command)


def options(project: Path, text: str) -> None:
    config = project / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("  - digest\n", f"  - digest: {text}\n"), "utf-8")


def test_an_article_shows_its_file_and_its_open_questions(project: Path) -> None:
    seen = Seen(page(build(project), ARTICLE))
    assert f"content/{ARTICLE}.md" in seen.text
    assert "“will open in May” line " in seen.text


def test_a_question_leads_to_its_very_line_in_the_editors_own_editor(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "/usr/local/bin/code --wait")
    entry = project / f"content/{ARTICLE}.md"
    line = entry.read_text("utf-8").splitlines().index("  - content: will open in May") + 1
    hrefs = [href for _, href in Seen(page(build(project), ARTICLE)).links]
    assert f"vscode://file{entry.as_posix()}:1" in hrefs
    assert f"vscode://file{entry.as_posix()}:{line}" in hrefs


def test_the_front_page_lists_the_articles_that_wait(project: Path) -> None:
    links = Seen(page(build(project))).links
    assert ("Mill Lane bridge to open in May", f"{ARTICLE}/") in links
    assert "To look at" in Seen(page(build(project))).text


def test_the_front_page_lists_what_could_not_be_read(project: Path) -> None:
    (project / "seeds/odd.txt").write_text("Nothing here says when.\n", encoding="utf-8")
    (project / "content/articles/broken.md").write_text("---\ntitle: a: b\n---\n", encoding="utf-8")
    (project / "content/speakers").mkdir()
    (project / "content/speakers/x.md").write_text("---\naliases: 5\n---\n", encoding="utf-8")
    text = Seen(page(build(project))).text
    for place in ("seeds/odd.txt", "content/articles/broken.md:2", "content/speakers/x.md"):
        assert text.count(place) == 1


def test_a_broken_entry_shows_its_error_and_the_lines_around_it(project: Path) -> None:
    broken = project / "content/articles/broken.md"
    broken.write_text("---\ntitle: A bridge\nsource: {name: The Tarn Post}\ntimestamp: soon\n---\n", "utf-8")
    seen = Seen(page(build(project), "articles/broken"))
    assert "This entry cannot be shown" in seen.text
    assert seen.words("mark") == ["4 timestamp: soon"]
    assert "2 title: A bridge" in seen.text


def test_a_broken_entry_that_is_no_text_shows_its_error_alone(project: Path) -> None:
    (project / "content/articles/broken.md").write_bytes(b"---\n\xff\n---\n")
    seen = Seen(page(build(project), "articles/broken"))
    assert "not UTF-8" in seen.text
    assert not seen.words("pre")


def test_a_pipe_in_the_place_of_an_entry_is_never_waited_for(project: Path) -> None:
    os.mkfifo(project / "content/articles/broken.md")
    seen = Seen(page(build(project), "articles/broken"))
    assert "not an ordinary file" in seen.text


def test_hostile_words_in_a_broken_entry_are_no_markup(project: Path) -> None:
    text = "---\ntitle: <script>alert(1)</script>\ntimestamp: soon\n---\n"
    (project / "content/articles/broken.md").write_text(text, encoding="utf-8")
    assert "<script>alert" not in page(build(project), "articles/broken")


def test_a_draft_carries_a_ribbon(project: Path) -> None:
    draft = entry_text(more="draft: true\n")
    (project / "content/articles/draft.md").write_text(draft, encoding="utf-8")
    assert "mkdocs-draft-marker" in page(build(project), "articles/draft")


def test_a_readers_page_has_nothing_of_the_desk(project: Path) -> None:
    site = build(project, command="build")
    for path in site.rglob("*.html"):
        assert "dg-desk" not in path.read_text("utf-8"), path
        assert "desk.css" not in path.read_text("utf-8"), path
    assert not (site / "assets/digest/desk.css").exists()


def test_the_editor_can_be_named_in_the_settings(project: Path) -> None:
    options(project, "{editor: subl}")
    assert f"subl://open?url=file://{project.as_posix()}" in page(build(project), ARTICLE)


@pytest.mark.parametrize(
    ("chosen", "programs", "address"),
    [
        ("", (), ""),
        ("", ("vim", ""), ""),
        ("", ("", "nano"), ""),
        ("", ("vim", "zed --wait"), "zed://file/a.md:7"),
        ("pycharm", ("code",), "pycharm://open?file=/a.md&line=7"),
        ("edit://{path}#L{line}", (), "edit:///a.md#L7"),
    ],
)
def test_the_address_that_opens_a_line(chosen: str, programs: tuple[str, ...], address: str) -> None:
    assert Desk.of(chosen, *programs).link(Path("/a.md"), 7) == address


def test_a_page_that_two_names_share_asks_whether_they_are_two_people(project: Path) -> None:
    (project / "content/articles/other.md").write_text(entry_text(name="Órla Brandt"), encoding="utf-8")
    seen = Seen(page(build(project), "speakers/orla-brandt")).text
    assert "is Órla Brandt the Orla Brandt of content/articles/" in seen
    assert "if not: digest speakers split orla-brandt --called 'Órla Brandt'" in seen
    assert "split" not in Seen(page(build(project, "build"), "speakers/orla-brandt")).text

"""While `serve` runs, what did not change is not made again, and nobody can tell."""

from __future__ import annotations

import errno
import logging
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from projects import entry_text, files_of, make_project

from digest.plugin import DigestPlugin
from digest.site import pages

ARTICLES = "content/articles"
BRIDGE, FERRY, PRINT = (
    f"{ARTICLES}/2026-03-0{day}-{name}.md" for day, name in ((3, "bridge"), (4, "ferry"), (5, "print"))
)


def write(project: Path, path: str, text: str) -> None:
    (project / path).parent.mkdir(parents=True, exist_ok=True)
    (project / path).write_text(text, encoding="utf-8")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two stories of two speakers, and an older one that stands alone."""
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    folder = make_project(tmp_path / "d")
    write(folder, BRIDGE, entry_text())
    ferry = entry_text(
        title="Ferry sails", name="Piet Hask", slug="piet-hask", timestamp="2026-03-04T09:00:00"
    )
    write(folder, FERRY, ferry)
    for day in range(1, 6):
        other = entry_text(
            title=f"Story {day}", name=f"No {day}", slug=f"no-{day}", timestamp=f"2025-11-0{day}"
        )
        write(folder, f"{ARTICLES}/2025-11-0{day}-story.md", other)
    return folder


class Desk:
    """A `serve` without its server: builds that follow each other in one process."""

    def __init__(self, project: Path, site: Path) -> None:
        self.project, self.site = project, site
        self.plugin = self._config().plugins["digest"]

    def build(self) -> dict[str, bytes]:
        """Every file of the site."""
        config = self._config()
        config.plugins["digest"].on_startup(command="serve", dirty=False)
        mkdocs_build(config, serve_url="http://localhost/")
        return files_of(self.site)

    def _config(self) -> MkDocsConfig:
        return load_config(str(self.project / "mkdocs.yml"), site_dir=str(self.site))


def forget(desk: Desk) -> None:
    desk.plugin.__init__()


def edit(path: str, old: str, new: str) -> Callable[[Path], None]:
    def change(project: Path) -> None:
        text = (project / path).read_text("utf-8")
        assert old in text
        write(project, path, text.replace(old, new))

    return change


def new(path: str, text: str) -> Callable[[Path], None]:
    return lambda project: write(project, path, text)


def becomes_a_folder(path: str) -> Callable[[Path], None]:
    def change(project: Path) -> None:
        (project / path).unlink()
        write(project, f"{path}/inside.txt", "In a folder.")

    return change


CHANGES = (  # those after which every page is made anew come first, so that they hide nothing
    edit("mkdocs.yml", "site_name: Test digest", "site_name: Another digest"),
    new("content/index.md", "Welcome to the digest."),
    new("content/about.md", "# About\n\nSee [the bridge](articles/2026-03-03-bridge.md)."),
    edit(BRIDGE, "title: Mill Lane bridge to open in May", "title: The bridge is open"),
    edit(FERRY, "Piet Hask", "Pieter Hask"),
    edit(BRIDGE, "We have waited long enough", "We have waited too long"),
    edit(BRIDGE, "timestamp: 2026-03-03", "timestamp: 2026-02-03"),
    new("content/speakers/orla-brandt.md", "---\nname: Orla Brandt MP\n---\nMayor since 2020."),
    new("content/sources/the-tarn-post.md", "---\nname: The Tarn Post\n---\nA weekly."),
    new(PRINT, entry_text(title="Third", timestamp="2026-03-05T09:00:00")),
    edit(PRINT, "language: en", "language: en\ndraft: true"),
    lambda project: (project / FERRY).unlink(),
    edit(f"{ARTICLES}/2025-11-03-story.md", "timestamp: 2025", "timestamp: soon 2025"),
    new("content/plan.txt", "A plan."),
    edit("content/plan.txt", "A plan", "A map"),
    becomes_a_folder("content/plan.txt"),
    lambda project: shutil.rmtree(project / "content/plan.txt"),
    lambda project: (project / "content/about.md").rename(project / "content/us.md"),
)


def first_build(desk: Desk, site: Path) -> dict[str, bytes]:
    """What somebody gets who starts now; the desk goes on as if nothing had been."""
    remembered = vars(desk.plugin).copy()
    forget(desk)
    try:
        return Desk(desk.project, site).build()
    finally:
        vars(desk.plugin).update(remembered)


def test_builds_after_changes_give_the_files_of_a_first_build(project: Path, tmp_path: Path) -> None:
    desk = Desk(project, tmp_path / "site")
    forget(desk)
    before = desk.build()
    for change in CHANGES:
        change(project)
        after = desk.build()
        assert after != before
        assert after == first_build(desk, tmp_path / "first")
        before = after


def written(site: Path, before: dict[str, tuple[int, int]]) -> set[str]:
    """The files that were written since."""
    return {path for path, when in times(site).items() if before.get(path) != when}


def times(site: Path) -> dict[str, tuple[int, int]]:
    found = {path: (site / path).stat() for path in files_of(site)}
    return {path: (stat.st_ino, stat.st_mtime_ns) for path, stat in found.items()}


def test_files_that_a_change_does_not_touch_stay_where_they_are(
    project: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    write(project, "content/plan.txt", "A plan.")
    desk = Desk(project, tmp_path / "site")
    forget(desk)
    desk.build()
    before = times(desk.site)
    edit(BRIDGE, "We have waited long enough", "We have waited too long")(project)
    with caplog.at_level(logging.INFO, "mkdocs"):
        desk.build()
    found = written(desk.site, before)
    assert {"articles/2026-03-03-bridge/index.html", "speakers/orla-brandt/index.html"} <= found
    assert not {"articles/2025-11-01-story/index.html", "speakers/no-1/index.html", "plan.txt"} & found
    assert len(found) < len(before) / 4
    assert "Documentation built" in caplog.text
    assert "Page skipped" not in caplog.text


def test_a_broken_build_leaves_the_site_as_it_was(project: Path, tmp_path: Path) -> None:
    edit("mkdocs.yml", "  font: false", "  font: false\n  custom_dir: own")(project)
    write(project, "own/digest/margin.html", "<p>First</p>")
    desk = Desk(project, tmp_path / "site")
    forget(desk)
    whole = desk.build()
    write(project, "own/digest/margin.html", "{% if %}")
    os.utime(project / "own/digest/margin.html", (2e9, 2e9))
    edit(BRIDGE, "title: Mill Lane bridge to open in May", "title: The bridge is open")(project)
    with pytest.raises(Abort):
        desk.build()
    assert {path: data for path, data in files_of(desk.site).items() if not path.startswith(".")} == whole
    write(project, "own/digest/margin.html", "<p>Second</p>")
    assert desk.build() == first_build(desk, tmp_path / "first")


def test_a_site_that_could_not_be_shown_whole_is_made_anew(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(project, tmp_path / "site")
    forget(desk)
    desk.build()
    edit(BRIDGE, "title: Mill Lane bridge to open in May", "title: The bridge is open")(project)
    with monkeypatch.context() as broken:
        broken.setattr(Path, "replace", full_disk)
        with pytest.raises(OSError, match="No space"):
            desk.build()
    assert desk.build() == first_build(desk, tmp_path / "first")


def full_disk(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_file_that_somebody_deleted_is_written_again(project: Path, tmp_path: Path) -> None:
    desk = Desk(project, tmp_path / "site")
    forget(desk)
    whole = desk.build()
    for path in ("articles/2025-11-01-story/index.html", "assets/digest/digest.css"):
        (desk.site / path).unlink()
    assert desk.build() == whole


def test_a_hook_that_works_on_the_finished_site_finds_all_of_it(project: Path, tmp_path: Path) -> None:
    edit("mkdocs.yml", "docs_dir", "hooks: [sign.py]\ndocs_dir")(project)
    sign = (
        "from pathlib import Path\n"
        "def on_post_build(config):\n"
        "    for page in Path(config.site_dir).rglob('*.html'):\n"
        "        page.write_text(page.read_text('utf-8') + 'Signed.', encoding='utf-8')\n"
    )
    write(project, "sign.py", sign)
    desk = Desk(project, tmp_path / "site")
    forget(desk)
    desk.build()
    edit(BRIDGE, "We have waited long enough", "We have waited too long")(project)
    pages_of = {path: data for path, data in desk.build().items() if path.endswith(".html")}
    assert {data.count(b"Signed.") for data in pages_of.values()} == {1}
    assert pages_of


def test_a_second_print_of_a_story_is_named_on_the_first(project: Path, tmp_path: Path) -> None:
    body = "\n\n".join(
        f"Sentence number {n} of this story is long enough to be told apart by its words." for n in range(9)
    )
    first, second = (
        f"---\ntitle: {title}\nsource: {{name: {source}}}\ntimestamp: 2026-03-06\n---\n\n{body}\n"
        for title, source in (("One", "Basin Wire"), ("Two", "The Gazette"))
    )
    write(project, f"{ARTICLES}/2026-03-06-one.md", first)
    desk = Desk(project, tmp_path / "site")
    forget(desk)
    assert b"The Gazette" not in desk.build()["articles/2026-03-06-one/index.html"]
    write(project, f"{ARTICLES}/2026-03-06-two.md", second)
    assert b"The Gazette" in desk.build()["articles/2026-03-06-one/index.html"]


def test_a_template_of_the_editors_is_seen_at_once(project: Path, tmp_path: Path) -> None:
    edit("mkdocs.yml", "  font: false", "  font: false\n  custom_dir: own")(project)
    write(project, "own/digest/margin.html", "<p>First</p>")
    desk = Desk(project, tmp_path / "site")
    forget(desk)
    page = f"articles/{Path(BRIDGE).stem}/index.html"
    assert b"<p>First</p>" in desk.build()[page]
    write(project, "own/digest/margin.html", "<p>Second</p>")
    os.utime(project / "own/digest/margin.html", (2e9, 2e9))
    assert b"<p>Second</p>" in desk.build()[page]


def test_only_pages_that_a_change_touches_are_made_again(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    render = pages.render

    def spy(page: pages.Page, *rest: object) -> str:
        made.append(page.src_uri)
        return render(page, *rest)

    monkeypatch.setattr(pages, "render", spy)
    desk = Desk(project, tmp_path / "site")
    forget(desk)
    desk.build()
    everything = set(made)
    made.clear()
    edit(BRIDGE, "We have waited long enough", "We have waited too long")(project)
    desk.build()
    assert {"articles/2026-03-03-bridge.md", "speakers/orla-brandt.md"} <= set(made)
    assert not {"articles/2025-11-01-story.md", "speakers/no-1.md", "archive/2025-11.md"} & set(made)
    assert {"articles/2025-11-01-story.md", "speakers/no-1.md", "archive/2025-11.md"} <= everything


def test_a_build_for_readers_remembers_no_page(project: Path) -> None:
    config = load_config(str(project / "mkdocs.yml"))
    plugin = config.plugins["digest"]
    assert isinstance(plugin, DigestPlugin)
    plugin.__init__()
    config.plugins.on_startup(command="build", dirty=False)
    mkdocs_build(config)
    assert not plugin.memory._made
    assert not plugin.memory._printed

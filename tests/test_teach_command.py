"""`digest speakers` and `digest sources` as a person types them."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import click
import pytest
from projects import digest, entry_text, files_of, make_project

from digest import cli
from digest.text import slugify


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A mayor in two spellings, and a paper with one name."""
    made = make_project(tmp_path / "d")
    articles = made / "content/articles"
    (articles / "a.md").write_text(entry_text(), encoding="utf-8")
    (articles / "b.md").write_text(
        entry_text(name="O. Brandt", slug="o-brandt", timestamp="2026-03-05", title="More"), encoding="utf-8"
    )
    return made


def test_speakers_are_listed_for_people_and_for_programs(project: Path) -> None:
    assert digest("speakers", "--project", project).stdout.splitlines() == [
        "slug         name         kind    quotations  stories  last        taught  aliases",
        "o-brandt     O. Brandt    person           1        1  2026-03-05",
        "orla-brandt  Orla Brandt  person           1        1  2026-03-03",
    ]
    listed = json.loads(digest("speakers", "--json", "--project", project).stdout)
    assert listed[1] == {
        "slug": "orla-brandt",
        "name": "Orla Brandt",
        "kind": "person",
        "aliases": [],
        "quotations": 1,
        "stories": 1,
        "last": "2026-03-03",
        "taught": False,
        "entries": ["content/articles/a.md"],
    }


def test_sources_are_listed_alike(project: Path) -> None:
    page = project / "content/sources/the-tarn-post.md"
    page.parent.mkdir()
    page.write_text("---\nname: The Tarn Post\naliases: [Tarn Post]\n---\n", encoding="utf-8")
    (page.parent / "quiet.md").write_text("---\nname: Quiet Weekly\n---\n", encoding="utf-8")
    assert digest("sources", "--project", project).stdout.splitlines() == [
        "slug           name           stories  last        taught  aliases",
        "quiet          Quiet Weekly         0              yes",
        "the-tarn-post  The Tarn Post        2  2026-03-05  yes     Tarn Post",
    ]


def test_an_entry_that_cannot_be_read_is_named_beside_the_list(project: Path) -> None:
    (project / "content/articles/c.md").write_text("nothing", encoding="utf-8")
    for command in (["speakers"], ["speakers", "suggest"]):
        result = digest(*command, "--project", project)
        assert result.exit_code == 1
        assert result.stderr.startswith("left out: content/articles/c.md:1: no front matter")


def test_merging_says_which_files_it_changed(project: Path) -> None:
    result = digest("speakers", "merge", "Orla Brandt", "O. Brandt", "--project", project)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == ["content/speakers/orla-brandt.md (new)", "content/articles/b.md"]
    again = digest("speakers", "merge", "Orla Brandt", "O. Brandt", "--project", project)
    assert (again.stdout, again.exit_code) == ("nothing to change\n", 0)


def test_a_dry_run_shows_the_change_and_makes_none(project: Path) -> None:
    before = files_of(project)
    result = digest("speakers", "--project", project, "merge", "orla-brandt", "o-brandt", "--dry-run")
    assert files_of(project) == before
    assert "--- /dev/null\n+++ content/speakers/orla-brandt.md\n" in result.stdout
    assert "-  - name: O. Brandt\n-    slug: o-brandt\n+  - name: Orla Brandt\n" in result.stdout


def test_a_note_stands_on_standard_error(project: Path) -> None:
    (project / "content/articles/b.md").write_text(entry_text(name="Brandt", slug="brandt"), encoding="utf-8")
    result = digest("speakers", "merge", "-q", "Orla Brandt", "brandt", "--project", project)
    assert result.stdout == ""
    assert result.stderr.endswith("if it never is: digest speakers alias orla-brandt Brandt\n")


def test_a_name_that_nobody_has_is_an_error(project: Path) -> None:
    result = digest("speakers", "alias", "Orla Brand", "the mayor", "--project", project)
    assert result.exit_code == 1
    assert result.stderr.startswith("Orla Brand: nobody is called so; did you mean Orla Brandt (orla-brandt)")


def test_every_lesson_can_be_typed(project: Path) -> None:
    def content() -> dict[str, str]:
        return {name: data.decode() for name, data in files_of(project / "content").items()}

    assert digest("speakers", "rename", "O. Brandt", "Olga Brandt", "--project", project).exit_code == 0
    assert digest("speakers", "alias", "Olga Brandt", "the deputy", "--project", project).exit_code == 0
    assert content()["speakers/olga-brandt.md"] == (
        "---\nname: Olga Brandt\naliases: [O. Brandt, the deputy]\nredirect_from: [o-brandt]\n---\n"
    )
    assert digest("speakers", "distinct", "Olga Brandt", "Orla Brandt", "--project", project).exit_code == 0
    assert "different_from: [orla-brandt]" in content()["speakers/olga-brandt.md"]
    assert digest("sources", "rename", "The Tarn Post", "Tarn Today", "--project", project).exit_code == 0
    assert "name: Tarn Today" in content()["articles/a.md"]
    assert digest("sources", "alias", "Tarn Today", "Today", "--project", project).exit_code == 0


def test_an_entry_to_split_off_is_named_as_the_lists_name_it(project: Path) -> None:
    (project / "content/articles/b.md").write_text(entry_text(title="More"), encoding="utf-8")
    entry = "content/articles/b.md"
    result = digest(
        "speakers", "split", "orla-brandt", entry, "--name", "Orla Brandt jr", "--project", project
    )
    assert result.stdout.splitlines() == ["content/speakers/orla-brandt-jr.md (new)", entry]
    assert "slug: orla-brandt-jr" in (project / entry).read_text("utf-8")


def test_an_outlet_is_split_in_the_entries_that_are_named(project: Path) -> None:
    (project / "content/articles/b.md").write_text(entry_text(title="More"), encoding="utf-8")
    entry = "content/articles/b.md"
    result = digest("sources", "split", "the-tarn-post", entry, "--name", "Tarn Today", "--project", project)
    assert result.stdout.splitlines() == ["content/sources/tarn-today.md (new)", entry]
    assert "name: Tarn Today" in (project / entry).read_text("utf-8")
    assert "name: Tarn Today" not in (project / "content/articles/a.md").read_text("utf-8")


def test_who_may_be_one_is_asked_with_what_to_type(project: Path) -> None:
    assert digest("speakers", "suggest", "--project", project).stdout.splitlines() == [
        "Orla Brandt (1 story) and O. Brandt (1 story): O. may stand for Orla",
        "  if they are one:  digest speakers merge orla-brandt o-brandt",
        "  if they are two:  digest speakers distinct orla-brandt o-brandt",
        "1 question",
    ]
    for order in (["suggest", "--json"], ["--json", "suggest"]):
        found = json.loads(digest("speakers", "--project", project, *order).stdout)
        assert found == [{"keep": "orla-brandt", "other": "o-brandt", "why": "O. may stand for Orla"}]
    assert digest("speakers", "distinct", "orla-brandt", "o-brandt", "--project", project).exit_code == 0
    assert digest("speakers", "suggest", "--project", project).stdout == "0 questions\n"


def test_a_terminal_is_told_nothing_that_it_would_obey(project: Path) -> None:
    text = entry_text(name='"Eve\\u001b[2J Holm"', slug="eve-holm", title="Third")
    (project / "content/articles/c.md").write_text(text, encoding="utf-8")
    assert "\x1b" not in digest("speakers", "--project", project).stdout
    shown = digest("speakers", "rename", "eve-holm", "Eva Holm", "--dry-run", "--project", project)
    assert shown.exit_code == 0
    assert "\x1b" not in shown.stdout


def asked(project: Path, code: str) -> list[str]:
    lines = digest("check", "--project", project).stderr.splitlines()
    return [line.removesuffix(f" [{code}]") for line in lines if line.endswith(f" [{code}]")]


def test_check_asks_the_same_questions_where_the_names_stand(project: Path) -> None:
    other = entry_text(title="Third").replace("The Tarn Post", "Tarn Post")
    (project / "content/articles/c.md").write_text(other, encoding="utf-8")
    assert asked(project, "same-person") == [
        "content/articles/b.md:8: question: is O. Brandt the same as Orla Brandt? O. may stand for Orla; "
        "if so: digest speakers merge orla-brandt o-brandt; "
        "if not: digest speakers distinct orla-brandt o-brandt"
    ]
    assert asked(project, "same-outlet") == [
        "content/articles/c.md:4: question: is Tarn Post the same as The Tarn Post? the same words; "
        "if so: digest sources merge the-tarn-post tarn-post; "
        "if not: digest sources distinct the-tarn-post tarn-post"
    ]


def test_check_asks_about_taught_pages_too(project: Path) -> None:
    for name in ("Ida Holm", "Ida E. Holm", "Orla E. Brandt"):
        page = project / f"content/speakers/{slugify(name)}.md"
        page.parent.mkdir(exist_ok=True)
        page.write_text(f"---\nname: {name}\n---\n", encoding="utf-8")
    assert {line.partition("?")[0] for line in asked(project, "same-person")} == {
        "content/speakers/ida-holm.md: question: is Ida Holm the same as Ida E. Holm",
        "content/articles/b.md:8: question: is O. Brandt the same as Orla Brandt",
        "content/articles/a.md:8: question: is Orla Brandt the same as Orla E. Brandt",
    }


def test_what_is_known_of_a_speaker_and_of_a_source_is_taught_as_typed(project: Path) -> None:
    speaker = [
        "speakers",
        "teach",
        "Orla Brandt",
        "--role",
        "mayor",
        "--kind",
        "person",
        "--project",
        project,
    ]
    assert digest(*speaker).stdout == "content/speakers/orla-brandt.md (new)\n"
    page = project / "content/speakers/orla-brandt.md"
    assert page.read_text("utf-8") == "---\nname: Orla Brandt\nkind: person\nrole: mayor\n---\n"
    source = ["sources", "teach", "The Tarn Post", "--month-first", "--dry-run", "--project", project]
    assert "+day_first: false\n" in digest(*source).stdout
    assert not (project / "content/sources").exists()


@pytest.mark.parametrize("address", ["javascript:alert(1)", "https://a.example@b.example/"])
@pytest.mark.parametrize(("group", "option"), [("sources", "--url"), ("speakers", "--same-as")])
def test_an_address_that_nothing_could_link_to_is_not_taught(
    project: Path, group: str, option: str, address: str
) -> None:
    result = digest(group, "teach", "The Tarn Post", option, address, "--project", project)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"'{address}' is no address of the web; it begins with https://" in result.stderr
    assert not (project / f"content/{group}").exists()


MANUAL = (Path(__file__).parents[1] / "docs/teaching.md").read_text("utf-8")


def ferry(title: str, day: str, source: str, *spoken: tuple[str, str]) -> str:
    """An entry of the digest that the manual tells of."""
    speakers = "".join(
        f"  - name: {name}\n    slug: {slugify(name)}\n    quotations:\n"
        f"      - {{content: {words}, kind: direct, paragraph: {number}}}\n"
        for number, (name, words) in enumerate(spoken, 1)
    )
    body = "\n\n".join(f"“{words},” said {name}." for name, words in spoken)
    head = f"title: {title}\nsource: {{name: {source}}}\ntimestamp: {day}\nspeakers:\n"
    return f"---\n{head}{speakers}---\n\n{body}\n"


def test_the_manual_shows_what_the_commands_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    articles = make_project(tmp_path / "d") / "content/articles"
    first = ferry(
        "Night ferry returns",
        "2026-01-14",
        "The Lake Courier",
        ("Ilse Varden", "It sails"),
        ("Piet Olander", "At last"),
        ("Jana Holm", "Too late"),
    ).replace("    slug: ilse-varden\n", "    slug: ilse-varden\n    aliases: [Varden]\n")
    late = ferry(
        "Ferry late", "2026-01-20", "Lake Courier", ("I. Varden", "It will sail"), ("Jana K. Holm", "No")
    )
    bakery = ferry("A bakery", "2026-02-02", "The Lake Courier", ("Ilse Varden", "Bread is ready"))
    for name, text in (
        ("2026-01-14-night-ferry-returns", first),
        ("2026-01-20-ferry-late", late),
        ("2026-02-02-bakery", bakery),
    ):
        (articles / f"{name}.md").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path / "d")
    pages = iter(re.findall(r"```yaml\n(---\n.*?---\n)```", MANUAL, re.S))
    for session in re.findall(r"```console\n(.*?)```", MANUAL, re.S):
        for command, told in re.findall(r"^\$ digest (.*)\n((?:(?!\$ ).*\n)*)", session, re.M):
            result = digest(*shlex.split(command))
            assert (result.stdout, result.stderr) == (told, ""), command
            if command.startswith("speakers merge"):
                assert (tmp_path / "d/content/speakers/ilse-varden.md").read_text("utf-8") == next(pages)


@pytest.mark.parametrize("group", ["speakers", "sources"])
def test_the_manual_shows_every_lesson(group: str) -> None:
    command = cli.main.get_command(click.Context(cli.main), group)
    assert isinstance(command, click.Group)
    shown = set(re.findall(rf"digest {group} (\w+)", MANUAL))
    assert set(command.commands) - shown == set()

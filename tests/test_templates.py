"""The templates, as an editor who changes one finds them."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from builders import site, speaker, story
from jinja2 import meta

from digest.site import pages
from digest.site.templates import environment, templates_folder

FOLDER = templates_folder()
MANUAL = (Path(__file__).parents[1] / "docs/templates.md").read_text("utf-8")
OURS = sorted(path for path in (FOLDER / "digest").rglob("*.html"))
SHARED = {name for row in re.findall(r"^\| (`.*?) \|", MANUAL, re.M) for name in re.findall(r"`(\w+)`", row)}

PARTS = set(re.findall(r"\{% macro (\w+)", (FOLDER / "digest/_parts.html").read_text("utf-8")))


def name(path: Path) -> str:
    return path.relative_to(FOLDER).as_posix()


def said_of(path: Path) -> str:
    """What a template says of itself in its first line."""
    first = re.match(r"\{#-(.*?)#\}", path.read_text("utf-8"), re.S)
    return first[1] if first else ""


@pytest.mark.parametrize("path", OURS, ids=name)
def test_a_template_names_every_variable_that_it_needs(path: Path) -> None:
    text = path.read_text("utf-8")
    needed = meta.find_undeclared_variables(environment([FOLDER]).parse(text))
    named = {*re.findall(r"`(\w+)[`(]", said_of(path)), *re.findall(r"\{%-? set (\w+)", text)}
    assert needed - named - SHARED - PARTS - {"_", "gettext", "ngettext"} == set()


@pytest.mark.parametrize("path", OURS, ids=name)
def test_every_template_stands_in_the_manual_with_what_it_says_of_itself(path: Path) -> None:
    assert said_of(path), "begin it with {#- what it is. Variables: … -#}"
    assert f"| `{name(path)}` | " in MANUAL, "run `make docs`"


def test_no_template_is_left_over() -> None:
    code = "".join(path.read_text("utf-8") for path in (FOLDER.parent / "digest").rglob("*.py"))
    templates = "".join(path.read_text("utf-8") for path in FOLDER.rglob("*.*html"))
    unused = [
        name(path)
        for path in OURS
        if f'"{name(path)}"' not in templates and f'"{path.name}"' not in code and name(path) not in code
    ]
    assert unused == []


def test_a_template_is_found_once_and_an_asker_may_still_give_it_globals(tmp_path: Path) -> None:
    (tmp_path / "part.html").write_text("{{ town | default('nowhere') }}", "utf-8")
    templates = environment([tmp_path])
    part = templates.get_template("part.html")
    assert templates.get_template("part.html") is part
    assert templates.get_template(part) is part
    assert templates.get_template("part.html", globals={"town": "Arden"}).render() == "Arden"


def test_a_message_is_escaped_as_the_template_around_it_is(tmp_path: Path) -> None:
    said = "{{ _('%(name)s spoke', name='<Varden>') }}"
    (tmp_path / "part.html").write_text(
        f"{said}{{% autoescape false %}}, {said}{{% endautoescape %}}", "utf-8"
    )
    made = environment([tmp_path]).get_template("part.html").render()
    assert made == "&lt;Varden&gt; spoke, <Varden> spoke"


FERRY = story("ferry", title="Ferry", speakers=(speaker("Ilse Varden", "Yes"),), summary="In short.")


def ferry(own: Path) -> str:
    whole = replace(site(FERRY), environment=environment([own, FOLDER]))
    [page] = [page for page in pages.build(whole) if page.src_uri == FERRY.src_uri]
    return pages.render(page, whole, "<p>Yes</p>")


@pytest.mark.parametrize("part", sorted(p.name for p in (FOLDER / "digest/article").iterdir()))
def test_an_editors_own_part_takes_the_place_of_ours_and_the_rest_stays(tmp_path: Path, part: str) -> None:
    own = tmp_path / "digest/article" / part
    own.parent.mkdir(parents=True)
    own.write_text("<p>mine: {{ story.entry.title }}</p>", encoding="utf-8")
    page = ferry(tmp_path)
    assert page.count("<p>mine: Ferry</p>") == 1
    assert '<h1 lang="en" data-search-exclude>Ferry</h1>' in page


def test_an_empty_part_is_left_out(tmp_path: Path) -> None:
    assert "In short." in ferry(tmp_path)
    (tmp_path / "digest/article").mkdir(parents=True)
    (tmp_path / "digest/article/notes.html").write_text("", encoding="utf-8")
    assert "In short." not in ferry(tmp_path)

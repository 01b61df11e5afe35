"""Every page of the sample is the HTML it means to be; `make validate` asks the Nu checker for the rest."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest

# Material's own, which no template of ours reaches: boxes that nobody sees switch its drawer, its search,
# its contents and its palette; a label of the contents stays where these are hidden.
SWITCHES = {"__drawer", "__search", "__toc", "__palette_0", "__palette_1", "__palette_2"}
POINTERS = ("aria-labelledby", "aria-describedby", "aria-controls", "for", "headers", "list")


@pytest.fixture(scope="module")
def documents(site: Path) -> dict[str, tuple[Element, list[str]]]:
    """Each page as a browser understands it, with what it had to guess."""
    parsed = {}
    for path in sorted(site.rglob("*.html")):
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        tree = parser.parse(path.read_text("utf-8"))
        guessed = [f"line {place[0]}: {code} {parts}" for place, code, parts in parser.errors]
        parsed[path.relative_to(site).as_posix()] = tree, guessed
    assert len(parsed) > 40
    return parsed


def elements(tree: Element) -> list[Element]:
    return [element for element in tree.iter() if isinstance(element.tag, str)]


def test_no_page_leaves_a_browser_anything_to_guess(documents: dict[str, tuple[Element, list[str]]]) -> None:
    assert {name: guessed for name, (_, guessed) in documents.items() if guessed} == {}


def test_every_id_is_there_once_and_whatever_points_at_one_finds_it(
    documents: dict[str, tuple[Element, list[str]]],
) -> None:
    wrong = []
    for name, (tree, _) in documents.items():
        ids = Counter(element.attrib["id"] for element in elements(tree) if "id" in element.attrib)
        wrong += [(name, "twice", found) for found, times in ids.items() if times > 1]
        for element in elements(tree):
            named = [one for key in POINTERS for one in element.attrib.get(key, "").split()]
            wrong += [(name, "nowhere", one) for one in named if one not in ids.keys() | SWITCHES]
    assert wrong == []


def test_every_control_has_a_name_and_every_table_of_ours_its_heads(
    documents: dict[str, tuple[Element, list[str]]],
) -> None:
    wrong = []
    for name, (tree, _) in documents.items():
        labelled = {id(control) for label in tree.iter("label") for control in label.iter()}
        for control in [*tree.iter("select"), *tree.iter("textarea"), *tree.iter("input")]:
            if "aria-label" not in control.attrib and id(control) not in labelled:
                wrong.append((name, control.attrib))
        for table in tree.iter("table"):
            heads = list(table.iter("th"))
            wrong += [(name, head.attrib) for head in heads if "scope" not in head.attrib]
            wrong += [(name, {"table": "without heads"})] * (not heads)
    assert [one for one in wrong if one[1].get("id") not in SWITCHES] == []


def test_no_template_is_published_as_a_file(site: Path) -> None:
    assert not (site / "digest").exists()

"""Laws of changing a part of front matter: it says what is asked, and the rest is the same bytes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from strategies import ENTRIES, TEXT

from digest import yamltext
from digest.frontedit import delete, insert, put
from digest.frontmatter import dump, split
from digest.model import Entry
from digest.yamltext import Path

WRITTEN = ENTRIES.map(lambda entry: replace(entry, extra={}))
NEW = st.one_of(TEXT, st.integers(), st.lists(TEXT, min_size=1, max_size=2))


def paths(value: Any, path: Path = ()) -> list[Path]:
    """The path of every part, the parts of parts included."""
    steps = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    return [found for step in steps for found in ((*path, step), *paths(value[step], (*path, step)))]


def front(text: str) -> dict[str, Any]:
    """The front matter as it is read, without asking whether it is an entry's."""
    return yamltext.load(split(text, where="an entry")[1]).value


def at(value: Any, path: Path) -> Any:
    for step in path:
        value = value[step]
    return value


def assert_elsewhere_the_same(before: str, after: str, path: Path) -> None:
    """The lines before the part, and those from the next key of the top on, are the same bytes."""
    yaml = split(before, where="an entry")[1]
    document = yamltext.load(yaml)
    first = document.line(path) - 1
    keys = list(document.value)
    following = keys[keys.index(path[0]) + 1 :]
    rest = document.line((following[0],)) - 1 if following else len(yaml.split("\n")) - 1
    lines, new = before.split("\n")[1:], after.split("\n")[1:]
    assert new[:first] == lines[:first]
    assert new[len(new) - len(lines[rest:]) :] == lines[rest:]


@given(WRITTEN, NEW, st.data())
def test_any_part_can_be_replaced_and_nothing_else_is(entry: Entry, new: Any, data: st.DataObject) -> None:
    text = dump(entry)
    path = data.draw(st.sampled_from(paths(front(text))))
    after = put(text, path, new, where="an entry")
    assert at(front(after), path) == new
    assert_elsewhere_the_same(text, after, path)


@given(WRITTEN, st.data())
def test_any_part_can_be_taken_out(entry: Entry, data: st.DataObject) -> None:
    text = dump(entry)
    path = data.draw(st.sampled_from(paths(front(text))))
    after = delete(text, path, where="an entry")
    assert len(after) < len(text)
    assert split(after, where="an entry")[2] == split(text, where="an entry")[2]


@given(WRITTEN, TEXT, st.data())
def test_an_item_can_be_put_at_any_place_of_a_list(entry: Entry, new: str, data: st.DataObject) -> None:
    text = dump(entry)
    value = front(text)
    lists = [path for path in paths(value) if isinstance(at(value, path), list)] or [("tags",)]
    path = data.draw(st.sampled_from(lists))
    items = list(at(value, path)) if path != ("tags",) or "tags" in value else []
    place = data.draw(st.integers(0, len(items)))
    after = insert(text, (*path, place), new, where="an entry")
    items.insert(place, new)
    assert at(front(after), path) == items

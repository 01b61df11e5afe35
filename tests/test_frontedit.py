"""Changing single parts of front matter."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from builders import cases

from digest.errors import EntryError
from digest.frontedit import delete, insert, move, put

DO: dict[str, Callable[..., str]] = {"put": put, "insert": insert, "delete": delete, "move": move}


def changed(text: str, act: dict[str, Any]) -> str:
    """The text after what a case asks for, as in `{put: [source, name], value: The Post}`."""
    [what] = DO.keys() & act.keys()
    given: dict[str, Any] = {"order": act["order"]} if "order" in act else {}
    arguments = [tuple(act[what])]
    if what == "move":
        arguments.append(tuple(act["to"]))
    elif what != "delete":
        arguments.append(act["value"])
    return DO[what](text, *arguments, where="a.md", **given)


@pytest.mark.parametrize("case", cases("frontedit"), ids=lambda case: case["claim"])
def test_a_change_leaves_every_other_byte(case: dict[str, Any]) -> None:
    before, after = (f"---\n{case[key]}---\n\nThe body. \n" for key in ("before", "after"))
    assert changed(before, case["act"]) == after


@pytest.mark.parametrize("case", cases("frontedit"), ids=lambda case: case["claim"])
def test_a_file_with_line_ends_of_windows_keeps_them(case: dict[str, Any]) -> None:
    before, after = (
        f"---\n{case[key]}---\n\nThe body. \n".replace("\n", "\r\n") for key in ("before", "after")
    )
    assert changed(before, case["act"]) == after


def test_line_ends_of_both_kinds_stay_where_they_are() -> None:
    text = "\ufeff---\r\na: 1\nb: 2\r\nc: [x]\n---\nBody\r\n"
    assert put(text, ("b",), 3, where="a.md") == "\ufeff---\r\na: 1\nb: 3\r\nc: [x]\n---\nBody\r\n"
    assert insert(text, ("c", 1), "y", where="a.md") == text.replace("[x]", "[x, y]")


def test_yaml_that_nobody_writes_is_left_alone_with_a_word() -> None:
    with pytest.raises(EntryError) as caught:
        put("---\n? a\n: [b]\nc: 1\n---\n", ("a",), [1], where="a.md")
    assert str(caught.value) == "a.md:2: a: written in a way that no command can change; change it by hand"


def test_a_place_that_is_not_there_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(KeyError):
        put("---\na: 1\n---\n", ("b", "c"), 1, where="a.md")


def test_broken_front_matter_says_where() -> None:
    with pytest.raises(EntryError, match=r"^a\.md:3: broken YAML"):
        put("---\na: [\n---\n", ("a",), 1, where="a.md")

"""YAML as an editor means it."""

from __future__ import annotations

import importlib.util
import sys
from decimal import Decimal
from types import ModuleType
from typing import Any

import pytest
import yaml
from builders import cases

from digest import yamltext
from digest.yamltext import FlowDict, FlowList, Plain, YamlError, dump, load


@pytest.fixture(params=["libyaml", "pure Python"])
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module as it is, and as it is where PyYAML came without libyaml."""
    if request.param == "libyaml":
        return yamltext
    monkeypatch.delattr(yaml, "CSafeLoader")
    spec = importlib.util.find_spec("digest.yamltext")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "digest.yamltext", module)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("no", "no"),
        ("Yes", "Yes"),
        ("on", "on"),
        ("true", True),
        ("FALSE", False),
        ("~", None),
        ("null", None),
        ("", None),
        ("12", 12),
        ("-7", -7),
        ("007", 7),
        ("0x1f", "0x1f"),
        ("0o17", "0o17"),
        ("1_000", "1_000"),
        ("1,000", "1,000"),
        ("19:42", "19:42"),
        ("2025-12-02", "2025-12-02"),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("1e5", "1e5"),
        ("1.10", Decimal("1.10")),
        ("-.5", Decimal("-0.5")),
        ("1.5e3", Decimal("1.5E+3")),
        ("'12'", "12"),
        ("<<", "<<"),
        ("=", "="),
    ],
)
def test_a_word_means_what_an_editor_means(loader: ModuleType, written: str, meant: Any) -> None:
    value = loader.load(f"key: {written}").value["key"]
    assert (type(value), str(value)) == (type(meant), str(meant))


@pytest.mark.parametrize(
    "word", [*cases("nasty")["yaml"][0], *cases("nasty")["yaml"][1], "1.10", "", " a ", "a\nb"]
)
def test_text_that_looks_like_something_else_is_written_so_that_it_reads_as_text(
    loader: ModuleType, word: str
) -> None:
    assert loader.load(loader.dump({"key": word})).value == {"key": word}


def test_a_long_line_is_never_broken() -> None:
    assert dump({"key": "word " * 1000 + "end"}).count("\n") == 1


def test_text_of_several_lines_stands_on_one() -> None:
    assert dump({"key": "a\n---\nb"}) == 'key: "a\\n---\\nb"\n'


def test_text_is_written_in_its_own_letters() -> None:
    assert dump({"key": "Łódź 🙂"}) == "key: Łódź 🙂\n"


def test_short_lists_and_mappings_may_stand_on_one_line() -> None:
    assert dump({"a": FlowList(["b", 1]), "c": FlowDict({"d": "e"})}) == "a: [b, 1]\nc: {d: e}\n"


def test_lists_are_indented_below_their_key() -> None:
    assert dump({"a": [{"b": 1}, "c"]}) == "a:\n  - b: 1\n  - c\n"


def test_the_same_list_twice_is_written_twice() -> None:
    same = ["x"]
    assert dump({"a": same, "b": same}) == "a:\n  - x\nb:\n  - x\n"


def test_a_timestamp_is_written_without_quotes() -> None:
    assert dump({"a": Plain("2025-12-02T19:42:00+02:00")}) == "a: 2025-12-02T19:42:00+02:00\n"


@pytest.mark.parametrize(
    ("number", "written"),
    [("1.10", "1.10"), ("1E+3", "1000"), ("1E-3", "0.001"), ("-0.0", "-0.0"), ("5", "5")],
)
def test_a_number_is_written_with_all_its_digits_and_no_exponent(number: str, written: str) -> None:
    assert dump({"a": Decimal(number)}) == f"a: {written}\n"


@pytest.mark.parametrize("digits", ["9" * 5000, "9" * 5000 + ".5"])
def test_a_number_too_long_to_read_is_an_error(digits: str) -> None:
    with pytest.raises(YamlError) as caught:
        load(f"a: 1\nb: {digits}")
    assert caught.value.line == 2


def test_nothing_at_all_is_an_empty_mapping() -> None:
    document = load("# only a comment\n")
    assert (document.value, document.line(("a",))) == ({}, 1)


@pytest.mark.parametrize(
    "text", ["a: " + "[" * 300 + "]" * 300, "a: " + "[" * 2_000, "a:\n" + "- " * 3000 + "b"]
)
def test_nesting_without_end_is_an_error(loader: ModuleType, text: str) -> None:
    with pytest.raises(loader.YamlError):
        loader.load(text)


def test_an_alias_to_a_list_is_refused_however_it_nests() -> None:
    with pytest.raises(YamlError, match="anchors and aliases"):
        load("a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]")


@pytest.mark.parametrize(
    ("text", "line"), [("a: 1\nb: \x07", 2), ("a: 1\nb: 2\nc: [", 3), ("- a", 1), ("a", 1)]
)
def test_a_mistake_has_a_line(loader: ModuleType, text: str, line: int) -> None:
    with pytest.raises(loader.YamlError) as caught:
        loader.load(text)
    assert abs(caught.value.line - line) <= 1  # the two parsers see the end of the text differently


def test_each_part_has_its_line() -> None:
    document = load("a: 1\nb:\n  - c\n  - d: 2\n    e: 3\n")
    paths: list[yamltext.Path] = [
        ("a",),
        ("b",),
        ("b", 0),
        ("b", 1),
        ("b", 1, "e"),
        ("b", 1, "f"),
        ("b", 9),
        ("z",),
    ]
    assert [document.line(path) for path in paths] == [1, 2, 3, 4, 5, 4, 2, 1]


def test_a_step_into_plain_text_stays_where_it_is() -> None:
    assert load("a: 1\nb: text\n").line(("b", "c", 0)) == 2


TAB = "write blanks instead of the tab"
QUOTES = "put text that holds a colon, a # or a quotation mark in 'single quotes'"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("a:\n\tb: c\n", TAB),
        ("a:\n  b: c\n\td: e\n", TAB),
        ("a:\n  \tb: c\n  d: e\n", TAB),
        ("\ta: b\n", TAB),
        ("a: Storm: bridge\tclosed\n", QUOTES),
        ("a: 'b\n", QUOTES),
        ("a: [b\n", QUOTES),
    ],
)
def test_a_mistake_has_a_hint_that_fits(loader: ModuleType, text: str, hint: str) -> None:
    with pytest.raises(loader.YamlError) as caught:
        loader.load(text)
    assert caught.value.hint == hint

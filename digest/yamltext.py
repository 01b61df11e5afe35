"""YAML as an editor means it: text stays text, numbers stay exact, mistakes have a line.

Words such as `no`, `on`, `19:42` and `2025-12-02` stay strings here (YAML 1.2's core schema, less its
octal, hexadecimal and non-finite numbers), and `1.10` keeps its last digit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

_FastLoader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = "tag:yaml.org,2002:int"
_DECIMAL = "tag:yaml.org,2002:float"
_BOOLEAN = "tag:yaml.org,2002:bool"
_NULL = "tag:yaml.org,2002:null"
_TEXT = "tag:yaml.org,2002:str"
_SIGNED = list("-+0123456789")
_LONGEST_NUMBER = 4000  # digits; CPython refuses to read longer ones
_DEEPEST = 40  # lists in lists; nothing an editor writes comes near

Path = tuple[str | int, ...]


class YamlError(Exception):
    """What is wrong, in which line of the text (from 1), and what may help."""

    def __init__(self, what: str, line: int, *, hint: str = "") -> None:
        self.what = what
        self.line = line
        self.hint = hint
        super().__init__(what, line, hint)


@dataclass(frozen=True)
class Document:
    """A mapping read from YAML, which remembers where each of its parts stands."""

    value: dict[str, Any]
    root: MappingNode

    def line(self, path: Path) -> int:
        """The line (from 1) of the part at `path`, or of the nearest part around it."""
        node: Node = self.root
        line = self.root.start_mark.line
        for step in path:
            found = _child(node, step)
            if found is None:
                break
            line, node = found
        return line + 1


def load(text: str) -> Document:
    """Read one mapping; `YamlError` for anything else."""
    try:
        root = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        what = error.problem or str(error.context)
        raise YamlError(what, line, hint=_hint(text, mark)) from error
    except yaml.reader.ReaderError as error:
        what = f"a character that YAML does not allow (U+{error.character:04X})"
        line = text.count("\n", 0, max(text.find(chr(error.character)), 0)) + 1
        raise YamlError(what, line, hint="delete it") from error
    except RecursionError as error:
        raise YamlError("nested too deeply", 1) from error
    if root is None:
        root = MappingNode(_TEXT, [], _START, _START)
    if not isinstance(root, MappingNode):
        raise YamlError("not a list of keys and values", root.start_mark.line + 1)
    return Document(_construct(root, set(), 0), root)


def dump(mapping: dict[str, Any]) -> str:
    """Write a mapping of text, numbers, lists and mappings; `Flow…` values stay on one line."""
    return yaml.dump(  # the Python emitter on purpose: the C one breaks lines elsewhere
        mapping, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=2**31, default_flow_style=False
    )


def part(value: Any, path: Path) -> Any:
    """What stands at a path; nothing when nothing does.

    >>> part({"a": ["b"]}, ("a", 0)), part({"a": ["b"]}, ("a", 1))
    ('b', None)
    """
    for step in path:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def without_nulls(value: Any) -> Any:
    """The value less its keys with nothing behind them: these count as absent."""
    if isinstance(value, dict):
        return {key: without_nulls(item) for key, item in value.items() if item is not None}
    return [without_nulls(item) for item in value] if isinstance(value, list) else value


class FlowList(list[Any]):
    """A list written as `[a, b]`."""


class FlowDict(dict[str, Any]):
    """A mapping written as `{a: b}`."""


class Plain(str):
    """Text written without quotes, because it reads back as itself (a timestamp, a number)."""

    __slots__ = ()


class _Loader(_FastLoader):  # type: ignore[misc]
    yaml_implicit_resolvers: dict[str | None, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True


_Loader.add_implicit_resolver(_NULL, re.compile(r"(?:~|null|Null|NULL|)$"), ["~", "n", "N", ""])
_Loader.add_implicit_resolver(_BOOLEAN, re.compile(r"(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF"))
for _either in (_Loader, _Dumper):  # the writer quotes what the reader would take for a number
    _either.add_implicit_resolver(_INTEGER, re.compile(r"[-+]?[0-9]+$"), _SIGNED)
    _either.add_implicit_resolver(
        _DECIMAL, re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)(?:[eE][-+]?[0-9]{1,3})?$"), [*_SIGNED, "."]
    )

_Dumper.add_representer(FlowList, lambda d, v: d.represent_sequence("tag:yaml.org,2002:seq", v, True))
_Dumper.add_representer(FlowDict, lambda d, v: d.represent_mapping("tag:yaml.org,2002:map", v, True))
_Dumper.add_representer(Decimal, lambda d, v: d.represent_scalar(_number_tag(v), f"{v:f}"))
_Dumper.add_representer(Plain, lambda d, v: d.represent_scalar(_plain_tag(d, v), v))
_Dumper.add_representer(str, lambda d, v: d.represent_scalar(_TEXT, v, '"' if _needs_escapes(v) else None))

_START = yaml.Mark("", 0, 0, 0, None, 0)


def _number_tag(value: Decimal) -> str:
    return _DECIMAL if "." in f"{value:f}" else _INTEGER


def _plain_tag(dumper: _Dumper, value: str) -> str:
    return str(dumper.resolve(ScalarNode, str(value), (True, False)))  # type: ignore[no-untyped-call]


def _needs_escapes(text: str) -> bool:
    return any(mark in text for mark in "\n\r\t\x85\u2028\u2029\ufeff") or not text.isprintable()


def _hint(text: str, mark: yaml.Mark | None) -> str:
    lines = text.split("\n")
    line = lines[mark.line] if mark and mark.line < len(lines) else ""
    indent = line[: len(line) - len(line.lstrip())]
    if mark and "\t" in indent + line[mark.column : mark.column + 1]:
        return "write blanks instead of the tab"
    return "put text that holds a colon, a # or a quotation mark in 'single quotes'"


def _construct(node: Node, seen: set[int], depth: int) -> Any:
    if isinstance(node, ScalarNode):
        return _scalar(node)
    if id(node) in seen:
        raise YamlError("anchors and aliases (& and *) are not supported", node.start_mark.line + 1)
    if depth > _DEEPEST:
        raise YamlError("nested too deeply", node.start_mark.line + 1)
    seen.add(id(node))
    if isinstance(node, SequenceNode):
        return [_construct(item, seen, depth + 1) for item in node.value]
    return dict(_pairs(node, seen, depth))


def _pairs(node: Node, seen: set[int], depth: int) -> Iterator[tuple[str, Any]]:
    keys: set[str] = set()
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, ScalarNode):
            raise YamlError("a key must be a word", line)
        if key.value in keys:
            raise YamlError(f"the key {key.value!r} stands here twice", line)
        keys.add(key.value)
        yield key.value, _construct(value, seen, depth + 1)


def _scalar(node: ScalarNode) -> Any:
    match node.tag:
        case str(tag) if tag == _TEXT:
            return node.value
        case str(tag) if tag == _NULL:
            return None
        case str(tag) if tag == _BOOLEAN:
            return node.value[0] in "tT"
        case str(tag) if tag in {_INTEGER, _DECIMAL} and len(node.value) <= _LONGEST_NUMBER:
            return Decimal(node.value) if tag == _DECIMAL else int(node.value)
    raise YamlError(f"cannot be read: {node.value[:40]!r}; put it in quotes", node.start_mark.line + 1)


def _child(node: Node, step: str | int) -> tuple[int, Node] | None:
    if isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
        item = node.value[step]
        return item.start_mark.line, item
    if isinstance(node, MappingNode):
        for key, value in node.value:
            if key.value == step:
                return key.start_mark.line, value
    return None

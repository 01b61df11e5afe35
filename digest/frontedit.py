"""Changing single parts of a file's front matter; every other byte stays as the editor left it.

A part is named by its path, as in `("speakers", 0, "aliases", 1)`.
Each function takes the text of a whole file and returns the new one, which reads as asked and nothing else.
Where the YAML is written in a way that cannot be changed in place, `EntryError` says so.
"""

from __future__ import annotations

import copy
import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode

from digest import yamltext
from digest.errors import EntryError
from digest.frontmatter import split
from digest.yamltext import FlowDict, FlowList, Path

_COMMENTS_ABOVE = re.compile(r"(?:^[ ]*#[^\n]*\n)+\Z", re.M)
_CONTAINERS = (list, tuple, dict)


def put(text: str, path: Path, value: Any, *, where: str, order: Sequence[str] = ()) -> str:
    """Give a part a value; a key that is missing is added behind those that come before it in `order`."""
    front = _Front.read(text, where)
    parent, step = front.node(path[:-1]), path[-1]

    def expected(around: Any) -> None:
        around[step] = value

    part = front.part(parent, step)
    if part is None:
        change = front.insertion(parent, _place(front.parts(parent), str(step), order), {step: value})
    elif (
        isinstance(part.node, ScalarNode)
        and part.node.start_mark.index < part.node.end_mark.index
        and not isinstance(value, _CONTAINERS)
    ):
        start, end = part.node.start_mark.index, part.node.end_mark.index
        change = front.change(start, end, _scalar(value, part.node.style, bool(parent.flow_style)))
    else:
        pair = {step: value} if isinstance(parent, MappingNode) else [value]
        change = front.change(part.start, part.end, _indented(front.written(parent, pair), parent))
    return front.changed(change, path, expected)


def rename(text: str, path: Path, key: str, *, where: str) -> str:
    """Give a part of a mapping another key, one that the mapping does not have."""
    front = _Front.read(text, where)
    old = next(name for name, _ in front.node(path[:-1]).value if name.value == path[-1])

    def expected(around: Any) -> None:
        around[key] = around.pop(path[-1])

    return front.changed(_Change(old.start_mark.index, old.end_mark.index, key), path, expected)


def insert(text: str, path: Path, value: Any, *, where: str, order: Sequence[str] = ()) -> str:
    """Put an item into a list, at the place the path ends with; a list that is missing is made.

    A new list of texts stands on one line, as the converter's own do.
    """
    front = _Front.read(text, where)
    around, at = path[:-1], int(path[-1])
    if not front.value(around):
        items = [value] if isinstance(value, _CONTAINERS) else FlowList([value])
        return put(text, around, items, where=where, order=order)
    change = front.insertion(front.node(around), at, [value])
    return front.changed(change, path, lambda items: items.insert(at, value))


def delete(text: str, path: Path, *, where: str) -> str:
    """Take a part out; a list or mapping that it leaves empty goes, too."""
    front = _Front.read(text, where)
    while len(path) > 1 and len(front.parts(front.node(path[:-1]))) == 1:
        path = path[:-1]
    return front.changed(front.deletion(path), path, lambda around: around.pop(path[-1]))


def move(text: str, path: Path, to: Path, *, where: str) -> str:
    """Move an item of a list to a place in another, with every comment in it and above it."""
    front = _Front.read(text, where)
    value, around, at = front.value(path), to[:-1], int(to[-1])
    lines = front.own_lines(path)
    if lines is None or not front.value(around) or front.node(around).flow_style:
        return delete(insert(text, to, value, where=where), path, where=where)
    text = front.changed(
        front.insertion_of_lines(front.node(around), at, lines), to, lambda items: items.insert(at, value)
    )
    front = _Front.read(text, where)
    if len(front.parts(front.node(path[:-1]))) == 1:
        return delete(text, path, where=where)
    return front.changed(front.deletion(path, above=True), path, lambda items: items.pop(path[-1]))


@dataclass(frozen=True, slots=True)
class _Part:
    """A pair of a mapping or an item of a list, from its key or dash to the end of its value."""

    key: str | int
    start: int
    end: int
    node: Node


@dataclass(frozen=True, slots=True)
class _Change:
    """New text for a stretch of the YAML."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Front:
    """The front matter of a file, with `yaml` as it is once its line ends are plain."""

    text: str
    where: str
    begin: int
    yaml: str
    document: yamltext.Document

    @classmethod
    def read(cls, text: str, where: str) -> _Front:
        opening, yaml, _ = split(text.replace("\r\n", "\n"), where=where)
        try:
            return cls(text, where, len(opening), yaml, yamltext.load(yaml))
        except yamltext.YamlError as error:
            what = f"broken YAML: {error.what}"
            raise EntryError(where, what, hint=error.hint, line=error.line + 1) from error

    def value(self, path: Path) -> Any:
        """What stands at a path; nothing when nothing does."""
        return yamltext.part(self.document.value, path)

    def node(self, path: Path) -> CollectionNode:
        """The list or mapping at a path; `KeyError` where there is none."""
        node: Node = self.document.root
        for step in path:
            part = self.part(node, step) if isinstance(node, CollectionNode) else None
            if part is None:
                raise KeyError(path)
            node = part.node
        if not isinstance(node, CollectionNode):
            raise KeyError(path)
        return node

    def part(self, parent: CollectionNode, step: str | int) -> _Part | None:
        return next((part for part in self.parts(parent) if part.key == step), None)

    def parts(self, parent: CollectionNode) -> list[_Part]:
        if isinstance(parent, MappingNode):
            return [
                _Part(key.value, key.start_mark.index, max(_end(key), _end(value)), value)
                for key, value in parent.value
            ]
        found: list[_Part] = []
        for number, item in enumerate(parent.value):
            start = item.start_mark.index if parent.flow_style else self._dash(parent, found)
            found.append(_Part(number, start, max(start + 1, _end(item)), item))
        return found

    def change(self, start: int, end: int, text: str) -> _Change:
        """A change that keeps the line end that a block of text swallows."""
        swallowed = self.yaml[end - 1 : end] == "\n" and end > start
        return _Change(start, end, text + "\n" * swallowed)

    def insertion(self, parent: CollectionNode, at: int, content: Any) -> _Change:
        parts, text = self.parts(parent), self.written(parent, content)
        if not parent.flow_style:
            return self.insertion_of_lines(parent, at, text)
        if not parts:
            return _Change(parent.start_mark.index + 1, parent.start_mark.index + 1, text)
        if at == 0:
            return _Change(parts[0].start, parts[0].start, f"{text}, ")
        return _Change(parts[at - 1].end, parts[at - 1].end, f", {text}")

    def insertion_of_lines(self, parent: CollectionNode, at: int, text: str) -> _Change:
        parts, indent, text = self.parts(parent), _indent(parent), _indented(text, parent)
        if at == 0:
            start = parts[0].start if parts else 0
            return _Change(start, start, f"{text}\n{indent}")
        end = self._line_end(parts[at - 1].end)
        return _Change(end, end, f"{indent}{text}\n")

    def deletion(self, path: Path, *, above: bool = False) -> _Change:
        parent = self.node(path[:-1])
        parts = self.parts(parent)
        at = next(at for at, part in enumerate(parts) if part.key == path[-1])
        part, following = parts[at], parts[at + 1 : at + 2]
        if parent.flow_style:
            start = part.start if following or at == 0 else parts[at - 1].end
            return _Change(start, following[0].start if following else part.end, "")
        if self._is_on_own_line(part):
            return _Change(self._first_line(part, above=above), self._line_end(part.end), "")
        end = self._line_end(part.end)
        if following and "#" not in self.yaml[end : following[0].start]:
            end = following[0].start
        return _Change(part.start, end, "")

    def own_lines(self, path: Path) -> str | None:
        """An item as it is written, without its indentation; nothing where it shares a line with others."""
        parent = self.node(path[:-1])
        part = self.part(parent, path[-1])
        if part is None or parent.flow_style or not self._is_on_own_line(part):
            return None
        lines = self.yaml[self._first_line(part, above=True) : self._line_end(part.end)].rstrip("\n")
        return re.sub(rf"^ {{0,{parent.start_mark.column}}}", "", lines, flags=re.M)

    def changed(self, change: _Change, path: Path, expected: Callable[[Any], object]) -> str:
        """The whole file with the change, once it is sure to say what is expected."""
        value = copy.deepcopy(self.document.value)
        around: Any = value
        for step in path[:-1]:
            around = around[step]
        expected(around)
        yaml = self.yaml[: change.start] + change.text + self.yaml[change.end :]
        if not _says(yaml, value):
            what = f"{path[-1]}: written in a way that no command can change"
            line = self.document.line(path) + 1
            raise EntryError(self.where, what, hint="change it by hand", line=line)
        return self._spliced(change)

    def _spliced(self, change: _Change) -> str:
        """The change made in the text as it is, its own line ends kept."""
        ends = [match.start() - number for number, match in enumerate(re.finditer("\r\n", self.text))]
        start, end = (
            at + bisect_left(ends, at) for at in (self.begin + change.start, self.begin + change.end)
        )
        first = self.text.partition("\n")[0]
        new = change.text.replace("\n", "\r\n") if first.endswith("\r") else change.text
        return self.text[:start] + new + self.text[end:]

    @staticmethod
    def written(parent: CollectionNode, content: Any) -> str:
        """A pair or an item as it is written inside its parent, less the parent's indentation."""
        if parent.flow_style:
            flow = FlowDict(content) if isinstance(content, dict) else FlowList(content)
            return yamltext.dump({"x": flow})[4:-2]
        if isinstance(content, dict):
            return yamltext.dump(content).rstrip("\n")
        lines = yamltext.dump({"x": content}).rstrip("\n").split("\n")[1:]
        return "\n".join(line[2:] for line in lines)

    def _dash(self, parent: CollectionNode, before: Sequence[_Part]) -> int:
        if not before:
            return int(parent.start_mark.index)
        dash = re.compile(rf"^ {{{parent.start_mark.column}}}(?=-)", re.M).search(self.yaml, before[-1].end)
        return dash.end() if dash else before[-1].end

    def _is_on_own_line(self, part: _Part) -> bool:
        return not self.yaml[self.yaml.rfind("\n", 0, part.start) + 1 : part.start].strip()

    def _first_line(self, part: _Part, *, above: bool) -> int:
        start = self.yaml.rfind("\n", 0, part.start) + 1
        comments = _COMMENTS_ABOVE.search(self.yaml, 0, start) if above else None
        return comments.start() if comments else start

    def _line_end(self, offset: int) -> int:
        if self.yaml[offset - 1 : offset] == "\n":
            return offset
        return self.yaml.find("\n", offset) + 1 or len(self.yaml)


def _place(parts: Sequence[_Part], key: str, order: Sequence[str]) -> int:
    """Behind the last key that comes before this one in the usual order."""
    before = set(order[: order.index(key)]) if key in order else {part.key for part in parts}
    return max((at for at, part in enumerate(parts, 1) if part.key in before), default=0)


def _end(node: Node) -> int:
    """Where the last word of a node ends; what YAML counts in goes on to the next word."""
    if not isinstance(node, CollectionNode) or node.flow_style or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    return max(map(_end, last)) if isinstance(last, tuple) else _end(last)


def _scalar(value: Any, style: str | None, in_flow: bool) -> str:
    """One word or sentence, in the quotation marks that stood there where they will do."""
    if isinstance(value, str) and value.isprintable() and style == "'":
        return "'" + value.replace("'", "''") + "'"
    if isinstance(value, str) and value.isprintable() and style == '"':
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return yamltext.dump({"x": FlowList([value])})[4:-2] if in_flow else yamltext.dump({"x": value})[3:-1]


def _indent(parent: CollectionNode) -> str:
    return " " * int(parent.start_mark.column)


def _indented(text: str, parent: CollectionNode) -> str:
    """Text whose further lines stand below the first."""
    return re.sub(r"\n(?=[^\n])", f"\n{_indent(parent)}", text)


def _says(yaml: str, value: Any) -> bool:
    try:
        return bool(yamltext.load(yaml).value == value)
    except yamltext.YamlError:
        return False

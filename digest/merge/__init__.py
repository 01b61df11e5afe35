"""What a new conversion changes, brought into an entry that an editor changed: nobody's words are lost.

Three versions are merged: the last conversion (base), the editor's file (ours) and the new conversion
(theirs); front matter by field and by item, the body by paragraph. Where both changed one thing each in
their own way, ours stays and the conflict is told. All that did not change keeps its bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher, unified_diff
from typing import Any

from yaml.nodes import MappingNode, Node, SequenceNode

from digest import frontedit, frontmatter, yamltext
from digest.errors import EntryError
from digest.markdown import paragraphs
from digest.merge.body import merge_bodies, numbers
from digest.merge.comments import commented, comments
from digest.merge.conflict import Conflict
from digest.merge.fields import Fields
from digest.merge.front import Merge, Version
from digest.merge.items import Front, Mine
from digest.merge.lists import Lists
from digest.merge.places import Places
from digest.yamltext import FlowDict, FlowList, Path, Plain, without_nulls

__all__ = ["Conflict", "Merged", "dressed", "merge", "plain"]

_TIMES = {"timestamp", "updated"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """The text of the merged entry, and where an editor's words stand against the converter's."""

    text: str
    conflicts: tuple[Conflict, ...] = ()


def merge(base: str, ours: str, theirs: str, *, where: str) -> Merged:
    """Merge three texts of one entry; `EntryError` when ours, named `where`, cannot be read.

    `base` and `theirs` are as the converter writes them.
    """
    mine = plain(ours)
    if theirs in (base, mine):
        return Merged(text=ours)
    if mine == base:
        return Merged(text=dressed(theirs, like=ours))
    frontmatter.load(ours, where=where)
    try:
        frontmatter.load(base, where=where)
        once = _merged(base, mine, theirs, where)
        again = _merged(base, once.text, theirs, where)
    except EntryError:  # a base that was spoiled, or written in a way that nothing can be changed in
        return _as_it_is(ours, theirs, where)
    if again.text != once.text:  # a run a day must not change an entry a day
        return _as_it_is(ours, theirs, where)
    return Merged(text=_with_line_ends(once.text, like=ours), conflicts=once.conflicts)


def _merged(base: str, mine: str, theirs: str, where: str) -> Merged:
    old, own, new = (_File.read(text, where) for text in (base, mine, theirs))
    body = merge_bodies(old.body, own.body, new.body)
    run = _merge_of(old, own, new, body.text)
    front = run.front()
    text = _rewritten(mine, own.front, front, (), where)
    *head, _ = _parts(text, where)
    made = _File.read(text, where)
    lost = comments(own.yaml, own.document) - comments(made.yaml, made.document)
    if lost or without_nulls(made.front) != front:
        raise EntryError(where, "what was to be merged reads otherwise")
    conflicts = [
        Conflict(
            where=where, line=own.line(found.path), what=found.what, ours=found.ours, theirs=found.theirs
        )
        for found in run.lists.fields.disputes
    ]
    conflicts += [
        Conflict(
            where=where, line=own.body_line(clash.start), what="body", ours=clash.ours, theirs=clash.theirs
        )
        for clash in body.clashes
    ]
    conflicts.sort(key=lambda conflict: conflict.line)
    return Merged(text="".join(head) + body.text, conflicts=tuple(conflicts))


def _as_it_is(ours: str, theirs: str, where: str) -> Merged:
    """Nothing is merged where it could go wrong; the editor sees all that is different."""
    lines = unified_diff(plain(ours).split("\n"), theirs.split("\n"), "yours", "the converter's", lineterm="")
    conflict = Conflict(where=where, line=1, what="too much at once", ours="", theirs="\n".join(lines))
    return Merged(text=ours, conflicts=(conflict,))


def plain(text: str) -> str:
    """The text with the converter's line ends, and without a mark of its byte order."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def dressed(text: str, *, like: str) -> str:
    """The text with the line ends, and the mark of the byte order, of an editor's file."""
    first, _, _ = like.partition("\n")
    text = text.replace("\n", "\r\n") if first.endswith("\r") else text
    return "\ufeff" * like.startswith("\ufeff") + text


@dataclass(frozen=True, slots=True)
class _File:
    """One version taken apart."""

    text: str
    yaml: str
    document: yamltext.Document
    body: str

    @classmethod
    def read(cls, text: str, where: str) -> _File:
        _, yaml, _, body = _parts(text, where)
        return cls(text, yaml, yamltext.load(yaml), body)

    @property
    def front(self) -> Front:
        return self.document.value

    def line(self, path: Path) -> int:
        return self.document.line(path) + 1  # the line of --- comes before

    def body_line(self, start: int) -> int:
        return self.text.count("\n", 0, len(self.text) - len(self.body) + start) + 1


def _parts(text: str, where: str) -> tuple[str, str, str, str]:
    """The line that opens the front matter, the YAML, the line that closes it, and the body."""
    opening, yaml, rest = frontmatter.split(text, where=where)
    closing, end, body = rest.partition("\n")
    return opening, yaml, closing + end, body


def _merge_of(old: _File, own: _File, new: _File, body: str) -> Merge:
    """The merge of the front matter over the merged body."""
    ours, theirs = without_nulls(own.front), _styled(new.document.root, new.front)
    return Merge(
        base=Version(without_nulls(old.front), numbers(old.body, body)),
        ours=Version(ours, numbers(own.body, body)),
        theirs=Version(theirs, numbers(new.body, body)),
        lists=Lists(
            fields=Fields(ours=ours, commented=commented(own.yaml, own.document)),
            places=Places(
                merged=None if own.body == new.body else paragraphs(body),
                written=paragraphs(new.body),
                before=paragraphs(old.body),
                moved=body != own.body,
            ),
            theirs=theirs,
        ),
    )


def _styled(node: Node, value: Any, key: str = "") -> Any:
    """The converter's value, which remembers how it is written."""
    if isinstance(node, MappingNode):
        pairs = {k.value: _styled(part, value[k.value], k.value) for k, part in node.value}
        return FlowDict(pairs) if node.flow_style else pairs
    if isinstance(node, SequenceNode):
        items = [_styled(part, item) for part, item in zip(node.value, value, strict=True)]
        return FlowList(items) if node.flow_style else items
    return Plain(value) if key in _TIMES else value


def _rewritten(text: str, old: Front, new: Front, path: Path, where: str) -> str:
    """The text with each key of one mapping as it is in the merged front matter."""
    for key, value in new.items():
        before = old.get(key)
        if isinstance(before, dict) and isinstance(value, dict):
            text = _rewritten(text, before, value, (*path, key), where)
        elif isinstance(before, list) and isinstance(value, list) and before:
            text = _rewritten_list(text, before, value, (*path, key), where)
        elif before != value:
            text = frontedit.put(text, (*path, key), _unmarked(value), where=where, order=list(new))
    for key, before in old.items():
        if key not in new and before is not None:
            text = frontedit.delete(text, (*path, key), where=where)
    return text


def _rewritten_list(text: str, old: list[Any], new: list[Any], path: Path, where: str) -> str:
    """The text with one list as it is in the merged front matter; what stays in it is not written anew."""
    kept = _kept(old, new)
    if not new or list(kept.values()) != sorted(kept.values()):
        return text if old == new else frontedit.put(text, path, _unmarked(new), where=where)
    for at, was in kept.items():
        if isinstance(old[was], dict):
            text = _rewritten(text, old[was], new[at], (*path, was), where)
    standing: list[tuple[str, int]] = [("old", was) for was in range(len(old))]
    place = 0
    for at, value in enumerate(new):  # what is new first: a list must not be empty on the way
        if at in kept:
            place = standing.index(("old", kept[at])) + 1
        else:
            text = frontedit.insert(text, (*path, place), _unmarked(value), where=where)
            standing.insert(place, ("new", at))
            place += 1
    for place, (which, was) in reversed(list(enumerate(standing))):
        if which == "old" and was not in kept.values():
            text = frontedit.delete(text, (*path, place), where=where)
    return text


def _kept(old: list[Any], new: list[Any]) -> dict[int, int]:
    """Which items of the new list stood in the old one, and where."""
    if all(isinstance(item, dict) for item in (*old, *new)):
        return {at: item.at for at, item in enumerate(new) if isinstance(item, Mine)}
    blocks = SequenceMatcher(None, [repr(i) for i in old], [repr(i) for i in new], autojunk=False)
    return {b.b + n: b.a + n for b in blocks.get_matching_blocks() for n in range(b.size)}


def _unmarked(value: Any) -> Any:
    """The value as it is written: whose it was is not."""
    if isinstance(value, dict):
        kind = FlowDict if isinstance(value, FlowDict) else dict
        return kind((key, _unmarked(part)) for key, part in value.items())
    if isinstance(value, list):
        return type(value)(map(_unmarked, value))
    return value


def _with_line_ends(text: str, *, like: str) -> str:
    """The text with each line's end as it was; new lines end as the first one of the file does."""
    if "\r\n" not in like:
        return "\ufeff" * like.startswith("\ufeff") + text
    raw = like.removeprefix("\ufeff").split("\n")
    old, new = [line.removesuffix("\r") for line in raw], text.split("\n")
    result = [line + "\r" * raw[0].endswith("\r") for line in new[:-1]] + new[-1:]
    for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        for step in range(block.size):
            if block.b + step < len(new) - 1 and block.a + step < len(raw) - 1:
                result[block.b + step] = raw[block.a + step]
    return "\ufeff" * like.startswith("\ufeff") + "\n".join(result)

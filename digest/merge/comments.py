"""Which parts of a front matter the editor wrote a comment to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from digest.yamltext import Document, Path

_COMMENT = re.compile(r"(?:^|(?<=\s))#[^\n]*", re.M)


def commented(yaml: str, document: Document) -> frozenset[Path]:
    """The paths of all parts that have a comment in them, above them or behind them.

    >>> from digest.yamltext import load
    >>> text = "a: 1\\nb: # why\\n  - c: 2\\n"
    >>> sorted(commented(text, load(text)))
    [(), ('b',)]
    """
    return frozenset(part for path, _ in _comments(yaml, document) for part in _around(path))


def comments(yaml: str, document: Document) -> Counter[str]:
    """All comments, word for word, and how often each is there."""
    return Counter(text for _, text in _comments(yaml, document))


def _comments(yaml: str, document: Document) -> Iterator[tuple[Path, str]]:
    last: Path = ()
    end = 0
    for start, after, path in (*_leaves(document.root, ()), (len(yaml), len(yaml), None)):
        for comment in _COMMENT.finditer(yaml, end, start):
            behind = "\n" not in yaml[max(end - 1, 0) : comment.start()] and end > 0
            yield last if behind or path is None else path, comment[0].rstrip()
        end, last = after, path or ()


def _leaves(node: Node, path: Path) -> Iterator[tuple[int, int, Path]]:
    """Where each word of a document begins and ends, and the path of the part it is of."""
    if isinstance(node, ScalarNode):
        yield node.start_mark.index, node.end_mark.index, path
    elif isinstance(node, SequenceNode):
        for at, item in enumerate(node.value):
            yield from _leaves(item, (*path, at))
    elif isinstance(node, MappingNode):
        for key, value in node.value:
            yield key.start_mark.index, key.end_mark.index, (*path, key.value)
            yield from _leaves(value, (*path, key.value))


def _around(path: Path) -> set[Path]:
    return {path[:length] for length in range(len(path) + 1)}

"""The items of a front matter: what a merge looks at in one, and how it is shown to an editor who decides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from digest import yamltext
from digest.merge.matching import Item
from digest.text import same_words
from digest.yamltext import Path

Front = dict[str, Any]
Items = list[Front]

NUMBERS = ("paragraph", "places")  # the keys that say where in the body an item stands
_LONGEST_LABEL = 60


class Mine(Front):
    """An item that stands in our list already, and at which place."""

    def __init__(self, value: Front, at: str | int) -> None:
        super().__init__(value)
        self.at = int(at)

    @classmethod
    def of(cls, ours: Item, value: Front) -> Mine:
        """Our item with what it says now."""
        return cls(value, ours.path[-1])


@dataclass(frozen=True, slots=True)
class Dispute:
    """A part of our front matter that both changed, and both versions."""

    path: Path
    what: str
    ours: str
    theirs: str


def shown(value: Any) -> str:
    """A value as it is shown in a conflict."""
    if isinstance(value, dict):
        return yamltext.dump(value).rstrip("\n")
    if isinstance(value, list):
        return yamltext.dump({"x": yamltext.FlowList(value)})[3:-1]
    return "" if value is None else str(value)


def holds(paragraphs: Sequence[str], number: int, words: str) -> bool:
    """Whether words stand in the paragraph of a number."""
    inside = 0 < number <= len(paragraphs)
    return inside and same_words(words) in same_words(paragraphs[number - 1])


def words_of(value: dict[str, Any]) -> str:
    """What an item quotes from the body; nothing for a person."""
    return str(value.get("content") or value.get("surface") or "")


def steps(front: Any, path: Path) -> Iterator[str]:
    """A path in words: the names of keys, and what an item of a list is known by."""
    for step in path:
        try:
            front = front[step]
        except (KeyError, IndexError, TypeError):
            front = {}
        if isinstance(step, str):
            yield step
        elif isinstance(front, dict):
            name = str(front.get("name") or words_of(front))
            yield name if len(name) <= _LONGEST_LABEL else f"{name[:_LONGEST_LABEL]}…"

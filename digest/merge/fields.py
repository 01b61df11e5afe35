"""Three versions of a mapping merged key by key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from digest.merge.items import NUMBERS, Dispute, Front, shown, steps
from digest.yamltext import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """Our front matter, what an editor wrote a comment to in it, and what was found in dispute."""

    ours: Front
    commented: frozenset[Path] = frozenset()
    disputes: list[Dispute] = field(default_factory=list)

    def merged(self, base: Front, ours: Front, theirs: Front, path: Path) -> Front:
        """The mapping at a path, each key from whoever changed it; where both did, ours stays."""
        values = {
            key: self._value(base.get(key), ours.get(key), theirs.get(key), (*path, key))
            for key in arranged(list(ours), list(theirs))
        }
        return {key: value for key, value in values.items() if value is not None}

    def dispute(self, path: Path, ours: Any, theirs: Any) -> None:
        """Note that both changed what stands at a path."""
        what = ": ".join(steps(self.ours, path))
        self.disputes.append(Dispute(path, what, shown(ours), shown(theirs)))

    def _value(self, base: Any, ours: Any, theirs: Any, path: Path) -> Any:
        if theirs in (base, ours):
            return ours
        if isinstance(ours, dict) and isinstance(theirs, dict):
            return self.merged(base if isinstance(base, dict) else {}, ours, theirs, path)
        if path[-1] in NUMBERS and ours is not None and theirs is not None:
            return theirs if ours == base else ours
        if isinstance(ours, list) and isinstance(theirs, list) and (ours != base or path in self.commented):
            return self._words(base or [], ours, theirs, path)
        if ours == base and not (theirs is None and path in self.commented):
            return theirs
        self.dispute(path, ours, theirs)
        return ours

    def _words(self, base: list[Any], ours: list[Any], theirs: list[Any], path: Path) -> list[Any]:
        """A list of names taken for a set: what either added is added, what either took out is out."""
        gone = [word for word in base if word not in theirs]
        if path in self.commented and any(word in ours for word in gone):
            self.dispute(path, ours, theirs)
            return ours
        wanted = [word for word in theirs if word not in base or word in ours]
        return arranged([word for word in ours if word not in gone], wanted)


def arranged(first: Sequence[Any], second: Sequence[Any]) -> list[Any]:
    """All that is in either list, what only the second has behind what comes before it there.

    >>> arranged([1, 2, 3], [2, 4, 3, 5])
    [1, 2, 4, 3, 5]
    """
    result = list(first)
    for at, item in enumerate(second):
        if item not in result:
            before = [result.index(other) for other in second[:at] if other in result]
            result.insert(before[-1] + 1 if before else 0, item)
    return result

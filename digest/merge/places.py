"""Where the words of an item stand in the merged body."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from digest.merge.items import Front, holds, words_of
from digest.merge.matching import Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The paragraphs of the merged body, of the converter's, and of those that the converter wrote before."""

    merged: Sequence[str] | None  # None: it is the converter's
    written: Sequence[str]
    before: Sequence[str]
    moved: bool = False  # whether the merged body is another than ours

    def placed(self, value: Front) -> Front:
        """The item with the number of the paragraph that its words stand in, where the body was merged."""
        words, number = words_of(value), value.get("paragraph", 0)
        if not self.moved or not words or self._holds(number, words):
            return value
        places = [at for at in range(1, len(self.merged or ()) + 1) if self._holds(at, words)]
        nearest = min(places, key=lambda place: abs(place - number), default=number)
        return value | {"paragraph": nearest}

    def are_left(self, theirs: Item, there: int) -> bool:
        """Whether what the converter found anew, in this paragraph of its own, is still where it found it."""
        words = words_of(theirs.value)
        return (
            self.merged is None
            or not holds(self.written, there, words)
            or self._holds(theirs.value.get("paragraph", 0), words)
        )

    def are_kept(self, ours: Item) -> bool:
        """Whether words that the converter's text has no more are in the body because an editor's are."""
        return self.are_ours(ours) and not _stand(self.written, words_of(ours.value))

    def are_lost(self, ours: Item) -> bool:
        """Whether the converter's text had words before, and neither it nor the merged body has them now."""
        words, now = words_of(ours.value), [*self.written, *(self.merged or ())]
        return bool(words) and _stand(self.before, words) and not _stand(now, words)

    def are_ours(self, ours: Item) -> bool:
        """Whether words stand where our entry says, in a body that is not the converter's."""
        words = words_of(ours.value)
        return bool(words) and self._holds(ours.value.get("paragraph", 0), words)

    def _holds(self, number: int, words: str) -> bool:
        return holds(self.merged or (), number, words)


def _stand(paragraphs: Sequence[str], words: str) -> bool:
    """Whether words stand in any of the paragraphs."""
    return any(holds(paragraphs, at, words) for at in range(1, len(paragraphs) + 1))

"""Keys of an entry's front matter that nothing reads: slips of the pen that would lose words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from difflib import get_close_matches
from typing import Any

from digest.model import (
    Entry,
    KeyFigure,
    Mention,
    OpenQuotation,
    Photo,
    Quotation,
    SeedRef,
    Source,
    Speaker,
)
from digest.yamltext import Path

_PARTS: dict[str, type[Any]] = {
    "source": Source,
    "photo": Photo,
    "speakers": Speaker,
    "quotations": Quotation,
    "unattributed": OpenQuotation,
    "mentions": Mention,
    "key_figures": KeyFigure,
    "figures": KeyFigure,
    "seed": SeedRef,
}
_NEARLY = 0.78  # of 1: `speeker` is nearly `speakers`, but a `title_en` is somebody's own


def misspelt(front: dict[str, Any], kind: type[Any] = Entry) -> Iterator[tuple[str, str]]:
    """Each of the editor's own keys that is nearly one of an entry's, or of a taught page's, and that one.

    >>> list(misspelt({"beat": "rivers", "speeker": []}))
    [('speeker', 'speakers')]
    """
    known = [field.name for field in fields(kind) if field.name not in {"extra", "body", "slug"}]
    for key in front:
        if key not in known and (close := nearest(key, known, _NEARLY) or _one_letter_off(key, known)):
            yield key, close


def nearest(key: str, known: list[str], likeness: float = 0.6) -> str:
    """The known key that is most like this one, or nothing."""
    return next(iter(get_close_matches(key, known, 1, likeness)), "")


def _one_letter_off(key: str, known: list[str]) -> str:
    """The known key that begins alike and is one slip of a finger away, or nothing.

    >>> _one_letter_off("tagz", ["note", "tags"]), _one_letter_off("vote", ["note", "tags"])
    ('tags', '')
    """
    from rapidfuzz.distance import OSA

    return next((one for one in known if one[0] == key[:1] and OSA.distance(key, one) == 1), "")


def unread(front: dict[str, Any]) -> Iterator[tuple[Path, str]]:
    """The path of each key that nothing reads, with the key that may be meant, or nothing.

    At the top every key is read: those that an entry does not know are the editor's own, see `misspelt`.

    >>> list(unread({"beat": "rivers", "source": {"name": "The Courier", "urll": "x"}}))
    [(('source', 'urll'), 'url')]
    """
    for field in fields(Entry):
        yield from _within(front.get(field.name), field.name, (field.name,))


def _within(value: Any, key: str, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, list):
        for at, item in enumerate(value):
            yield from _within(item, key, (*path, at))
    elif isinstance(value, dict) and key in _PARTS:
        known = [field.name for field in fields(_PARTS[key])]
        for name, item in value.items():
            if name in known:
                yield from _within(item, name, (*path, name))
            else:
                yield (*path, name), nearest(name, known)

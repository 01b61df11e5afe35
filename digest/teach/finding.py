"""Who is meant by what an editor typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from digest.errors import DigestError
from digest.teach.listing import Listed

_MOST_NAMED = 5
_NEARLY = 60  # of 100


def find(listed: Sequence[Listed], who: str, *, command: str) -> Listed:
    """The one with this slug, name, or alias, in this order; `DigestError` for none or several."""
    found = called(listed, who)
    if len(found) > 1:
        hint = "give the slug: " + " or ".join(one.slug for one in found[:_MOST_NAMED])
        raise DigestError(who, f"{len(found)} are called so", hint=hint)
    if found:
        return found[0]
    what = "nobody is called so" if command == "speakers" else "no source is called so"
    raise DigestError(who, what, hint=_nearest(listed, who, command))


def called(listed: Sequence[Listed], who: str) -> list[Listed]:
    """All that are called so, in the first way in which anybody is."""
    sought = key(who)
    for names in _WAYS:
        found = [one for one in listed if who in names(one)]
        found = found or [one for one in listed if sought in map(key, names(one))]
        if found:
            return found
    return []


def key(name: str) -> str:
    """A name as it is compared: without case, stops, and the article before it.

    >>> key("The  St. Arden Post") == key("st arden post")
    True
    """
    words = name.casefold().replace(".", " ").split()
    return " ".join(words[words[:1] == ["the"] and len(words) > 1 :])


_WAYS: tuple[Callable[[Listed], Iterable[str]], ...] = (
    lambda one: (one.slug,),
    lambda one: (one.name,),
    lambda one: one.names,
    lambda one: one.taught,
    lambda one: one.known.redirect_from if one.known else (),
    lambda one: one.printed,
)


def _nearest(listed: Sequence[Listed], who: str, command: str) -> str:
    from rapidfuzz import fuzz, process, utils

    names = [one.name for one in listed]
    found = process.extract(
        who, names, scorer=fuzz.WRatio, processor=utils.default_process, limit=3, score_cutoff=_NEARLY
    )
    near = [f"{listed[at].name} ({listed[at].slug})" for _, _, at in found]
    return f"did you mean {' or '.join(near)}?" if near else f"list them all with `digest {command}`"

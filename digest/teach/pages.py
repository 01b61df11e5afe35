"""Changing a registry page, in the text of its file."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import fields
from typing import Any

from digest import yamltext
from digest.frontedit import delete, insert, put
from digest.frontmatter import split
from digest.model import KnownSource, KnownSpeaker

_SPEAKER_KEYS, _SOURCE_KEYS = (
    [field.name for field in fields(known)] for known in (KnownSpeaker, KnownSource)
)
ORDER = tuple(dict.fromkeys([*_SPEAKER_KEYS[: _SPEAKER_KEYS.index("redirect_from")], *_SOURCE_KEYS]))
_LISTS = ("aliases", "same_as", "redirect_from", "different_from")


def new(name: str, *, kind: str = "person") -> str:
    """A page that says no more than who it is about."""
    front = {"name": name} | ({"kind": kind} if kind == "organisation" else {})
    return f"---\n{yamltext.dump(front)}---\n"


def with_name(text: str, name: str, *, where: str) -> str:
    """The page with this name, which so is an alias no longer."""
    return without(put(text, ("name",), name, where=where, order=ORDER), "aliases", [name], where=where)


def with_items(text: str, key: str, items: Collection[str], *, where: str) -> str:
    """The page with those of the items in a list that are not there yet."""
    there = _list(text, key, where)
    known = {item.casefold() for item in there}
    for item in dict.fromkeys(items):
        if item.casefold() not in known:
            text = insert(text, (key, len(there)), item, where=where, order=ORDER)
            there.append(item)
            known.add(item.casefold())
    return text


def without(text: str, key: str, items: Collection[str], *, where: str) -> str:
    """The page with a list less these items."""
    for at, item in reversed(list(enumerate(_list(text, key, where)))):
        if item in items:
            text = delete(text, (key, at), where=where)
    return text


def with_all_of(text: str, other: str, *, where: str) -> tuple[str, list[str]]:
    """The page with all that another says and it does not; and what both say in different ways."""
    front, notes = _front(text, where), []
    for key, value in _front(other, where).items():
        if value is None or key in {"name", "kind"}:
            continue
        if key in _LISTS:
            text = with_items(text, key, value, where=where)
        elif front.get(key) is None:
            text = put(text, (key,), value, where=where, order=ORDER)
        elif front[key] != value:
            notes.append(f"{where}: keeps `{key}: {front[key]}`; the other page said `{key}: {value}`")
    return _with_body(text, _body(other, where), where), notes


def _with_body(text: str, body: str, where: str) -> str:
    """The page with another's words below its own, unless they are there already."""
    if not body or body in _body(text, where):
        return text
    end = "\r\n" if text.partition("\n")[0].endswith("\r") else "\n"
    return text.rstrip("\r\n") + end * 2 + body.replace("\n", end) + end


def _body(text: str, where: str) -> str:
    _, _, rest = split(text.replace("\r\n", "\n"), where=where)
    return rest.partition("\n")[2].strip("\n")


def _front(text: str, where: str) -> dict[str, Any]:
    return yamltext.load(split(text.replace("\r\n", "\n"), where=where)[1]).value


def _list(text: str, key: str, where: str) -> list[str]:
    return list(_front(text, where).get(key) or ())

"""A newsletter or another message → its article: the head states title, source and date."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from digest.model import KnownSource
from digest.parse.draft import Draft
from digest.parse.outlet import host
from digest.parse.said import Said, Statements, clean
from digest.parse.stated import read_stated, with_dropped

Reader = Callable[[str, Sequence[KnownSource], Statements], Draft]

_HEADER = re.compile(r"(?P<name>[A-Z][A-Za-z-]{2,20}): (?P<value>.+)")
_PREFIX = re.compile(r"(?:(?:fwd?|re|aw|wg|tr|rv|i)\s?:\s*)+", re.IGNORECASE)
_FORWARDED_HEADER = re.compile(
    r"\W{0,3}(?P<name>From|Sent|Date|Subject|Von|Gesendet|Datum|Betreff)\s?: +(?P<value>\S.{0,300})"
)
_FORWARDED_NAMES = {"Sent": "Date", "Von": "From", "Gesendet": "Date", "Datum": "Date", "Betreff": "Subject"}
_SENDER = re.compile(
    r"\"?(?P<name>[^\"<>]{2,80}?)\"?\s*(?:[<\[](?:mailto:)?(?P<address>[^<>\[\]]{3,200})[>\]])?"
)
_AUTHOR_FROM = re.compile(
    r"(?P<author>.{3,60}?)(?:,? (?:from|at|@|via|von|bei|de|od) | \| )(?P<site>.{2,60})"
)
_REACH = 40  # lines in which the head of a forwarded message stands


def read_message_text(text: str, known: Sequence[KnownSource], read_page: Reader) -> Draft:
    """Read a message's head and text; a text part that is HTML is read by `read_page`."""
    head, _, body = text.partition("\n\n")
    first = head.count("\n") + 3  # the line of the body's first line
    fields = {
        match["name"]: match["value"] for line in head.split("\n") if (match := _HEADER.fullmatch(line))
    }
    if fields.get("Forwarded"):
        fields = (
            {"Subject": fields.get("Subject", "")}
            | _forwarded(body)
            | {"Content-Type": fields.get("Content-Type", "")}
        )
    said = _statements(fields)
    if fields.get("Content-Type") == "text/html":
        return read_page("\n" * (first - 1) + body, known, said)
    draft, unlike = read_stated(said, "\n" * (first - 1) + body, known, room=first - 1)
    return with_dropped(draft, unlike)


def _forwarded(body: str) -> dict[str, str]:
    """The head of the message that was forwarded, as mail programs print it above the text."""
    found: dict[str, str] = {}
    for line in body.split("\n")[:_REACH]:
        if match := _FORWARDED_HEADER.fullmatch(line):
            found.setdefault(_FORWARDED_NAMES.get(match["name"], match["name"]), match["value"])
    sender = _SENDER.fullmatch(found.pop("From", ""))
    if sender:
        found |= {"From": sender["name"], "Host": (sender["address"] or "").rpartition("@")[2]}
    return found


def _statements(fields: dict[str, str]) -> Statements:
    said: dict[str, tuple[Said, ...]] = {}
    if subject := clean(_PREFIX.sub("", fields.get("Subject", ""), count=1)):
        said["title"] = (Said(text=subject, where="the message's subject"),)
    if date := fields.get("Date"):
        said["published"] = (Said(text=date, where="the message's date"),)
    if sites := _sites(fields):
        said["site"] = sites
    sender = _AUTHOR_FROM.fullmatch(clean(fields.get("From", "")))
    if sender:
        said["authors"] = (Said(text=sender["author"], where="the message's sender"),)
    if at := fields.get("Host"):
        said["host"] = (Said(text=at, where="the sender's address"),)
    return said


def _sites(fields: dict[str, str]) -> tuple[Said, ...]:
    """The outlet as the sender or the mailing list names it, else by the sender's address."""
    sender = clean(fields.get("From", ""))
    split = _AUTHOR_FROM.fullmatch(sender)
    named = (
        (split["site"] if split else sender, "the message's sender"),
        (clean(fields.get("List", "")), "the mailing list's name"),
    )
    said = tuple(Said(text=name, where=where) for name, where in named if name)
    at = host(fields.get("Host", ""))
    return said or ((Said(text=at, where="the sender's address"),) if at else ())

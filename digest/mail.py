"""A message as it lies on disk → its few headers and its text; nothing in it is run or fetched."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import default
from email.utils import getaddresses

from digest.charset import declared, encoding_of, fits, known
from digest.errors import IntakeError

_ENOUGH = 50  # words; a shorter text part beside an HTML part says “view this in your browser”
_FORWARDED = re.compile(r"\s*(?:fwd?|wg|tr|rv|i)\s?:", re.IGNORECASE)
_BLANKS = re.compile(r"\s+")
_LIST_NAME = re.compile(r"\s*\"?([^\"<>]{2,80}?)\"?\s*<")


def read_message(data: bytes, shown: str) -> str:
    """A message as plain lines: `Subject:`, `From:` and the like, a blank line, and its text part.

    A message forwarded as an attachment is read in place of the one around it.
    """
    message = _innermost(email.message_from_bytes(data, policy=default))
    part = _text_part(message, shown)
    head = "\n".join(f"{name}: {value}" for name, value in _head(message, part) if value)
    return f"{head}\n\n{_content(part, shown)}"


def _innermost(message: EmailMessage) -> EmailMessage:
    part: EmailMessage
    for part in message.walk():
        if part.get_content_type() == "message/rfc822" and part.is_multipart():
            inner = part.get_payload(0)
            if isinstance(inner, EmailMessage) and _is_forwarded(message):
                return inner
    return message


def _is_forwarded(message: EmailMessage) -> bool:
    return _FORWARDED.match(_header(message, "subject")) is not None


def _text_part(message: EmailMessage, shown: str) -> EmailMessage:
    parts: dict[str, EmailMessage] = {
        part.get_content_type(): part for part in reversed(list(_readable(message)))
    }
    text, page = parts.get("text/plain"), parts.get("text/html")
    if text is not None and (page is None or len(_content(text, shown).split()) >= _ENOUGH):
        return text
    if page is None:
        hint = "open it, and paste its text into a .txt file"
        raise IntakeError(shown, "a message with no text part", hint=hint)
    return page


def _readable(message: EmailMessage) -> Iterator[EmailMessage]:
    """The parts that hold the message's own words, and not those of something attached."""
    part: EmailMessage
    for part in message.walk():
        own = not part.is_attachment() and not part.is_multipart()
        if own and part.get_content_type() in {"text/plain", "text/html"} and part.get_payload():
            yield part


def _content(part: EmailMessage, shown: str) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    page = part.get_content_type() == "text/html"
    label = known(str(part.get_content_charset() or "")) or (declared(data) if page else None)
    if label and not fits(data, "utf-8") and fits(data, label):
        return data.decode(label)
    return data.decode(encoding_of(data, shown, page=page))


def _head(message: EmailMessage, part: EmailMessage) -> Iterator[tuple[str, str]]:
    sender = _sender(message)
    yield "Subject", _header(message, "subject")
    yield "Forwarded", "yes" if _is_forwarded(message) else ""
    yield "From", sender[0]
    yield "Host", sender[1].rpartition("@")[2]
    yield "List", _list_name(message)
    yield "Date", _header(message, "date")
    yield "Content-Type", part.get_content_type()


def _sender(message: EmailMessage) -> tuple[str, str]:
    return next(iter(getaddresses([_header(message, "from")])), ("", ""))


def _list_name(message: EmailMessage) -> str:
    match = _LIST_NAME.match(_header(message, "list-id"))
    return match[1].strip() if match else ""


def _header(message: EmailMessage, name: str) -> str:
    """A header on one line; nothing for one that cannot be read."""
    try:
        return _BLANKS.sub(" ", str(message.get(name) or "")).strip()
    except (ValueError, LookupError, IndexError, AttributeError, TypeError):
        return ""  # the standard library stumbles over some broken headers

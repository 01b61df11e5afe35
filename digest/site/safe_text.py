"""Text made fit for the formats that other programs read."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlsplit

_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")
_DOUBTFUL = re.compile(r"[\\\s\x00-\x1f\x7f]")
_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_OF_AN_ADDRESS = ":/?#[]@!$&'()*+,;=%"
_DIAGRAM = re.compile(r"""(<pre\b[^<>]*\bclass\s*=\s*["']?[^"'<>]*?)\bmermaid\b""", re.IGNORECASE)
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")


def legal(text: str) -> str:
    r"""The text less the characters that XML 1.0 forbids: control characters, halves of characters.

    >>> legal("a\x00b\tc\ud800")
    'ab\tc'
    """
    return text if text.isprintable() else _FORBIDDEN.sub("", text)  # the first is quicker, and mostly so


def one_line(text: str) -> str:
    r"""The text on one line, with single blanks, whatever a reader may take for a line's end.

    >>> one_line(" a\r\nER  - \u2028b")
    'a ER - b'
    """
    return " ".join(legal(" ".join(text.split())).split())


def host(url: str) -> str:
    """The site that a link leads to.

    >>> host("https://www.example.org/a")
    'example.org'
    """
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def web_url(url: str | None) -> str | None:
    """The address when it is plainly one of the web, as addresses are written; a seed may hold anything.

    >>> web_url("https://example.org/a?c={d}&e=5%"), web_url("javascript:alert(1)")
    ('https://example.org/a?c=%7Bd%7D&e=5%25', None)
    >>> web_url("https://a.example\\\\@b.example/news") is None  # a browser goes to a.example
    True
    """
    if not url or not url.lower().startswith(("https://", "http://")) or _DOUBTFUL.search(url):
        return None
    if not host(url) or "@" in urlsplit(url).netloc:
        return None
    return quote(_LONE_PERCENT.sub("%25", legal(url)), safe=_OF_AN_ADDRESS)


def language_tag(language: str) -> str | None:
    """The language when it is written as BCP 47 asks, else nothing.

    >>> language_tag("pt-BR"), language_tag("no idea")
    ('pt-BR', None)
    """
    return language if _LANGUAGE.fullmatch(language) else None


def without_diagrams(page: str) -> str:
    """HTML in which Material sees no Mermaid diagram: for one it asks another host for a script.

    >>> without_diagrams('<pre class="mermaid"><code>graph TD</code></pre>')
    '<pre class="diagram"><code>graph TD</code></pre>'
    """
    return _DIAGRAM.sub(r"\1diagram", page)


def json_text(value: Any) -> str:
    """The value as JSON in as few characters as can be."""
    return legal(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def filled(record: Mapping[str, Any]) -> dict[str, Any]:
    """The record less the keys with nothing behind them.

    >>> filled({"paragraph": 0, "cue": None, "tags": (), "via": ""})
    {'paragraph': 0}
    """
    return {key: value for key, value in record.items() if value not in (None, "", (), [])}

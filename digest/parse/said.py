"""One thing that the form of a seed states of its article, and the words and names in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from digest.markdown import unescape
from digest.parse import lexicon
from digest.parse.authors import is_name, split_names
from digest.parse.line import fold
from digest.parse.title import split_outlet
from digest.text import normalise


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One statement: its words, the place that makes it, and the line of the seed where it stands."""

    text: str  # several names stand on lines of their own
    where: str
    line: int = 1


Statements = Mapping[str, Sequence[Said]]  # by field, the most trusted first

_WIKI = re.compile(r"\[\[(?:[^\[\]|]{1,300}\|)?([^\[\]|]{1,300})\]\]")
_LINK = re.compile(r"\[([^\[\]]{1,300})\]\([^()\s]{1,1000}\)")
_ADDRESS = re.compile(r"https?://[^\s<>\"'`\\{}|^\[\]]{4,2000}", re.IGNORECASE)
_NO_NAME = re.compile(r"[\d@/|:]|, | and | & ")
_BY = re.compile(rf"(?:{lexicon.either('bylines')})\s?:?\s+(?=\S)", re.IGNORECASE)
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9_-]{1,20})?")


def clean(text: str) -> str:
    """The words of a statement on one line, without entities and the marks of links.

    >>> clean("[[Ada Berg]] &amp;\\n Bo")
    'Ada Berg & Bo'
    """
    return _LINK.sub(r"\1", _WIKI.sub(r"\1", " ".join(normalise(unescape(text)).split())))


def web_address(text: str) -> str | None:
    """The address, where a text is one of the web and nothing else."""
    return text.strip() if _ADDRESS.fullmatch(text.strip()) else None


def names_in(text: str, site: str | None = None) -> tuple[str, ...]:
    """The names that a statement of authors holds, each once; the outlet itself is no author.

    >>> names_in("By Ada Berg and Bo Lund"), names_in("https://example.org/ada"), names_in("admin")
    (('Ada Berg', 'Bo Lund'), (), ())
    """
    names = dict.fromkeys(name for line in text.split("\n") for name in _names(_BY.sub("", line, count=1)))
    return tuple(name for name in names if site is None or fold(name) != fold(site))


def _names(text: str) -> Iterator[str]:
    if web_address(text) or "@" in text:
        return
    words = text.split()
    if is_name(text) or (0 < len(words) <= 4 and not text.islower() and not _NO_NAME.search(text)):
        yield text
    elif text.islower() and text.isascii():
        return
    else:
        yield from split_names(text)


def without_outlet(text: str, site: str | None, others: Sequence[str] = ()) -> str:
    """A title without the outlet behind it: known by its name, or by another title that lacks it."""
    rest, end = split_outlet(text)
    if end is None:
        return text
    named, ending = set(fold(site or "").split()), set(fold(end).split())
    alone = any(fold(other) == fold(rest) for other in others)
    return rest if alone or (named and (ending <= named or named <= ending)) else text


def language_tag(text: str) -> str | None:
    """The language that a tag such as `en-GB` names.

    >>> language_tag("en_GB")
    'en'
    """
    match = _LANGUAGE.fullmatch(text.strip())
    return match[1].lower() if match else None

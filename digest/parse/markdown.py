"""Pasted Markdown without front matter → the plain lines that it stands for."""

from __future__ import annotations

import re

_HEADING = re.compile(r"(?P<marks>#{1,6}) +(?P<text>.*?)(?: +#+)?")
_LINK = re.compile(r"(?<!!)\[(?P<text>[^\[\]]{1,500})\]\((?:[^()\s]{1,500})(?: \"[^\"]{0,200}\")?\)")
_EMPHASIS = re.compile(r"(?P<mark>\*\*\*|\*\*|\*|__|_)(?P<text>[^*_]+)(?P=mark)")
_QUOTE = re.compile(r"(?:> ?)+(?=\S)")


def has_front_matter(text: str) -> bool:
    """Whether a file begins with the keys of a clipper rather than with its text."""
    return text.startswith("---\n") and "\n---" in text[4:]


def plain(text: str) -> str:
    """The text, line for line, without the marks of headings, links, quotes and whole emphasised lines.

    >>> plain("# Bridge opens\\n\\n*By Ada Berg*\\n\\nThe [mayor](https://example.org) came.")
    'Bridge opens\\n\\nBy Ada Berg\\n\\nThe mayor came.'
    """
    return "\n".join(map(_plain_line, text.split("\n")))


def first_heading(text: str) -> str | None:
    """The text of the first heading of the first level: the title, where there is one."""
    for line in text.split("\n"):
        match = _HEADING.fullmatch(line)
        if match and match["marks"] == "#":
            return _plain_line(line) or None
    return None


def _plain_line(line: str) -> str:
    heading = _HEADING.fullmatch(line)
    line = _QUOTE.sub("", heading["text"] if heading else line, count=1)
    line = _LINK.sub(lambda match: match["text"], line)
    whole = _EMPHASIS.fullmatch(line)
    return (whole["text"] if whole else line).strip()

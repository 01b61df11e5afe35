"""Markdown → the plain lines that it stands for."""

from __future__ import annotations

import re

_HEADING = re.compile(r"(?P<marks>#{1,6}) +(?P<text>.*?)(?: +#+)?")
_TARGET = r"\((?:[^()\s]|\([^()\s]{0,200}\)){1,4000}+(?: \"[^\"]{0,300}\"| '[^']{0,300}')?\)"
_IMAGE = re.compile(rf"!\[[^\[\]]{{0,500}}+\]{_TARGET}|!\[\[[^\[\]]{{1,300}}\]\]")
_LINK = re.compile(rf"(?<!!)\[(?P<text>[^\[\]]{{0,500}}+)\]{_TARGET}")
_AUTOLINK = re.compile(r"<(https?://[^<>\s]{1,2000})>")
_EMPHASIS = re.compile(
    r"(?<![\\*\w])(?P<mark>\*{1,3})(?=[^\s*])(?P<text>[^*]{1,2000})(?<=[^\s\\])(?P=mark)(?![*])"
    r"|(?<![\\_\w])(?P<under>_{1,3})(?=[^\s_])(?P<words>[^_]{1,2000})(?<=[^\s\\])(?P=under)(?![\w_])"
)
_QUOTE = re.compile(r"\A {0,3}(?:> ?)+(?=\S)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_HARD_BREAK = re.compile(r"(?<=\S)\\$")


def plain(text: str) -> str:
    """The text, line for line, without the marks of headings, links, quotes, images and emphasis.

    >>> plain("# Bridge opens\\n\\n*By Ada Berg*\\n\\nThe [mayor](https://example.org) *really* came.")
    'Bridge opens\\n\\nBy Ada Berg\\n\\nThe mayor really came.'
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
    if _IMAGE.fullmatch(line):
        return line  # furniture of its own, with its reason
    line = _LINK.sub(lambda match: match["text"], _IMAGE.sub("", line))
    line = _AUTOLINK.sub(r"\1", _HARD_BREAK.sub("", line))
    for _ in range(3):  # strong words inside emphasised ones, and the other way round
        line = _EMPHASIS.sub(lambda match: match["text"] or match["words"], line)
    return " ".join(_ESCAPE.sub(r"\1", line).split(" ")).strip()

"""Bytes → text: which encoding a file is in, where its bytes or its own words show it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from charset_normalizer import CharsetMatch, from_bytes

from digest.errors import IntakeError

_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_CODE_PAGES = ["cp1250", "cp1251", "cp1252"]
_ALIKE = frozenset("‚„…†‡‰‹‘’“”•–—™›\u00a0¦§©«¬\u00ad®°±¶·»")  # the same bytes in every one of these
_MONEY = re.compile(r"[£€¥](?=\d)|(?<=\d)[£€¥]")
_CLEARLY = 0.04  # by how much the best code page must beat the next one
_HEAD = 4096  # bytes of a page in which it names its encoding
_META = re.compile(rb"<meta[^<>]{0,200}?charset\s{0,3}=\s{0,3}[\"']?\s{0,3}([\w.:-]{2,30})", re.IGNORECASE)
# What pages call an encoding, and what browsers take it for: the larger set of which it is a part.
_LABELS = {
    "ascii": "cp1252",
    "big5": "big5hkscs",
    "euc-jp": "euc_jp",
    "euc-kr": "cp949",
    "gb18030": "gb18030",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "ibm866": "cp866",
    "iso-2022-jp": "iso2022_jp",
    "iso-8859-1": "cp1252",
    "iso-8859-9": "cp1254",
    "koi8-r": "koi8-r",
    "koi8-u": "koi8-u",
    "latin1": "cp1252",
    "macintosh": "mac-roman",
    "shift_jis": "cp932",
    "tis-620": "cp874",
    "us-ascii": "cp1252",
    "windows-874": "cp874",
    **{f"iso-8859-{part}": f"iso-8859-{part}" for part in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)},
    **{f"windows-{page}": f"cp{page}" for page in range(1250, 1259)},
}


def encoding_of(data: bytes, shown: str, *, page: bool = False) -> str:
    """The encoding that bytes are in; `IntakeError` where it is not clear, or where they are no text.

    A `page` of HTML may name its encoding itself.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _checked(data, encoding, shown)
    if b"\0" in data or data.startswith(b"%PDF-"):
        raise _not_text(shown)
    named = declared(data) if page else None
    if _is_utf_8(data) and not (named and data.isascii()):
        return "utf-8"
    if named and fits(data, named):
        return named
    return "utf-8" if data.isascii() else _code_page(data, shown)


def declared(data: bytes) -> str | None:
    """The encoding that a page of HTML names in its head, as Python calls it.

    >>> declared(b'<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-1">')
    'cp1252'
    """
    match = _META.search(data[:_HEAD])
    return known(match[1].decode("ascii", "replace")) if match else None


def known(label: str) -> str | None:
    """What Python calls an encoding that a page or a message names; nothing for one it should not use."""
    return _LABELS.get(label.strip().lower())


def fits(data: bytes, encoding: str) -> bool:
    """Whether bytes can be read in an encoding."""
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _is_utf_8(data: bytes) -> bool:
    return fits(data, "utf-8")


def _checked(data: bytes, encoding: str, shown: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        hint = "save it as UTF-8"
        raise IntakeError(shown, f"not {encoding} as its first bytes say", hint=hint) from error
    if "\0" in text:
        raise _not_text(shown)
    return encoding


def _not_text(shown: str) -> IntakeError:
    return IntakeError(shown, "not text", hint="paste the article's text into a .txt file")


def _code_page(data: bytes, shown: str) -> str:
    if _is_plain_english(data):
        return "cp1252"
    matches = from_bytes(data, cp_isolation=_CODE_PAGES, preemptive_behaviour=False, enable_fallback=False)
    best = _clear_best(sorted(matches, key=lambda match: (_doubt(match), match.encoding)))
    if best is None:
        raise IntakeError(shown, "not UTF-8, and not clearly anything else", hint="save it as UTF-8")
    return best.encoding


def _is_plain_english(data: bytes) -> bool:
    """Whether all that is not ASCII are signs that no code page reads otherwise, or money beside its sum."""
    text = _MONEY.sub("", data.decode("cp1252", "replace"))
    return all(sign.isascii() or sign in _ALIKE for sign in text)


def _clear_best(matches: Sequence[CharsetMatch]) -> CharsetMatch | None:
    """The first match, unless another reading of the bytes is nearly as good."""
    if not matches:
        return None
    best, others = matches[0], [match for match in matches[1:] if str(match) != str(matches[0])]
    return None if any(_doubt(match) - _doubt(best) < _CLEARLY for match in others) else best


def _doubt(match: CharsetMatch) -> float:
    return match.chaos - match.coherence

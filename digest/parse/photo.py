"""What an article says of its photograph."""

from __future__ import annotations

import re

from digest.model import Photo
from digest.parse import lexicon
from digest.parse.line import Line
from digest.parse.page import Page

_LABEL = rf"(?:{lexicon.either('credits')})\.?\s?(?::|by\b|©)"
_CREDIT = re.compile(rf"\W*{_LABEL}\s*(?P<credit>\S.{{0,160}})", re.IGNORECASE)
_CAPTION = re.compile(rf"(?P<caption>\S.{{5,}}?) ?\(?\b{_LABEL}\s*(?P<credit>\S[^:]{{1,80}})", re.IGNORECASE)
_URL = re.compile(r"https?://\S+")


def find_photo(page: Page) -> tuple[Photo | None, int | None]:
    """The first credit above the body or in it, with its caption, and the number of its line."""
    for place, line in enumerate(page.lines[: page.last]):
        photo = read_photo(line) if page.why[place] == "photo caption" else None
        if photo is not None:
            return photo, line.number
    return None, None


def read_photo(line: Line) -> Photo | None:
    """What one line says of a photograph: whose it is, and what it shows."""
    if line.words < 25 and (match := _CREDIT.fullmatch(line.text)):
        url = _URL.fullmatch(match["credit"])
        return Photo(url=url[0]) if url else Photo(credit=_clean(match["credit"]))
    match = _CAPTION.fullmatch(line.text)
    return Photo(credit=_clean(match["credit"]), caption=match["caption"]) if match else None


def _clean(credit: str) -> str:
    return credit.strip().removesuffix(")") if "(" not in credit else credit.strip()

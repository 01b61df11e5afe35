"""Mark words in the HTML of an article: each quotation gets its anchor, each paragraph its number."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from digest.markdown import find_paragraphs, unescape
from digest.text import same_words

_ATOM = re.compile(r"<[^<>]*>|&(?:#\d+|#x[0-9a-fA-F]+|\w+);|[^<&]+|[<&]")
_JOINED = re.compile(r"\w\w|\d[.,]\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Words to mark in a paragraph (from 1), and the attributes their element gets."""

    paragraph: int
    words: str
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Atom:
    """A piece of text that shows as `shown`, or a tag, which shows nothing."""

    source: str
    shown: str = ""


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    mark: Mark


def mark(page: str, marks: Iterable[Mark], row: Callable[[int, str], str]) -> str:
    """Mark the words in each `<p>` of `page`; `row(number, paragraph)` says how a paragraph is set.

    Words that are not there, or that cross others, stay unmarked: their anchor stands before the paragraph.
    """
    by_paragraph: dict[int, list[Mark]] = {}
    for item in marks:
        by_paragraph.setdefault(item.paragraph, []).append(item)
    pieces: list[str] = []
    written = 0
    for number, match in enumerate(find_paragraphs(page), 1):
        inner = _mark_words(match["inner"], by_paragraph.get(number, []))
        paragraph = f'<p id="p{number}"{match["attributes"]}>{inner}</p>'
        pieces += [page[written : match.start()], row(number, paragraph)]
        written = match.end()
    return "".join(pieces) + page[written:]


def _mark_words(inner: str, marks: Sequence[Mark]) -> str:
    if not marks:
        return inner
    atoms = [_atom(match[0]) for match in _ATOM.finditer(inner)]
    found = _nested(_find("".join(atom.shown for atom in atoms), marks))
    return _lost_anchors(marks, found) + "".join(_write(atoms, found))


def _lost_anchors(marks: Sequence[Mark], found: Sequence[_Found]) -> str:
    """Anchors for what could not be marked, so that every link to it still arrives."""
    marked = {id(place.mark) for place in found}
    lost = (item.attributes.get("id") for item in marks if id(item) not in marked)
    return "".join(f'<span id="{html.escape(anchor)}"></span>' for anchor in lost if anchor)


def _atom(source: str) -> _Atom:
    if source.startswith("<") and source.endswith(">") and len(source) > 1:
        return _Atom(source)
    return _Atom(source, unescape(source) if source.startswith("&") else source)


def _find(text: str, marks: Sequence[Mark]) -> Iterator[_Found]:
    """Where each mark's words stand; the same words twice are two places."""
    text = same_words(text)
    after: dict[str, int] = {}
    for item in marks:
        words = same_words(item.words)
        start = _seek(text, words, after.get(words, 0)) if words else -1
        if start >= 0:
            after[words] = start + len(words)
            yield _Found(start, start + len(words), item)


def _seek(text: str, words: str, after: int) -> int:
    """Where the words stand next: rather whole (12) than as a part of others (2012)."""
    first = place = text.find(words, after)
    while place >= 0 and (_inside(text, place) or _inside(text, place + len(words))):
        place = text.find(words, place + len(words))
    return first if place < 0 else place


def _inside(text: str, at: int) -> bool:
    """Whether a word or a number goes on from before this place to behind it."""
    around = (text[max(at - back, 0) : at + on] for back, on in ((1, 1), (2, 1), (1, 2)))
    return 0 < at < len(text) and any(_JOINED.fullmatch(piece) for piece in around)


def _nested(found: Iterable[_Found]) -> list[_Found]:
    """The places in order, outer before inner, less those that cross another."""
    kept: list[_Found] = []
    open_ends: list[int] = []
    for place in sorted(found, key=lambda place: (place.start, -place.end)):
        while open_ends and open_ends[-1] <= place.start:
            open_ends.pop()
        if not open_ends or place.end <= open_ends[-1]:
            open_ends.append(place.end)
            kept.append(place)
    return kept


def _write(atoms: Sequence[_Atom], found: Sequence[_Found]) -> Iterator[str]:
    """The atoms with the marks around them; a mark that meets a tag closes before and opens after."""
    waiting = list(reversed(found))
    open_marks: list[_Found] = []
    position = 0
    for atom in atoms:
        if not atom.shown:
            yield from _close_ended(open_marks, position)
            yield "</span>" * len(open_marks) + atom.source
            yield from (_start_tag(place, again=True) for place in open_marks)
            continue
        start, end = position, position + len(atom.shown)
        while position < end:
            yield from _close_ended(open_marks, position)
            while waiting and waiting[-1].start <= position:
                open_marks.append(waiting.pop())
                yield _start_tag(open_marks[-1])
            stop = min([end, *(p.end for p in open_marks[-1:]), *(p.start for p in waiting[-1:])])
            whole = atom.source != atom.shown  # an entity is one character
            yield atom.source if whole else atom.shown[position - start : stop - start]
            position = end if whole else stop
    yield "</span>" * len(open_marks)


def _close_ended(open_marks: list[_Found], position: int) -> Iterator[str]:
    while open_marks and open_marks[-1].end <= position:
        open_marks.pop()
        yield "</span>"


def _start_tag(place: _Found, *, again: bool = False) -> str:
    attributes = place.mark.attributes.items()
    written = (f' {key}="{html.escape(value)}"' for key, value in attributes if not (again and key == "id"))
    return f"<span{''.join(written)}>"

"""What a reader makes of a seed before anybody insists on anything."""

from __future__ import annotations

from dataclasses import dataclass

from digest.model import Block, Dropped, Photo, Source, Timestamp


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """All that was found in a paste; what is missing is a question to the editor."""

    title: str | None
    source: Source | None
    published: Timestamp | None
    updated: Timestamp | None
    question: str  # what is not clear about the date
    question_line: int | None
    authors: tuple[str, ...]
    section: str | None
    dateline: str | None
    photo: Photo | None
    language: str
    blocks: tuple[Block, ...]
    dropped: tuple[Dropped, ...]
    header_lines: tuple[int, ...] = ()  # the lines that gave title, source, date, authors, section or photo

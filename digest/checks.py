"""What an editor should look at in an entry: errors to mend, and questions to answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from digest.frontmatter import EntryFile
from digest.keys import misspelt, unread
from digest.near_duplicates import near_duplicates
from digest.text import printable, same_words

Level = Literal["error", "question"]
_WEB = re.compile(r"https?://[^\s/]", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing to look at, with its place as `file:line`."""

    place: str
    level: Level
    text: str

    def __str__(self) -> str:
        return printable(f"{self.place}: {self.level}: {self.text}")


def check(file: EntryFile, body: Sequence[str]) -> Iterator[Finding]:
    """Find what is wrong or open in one entry, in the order of its front matter.

    `body` is the plain text of its paragraphs, as `digest.markdown.paragraphs` gives it.
    """
    body = [same_words(paragraph) for paragraph in body]
    yield from _check_keys(file)
    yield from _check_links(file)
    yield from _check_speakers(file, body)
    yield from _check_open_quotations(file, body)
    yield from _check_figures(file, body)


def same_stories(files: Iterable[EntryFile]) -> Iterator[Finding]:
    """Ask about every entry that prints an earlier one again, in the words of another paste or paper."""
    by_place = {file.where: file for file in files}
    for first, *later in near_duplicates({where: file.entry for where, file in by_place.items()}):
        for where in later:
            place = _place(by_place[where], "title")
            yield Finding(place=place, level="question", text=f"the same story as {first}")


def still_to_come(files: Iterable[EntryFile], today: date) -> Iterator[Finding]:
    """Ask about entries dated after tomorrow: no paper prints so far ahead, whatever its time zone."""
    for file in files:
        if file.entry.timestamp.day > today + timedelta(days=1):
            text = f"dated {file.entry.timestamp.day}, which is still to come; is that right?"
            yield Finding(place=_place(file, "timestamp"), level="question", text=text)


def same_slugs(files: Iterable[EntryFile]) -> Iterator[Finding]:
    """Ask about names that share a speaker's page though they are written differently."""
    first: dict[str, tuple[str, str]] = {}
    for file in files:
        for at, speaker in enumerate(file.entry.speakers):
            name, where = first.setdefault(speaker.slug, (speaker.name, file.where))
            if name.casefold() != speaker.name.casefold():
                text = f"is {speaker.name} the {name} of {where}? If not, give one of them another slug"
                yield Finding(place=_place(file, "speakers", at, "name"), level="question", text=text)


def _check_keys(file: EntryFile) -> Iterator[Finding]:
    for path, meant in unread(file.document.value):
        hint = f"; did you mean {meant}?" if meant else ""
        yield _error(file, f"nothing reads the key {path[-1]}{hint}", *path)
    for key, meant in misspelt(file.document.value):
        text = f"`{key}` is kept as your own key; did you mean `{meant}`?"
        yield Finding(place=_place(file, key), level="question", text=text)


def _check_links(file: EntryFile) -> Iterator[Finding]:
    for key in ("url", "archived_url"):
        url = getattr(file.entry.source, key)
        if url and not _WEB.match(url):
            text = f"{url} is no address of the web, so no link leads to it"
            yield Finding(place=_place(file, "source", key), level="question", text=text)


def _check_speakers(file: EntryFile, body: Sequence[str]) -> Iterator[Finding]:
    slugs: set[str] = set()
    for at, speaker in enumerate(file.entry.speakers):
        if speaker.slug in slugs:
            yield _error(file, f"{speaker.slug} is the slug of two speakers", "speakers", at, "slug")
        slugs.add(speaker.slug)
        if not speaker.quotations:
            yield _error(file, f"{speaker.name} is a speaker, but no quotation is given", "speakers", at)
        for number, quotation in enumerate(speaker.quotations):
            path = ("speakers", at, "quotations", number)
            yield from _check_words(file, body, quotation.content, quotation.paragraph, *path)


def _check_open_quotations(file: EntryFile, body: Sequence[str]) -> Iterator[Finding]:
    for at, quotation in enumerate(file.entry.unattributed):
        yield from _check_words(file, body, quotation.content, quotation.paragraph, "unattributed", at)
        names = f" ({' or '.join(quotation.candidates)}?)" if quotation.candidates else ""
        text = f"who says “{_short(quotation.content)}”{names}"
        yield Finding(place=_place(file, "unattributed", at), level="question", text=text)


def _check_figures(file: EntryFile, body: Sequence[str]) -> Iterator[Finding]:
    speakers = {speaker.slug for speaker in file.entry.speakers}
    for at, figure in enumerate(file.entry.key_figures):
        yield from _check_words(file, body, figure.surface, figure.paragraph, "key_figures", at)
        if figure.speaker and figure.speaker not in speakers:
            yield _error(
                file, f"{figure.speaker} is not a speaker of this entry", "key_figures", at, "speaker"
            )


def _check_words(
    file: EntryFile, body: Sequence[str], words: str, paragraph: int, *path: str | int
) -> Iterator[Finding]:
    """`body` is as `same_words` gives it."""
    sought = same_words(words)
    if not 1 <= paragraph <= len(body):
        what = f"paragraph {paragraph} is not there; the body has {len(body)}"
        yield _error(file, what + _standing(sought, body), *path, "paragraph")
    elif sought not in body[paragraph - 1]:
        what = f"“{_short(words)}” is not in paragraph {paragraph} of the body"
        yield _error(file, what + _standing(sought, body), *path)


def _standing(words: str, body: Sequence[str]) -> str:
    """Where the words went when somebody put a paragraph in or took one out."""
    numbers = [str(number) for number, paragraph in enumerate(body, 1) if words in paragraph]
    return f"; it stands in paragraph {' or '.join(numbers)} now" if numbers else ""


def _error(file: EntryFile, text: str, *path: str | int) -> Finding:
    return Finding(place=_place(file, *path), level="error", text=text)


def _place(file: EntryFile, *path: str | int) -> str:
    return f"{file.where}:{file.line(*path)}"


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57].rstrip() + "…"

"""What an editor should look at: errors to mend, and questions to answer, each with a code of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import get_close_matches
from fractions import Fraction
from functools import cache
from math import prod
from shlex import quote
from typing import Literal

from digest import links, wordlists
from digest.errors import DigestError
from digest.frontmatter import EntryFile
from digest.keys import misspelt, unread
from digest.links import Pages
from digest.model import KeyFigure, KnownSource, KnownSpeaker, OpenQuotation, Quotation, SpeakerSlug
from digest.near_duplicates import near_duplicates
from digest.text import printable, same_words
from digest.yamltext import Document, Path

Level = Literal["error", "question"]
_WEB = re.compile(r"https?://[^\s/]", re.IGNORECASE)
_NUMBER = re.compile(r"\d+(?:[.,'’\u00a0\u202f]\d+)*")
_SPACED = re.compile(r"\d+(?: \d{3})+(?:[.,]\d+)?")
_RECKONED = re.compile(r"\d\s?[/⁄]\s?\d|[¼½¾⅐-⅞]|\b(?:half|(?:in|of|of every) \d)")
_UNSIGNED = re.compile(r"[^\w(–−－-]*\d\S*(?: \S+)?")
_MINUS = re.compile(r"(?<![\w/+])[-−－][^\w\s]{0,3}\d")
_WORD = re.compile(r"[^\W\d_]+")
_TOO_LONG = 4000  # digits; Python reads no number of more than 4300
_NO_DATE = re.compile("missing .*'timestamp'")

RULES: dict[str, tuple[Level, str]] = {
    "unreadable": ("error", "An entry, a taught page or a template cannot be read."),
    "missing-date": ("error", "An entry has no `timestamp`."),
    "unread-key": ("error", "Nothing reads a key, so readers never see what stands behind it."),
    "misspelt-key": ("question", "A key of your own is nearly one that is read."),
    "no-web-address": ("question", "The address of a source is none of the web, so nothing links to it."),
    "slug-twice": ("error", "Two speakers of an entry have one slug."),
    "speaker-without-quotation": ("error", "A speaker says nothing in the entry."),
    "quotation-not-in-body": ("error", "The words of a quotation are not in the body."),
    "words-not-in-body": ("question", "The words of a source, a cue or a label are not in the body."),
    "figure-not-in-text": ("error", "The words of a figure are not in the body."),
    "figure-value": ("question", "The digits of a figure's words are not those of its value."),
    "wrong-paragraph": ("error", "Words stand in another paragraph than the entry says."),
    "no-such-speaker": ("error", "A figure is in the words of somebody who does not speak in the entry."),
    "alias-twice": ("question", "An alias is listed twice."),
    "mention-speaks": ("question", "Somebody is listed as a mention and speaks as well."),
    "open-quotation": ("question", "Nobody is sure who says a quotation."),
    "unresolved-source": ("question", "A quotation says who speaks, but not by a name."),
    "ambiguous-name": ("question", "A name may be that of several people."),
    "shared-slug": ("question", "Two names share a speaker's page."),
    "same-person": ("question", "Two speakers may be one person."),
    "same-outlet": ("question", "Two sources may be one outlet."),
    "same-story": ("question", "An entry prints an earlier one again."),
    "date-to-come": ("question", "An entry is dated after tomorrow."),
    "draft-past-date": ("question", "An entry is still a draft after its day."),
    "unknown-source": (
        "question",
        "Most outlets are taught, or one of nearly the same name, but not the one that an entry names.",
    ),
    "former-address": ("error", "A former address is that of another page, or of two."),
    "dead-link": ("error", "A link leads to a page, file or anchor that is not there."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mending:
    """A change that is safe to make: the part at `path` gets a value, or goes where there is none."""

    path: Path
    value: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing to look at, the place where it is, and what would mend it where that is beyond doubt."""

    where: str
    line: int | None = None
    code: str
    text: str
    mending: Mending | None = None

    @classmethod
    def of(cls, error: DigestError) -> Finding:
        """What keeps a file from being read."""
        text = f"{error.what}; {error.hint}" if error.hint else error.what
        code = "missing-date" if _NO_DATE.fullmatch(error.what) else "unreadable"
        return cls(where=error.where, line=error.line, code=code, text=text)

    @property
    def level(self) -> Level:
        """Whether it is wrong, or for the editor to say."""
        return RULES[self.code][0]

    @property
    def place(self) -> str:
        """The file, with the line where there is one: `content/a.md:7`."""
        return self.where if self.line is None else f"{self.where}:{self.line}"

    def __str__(self) -> str:
        return printable(f"{self.place}: {self.level}: {self.text} [{self.code}]")


def check(file: EntryFile, body: Sequence[str]) -> Iterator[Finding]:
    """Find what is wrong or open in one entry, in the order of its front matter.

    `body` is the plain text of its paragraphs, as `digest.markdown.paragraphs` gives it.
    """
    body = [same_words(paragraph) for paragraph in body]
    yield from _check_keys(file)
    yield from _check_addresses(file)
    yield from _check_speakers(file, body)
    yield from _check_open_quotations(file, body)
    yield from _check_mentions(file)
    yield from _check_figures(file, body)


def check_taught(document: Document, kind: type[KnownSpeaker | KnownSource], where: str) -> Iterator[Finding]:
    """Ask about what is taught nobody, as its key is misspelt, and about an address that leads nowhere."""
    for key, meant in misspelt(document.value, kind):
        text, line = f"nothing is taught by `{key}`; did you mean `{meant}`?", document.line((key,)) + 1
        yield Finding(where=where, line=line, code="misspelt-key", text=text)
    url = document.value.get("url") if kind is KnownSource else None
    if url and not _WEB.match(str(url)):
        text, line = f"{url} is no address of the web, so no link leads to it", document.line(("url",)) + 1
        yield Finding(where=where, line=line, code="no-web-address", text=text)


def same_stories(files: Iterable[EntryFile]) -> Iterator[Finding]:
    """Ask about every entry that prints an earlier one again, in the words of another paste or paper."""
    by_place = {file.where: file for file in files}
    for first, *later in near_duplicates({where: file.entry for where, file in by_place.items()}):
        for where in later:
            yield _finding(by_place[where], "same-story", f"the same story as {first}", "title")


def same_slugs(files: Iterable[EntryFile]) -> Iterator[Finding]:
    """Ask about names that share a speaker's page though they are written differently."""
    return (finding for _, finding in by_shared_slug(files))


def by_shared_slug(files: Iterable[EntryFile]) -> Iterator[tuple[SpeakerSlug, Finding]]:
    """The same questions, each with the slug that is shared."""
    first: dict[str, tuple[str, str]] = {}
    for file in files:
        for at, speaker in enumerate(file.entry.speakers):
            name, where = first.setdefault(speaker.slug, (speaker.name, file.where))
            if name.casefold() != speaker.name.casefold():
                text = (
                    f"is {speaker.name} the {name} of {where}?"
                    f" If so: digest speakers rename {speaker.slug} {quote(name)};"
                    f" if not: digest speakers split {speaker.slug} --called {quote(speaker.name)}"
                )
                yield speaker.slug, _finding(file, "shared-slug", text, "speakers", at, "name")


def still_to_come(files: Iterable[EntryFile], today: date) -> Iterator[Finding]:
    """Ask about entries dated after tomorrow: no paper prints so far ahead, whatever its time zone."""
    for file in files:
        if file.entry.timestamp.day > today + timedelta(days=1):
            text = f"dated {file.entry.timestamp.day}, which is still to come; is that right?"
            yield _finding(file, "date-to-come", text, "timestamp")


def late_drafts(files: Iterable[EntryFile], today: date) -> Iterator[Finding]:
    """Ask about drafts whose day is gone: was the entry to be published?"""
    for file in files:
        if file.entry.draft and file.entry.timestamp.day < today:
            text = f"still a draft, though dated {file.entry.timestamp.day}; without `draft` it is published"
            yield _finding(file, "draft-past-date", text, "draft")


def unknown_sources(files: Iterable[EntryFile], taught: Iterable[KnownSource]) -> Iterator[Finding]:
    """Ask once about each outlet that is not taught, where most are, or one of nearly the same name is."""
    names = {name.casefold(): source.name for source in taught for name in (source.name, *source.aliases)}
    first: dict[str, EntryFile] = {}
    for file in files:
        first.setdefault(file.entry.source.name.casefold(), file)
    unknown = first.keys() - names.keys()
    for key in (key for key in first if key in unknown):
        close = get_close_matches(key, names, 1, 0.8)
        if close or 2 * len(unknown) <= len(first):
            name = first[key].entry.source.name
            teach = f"teach it with `digest sources teach {quote(name)}`, or correct the name"
            text = f"{name} is no taught source; {f'is it {names[close[0]]}?' if close else teach}"
            yield _finding(first[key], "unknown-source", text, "source", "name")


def ambiguous_names(
    taught: Iterable[KnownSpeaker], place: Callable[[KnownSpeaker, Path], tuple[str, int]]
) -> Iterator[Finding]:
    """Ask about each name that is taught for two people; `place` says in which file and line it stands."""
    first: dict[str, KnownSpeaker] = {}
    for speaker in taught:
        names = [(("name",), speaker.name), *((("aliases", at), a) for at, a in enumerate(speaker.aliases))]
        for path, name in names:
            other = first.setdefault(same_words(name).casefold(), speaker)
            told_apart = speaker.slug in other.different_from or other.slug in speaker.different_from
            if other is not speaker and not told_apart:
                where, line = place(speaker, path)
                text = f"{name} is taught for {other.name}, too; an article may mean either"
                yield Finding(where=where, line=line, code="ambiguous-name", text=text)


def dead_links(pages: Pages, folder: str) -> Iterator[Finding]:
    """The links that lead nowhere, in Markdown files below `folder`."""
    for link in links.dead_links(pages):
        yield Finding(where=f"{folder}/{link.uri}", line=link.line, code="dead-link", text=link.text)


def _check_keys(file: EntryFile) -> Iterator[Finding]:
    for path, meant in unread(file.document.value):
        hint = f"; did you mean {meant}?" if meant else ""
        yield _finding(file, "unread-key", f"nothing reads the key {path[-1]}{hint}", *path)
    for key, meant in misspelt(file.document.value):
        text = f"`{key}` is kept as your own key; did you mean `{meant}`?"
        yield _finding(file, "misspelt-key", text, key)


def _check_addresses(file: EntryFile) -> Iterator[Finding]:
    for key in ("url", "archived_url"):
        url = getattr(file.entry.source, key)
        if url and not _WEB.match(url):
            text = f"{url} is no address of the web, so no link leads to it"
            yield _finding(file, "no-web-address", text, "source", key)


def _check_speakers(file: EntryFile, body: Sequence[str]) -> Iterator[Finding]:
    slugs: set[str] = set()
    short_for: dict[str, str] = {}
    for at, speaker in enumerate(file.entry.speakers):
        here = ("speakers", at)
        if speaker.slug in slugs:
            yield _finding(file, "slug-twice", f"{speaker.slug} is the slug of two speakers", *here, "slug")
        slugs.add(speaker.slug)
        if not speaker.quotations:
            text = f"{speaker.name} is a speaker, but no quotation is given"
            yield _finding(file, "speaker-without-quotation", text, *here)
        yield from _check_aliases(file, at, short_for)
        for number, quotation in enumerate(speaker.quotations):
            path = (*here, "quotations", number)
            yield from _check_words(file, body, quotation.content, quotation.paragraph, *path)
            yield from _check_named(file, body, quotation, *path)


def _check_aliases(file: EntryFile, at: int, short_for: dict[str, str]) -> Iterator[Finding]:
    """Remembers in `short_for` whom each alias stands for in this entry."""
    speaker = file.entry.speakers[at]
    for number, alias in enumerate(speaker.aliases):
        path = ("speakers", at, "aliases", number)
        if alias in speaker.aliases[:number]:
            mending = Mending(path=path)
            yield _finding(
                file, "alias-twice", f"the alias {alias} stands here twice", *path, mending=mending
            )
        elif (other := short_for.setdefault(alias, speaker.name)) != speaker.name:
            yield _finding(file, "ambiguous-name", f"{alias} is {other} as well as {speaker.name}", *path)


def _check_open_quotations(file: EntryFile, body: Sequence[str]) -> Iterator[Finding]:
    for at, quotation in enumerate(file.entry.unattributed):
        yield from _check_words(file, body, quotation.content, quotation.paragraph, "unattributed", at)
        yield _finding(file, *_asked(quotation), "unattributed", at)
        yield from _check_named(file, body, quotation, "unattributed", at)


def _asked(quotation: OpenQuotation) -> tuple[str, str]:
    """The code of what is open about a quotation, and the question."""
    said = f"says “{_short(quotation.content)}”"
    if quotation.candidates:
        said += f" ({' or '.join(quotation.candidates)}?)"
    if quotation.source is None:
        return "open-quotation", f"who {said}"
    code = "ambiguous-name" if len(quotation.candidates) > 1 else "unresolved-source"
    return code, f"who is “{quotation.source}”, who {said}"


def _check_mentions(file: EntryFile) -> Iterator[Finding]:
    speakers = {same_words(speaker.name).casefold(): speaker for speaker in file.entry.speakers}
    for at, mention in enumerate(file.entry.mentions):
        speaker = speakers.get(same_words(mention.name).casefold())
        if speaker:
            path: Path = ("mentions", at)
            mending = Mending(path=path) if mention.role in {None, speaker.role} else None
            text = f"{mention.name} speaks here, and is no mere mention"
            yield _finding(file, "mention-speaks", text, *path, mending=mending)


def _check_figures(file: EntryFile, body: Sequence[str]) -> Iterator[Finding]:
    for key in ("key_figures", "figures"):
        for at, figure in enumerate(getattr(file.entry, key)):
            yield from _check_figure(file, body, figure, key, at)


def _check_figure(
    file: EntryFile, body: Sequence[str], figure: KeyFigure, *path: str | int
) -> Iterator[Finding]:
    yield from _check_words(file, body, figure.surface, figure.paragraph, *path, missing="figure-not-in-text")
    yield from _check_named(file, body, figure, *path)
    if _is_other_number(figure, file.entry.language) or _has_other_sign(figure):
        text = f"“{_short(figure.surface)}” is given as {figure.value:f}; is that right?"
        yield _finding(file, "figure-value", text, *path, "value")
    for at, place in enumerate(figure.places):
        if not 1 <= place <= len(body):
            text = f"paragraph {place} is not there; the body has {len(body)}"
            yield _finding(file, "wrong-paragraph", text, *path, "places", at)
    if figure.speaker and figure.speaker not in {speaker.slug for speaker in file.entry.speakers}:
        text = f"{figure.speaker} is not a speaker of this entry"
        yield _finding(file, "no-such-speaker", text, *path, "speaker")


def _is_other_number(figure: KeyFigure, language: str) -> bool:
    """Whether no numeral in the words is a value; what number words make of it is not reckoned."""
    numbers = _NUMBER.findall(figure.surface) + _SPACED.findall(figure.surface)
    known, words = _number_words(language.partition("-")[0]), set(_WORD.findall(figure.surface.casefold()))
    if not numbers or _RECKONED.search(figure.surface) or any(known.get(word, 100) < 100 for word in words):
        return False
    values = [value for value in (figure.value, figure.value_to) if value is not None]
    beside = words - set((figure.unit or "").casefold().split())
    if beside and not known:  # in a language without a list any word may multiply
        told = {_digits(number) for number in numbers}
        return not any(_digits(f"{value:f}") in told for value in values)
    factors = _factors({word: known[word] for word in beside & known.keys()}, several=len(numbers) > 1)
    told_exactly = {
        reading * factor
        for number in numbers
        if len(number) < _TOO_LONG
        for reading in _readings(number)
        for factor in factors
    }
    return told_exactly.isdisjoint(abs(Fraction(value)) for value in values)


def _factors(scales: Mapping[str, int], *, several: bool) -> set[int]:
    """What the words beside a number may multiply it by."""
    factors = {*scales.values(), prod(scales.values())}
    if several or len(max(scales, key=len, default="")) == 1:
        factors.add(1)  # the scale is that of the other number, or “m” are metres
    return factors


def _has_other_sign(figure: KeyFigure) -> bool:
    """Whether the words have a minus and the value has none, or the other way about."""
    is_negative = any(value is not None and value < 0 for value in (figure.value, figure.value_to))
    if _MINUS.search(figure.surface):
        return not is_negative
    return is_negative and _UNSIGNED.fullmatch(figure.surface) is not None


@cache
def _number_words(language: str) -> Mapping[str, int]:
    """What the number words of a language mean, and the letters such as “m”; nothing without a list."""
    rows = wordlists.table("digest.annotate", f"figures_numbers_{language}").items()
    found = {word: int(value) for word, value in rows if value.isdecimal()}
    return found | {"k": 10**3, "m": 10**6, "b": 10**9, "t": 10**12} if found else {}


def _readings(number: str) -> Iterator[Fraction]:
    """The values of a numeral, whichever of its signs is the decimal mark.

    >>> [str(value) for value in _readings("1,234.50")]
    ['123450', '2469/2']
    """
    digits = "".join(str(int(character)) if character.isdecimal() else " " for character in number)
    whole, _, decimals = digits.rpartition(" ")
    yield Fraction(digits.replace(" ", ""))
    if whole and decimals != "000":
        yield Fraction(f"{whole.replace(' ', '')}.{decimals}")


def _digits(number: str) -> str:
    """The digits that are left when the number is written in millions or thousandths.

    >>> _digits("4,200,000.0")
    '42'
    """
    return "".join(str(int(digit)) for digit in number if digit.isdecimal()).strip("0")


def _check_words(
    file: EntryFile,
    body: Sequence[str],
    words: str,
    paragraph: int,
    *path: str | int,
    missing: str = "quotation-not-in-body",
) -> Iterator[Finding]:
    """`body` is as `same_words` gives it; `missing` is the code for words that stand nowhere in it."""
    sought = same_words(words)
    if 1 <= paragraph <= len(body) and sought in body[paragraph - 1]:
        return
    stands = [number for number, text in enumerate(body, 1) if sought in text]
    standing = f"; it stands in paragraph {' or '.join(map(str, stands))} now" if stands else ""
    mending = Mending(path=(*path, "paragraph"), value=stands[0]) if len(stands) == 1 else None
    code = "wrong-paragraph" if stands else missing
    if 1 <= paragraph <= len(body):
        text = f"“{_short(words)}” is not in paragraph {paragraph} of the body{standing}"
        yield _finding(file, code, text, *path, mending=mending)
    else:
        text = f"paragraph {paragraph} is not there; the body has {len(body)}{standing}"
        yield _finding(file, code, text, *path, "paragraph", mending=mending)


def _check_named(
    file: EntryFile, body: Sequence[str], part: Quotation | OpenQuotation | KeyFigure, *path: str | int
) -> Iterator[Finding]:
    """What says who speaks and what is measured may stand in a paragraph before."""
    here = body[part.paragraph - 1 : part.paragraph]
    for key in ("source", "cue", "label"):
        words = getattr(part, key, None)
        if words and not any(same_words(words) in paragraph for paragraph in (*here, *body)):
            text = f"the {key} “{_short(words)}” is not in the body"
            yield _finding(file, "words-not-in-body", text, *path, key)


def _finding(
    file: EntryFile, code: str, text: str, *path: str | int, mending: Mending | None = None
) -> Finding:
    return Finding(where=file.where, line=file.line(*path), code=code, text=text, mending=mending)


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57].rstrip() + "…"

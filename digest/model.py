"""The values that flow through Digest, all frozen.

A *seed* is a raw file; an *article* its parsed text; *annotations* say who speaks in it;
an *entry* is one published article with all of that, as it stands in `content/articles/`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Any, Literal, NewType

SpeakerSlug = NewType("SpeakerSlug", str)
QuotationKind = Literal["direct", "indirect", "mixed"]
SpeakerKind = Literal["person", "organisation"]
BlockKind = Literal["paragraph", "heading"]

TIMESTAMP = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d(?:\.\d{1,6})?)?\s?(Z|[+-]\d\d:\d\d)?)?", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Timestamp:
    """A day, with the time of day and the UTC offset only where they are known.

    >>> str(Timestamp.parse("2025-12-02T19:42+02:00"))
    '2025-12-02T19:42:00+02:00'
    >>> str(Timestamp.parse("2025-12-02"))
    '2025-12-02'
    """

    day: date
    time: time | None = None
    offset: timedelta | None = None

    @classmethod
    def parse(cls, text: str) -> Timestamp:
        """Read ISO 8601; `ValueError` says what is wrong with anything else."""
        match = TIMESTAMP.fullmatch(text.strip())
        if match is None:
            raise ValueError("not a date like 2025-12-02 or 2025-12-02T19:42+02:00")
        day, clock, seconds, zone = match.groups()
        try:
            return cls(
                date.fromisoformat(day),
                time.fromisoformat(clock + (seconds or "")) if clock else None,
                datetime.strptime(zone, "%z").utcoffset() if zone else None,
            )
        except ValueError as error:
            raise ValueError(f"no such date or time ({error})") from error

    @property
    def sort_key(self) -> tuple[date, datetime]:
        """Orders timestamps as a reader does: by day as printed, then by instant.

        Without an offset the time counts as UTC; without a time the day's last minute counts.
        """
        zone = timezone(self.offset) if self.offset is not None else UTC
        moment = datetime.combine(self.day, self.time or time(23, 59), zone)
        return self.day, moment

    def __str__(self) -> str:
        if self.time is None:
            return self.day.isoformat()
        zone = None if self.offset is None else timezone(self.offset)
        return datetime.combine(self.day, self.time, zone).isoformat()


@dataclass(frozen=True, slots=True, kw_only=True)
class Seed:
    """One pasted file: its normalised text, and the hash of its bytes as they lie on disk."""

    path: str
    text: str
    sha256: str
    encoding: str = "utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedRef:
    """Which seed an entry was made from."""

    path: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Who printed the article, and where when the seed says so."""

    name: str
    url: str | None = None
    archived_url: str | None = None  # the editor's: a copy that stays when the original goes


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """What the article says of its photograph; the image itself is never taken."""

    credit: str | None = None
    caption: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One paragraph or subheading of an article, word for word and on one line."""

    kind: BlockKind = "paragraph"
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """A line of a seed that is not the article's, and the reason it was left out."""

    line: int
    text: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """The text of one seed, told apart into header and body."""

    title: str
    source: Source
    published: Timestamp
    updated: Timestamp | None = None
    authors: tuple[str, ...] = ()
    section: str | None = None
    dateline: str | None = None
    photo: Photo | None = None
    language: str = "en"
    blocks: tuple[Block, ...]
    dropped: tuple[Dropped, ...] = ()

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The body without its subheadings; the first is paragraph 1 everywhere."""
        return tuple(block.text for block in self.blocks if block.kind == "paragraph")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Words somebody said. `content`, `source` and `cue` are slices of the article."""

    content: str
    kind: QuotationKind
    source: str | None = None
    cue: str | None = None
    paragraph: int
    via: str | None = None  # who reports it, where it stands inside another's quotation


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenQuotation:
    """A quotation whose speaker is not sure: a question to the editor."""

    content: str
    kind: QuotationKind
    source: str | None = None
    cue: str | None = None
    paragraph: int
    candidates: tuple[str, ...] = ()  # names it may belong to, most likely first


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who speaks in one article, and all that they say there."""

    name: str
    slug: SpeakerSlug
    kind: SpeakerKind = "person"
    role: str | None = None
    aliases: tuple[str, ...] = ()
    on_behalf_of: str | None = None
    quotations: tuple[Quotation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Somebody named in an article who does not speak in it."""

    name: str
    role: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigure:
    """A quantity in an article. `surface` and `label` are slices of it; `value` is exact."""

    surface: str
    value: Decimal
    value_to: Decimal | None = None  # the far end of a range
    unit: str | None = None  # ISO 4217, an SI or common symbol, or the counted noun
    modifier: str | None = None
    label: str | None = None
    speaker: SpeakerSlug | None = None
    paragraph: int
    places: tuple[int, ...] = ()  # further paragraphs that repeat it


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why the converter decided as it did, for `digest show --explain`."""

    paragraph: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotations:
    """All that was found in one article."""

    speakers: tuple[Speaker, ...] = ()
    mentions: tuple[Mention, ...] = ()
    key_figures: tuple[KeyFigure, ...] = ()
    unattributed: tuple[OpenQuotation, ...] = ()
    explanations: tuple[Explanation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One published article: the front matter and body of a file in `content/articles/`."""

    title: str
    source: Source
    timestamp: Timestamp
    updated: Timestamp | None = None
    authors: tuple[str, ...] = ()
    section: str | None = None
    dateline: str | None = None
    photo: Photo | None = None
    language: str = "en"
    summary: str | None = None
    tags: tuple[str, ...] = ()
    draft: bool = False
    note: str | None = None
    redirect_from: tuple[str, ...] = ()  # former addresses on the site: `articles/2025-12-02-old-title`
    speakers: tuple[Speaker, ...] = ()
    unattributed: tuple[OpenQuotation, ...] = ()
    mentions: tuple[Mention, ...] = ()
    key_figures: tuple[KeyFigure, ...] = ()
    figures: tuple[KeyFigure, ...] = ()  # those beyond the key ones, when the editor asks for them
    seed: SeedRef | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)  # the editor's own keys
    body: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownSpeaker:
    """What the editor taught about a person: `content/speakers/<slug>.md`."""

    slug: SpeakerSlug
    name: str
    kind: SpeakerKind = "person"
    aliases: tuple[str, ...] = ()
    role: str | None = None
    same_as: tuple[str, ...] = ()
    redirect_from: tuple[SpeakerSlug, ...] = ()  # former slugs
    different_from: tuple[SpeakerSlug, ...] = ()  # slugs of others who are easily taken for this one
    body: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownSource:
    """What the editor taught about an outlet: `content/sources/<slug>.md`."""

    slug: str
    name: str
    aliases: tuple[str, ...] = ()
    url: str | None = None
    timezone: str | None = None  # an IANA name such as Europe/Kyiv
    language: str | None = None
    day_first: bool | None = None  # how it prints 02/12/2025
    redirect_from: tuple[str, ...] = ()  # former slugs
    different_from: tuple[str, ...] = ()  # slugs of others that are easily taken for this one
    body: str = ""

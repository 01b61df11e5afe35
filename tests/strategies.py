"""Entries of any kind, made of text that is markup to somebody."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any, get_args

from builders import nasty
from hypothesis import strategies as st

from digest.model import (
    Entry,
    KeyFigure,
    Mention,
    OpenQuotation,
    Photo,
    Quotation,
    QuotationKind,
    SeedRef,
    Source,
    Speaker,
    SpeakerKind,
    Timestamp,
)

WORDS = st.sampled_from([*nasty("yaml"), "x" * 3000])
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
TEXT = st.lists(WORDS | ANY_TEXT, max_size=6).map("".join)
DECIMALS = st.decimals(allow_nan=False, allow_infinity=False) | st.sampled_from(
    [Decimal(number) for number in ("1.10", "0.000", "1E+5", "1E-7", "1" * 60, "0." + "30" * 40)]
)
TIMES = st.none() | st.times()
OFFSETS = st.none() | st.integers(-23 * 60, 23 * 60).map(lambda minutes: timedelta(minutes=minutes))


@st.composite
def timestamps(draw: st.DrawFn) -> Timestamp:
    """Any day; an offset only with a time, as a file can hold no other."""
    clock = draw(TIMES)
    return Timestamp(draw(st.dates(date(1, 1, 1))), clock, draw(OFFSETS) if clock is not None else None)


def several(items: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(items, max_size=3).map(tuple)


@dataclass(frozen=True, kw_only=True)
class Parts:
    """What the parts of an entry are drawn from."""

    text: st.SearchStrategy[str]
    numbers: st.SearchStrategy[Decimal]
    paragraphs: st.SearchStrategy[int]
    slugs: st.SearchStrategy[str]

    @property
    def maybe(self) -> st.SearchStrategy[str | None]:
        return st.none() | self.text

    @cached_property
    def speakers(self) -> st.SearchStrategy[Speaker]:
        return st.builds(
            Speaker,
            name=self.text,
            slug=self.slugs,
            kind=st.sampled_from(get_args(SpeakerKind)),
            role=self.maybe,
            aliases=several(self.text),
            on_behalf_of=self.maybe,
            quotations=several(st.builds(Quotation, **self._said, via=self.maybe)),
        )

    @cached_property
    def figures(self) -> st.SearchStrategy[KeyFigure]:
        return st.builds(
            KeyFigure,
            surface=self.text,
            value=self.numbers,
            value_to=st.none() | self.numbers,
            unit=self.maybe,
            modifier=self.maybe,
            label=self.maybe,
            speaker=st.none() | self.slugs,
            paragraph=self.paragraphs,
            places=several(self.paragraphs),
        )

    def entries(self, **parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Entry]:
        """Entries of these parts; `parts` are those of an entry that are drawn from something else."""
        text, maybe = self.text, self.maybe
        drawn: dict[str, Any] = {
            "title": text,
            "source": st.builds(Source, name=text, url=maybe),
            "timestamp": timestamps(),
            "updated": st.none() | timestamps(),
            "authors": several(text),
            "section": maybe,
            "dateline": maybe,
            "photo": st.none() | st.builds(Photo, credit=maybe, caption=maybe, url=maybe),
            "language": text,
            "summary": maybe,
            "tags": several(text),
            "draft": st.booleans(),
            "note": maybe,
            "speakers": several(self.speakers),
            "unattributed": several(st.builds(OpenQuotation, **self._said, candidates=several(text))),
            "mentions": several(st.builds(Mention, name=text, role=maybe)),
            "key_figures": several(self.figures),
            "body": text,
        }
        return st.builds(Entry, **drawn | parts)

    @property
    def _said(self) -> dict[str, Any]:
        kinds = st.sampled_from(get_args(QuotationKind))
        named = {"source": self.maybe, "cue": self.maybe, "paragraph": self.paragraphs}
        return {"content": self.text, "kind": kinds, **named}


ADDRESSES = st.sampled_from(["articles/2026-01-14-a-bridge", "1984", "no", "articles/old/Міст, 100%"])
PLAIN = st.none() | st.booleans() | st.integers() | DECIMALS | TEXT
NESTED = st.recursive(
    PLAIN, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3), max_leaves=8
)
OWN_KEYS = TEXT.filter(lambda key: key not in {field.name for field in fields(Entry)})

# All that an entry's file can hold.
FILED = Parts(
    text=TEXT,
    numbers=DECIMALS,
    paragraphs=st.integers(0, 10**6),
    slugs=st.sampled_from(["ilse-varden", "1984", "no", "null", "0129", "true"]),
)
SPEAKERS, FIGURES = FILED.speakers, FILED.figures
ENTRIES = FILED.entries(
    redirect_from=st.lists(ADDRESSES, max_size=3, unique=True).map(tuple),
    seed=st.none() | st.builds(SeedRef, path=TEXT, sha256=TEXT),
    extra=st.dictionaries(OWN_KEYS, NESTED, max_size=3),
    body=TEXT.map(lambda text: text.replace("\r", "").strip("\n")),
)

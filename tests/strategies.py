"""Entries of any kind, made of text that is markup to somebody."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, timedelta
from decimal import Decimal
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
MAYBE = st.none() | TEXT
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


SLUGS = st.sampled_from(["ilse-varden", "1984", "no", "null", "0129", "true"])
ADDRESSES = st.sampled_from(["articles/2026-01-14-a-bridge", "1984", "no", "articles/old/Міст, 100%"])
SAID = {
    "content": TEXT,
    "kind": st.sampled_from(get_args(QuotationKind)),
    "source": MAYBE,
    "cue": MAYBE,
    "paragraph": st.integers(0, 10**6),
}
QUOTATIONS = st.builds(Quotation, **SAID, via=MAYBE)
SPEAKERS = st.builds(
    Speaker,
    name=TEXT,
    slug=SLUGS,
    kind=st.sampled_from(get_args(SpeakerKind)),
    role=MAYBE,
    aliases=several(TEXT),
    on_behalf_of=MAYBE,
    quotations=several(QUOTATIONS),
)
FIGURES = st.builds(
    KeyFigure,
    surface=TEXT,
    value=DECIMALS,
    value_to=st.none() | DECIMALS,
    unit=MAYBE,
    modifier=MAYBE,
    label=MAYBE,
    speaker=st.none() | SLUGS,
    paragraph=st.integers(0, 99),
    places=several(st.integers(0, 99)),
)
PLAIN = st.none() | st.booleans() | st.integers() | DECIMALS | TEXT
NESTED = st.recursive(
    PLAIN, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3), max_leaves=8
)
OWN_KEYS = TEXT.filter(lambda key: key not in {field.name for field in fields(Entry)})
BODIES = TEXT.map(lambda text: text.replace("\r", "").strip("\n"))
ENTRIES = st.builds(
    Entry,
    title=TEXT,
    source=st.builds(Source, name=TEXT, url=MAYBE),
    timestamp=timestamps(),
    updated=st.none() | timestamps(),
    authors=several(TEXT),
    section=MAYBE,
    dateline=MAYBE,
    photo=st.none() | st.builds(Photo, credit=MAYBE, caption=MAYBE, url=MAYBE),
    language=TEXT,
    summary=MAYBE,
    tags=several(TEXT),
    draft=st.booleans(),
    note=MAYBE,
    redirect_from=st.lists(ADDRESSES, max_size=3, unique=True).map(tuple),
    speakers=several(SPEAKERS),
    unattributed=several(st.builds(OpenQuotation, **SAID, candidates=several(TEXT))),
    mentions=several(st.builds(Mention, name=TEXT, role=MAYBE)),
    key_figures=several(FIGURES),
    seed=st.none() | st.builds(SeedRef, path=TEXT, sha256=TEXT),
    extra=st.dictionaries(OWN_KEYS, NESTED, max_size=3),
    body=BODIES,
)

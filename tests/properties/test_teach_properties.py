"""Laws of teaching: no word anybody said is lost, and what is not about the person stays byte for byte."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from strategies import ENTRIES, FIGURES, SPEAKERS

from digest.frontmatter import dump, load
from digest.model import Entry, SpeakerSlug
from digest.teach.entries import Becoming, with_speakers

NAMES = st.sampled_from(["Jonas Moen", "J. Moen", "Jon  Moen", "Ida Holm", "O'Brien: no", "#1 Ґанок"])
TARGETS = st.sampled_from(["jonas-moen", "ilse-varden"]).map(SpeakerSlug)
SPOKEN = st.builds(
    lambda entry, speakers, figures, names: replace(
        entry,
        extra={},
        speakers=tuple(replace(one, name=name) for one, name in zip(speakers, names, strict=False)),
        key_figures=tuple(figures),
    ),
    ENTRIES,
    st.lists(SPEAKERS, max_size=4),
    st.lists(FIGURES, max_size=3),
    st.lists(NAMES, min_size=4, max_size=4),
)


def becoming(slug: SpeakerSlug, name: str, former: str) -> Becoming:
    return Becoming(
        slug=slug,
        name=name,
        kind="person",
        chosen=lambda speaker: speaker.name == former or speaker.slug == slug,
        names=[former],
    )


@given(SPOKEN, TARGETS, NAMES, NAMES)
def test_no_quotation_and_no_figure_is_lost_or_changed(
    entry: Entry, slug: SpeakerSlug, name: str, former: str
) -> None:
    after = load(with_speakers(dump(entry), becoming(slug, name, former), where="a.md"), where="a.md")
    assert words(after) == words(entry)
    assert [replace(f, speaker=None) for f in after.key_figures] == [
        replace(f, speaker=None) for f in entry.key_figures
    ]
    assert after.body == entry.body
    assert not any(speaker.name == former != name for speaker in after.speakers)


@given(SPOKEN, TARGETS, NAMES, NAMES)
def test_twice_is_as_good_as_once(entry: Entry, slug: SpeakerSlug, name: str, former: str) -> None:
    becomes = becoming(slug, name, former)
    once = with_speakers(dump(entry), becomes, where="a.md")
    assert with_speakers(once, becomes, where="a.md") == once


@given(ENTRIES)
def test_an_entry_without_the_person_stays_byte_for_byte(entry: Entry) -> None:
    text = dump(entry)
    nobody = Becoming(slug="x", name="X", kind="person", chosen=lambda _: False, names=["Nobody At All"])
    assert with_speakers(text, nobody, where="a.md") == text


def words(entry: Entry) -> Counter[object]:
    """What is said, less the names in it that may change."""
    return Counter(replace(one, via=None) for speaker in entry.speakers for one in speaker.quotations)

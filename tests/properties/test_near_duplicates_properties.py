"""Laws of near-duplicates, whatever is printed."""

from __future__ import annotations

from datetime import date, timedelta

from builders import cases, entry
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.model import Entry, Source, Timestamp
from digest.near_duplicates import WINDOW, near_duplicates

# Sentences of real length, drawn often enough for texts to overlap in every degree, and any other text.
SENTENCES = [line for case in cases("near_duplicates") for line in case["one"].split("\n") if line]
PRINTS = [case[key] for case in cases("near_duplicates") if case["same"] for key in ("one", "other")]
BODIES = st.sampled_from(PRINTS) | st.lists(
    st.sampled_from(SENTENCES) | st.text(max_size=40), max_size=5
).map("\n\n".join)
DAYS = st.integers(0, 12).map(lambda days: date(2026, 1, 1) + timedelta(days=days))
ENTRIES = st.builds(
    lambda body, day, paper: entry(body=body, timestamp=Timestamp(day), source=Source(name=paper)),
    BODIES,
    DAYS,
    st.sampled_from("ABC"),
)
DIGESTS = st.lists(ENTRIES, max_size=7).map(lambda found: {str(at): one for at, one in enumerate(found)})


@settings(max_examples=150, deadline=None)
@given(DIGESTS, st.randoms(use_true_random=False))
def test_the_order_of_the_entries_changes_nothing(entries: dict[str, Entry], chance: object) -> None:
    names = list(entries)
    chance.shuffle(names)  # type: ignore[attr-defined]
    assert near_duplicates({name: entries[name] for name in names}) == near_duplicates(entries)


@settings(max_examples=150, deadline=None)
@given(DIGESTS)
def test_every_print_is_in_one_group_at_most_and_none_stands_alone(entries: dict[str, Entry]) -> None:
    groups = near_duplicates(entries)
    names = [name for group in groups for name in group]
    assert len(names) == len(set(names))
    assert set(names) <= entries.keys()
    assert all(len(group) > 1 for group in groups)


@settings(max_examples=150, deadline=None)
@given(DIGESTS)
def test_the_first_of_a_group_is_the_earliest_and_none_is_a_week_later(entries: dict[str, Entry]) -> None:
    for group in near_duplicates(entries):
        keys = [(entries[name].timestamp.sort_key, name) for name in group]
        assert keys == sorted(keys)
        assert entries[group[-1]].timestamp.day - entries[group[0]].timestamp.day <= WINDOW


@settings(max_examples=100, deadline=None)
@given(ENTRIES, ENTRIES)
def test_of_two_papers_on_one_day_neither_comes_first_by_its_text(one: Entry, other: Entry) -> None:
    def told(left: Entry, right: Entry) -> bool:
        day = Timestamp(date(2026, 1, 1))
        both = (
            entry(body=e.body, timestamp=day, source=Source(name=s)) for e, s in ((left, "A"), (right, "B"))
        )
        return bool(near_duplicates(dict(zip("ab", both, strict=True))))

    assert told(one, other) == told(other, one)

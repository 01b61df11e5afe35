"""Article and annotations → entry."""

from __future__ import annotations

from builders import annotations, article, entry, figure, open_quotation, seed, speaker

from digest.model import Block, Mention, Photo, SeedRef, Timestamp
from digest.render import entry_name, render


def test_an_entry_holds_all_that_was_read_and_found() -> None:
    read = article(
        "One *word*.",
        Block(kind="heading", text="Why"),
        "Two.",
        updated=Timestamp.parse("2026-01-15"),
        authors=("Ann Lee",),
        section="Lake",
        dateline="TAMSIN",
        photo=Photo(credit="Lake Press"),
        language="fr",
    )
    found = annotations(
        speakers=(speaker(),), unattributed=(open_quotation(),), mentions=(Mention(name="Piet Olander"),)
    )
    made = render(seed(), read, found, key_figures=5)
    assert (made.title, made.source, made.timestamp) == (read.title, read.source, read.published)
    assert (made.updated, made.authors, made.section) == (read.updated, read.authors, read.section)
    assert (made.dateline, made.photo, made.language) == (read.dateline, read.photo, read.language)
    assert (made.speakers, made.unattributed, made.mentions) == (
        found.speakers,
        found.unattributed,
        found.mentions,
    )
    assert made.seed == SeedRef(path="bridge.txt", sha256=seed().sha256)
    assert made.body == "One \\*word\\*.\n\n## Why\n\nTwo."


def test_an_entry_keeps_the_first_figures_only() -> None:
    found = annotations(key_figures=tuple(figure(str(number)) for number in range(9)))
    made = render(seed(), article("One."), found, key_figures=2)
    assert [kept.surface for kept in made.key_figures] == ["0", "1"]
    assert render(seed(), article("One."), found, key_figures=0).key_figures == ()


def test_an_entrys_file_is_named_by_day_and_title() -> None:
    assert entry_name(entry("Łódź: a bridge, at last!")) == "2026-01-14-lodz-a-bridge-at-last.md"


def test_a_long_title_is_cut_at_a_word() -> None:
    assert entry_name(entry("lake ferry " * 20)) == f"2026-01-14-{'-'.join(['lake-ferry'] * 5)}-lake.md"


def test_a_title_without_a_letter_is_named_by_its_seed() -> None:
    made = render(seed(), article("One.", title="???"), annotations(), key_figures=5)
    assert entry_name(made) == "2026-01-14-0123456789ab.md"
    assert entry_name(entry("???")) == "2026-01-14-.md"

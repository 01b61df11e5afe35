"""Entry ⇄ file."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from builders import cases, entry, entry_text, figure, speaker
from steps import steps

from digest.errors import EntryError
from digest.frontmatter import dump, find_seed, load, load_file, load_source, load_speaker, schema
from digest.markdown import paragraphs
from digest.model import Mention, Photo, SeedRef, Source, Timestamp


def seed_ref() -> SeedRef:
    return SeedRef(path="it's a bridge.txt", sha256="ab" * 32)


@pytest.mark.parametrize("case", cases("frontmatter"), ids=lambda case: case["claim"])
def test_broken_front_matter_says_where_and_what(case: dict[str, str]) -> None:
    with pytest.raises(EntryError) as caught:
        load(case["text"], where="a.md")
    assert str(caught.value) == case["error"]


def test_an_entry_is_written_as_an_editor_would_write_it() -> None:
    written = dump(
        entry(
            "Ferry: back by night",
            source=Source(name="The Courier", url="https://example.org/ferry"),
            timestamp=Timestamp.parse("2026-01-14T08:30+01:00"),
            authors=("Ann Lee", "007"),
            photo=Photo(credit="Lake Press"),
            draft=True,
            speakers=(speaker("Ilse Varden", "A promise: kept", aliases=("Varden", "no")),),
            mentions=(Mention(name="Piet Olander", role="harbour master"),),
            key_figures=(figure("€6.40 million", "6400000.00", unit="EUR", places=(3, 4)),),
            body="First.\n\nSecond.",
        )
    )
    assert written == (
        "---\n"
        "title: 'Ferry: back by night'\n"
        "source:\n"
        "  name: The Courier\n"
        "  url: https://example.org/ferry\n"
        "timestamp: 2026-01-14T08:30:00+01:00\n"
        "authors: [Ann Lee, '007']\n"
        "photo:\n"
        "  credit: Lake Press\n"
        "language: en\n"
        "draft: true\n"
        "speakers:\n"
        "  - name: Ilse Varden\n"
        "    slug: ilse-varden\n"
        "    aliases: [Varden, 'no']\n"
        "    quotations:\n"
        "      - content: 'A promise: kept'\n"
        "        kind: direct\n"
        "        paragraph: 1\n"
        "mentions:\n"
        "  - {name: Piet Olander, role: harbour master}\n"
        "key_figures:\n"
        "  - surface: €6.40 million\n"
        "    value: 6400000.00\n"
        "    unit: EUR\n"
        "    paragraph: 1\n"
        "    places: [3, 4]\n"
        "---\n"
        "\n"
        "First.\n\nSecond.\n"
    )


def test_words_that_yaml_misreads_stay_words() -> None:
    read = load(
        entry_text("section: no", "summary: 19:42", "note: 2025-12-02", "tags: [on, 0x1f]"), where="a.md"
    )
    assert (read.section, read.summary, read.note, read.tags) == ("no", "19:42", "2025-12-02", ("on", "0x1f"))


def test_a_number_keeps_its_last_zero() -> None:
    read = load(entry_text("key_figures: [{surface: x, value: 1.10, paragraph: 1}]"), where="a.md")
    assert str(read.key_figures[0].value) == "1.10"


def test_a_number_longer_than_a_machine_word_is_exact() -> None:
    read = load(entry_text(f"key_figures: [{{surface: x, value: {'9' * 40}, paragraph: 1}}]"), where="a.md")
    assert read.key_figures[0].value == Decimal("9" * 40)


@pytest.mark.parametrize(
    "value",
    ["NaN", "sNaN", "-Infinity", "1e999999", "1e-9999999", "0e-9999999", "1" * 5000, "1." + "1" * 5000],
)
def test_a_number_that_nobody_can_write_out_is_an_error_with_its_line(value: str) -> None:
    with pytest.raises(EntryError, match=r"^a\.md:5: key_figures\[0\]\.value: not a number that can be"):
        load(entry_text(f"key_figures: [{{surface: x, value: '{value}', paragraph: 1}}]"), where="a.md")


@pytest.mark.parametrize("path", ["a.txt", "'q.txt", "it's: x.txt", '"a".txt', "# b.txt", "5", "Łódź 🙂.txt"])
@pytest.mark.parametrize("broken", [False, True])
def test_the_seed_of_an_entry_is_found_as_it_was_written(path: str, broken: bool) -> None:
    seed = SeedRef(path=path, sha256="0" * 64)
    text = dump(entry("A bridge", seed=seed, extra={"beat": "rivers"}, body="seed:\n  path: b"))
    assert find_seed(text.replace("title: ", "title: a: ") if broken else text) == seed
    assert find_seed(text.replace("\n", "\r\n")) == seed


def test_a_seed_is_found_by_its_lines_where_they_are_no_yaml() -> None:
    lines = f"seed:\n  path: it's: x.txt\n  sha256: {'ab' * 32}\n"
    assert find_seed(f"---\n{lines}---\n") == SeedRef(path="it's: x.txt", sha256="ab" * 32)


@pytest.mark.parametrize(
    "text",
    ["", "words", "---\nseed: x\n---\n", "---\nseed:\n  - a: b: c\n---\n", "---\ntitle: T\n---\nseed: x\n"],
)
def test_an_entry_made_by_hand_has_no_seed(text: str) -> None:
    assert find_seed(text) is None


def test_a_seed_is_found_without_reading_what_else_the_entry_holds() -> None:
    short, long = (
        dump(entry(speakers=(speaker("Ilse Varden", *["We will"] * said),), seed=seed_ref()))
        for said in (1, 500)
    )
    assert find_seed(short) == find_seed(long) == seed_ref()
    assert steps(lambda: find_seed(long)) == steps(lambda: find_seed(short))


def test_a_seed_that_says_nothing_for_a_million_lines_is_none() -> None:
    assert find_seed("---\nseed:\n" + "\n" * 1_000_000 + "x: y: z\n---\n") is None


def test_a_timestamp_has_an_offset_only_where_one_is_written() -> None:
    text = entry_text("timestamp: 2026-01-14T08:30", without=["timestamp"])
    stamp = load(text, where="a.md").timestamp
    assert (str(stamp), stamp.offset) == ("2026-01-14T08:30:00", None)


def test_a_key_with_nothing_behind_it_counts_as_absent() -> None:
    read = load(entry_text("updated:", "summary:", "speakers:", "tags: ~"), where="a.md")
    assert read == load(entry_text(), where="a.md")


def test_the_editors_own_keys_are_kept() -> None:
    read = load(entry_text("beat: rivers", "body: mine", "extra: {a: [1.50, null, true]}"), where="a.md")
    assert read.extra == {"beat": "rivers", "body": "mine", "extra": {"a": [Decimal("1.50"), None, True]}}
    assert load(dump(read), where="a.md") == read


def test_a_speaker_without_a_slug_gets_one_from_the_name() -> None:
    read = load(entry_text("speakers: [{name: Łukasz Ó Brien}]"), where="a.md")
    assert read.speakers[0].slug == "lukasz-o-brien"


def test_a_slug_given_by_hand_is_kept() -> None:
    read = load(entry_text("speakers: [{name: Ilse Varden, slug: varden-the-younger}]"), where="a.md")
    assert read.speakers[0].slug == "varden-the-younger"


@pytest.mark.parametrize("closing", ["---", "...", "--- "])
def test_front_matter_may_end_as_yaml_does(closing: str) -> None:
    text = entry_text(body="\nWords.\n").replace("\n---\n", f"\n{closing}\n")
    assert load(text, where="a.md").body == "Words."


def test_a_byte_order_mark_and_windows_line_ends_are_read() -> None:
    text = "\ufeff" + entry_text(body="\nOne.\n\nTwo.\n").replace("\n", "\r\n")
    assert load(text, where="a.md").body == "One.\n\nTwo."


@pytest.mark.parametrize("deep", ["> " * 1000, ">" * 1000, "* " * 1000, "1. " * 1000, " " * 4000 + "- "])
def test_a_body_that_no_reader_of_markdown_gets_to_the_end_of_is_an_error_with_its_line(deep: str) -> None:
    with pytest.raises(EntryError, match=r"^a\.md:9: lists or quotations nested too deeply; set them less"):
        load(entry_text(body=f"\nOne.\n\n{deep}x\n"), where="a.md")


@pytest.mark.parametrize("line", ["-" * 1000, "> " * 90 + "x", "1" * 1000, " " * 500, "* " * 90 + "x"])
def test_a_body_that_is_only_long_is_read(line: str) -> None:
    body = load(entry_text(body=f"\nOne.\n\n{line}\n\nTwo.\n"), where="a.md").body
    assert paragraphs(body)[-1] == "Two."


def test_a_line_of_dashes_in_the_body_is_the_bodys() -> None:
    assert load(entry_text(body="\nOne.\n\n---\n\nTwo.\n"), where="a.md").body == "One.\n\n---\n\nTwo."


def test_the_lines_of_parts_are_lines_of_the_file() -> None:
    text = entry_text(
        "speakers:",
        "  - name: Ilse Varden",
        "    quotations:",
        "      - {content: a, kind: direct, paragraph: 1}",
    )
    file = load_file(text, where="a.md")
    assert [file.line("title"), file.line("speakers", 0), file.line("speakers", 0, "quotations", 0)] == [
        2,
        6,
        8,
    ]


def test_the_line_of_a_part_that_is_not_there_is_that_of_the_part_around_it() -> None:
    file = load_file(entry_text("speakers:", "  - name: Ilse Varden"), where="a.md")
    assert [file.line("speakers", 0, "role"), file.line("speakers", 9), file.line("nothing")] == [6, 5, 2]


def test_an_error_found_later_points_at_its_part() -> None:
    file = load_file(entry_text("summary: s"), where="a.md")
    assert str(file.error("too short", "summary", hint="write more")) == "a.md:5: too short; write more"


def test_what_is_taught_about_a_person_is_read() -> None:
    known = load_speaker(
        "---\nname: Ilse Varden\naliases: [Varden]\n---\n\nShe chairs.\n", slug="ilse-varden", where="s.md"
    )
    assert (known.slug, known.name, known.aliases, known.body) == (
        "ilse-varden",
        "Ilse Varden",
        ("Varden",),
        "She chairs.",
    )


def test_what_is_taught_about_an_outlet_is_read() -> None:
    known = load_source(
        "---\nname: The Courier\ntimezone: Europe/Paris\nday_first: true\n---\n",
        slug="the-courier",
        where="s.md",
    )
    assert (known.slug, known.timezone, known.day_first, known.body) == (
        "the-courier",
        "Europe/Paris",
        True,
        "",
    )


@pytest.mark.parametrize("zone", ["Kyiv", "EST5EDT6", "../x", "Europe", "/etc/passwd", "a\\0b"])
def test_a_time_zone_that_is_none_is_an_error_with_its_line(zone: str) -> None:
    text = f'---\nname: The Courier\ntimezone: "{zone}"\n---\n'
    with pytest.raises(EntryError, match=r"^s\.md:3: timezone: .* is not a time zone such as Europe/Kyiv$"):
        load_source(text, slug="the-courier", where="s.md")


def test_a_page_about_nobody_says_what_is_missing() -> None:
    with pytest.raises(EntryError, match=r"^s\.md:2: missing 'name'$"):
        load_speaker("---\nrole: chair\n---\n", slug="x", where="s.md")


@pytest.mark.parametrize(
    ("slug", "better"), [("Ilse Varden", "ilse-varden"), ("index", "the-index"), ("!", "letters and digits")]
)
def test_a_registry_page_that_could_never_be_linked_is_to_be_renamed(slug: str, better: str) -> None:
    with pytest.raises(EntryError, match=f"cannot be an address; rename it to {better}.md"):
        load_speaker("---\nname: Ilse Varden\n---\n", slug=slug, where="s.md")


def test_the_schema_describes_what_an_editor_writes() -> None:
    described = schema()
    parts: dict[str, Any] = described["$defs"]
    assert sorted(parts["Entry"]["required"]) == ["source", "timestamp", "title"]
    assert not {"extra", "body"} & parts["Entry"]["properties"].keys()
    assert parts["Timestamp"]["type"] == "string"
    assert parts["Speaker"]["required"] == ["name"]
    assert parts["Quotation"]["properties"]["kind"]["enum"] == ["direct", "indirect", "mixed"]


def test_pages_of_people_and_outlets_keep_their_former_slugs() -> None:
    text = "---\nname: Ilse Varden\nredirect_from: [i-varden, ilse-holm]\n---\n"
    assert load_speaker(text, slug="ilse-varden", where="s.md").redirect_from == ("i-varden", "ilse-holm")
    assert load_source(text, slug="ilse-varden", where="s.md").redirect_from == ("i-varden", "ilse-holm")


@pytest.mark.parametrize(
    ("former", "told"),
    [
        ("Ilse Holm", "[0]: 'Ilse Holm' cannot be an address of the site; write ilse-holm"),
        ("'?'", "[0]: '?' cannot be an address of the site; write a slug such as ilse-varden"),
        ("ilse-varden", ": 'ilse-varden' is this very page; take it out"),
    ],
)
@pytest.mark.parametrize("key", ["redirect_from", "different_from"])
def test_a_former_slug_or_another_persons_is_a_slug_and_not_this_one(
    key: str, former: str, told: str
) -> None:
    text = f"---\nname: Ilse Varden\n{key}:\n  - {former}\n---\n"
    with pytest.raises(EntryError) as caught:
        load_speaker(text, slug="ilse-varden", where="s.md")
    assert str(caught.value) == f"s.md:4: {key}{told}"

"""What an editor should look at."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest
from builders import cases, entry, entry_text
from hypothesis import given
from strategies import ENTRIES

from digest.annotate.figures import find_quantities
from digest.checks import (
    RULES,
    Finding,
    Mending,
    ambiguous_names,
    check,
    dead_links,
    late_drafts,
    same_slugs,
    same_stories,
    still_to_come,
    unknown_sources,
)
from digest.errors import EntryError
from digest.frontmatter import EntryFile, dump, load_file
from digest.links import Pages
from digest.markdown import paragraphs
from digest.model import Entry, KeyFigure, KnownSource, KnownSpeaker, SpeakerSlug
from digest.text import printable, same_words
from digest.yamltext import Path

VARDEN = "  - name: Ilse Varden"


BODY = "“We will build it,” Varden said.\n\nIt costs €6 million."


def findings(*lines: str, body: str = BODY, without: Iterable[str] = ()) -> list[str]:
    file = load_file(entry_text(*lines, body=f"\n{body}\n", without=without), where="a.md")
    return shown(check(file, paragraphs(file.entry.body)))


def shown(found: Iterable[Finding]) -> list[str]:
    return [f"{finding.place}: {finding.level}: {finding.text}" for finding in found]


def test_an_entry_whose_words_are_in_its_body_is_fine() -> None:
    assert (
        findings(
            "speakers:",
            VARDEN,
            "    quotations:",
            "      - {content: We will build it, kind: direct, paragraph: 1}",
            "key_figures:",
            "  - {surface: €6 million, value: 6000000, speaker: ilse-varden, paragraph: 2}",
        )
        == []
    )


def test_other_quotation_marks_dashes_and_blanks_are_the_same_words() -> None:
    line = "      - {content: '\"It''s 5 - 6 km\"', kind: direct, paragraph: 1}"
    body = "“It’s 5\u00a0–\n6 km”, she said."
    assert findings("speakers:", VARDEN, "    quotations:", line, body=body) == []


def test_words_that_are_not_in_their_paragraph_are_an_error() -> None:
    assert findings(
        "speakers:",
        VARDEN,
        "    quotations:",
        "      - {content: We will tear it down, kind: direct, paragraph: 1}",
    ) == ["a.md:8: error: “We will tear it down” is not in paragraph 1 of the body"]


def test_a_paragraph_that_is_not_there_is_an_error_at_its_line() -> None:
    lines = ["speakers:", VARDEN, "    quotations:", "      - content: We will", "        kind: direct"]
    assert findings(*lines, "        paragraph: 3") == [
        "a.md:10: error: paragraph 3 is not there; the body has 2; it stands in paragraph 1 now"
    ]
    assert findings(*lines, "        paragraph: 0") == [
        "a.md:10: error: paragraph 0 is not there; the body has 2; it stands in paragraph 1 now"
    ]


def test_words_that_moved_are_found_where_they_stand_now() -> None:
    lines = ["key_figures:", "  - {surface: €6 million, value: 6000000, paragraph: 1}"]
    wrong = "a.md:6: error: “€6 million” is not in paragraph 1 of the body; it stands in paragraph"
    assert findings(*lines) == [f"{wrong} 2 now"]
    assert findings(*lines, body=f"{BODY}\n\nYes, €6 million.") == [f"{wrong} 2 or 3 now"]


def test_who_speaks_and_what_is_measured_are_the_articles_words_too() -> None:
    lines = [
        "speakers:",
        VARDEN,
        "    quotations:",
        "      - {content: We will build it, kind: direct, source: Varden, cue: said, paragraph: 1}",
        "      - {content: It costs, kind: indirect, source: Ms Varden, cue: added, paragraph: 2}",
        "key_figures:",
        "  - {surface: €6 million, value: 6000000, label: It costs €7 million, paragraph: 2}",
    ]
    assert findings(*lines) == [
        "a.md:9: question: the source “Ms Varden” is not in the body",
        "a.md:9: question: the cue “added” is not in the body",
        "a.md:11: question: the label “It costs €7 million” is not in the body",
    ]


def test_a_key_of_the_editors_own_that_is_nearly_ours_is_a_question_at_its_line() -> None:
    assert findings("speeker: [{name: Ilse Varden}]", "beat: rivers", "title_en: The bridge") == [
        "a.md:5: question: `speeker` is kept as your own key; did you mean `speakers`?"
    ]


@pytest.mark.parametrize(
    ("key", "meant"), [("tagz", "tags"), ("nots", "note"), ("phoot", "photo"), ("vote", ""), ("5", "")]
)
def test_a_key_one_slip_of_a_finger_away_is_asked_about(key: str, meant: str) -> None:
    asked = [f"a.md:5: question: `{key}` is kept as your own key; did you mean `{meant}`?"]
    assert findings(f"{key}: x") == (asked if meant else [])


def test_a_finding_is_one_line_that_a_terminal_never_obeys() -> None:
    text = "who\nb.md:1: error: x \u202e“5\u00a0km”"
    finding = Finding(where="a\x1b[2J.md", line=1, code="same-story", text=text)
    escaped = "who\\nb.md:1: error: x \\u202e“5\u00a0km”"
    assert str(finding) == f"a\\x1b[2J.md:1: question: {escaped} [same-story]"


def test_a_long_paragraph_with_many_quotations_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    words = "It will be “built” – soon. " * 8_000
    said = ["      - {content: soon, kind: direct, paragraph: 1}"] * 2_000
    file = load_file(entry_text("speakers:", VARDEN, "    quotations:", *said), where="a.md")
    read: list[str] = []
    monkeypatch.setattr("digest.checks.same_words", lambda text: read.append(text) or same_words(text))
    assert list(check(file, [words])) == []
    assert read.count(words) == 1


def test_a_speaker_who_says_nothing_is_an_error() -> None:
    assert findings("speakers:", VARDEN) == [
        "a.md:6: error: Ilse Varden is a speaker, but no quotation is given"
    ]


def test_two_speakers_with_one_slug_are_an_error() -> None:
    said = "quotations: [{content: We will, kind: direct, paragraph: 1}]"
    assert findings(
        "speakers:",
        f"  - {{name: Jan Novak, {said}}}",
        f"  - {{name: Ján Novák, {said}}}",
    ) == ["a.md:7: error: jan-novak is the slug of two speakers"]


def test_a_figure_in_the_words_of_nobody_here_is_an_error() -> None:
    lines = [
        "key_figures:",
        "  - surface: €6 million",
        "    value: 6000000",
        "    paragraph: 2",
        "    speaker: x",
    ]
    assert findings(*lines) == ["a.md:9: error: x is not a speaker of this entry"]


def test_a_figure_that_is_not_in_its_paragraph_is_an_error() -> None:
    assert findings("key_figures:", "  - {surface: €7 million, value: 7000000, paragraph: 2}") == [
        "a.md:6: error: “€7 million” is not in paragraph 2 of the body"
    ]


def test_words_without_a_speaker_are_a_question_that_names_who_it_may_be() -> None:
    assert findings(
        "unattributed:",
        "  - {content: We will build it, kind: direct, paragraph: 1, candidates: [Varden, Olander]}",
        "  - {content: We will, kind: direct, paragraph: 1}",
    ) == [
        "a.md:6: question: who says “We will build it” (Varden or Olander?)",
        "a.md:7: question: who says “We will”",
    ]


def test_long_words_are_shown_by_their_beginning() -> None:
    words = "word " * 30
    found = findings("unattributed:", f"  - {{content: {words}, kind: direct, paragraph: 1}}", body=words)
    assert found == [f"a.md:6: question: who says “{'word ' * 11}wo…”"]


def test_a_key_that_nothing_reads_is_an_error_that_names_the_key_meant() -> None:
    assert findings(
        "source: {name: The Courier, urll: https://example.org, 'no': x}",
        "speakers:",
        VARDEN,
        "    quotations:",
        "      - content: We will build it",
        "        kind: direct",
        "        paragraf: 1",
        "        paragraph: 1",
        without=["source"],
    ) == [
        "a.md:4: error: nothing reads the key urll; did you mean url?",
        "a.md:4: error: nothing reads the key no",
        "a.md:10: error: nothing reads the key paragraf; did you mean paragraph?",
    ]


def test_an_editors_own_keys_are_nobodys_business() -> None:
    assert findings("beat: {quotations: [{anything: goes}]}", "quotations: [{x: y}]", "tags: [a]") == []


def test_a_story_printed_before_is_a_question_at_its_title_that_names_the_first_print() -> None:
    wire = cases("near_duplicates")[0]["one"]
    files = [
        load_file(entry_text(source, timestamp, body=body, without=["source", "timestamp"]), where=where)
        for where, source, timestamp, body in [
            ("a.md", "source: {name: The Gazette}", "timestamp: 2026-01-15", wire),
            ("b.md", "source: {name: Basin Wire}", "timestamp: 2026-01-14", wire),
            ("c.md", "source: {name: The Post}", "timestamp: 2026-01-14", BODY),
        ]
    ]
    assert shown(same_stories(files)) == ["a.md:2: question: the same story as b.md"]


def test_two_names_on_one_speakers_page_are_a_question() -> None:
    def entry(where: str, name: str) -> EntryFile:
        return load_file(entry_text("speakers:", f"  - {{name: {name}, slug: zhang-wei}}"), where=where)

    files = [entry("a.md", "Zhang Wei"), entry("b.md", "章伟"), entry("c.md", "ZHANG WEI")]
    assert shown(same_slugs(files)) == [
        "b.md:6: question: is 章伟 the Zhang Wei of a.md? If so: digest speakers rename zhang-wei "
        "'Zhang Wei'; if not: digest speakers split zhang-wei --called '章伟'"
    ]


def test_a_date_that_is_still_to_come_is_a_question() -> None:
    files = [load_file(entry_text(), where="a.md")]
    line = entry_text().splitlines().index("timestamp: 2026-01-14") + 1
    assert shown(still_to_come(files, date(2026, 1, 12))) == [
        f"a.md:{line}: question: dated 2026-01-14, which is still to come; is that right?"
    ]
    assert list(still_to_come(files, date(2026, 1, 13))) == []


def test_an_address_that_is_not_of_the_web_is_a_question_at_its_line() -> None:
    source = ["source:", "  name: The Courier", "  url: www.courier.example/a", "  archived_url: 'https:'"]
    assert findings(*source, without=["source"]) == [
        "a.md:6: question: www.courier.example/a is no address of the web, so no link leads to it",
        "a.md:7: question: https: is no address of the web, so no link leads to it",
    ]
    source[2:] = ["  url: http://courier.example", "  archived_url: HTTPS://archive.example/a"]
    assert findings(*source, without=["source"]) == []


def codes(*lines: str, body: str = BODY) -> list[str]:
    file = load_file(entry_text(*lines, body=f"\n{body}\n"), where="a.md")
    return [finding.code for finding in check(file, paragraphs(file.entry.body))]


def test_a_question_about_who_speaks_says_what_is_not_known() -> None:
    said = "content: We will build it, kind: direct, paragraph: 1"
    lines = [
        "unattributed:",
        f"  - {{{said}, candidates: [Varden]}}",
        f"  - {{{said}, source: the chair}}",
        f"  - {{{said}, source: Varden, candidates: [Ilse Varden, Per Varden]}}",
    ]
    body = BODY.replace("Varden said", "Varden said; she is the chair")
    assert codes(*lines, body=body) == ["open-quotation", "unresolved-source", "ambiguous-name"]
    assert findings(*lines, body=body)[1:] == [
        "a.md:7: question: who is “the chair”, who says “We will build it”",
        "a.md:8: question: who is “Varden”, who says “We will build it” (Ilse Varden or Per Varden?)",
    ]


def test_words_in_one_other_paragraph_can_be_mended_and_in_two_cannot() -> None:
    file = load_file(
        entry_text("key_figures:", "  - {surface: €6 million, value: 6000000, paragraph: 1}"), where="a.md"
    )
    moved = Mending(path=("key_figures", 0, "paragraph"), value=2)
    assert [f.mending for f in check(file, ["None.", "It is €6 million."])] == [moved]
    assert [(f.code, f.mending) for f in check(file, ["", "€6 million.", "€6 million!"])] == [
        ("wrong-paragraph", None)
    ]
    assert [(f.code, f.mending) for f in check(file, ["None.", "None."])] == [("figure-not-in-text", None)]


def test_the_figures_beside_the_key_ones_and_their_repeats_are_looked_at_too() -> None:
    assert findings(
        "figures:",
        "  - {surface: €7 million, value: 7000000, paragraph: 2}",
        "  - {surface: €6 million, value: 6000000, paragraph: 2, places: [1, 3]}",
    ) == [
        "a.md:6: error: “€7 million” is not in paragraph 2 of the body",
        "a.md:7: error: paragraph 3 is not there; the body has 2",
    ]


def test_an_alias_listed_twice_or_shared_is_a_question() -> None:
    said = "quotations: [{content: We will, kind: direct, paragraph: 1}]"
    lines = [
        "speakers:",
        f"  - {{name: Ilse Varden, aliases: [Varden, the chair, Varden], {said}}}",
        f"  - {{name: Per Varden, aliases: [Varden], {said}}}",
    ]
    assert codes(*lines) == ["alias-twice", "ambiguous-name"]
    assert findings(*lines)[1] == "a.md:7: question: Varden is Ilse Varden as well as Per Varden"


def test_a_mention_that_speaks_is_a_question_and_goes_when_nothing_is_lost_by_it() -> None:
    said = "quotations: [{content: We will, kind: direct, paragraph: 1}]"
    lines = ["speakers:", f"  - {{name: Ilse Varden, role: chair, {said}}}", "mentions:"]
    for mention, mending in [
        ("{name: ilse varden}", Mending(path=("mentions", 1))),
        ("{name: Ilse Varden, role: chair}", Mending(path=("mentions", 1))),
        ("{name: Ilse Varden, role: harbour master}", None),
    ]:
        file = load_file(
            entry_text(*lines, "  - {name: Piet Olander}", f"  - {mention}", body=BODY), where="a.md"
        )
        found = list(check(file, paragraphs(file.entry.body)))
        assert [(f.code, f.line, f.mending) for f in found] == [("mention-speaks", 9, mending)]


def test_a_draft_whose_day_is_gone_is_a_question() -> None:
    files = [
        load_file(entry_text("draft: true"), where="a.md"),
        load_file(entry_text("draft: false"), where="b.md"),
    ]
    assert shown(late_drafts(files, date(2026, 1, 15))) == [
        "a.md:5: question: still a draft, though dated 2026-01-14; without `draft` it is published"
    ]
    assert list(late_drafts(files, date(2026, 1, 14))) == []


def test_an_outlet_is_asked_about_once_and_only_where_most_are_taught() -> None:
    files = [
        load_file(entry_text(f"source: {{name: {name}}}", without=["source"]), where=where)
        for where, name in [("a.md", "the courier"), ("b.md", "The Post"), ("c.md", "The Post")]
    ]
    files.append(load_file(entry_text("source: {name: The Corier}", without=["source"]), where="d.md"))
    assert list(unknown_sources(files, [])) == []
    files.append(load_file(entry_text("source: {name: Lake Daily}", without=["source"]), where="e.md"))
    courier = KnownSource(slug="the-courier", name="The Courier", aliases=("Lake Daily",))
    assert shown(unknown_sources(files, [courier])) == [
        "b.md:4: question: The Post is no taught source; teach it with `digest sources teach 'The Post'`,"
        " or correct the name",
        "d.md:4: question: The Corier is no taught source; is it The Courier?",
    ]
    alone = KnownSource(slug="the-courier", name="The Courier")
    assert shown(unknown_sources(files, [alone])) == [
        "d.md:4: question: The Corier is no taught source; is it The Courier?"
    ]


def test_a_name_taught_for_two_people_is_a_question_at_the_second() -> None:
    taught = [
        KnownSpeaker(slug=SpeakerSlug("ilse-varden"), name="Ilse Varden", aliases=("Varden", "Varden")),
        KnownSpeaker(slug=SpeakerSlug("per-varden"), name="Per Varden", aliases=("Per", "varden")),
    ]

    apart = KnownSpeaker(slug=SpeakerSlug("v"), name="Varden", different_from=(SpeakerSlug("ilse-varden"),))

    def place(speaker: KnownSpeaker, path: Path) -> tuple[str, int]:
        return f"{speaker.slug}.md", 3 + int(path[-1])

    assert shown(ambiguous_names([*taught, apart], place)) == [
        "per-varden.md:4: question: varden is taught for Ilse Varden, too; an article may mean either"
    ]


def test_an_entry_that_cannot_be_read_is_an_error_and_a_missing_date_has_its_code() -> None:
    unread = []
    for text in (
        "---\ntitle: a: b\n---\n",
        entry_text(without=["timestamp"]),
        entry_text(without=["source", "timestamp"]),
        entry_text("timestamp: soon", without=["timestamp"]),
    ):
        with pytest.raises(EntryError) as caught:
            load_file(text, where="a.md")
        unread.append(Finding.of(caught.value))
    assert [finding.code for finding in unread] == [
        "unreadable",
        "missing-date",
        "missing-date",
        "unreadable",
    ]
    assert {finding.level for finding in unread} == {"error"}
    assert str(unread[1]) == "a.md:2: error: missing 'timestamp' [missing-date]"
    assert Finding.of(EntryError("a.md", "not UTF-8 (byte 1)", hint="save it as UTF-8")).place == "a.md"


def test_a_dead_link_is_an_error_at_its_line() -> None:
    pages = Pages(texts={"about.md": "Who we are.\n\n[x](none.md)\n"})
    assert shown(dead_links(pages, "content")) == ["content/about.md:3: error: none.md leads to nothing"]


@pytest.mark.parametrize(
    ("surface", "value", "asked"),
    [
        ("€6 million", "6000000", False),
        ("€6 million", "7000000", True),
        ("€6 million", "6", True),
        ("€6 million", "6000", True),
        ("9" * 40 + " km", "9" * 40, False),
        ("9" * 5_000 + " km", "9", True),
        ("4 hundred million", "400000000", False),
        ("$200,000 to $4 million", "200000", False),
        ("1 234,5 km", "1234.5", False),
        ("1,234", "1243", True),
        ("0.5%", "0.5", False),
        ("two dozen", "24", False),
        ("2 1/2 years", "2.5", False),
        ("٣ million", "3000000", False),
        ("5½ km", "5.5", False),
        ("140 passengers", "14", True),
        ("140 passengers", "1400", True),
        ("5,000 km", "5", True),
        ("1.50 m", "1.5", False),
        ("€187m", "187000000", False),
        ("3 dozen eggs", "36", False),
        ("−5 °C", "-5", False),
        ("−5 °C", "5", True),
        ("-€3 million", "3000000", True),
        ("5 °C", "-5", True),
        ("€3 million", "-3000000", True),
        ("5 degrees below zero", "-5", False),
        ("minus 12 degrees", "-12", False),
        ("$(3.2) million", "-3200000", False),
        ("sub-700 sq m", "700", False),
    ],
)
def test_a_value_with_other_digits_than_its_words_is_a_question(
    surface: str, value: str, asked: bool
) -> None:
    figure = f"  - {{surface: '{surface}', value: {value}, paragraph: 1}}"
    assert codes("key_figures:", figure, body=f"It is {surface}.") == ["figure-value"] * asked


def test_a_number_of_millions_may_be_told_in_millions() -> None:
    figure = "  - {surface: €6 million, value: 6, unit: million EUR, paragraph: 1}"
    assert codes("key_figures:", figure, body="It is €6 million.") == []


@pytest.mark.parametrize("language", ["cs", "/", "x" * 300])
def test_in_a_language_without_a_list_any_word_may_multiply(language: str) -> None:
    figure = "  - {surface: 190 tisíc, value: 190000, paragraph: 1}"
    assert codes(f"language: {language}", "key_figures:", figure, body="Je to 190 tisíc.") == []


@pytest.mark.parametrize("case", [case for group in cases("figures").values() for case in group], ids=str)
def test_what_the_converter_reads_is_never_asked_about(case: dict[str, Any]) -> None:
    text, language = case["text"], case.get("language", "en")
    figures = tuple(
        KeyFigure(
            surface=text[read.start : read.end],
            value=read.value,
            value_to=read.value_to,
            unit=read.unit,
            paragraph=1,
        )
        for read in find_quantities(text, language=language)
    )
    file = load_file(dump(entry(language=language, key_figures=figures, body=text)), where="a.md")
    assert list(check(file, [text])) == []


def test_either_end_of_a_range_may_be_in_digits() -> None:
    figure = "  - {surface: five to 20, value: 5, value_to: 20, paragraph: 1}"
    assert codes("key_figures:", figure, body="It is five to 20.") == []


@given(ENTRIES)
def test_whatever_stands_in_an_entry_each_finding_has_its_code_and_a_line_of_the_file(entry: Entry) -> None:
    text = dump(entry)
    file = load_file(text, where="a.md")
    found = [
        *check(file, paragraphs(entry.body)),
        *same_slugs([file]),
        *late_drafts([file], date(2026, 1, 1)),
    ]
    for finding in found:
        assert finding.code in RULES
        assert finding.line is not None
        assert 1 < finding.line <= text.count("\n")
        assert str(finding) == printable(str(finding))

"""Who said what: the cases in three files of `cases/`, and the laws of the parts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from digest.annotate import annotate
from digest.model import Annotations, Article, Block, KnownSpeaker, Quotation, Source, SpeakerSlug, Timestamp

CASES = [
    case
    for name in ("quotations", "sources", "names")
    for case in yaml.safe_load((Path(__file__).parent / "cases" / f"{name}.yml").read_text(encoding="utf-8"))
]
SEED = Path(__file__).parents[1] / "seeds" / "000_f65bd19415829a1b.txt"


def article(paragraphs: list[str], *, title: str = "News", language: str = "en") -> Article:
    return Article(
        title=title,
        source=Source(name="The Paper"),
        published=Timestamp.parse("2025-12-02"),
        language=language,
        blocks=tuple(Block(text=text) for text in paragraphs),
    )


def annotated(case: dict[str, Any]) -> Annotations:
    known = [
        KnownSpeaker(**page | {"slug": SpeakerSlug(page["slug"]), "aliases": tuple(page["aliases"])})
        for page in case.get("known", ())
    ]
    return annotate(
        article(case["text"], title=case.get("title", "News"), language=case.get("language", "en")), known
    )


def rows(lines: list[str]) -> list[list[str]]:
    return sorted([cell.strip() for cell in line.split("|")] for line in lines)


def row(speaker: str, quotation: Quotation) -> list[str]:
    cells = [speaker, quotation.kind, quotation.source or "-", quotation.cue or "-", quotation.content]
    return cells + ([quotation.via] if quotation.via else [])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["claim"])
def test_an_article_says_what_the_case_claims(case: dict[str, Any]) -> None:
    found = annotated(case)
    assert sorted(row(s.name, q) for s in found.speakers for q in s.quotations) == rows(case["said"])
    if "open" in case:
        questions = [
            [q.kind, q.source or "-", q.cue or "-", q.content, ", ".join(q.candidates)]
            for q in found.unattributed
        ]
        assert sorted(questions) == rows(case["open"])
    if "mentions" in case:
        assert [[m.name, m.role or "-"] for m in found.mentions] == [
            [cell.strip() for cell in line.split("|")] for line in case["mentions"]
        ]
    for name, role in case.get("roles", {}).items():
        assert {s.name: s.role for s in found.speakers}[name] == role
    for name, aliases in case.get("aliases", {}).items():
        assert {s.name: list(s.aliases) for s in found.speakers}[name] == aliases
    for name, other in case.get("on_behalf_of", {}).items():
        assert {s.name: s.on_behalf_of for s in found.speakers}[name] == other
    assert [s.name for s in found.speakers if s.kind == "organisation"] == case.get("organisations", [])


# ---- the real article --------------------------------------------------------------------------


def real() -> Annotations:
    lines = SEED.read_text(encoding="utf-8").splitlines()
    body = lines[next(i for i, line in enumerate(lines) if line.startswith("Photo:")) + 1 :]
    return annotate(article([line for line in body if line and line != "AD"], title=lines[3]))


REAL = [
    ("indirect", "predicts", "decisive events by the end"),
    ("direct", "said", "This could be a pivotal work week"),
    ("mixed", "said", '"in this war, there is one aggressor'),
    ("direct", "added", "Our job is to do all we can"),
    ("mixed", "called", '"solid financing for Ukraine" a key issue'),
    ("direct", "said", "Ministers today insisted"),
    ("indirect", "according to", "Also discussed, according to Kallas, was"),
    ("indirect", "said", "the Netherlands had signed"),
    ("mixed", "said", 'the Russians had "been very clear'),
    ("direct", "said", "Again, we need to put them"),
    ("direct", "replied", "Yes, I am afraid"),
    ("direct", "said", "But this is not in anybody's interest"),
]


def test_the_real_article_has_one_speaker_and_her_twelve_quotations() -> None:
    [speaker] = real().speakers
    assert (speaker.name, speaker.slug) == ("Kaja Kallas", "kaja-kallas")
    assert speaker.role == (
        "High Representative of the European Union for Foreign Affairs and Security Policy"
    )
    assert speaker.on_behalf_of is None
    assert speaker.aliases == ("Kallas", "the EU High Representative")
    found = [
        (q.kind, q.cue, q.content[: len(start)])
        for q, (_, _, start) in zip(speaker.quotations, REAL, strict=True)
    ]
    assert found == REAL


def test_the_real_article_mentions_three_others_and_asks_nothing() -> None:
    found = real()
    assert [(m.name, m.role) for m in found.mentions] == [
        ("Donald Trump", "U.S. President"),
        ("Stephen Witkoff", "U.S. President Donald Trump's envoy"),
        ("Vladimir Putin", None),
    ]
    assert found.unattributed == ()


def test_a_figure_in_somebodys_words_names_the_speaker() -> None:
    figures = {figure.surface: figure.speaker for figure in real().key_figures}
    assert figures["over €187 billion"] == "kaja-kallas"


def test_a_figure_that_somebody_reports_of_people_without_a_name_is_not_the_reporters() -> None:
    said = "Ilse Varden said a group of residents claimed that the ferry cost 40 million euros."
    found = annotate(article([said]))
    assert [quotation.source for quotation in found.unattributed] == ["a group of residents"]
    assert [(figure.surface, figure.speaker) for figure in found.key_figures] == [("40 million euros", None)]


def test_every_decision_is_explained() -> None:
    lines = [explanation.text for explanation in real().explanations if explanation.paragraph == 7]
    assert lines[0] == "source “the EU High Representative” → Kaja Kallas: same role as in paragraph 1"


def test_two_speakers_with_one_slug_get_two() -> None:
    found = annotate(article(["Ana Díaz said the road was closed.", "Aná Diaz Jr. said the road was open."]))
    slugs = [speaker.slug for speaker in found.speakers]
    assert len(slugs) == len(set(slugs))


def test_a_taught_slug_is_used() -> None:
    known = [KnownSpeaker(slug=SpeakerSlug("the-mayor"), name="Jana Novotna", aliases=("Novotna",))]
    [speaker] = annotate(article(["Novotna said the road was closed."]), known).speakers
    assert (speaker.name, speaker.slug) == ("Jana Novotna", "the-mayor")

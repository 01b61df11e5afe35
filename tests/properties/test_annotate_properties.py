"""Laws of attribution that hold for any text."""

from __future__ import annotations

import pytest
from builders import annotations, article, seed
from hypothesis import given, settings
from hypothesis import strategies as st
from steps import growth

from digest import markdown
from digest.annotate import annotate
from digest.annotate.attribution import attribute
from digest.annotate.marks import find_marked
from digest.annotate.paragraphs import read
from digest.render import render

WORDS = st.sampled_from(
    [
        '"',
        "'",
        "“",
        "”",
        "‘",
        "’",
        "«",
        "»",
        "„",
        "''",
        "``",
        ":",
        ",",
        ".",
        "?",
        "!",
        ";",
        "–",
        "(",
        ")",
        "said",
        "says",
        "told",
        "that",
        "who",
        "according",
        "to",
        "in",
        "a",
        "the",
        "The",
        "he",
        "she",
        "They",
        "Anna",
        "Berg",
        "Otto",
        "Lindqvist",
        "Ray",
        "Jr.",
        "Mr.",
        "minister",
        "ministry",
        "'s",
        "spokesman",
        "for",
        "of",
        "and",
        "but",
        "saying",
        "wrote",
        "words",
        "Q",
        "I",
        "12",
        "Tuesday",
        "called",
        "denied",
        "claim",
        "don't",
        "“Yes”",
        "‘no’",
        "U.S.",
        "said:",
        "Zoë",
        "𝒜",
        "ß",
        "\u200d",
    ]
)
SENTENCES = st.lists(WORDS, max_size=60).map(" ".join)
# What is nearly speech, with anything in its gaps: of words alone one text in fifty has a speaker.
SPEECH = st.builds(
    str.format,
    st.sampled_from(
        [
            "“We close the {0} road,” said Anna Berg, {1} of the county. “It is {2} late.”",
            '"The {0} is open," Otto Lindqvist told us. He added that {1}. "{2}"',
            "The minister said that {0} the road was closed, according to {1}. {2}",
            "Berg’s spokesman {0} wrote: “We {1} wait”. She said so on Tuesday, {2}.",
            "«Дорога {0} закрита», — сказав Тарас Гнатюк {1}. {2}",
            "Q: {0}? Anna Berg: “I do not know {1}.” {2}",
        ]
    ),
    *[st.lists(WORDS, max_size=3).map(" ".join)] * 3,
)
TEXTS = st.one_of(SPEECH, SENTENCES, st.text(max_size=120))
LANGUAGES = st.sampled_from(["en", "uk", "ru", "de", "fr", "es", "pl", "xx"])


@given(st.lists(TEXTS, max_size=6), TEXTS, LANGUAGES)
@settings(max_examples=200, deadline=None)
def test_all_that_is_printed_stands_in_its_paragraph(
    paragraphs: list[str], title: str, language: str
) -> None:
    found = annotate(article(*paragraphs, title=title, language=language))
    for quotation in [q for s in found.speakers for q in s.quotations] + list(found.unattributed):
        text = paragraphs[quotation.paragraph - 1]
        assert quotation.content
        assert quotation.content in text
        assert quotation.cue is None or quotation.cue in text
        assert quotation.source is None or quotation.source in " ".join(paragraphs)
    for speaker in found.speakers:
        assert speaker.quotations
        assert speaker.role is None or any(speaker.role in text for text in paragraphs)


@given(st.lists(TEXTS, max_size=6), LANGUAGES)
@settings(max_examples=60, deadline=None)
def test_the_same_text_gives_the_same_answer_in_text_order(paragraphs: list[str], language: str) -> None:
    first, second = (attribute(paragraphs, language=language) for _ in range(2))
    spans = [(q.content, q.speaker.name if q.speaker else None) for q in first.quotations]
    assert spans == [(q.content, q.speaker.name if q.speaker else None) for q in second.quotations]
    assert [span for span, _ in spans] == sorted(span for span, _ in spans)


@given(st.lists(SPEECH | SENTENCES, max_size=4))
@settings(max_examples=100, deadline=None)
def test_marked_passages_never_overlap(paragraphs: list[str]) -> None:
    for text, row in zip(paragraphs, find_marked(paragraphs), strict=True):
        ends = [0]
        for passage in row:
            assert (
                ends[-1]
                <= passage.start
                < passage.inner_start
                <= passage.inner_end
                <= passage.end
                <= len(text)
            )
            ends.append(passage.end)


@given(st.lists(SPEECH | SENTENCES, max_size=4))
@settings(max_examples=60, deadline=None)
def test_sentences_hold_every_token_once(paragraphs: list[str]) -> None:
    for reading in read(paragraphs):
        assert tuple(token for sentence in reading.sentences for token in sentence.tokens) == reading.tokens


HARD = {
    "unbalanced marks": "“",
    "marks without end": '"a" ',
    "single marks": "'a b' ",
    "names without end": "Anna Berg ",
    "cues without end": "said ",
    "no sentence end": "the minister said that the road was closed and ",
    "commas": "Berg, the head, ",
    "brackets": "((((",
    "possessives": "Berg's ",
    "according to": "according to Berg, ",
    "colons": "Berg: ",
    "paragraphs of pronouns": "She said the road was closed. Anna Berg left.\n",
    "paragraphs of names": "Anna Berg said the road was closed. Ray left.\n",
    "carried over": '"I go\n',
}


@pytest.mark.parametrize("unit", HARD.values(), ids=HARD)
def test_twice_the_text_takes_about_twice_the_steps(unit: str) -> None:
    assert growth(lambda size: attribute((unit * size).split("\n")), 150) < 2.6


def test_ten_thousand_marks_are_nobodys_words_and_stay_as_they_are() -> None:
    text = ['"' * 10_000, "“" * 10_000, "'a " * 9_999 + "'a"]
    pasted = article(*text)
    assert annotate(pasted) == annotations()
    assert markdown.paragraphs(render(seed(), pasted, annotate(pasted), key_figures=5).body) == tuple(text)
    assert growth(lambda size: annotate(article('"' * size, "“" * size, "'a " * size)), 1_000) < 2.6

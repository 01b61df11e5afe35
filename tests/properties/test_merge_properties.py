"""Laws of the merge: nothing of an editor's is lost, and what nobody touched keeps its bytes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from builders import entry as entry_of
from hypothesis import assume, given
from hypothesis import strategies as st

from digest.frontmatter import dump, load
from digest.markdown import paragraphs
from digest.merge import merge
from digest.model import (
    Entry,
    KeyFigure,
    Mention,
    OpenQuotation,
    Quotation,
    SeedRef,
    Speaker,
    SpeakerSlug,
)
from digest.text import slugify

PEOPLE = ["Ilse Varden", "Marit Solen", "Jon Aske"]
PRINTED = [  # what an article's paragraphs read, each with a quotation and a figure of its own
    'The ferry with 11 decks is due, and "nobody waits for it in the rain," Varden said.',
    'The quay of 12 stones is due, and "we mended every one by hand," Solen said: #1.',
    'The ice, 13 inches, is due, and "skating is for fools," Aske said, it\'s so.',
    'The eel of 14 years is due, and "she has a name," she said.',
]
CHANGED = [paragraph.replace("due", "late") for paragraph in PRINTED]
WORDS = st.sampled_from(["chair", "it's: due", "#1", "no", "“mayor”", "12", "- so"])


@dataclass(frozen=True)
class Found:
    """What a converter makes of one paragraph: how it reads, who speaks in it, and the words around."""

    text: str
    speaker: str | None
    cue: str | None
    label: str | None
    figure: bool


PARTS = st.sets(st.integers(0, 3), min_size=1).map(sorted)
FOUND = st.tuples(
    st.booleans(), st.sampled_from([*PEOPLE, None, ""]), st.none() | WORDS, st.none() | WORDS, st.booleans()
)


@st.composite
def conversions(draw: st.DrawFn, base: Entry | None = None) -> Entry:
    """An entry as some converter might write it of one article; with a base, mostly as that one."""
    if base is not None and draw(st.booleans()):
        return replace(base, title=draw(WORDS))
    found = []
    for number in draw(PARTS):
        late, speaker, cue, label, figure = draw(FOUND)
        found.append(Found((CHANGED if late else PRINTED)[number], speaker, cue, label, figure))
    roles = {name: draw(st.none() | WORDS) for name in PEOPLE}
    return written(draw(WORDS), found, roles, draw(st.sampled_from("ab")))


def written(title: str, found: list[Found], roles: dict[str, str | None], seed: str) -> Entry:
    said: dict[str | None, list[dict[str, Any]]] = {}
    figures = []
    for number, part in enumerate(found, 1):
        words = re.search('"(.*?)"', part.text)
        assert words
        quotation = {"content": words[1], "kind": "direct", "cue": part.cue, "paragraph": number}
        if part.speaker != "":
            said.setdefault(part.speaker, []).append(quotation)
        if part.figure:
            amount = re.findall(r"\d+", part.text)[0]
            figures.append(KeyFigure(surface=amount, value=int(amount), label=part.label, paragraph=number))
    speakers = tuple(
        Speaker(
            name=name,
            slug=SpeakerSlug(slugify(name)),
            role=roles[name],
            aliases=(name.split()[1],),
            quotations=tuple(Quotation(**quotation) for quotation in said[name]),
        )
        for name in PEOPLE
        if name in said
    )
    return entry_of(
        title,
        speakers=speakers,
        unattributed=tuple(OpenQuotation(**quotation) for quotation in said.get(None, ())),
        mentions=tuple(Mention(name=name, role=roles[name]) for name in PEOPLE if name not in said),
        key_figures=tuple(figures),
        seed=SeedRef(path="a.txt", sha256=seed * 64),
        body="\n\n".join(part.text for part in found),
    )


@st.composite
def by_hand(draw: st.DrawFn, entry: Entry) -> str:
    """The text of an entry as an editor writes it: own comments, quotation marks, blanks, keys and words."""
    lines = dump(entry).split("\n")
    end = lines.index("---", 1)
    for at in draw(st.sets(st.integers(1, end - 1), max_size=3)):
        indent = len(lines[at]) - len(lines[at].lstrip())
        match draw(st.sampled_from(["behind", "above", "blanks", "quotes", "word"])):
            case "behind":
                lines[at] += f"  # note {at}"
            case "above":
                lines[at] = f"{' ' * indent}# note {at}\n{lines[at]}"
            case "blanks":
                lines[at] = re.sub(r": (?=\w)", ":   ", lines[at], count=1)
            case "quotes":
                lines[at] = re.sub(r": ([a-z ]+)$", r': "\1"', lines[at])
            case "word":
                lines[at] = re.sub(r"((?:role|label|title|cue): \w+)$", r"\1 own", lines[at])
    own = draw(
        st.sampled_from(["", "tags: [mine]\n", "note: |\n  A line.\n\n  Another.\n", "beat: {x:  y}\n"])
    )
    text = "\n".join(lines[:end]) + "\n" + own + "\n".join(lines[end:])
    return text + draw(st.sampled_from(["", "\nAn own paragraph, 77.\n"]))


@st.composite
def versions(draw: st.DrawFn) -> tuple[str, str, str]:
    base = draw(conversions())
    return dump(base), draw(by_hand(draw(conversions(base)))), dump(draw(conversions(base)))


def merged(base: str, ours: str, theirs: str) -> str:
    return merge(base, ours, theirs, where="a.md").text


@given(versions())
def test_an_entry_that_nobody_edited_becomes_the_new_conversion(three: tuple[str, str, str]) -> None:
    base, _, theirs = three
    assert merged(base, base, theirs) == theirs


@given(versions())
def test_an_edited_entry_keeps_every_byte_where_the_conversion_did_not_change(
    three: tuple[str, str, str],
) -> None:
    base, ours, theirs = three
    assert merged(base, ours, base) == ours
    assert merged(theirs, ours, ours) == ours


@given(versions())
def test_a_merge_is_an_entry_and_merging_it_again_changes_nothing(three: tuple[str, str, str]) -> None:
    base, ours, theirs = three
    once = merge(base, ours, theirs, where="a.md")
    load(once.text, where="a.md")
    again = merge(base, once.text, theirs, where="a.md")
    assert again.text == once.text
    assert {found.ours for found in once.conflicts} <= {found.ours for found in again.conflicts}


@given(versions())
def test_no_comment_and_no_key_of_an_editor_is_ever_lost(three: tuple[str, str, str]) -> None:
    _, ours, _ = three
    text = merged(*three)
    for own in re.findall(r"# note \d+|tags: .*|note: .*|beat: .*|\w+: \w+ own|An own.*", ours):
        assert own in text


@given(versions())
def test_no_word_of_an_editor_is_lost_and_nothing_is_said_twice(three: tuple[str, str, str]) -> None:
    old, own, new = (load(text, where="a.md") for text in three)
    result = load(merged(*three), where="a.md")
    added = Counter(facts(own)) - Counter(facts(old))
    assert not added - Counter(facts(result))
    assert Counter(contents(result)) <= Counter(contents(own)) | Counter(contents(new))


@given(versions())
def test_nobody_says_in_a_merge_what_neither_version_lets_them_say(three: tuple[str, str, str]) -> None:
    _, own, new = (load(text, where="a.md") for text in three)
    result = load(merged(*three), where="a.md")
    assert set(sayings(result)) <= {*sayings(own), *sayings(new)}


@given(versions())
def test_without_a_conflict_all_that_the_converter_found_anew_is_there(three: tuple[str, str, str]) -> None:
    result = merge(*three, where="a.md")
    assume(not result.conflicts)
    old, _, new = (load(text, where="a.md") for text in three)
    made = load(result.text, where="a.md")
    assert not Counter(sayings(new)) - Counter(sayings(old)) - Counter(sayings(made))
    assert set(new.body.split("\n\n")) - {*old.body.split("\n\n"), *made.body.split("\n\n")} == set()


@given(versions())
def test_what_is_quoted_stands_in_its_paragraph_after_a_merge(three: tuple[str, str, str]) -> None:
    assume(all(is_right(load(text, where="a.md")) for text in three))
    result = merge(*three, where="a.md")
    assume(not result.conflicts)
    assert is_right(load(result.text, where="a.md"))


@given(versions(), st.sampled_from(["\r\n", "\n"]), st.sampled_from(["", "\ufeff"]))
def test_line_ends_and_the_mark_of_the_byte_order_stay(
    three: tuple[str, str, str], end: str, mark: str
) -> None:
    base, ours, theirs = three
    text = merged(base, mark + ours.replace("\n", end), theirs)
    assert text == mark + merged(base, ours, theirs).replace("\n", end)


def facts(entry: Entry) -> Iterator[str]:
    """All that an entry says, each piece with what it belongs to; numbers of paragraphs left out."""
    yield from entry.body.split("\n\n")
    yield from sayings(entry)
    yield from (f"{speaker.slug} is {speaker.role}" for speaker in entry.speakers if speaker.role)
    yield from (f"{mention.name} is {mention.role}" for mention in entry.mentions if mention.role)
    yield from (f"{figure.surface} is {figure.label}" for figure in entry.key_figures if figure.label)


def sayings(entry: Entry) -> Iterator[str]:
    for speaker in entry.speakers:
        yield from (f"{speaker.slug} said {quotation.content}" for quotation in speaker.quotations)


def contents(entry: Entry) -> Iterator[str]:
    for speaker in entry.speakers:
        yield from (quotation.content for quotation in speaker.quotations)
    yield from (quotation.content for quotation in entry.unattributed)


def is_right(entry: Entry) -> bool:
    """Whether all words stand in the paragraphs that the entry says."""
    body = paragraphs(entry.body)
    quotations = [*entry.unattributed, *(q for speaker in entry.speakers for q in speaker.quotations)]
    places = [(q.content, q.paragraph) for q in quotations]
    places += [(figure.surface, figure.paragraph) for figure in entry.key_figures]
    return all(0 < number <= len(body) and words in body[number - 1] for words, number in places)

"""A new conversion in an entry that an editor changed: whose words stand where."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.errors import EntryError
from digest.frontmatter import load
from digest.merge import Merged, merge
from digest.merge.body import Body, merge_bodies, numbers

BASE = """\
---
title: Bridge opens
source:
  name: The Post
timestamp: 2026-03-03T10:15:00
language: en
speakers:
  - name: Orla Brandt
    slug: orla-brandt
    role: mayor
    aliases: [Brandt]
    quotations:
      - content: We have waited
        kind: direct
        source: Orla Brandt
        cue: said
        paragraph: 2
unattributed:
  - content: it will rain
    kind: indirect
    paragraph: 3
    candidates: [Orla Brandt, Piet Hask]
mentions:
  - {name: Piet Hask, role: former mayor}
key_figures:
  - surface: £4.2 million
    value: 4200000
    unit: GBP
    speaker: orla-brandt
    paragraph: 2
seed:
  path: bridge.txt
  sha256: aaaa
---

The bridge will open.

"We have waited," said Orla Brandt. It cost £4.2 million.

Piet Hask said it will rain.
"""
OPEN = BASE[BASE.index("unattributed:") : BASE.index("mentions:")]
MENTIONS = BASE[BASE.index("mentions:") : BASE.index("key_figures:")]
HASK = """\
  - name: Piet Hask
    slug: piet-hask
    quotations:
      - content: it will rain
        kind: indirect
        paragraph: 3
"""


def changed(*pairs: tuple[str, str], text: str = BASE) -> str:
    for before, after in pairs:
        assert before in text
        text = text.replace(before, after)
    return text


def merged(ours: str, theirs: str, base: str = BASE) -> Merged:
    return merge(base, ours, theirs, where="a.md")


def conflicts(result: Merged) -> list[tuple[int, str, str, str]]:
    return [(found.line, found.what, found.ours, found.theirs) for found in result.conflicts]


def test_a_corrected_name_stays_when_the_converter_finds_an_alias() -> None:
    ours = changed(("name: Orla Brandt", "name: 'Orla Brant'  # see her letter"))
    theirs = changed(("[Brandt]", "[Brandt, the mayor]"))
    result = merged(ours, theirs)
    assert result == Merged(text=changed(("[Brandt]", "[Brandt, the mayor]"), text=ours))


def test_a_comment_the_order_of_keys_and_blanks_stay_byte_for_byte() -> None:
    ours = changed(
        ("title: Bridge opens\n", "# first\ntitle:   'Bridge opens'\nbeat: {a:  1}\n"),
        ("    slug: orla-brandt\n    role: mayor\n", "    role: mayor\n    slug: orla-brandt\n"),
    )
    theirs = changed(("cue: said", "cue: told"), ("sha256: aaaa", "sha256: bbbb"))
    result = merged(ours, theirs)
    assert result.text == changed(("cue: said", "cue: told"), ("sha256: aaaa", "sha256: bbbb"), text=ours)
    assert not result.conflicts


def test_a_field_that_both_changed_keeps_the_editors_and_shows_both_with_the_line() -> None:
    ours = changed(("role: mayor\n", "role: lord mayor\n"))
    result = merged(ours, changed(("role: mayor\n", "role: deputy mayor\n")))
    assert result.text == ours
    assert conflicts(result) == [(10, "speakers: Orla Brandt: role", "lord mayor", "deputy mayor")]
    assert str(result.conflicts[0]) == (
        "a.md:10: speakers: Orla Brandt: role: changed by you and by the converter; yours is kept\n"
        "    yours:         lord mayor\n"
        "    the converter: deputy mayor"
    )


def test_a_quotation_whose_speaker_is_found_goes_to_the_speaker_in_an_edited_entry() -> None:
    ours = changed(("title: Bridge opens", "title: My bridge"))
    theirs = changed((OPEN, HASK), (MENTIONS, ""))
    assert merged(ours, theirs).text == changed((OPEN, HASK), (MENTIONS, ""), text=ours)


def test_words_that_an_editor_gave_to_somebody_stay_there_and_are_not_said_twice() -> None:
    words = "      - content: it will rain\n        kind: indirect\n        paragraph: 3\n"
    ours = changed((OPEN, words))
    result = merged(ours, changed((OPEN, HASK)))
    assert load(result.text, where="a.md").speakers == load(ours, where="a.md").speakers
    whose = [(found.ours, found.theirs) for found in result.conflicts]
    assert whose == [("said by Orla Brandt", "said by Piet Hask")]


def test_a_quotation_that_an_editor_moved_is_not_given_the_converters_new_words() -> None:
    words = "      - content: it will rain\n        kind: indirect\n        paragraph: 3\n"
    ours = changed((OPEN, words))
    result = merged(ours, changed(("content: it will rain", "content: said it will rain")))
    assert result.text == ours
    assert len(result.conflicts) == 1


def test_what_an_editor_took_out_stays_out() -> None:
    ours = changed((OPEN, ""), (MENTIONS, ""))
    assert merged(ours, changed(("role: mayor\n", "role: lord mayor\n"))).text == changed(
        ("role: mayor\n", "role: lord mayor\n"), text=ours
    )


def test_what_an_editor_took_out_and_the_converter_changed_is_told() -> None:
    ours = changed((MENTIONS, ""))
    result = merged(ours, changed(("role: former mayor", "role: architect")))
    assert result.text == ours
    [(_, what, kept, written)] = conflicts(result)
    assert (what, kept) == ("mentions", "")
    assert "architect" in written


def test_new_words_of_a_speaker_whom_an_editor_took_out_are_told_and_not_added() -> None:
    speaker = BASE[BASE.index("speakers:") : BASE.index("unattributed:")]
    more = "      - content: The bridge will open\n        kind: indirect\n        paragraph: 1\n"
    ours = changed((speaker, ""))
    result = merged(ours, changed((OPEN, more + OPEN)))
    assert result.text == ours
    assert "The bridge will open" in result.conflicts[0].theirs


def test_a_speaker_whom_the_converter_drops_stays_with_an_editors_role() -> None:
    speaker = BASE[BASE.index("speakers:") : BASE.index("unattributed:")]
    ours = changed(("role: mayor\n", "role: lord mayor\n"))
    result = merged(ours, changed((speaker, "")))
    assert "role: lord mayor" in result.text
    assert [found.theirs for found in result.conflicts] == [""]


def test_what_an_editor_found_in_words_that_the_new_text_lacks_is_told_until_it_is_settled() -> None:
    ours = changed(("seed:\n", "  - {surface: will, value: 1, paragraph: 3}\nseed:\n"))
    theirs = changed((OPEN, ""), ("said it will rain", "left"), ("will open", "opened"))
    result = merged(ours, theirs)
    assert "surface: will" in result.text
    assert [(found.what, found.theirs) for found in result.conflicts] == [("key_figures: will", "")]
    assert [found.what for found in merged(result.text, theirs).conflicts] == ["key_figures: will"]
    assert not merged(result.text, theirs, base=theirs).conflicts


def test_what_an_editor_commented_is_not_taken_out_unasked() -> None:
    ours = changed(
        ("    unit: GBP\n", "    unit: GBP  # checked\n"), ("role: former mayor}", "role: former mayor}  # !")
    )
    figures = BASE[BASE.index("key_figures:") : BASE.index("seed:")]
    result = merged(ours, changed((figures, ""), (", role: former mayor", "")))
    assert result.text == ours
    assert {found.what for found in result.conflicts} == {
        "key_figures: £4.2 million",
        "mentions: Piet Hask: role",
    }


def test_a_comment_to_a_list_stays_when_all_in_it_is_new() -> None:
    ours = changed(("mentions:\n", "mentions:  # who else\n"))
    theirs = changed(("{name: Piet Hask, role: former mayor}", "{name: Jon Aske}"))
    assert merged(ours, theirs).text == changed(
        ("{name: Piet Hask, role: former mayor}", "{name: Jon Aske}"), text=ours
    )


def test_a_slug_that_an_editor_changed_is_used_for_what_the_converter_finds_anew() -> None:
    ours = changed(("slug: orla-brandt", "slug: o-brandt"), ("speaker: orla-brandt", "speaker: o-brandt"))
    figure = "  - surface: '12'\n    value: 12\n    speaker: orla-brandt\n    paragraph: 1\n"
    theirs = changed(("seed:\n", figure + "seed:\n"))
    result = load(merged(ours, theirs).text, where="a.md")
    assert [figure.speaker for figure in result.key_figures] == ["o-brandt", "o-brandt"]


def test_lists_of_names_are_sets() -> None:
    ours = changed(("aliases: [Brandt]", "aliases: [Brandt, Mrs Brandt]"))
    theirs = changed(("aliases: [Brandt]", "aliases: [the mayor]"))
    assert "aliases: [the mayor, Mrs Brandt]" in merged(ours, theirs).text
    ours = changed(("aliases: [Brandt]", "aliases: [Brandt, Mrs Brandt]  # two"))
    result = merged(ours, theirs)
    assert result.text == ours
    assert conflicts(result)[0][2:] == ("[Brandt, Mrs Brandt]", "[the mayor]")


def test_the_figures_follow_the_converters_order_where_an_editor_left_it() -> None:
    figure = "  - surface: '12'\n    value: 12\n    paragraph: 1\n"
    ours = changed(("title: Bridge opens", "title: Mine"))
    theirs = changed(("key_figures:\n", f"key_figures:\n{figure}"))
    result = load(merged(ours, theirs).text, where="a.md")
    assert [figure.surface for figure in result.key_figures] == ["12", "£4.2 million"]
    swapped = changed(
        (f"key_figures:\n{figure}", "key_figures:\n"), ("seed:\n", f"{figure}seed:\n"), text=theirs
    )
    again = merge(theirs, changed(("title: Bridge opens", "title: Mine"), text=theirs), swapped, where="a.md")
    assert [f.surface for f in load(again.text, where="a.md").key_figures] == ["£4.2 million", "12"]


def test_a_new_paragraph_moves_the_numbers_of_what_an_editor_has() -> None:
    ours = changed(("title: Bridge opens", "title: Mine"), ("It cost", "In all it cost"))
    theirs = changed(
        ("The bridge will open.\n", "A first paragraph.\n\nThe bridge will open.\n"),
        ("paragraph: 2", "paragraph: 4"),
        ("paragraph: 3", "paragraph: 5"),
        ("paragraph: 4", "paragraph: 3"),
        ("paragraph: 5", "paragraph: 4"),
    )
    result = merged(ours, theirs)
    assert not result.conflicts
    entry = load(result.text, where="a.md")
    assert entry.body.startswith("A first paragraph.\n\nThe bridge will open.\n\n")
    assert entry.speakers[0].quotations[0].paragraph == 3
    assert (entry.unattributed[0].paragraph, entry.key_figures[0].paragraph) == (4, 3)


def test_a_paragraph_that_both_changed_is_a_conflict_with_its_line() -> None:
    ours = changed(("The bridge will open.", "The bridge will open soon."))
    result = merged(ours, changed(("The bridge will open.", "The bridge opened.")))
    assert result.text == ours
    line = ours.split("\n").index("The bridge will open soon.") + 1
    assert conflicts(result) == [(line, "body", "The bridge will open soon.", "The bridge opened.")]


def test_a_new_quotation_in_a_paragraph_in_dispute_is_told_and_not_added() -> None:
    ours = changed(("The bridge will open.", "The bridge will open soon."))
    more = "      - content: opened\n        kind: direct\n        paragraph: 1\n"
    theirs = changed(("The bridge will open.", "The bridge opened."), (OPEN, more + OPEN))
    result = merged(ours, theirs)
    assert result.text == ours
    assert len(result.conflicts) == 2


def test_an_entry_that_cannot_be_read_is_to_be_mended_first() -> None:
    with pytest.raises(EntryError, match=r"^a\.md:2: broken YAML"):
        merged(changed(("title: B", "title: a: B")), changed(("role: mayor\n", "role: lord mayor\n")))


def test_what_no_command_can_change_in_place_is_left_and_all_that_differs_is_shown() -> None:
    ours = changed(
        ("  - {name: Piet Hask, role: former mayor}", "  - {name: Piet Hask, role:\n    former mayor}")
    )
    ours = changed(("source:\n  name: The Post\n", "source: {name: The Post # ours\n  }\n"), text=ours)
    result = merged(ours, changed(("  name: The Post\n", "  name: The Post\n  url: https://example.org/\n")))
    assert "former mayor" in result.text
    if result.conflicts:
        assert result.text == ours
        assert "url: https://example.org/" in result.conflicts[0].theirs


def test_an_empty_list_of_an_editor_stays() -> None:
    ours = changed(("language: en\n", "language: en\ntags: []\nkey_figures: []\n"))
    ours = changed((ours[ours.index("key_figures:\n") : ours.index("seed:")], ""), text=ours)
    theirs = changed(("role: mayor\n", "role: lord mayor\n"))
    assert merged(ours, theirs).text == changed(("role: mayor\n", "role: lord mayor\n"), text=ours)


def test_an_empty_key_is_filled_and_not_written_twice() -> None:
    ours = changed(("  name: The Post\n", "  name: The Post\n  url:\n"))
    result = merged(ours, changed(("  name: The Post\n", "  name: The Post\n  url: https://example.org/\n")))
    assert "  url: https://example.org/\n" in result.text
    assert result.text.count("url:") == 1


PIECES = st.lists(st.sampled_from(["a", "b", "c", "own", "new"]), max_size=5).map("\n\n".join)


@given(PIECES, PIECES, PIECES)
def test_bodies_of_any_kind_keep_the_laws_of_merging(base: str, ours: str, theirs: str) -> None:
    assert merge_bodies(base, ours, base).text == ours
    assert merge_bodies(base, ours, ours).text == ours
    assert merge_bodies(base, base, theirs).text.strip() == theirs.strip()


def test_a_paragraph_that_was_changed_keeps_its_number_and_one_that_went_has_none() -> None:
    found = numbers("one is here\n\nzebras run\n\nthree", "new\n\nnewer\n\none is here!\n\nthree")
    assert [found.place(number) for number in (1, 2, 3)] == [3, None, 4]
    assert numbers("a", "a").place(7) == 7


def body(base: str, ours: str, theirs: str) -> str:
    """Three bodies of one-letter paragraphs, merged; a clash is marked."""
    merged = merge_bodies(*("\n\n".join(text) for text in (base, ours, theirs)))
    return "".join(merged.text.split("\n\n")) + "!" * len(merged.clashes)


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "expected"),
    [
        ("ab", "aB", "Ab", "AB"),  # neighbours
        ("a", "ax", "A", "Ax"),  # ours is added behind what they changed
        ("a", "xa", "A", "xA"),
        ("a", "A", "ax", "Ax"),  # theirs behind what we changed
        ("a", "A", "xa", "xA"),
        ("a", "Ax", "A", "Ax"),  # one change by both, and a word of ours behind it
        ("a", "xA", "A", "xA"),
        ("abc", "a", "abcd", "ad"),
        ("a", "x", "yz", "x!"),
        ("a", "", "xy", "!"),
        ("", "x", "y", "x!"),
        ("", "x", "xy", "xy"),
    ],
)
def test_paragraphs_are_taken_from_whoever_changed_them(
    base: str, ours: str, theirs: str, expected: str
) -> None:
    assert body(base, ours, theirs) == expected


def test_a_corrected_name_and_slug_are_still_the_same_speaker() -> None:
    ours = changed(("name: Orla Brandt\n    slug: orla-brandt", "name: Orla Brant\n    slug: orla-brant"))
    result = merged(ours, changed(("role: mayor\n", "role: lord mayor\n")))
    assert result.text == changed(("role: mayor\n", "role: lord mayor\n"), text=ours)


def test_a_speaker_put_in_the_place_of_another_gets_none_of_the_others_new_words() -> None:
    ours = changed(("name: Orla Brandt\n    slug: orla-brandt", "name: Jon Aske\n    slug: jon-aske"))
    more = "      - content: The bridge will open\n        kind: indirect\n        paragraph: 1\n"
    result = merged(ours, changed((OPEN, more + OPEN)))
    speakers = load(result.text, where="a.md").speakers
    assert [(s.name, [q.content for q in s.quotations]) for s in speakers] == [
        ("Jon Aske", ["We have waited"])
    ]
    assert "The bridge will open" in "".join(found.theirs for found in result.conflicts)


def test_a_quotation_cut_in_another_way_is_the_same_one() -> None:
    ours = changed(("content: We have waited\n", "content: have waited\n"))
    result = merged(ours, changed(("cue: said\n", "cue: told\n")))
    assert result.text == changed(("cue: said\n", "cue: told\n"), text=ours)
    slip = changed(("content: We have waited\n", "content: We have waitad\n"))
    assert "cue: told" in merged(slip, changed(("cue: said\n", "cue: told\n"))).text


def test_a_mention_named_in_full_is_the_same_one() -> None:
    ours = changed(("name: Piet Hask", "name: Hask"))
    result = merged(ours, changed(("role: former mayor", "role: architect")))
    assert "{name: Hask, role: architect}" in result.text


def test_a_repeated_figure_keeps_its_places() -> None:
    figure = (
        "    speaker: orla-brandt\n    paragraph: 2\n",
        "    speaker: orla-brandt\n    paragraph: 2\n    places: [3]\n",
    )
    ours = changed(("The bridge will open.\n", "A first paragraph.\n\nThe bridge will open.\n"))
    entry = load(merged(ours, changed(figure)).text, where="a.md")
    assert entry.key_figures[0].places == (4,)


def test_a_merge_that_would_not_come_to_rest_leaves_the_entry_and_shows_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ours = changed(("title: Bridge opens", "title: Mine"))
    grown = iter(("one", "two"))
    monkeypatch.setattr("digest.merge.merge_bodies", lambda *_: Body(text=f"\n{next(grown)}\n", clashes=()))
    result = merged(ours, changed(("cue: said", "cue: told")))
    assert result.text == ours
    [conflict] = result.conflicts
    assert (conflict.line, conflict.what) == (1, "too much at once")
    assert "+        cue: told" in conflict.theirs


def test_long_paragraphs_of_few_letters_are_merged_at_once() -> None:
    texts = [" ".join([word] * 20_000) for word in ("word", "wort", "wond")]
    base, ours, theirs = (f"{text}\n\n{'x ' * at}\n" for at, text in enumerate(texts))
    assert merge_bodies(base, ours, theirs).text == ours


def test_long_quotations_of_few_letters_are_matched_at_once() -> None:
    versions = [BASE.replace("We have waited", "ab" * 40_000 + "c" * at) for at in range(3)]
    assert merge(*versions, where="a.md").conflicts


def test_one_paragraph_again_and_again_is_merged_as_any_other() -> None:
    middle = ["On and on."] * 400
    base, ours, theirs, merged = (
        "\n\n".join([first, *middle, last]) + "\n"
        for first, last in (
            ("First.", "Last."),
            ("Ours.", "Last."),
            ("First.", "Theirs."),
            ("Ours.", "Theirs."),
        )
    )
    assert merge_bodies(base, ours, theirs) == Body(merged, ())
    assert numbers(base, f"New.\n\n{base}").place(402) == 403

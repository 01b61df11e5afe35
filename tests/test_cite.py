"""References that a reference manager reads back."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from urllib.parse import unquote

import pytest
from builders import entry, quotation, speaker
from catalogs import BRIDGE, FERRY, NOWHERE, PUBLICATION, PUBLICATIONS, STORIES, TEXT
from hypothesis import given

from digest.model import Source, Timestamp
from digest.site import cite
from digest.site.catalog import Story, Utterance, utterances
from digest.site.publication import Publication
from digest.site.safe_text import legal, one_line, web_url
from digest.site.words import Words

ENGLISH = Words.of("en")
IN_TEX = {
    r"\textbackslash{}": "\\",
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
    r"\textless{}": "<",
    r"\textgreater{}": ">",
    r"\textbar{}": "|",
    **{f"\\{mark}": mark for mark in "#$%&_"},
}
TEX = re.compile("|".join(map(re.escape, IN_TEX)))


def read_bibtex(text: str) -> tuple[str, str, dict[str, str]]:
    """A small BibTeX reader: the type, the key and the fields of the one entry, braces counted."""
    match = re.match(r"@(\w+)\{([\w:.-]+),", text, re.ASCII)
    assert match is not None
    fields, at = {}, match.end()
    while field := re.compile(r",?\s*(\w+) = (\w+)?").match(text, at):
        at = field.end()
        value = field[2]
        if value is None:
            value, at = read_braces(text, at)
        fields[field[1]] = value
    assert text[at:] == "\n}\n"
    return match[1], match[2], fields


def read_braces(text: str, at: int) -> tuple[str, int]:
    assert text[at] == "{"
    depth, start = 0, at + 1
    for place in range(at, len(text)):
        depth += (text[place] == "{") - (text[place] == "}")
        if depth == 0:
            return text[start:place], place + 1
    raise AssertionError("a brace is never closed")


def from_tex(value: str) -> str:
    assert not set(TEX.sub("", value)) & set(IN_TEX.values()), "a mark of TeX's own is left"
    return TEX.sub(lambda found: IN_TEX[found[0]], value)


def read_ris(text: str) -> list[tuple[str, str]]:
    """A small RIS reader: one reference, a tag a line."""
    *lines, after = text.split("\r\n")
    assert after == ""
    assert len(lines) == len(text.splitlines())
    pairs = [re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line).groups() for line in lines]
    tags = [tag for tag, _ in pairs]
    assert (tags[0], tags[-1], tags.count("TY"), tags.count("ER")) == ("TY", "ER", 1, 1)
    return pairs


def spoken(story: Story = FERRY) -> list[Utterance]:
    return [said for one in story.entry.speakers for said in utterances(story, one)]


def titled(title: str, **parts: object) -> Story:
    return Story("articles/a.md", entry(title, **parts))


def test_bibtex_of_an_article() -> None:
    assert cite.bibtex(FERRY, PUBLICATION, ENGLISH) == (
        "@article{articles-2026-01-14-ferry,\n"
        "  author = {Jana Holm},\n"
        "  title = {{Night ferry returns}},\n"
        "  journal = {The Lake Courier},\n"
        "  year = {2026},\n"
        "  day = {14},\n"
        "  language = {en},\n"
        "  url = {https://courier.example/ferry?a=1&b=2},\n"
        "  note = {In: The Tamsin Digest, https://example.org/digest/articles/2026-01-14-ferry/},\n"
        "  month = jan\n"
        "}\n"
    )


def test_ris_of_an_article() -> None:
    assert cite.ris(FERRY, PUBLICATION, ENGLISH).split("\r\n") == [
        "TY  - NEWS",
        "ID  - articles-2026-01-14-ferry",
        "AU  - Jana Holm",
        "TI  - Night ferry returns",
        "T2  - The Lake Courier",
        "PY  - 2026",
        "DA  - 2026/01/14/",
        "SE  - Transport",
        "KW  - ferries",
        "LA  - en",
        "UR  - https://courier.example/ferry?a=1&b=2",
        "N1  - In: The Tamsin Digest, https://example.org/digest/articles/2026-01-14-ferry/",
        "ER  - ",
        "",
    ]


def test_csl_json_of_an_article() -> None:
    assert json.loads(cite.csl_json(FERRY, PUBLICATION, ENGLISH)) == [
        {
            "id": "articles-2026-01-14-ferry",
            "type": "article-newspaper",
            "title": "Night ferry returns",
            "container-title": "The Lake Courier",
            "author": [{"literal": "Jana Holm"}],
            "issued": {"date-parts": [[2026, 1, 14]]},
            "section": "Transport",
            "language": "en",
            "URL": "https://courier.example/ferry?a=1&b=2",
            "note": "In: The Tamsin Digest, https://example.org/digest/articles/2026-01-14-ferry/",
        }
    ]


def test_plain_text_of_an_article_has_its_date_in_the_readers_words() -> None:
    line = "Jana Holm, “Night ferry returns”, The Lake Courier, {}, https://courier.example/ferry?a=1&b=2"
    assert cite.plain(FERRY, PUBLICATION, ENGLISH) == line.format("14 January 2026")
    assert "14 січня 2026" in cite.plain(FERRY, PUBLICATION, Words.of("uk"))


def test_without_an_original_the_digests_own_page_is_cited() -> None:
    page = "https://example.org/digest/articles/2026-01-12-bridge/"
    assert read_bibtex(cite.bibtex(BRIDGE, PUBLICATION, ENGLISH))[2]["url"] == page
    assert ("N1", "In: The Tamsin Digest") in read_ris(cite.ris(BRIDGE, PUBLICATION, ENGLISH))
    assert cite.plain(BRIDGE, PUBLICATION, ENGLISH).endswith(page)


def test_without_any_address_none_is_cited() -> None:
    assert cite.plain(BRIDGE, NOWHERE, ENGLISH) == "“A bridge”, The Courier, 12 January 2026"
    assert "url" not in read_bibtex(cite.bibtex(BRIDGE, NOWHERE, ENGLISH))[2]
    assert "URL" not in json.loads(cite.csl_json(BRIDGE, NOWHERE, ENGLISH))[0]


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Jana Holm", "Jana Holm"),
        ("Ursula van den Berg", "Ursula van den Berg"),
        ("Jana Holm and Piet Olander", "{Jana Holm and Piet Olander}"),
        ("Holm, Jana", "{Holm, Jana}"),
        ("Others", "{Others}"),
        ("News & Co", r"News \& Co"),
    ],
)
def test_bibtex_sees_one_name_in_each_byline(name: str, written: str) -> None:
    fields = read_bibtex(cite.bibtex(titled("A", authors=(name, "Piet Olander")), PUBLICATION, ENGLISH))[2]
    assert fields["author"] == f"{written} and Piet Olander"


def test_a_key_never_changes_with_the_title() -> None:
    renamed = Story(FERRY.src_uri, replace(FERRY.entry, title="Another"))
    assert read_bibtex(cite.bibtex(renamed, PUBLICATION, ENGLISH))[1] == "articles-2026-01-14-ferry"
    assert read_bibtex(cite.bibtex(Story("!!.md", entry()), PUBLICATION, ENGLISH))[1] == "article"


def test_a_line_break_begins_no_tag_of_its_own() -> None:
    forged = titled("A\r\nER  - \r\nTY  - JOUR\u2028AU  - Eve\x85KW  - x")
    pairs = read_ris(cite.ris(forged, PUBLICATION, ENGLISH))
    assert ("TI", "A ER - TY - JOUR AU - Eve KW - x") in pairs


def test_a_year_has_four_digits() -> None:
    early = titled("A", timestamp=Timestamp.parse("0987-02-03"))
    assert ("DA", "0987/02/03/") in read_ris(cite.ris(early, PUBLICATION, ENGLISH))
    assert read_bibtex(cite.bibtex(early, PUBLICATION, ENGLISH))[2]["year"] == "0987"


def test_a_quotation_is_copied_with_speaker_source_date_and_place() -> None:
    direct, reported = spoken()
    page = "https://example.org/digest/articles/2026-01-14-ferry/"
    assert cite.quotation(direct, PUBLICATION, ENGLISH) == (
        "“This is a promise kept” – Ilse Varden, The Lake Courier, 14 January 2026, "
        + page
        + "#ilse-varden-1"
    )
    assert cite.quotation(reported, PUBLICATION, ENGLISH) == (
        "Ilse Varden, as reported: the boat is paid for, The Lake Courier, 14 January 2026, "
        + page
        + "#ilse-varden-2"
    )


def test_a_quotation_says_through_whom_it_came_and_where_it_was_printed() -> None:
    source = Source(name="The Lake Courier", url="https://courier.example/a")
    who = speaker("Ilse Varden", quotation("Yes", via="her office"))
    [said] = spoken(titled("A", source=source, speakers=(who,)))
    assert cite.quotation(said, NOWHERE, ENGLISH) == (
        "“Yes” – Ilse Varden, through her office, The Lake Courier, 14 January 2026, "
        "https://courier.example/a#:~:text=Yes"
    )
    [said] = spoken(titled("A", speakers=(speaker("Ilse Varden", "Yes", on_behalf_of="the Board"),)))
    assert cite.quotation(said, NOWHERE, ENGLISH).startswith("“Yes” – Ilse Varden (for the Board), ")
    [said] = spoken(titled("A", language="uk", speakers=(speaker("Олег Вардюк", "Так"),)))
    assert cite.quotation(said, NOWHERE, ENGLISH) == "«Так» – Олег Вардюк, The Courier, 14 January 2026"


def printed_at(url: str | None) -> Story:
    return titled("A", source=Source(name="The Courier", url=url))


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("Yes - you, we & I", "Yes%20%2D%20you%2C%20we%20%26%20I"),
        (
            "one two three four five six seven eight nine ten eleven",
            "one%20two%20three%20four%20five,seven%20eight%20nine%20ten%20eleven",
        ),
        ("Так, 12% “більше”", "Так%2C%2012%25%20%E2%80%9Cбільше%E2%80%9D"),
        ('a"><b>\x00\ud800', "a%22%3E%3Cb%3E"),
    ],
    ids=["marks of the syntax", "many words", "other scripts", "hostile text"],
)
def test_a_link_to_the_original_names_the_very_words(words: str, named: str) -> None:
    link = cite.original(printed_at("https://a.example/b"), words)
    assert link == f"https://a.example/b#:~:text={named}"


def test_a_link_keeps_the_place_that_the_address_names_and_no_older_words() -> None:
    assert cite.original(printed_at("https://a.example/#live"), "Yes") == "https://a.example/#live:~:text=Yes"
    assert (
        cite.original(printed_at("https://a.example/#:~:text=No"), "Yes") == "https://a.example/#:~:text=Yes"
    )


def test_without_an_address_of_the_web_there_is_no_link_and_without_words_it_names_none() -> None:
    assert cite.original(printed_at("javascript:alert(1)"), "Yes") is None
    assert cite.original(printed_at(None), "Yes") is None
    assert cite.original(printed_at("https://a.example/b"), " \n") == "https://a.example/b"


@given(TEXT)
def test_words_of_any_kind_name_one_start_and_at_most_one_end(words: str) -> None:
    link = cite.original(printed_at("https://a.example/b"), words)
    assert link is not None
    directive = link.partition(":~:text=")[2]
    start, _, end = directive.partition(",")
    spoken = " ".join(legal(words).split())
    assert spoken.startswith(unquote(start))
    assert spoken.endswith(unquote(end))
    assert not re.search(r"[-&\s\"<>]|,.*,", directive)


@given(STORIES, PUBLICATIONS)
def test_references_of_any_text_come_back(story: Story, publication: Publication) -> None:
    title, source = one_line(story.entry.title), one_line(story.entry.source.name)
    address = web_url(story.entry.source.url) or publication.url(story.src_uri)

    kind, key, fields = read_bibtex(cite.bibtex(story, publication, ENGLISH))
    assert (kind, key) == ("article", cite.bibtex(story, publication, ENGLISH)[9 : 9 + len(key)])
    assert fields["title"] == f"{{{fields['title'][1:-1]}}}"
    assert from_tex(fields["title"][1:-1]) == title
    assert from_tex(fields.get("journal", "")) == source
    assert fields.get("url") == address

    pairs = read_ris(cite.ris(story, publication, ENGLISH))
    assert [value for tag, value in pairs if tag == "TI"] == ([title] if title else [])
    assert [value for tag, value in pairs if tag == "KW"] == [t for t in map(one_line, story.entry.tags) if t]

    [reference] = json.loads(cite.csl_json(story, publication, ENGLISH))
    assert (reference.get("title", ""), reference.get("URL")) == (title, address)
    assert reference.get("author", []) == [
        {"literal": name} for name in map(one_line, story.entry.authors) if name
    ]


@given(STORIES, PUBLICATIONS)
def test_plain_text_is_one_line(story: Story, publication: Publication) -> None:
    lines = [cite.plain(story, publication, ENGLISH)]
    lines += [cite.quotation(said, publication, ENGLISH) for said in spoken(story)]
    assert [len(line.splitlines()) for line in lines] == [1] * len(lines)


@given(TEXT)
def test_names_are_counted_by_bibtex_as_by_us(name: str) -> None:
    fields = read_bibtex(cite.bibtex(titled("A", authors=(name, "Piet Olander")), PUBLICATION, ENGLISH))[2]
    outside = re.sub(r"\{[^{}]*\}", "", re.sub(r"\{[^{}]*\}", "", fields["author"]))
    assert len(re.split(r"\s+and\s+", outside, flags=re.IGNORECASE)) == (2 if one_line(name) else 1)

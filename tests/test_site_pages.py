"""What a reader sees on each page of the digest."""

from __future__ import annotations

import posixpath
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin

import markdown
import pytest
from builders import Seen, figure, open_quotation, quotation, site, speaker, story

from digest.markdown import to_markdown
from digest.model import (
    Block,
    KnownSource,
    KnownSpeaker,
    Mention,
    Photo,
    Source,
    SpeakerSlug,
    Timestamp,
)
from digest.settings import Options
from digest.site import pages, templates
from digest.site.addresses import address
from digest.site.catalog import Story
from digest.site.pages import Page, Site
from digest.site.publication import Publication

PROMISE = "We will build the bridge before the winter and we will not ask the villages for another crown"
FERRY = story(
    "2026-01-14-ferry",
    title="The night ferry returns",
    source=Source(name="The Courier", url="https://www.courier.example/ferry"),
    timestamp=Timestamp.parse("2026-01-14T08:30+01:00"),
    updated=Timestamp.parse("2026-01-15"),
    authors=("Ann Lee", "Bo Ek"),
    section="Lake",
    photo=Photo(credit="Lake Press", url="https://photos.example/1"),
    tags=("ferry", "lake"),
    note="The board has confirmed the price.",
    speakers=(
        speaker(
            "Ilse Varden", PROMISE, quotation("it cost €6.4 million", kind="mixed", paragraph=2), role="chair"
        ),
        speaker(
            "Piet Olander", quotation("ice could close it", kind="indirect", paragraph=3, via="the board")
        ),
    ),
    unattributed=(open_quotation("Nobody asked us", source="one", paragraph=3),),
    mentions=(Mention(name="Rosa Lind", role="minister"), Mention(name="Max Orr")),
    key_figures=(
        figure(
            "€6.4 million",
            "6400000",
            unit="EUR",
            paragraph=2,
            speaker=SpeakerSlug("ilse-varden"),
            label="it cost",
        ),
        figure("140 to 160 passengers", "140", value_to=Decimal(160), unit="passengers", paragraph=3),
    ),
    body=to_markdown(
        [
            Block(text=f"“{PROMISE},” Varden said."),
            Block(kind="heading", text="The price"),
            Block(text="Varden said it cost €6.4 million."),
            Block(
                text="Olander said ice could close it. “Nobody asked us,” said one of 140 to 160 passengers."
            ),
        ]
    ),
)
BRIDGE = story(
    "2026-01-13-bridge",
    title="A bridge at last",
    summary="What the editor says of it.",
    speakers=(
        speaker("Ilse Varden", "It stands", role="engineer"),
        speaker("The Board", "No", kind="organisation"),
    ),
    key_figures=(figure("5 piers", "5", unit="passengers"), figure("12", "12")),
    timestamp=Timestamp.parse("2026-01-13"),
    body="“It stands,” Varden said of 5 piers and 12 others. “No,” said the board.",
)
SILENT = story(
    "2025-12-30-quiet",
    title="A quiet day",
    source=Source(name="Gazette"),
    timestamp=Timestamp.parse("2025-12-30T06:00"),
    body="Nothing was said.",
)
VARDEN = KnownSpeaker(slug=SpeakerSlug("ilse-varden"), name="Ilse Varden", aliases=("Varden",))
STRANGER = KnownSpeaker(slug=SpeakerSlug("sol-weg"), name="Sol Weg")
COURIER = KnownSource(slug="the-courier", name="The Courier", url="https://courier.example")
SAMPLE = [FERRY, BRIDGE, SILENT]


def sample(**options: Any) -> Site:
    return site(*SAMPLE, speakers=[VARDEN, STRANGER], sources=[COURIER], **options)


def render(page: Page, whole: Site) -> str:
    told = page.values.get("story")
    body = told.entry.body if isinstance(told, Story) else ""
    return pages.render(page, whole, markdown.markdown(body, extensions=["attr_list", "md_in_html", "toc"]))


def seen(whole: Site, src_uri: str) -> Seen:
    (page,) = (page for page in pages.build(whole) if page.src_uri == src_uri)
    return Seen(render(page, whole))


def ferry(**parts: Any) -> Seen:
    """The ferry's page, with some parts of its entry otherwise."""
    return seen(site(Story(FERRY.src_uri, replace(FERRY.entry, **parts))), FERRY.src_uri)


# Every page


def test_a_digest_has_a_page_for_each_thing_in_it() -> None:
    assert [page.src_uri for page in pages.build(sample())] == [
        "index.md",
        "articles/2026-01-14-ferry.md",
        "articles/2026-01-13-bridge.md",
        "articles/2025-12-30-quiet.md",
        "speakers/index.md",
        "speakers/ilse-varden.md",
        "speakers/piet-olander.md",
        "speakers/sol-weg.md",
        "speakers/the-board.md",
        "sources/index.md",
        "sources/gazette.md",
        "sources/the-courier.md",
        "archive/index.md",
        "archive/2026.md",
        "archive/2025.md",
        "archive/2026-01.md",
        "archive/2025-12.md",
        "key-figures/index.md",
        "tags/index.md",
        "tags/ferry.md",
        "tags/lake.md",
    ]


def test_no_two_pages_stand_in_one_place_whatever_people_are_called() -> None:
    names = ["Index", "index", "The Index", "???"]
    stories = [
        story(str(at), speakers=(speaker(name, "x"),) if name != "???" else (), source=Source(name=name))
        for at, name in enumerate(names)
    ]
    places = [page.src_uri for page in pages.build(site(*stories))]
    assert len(places) == len(set(places))


@pytest.mark.parametrize("directories", [True, False], ids=["as folders", "as files"])
@pytest.mark.parametrize("stories", [SAMPLE, [SILENT], []], ids=["many", "one by nobody", "none"])
def test_every_link_leads_to_a_page_and_every_anchor_is_there(
    stories: list[Story], directories: bool
) -> None:
    known = [VARDEN, STRANGER] if stories else []
    whole = site(*stories, speakers=known, directories=directories)
    shown = {
        address(page.src_uri, directories=directories): Seen(render(page, whole))
        for page in pages.build(whole)
    }
    for here, page in shown.items():
        assert len(page.ids) == len(set(page.ids)), f"an anchor twice on {here}"
        for words, href in page.links:
            if href.startswith(("https://courier", "https://www.courier", "https://photos")):
                continue
            target, _, anchor = urljoin(f"https://digest.example/{here}", href).partition("#")
            place = target.removeprefix("https://digest.example/")
            assert words, f"a link without words on {here} to {href}"
            assert place in shown, f"{words!r} on {here} leads to {href}"
            assert not anchor or unquote(anchor) in shown[place].ids, f"{words!r} on {here}: no anchor {href}"


def test_folders_may_have_other_names() -> None:
    options = Options(speakers_dir="people", sources_dir="papers")
    places = {page.src_uri for page in pages.build(sample(options=options))}
    assert {"people/ilse-varden.md", "people/index.md", "papers/the-courier.md", "papers/index.md"} <= places
    assert ("Ilse Varden", "../../people/ilse-varden/") in seen(sample(options=options), FERRY.src_uri).links


def test_an_entry_whose_file_has_an_odd_name_is_linked_all_the_same() -> None:
    odd = story("100% sure? #1", title="Odd")
    assert ("Odd", "articles/100%25%20sure%3F%20%231/") in seen(site(odd), "index.md").links


def test_the_same_catalog_gives_the_same_bytes() -> None:
    one, two = sample(), site(*SAMPLE[::-1], speakers=[STRANGER, VARDEN], sources=[COURIER])
    assert [render(page, one) for page in pages.build(one)] == [
        render(page, two) for page in pages.build(two)
    ]


PUBLISHED = Publication(name="The Tamsin Digest", site_url="https://example.org/digest/")


def published() -> pages.Site:
    """The sample as its readers see it, with feeds, data and citations."""
    return replace(sample(), publication=PUBLISHED)


def published_page(src_uri: str) -> Seen:
    return seen(published(), src_uri)


def test_no_page_holds_a_script_or_a_handler_of_its_own() -> None:
    whole = published()
    for page in pages.build(whole):
        for tag, attributes, _ in Seen(render(page, whole)).elements:
            assert tag not in {"style", "iframe", "form"}
            assert tag != "script" or attributes == {"type": "application/ld+json"}  # data, never run
            assert not [name for name in attributes if name.startswith("on") or name == "style"]


def test_every_feed_and_download_that_a_page_links_to_is_made() -> None:
    whole = published()
    made = {path for path, _ in pages.files(whole)}
    linked = set()
    for page in pages.build(whole):
        here = address(page.src_uri, directories=True)
        found = Seen(render(page, whole))
        links = [
            attributes["href"] for tag, attributes, _ in found.elements if tag == "a" and "href" in attributes
        ]
        links += [href for _, href in pages.feed_links(page, whole)]
        targets = {posixpath.normpath(posixpath.join(here, link)) for link in links if "://" not in link}
        linked |= {target for target in targets if target.startswith(("feeds/", "data/"))}
    assert linked
    assert linked - made == set()


def test_feeds_hold_whole_articles_when_the_editor_asks() -> None:
    whole = replace(published(), options=Options(feed_full_text=True))
    short = dict(pages.files(published()))["feeds/atom.xml"]
    full = dict(pages.files(whole))["feeds/atom.xml"]
    assert isinstance(full, str)
    assert isinstance(short, str)
    assert "<content" in full
    assert "<content" not in short


def test_while_somebody_edits_there_are_no_feeds_and_no_citations() -> None:
    whole = sample()
    assert list(pages.files(whole)) == []
    for page in pages.build(whole):
        assert pages.feed_links(page, whole) == []
        assert "application/ld+json" not in render(page, whole)


def test_an_article_can_be_cited_in_every_format() -> None:
    whole = published()
    article = next(page for page in pages.build(whole) if page.template == "article.html")
    text = render(article, whole)
    for mark in ("@", "TY  - NEWS", "article-newspaper"):
        assert mark in text


def test_an_editors_own_template_wins(tmp_path: Path) -> None:
    (tmp_path / "digest").mkdir()
    (tmp_path / "digest" / "archive.html").write_text("My archive of {{ site.name }}", encoding="utf-8")
    whole = replace(sample(), environment=templates.environment([tmp_path, templates.templates_folder()]))
    assert seen(whole, "archive/index.md").text == "My archive of The Tamsin Digest"
    assert seen(whole, "index.md").words("h1") == ["The Tamsin Digest"]


def test_templates_lie_inside_an_installed_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(templates, "__file__", str(tmp_path / "digest" / "site" / "templates.py"))
    assert templates.templates_folder() == tmp_path / "site_templates"
    (tmp_path / "digest" / "site_templates").mkdir(parents=True)
    assert templates.templates_folder() == tmp_path / "digest" / "site_templates"


# Hostile text

EVIL = '"><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7 * 7 }}{% raw %}'
EVIL_URL = "javascript:alert(document.domain)"


def hostile_site(url: str) -> Site:
    said = quotation(EVIL, source=EVIL, cue=EVIL, via=EVIL)
    mean = story(
        "mean",
        title=EVIL,
        source=Source(name=EVIL, url=url),
        authors=(EVIL,),
        section=EVIL,
        photo=Photo(credit=EVIL, caption=EVIL, url=url),
        language=EVIL,
        summary=EVIL,
        tags=(EVIL,),
        draft=True,
        note=EVIL,
        speakers=(
            speaker(
                EVIL, said, slug=SpeakerSlug("evil"), role=EVIL, aliases=(EVIL, "other"), on_behalf_of=EVIL
            ),
            speaker("Second", quotation(EVIL * 2, kind="mixed"), slug=SpeakerSlug("second"), role=EVIL),
        ),
        unattributed=(open_quotation(EVIL, source=EVIL, candidates=(EVIL,)),),
        mentions=(Mention(name=EVIL, role=EVIL),),
        key_figures=(figure(EVIL, unit=EVIL, modifier=EVIL, label=EVIL, speaker=SpeakerSlug("evil")),),
        body=to_markdown(
            [Block(kind="heading", text=EVIL), Block(text=EVIL), Block(text=f"[x]({url}) <{url}>")]
        ),
    )
    later = story(
        "later", title=EVIL + "2", timestamp=Timestamp.parse("2026-01-15"), speakers=mean.entry.speakers
    )
    known = KnownSource(slug="other", name=EVIL, url=url)
    return replace(site(mean, later, sources=[known]), name=EVIL)


@pytest.mark.parametrize(
    "url", [EVIL_URL, "JAVASCRIPT:alert(1)", "data:text/html,<script>", 'https:"onclick="x']
)
def test_hostile_text_is_only_text(url: str) -> None:
    whole = hostile_site(url)
    for page in pages.build(whole):
        html = render(page, whole)
        found = Seen(html)
        assert "49" not in html.replace("&#49", "")
        assert not {tag for tag, _, _ in found.elements} & {"script", "img", "iframe", "style"}
        for _, attributes, _ in found.elements:
            assert not [name for name in attributes if name.startswith("on")]
            assert "javascript:" not in attributes.get("href", "").lower()
            assert "data:" not in attributes.get("href", "").lower()


def test_hostile_text_is_only_text_in_what_is_copied_and_cited_too() -> None:
    whole = replace(hostile_site("https://a.example/?a='&b=\"><script>"), publication=PUBLISHED)
    for page in pages.build(whole):
        for tag, attributes, _ in Seen(render(page, whole)).elements:
            assert tag != "script" or attributes == {"type": "application/ld+json"}
            assert tag not in {"img", "iframe", "style"}
            assert not [name for name in attributes if name.startswith("on")]


def test_hostile_text_is_shown_as_it_is() -> None:
    found = seen(hostile_site(EVIL_URL), "articles/mean.md")
    shown = " ".join(EVIL.split())
    assert found.words("h1") == [shown]
    assert shown in found.words("p1")[0]
    assert not [href for _, href in found.links if "://" in href]


# Home


def test_home_shows_the_latest_day_first_with_each_storys_source_time_lead_and_speakers() -> None:
    home = seen(sample(), "index.md")
    assert home.words("time")[0] == "Wednesday, 14 January 2026"
    assert home.words("dg-card__title") == ["The night ferry returns", "A bridge at last", "A quiet day"]
    first = home.words("dg-card")[0]
    for shown in [
        "The Courier",
        "08:30",
        f"“{PROMISE},” Varden said.",
        "Ilse Varden",
        "Piet Olander",
        "€6.4 million",
    ]:
        assert shown in first


def test_home_prefers_the_editors_summary_to_the_first_paragraph() -> None:
    assert seen(sample(), "index.md").words("dg-card__lead")[1:] == [
        "What the editor says of it.",
        "Nothing was said.",
    ]


def test_home_shows_a_quotation_that_can_stand_alone_with_its_speaker_and_place() -> None:
    told = story("ferry", speakers=(speaker("Ilse Varden", PROMISE),), summary="A promise to the villages.")
    home = seen(site(told), "index.md")
    assert home.words("dg-pull") == [f"“{PROMISE}” Ilse Varden"]
    assert ("Ilse Varden", "articles/ferry/#ilse-varden-1") in home.links


def test_home_does_not_say_again_what_the_first_paragraph_quotes() -> None:
    home = seen(sample(), "index.md")
    assert PROMISE in home.words("dg-card__lead")[0]
    assert not home.words("dg-pull")


def test_home_lists_who_spoke_in_the_last_seven_days() -> None:
    old = story("old", speakers=(speaker("Old Ek", "x"),), timestamp=Timestamp.parse("2026-01-07"))
    new = story("new", speakers=(speaker("New Ek", "x"),), timestamp=Timestamp.parse("2026-01-08"))
    spoke = seen(site(*SAMPLE, old, new), "index.md").words("dg-spoke")
    assert [
        name for name in ("Ilse Varden", "Piet Olander", "New Ek", "Old Ek", "The Board") if name in spoke[0]
    ] == [
        "Ilse Varden",
        "Piet Olander",
        "New Ek",
    ]


def test_home_has_the_first_stories_of_a_full_day_as_cards_and_the_others_as_lines() -> None:
    def day(number: int, count: int) -> list[Story]:
        stamp = Timestamp.parse(f"2026-01-{number}")
        names = (f"{number}-{at}" for at in range(count))
        return [story(name, title=f"Story {name}", timestamp=stamp, body=name) for name in names]

    home = seen(site(*day(14, 11), *day(13, 8)), "index.md")
    assert len(home.words("dg-card")) == 9 + 6
    assert len(home.words("dg-line")) == 2 + 2
    assert len({*home.words("dg-card__title"), *home.words("dg-line__main")}) == 19


def test_home_survives_the_first_day_of_the_calendar() -> None:
    first = story("first", timestamp=Timestamp.parse("0001-01-01"), speakers=(speaker("Ada", "x"),))
    assert "Ada" in seen(site(first), "index.md").text


def test_the_figure_of_the_day_is_the_latest_days_and_says_in_whose_words() -> None:
    box = seen(sample(), "index.md").words("dg-big")
    assert box == ["€6.4 million"]
    assert ("The night ferry returns", "articles/2026-01-14-ferry/#figure-1") in seen(
        sample(), "index.md"
    ).links


def test_a_label_that_ends_before_the_stop_of_an_abbreviation_is_printed_once() -> None:
    short = figure("€60 тис.", "60000", unit="EUR", label="Ще €60 тис")
    assert seen(site(story("a", key_figures=(short,))), "index.md").words("dg-figure-line") == ["Ще €60 тис"]


def test_the_figure_of_the_day_is_money_or_a_share_where_there_is_one() -> None:
    power = figure("40 MW", "40", unit="MW", label="40 MW more")
    weeks = figure("2 weeks", "2", unit="weeks", label="it took 2 weeks")
    figures = (
        power,
        figure("3 boats", "3", unit="boats", label="3 boats sank"),
        figure("12 %", "12", unit="%", label="up 12 %"),
        weeks,
    )
    assert seen(site(story("a", key_figures=figures)), "index.md").words("dg-big") == ["12 %"]
    assert seen(site(story("a", key_figures=figures[:1])), "index.md").words("dg-big") == ["40 MW"]
    assert seen(site(story("a", key_figures=(weeks,))), "index.md").words("dg-big") == []
    assert seen(site(story("a")), "index.md").words("dg-big") == []


def test_home_ends_with_the_archive_when_there_are_more_days() -> None:
    days = [story(str(day), timestamp=Timestamp.parse(f"2026-01-{day:02}")) for day in range(1, 10)]
    link = ("All days in the archive", "archive/")
    assert link in seen(site(*days), "index.md").links
    assert link not in seen(site(*days[: pages.HOME_DAYS]), "index.md").links


def test_an_empty_digest_says_how_to_begin() -> None:
    home = seen(site(options=Options(seeds_dir="inbox")), "index.md")
    assert "Paste an article into the inbox/ folder and run digest convert." in home.text


def test_what_the_editor_wrote_for_a_page_stands_on_it() -> None:
    whole = sample()
    for page in pages.build(whole):
        if "story" not in page.values:
            assert "Of our own" in Seen(pages.render(page, whole, "<p>Of our own</p>")).text


# An article


def test_a_photo_of_nobody_known_is_named_by_its_page() -> None:
    photo = Photo(credit=None, url="https://photos.example/1")
    assert "Photo: photos.example." in ferry(photo=photo).text


def test_beside_a_paragraph_only_what_somebody_else_reported_is_said_to_be_through_them() -> None:
    said = (
        quotation("it cost €6.4 million", paragraph=1),
        quotation("ice could close it", paragraph=1, via="Bo Ek"),
    )
    shown = ferry(
        speakers=(speaker("Ilse Varden", *said, role="chair"),),
        body="It cost €6.4 million and ice could close it.",
    )
    assert shown.words("dg-margin__speaker") == ["Ilse Varden chair", "Ilse Varden through Bo Ek"]


def test_an_article_says_who_printed_it_when_and_where() -> None:
    shown = seen(sample(), FERRY.src_uri)
    assert shown.words("h1") == ["The night ferry returns"]
    for words in [
        "14 January 2026, 08:30 UTC+1",
        "By Ann Lee, Bo Ek",
        "Lake",
        "Updated 15 January 2026",
        "The board has confirmed the price.",
        "Photo: Lake Press via photos.example",
        "Tags: ferry, lake",
    ]:
        assert words in shown.text
    assert ("The Courier", "../../sources/the-courier/") in shown.links
    assert ("Original at courier.example", "https://www.courier.example/ferry") in shown.links


def test_an_article_lists_who_speaks_and_links_each_to_their_page() -> None:
    who = seen(sample(), FERRY.src_uri)
    assert who.words("dg-who") == ["Who speaks Ilse Varden 2 quotations chair Piet Olander 1 quotation"]
    assert ("Piet Olander", "../../speakers/piet-olander/") in who.links


def test_someone_who_speaks_for_another_says_for_whom() -> None:
    speaks = speaker("Piet Olander", "x", on_behalf_of="the Board")
    whole = site(Story(FERRY.src_uri, replace(FERRY.entry, speakers=(speaks,))))
    article = seen(whole, FERRY.src_uri)
    assert article.words("dg-who")[0].endswith("for the Board")
    assert article.words("dg-margin__speaker") == ["Piet Olander for the Board"]
    assert "for the Board" in seen(whole, "speakers/piet-olander.md").words("dg-storygroup")[0]


def test_each_quotation_stands_under_its_anchor_in_its_paragraph() -> None:
    shown = seen(sample(), FERRY.src_uri)
    assert shown.words("ilse-varden-1") == [PROMISE]
    assert shown.words("ilse-varden-2") == ["it cost €6.4 million"]
    assert shown.words("piet-olander-1") == ["ice could close it"]
    assert shown.words("p2") == ["Varden said it cost €6.4 million."]
    assert shown.words("figure-1") == ["€6.4 million"]


def test_an_articles_own_words_are_all_there_and_nothing_between() -> None:
    shown = seen(sample(), FERRY.src_uri)
    assert [shown.words(f"p{number}")[0] for number in (1, 2, 3)] == [
        f"“{PROMISE},” Varden said.",
        "Varden said it cost €6.4 million.",
        "Olander said ice could close it. “Nobody asked us,” said one of 140 to 160 passengers.",
    ]


def test_beside_a_paragraph_stand_its_speakers_figures_and_open_questions() -> None:
    margins = seen(sample(), FERRY.src_uri).words("dg-margin")
    assert margins == [
        "Ilse Varden chair In the original",
        "Ilse Varden €6.4 million In the original",
        "Piet Olander through the board 140 to 160 passengers Speaker unclear: “one” In the original",
    ]


def test_marked_words_name_who_says_them() -> None:
    (mark,) = (
        attributes
        for _, attributes, _ in seen(sample(), FERRY.src_uri).elements
        if attributes.get("id") == "piet-olander-1"
    )
    assert (mark["title"], mark["data-speaker"]) == ("Piet Olander", "piet-olander")


def test_a_role_stands_beside_a_speakers_first_words_only() -> None:
    margins = seen(sample(), FERRY.src_uri).words("dg-margin")
    assert ["chair" in margin for margin in margins] == [True, False, False]


def test_a_speaker_of_two_quotations_in_one_paragraph_stands_beside_it_once() -> None:
    said = speaker("Ilse Varden", "One", "two")
    shown = ferry(speakers=(said,), key_figures=(), unattributed=(), body="“One,” she said, “two.”")
    assert shown.words("dg-margin__speaker") == ["Ilse Varden"]
    assert len(shown.words("dg-tools")) == 2


def test_each_quotation_can_be_copied_and_leads_to_its_words_in_the_original() -> None:
    shown = published_page(FERRY.src_uri)
    tools = [
        (attributes.get("data-text", ""), attributes.get("href", ""), attributes["aria-describedby"])
        for _, attributes, _ in shown.elements
        if "aria-describedby" in attributes and not attributes["aria-describedby"].startswith("cite")
    ]
    assert [described for _, _, described in tools] == [
        anchor
        for anchor in ("ilse-varden-1", "ilse-varden-2", "piet-olander-1")
        for _ in ("copy", "original")
    ]
    copied, (_, original, _) = tools[0][0], tools[1]
    assert copied.startswith(f"“{PROMISE}” – Ilse Varden, The Courier, 14 January 2026, https://example.org/")
    assert original.startswith("https://www.courier.example/ferry#:~:text=We%20will%20build")


def test_without_an_address_nothing_leads_to_the_original() -> None:
    shown = ferry(source=Source(name="The Courier", url="ftp://a.example"))
    assert "original" not in shown.text.casefold()
    archived = ferry(source=Source(name="The Courier", archived_url="https://archive.example/1"))
    assert ("Archived copy", "https://archive.example/1") in archived.links


def test_words_of_nobody_known_are_marked_where_they_stand_and_beside_them() -> None:
    shown = seen(sample(), FERRY.src_uri)
    assert shown.words("unclear_1") == ["Nobody asked us"]
    (mark,) = (attributes for _, attributes, _ in shown.elements if attributes.get("id") == "unclear_1")
    assert mark["title"] == "Speaker unclear"
    assert "data-speaker" not in mark
    assert ("Speaker unclear: “one”", "#unclear_1") in shown.links


def test_words_that_the_body_does_not_hold_are_marked_nowhere_but_found() -> None:
    shown = ferry(speakers=(speaker("Ilse Varden", "never printed"),))
    assert shown.words("ilse-varden-1") == [""]


def test_an_article_gives_its_figures_with_their_exact_value_and_speaker() -> None:
    assert seen(sample(), FERRY.src_uri).words("dg-figures") == [
        "€6.4 million it cost Ilse Varden · 6,400,000 EUR 140 to 160 passengers"
    ]


def test_people_who_are_named_and_do_not_speak_are_listed_apart() -> None:
    shown = seen(sample(), FERRY.src_uri)
    assert shown.words("dg-mentions") == ["Rosa Lind minister Max Orr"]
    assert not [words for words, _ in shown.links if words == "Rosa Lind"]


def test_an_article_leads_to_its_neighbours_and_to_the_same_people_elsewhere() -> None:
    shown = seen(sample(), BRIDGE.src_uri)
    assert ("Later The night ferry returns", "../2026-01-14-ferry/") in shown.links
    assert ("Earlier A quiet day", "../2025-12-30-quiet/") in shown.links
    assert ("The night ferry returns", "../2026-01-14-ferry/") in shown.links
    assert [words for words, _ in seen(sample(), FERRY.src_uri).links if words.startswith("Later")] == []


def test_the_same_people_elsewhere_are_at_most_three_stories_those_with_most_of_them_first() -> None:
    varden, olander = speaker("Ilse Varden", "x"), speaker("Piet Olander", "y")
    others = [story(f"o{at}", title=f"Other {at}", speakers=(varden,)) for at in range(4)]
    both = story("z-both", title="Both", speakers=(varden, olander))
    here = story("here", title="Here", speakers=(varden, olander))
    (page,) = (page for page in pages.build(site(here, both, *others)) if page.src_uri == here.src_uri)
    assert [found.entry.title for found in page.values["related"]] == ["Both", "Other 0", "Other 1"]


def test_an_article_by_nobody_has_no_empty_boxes() -> None:
    shown = seen(site(SILENT), SILENT.src_uri)
    assert shown.words("p1") == ["Nothing was said."]
    for box in ("dg-who", "dg-margin", "dg-figures", "dg-mentions", "dg-byline", "dg-note", "dg-summary"):
        assert shown.words(box) == []


def test_a_draft_says_that_it_is_one() -> None:
    assert ferry(draft=True).words("dg-draft") == ["Draft"]
    assert ferry().words("dg-draft") == []


def test_search_and_social_media_get_the_summary_or_the_lead() -> None:
    described = {page.src_uri: page.description for page in pages.build(sample())}
    assert described[BRIDGE.src_uri] == "What the editor says of it."
    assert described[SILENT.src_uri] == "Nothing was said."
    assert "Ilse Varden" in described["speakers/ilse-varden.md"]


# Speakers


def test_a_speakers_page_holds_every_quotation_latest_first_with_date_source_and_place() -> None:
    shown = seen(sample(), "speakers/ilse-varden.md")
    assert shown.words("h1") == ["Ilse Varden"]
    assert [words.strip("“”") for words in shown.words("blockquote")] == [
        PROMISE,
        "it cost €6.4 million",
        "It stands",
    ]
    assert "14 January 2026, 08:30 UTC+1" in shown.text
    links = [href for words, href in shown.links if "paragraph" in words]
    assert links == [
        "../../articles/2026-01-14-ferry/#ilse-varden-1",
        "../../articles/2026-01-14-ferry/#ilse-varden-2",
        "../../articles/2026-01-13-bridge/#ilse-varden-1",
    ]
    assert "Also printed as Varden" in shown.text


def test_only_words_said_as_printed_stand_in_quotation_marks() -> None:
    assert seen(sample(), "speakers/ilse-varden.md").words("blockquote")[:2] == [
        f"“{PROMISE}”",
        "it cost €6.4 million",
    ]
    shown = seen(sample(), "speakers/piet-olander.md")
    assert shown.words("blockquote") == ["ice could close it"]
    assert "Reported · paragraph 3 · through the board" in shown.text


def test_a_speakers_page_shows_roles_figures_a_timeline_and_who_speaks_beside() -> None:
    shown = seen(sample(), "speakers/ilse-varden.md")
    boxes = shown.words("dg-box")
    assert boxes[0].startswith("Roles over time, as printed chair 14 Jan 2026 engineer 13 Jan 2026")
    assert boxes[1].startswith("Figures quoted €6.4 million")
    assert boxes[2] == "In the same stories Piet Olander The Board"
    assert len(shown.words("dg-chart__day")) == 2
    assert "3 quotations in 2 stories" in shown.text


def test_an_article_from_the_right_is_set_from_the_right_and_another_says_nothing_of_it() -> None:
    said = speaker("Layla Haddad", "الجسر مفتوح")
    arabic = story("a", language="ar", speakers=(said,), body="الجسر مفتوح")
    whole = site(arabic, story("b", speakers=(said,)))
    shown = {page.src_uri: pages.render(page, whole) for page in pages.build(whole)}
    assert '<div class="dg-article" dir="rtl"' in shown["articles/a.md"]
    assert '<article class="dg-card dg-card--lead" dir="rtl">' in shown["index.md"]
    assert '<section class="dg-storygroup" dir="rtl"' in shown["speakers/layla-haddad.md"]
    assert '<div class="dg-article" data' in shown["articles/b.md"]
    assert "dir=" not in shown["archive/index.md"].replace(' lang="ar" dir="rtl"', "")


def test_a_speaker_of_one_story_has_no_timeline() -> None:
    shown = seen(sample(), "speakers/piet-olander.md")
    assert (shown.words("svg"), "1 quotation in 1 story" in shown.text) == ([], True)


def test_somebody_who_has_not_spoken_yet_has_a_page_that_says_so() -> None:
    assert "No quotation yet" in seen(sample(), "speakers/sol-weg.md").text


def test_the_index_of_speakers_counts_what_each_said_and_tells_organisations_apart() -> None:
    shown = seen(sample(), "speakers/index.md")
    assert shown.words("h2") == ["People", "Organisations"]
    rows = [row for row in shown.words("tr") if not row.startswith("Name")]
    assert rows == [
        "Ilse Varden chair 3 2 14 Jan 2026",
        "Piet Olander 1 1 14 Jan 2026",
        "Sol Weg 0 0",
        "The Board 1 1 13 Jan 2026",
    ]


def test_an_organisation_is_called_one() -> None:
    assert seen(sample(), "speakers/the-board.md").words("dg-kicker")[0] == "Organisation"
    assert seen(sample(), "speakers/sol-weg.md").words("dg-kicker")[0] == "Speaker"


def test_two_namesakes_in_one_story_keep_their_own_words() -> None:
    both = (speaker("Jan Novak", "It is open"), speaker("Ján Novák", "It is shut"))
    whole = site(story("a", speakers=both, body="“It is open,” said Novak. “It is shut,” said Novák."))
    article = seen(whole, "articles/a.md")
    assert (article.words("jan-novak-1"), article.words("jan-novak-2")) == (["It is open"], ["It is shut"])
    hrefs = [href for words, href in seen(whole, "speakers/jan-novak.md").links if "paragraph" in words]
    assert hrefs == ["../../articles/a/#jan-novak-1", "../../articles/a/#jan-novak-2"]


# Sources, archive, key figures


def test_a_source_lists_its_stories_and_whom_it_quotes_and_links_to_the_outlet() -> None:
    shown = seen(sample(), "sources/the-courier.md")
    assert shown.words("h1") == ["The Courier"]
    assert "2 stories" in shown.text
    assert ("courier.example", "https://courier.example") in shown.links
    assert shown.words("dg-spoke") == ["Ilse Varden 3 Piet Olander 1 The Board 1"]
    assert seen(sample(), "sources/gazette.md").words("dg-spoke") == []


def test_the_index_of_sources_counts_stories() -> None:
    shown = seen(sample(), "sources/index.md")
    rows = [row for row in shown.words("tr") if not row.startswith("Source")]
    assert rows == [
        "Gazette 1 30 Dec 2025: A quiet day",
        "The Courier 2 14 Jan 2026: The night ferry returns",
    ]
    assert "Nothing has been printed" in seen(site(), "sources/index.md").text


def test_the_archive_has_years_and_months_and_a_page_for_each() -> None:
    archive = seen(sample(), "archive/index.md")
    assert archive.words("h2") == ["2026"]
    assert [words for words, _ in archive.links if words in {"2026", "2025"}] == ["2026", "2025", "2026"]
    assert ("January 2026", "2026-01/") in archive.links
    year = seen(sample(), "archive/2025.md")
    assert year.words("h2") == ["December 2025 1 story"]
    assert ("December 2025", "../2025-12/") in year.links
    month = seen(sample(), "archive/2026-01.md")
    assert month.words("h2") == ["Wednesday, 14 January 2026", "Tuesday, 13 January 2026"]
    assert ("A bridge at last", "../../articles/2026-01-13-bridge/") in month.links


def test_a_month_of_many_stories_leads_to_all_of_them() -> None:
    archive = seen(site(*(story(str(at), title=f"Story {at}") for at in range(7))), "archive/index.md")
    assert len(archive.words("dg-line")) == 5
    assert ("All 7 stories", "2026-01/") in archive.links


def test_key_figures_stand_by_unit_the_commonest_first_and_the_largest_first() -> None:
    shown = seen(sample(), "key-figures/index.md")
    rows = [row for row in shown.words("tr") if not row.startswith("As printed")]
    surfaces = [words for words, href in shown.links if "#figure" in href]
    assert surfaces == ["140 to 160 passengers", "5 piers", "12", "€6.4 million"]
    assert "140–160" in rows[0]
    for words in ("6,400,000", "it cost", "Ilse Varden", "14 Jan 2026", "The Courier"):
        assert words in rows[3]
    assert ("5 piers", "../articles/2026-01-13-bridge/#figure-1") in shown.links
    assert "No figures yet" in seen(site(), "key-figures/index.md").text


def test_figures_are_sorted_by_value_however_long_they_are() -> None:
    long = [figure(f"n{at}", f"{10**40 + at}") for at in (1, 3, 2)]
    shown = seen(site(story("a", key_figures=tuple(long))), "key-figures/index.md")
    assert [words for words, href in shown.links if "#figure" in href] == ["n3", "n2", "n1"]


def test_a_site_in_another_language_has_its_dates() -> None:
    assert "14. Januar 2026" in seen(sample(language="de"), "index.md").text


def test_a_table_says_who_is_quoted_where() -> None:
    board = speaker("The Board", "No", kind="organisation")
    elsewhere = story("x", source=Source(name="Gazette"), speakers=(board, speaker("Ilse Varden", "Yes")))
    table = seen(site(FERRY, BRIDGE, elsewhere), "sources/index.md")
    (cross,) = table.words("dg-cross")
    assert cross.endswith("Speaker The Courier Gazette Ilse Varden 3 1 The Board 1 1 Piet Olander 1")
    assert ("3", "../speakers/ilse-varden/?source=the-courier") in table.links
    assert seen(site(FERRY, BRIDGE), "sources/index.md").words("dg-cross") == []


def test_the_table_of_who_is_quoted_where_has_an_end() -> None:
    many = [
        story(f"s{at}", source=Source(name=f"Paper {at % 12}"), speakers=(speaker(f"Person {at}", "x"),))
        for at in range(40)
    ]
    (page,) = (page for page in pages.build(site(*many)) if page.src_uri == "sources/index.md")
    quoted = page.values["quoted"]
    assert (len(quoted.outlets), len(quoted.rows) <= pages.MOST_QUOTED) == (pages.MOST_QUOTING, True)


def test_a_day_of_a_months_calendar_leads_to_its_stories_and_says_how_many() -> None:
    for page, link in (
        ("archive/index.md", "2026-01/#day-2026-01-14"),
        ("archive/2026-01.md", "#day-2026-01-14"),
    ):
        (day,) = (
            attributes
            for _, attributes, _ in seen(sample(), page).elements
            if attributes.get("aria-label") == "14 January 2026: 1 story"
        )
        assert day["href"] == link


def test_a_month_leads_to_the_months_around_it() -> None:
    assert ("Earlier December 2025", "../2025-12/") in seen(sample(), "archive/2026-01.md").links
    assert ("Later January 2026", "../2026-01/") in seen(sample(), "archive/2025-12.md").links


def test_a_reader_chooses_years_and_papers_only_where_there_are_several() -> None:
    def choices(*told: Story) -> list[str]:
        return seen(site(*told), "speakers/ilse-varden.md").words("label")

    older = replace(BRIDGE.entry, timestamp=Timestamp.parse("2024-05-01"))
    elsewhere = replace(BRIDGE.entry, source=Source(name="Gazette"), body="Another story.")
    assert choices(FERRY, BRIDGE) == []
    assert choices(FERRY, Story("articles/o.md", older)) == ["Year All years20262024"]
    assert choices(FERRY, Story("articles/e.md", elsewhere)) == ["Source All sourcesGazetteThe Courier"]


def test_a_story_stands_under_every_year_and_paper_that_printed_it() -> None:
    (group,) = (
        attributes
        for _, attributes, _ in seen(site(FERRY), "speakers/ilse-varden.md").elements
        if "data-item" in attributes
    )
    assert (group["data-year"], group["data-source"], group["data-count"]) == ("2026", "the-courier", "2")


# Tags


def test_a_tag_has_a_page_with_its_stories_and_the_article_leads_there() -> None:
    older = story("older", title="A wall", tags=("Lake", "++", ""), timestamp=Timestamp.parse("2026-01-02"))
    whole = site(FERRY, older)
    article = seen(whole, FERRY.src_uri)
    assert "Tags: ferry, lake." in article.text
    assert {("ferry", "../../tags/ferry/"), ("lake", "../../tags/lake/")} <= set(article.links)
    page = seen(whole, "tags/lake.md")
    assert page.words("h1") == ["lake"]
    ferry, wall = (FERRY.entry.title, "../../articles/2026-01-14-ferry/"), ("A wall", "../../articles/older/")
    assert page.links == [("Tags", "../"), ferry, wall]
    listed = [name for name, _ in seen(whole, "tags/index.md").links]
    assert listed == ["++", "A wall", "ferry", FERRY.entry.title, "lake", FERRY.entry.title]


def test_without_tags_there_is_no_list_of_them() -> None:
    assert not [page for page in pages.build(site(SILENT)) if page.src_uri.startswith("tags/")]


def test_tags_that_have_no_page_are_words() -> None:
    article = seen(replace(sample(), options=Options(tag_pages=False)), FERRY.src_uri)
    assert "Tags: ferry, lake." in article.text
    assert not [link for _, link in article.links if "tags" in link]

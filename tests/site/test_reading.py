"""What a reader can do on a page beyond reading it: copy, filter, print, and read without script."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import markdown
import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from visit import Visit

from digest import frontmatter
from digest.model import Source
from digest.site import cite
from digest.site.catalog import Story, utterances

ROOT = Path(__file__).parents[2]

KALLAS = "articles/2025-12-02-kallas-on-ending-war-this-could-be-pivotal-work-week-for.html"
BILLS = "articles/2025-12-02-power-bills-in-vendmark-to-rise-3-8-percent-as-grid-pays-for.html"
COPIED = "“A line that stays up is cheaper than a line that is put up again” – Bram Osterly, The Orsel Ledger"
NO_CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', {value: undefined})"
NO_COPYING = f"{NO_CLIPBOARD}; document.execCommand = () => false"


def first_copy(page: Page, anchor: str = "bram-osterly-1") -> None:
    """Reach the button that copies a quotation by keyboard, and press it."""
    button = page.locator(f'.dg-tools[data-for="{anchor}"] .dg-copy')
    button.focus()
    expect(button.locator("..")).to_have_css("opacity", "1")
    page.keyboard.press("Enter")


# Copying


def test_a_quotation_is_copied_by_keyboard_from_a_folder(site: Path, visit: Visit) -> None:
    page = visit.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{site.as_uri()}/{BILLS}")
    first_copy(page)
    expect(page.locator("[role=status]", has_text="Copied")).to_have_count(1)
    assert page.evaluate("navigator.clipboard.readText()").startswith(COPIED)
    expect(page.locator(".dg-copy:focus")).to_have_text("Copied")
    expect(page.locator(".dg-copy:focus")).to_have_text("Copy")


def test_without_a_clipboard_it_is_copied_as_browsers_did_before(site: Path, visit: Visit) -> None:
    page = visit.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.add_init_script(f"window.kept = navigator.clipboard; {NO_CLIPBOARD}")
    page.goto(f"{site.as_uri()}/{BILLS}")
    first_copy(page)
    expect(page.locator(".dg-copy:focus")).to_have_text("Copied")
    assert page.evaluate("window.kept.readText()").startswith(COPIED)


def test_where_nothing_may_be_copied_the_words_stand_selected(site: Path, visit: Visit) -> None:
    page = visit.page
    page.add_init_script(NO_COPYING)
    page.goto(f"{site.as_uri()}/{BILLS}")
    first_copy(page)
    offered = page.locator("textarea:focus")
    expect(offered).to_have_accessible_name("Copy these words by hand")
    assert offered.evaluate("field => field.value.slice(0, field.selectionEnd)").startswith(COPIED)
    page.keyboard.press("Tab")
    expect(page.locator("textarea.dg-by-hand")).to_have_count(0)


def test_a_reference_is_copied_whole(site: Path, visit: Visit) -> None:
    page = visit.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{site.as_uri()}/{BILLS}")
    page.locator(".dg-cite summary").click()
    page.locator(".dg-cite .dg-copy").first.click()
    expect(page.locator(".dg-cite .dg-copy").first).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()").startswith("@article{")


def test_pointing_at_a_quotations_tools_lights_up_that_quotation_alone(site: Path, visit: Visit) -> None:
    page = visit.page
    page.goto(f"{site.as_uri()}/{BILLS}")
    page.locator('.dg-tools[data-for="bram-osterly-1"]').hover()
    expect(page.locator(".dg-lit")).to_have_attribute("id", "bram-osterly-1")
    page.locator(".dg-margin__question a").first.hover()
    expect(page.locator(".dg-lit")).to_have_attribute("id", "unclear_1")


def test_the_tools_of_a_quotation_always_stand_there_for_a_finger(site: Path, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(f"{site.as_uri()}/{BILLS}")
    expect(page.locator(".dg-tools").first).to_have_css("opacity", "1")
    context.close()


def test_without_script_no_button_promises_what_it_cannot_do(site: Path, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.as_uri()}/{BILLS}")
    expect(page.locator(".dg-copy:visible")).to_have_count(0)
    expect(page.locator(".dg-margin__speaker").first).to_be_visible()
    context.close()


@pytest.mark.parametrize("article", [KALLAS, "2025-12-08-nach-dem-hochwasser", "2025-12-03-lotsmani"])
def test_a_link_to_the_original_arrives_at_the_very_words(visit: Visit, tmp_path: Path, article: str) -> None:
    """The original is a page that holds the article far below its top."""
    (path,) = (ROOT / "content/articles").glob(
        f"{article.partition('/')[2].removesuffix('.html') or article}*"
    )
    entry = frontmatter.load(path.read_text("utf-8"), where=path.name)
    story = Story("a.md", replace(entry, source=Source(name="A", url="https://a.example/b")))
    space, body = '<div style="height: 3000px">A</div>', markdown.markdown(entry.body)
    original = tmp_path / "original.html"
    original.write_text(f'<!doctype html><meta charset="utf-8">{space}{body}{space}', encoding="utf-8")
    said = [one for speaker in entry.speakers for one in utterances(story, speaker)]
    assert said
    for utterance in said:
        fragment = (cite.original(story, utterance.quotation.content) or "").partition("#")[2]
        visit.page.goto("about:blank")
        visit.page.goto(f"{original.as_uri()}#{fragment}")
        visit.page.wait_for_function("scrollY > 1000")


# Filters

CORVANE = "speakers/nadia-corvane.html"


def visible_titles(page: Page) -> Locator:
    return page.locator(".dg-storygroup:visible .dg-storygroup__title")


def test_a_speakers_words_are_narrowed_to_one_paper_and_the_address_says_so(site: Path, visit: Visit) -> None:
    page = visit.page
    page.goto(f"{site.as_uri()}/{CORVANE}")
    choice = page.get_by_label("Source")
    choice.select_option(label="Basin Wire")
    expect(visible_titles(page)).to_have_count(2)
    counts = [
        page.locator(groups).evaluate_all("all => all.reduce((sum, one) => sum + +one.dataset.count, 0)")
        for groups in (".dg-storygroup:visible", ".dg-storygroup")
    ]
    assert 0 < counts[0] < counts[1]
    expect(page.locator(".dg-filter [role=status]")).to_have_text("{} of {} shown".format(*counts))
    expect(page).to_have_url(f"{site.as_uri()}/{CORVANE}?source=basin-wire")
    page.reload()
    expect(choice).to_have_value("basin-wire")
    expect(visible_titles(page)).to_have_count(2)
    page.get_by_role("button", name="Show all").click()
    expect(visible_titles(page)).to_have_count(4)
    expect(choice).to_be_focused()
    expect(page).to_have_url(f"{site.as_uri()}/{CORVANE}")


def test_a_story_is_found_by_each_paper_that_printed_it(site: Path, visit: Visit) -> None:
    visit.page.goto(f"{site.as_uri()}/{CORVANE}?source=hollinweir-gazette")
    expect(visible_titles(visit.page)).to_have_text(
        ["Orsel to crest below alarm level on Wednesday, hydrologists say"]
    )


def test_a_choice_that_the_page_does_not_have_is_none(site: Path, visit: Visit) -> None:
    visit.page.goto(f"{site.as_uri()}/{CORVANE}?source=nowhere&year=1912")
    expect(visible_titles(visit.page)).to_have_count(4)


def test_without_script_there_are_no_choices_and_everything_is_shown(site: Path, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.as_uri()}/{CORVANE}?source=basin-wire")
    expect(visible_titles(page)).to_have_count(4)
    expect(page.locator(".dg-filter:visible")).to_have_count(0)
    context.close()


def test_a_speaker_is_found_by_name_alias_or_role_whatever_the_accents(site: Path, visit: Visit) -> None:
    page = visit.page
    page.goto(f"{site.as_uri()}/speakers/index.html")
    box, rows = page.get_by_label("Name, alias or role"), page.locator("tr[data-item]:visible")
    for words, name in (
        ("szelvari", "Renáta Szélvári"),
        ("high representative", "Kaja Kallas"),
        ("ms corvane", "Nadia Corvane"),
    ):
        box.fill(words)
        expect(rows).to_have_count(1)
        expect(rows.locator("a")).to_have_text(name)
    expect(page.locator("h2", has_text="Organisations")).to_be_hidden()
    box.fill("nobody of that name")
    expect(page.locator(".dg-filter [role=status]")).to_have_text("Nothing matches")


def test_speakers_stand_in_the_order_that_a_reader_asks_for_on_a_phone_too(site: Path, visit: Visit) -> None:
    page = visit.page
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{site.as_uri()}/speakers/index.html")
    page.get_by_label("Order").select_option(label="Quotations")
    counts = page.locator("table").first.locator("td:nth-child(3)")
    most_first = sorted(counts.all_inner_texts(), key=int, reverse=True)
    expect(counts).to_have_text(most_first)
    page.reload()
    expect(counts).to_have_text(most_first)


def test_a_count_of_who_is_quoted_where_leads_to_just_these_quotations(site: Path, visit: Visit) -> None:
    page = visit.page
    page.goto(f"{site.as_uri()}/sources/index.html")
    row = page.locator(".dg-cross tr", has=page.get_by_role("rowheader", name="Nadia Corvane"))
    row.locator('a[href$="?source=radio-orsel"]').click()
    expect(visible_titles(page)).to_have_text(
        ['"The river does not read our schedule": Nadia Corvane on her first week']
    )


def test_figures_are_narrowed_to_a_unit_and_to_somebodys_words(site: Path, visit: Visit) -> None:
    page = visit.page
    page.goto(f"{site.as_uri()}/key-figures/index.html")
    rows = page.locator("tr[data-item]:visible")
    page.get_by_label("Unit").select_option("EUR")
    expect(page.locator("h2:visible")).to_have_text(["Euros (EUR)"])
    page.get_by_label("In whose words").select_option(label="Kaja Kallas")
    expect(rows).to_have_count(1)
    expect(rows.locator("summary")).to_have_text("The sentence")
    rows.locator("summary").click()
    expect(rows.locator(".dg-sentence span")).to_contain_text("more than anybody else")
    page.reload()
    expect(rows).to_have_count(1)


# On paper, and for those who want it quiet


def test_paper_has_the_words_the_margin_and_the_addresses_and_nothing_to_press(
    site: Path, visit: Visit
) -> None:
    page = visit.page
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(f"{site.as_uri()}/{KALLAS}")
    for gone in (".md-header", ".md-tabs", ".dg-pager", ".dg-foot", ".dg-tools", ".dg-copy", ".dg-files"):
        expect(page.locator(f"{gone}:visible")).to_have_count(0)
    expect(page.locator(".dg-margin__speaker").first).to_be_visible()
    link = page.locator('a[rel~="external"]:visible').first
    spelt = link.evaluate("link => [getComputedStyle(link, '::after').content, link.href]")
    assert spelt[0] == f'" (" "{spelt[1]}" ")"' or spelt[1] in spelt[0]
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    page.goto(f"{site.as_uri()}/{CORVANE}")
    expect(page.locator(".dg-filter:visible, .dg-copy:visible")).to_have_count(0)


def test_nothing_moves_for_a_reader_who_wants_it_still(site: Path, visit: Visit) -> None:
    page = visit.page
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{site.as_uri()}/{KALLAS}")
    moving = page.evaluate(
        """() => Array.from(document.querySelectorAll("*")).filter((one) => {
            const { transitionDuration, transitionProperty, animationDuration } = getComputedStyle(one);
            const lasts = (times) => times.split(",").some((time) => parseFloat(time) > 0.001);
            return (transitionProperty !== "none" && lasts(transitionDuration)) || lasts(animationDuration);
        }).map((one) => one.className)"""
    )
    assert moving == []


SHIFTS = """() => new Promise((done) => {
    const seen = [];
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if (!entry.hadRecentInput) seen.push(entry.value);
    }).observe({ type: "layout-shift", buffered: true });
    requestAnimationFrame(() => requestAnimationFrame(() => done(seen)));
})"""


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_on_a_page_jumps_while_it_loads(site: Path, visit: Visit, width: int) -> None:
    page = visit.page
    page.set_viewport_size({"width": width, "height": 900})
    for address in ("index.html", BILLS, CORVANE, "speakers/index.html", "key-figures/index.html"):
        page.goto(f"{site.as_uri()}/{address}")
        page.evaluate("document.fonts.ready.then(() => true)")
        assert page.evaluate(SHIFTS) == [], address


def test_what_is_printed_from_the_right_ends_at_the_left(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content('<body dir="ltr"><div class="md-content" lang="ar"><p>مرحبا بكم.</p></div>')
    page.add_style_tag(path=ROOT / "site_templates/assets/digest/digest.css")
    first, stop = page.evaluate(EDGES)
    assert stop < first
    page.close()


EDGES = """() => {
  const text = document.querySelector("p").firstChild;
  return [0, text.length - 1].map((at) => {
    const range = document.createRange();
    range.setStart(text, at);
    range.setEnd(text, at + 1);
    return range.getBoundingClientRect().left;
  });
}"""

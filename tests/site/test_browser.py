"""What a reader can do with the folder, in a real browser, with no network."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from visit import Visit

WORDS = "all the pressure will be put on the weaker side"
KALLAS = "articles/2025-12-02-kallas-on-ending-war-this-could-be-pivotal-work-week-for.html"


def test_the_home_page_shows_the_latest_day_first(site: Path, visit: Visit) -> None:
    visit.page.goto(f"{site.as_uri()}/index.html")
    days = [time.get_attribute("datetime") for time in visit.page.locator("h2.dg-day time").all()]
    assert days
    assert days == sorted(days, reverse=True)


def test_a_phrase_of_a_quotation_is_found_and_leads_to_it(site: Path, visit: Visit) -> None:
    page = visit.page
    page.goto(f"{site.as_uri()}/index.html")
    page.locator("input.md-search__input").press_sequentially(WORDS)
    result = page.locator(".md-search-result__link").filter(has_text="Kallas on ending war").first
    expect(result).to_be_visible()
    result.click()
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("main")).to_contain_text(WORDS)


def test_a_speaker_is_found_by_an_alias(site: Path, visit: Visit) -> None:
    page = visit.page
    page.goto(f"{site.as_uri()}/{KALLAS}")
    page.locator("input.md-search__input").press_sequentially("EU High Representative")
    speaker = page.locator('.md-search-result__link[href*="speakers/kaja-kallas.html"]').first
    expect(speaker).to_be_visible()


def test_speaker_to_quotation_to_paragraph(site: Path, visit: Visit) -> None:
    page = visit.page
    page.goto(f"{site.as_uri()}/index.html")
    page.locator(".md-tabs__link", has_text="Speakers").click()
    page.locator("main a", has_text="Kaja Kallas").click()
    expect(page.locator("h1")).to_have_text("Kaja Kallas")
    said = page.locator(".dg-said", has_text=WORDS)
    said.locator("figcaption a").click()
    expect(page).to_have_url(re.compile(r"kallas-on-ending-war.*#kaja-kallas-11$"))
    target = page.locator(":target")
    expect(target).to_contain_text(WORDS)
    expect(target).to_be_in_viewport()
    assert target.evaluate("element => element.closest('p').id") == "p8"


def test_pointing_at_a_speaker_lights_up_all_their_words(site: Path, visit: Visit) -> None:
    page = visit.page
    page.goto(f"{site.as_uri()}/{KALLAS}")
    page.locator('.dg-who [data-speaker="kaja-kallas"] a').hover()
    lit = page.locator(".dg-q.dg-lit")
    expect(lit).to_have_count(page.locator('.dg-q[data-speaker="kaja-kallas"]').count())
    page.locator("h1").hover()
    expect(lit).to_have_count(0)


def test_a_table_is_sorted_by_the_head_that_is_pressed(site: Path, visit: Visit) -> None:
    page = visit.page
    page.goto(f"{site.as_uri()}/speakers/index.html")
    table = page.locator("table[data-sortable]").first
    table.locator("th button", has_text="Quotations").click()
    counts = table.locator("tbody td:nth-child(3)")
    expect(counts).to_have_text(sorted(counts.all_inner_texts(), key=int))
    table.locator("th button", has_text="Quotations").click()
    expect(table.locator("th").nth(2)).to_have_attribute("aria-sort", "descending")


def test_every_link_inside_the_folder_leads_somewhere(site: Path) -> None:
    missing = set()
    for page in site.rglob("*.html"):
        for link in re.findall(r'(?:href|src)="([^"#?]+)', page.read_text("utf-8")):
            if not re.match(r"[a-z]+:|/", link) and not (page.parent / link).exists():
                missing.add((page.relative_to(site).as_posix(), link))
    assert missing == set()


@pytest.mark.parametrize(
    "address", ["index.html", KALLAS, "speakers/kaja-kallas.html", "key-figures/index.html"]
)
def test_no_page_is_wider_than_a_phone(site: Path, visit: Visit, address: str) -> None:
    visit.page.set_viewport_size({"width": 360, "height": 740})
    visit.page.goto(f"{site.as_uri()}/{address}")
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_digest_reads_without_javascript(site: Path, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.as_uri()}/index.html")
    page.locator(".dg-card__title a", has_text="Kallas on ending war").first.click()
    expect(page.locator(".dg-body")).to_contain_text(WORDS)
    page.locator(".dg-who a", has_text="Kaja Kallas").click()
    expect(page.locator("h1")).to_have_text("Kaja Kallas")
    context.close()

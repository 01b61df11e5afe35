"""Nothing on our pages stands in the way of a reader who cannot see or point."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

BILLS = "articles/2025-12-02-power-bills-in-vendmark-to-rise-3-8-percent-as-grid-pays-for.html"
KALLAS = "articles/2025-12-02-kallas-on-ending-war-this-could-be-pivotal-work-week-for.html"
PAGES = (
    "index.html",
    KALLAS,
    BILLS,
    "speakers/index.html",
    "speakers/kaja-kallas.html",
    "speakers/nadia-corvane.html",
    "sources/index.html",
    "sources/interfax-ukraine.html",
    "archive/index.html",
    "archive/2025.html",
    "archive/2025-12.html",
    "key-figures/index.html",
)
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 390)])
def test_axe_finds_nothing_on_any_kind_of_page(site: Path, browser: Browser, scheme: str, width: int) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
    page = context.new_page()
    found = []
    for address in PAGES:
        page.goto(f"{site.as_uri()}/{address}")
        for violation in Axe().run(page, options=RULES).response["violations"]:
            found.append((address, violation["id"], violation["nodes"][0]["html"][:200]))
    context.close()
    assert found == []


def open_everything(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")


def copy_by_hand(page: Page) -> None:
    page.evaluate("document.execCommand = () => false")
    page.locator(".dg-copy").first.click()
    page.locator("textarea.dg-by-hand").wait_for()


def light_up(page: Page) -> None:
    page.locator(".dg-tools").first.hover()


STATES = [
    (f"{KALLAS}#kaja-kallas-3", light_up),
    (BILLS, open_everything),
    (BILLS, copy_by_hand),
    ("speakers/nadia-corvane.html?source=basin-wire", open_everything),
    ("speakers/index.html?find=nobody", open_everything),
    ("key-figures/index.html?unit=EUR", open_everything),
]


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_axe_finds_nothing_in_what_opens_lights_up_or_is_narrowed(
    site: Path, browser: Browser, scheme: str, width: int
) -> None:
    size = {"width": width, "height": 900}
    # Axe measures colours as they stand: not in the middle of a fade.
    context = browser.new_context(color_scheme=scheme, viewport=size, reduced_motion="reduce")
    page = context.new_page()
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    found = []
    for address, happens in STATES:
        page.goto(f"{site.as_uri()}/{address}")
        happens(page)
        for violation in Axe().run(page, options=RULES).response["violations"]:
            found.append((address, violation["id"], violation["nodes"][0]["html"][:200]))
    context.close()
    assert found == []

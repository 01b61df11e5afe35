"""Nothing on our pages stands in the way of a reader who cannot see or point."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

KALLAS = "articles/2025-12-02-kallas-on-ending-war-this-could-be-pivotal-work-week-for.html"
PAGES = (
    "index.html",
    KALLAS,
    "speakers/index.html",
    "speakers/kaja-kallas.html",
    "sources/index.html",
    "sources/interfax-ukraine.html",
    "archive/index.html",
    "archive/2025-12.html",
    "key-figures/index.html",
)
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_kind_of_page(site: Path, browser: Browser, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    found = []
    for address in PAGES:
        page.goto(f"{site.as_uri()}/{address}")
        for violation in Axe().run(page, options=RULES).response["violations"]:
            found.append((address, violation["id"], violation["nodes"][0]["html"][:200]))
    context.close()
    assert found == []

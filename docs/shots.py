"""Makes the screenshots of the README and docs/ from the built sample digest: `make shots`."""

from __future__ import annotations

import base64
import html
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from digest.site.cards import Card, draw, typeface

ROOT = Path(__file__).parents[1]
SITE = ROOT / "site"
SEED = ROOT / "seeds" / "000_f65bd19415829a1b.txt"
OUT = ROOT / "docs" / "img"
ARTICLE = "articles/2025-12-02-kallas-on-ending-war-this-could-be-pivotal-work-week-for.html"
PAGES = {"home": "index.html", "article": ARTICLE, "speaker": "speakers/kaja-kallas.html"}

sys.path.insert(0, str(ROOT / "tests" / "site"))
from browser import FLAGS, HELP, find  # noqa: E402

BESIDE = """<!doctype html><meta charset="utf-8"><style>
body {{ background: #e9e4d9; display: flex; gap: 32px; margin: 0; padding: 32px; align-items: flex-start; }}
pre {{ background: #fff; box-sizing: border-box; color: #222; flex: 0 0 520px; font: 15px/1.5 monospace;
  height: 900px; margin: 0; overflow: hidden; padding: 24px; white-space: pre-wrap; }}
img {{ height: 900px; width: 1080px; }}
</style><pre>{seed}</pre><img src="{page}" alt="">"""


def main() -> None:
    """Write every picture anew."""
    OUT.mkdir(exist_ok=True)
    _card()
    path = find()
    if path is None:
        sys.exit(HELP)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        for look, width, height, scheme in (
            ("wide", 1280, 900, "light"),
            ("phone", 390, 844, "light"),
            ("dark", 1280, 900, "dark"),
        ):
            context = chromium.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
            page = context.new_page()
            for name, address in PAGES.items():
                page.goto(f"{SITE.as_uri()}/{address}")
                page.wait_for_timeout(300)
                page.screenshot(path=OUT / f"{name}-{look}.png")
            _search(page, look)
            context.close()
        _beside(chromium.new_page(viewport={"width": 1080, "height": 900}))
        chromium.close()


def _card() -> None:
    """The picture of a headline that social networks show."""
    title = "Kallas on ending war: This could be pivotal work week for diplomacy"
    card = Card(site="The Arden Digest", kicker="Interfax-Ukraine", title=title, foot="2 December 2025")
    (OUT / "card.png").write_bytes(draw(card, typeface(None)) or b"")


def _search(page: Page, look: str) -> None:
    page.goto(f"{SITE.as_uri()}/index.html")
    opener = page.locator("label[for=__search]").first  # only a phone has one
    if opener.is_visible():
        opener.click()
    page.locator("input.md-search__input").press_sequentially("agree on the funding options")
    page.locator(".md-search-result__link").first.wait_for(timeout=15_000)
    page.wait_for_timeout(500)
    page.screenshot(path=OUT / f"search-{look}.png")


def _beside(page: Page) -> None:
    """The pasted article and the page that it became."""
    seed = html.escape(SEED.read_text("utf-8"))
    page.goto(f"{SITE.as_uri()}/{ARTICLE}")
    picture = base64.b64encode(page.screenshot()).decode()
    page.set_viewport_size({"width": 1696, "height": 964})
    page.set_content(BESIDE.format(seed=seed, page=f"data:image/png;base64,{picture}"))
    page.screenshot(path=OUT / "beside.png")


if __name__ == "__main__":
    main()

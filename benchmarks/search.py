"""How soon the search answers in a browser, and what it fetches: `python benchmarks/search.py 1000`.

The words of the invented articles are drawn as those of a language are, a few very often and most rarely.
One page is built by MkDocs; the index beside it is that of all articles. With `--material`, Material's own
search is measured on the same articles, every section a document; 10,000 of them take minutes and gigabytes.
"""

from __future__ import annotations

import json
import random
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import accumulate
from pathlib import Path

import corpus
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Browser, sync_playwright

from digest.model import Entry, KeyFigure
from digest.settings import Options
from digest.site import pages, search
from digest.site.catalog import Catalog, Story
from digest.site.templates import environment, templates_folder
from digest.site.words import Words

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "site"))
from browser import FLAGS, HELP, find

ONSETS = [*"bcdfghklmnprstvw", "br", "cr", "dr", "gr", "pl", "st", "tr", "sh", "th"]
VOWELS = ["a", "e", "i", "o", "u", "ai", "ea", "ou"]
CODAS = ["", "n", "r", "s", "t", "l", "nd", "st", "rk", "m"]
CONFIG = "site_name: B\ndocs_dir: content\ntheme: {name: material, font: false}\nplugins: [%s]\n"
OURS, MATERIALS = "digest, offline", "{digest: {search: false}}, search, offline"


def vocabulary(size: int = 50_000) -> corpus.Vocabulary:
    """Words whose use falls with their rank, the commonest the shortest, and some thousand names."""
    chance = random.Random(1)
    words: dict[str, None] = {}
    while len(words) < size:
        length = 1 if len(words) < 60 else chance.choice((1, 2, 2, 3, 3, 4))
        parts = (chance.choice(ONSETS) + chance.choice(VOWELS) + chance.choice(CODAS) for _ in range(length))
        words["".join(parts)] = None
    names = [word.capitalize() for word in list(words)[2000:4300]]
    return corpus.Vocabulary(
        words=tuple(words),
        cumulative=list(accumulate(1 / (rank + 2.7) for rank in range(size))),
        given=names[:300],
        family=names[300:],
    )


def entries(count: int) -> Iterator[Entry]:
    """The stories of the corpus in such words, each with three figures."""
    used = vocabulary()
    for number in range(count):
        chance = random.Random(-number)
        figures = tuple(
            KeyFigure(
                surface=f"{chance.randint(2, 900)} million",
                value=Decimal(1),
                label=used.text(chance, 8),
                paragraph=at,
            )
            for at in (2, 4, 6)
        )
        yield replace(corpus.entry(number, used), key_figures=figures)


def index(stories: list[Story]) -> tuple[float, list[tuple[str, str]]]:
    """The files of our index, and the seconds of a processor that they took."""
    site = pages.Site(
        name="B",
        catalog=Catalog.of(stories),
        options=Options(),
        words=Words.of("en"),
        directories=False,
        environment=environment([templates_folder()]),
    )
    texts = {
        story.src_uri: search.Text(paragraphs=tuple(story.entry.body.split("\n\n"))) for story in stories
    }
    _ = site.catalog.people  # the pages need them anyway
    start = time.process_time()
    files = search.build(site, texts)
    return time.process_time() - start, files


def documents(stories: list[Story]) -> str:
    """Material's index of the same stories: their pages, and each speaker's quotations by story."""
    docs = []
    for story in stories:
        place = f"{story.src_uri.removesuffix('.md')}.html"
        docs.append({"location": place, "title": story.entry.title, "text": f"<p>{story.entry.body}</p>"})
        for speaker in story.entry.speakers:
            said = " ".join(quotation.content for quotation in speaker.quotations)
            place = f"speakers/{speaker.slug}.html#{story.entry.timestamp}"
            docs.append({"location": place, "title": story.entry.title, "text": f"<p>{said}</p>"})
    boosts = {"title": {"boost": 1e3}, "text": {"boost": 1.0}, "tags": {"boost": 1e6}}
    config = {"lang": ["en"], "separator": r"[\s\-]+", "pipeline": ["stopWordFilter"], "fields": boosts}
    return json.dumps({"config": config, "docs": docs}, separators=(",", ":"))


def one_page(folder: Path, plugins: str) -> Path:
    """The site of one story, with the search box to be measured; returns its folder."""
    shutil.rmtree(folder, ignore_errors=True)
    corpus.write(1, folder / "content/articles", folder / "plain")
    (folder / "mkdocs.yml").write_text(CONFIG % plugins, encoding="utf-8")
    config = load_config(str(folder / "mkdocs.yml"))
    config.plugins["material/offline"].config["enabled"] = True
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    return folder / "site"


class Served(SimpleHTTPRequestHandler):
    """Counts the bytes that are sent for the search, which are not compressed."""

    sent = 0

    def copyfile(self, source, outputfile):
        data = source.read()
        Served.sent += len(data) if "/search" in self.path else 0  # scripts and style, too
        outputfile.write(data)

    def log_message(self, *_):
        pass


@contextmanager
def served(site: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Served, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def answer(browser: Browser, address: str, typed: str, link: str) -> tuple[float, int]:
    """Seconds from the first key to the result, on a page just opened, and the bytes fetched by then."""
    context = browser.new_context()
    page = context.new_page()
    Served.sent = 0
    page.goto(f"{address}/index.html")
    page.wait_for_load_state("networkidle")
    start = time.perf_counter()
    page.locator(".md-search__input").press_sequentially(typed)
    page.locator(link).first.wait_for(timeout=600_000)
    took = time.perf_counter() - start, Served.sent
    context.close()
    return took


def measure(name: str, site: Path, queries: dict[str, tuple[str, str]]) -> None:
    """Print how the search of one site answers."""
    with sync_playwright() as playwright, served(site) as http:
        chromium = playwright.chromium.launch(executable_path=find() or sys.exit(HELP), args=FLAGS)
        for way, address in (("http", http), ("file", site.as_uri())):
            for what, (typed, link) in queries.items():
                seconds, size = answer(chromium, address, typed, link)
                fetched = f", {size / 1000:.0f} kB fetched" if way == "http" else ""
                print(f"{name}, {way}, {what}: {seconds:.2f} s{fetched}")
        chromium.close()


def main() -> None:
    """Print sizes and times."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    stories = [Story(f"articles/{number}.md", entry) for number, entry in enumerate(entries(count))]
    middle = stories[count // 2].entry
    speaker = middle.speakers[0]
    words = " ".join(speaker.quotations[0].content.split()[3:9])
    rare = max(middle.title.split()[2:], key=len)
    with tempfile.TemporaryDirectory() as folder:
        site = one_page(Path(folder, "digest"), OURS)
        shutil.rmtree(site / "search")
        seconds, files = index(stories)
        for path, content in files:
            (site / path).parent.mkdir(parents=True, exist_ok=True)
            (site / path).write_text(content, encoding="utf-8")
        size = sum(len(content.encode()) for _, content in files) / 1e6
        print(
            f"{count} articles: {len(files)} files, {size:.1f} MB, made in {seconds:.1f} s of one processor"
        )
        queries = {
            "a name": (speaker.name, f'.dg-found a[href$="speakers/{speaker.slug}.html"]'),
            "a phrase": (words, f'.dg-found a[href*="articles/{count // 2}.html#"]'),
            "a word": (rare, '.dg-found a[href*="articles/"]'),
        }
        measure("digest", site, queries)
        if "--material" in sys.argv:
            site = one_page(Path(folder, "material"), MATERIALS)
            text = documents(stories)
            (site / "search/search_index.json").write_text(text, encoding="utf-8")
            (site / "search/search_index.js").write_text(f"var __index = {text}", encoding="utf-8")
            print(f"Material's index: {len(text.encode()) / 1e6:.1f} MB")
            found = ".md-search-result__link"
            measure("Material", site, {what: (typed, found) for what, (typed, _) in queries.items()})


if __name__ == "__main__":
    main()

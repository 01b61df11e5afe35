"""The search box over http below a path of its own, and from a folder, in a real browser."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Browser, Locator, Page, Route, expect
from projects import make_project
from visit import Visit

from digest.site import search

HOSTILE = "<img src=x onerror=alert(1)>"
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "preload": False,
}
Opened = Callable[..., Visit]


def entry(title: str, *paragraphs: str, language: str = "en", day: str = "2026-03-03", more: str = "") -> str:
    body = "\n\n".join(paragraphs)
    return (
        f"---\ntitle: '{title}'\nsource: {{name: The Tarn Post}}\ntimestamp: {day}\nlanguage: {language}\n"
        f"{more}---\n\n{body}\n"
    )


def says(name: str, slug: str, words: str, *, paragraph: int = 1, role: str = "resident") -> str:
    return (
        f"  - name: {name}\n    slug: {slug}\n    role: {role}\n    quotations:\n"
        f"      - {{content: '{words}', kind: direct, paragraph: {paragraph}}}\n"
    )


ENTRIES = {
    "bridge": entry(
        "Mill Lane bridge to open in May",
        "The new bridge at Mill Lane will open to traffic in May.",
        '"We have waited long enough for this bridge," said Orla Brandt. It cost £4.2 million.',
        "The contract was signed by a former mayor, and 1,500 lamps were bought.",
        more="speakers:\n"
        + says("Orla Brandt", "orla-brandt", "We have waited long enough for this bridge", paragraph=2)
        + "key_figures:\n"
        + "  - {surface: £4.2 million, value: 4200000, label: It cost £4.2 million, paragraph: 2}\n",
    ),
    "weir": entry(
        "A weir for the herons",
        '"The herons came back on the first day," said Theo Lund.',
        '"Theories are cheap," said Łukasz Żak. The weir is policed by the Theodora Trust.',
        day="2026-03-02",
        more="speakers:\n"
        + says("Theo Lund", "theo-lund", "The herons came back on the first day")
        + says("Łukasz Żak", "lukasz-zak", "Theories are cheap", paragraph=2),
    ),
    "hromada": entry(
        "Громада відкриває новий міст",
        "«Ми чекали на цей міст десять років», – сказала Олена Гайова, голова громади.",
        language="uk",
        day="2026-03-01",
        more="speakers:\n"
        + says("Олена Гайова", "olena-haiova", "Ми чекали на цей міст десять років", role="голова громади"),
    ),
    "hostile": entry(
        HOSTILE,
        "An otter spoke.",
        day="2026-02-01",
        more="speakers:\n"
        + says(f"'Otter {HOSTILE}'", "otter", "Nobody expects an otter").replace(
            "kind:", "via: A$$AP Rill, kind:"
        ),
    ),
    **{
        f"harbour-{number}": entry(
            f"Harbour news {number}", "The harbour is quiet.", day=f"2025-01-{number + 1:02}"
        )
        for number in range(18)
    },
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Invented articles in three languages, a taught speaker, and a page of the editor's own."""
    folder = make_project(tmp_path_factory.mktemp("search") / "d")
    for name, text in ENTRIES.items():
        (folder / f"content/articles/{name}.md").write_text(text, encoding="utf-8")
    (folder / "content/speakers").mkdir()
    taught = "---\nname: Orla Brandt\naliases: [the Iron Lady of Tarn]\n---\nBorn by the *old* quay.\n"
    (folder / "content/speakers/orla-brandt.md").write_text(taught, encoding="utf-8")
    about = "# About us\n\nWe read papers.\n\n## Imprint\n\nPrinted in Vendmark.\n"
    (folder / "content/about.md").write_text(about, encoding="utf-8")
    config = (folder / "mkdocs.yml").read_text("utf-8").replace("  - search\n", "")
    palette = "  palette:\n    - {media: '(prefers-color-scheme: light)', scheme: default}\n"
    palette += "    - {media: '(prefers-color-scheme: dark)', scheme: slate}\n"
    config = config.replace("  font: false\n", f"  font: false\n{palette}")
    (folder / "mkdocs.yml").write_text(f"site_url: https://example.org/news/\n{config}", encoding="utf-8")
    return folder


def built(project: Path, site: Path, *, offline: bool) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DIGEST_OFFLINE", str(offline).lower())
        config = load_config(str(project / "mkdocs.yml"), site_dir=str(site))
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
    return site


class Served(SimpleHTTPRequestHandler):
    """Answers as GitHub Pages does: what is not there is the site's own 404 page."""

    def send_error(self, code: int, *_: object) -> None:
        page = (Path(self.directory) / "news/404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def http(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the digest below a path, as a project's pages on GitHub are."""
    root = tmp_path_factory.mktemp("http")
    built(project, root / "news", offline=False)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Served, directory=str(root)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/news"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def folder(project: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the digest in a folder."""
    return built(project, tmp_path_factory.mktemp("folder") / "site", offline=True).as_uri()


@pytest.fixture(params=["http", "folder"])
def base(request: pytest.FixtureRequest) -> str:
    return str(request.getfixturevalue(request.param))


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opened]:
    """Opens a page; the test fails if it asked another host or complained."""
    seen: list[tuple[Visit, str]] = []

    def open_page(address: str, **options: object) -> Visit:
        context = browser.new_context(**({"viewport": {"width": 1280, "height": 900}} | options))
        visit = Visit(context.new_page())
        visit.page.on("request", lambda request: visit.requests.append(request.url))
        visit.page.on("console", lambda line: line.type == "error" and visit.complaints.append(line.text))
        visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
        visit.page.goto(address)
        seen.append((visit, address))
        return visit

    yield open_page
    for visit, address in seen:
        visit.page.context.close()
        host = re.match(r"file:|https?://[^/]+", address)
        assert host is not None
        assert [url for url in visit.requests if not url.startswith((host[0], "data:"))] == []
        assert visit.complaints == []


def sought(page: Page, words: str) -> Locator:
    """The hits for what is typed into the box."""
    page.locator(".md-search__input").press_sequentially(words)
    expect(page.locator(".dg-found[aria-busy=true]")).to_have_count(0)  # all that is typed is answered
    hits = page.locator(".dg-found a")
    expect(hits.first).to_be_visible()
    return hits


def home(base: str) -> str:
    return f"{base}/index.html"


def hits_of(page: Page, group: str) -> Locator:
    return page.locator(f".dg-found ul[aria-labelledby=dg-found-{group}] a")


def first_group(page: Page) -> Locator:
    return page.locator(".dg-found ul").first


@pytest.mark.parametrize("alias", ["the Iron Lady of Tarn", "iron lady", "Brandt", "orla brandt"])
def test_a_person_comes_first_by_any_name_that_was_printed_or_taught(
    base: str, opened: Opened, alias: str
) -> None:
    page = opened(home(base)).page
    first = sought(page, alias).first
    expect(first).to_have_attribute("href", re.compile(r"speakers/orla-brandt(\.html|/)$"))
    expect(first_group(page)).to_have_attribute("aria-labelledby", "dg-found-person")


def test_a_quotation_names_its_speaker_and_leads_to_its_very_words(base: str, opened: Opened) -> None:
    page = opened(home(base)).page
    sought(page, "waited long enough")
    said = hits_of(page, "quotation").first
    expect(said.locator(".dg-found__title")).to_have_text("Orla Brandt")
    expect(said).to_contain_text("“We have waited long enough for this bridge”")
    expect(said).to_contain_text("The Tarn Post · 3 Mar 2026")
    expect(said.locator("mark")).to_have_text("waited long enough")
    said.click()
    expect(page).to_have_url(re.compile(r"articles/bridge(\.html|/)#orla-brandt-1$"))
    expect(page.locator(":target")).to_be_in_viewport()
    expect(page.locator(":target")).to_contain_text("waited long enough")


def test_a_name_with_signs_of_money_in_it_is_shown_as_it_is(folder: str, opened: Opened) -> None:
    page = opened(home(folder)).page
    sought(page, "nobody expects")
    expect(hits_of(page, "quotation").first).to_contain_text("through A$$AP Rill")


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("громаду", "Громада відкриває новий міст"),  # another case
        ("громад", "Громада відкриває новий міст"),  # not whole yet
        ("lukasz zak", "Łukasz Żak"),
        ("theory", "Łukasz Żak"),  # Theories
        ("policing", "A weir for the herons"),  # policed
        ("heron", "A weir for the herons"),
        ("1500 lamps", "Mill Lane bridge to open in May"),
    ],
)
def test_words_are_found_in_other_forms_and_without_their_marks(
    folder: str, opened: Opened, typed: str, title: str
) -> None:
    page = opened(home(folder)).page
    sought(page, typed)
    expect(page.locator(".dg-found__title", has_text=title).first).to_be_visible()


def test_an_exact_word_comes_before_a_name_that_only_begins_with_it(base: str, opened: Opened) -> None:
    page = opened(home(base)).page
    sought(page, "the")
    expect(hits_of(page, "person").filter(has_text="Theo Lund")).to_have_count(1)
    expect(first_group(page)).not_to_have_attribute("aria-labelledby", "dg-found-person")
    page.locator(".md-search__input").press_sequentially("o")
    expect(hits_of(page, "person").first).to_contain_text("Theo Lund")
    expect(first_group(page)).to_have_attribute("aria-labelledby", "dg-found-person")


def test_people_are_found_while_a_name_is_typed(folder: str, opened: Opened) -> None:
    page = opened(home(folder)).page
    expect(sought(page, "br").first).to_contain_text("Orla Brandt")
    expect(hits_of(page, "person")).to_have_count(1)


def test_a_paragraph_leads_to_itself(base: str, opened: Opened) -> None:
    page = opened(home(base)).page
    sought(page, "former mayor")
    hits_of(page, "story").first.click()
    expect(page).to_have_url(re.compile(r"articles/bridge(\.html|/)#p3$"))


@pytest.mark.parametrize("typed", ["£4.2 million", "4.2", "cost million"])
def test_a_figure_is_found_as_printed_and_by_its_label(folder: str, opened: Opened, typed: str) -> None:
    page = opened(home(folder)).page
    sought(page, typed)
    expect(hits_of(page, "figure").first).to_have_attribute("href", re.compile("#figure-1$"))


def test_a_source_and_the_editors_pages_are_found(base: str, opened: Opened) -> None:
    page = opened(home(base)).page
    sought(page, "Tarn Post")
    expect(hits_of(page, "source")).to_have_attribute("href", re.compile(r"sources/the-tarn-post(\.html|/)$"))
    page.locator(".md-search__input").fill("vendmark")
    expect(hits_of(page, "page")).to_have_attribute("href", re.compile(r"about(\.html|/)#imprint$"))
    page.locator(".md-search__input").fill("old quay")
    expect(hits_of(page, "page")).to_have_attribute("href", re.compile(r"speakers/orla-brandt(\.html|/)$"))


def test_a_phrase_in_quotation_marks_is_found_word_for_word(folder: str, opened: Opened) -> None:
    page = opened(home(folder)).page
    sought(page, "bridge open")
    expect(hits_of(page, "story")).to_have_count(1)
    page.locator(".md-search__input").fill('"bridge open"')
    expect(page.locator("[role=status]").first).to_have_text("Nothing found")
    page.locator(".md-search__input").fill('"bridge to open"')
    expect(hits_of(page, "story")).to_have_count(1)


def test_without_a_hit_for_all_words_those_with_most_of_them_are_shown(folder: str, opened: Opened) -> None:
    page = opened(home(folder)).page
    sought(page, "waited bridge zeppelin")
    expect(page.locator("[role=status]").first).to_have_text(
        "Nothing holds all of these words; this holds some of them."
    )
    expect(hits_of(page, "quotation")).to_have_count(1)
    page.locator(".md-search__input").fill("zeppelin")
    expect(page.locator("[role=status]").first).to_have_text("Nothing found")
    expect(page.locator(".dg-found a")).to_have_count(0)


def test_more_hits_are_shown_when_asked_for(folder: str, opened: Opened) -> None:
    page = opened(home(folder)).page
    page.locator(".md-search__input").fill("harbour news")
    expect(page.locator("[role=status]").first).to_have_text("Found: 18")
    expect(hits_of(page, "story")).to_have_count(5)
    more = page.locator(".dg-found__more")
    more.click()
    expect(hits_of(page, "story")).to_have_count(15)
    expect(hits_of(page, "story").nth(5)).to_be_focused()
    more.click()
    expect(hits_of(page, "story")).to_have_count(18)
    expect(more).to_have_count(0)


@pytest.mark.parametrize("key", ["/", "f", "s"])
def test_all_of_it_works_by_keyboard(folder: str, opened: Opened, key: str) -> None:
    page = opened(home(folder)).page
    field = page.locator(".md-search__input")
    page.keyboard.press(key)
    expect(field).to_be_focused()
    page.keyboard.type("brandt")
    hits = page.locator(".dg-found a")
    expect(hits.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(hits.first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(hits.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(field).to_be_focused()
    page.keyboard.press("Escape")
    expect(field).not_to_be_focused()
    expect(hits.first).to_be_hidden()
    page.keyboard.press(key)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("speakers/orla-brandt.html$"))


def test_the_box_is_emptied_and_left_by_keyboard(folder: str, opened: Opened) -> None:
    page = opened(home(folder)).page
    sought(page, "brandt")
    page.locator(".md-search button[type=reset]").click()
    expect(page.locator(".md-search__input")).to_have_value("")
    expect(page.locator("[role=status]").first).to_have_text("Find people, quotations, stories and figures")
    sought(page, "brandt")
    for _ in range(page.locator(".dg-found :is(a, button)").count() + 1):
        page.keyboard.press("Tab")
    expect(page.locator(".dg-found a").first).to_be_hidden()


def test_keys_with_another_meaning_are_left_alone(folder: str, opened: Opened) -> None:
    page = opened(home(folder)).page
    page.keyboard.press("Control+f")
    expect(page.locator(".md-search__input")).not_to_be_focused()


def test_a_link_may_hold_what_is_sought(base: str, opened: Opened) -> None:
    page = opened(f"{home(base)}?q=iron%20lady").page
    expect(page.locator(".md-search__input")).to_have_value("iron lady")
    expect(page.locator(".dg-found a").first).to_contain_text("Orla Brandt")


def test_the_words_that_led_to_a_page_are_marked_on_it(base: str, opened: Opened) -> None:
    page = opened(home(base)).page
    sought(page, "former mayor")
    hits_of(page, "story").first.click()
    page.wait_for_function("() => CSS.highlights.get('dg-sought')?.size === 1")
    page.reload()
    assert page.evaluate("CSS.highlights.has('dg-sought')") is False


def test_a_hit_on_the_same_page_closes_the_box_and_is_marked(folder: str, opened: Opened) -> None:
    page = opened(f"{folder}/articles/bridge.html").page
    sought(page, "former mayor")
    hits_of(page, "story").first.click()
    expect(page).to_have_url(re.compile("bridge.html#p3$"))
    expect(page.locator(".dg-found")).to_be_hidden()
    page.wait_for_function("() => CSS.highlights.get('dg-sought')?.size === 1")


def test_enter_follows_what_is_typed_and_not_what_was_shown_before(folder: str, opened: Opened) -> None:
    page = opened(home(folder)).page
    sought(page, "brandt")
    page.locator(".md-search__input").fill("theo lund")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("speakers/theo-lund.html$"))


def test_a_browser_that_keeps_nothing_still_searches(folder: str, opened: Opened) -> None:
    page = opened(home(folder)).page
    refuse = "() => Object.defineProperty(window, 'sessionStorage', {get() { throw new Error('no') }})"
    page.evaluate(refuse)
    sought(page, "brandt").first.click()
    expect(page).to_have_url(re.compile("speakers/orla-brandt.html$"))


def test_a_page_that_is_not_there_has_a_search_that_works(http: str, opened: Opened) -> None:
    visit = opened(f"{http}/no/such/page/")
    expect(visit.page.locator("h1")).to_have_text("Page not found")
    sought(visit.page, "waited long").first.click()
    expect(visit.page).to_have_url(re.compile("/news/articles/bridge/#orla-brandt-1$"))
    visit.complaints = [text for text in visit.complaints if "404" not in text]


def test_words_that_look_like_markup_are_shown_as_words(folder: str, opened: Opened) -> None:
    page = opened(home(folder)).page
    sought(page, "otter")
    expect(page.locator(".dg-found a", has_text=HOSTILE).first).to_be_visible()
    assert page.locator(".md-search img").count() == 0


def test_an_index_that_cannot_be_loaded_is_told(http: str, opened: Opened) -> None:
    visit = opened(home(http))
    visit.page.route("**/search/**", lambda route: route.abort())
    visit.page.locator(".md-search__input").press_sequentially("brandt")
    expect(visit.page.locator("[role=status]").first).to_contain_text("could not be loaded")
    visit.page.unroute("**/search/**")
    visit.page.locator(".md-search__input").press_sequentially(" ")
    expect(visit.page.locator(".dg-found a").first).to_be_visible()
    visit.complaints = [text for text in visit.complaints if "ERR_FAILED" not in text]


def test_an_old_head_in_a_browsers_cache_is_asked_for_anew(http: str, opened: Opened) -> None:
    visit = opened(home(http))

    def old(route: Route) -> None:
        text = route.fetch().text()
        route.fulfill(
            body=re.sub(r'"version":"\w+"', '"version":"older"', text), content_type="text/javascript"
        )

    visit.page.route(re.compile(r"/search/head\.js$"), old)
    expect(sought(visit.page, "brandt").first).to_contain_text("Orla Brandt")
    visit.complaints = [text for text in visit.complaints if "404" not in text and "MIME" not in text]


def test_a_phone_has_the_search_behind_its_button(folder: str, opened: Opened) -> None:
    page = opened(home(folder), viewport={"width": 390, "height": 800}).page
    expect(page.locator(".md-search__input")).to_be_hidden()
    page.locator("label.md-header__button[for=__search]").click()
    expect(page.locator(".md-search__input")).to_be_focused()
    sought(page, "brandt")
    page.wait_for_function("document.documentElement.scrollWidth <= 390")  # once it has moved in
    page.locator("label.md-search__icon[for=__search]").click()
    expect(page.locator(".dg-found a").first).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_open_search(folder: str, opened: Opened, scheme: str) -> None:
    page = opened(home(folder), color_scheme=scheme, reduced_motion="reduce").page
    sought(page, "the")
    page.wait_for_function("() => document.getAnimations().every(({playState}) => playState === 'finished')")
    found = Axe().run(page, context=".md-search", options=RULES).response["violations"]
    assert [(violation["id"], violation["nodes"][0]["html"]) for violation in found] == []


def test_nothing_is_loaded_before_somebody_searches(http: str, opened: Opened) -> None:
    visit = opened(home(http))
    visit.page.wait_for_load_state("networkidle")
    assert [url for url in visit.requests if "/news/search/" in url] == []


def test_without_javascript_there_is_no_box_that_does_nothing(folder: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(home(folder))
    expect(page.locator(".md-search__input")).to_be_hidden()
    context.close()


TEXTS = [
    "Łukasz O’Brien’s F-16: €4,2 of 1,500 and 1 500 000",
    "П’ять ґав: Київ, їжак, ёлка; й́ – йод",
    "北京 ごはん ภาษาไทย 한국",
    "ΣΊΣΥΦΟΣ Straße Æsir İstanbul ½ ™ № dogs' it's 3.14.15 16th 4.2bn 2025 300",
    "a_b—c…d\u00a0e\u200bf  ‘quoted’ “words” l'eau",
    "हिन्दी العربية עִבְרִית",
]


def test_the_box_and_the_index_take_a_text_apart_alike(folder: str, opened: Opened) -> None:
    page = opened(home(folder)).page
    script = "async texts => { await digestSearch.open(); return texts.map(digestSearch.terms); }"
    assert page.evaluate(script, TEXTS) == [search.terms(text) for text in TEXTS]

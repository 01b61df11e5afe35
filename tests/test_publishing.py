"""A site as search engines and other sites see it, and kinds of pages that an editor can do without."""

from __future__ import annotations

import json
import re
import struct
import sys
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

import pytest
from mkdocs.exceptions import Abort
from projects import build, entry_text, files_of, make_project, page

ARTICLE = "articles/2026-03-03-bridge"
BASE = "https://example.org/tarn/"
CARDS = "plugins:\n  - digest:\n      cards: true"
FIGURE = (
    "key_figures:\n  - {surface: in May, value: 5, unit: months, label: will open in May, paragraph: 1}\n"
    "tags: [bridges]\nsection: Town\nupdated: 2026-03-05\n"
)


def make(folder: Path, *, yml: str = "", plugin: str = "", **entries: str) -> Path:
    """A digest with an entry (or those given) and more lines in its `mkdocs.yml`."""
    project = make_project(folder)
    config = project / "mkdocs.yml"
    text = config.read_text("utf-8")
    text = text.replace("  font: false\n", "  font: false\n  features: [navigation.tabs]\n")
    if plugin:
        text = text.replace("  - digest\n", f"  - digest:\n      {plugin}\n")
    config.write_text(text + yml, encoding="utf-8")
    for name, entry in (entries or {"2026-03-03-bridge": entry_text(more=FIGURE)}).items():
        (project / "content/articles" / f"{name}.md").write_text(entry, encoding="utf-8")
    return project


def tags(text: str) -> dict[str, list[str]]:
    """The tags of a page's head that say what it is, by name."""
    found: dict[str, list[str]] = {}
    for name, content in re.findall(r'<meta (?:property|name)="([\w:]+)" content="([^"]*)">', text):
        found.setdefault(name, []).append(unescape(content))
    return found


def canonical(text: str) -> list[str]:
    return re.findall(r'<link rel="canonical" href="([^"]*)">', text)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a digest with an address, and with cards."""
    project = make(tmp_path_factory.mktemp("p") / "d", yml=f"site_url: {BASE}\n", plugin="cards: true")
    return build(project)


# Open Graph


def test_an_article_says_where_its_link_is_shared_what_it_is(published: Path) -> None:
    said = tags(page(published, ARTICLE))
    assert said["og:type"] == ["article"]
    assert said["og:title"] == ["Mill Lane bridge to open in May"]
    assert said["og:site_name"] == ["Test digest"]
    assert said["og:description"] == ["The new bridge at Mill Lane will open in May."]
    assert said["og:url"] == [f"{BASE}{ARTICLE}/"]
    assert said["article:published_time"] == ["2026-03-03T10:15:00"]
    assert said["article:modified_time"] == ["2026-03-05"]
    assert said["article:section"] == ["Town"]
    assert said["article:tag"] == ["bridges"]
    assert said["twitter:card"] == ["summary_large_image"]


@pytest.mark.parametrize(
    ("address", "kind", "title"),
    [
        ("", "website", "Test digest"),
        ("speakers", "website", "Speakers"),
        ("speakers/orla-brandt", "profile", "Orla Brandt"),
        ("sources/the-tarn-post", "website", "The Tarn Post"),
        ("archive/2026-03", "website", "March 2026"),
        ("key-figures", "website", "Key figures"),
    ],
)
def test_each_kind_of_page_has_a_title_an_address_and_a_picture(
    published: Path, address: str, kind: str, title: str
) -> None:
    said = tags(page(published, address))
    assert said["og:type"] == [kind]
    assert said["og:title"] == [title]
    assert said["og:url"] == [f"{BASE}{address}/".replace("tarn//", "tarn/")]
    picture = published / said["og:image"][0].removeprefix(BASE)
    width, height = struct.unpack(">II", picture.read_bytes()[16:24])
    assert [str(width), str(height)] == said["og:image:width"] + said["og:image:height"] == ["1200", "630"]


@pytest.mark.parametrize(
    ("address", "above"),
    [
        (ARTICLE, ["Test digest", "Archive", "2026", "March 2026", "Mill Lane bridge to open in May"]),
        ("speakers/orla-brandt", ["Test digest", "Speakers", "Orla Brandt"]),
        ("sources/the-tarn-post", ["Test digest", "Sources", "The Tarn Post"]),
        ("archive/2026-03", ["Test digest", "Archive", "2026", "March 2026"]),
        ("archive/2026", ["Test digest", "Archive", "2026"]),
        ("key-figures", ["Test digest", "Key figures"]),
    ],
)
def test_a_page_says_where_in_the_site_it_stands(published: Path, address: str, above: list[str]) -> None:
    scripts = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', page(published, address), re.S
    )
    [trail] = [thing for thing in map(json.loads, scripts) if thing["@type"] == "BreadcrumbList"]
    assert [item["name"] for item in trail["itemListElement"]] == above
    assert trail["itemListElement"][-1]["item"] == f"{BASE}{address}/"


def test_a_page_of_the_editors_has_its_title_and_address(tmp_path: Path) -> None:
    project = make(tmp_path / "d", yml=f"site_url: {BASE}\n")
    (project / "content/about.md").write_text("# About <em>us</em> & you\n", encoding="utf-8")
    said = tags(page(build(project), "about"))
    assert said["og:title"] == ["About us & you"]
    assert said["og:url"] == [f"{BASE}about/"]


def test_hostile_words_stay_words_in_the_head(tmp_path: Path) -> None:
    title = '"><script>alert(1)</script>'
    project = make(tmp_path / "d", yml=f"site_url: {BASE}\n", a=entry_text(title=f"'{title}'"))
    text = page(build(project), "articles/a")
    assert tags(text)["og:title"] == [title]
    assert "<script>alert" not in text


# Cards


def test_a_card_is_drawn_once_and_one_that_nobody_needs_goes(tmp_path: Path) -> None:
    project = make(tmp_path / "d", yml=f"site_url: {BASE}\n", plugin="cards: true")
    site = build(project)
    before = {path: path.stat().st_mtime_ns for path in (project / ".cache/digest/cards").iterdir()}
    assert len(before) == len(list((site / "cards").rglob("*.png"))) > 0
    build(project)
    assert {path: path.stat().st_mtime_ns for path in before} == before
    entry = project / f"content/{ARTICLE}.md"
    entry.write_text(entry_text(title="Another title", more=FIGURE), encoding="utf-8")
    build(project)
    after = set((project / ".cache/digest/cards").iterdir())
    assert len(after) == len(before)
    assert len(after - before.keys()) == 1


def test_a_page_whose_letters_the_font_lacks_has_no_card(tmp_path: Path) -> None:
    project = make(
        tmp_path / "d", yml=f"site_url: {BASE}\n", plugin="cards: true", a=entry_text(title="橋が開く")
    )
    site = build(project)
    said = tags(page(site, "articles/a"))
    assert said["twitter:card"] == ["summary"]
    assert "og:image" not in said
    assert not (site / "cards/articles/a.png").exists()
    assert (site / "cards/speakers/orla-brandt.png").exists()


@pytest.mark.parametrize(
    ("command", "yml", "plugin"),
    [
        ("serve", f"site_url: {BASE}\n", "cards: true"),
        ("build", "", "cards: true"),
        ("build", f"site_url: {BASE}\n", "cards: false"),
    ],
    ids=["while serving", "without an address", "when not asked for"],
)
def test_no_card_is_drawn(tmp_path: Path, command: str, yml: str, plugin: str) -> None:
    project = make(tmp_path / "d", yml=yml, plugin=plugin)
    site = build(project, command=command)
    assert not (project / ".cache/digest/cards").exists()
    assert not (site / "cards").exists()
    assert "og:image" not in tags(page(site, ARTICLE))


def test_cards_without_their_packages_are_an_error_that_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(sys.modules, "PIL", None)
    project = make(tmp_path / "d", yml=f"site_url: {BASE}\n", plugin="cards: true")
    with pytest.raises(Abort):
        build(project)
    assert "pip install 'mkdocs-digest[cards]'" in caplog.text


def test_a_card_font_that_is_none_is_an_error(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    project = make(
        tmp_path / "d", yml=f"site_url: {BASE}\n", plugin="cards: true\n      card_font: mkdocs.yml"
    )
    with pytest.raises(Abort):
        build(project)
    assert "mkdocs.yml: card_font: mkdocs.yml is no font" in caplog.text


# Sitemap, robots, canonical links


def sitemap(site: Path) -> dict[str, str]:
    """The pages of the sitemap, each with its day."""
    root = ElementTree.parse(site / "sitemap.xml").getroot()
    spaces = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    return {
        url.findtext("s:loc", "", spaces): url.findtext("s:lastmod", "", spaces)
        for url in root.findall("s:url", spaces)
    }


def test_the_sitemap_holds_every_page_with_the_day_of_its_news(tmp_path: Path) -> None:
    old = entry_text(title="Old", name="Piet Hask", slug="piet-hask", timestamp="2025-12-30")
    draft = entry_text(title="Draft", more="draft: true\n")
    project = make(
        tmp_path / "d",
        yml=f"site_url: {BASE}\n",
        **{"2026-03-03-bridge": entry_text(more=FIGURE), "2025-12-30-old": old, "draft": draft},
    )
    found = sitemap(build(project))
    assert {url.removeprefix(BASE): day for url, day in found.items()} == {
        "": "2026-03-05",
        "archive/": "2026-03-05",
        "archive/2025/": "2025-12-30",
        "archive/2025-12/": "2025-12-30",
        "archive/2026/": "2026-03-05",
        "archive/2026-03/": "2026-03-05",
        f"{ARTICLE}/": "2026-03-05",
        "articles/2025-12-30-old/": "2025-12-30",
        "key-figures/": "2026-03-05",
        "sources/": "2026-03-05",
        "sources/the-tarn-post/": "2026-03-05",
        "speakers/": "2026-03-05",
        "speakers/orla-brandt/": "2026-03-05",
        "speakers/piet-hask/": "2025-12-30",
        "tags/": "2026-03-05",
        "tags/bridges/": "2026-03-05",
    }


def test_a_former_address_is_not_in_the_sitemap(tmp_path: Path) -> None:
    moved = entry_text(more="redirect_from: [articles/old-name]\n")
    site = build(make(tmp_path / "d", yml=f"site_url: {BASE}\n", new=moved))
    assert (site / "articles/old-name/index.html").is_file()
    assert f"{BASE}articles/new/" in sitemap(site)
    assert f"{BASE}articles/old-name/" not in sitemap(site)


def test_a_sitemap_has_the_same_bytes_on_any_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = make(tmp_path / "d", yml=f"site_url: {BASE}\n")
    built = []
    for day in ("1000000000", "1900000000"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", day)
        site = files_of(build(project))
        built.append((site["sitemap.xml"], site["sitemap.xml.gz"]))
    assert built[0] == built[1]


def test_a_digest_of_old_papers_builds(tmp_path: Path) -> None:
    project = make(
        tmp_path / "d", yml=f"site_url: {BASE}\n", old=entry_text(timestamp="1912-04-16", title="Old")
    )
    assert f"{BASE}articles/old/" in sitemap(build(project))


def test_robots_are_told_where_the_sitemap_is(published: Path) -> None:
    assert (published / "robots.txt").read_text("utf-8").splitlines() == [
        "User-agent: *",
        "Allow: /",
        "",
        f"Sitemap: {BASE}sitemap.xml",
    ]


def test_an_editors_own_robots_txt_wins(tmp_path: Path) -> None:
    project = make(tmp_path / "d", yml=f"site_url: {BASE}\n")
    (project / "content/robots.txt").write_text("User-agent: *\nDisallow: /\n", encoding="utf-8")
    assert (build(project) / "robots.txt").read_text("utf-8") == "User-agent: *\nDisallow: /\n"


def test_every_page_names_its_own_address_once(published: Path) -> None:
    for file in published.rglob("index.html"):
        address = file.parent.relative_to(published).as_posix()
        expected = BASE if address == "." else f"{BASE}{address}/"
        assert canonical(file.read_text("utf-8")) == [expected]
    assert canonical((published / "404.html").read_text("utf-8")) == []


def test_without_an_address_there_is_no_sitemap_no_robots_txt_and_no_canonical_link(tmp_path: Path) -> None:
    site = build(make(tmp_path / "d"))
    assert [path.name for path in site.iterdir() if path.suffix in {".xml", ".gz", ".txt"}] == []
    text = page(site, ARTICLE)
    assert canonical(text) == []
    assert "og:url" not in tags(text)
    assert tags(text)["og:title"] == ["Mill Lane bridge to open in May"]


# Kinds of pages that are switched off

KINDS = {
    "home_page": ("index.html", "Front page"),
    "speaker_pages": ("speakers/", "Speakers"),
    "source_pages": ("sources/", "Sources"),
    "archive_pages": ("archive/", "Archive"),
    "key_figures_page": ("key-figures/", "Key figures"),
    "tag_pages": ("tags/", "Tags"),
}


@pytest.fixture(scope="module", params=KINDS)
def without(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """A site that one kind of page is missing from."""
    project = make(
        tmp_path_factory.mktemp("w") / "d",
        yml=f"site_url: {BASE}\n",
        plugin=f"{request.param}: false",
        **{f"2026-0{m}-03-b": entry_text(timestamp=f"2026-0{m}-03", more=FIGURE) for m in range(1, 10)},
    )
    for kind, known in (("speakers", "orla-brandt"), ("sources", "the-tarn-post")):
        (project / "content" / kind).mkdir()
        name = "Orla Brandt" if kind == "speakers" else "The Tarn Post"
        taught = f"---\nname: {name}\n---\n\nTaught words.\n"
        (project / f"content/{kind}/{known}.md").write_text(taught, encoding="utf-8")
    return request.param, build(project)


def test_a_kind_that_is_switched_off_has_no_page_no_feed_and_no_table(without: tuple[str, Path]) -> None:
    option, site = without
    place, _ = KINDS[option]
    files = set(files_of(site))
    assert not [path for path in files if path.startswith(place)]
    assert not [path for path in files if path.startswith(f"feeds/{place}")]
    tables = {"speaker_pages": "data/speakers.csv", "key_figures_page": "data/key-figures.csv"}
    assert {path for path in files if path in tables.values()} == set(tables.values()) - {tables.get(option)}
    index = "".join(file.read_text("utf-8") for file in (site / "search").rglob("*.js"))
    assert place not in index
    assert "articles/" in index
    assert not [url for url in sitemap(site) if option != "home_page" and url.startswith(BASE + place)]


def test_nothing_leads_to_a_kind_that_is_switched_off_and_its_words_stay(without: tuple[str, Path]) -> None:
    option, site = without
    place, tab = KINDS[option]
    for file in site.rglob("*.html"):
        text = file.read_text("utf-8")
        tabs = re.search(r'<ul class="md-tabs__list">.*?</ul>', text, re.S)
        assert tabs
        assert tab not in tabs[0]
        links = re.findall(r'(?:href|src)="([^"#:]+)"', text.replace(BASE, "/tarn/"))
        targets = [
            site / link.removeprefix("/tarn/") if link.startswith("/") else file.parent / link
            for link in links
        ]
        missing = [target for target in targets if not exists(target)]
        home = [site] if option == "home_page" else []  # Material's logo leads there, whatever there is
        assert [target for target in missing if target.resolve() not in home] == []
    article = (site / "articles/2026-03-03-b/index.html").read_text("utf-8")
    assert "Orla Brandt" in article
    assert "The Tarn Post" in article
    assert BASE + place not in article


def exists(path: Path) -> bool:
    return path.is_file() or (path / "index.html").is_file()


def test_an_editors_front_page_takes_the_place_of_ours(tmp_path: Path) -> None:
    project = make(tmp_path / "d", plugin="home_page: false")
    (project / "content/index.md").write_text("# Welcome\n\nMy own words.\n", encoding="utf-8")
    text = page(build(project), "")
    assert "<p>My own words.</p>" in text
    assert "Mill Lane bridge" not in text
    assert "Front page" in text


def test_a_digest_of_articles_alone_builds(tmp_path: Path) -> None:
    off = "\n      ".join(f"{option}: false" for option in KINDS)
    site = build(make(tmp_path / "d", plugin=off))
    assert [path for path in files_of(site) if path.endswith("index.html")] == [f"{ARTICLE}/index.html"]


# Templates of an editor's that are wrong


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("<p>\n{{ nobody.name }}</p>", "notes.html:2: 'nobody' is undefined"),
        ("<p>\n\n{% if %}</p>", "notes.html:3: Expected an expression"),
        ('{% include "digest/none.html" %}', "notes.html:1: there is no template digest/none.html"),
    ],
)
def test_a_template_that_is_wrong_stops_the_build_with_its_line(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, text: str, what: str
) -> None:
    project = make(tmp_path / "d")
    config = project / "mkdocs.yml"
    config.write_text(
        config.read_text("utf-8").replace("  font: false", "  font: false\n  custom_dir: my"),
        encoding="utf-8",
    )
    own = project / "my/digest/article/notes.html"
    own.parent.mkdir(parents=True)
    own.write_text(text, encoding="utf-8")
    with pytest.raises(Abort):
        build(project)
    assert f"my/digest/article/{what}" in caplog.text
    assert str(project) not in caplog.messages[-1]

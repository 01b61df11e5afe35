"""The MkDocs plugin: real builds of small digests."""

from __future__ import annotations

import json
import logging
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from projects import build, entry_text, files_of, make_project, page, seed_text

from digest.cli import main

ARTICLE = "articles/2026-03-03-bridge"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A digest with one entry and no seed."""
    folder = make_project(tmp_path / "d")
    (folder / f"content/{ARTICLE}.md").write_text(entry_text(), encoding="utf-8")
    return folder


def test_a_page_of_the_editors_own_is_not_lost_where_the_digest_has_one(
    project: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (project / "content/archive.md").write_text("# Mine\n\nOld papers.\n", encoding="utf-8")
    assert "Old papers." in page(build(project, strict=False), "archive")
    wanted = "archive.md takes the place of a page of the digest; to have both, call it archive/index.md"
    assert wanted in caplog.text
    (project / "content/archive").mkdir()
    (project / "content/archive.md").rename(project / "content/archive/index.md")
    archive = page(build(project), "archive")
    assert "Old papers." in archive
    assert "March" in archive


def test_a_build_has_every_kind_of_page(project: Path) -> None:
    site = build(project)
    for address in (
        "",
        ARTICLE,
        "speakers",
        "speakers/orla-brandt",
        "sources",
        "sources/the-tarn-post",
        "archive",
        "archive/2026-03",
        "key-figures",
    ):
        assert (site / address / "index.html").is_file(), address


def test_a_build_writes_nothing_beside_the_site(project: Path) -> None:
    (project / "seeds/new.txt").write_text(seed_text(), encoding="utf-8")
    before = files_of(project)
    build(project)
    after = {path: data for path, data in files_of(project).items() if not path.startswith("site/")}
    assert after == before


def test_two_builds_give_the_same_pages(project: Path) -> None:
    first = {p: d for p, d in files_of(build(project)).items() if p.endswith(".html")}
    second = {p: d for p, d in files_of(build(project)).items() if p.endswith(".html")}
    assert first == second


def test_a_quotation_on_a_speaker_page_leads_to_its_very_words(project: Path) -> None:
    site = build(project)
    assert f'href="../../{ARTICLE}/#orla-brandt-1"' in page(site, "speakers/orla-brandt")
    assert 'id="orla-brandt-1" data-speaker="orla-brandt" title="Orla Brandt">We have waited' in page(
        site, ARTICLE
    )


def test_front_matter_is_never_printed_on_the_page(project: Path) -> None:
    text = page(build(project), ARTICLE)
    assert "timestamp:" not in text
    assert "quotations:" not in text


def test_a_body_that_begins_like_a_setting_is_kept_whole(project: Path) -> None:
    entry = project / f"content/{ARTICLE}.md"
    entry.write_text(
        entry.read_text("utf-8").replace("The new bridge at", "Update: the new bridge at"), "utf-8"
    )
    assert "Update: the new bridge at Mill Lane" in page(build(project), ARTICLE)


def test_hostile_words_reach_no_page_as_markup(project: Path) -> None:
    hostile = "'<script>alert(1)</script><img src=x onerror=alert(2)>'"
    entry = project / "content/articles/2026-03-04-bad.md"
    entry.write_text(entry_text(title=hostile, name=hostile, slug="bad"), encoding="utf-8")
    site = build(project, strict=False)
    assert "&lt;img src=x onerror=alert(2)&gt;" in page(site)
    for path in site.rglob("*.html"):
        text = path.read_text("utf-8")
        if path.parent.name != "2026-03-04-bad":  # its body is Markdown that this test wrote itself
            assert "<img src=x" not in text, path
            assert "<script>alert" not in text, path


def test_the_editors_own_pages_and_styles_come_after_ours(project: Path) -> None:
    (project / "content/extra.css").write_text("p {}", encoding="utf-8")
    (project / "content/about.md").write_text("# About us\n\nThe team.", encoding="utf-8")
    with (project / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write("extra_css: [extra.css]\n")
    site = build(project)
    home = page(site, "")
    assert home.index("assets/digest/digest.css") < home.index("extra.css")
    assert "The team." in page(site, "about")


def with_template(project: Path, name: str, text: str) -> Path:
    own = project / "overrides/digest"
    own.mkdir(parents=True)
    (own / name).write_text(text, encoding="utf-8")
    config = project / "mkdocs.yml"
    config.write_text(
        config.read_text("utf-8").replace("font: false", "font: false\n  custom_dir: overrides"), "utf-8"
    )
    return project


def test_an_editors_custom_dir_wins_over_our_templates(project: Path) -> None:
    with_template(project, "speakers.html", "<h1>My speakers</h1>")
    assert "<h1>My speakers</h1>" in page(build(project), "speakers")


@pytest.mark.parametrize(
    ("template", "command"),
    [("home.html", "build"), ("redirect.html", "build"), ("desk.html", "serve"), ("broken.html", "serve")],
)
def test_an_own_template_that_fails_stops_a_build_with_its_file_and_line(
    project: Path, caplog: pytest.LogCaptureFixture, template: str, command: str
) -> None:
    with_template(project, template, "<p>\n{{ nonsense }}")
    entry = project / f"content/{ARTICLE}.md"
    entry.with_name("broken.md").write_text("---\ntitle: [\n---\n", encoding="utf-8")
    entry.write_text(entry_text().replace("---\n", "---\nredirect_from: [former]\n", 1), encoding="utf-8")
    with caplog.at_level(logging.ERROR), pytest.raises(Abort):
        build(project, strict=False, command=command)
    assert f"overrides/digest/{template}:2: 'nonsense' is undefined" in caplog.text


def test_an_own_template_that_fails_is_named_whoever_asks_for_its_page_first(
    project: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with_template(project, "article.html", "{{ nonsense }}")
    (project / "content/about.md").write_text(f"See [what was said]({ARTICLE}.md#p1).", encoding="utf-8")
    with caplog.at_level(logging.ERROR), pytest.raises(Abort):
        build(project)
    assert "overrides/digest/article.html:1: 'nonsense' is undefined" in caplog.text
    checked = CliRunner().invoke(main, ["check", "--project", str(project)])
    assert checked.exit_code == 1
    assert checked.output.startswith("overrides/digest/article.html:1: error: 'nonsense' is undefined")


def test_an_editors_nav_is_kept(project: Path) -> None:
    with (project / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write("nav:\n  - Front: index.md\n  - Who: speakers/index.md\n")
    home = page(build(project), "")
    assert "Who" in home
    assert "Key figures</" not in home.split("<main")[0]


def test_an_editors_home_page_text_stands_above_the_stories(project: Path) -> None:
    (project / "content/index.md").write_text("Welcome to *our* digest.", encoding="utf-8")
    home = page(build(project), "")
    assert "Welcome to <em>our</em> digest." in home
    assert "Mill Lane bridge to open in May" in home


def test_a_taught_biography_stands_above_the_quotations(project: Path) -> None:
    (project / "content/speakers").mkdir()
    text = "---\nname: Orla Brandt\nrole: Mayor since 2024\n---\nBorn *by the river*.\n"
    (project / "content/speakers/orla-brandt.md").write_text(text, encoding="utf-8")
    speaker = page(build(project), "speakers/orla-brandt")
    assert "Born <em>by the river</em>." in speaker
    assert "Mayor since 2024" in speaker
    assert "We have waited long enough" in speaker


def test_a_digest_with_no_entries_builds(tmp_path: Path) -> None:
    assert "No stories yet" in page(build(make_project(tmp_path / "d")), "")


def test_an_entry_by_nobody_builds(project: Path) -> None:
    entry = "---\ntitle: Quiet day\nsource: {name: P}\ntimestamp: 2026-03-05\n---\n\nNothing was said.\n"
    (project / "content/articles/2026-03-05-quiet.md").write_text(entry, encoding="utf-8")
    assert "Nothing was said." in page(build(project), "articles/2026-03-05-quiet")


def test_a_draft_stays_out_of_a_build_and_shows_while_serving(project: Path) -> None:
    entry = project / "content/articles/2026-03-06-draft.md"
    entry.write_text(entry_text(title="Not yet", more="draft: true\n"), encoding="utf-8")
    site = build(project)
    assert not (site / "articles/2026-03-06-draft").exists()
    assert "Not yet" not in page(site, "")
    assert "Draft" in page(build(project, command="serve"), "articles/2026-03-06-draft")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"---\ntitle: a: b\n---\n", "content/articles/bad.md:2: broken YAML"),
        (b"---\ntitle: A\nsource: {name: S}\ntimestamp: soon\n---\n", "content/articles/bad.md:4: timestamp"),
        (b"---\ntitle: \xff\n---\n", "content/articles/bad.md: not UTF-8"),
        (entry_text(words="We never said this").encode(), "content/articles/bad.md:12: “We never said this”"),
    ],
)
def test_strict_fails_on_a_broken_entry_and_names_its_line(
    project: Path, caplog: pytest.LogCaptureFixture, data: bytes, message: str
) -> None:
    (project / "content/articles/bad.md").write_bytes(data)
    with caplog.at_level(logging.WARNING), pytest.raises(Abort):
        build(project)
    assert any(message in record.getMessage() for record in caplog.records)


def test_strict_fails_on_a_link_that_leads_nowhere_and_names_its_line(
    project: Path, caplog: pytest.LogCaptureFixture
) -> None:
    about = project / "content/about.md"
    links = f"[a](/speakers/orla-brandt/) [b]({ARTICLE}.md#p2) [c](feeds/../about.md)\n"
    about.write_text(f"# About\n\n{links}", encoding="utf-8")
    build(project)
    about.write_text(f"# About\n\n{links}\n[d](/speakers/nobody/)\n", encoding="utf-8")
    with pytest.raises(Abort):
        build(project)
    assert "content/about.md:5: /speakers/nobody/ leads to nothing" in caplog.text


def test_the_rest_of_the_site_is_built_beside_a_broken_entry(project: Path) -> None:
    (project / "content/articles/bad.md").write_text("---\ntitle: a: b\n---\n", encoding="utf-8")
    site = build(project, strict=False)
    assert "Mill Lane bridge" in page(site, "")
    assert not (site / "articles/bad").exists()
    assert "This entry cannot be shown" in page(build(project, strict=False, command="serve"), "articles/bad")


@pytest.mark.parametrize("command", ["build", "serve"])
def test_an_entry_whose_name_no_address_can_hold_is_left_out(
    project: Path, command: str, caplog: pytest.LogCaptureFixture
) -> None:
    name = os.fsdecode(b"\xff.md")
    (project / "content/articles" / name).write_bytes((project / f"content/{ARTICLE}.md").read_bytes())
    site = build(project, strict=False, command=command)
    assert "Mill Lane bridge" in page(site, "")
    assert "its name is not UTF-8; rename it" in caplog.text


def test_a_broken_registry_page_is_a_warning_with_its_line(
    project: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (project / "content/speakers").mkdir()
    (project / "content/speakers/x.md").write_text("---\naliases: [a]\n---\n", encoding="utf-8")
    with caplog.at_level(logging.WARNING):
        build(project, strict=False)
    assert any("content/speakers/x.md:2: missing 'name'" in record.getMessage() for record in caplog.records)


def test_serving_converts_new_seeds_and_reports_bad_ones(
    project: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (project / "seeds/new.txt").write_text(seed_text(title="The weir at Tarn is closed for repairs"), "utf-8")
    (project / "seeds/bad.txt").write_text("", encoding="utf-8")
    with caplog.at_level(logging.INFO, "mkdocs"):
        site = build(project, strict=False, command="serve")
    assert (site / "articles/2026-03-03-the-weir-at-tarn-is-closed-for-repairs").is_dir()
    assert any("seeds/bad.txt: " in record.getMessage() for record in caplog.records)


def test_serving_merges_a_changed_seed_and_names_what_is_in_conflict(
    project: Path, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("conflict", "merged"):
        (project / f"seeds/{name}.txt").write_text(seed_text(title=f"The {name} one"), "utf-8")
    build(project, strict=False, command="serve")
    entry = project / "content/articles/2026-03-03-the-conflict-one.md"
    entry.write_text(entry.read_text("utf-8").replace("role: mayor of Tarn", "role: lord mayor"), "utf-8")
    for name in ("conflict", "merged"):
        seed = project / f"seeds/{name}.txt"
        seed.write_text(seed.read_text("utf-8").replace("the mayor of", "the deputy mayor of"), "utf-8")
    with caplog.at_level(logging.INFO, "mkdocs"):
        build(project, strict=False, command="serve")
    told = [record.getMessage() for record in caplog.records]
    merged = "seeds/merged.txt was merged into content/articles/2026-03-03-the-merged-one.md"
    assert any(merged in line for line in told)
    assert any("yours:         lord mayor" in line for line in told)


def test_offline_addresses_are_files(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIGEST_OFFLINE", "true")
    site = build(project)
    article = (site / f"{ARTICLE}.html").read_text("utf-8")
    assert 'href="../speakers/orla-brandt.html"' in article


def test_a_folder_names_the_addresses_that_its_pages_have_on_the_web(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (project / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("site_url: https://example.org/d/\n")
    (project / "content/about.md").write_text("# About\n", encoding="utf-8")
    monkeypatch.setenv("DIGEST_OFFLINE", "true")
    site = build(project)
    for address in ("speakers/orla-brandt", "speakers/index", "about", ARTICLE):
        there = f"https://example.org/d/{address.removesuffix('index').rstrip('/')}/"
        text = (site / f"{address}.html").read_text("utf-8")
        assert f'<link rel="canonical" href="{there}">' in text
    assert f'"url":"https://example.org/d/{ARTICLE}/' in text
    assert ".html</loc>" not in (site / "sitemap.xml").read_text("utf-8")


def test_a_page_lights_the_tab_of_the_list_that_it_belongs_to(project: Path) -> None:
    settings = project / "mkdocs.yml"
    text = settings.read_text("utf-8")
    settings.write_text(
        text.replace("  font: false\n", "  font: false\n  features: [navigation.tabs]\n"), "utf-8"
    )
    site = build(project)

    def lit(address: str) -> list[str]:
        text = page(site, address)
        return re.findall(r'md-tabs__item--active">\s*<a[^>]*>\s*(.*?)\s*</a>', text)

    assert lit("") == ["Front page"]
    assert lit("speakers") == lit("speakers/orla-brandt") == ["Speakers"]
    assert lit("sources/the-tarn-post") == ["Sources"]
    assert lit("archive/2026") == lit("archive/2026-03") == ["Archive"]
    assert lit(ARTICLE) == []


def with_search(project: Path, plugins: str) -> Path:
    config = project / "mkdocs.yml"
    lines = config.read_text("utf-8").replace("  - digest\n  - search\n", plugins)
    config.write_text(lines, encoding="utf-8")
    return project


@pytest.mark.parametrize("plugins", ["  - digest\n", "  - digest\n  - search\n", "  - search\n  - digest\n"])
def test_the_search_is_the_digests_own_whether_one_is_listed_or_not(
    project: Path, monkeypatch: pytest.MonkeyPatch, plugins: str
) -> None:
    monkeypatch.setenv("DIGEST_OFFLINE", "true")
    site = build(with_search(project, plugins))
    home = (site / "index.html").read_text("utf-8")
    assert "data-dg-search=" in home
    assert "iframe-worker" not in home.replace(" ", "")
    assert "waited" in next((site / "search").glob("*/words-0.js")).read_text("utf-8")
    listed = site / "search/search_index.json"
    assert not listed.exists() or json.loads(listed.read_text("utf-8"))["docs"] == []


def test_materials_own_search_works_offline_where_ours_is_switched_off(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIGEST_OFFLINE", "true")
    site = build(with_search(project, "  - digest: {search: false}\n  - search\n"))
    home = (site / "index.html").read_text("utf-8")
    assert "data-dg-search=" not in home
    assert "assets/digest/iframe-worker.js" in home
    assert "waited long enough" in (site / "search/search_index.js").read_text("utf-8")
    assert not (site / "search/head.js").exists()


@pytest.mark.parametrize(
    "plugins", ["  - digest: {search: false}\n", "  - digest\n  - search: {enabled: false}\n"]
)
def test_a_digest_may_go_without_a_search(project: Path, plugins: str) -> None:
    site = build(with_search(project, plugins))
    assert 'type="text" class="md-search__input"' not in page(site, "")
    assert not (site / "search").exists()


def test_a_dirty_build_keeps_the_index_of_the_whole_digest(project: Path) -> None:
    (project / "content/articles/other.md").write_text(entry_text(title="Other"), encoding="utf-8")
    site = build(project)
    index = {path: data for path, data in files_of(site).items() if path.startswith("search/")}
    (project / f"content/{ARTICLE}.md").write_text(entry_text(title="Changed"), encoding="utf-8")
    config = load_config(str(project / "mkdocs.yml"))
    config.plugins.on_startup(command="build", dirty=True)
    mkdocs_build(config, dirty=True)
    assert "Changed" in page(site, ARTICLE)
    assert {path: data for path, data in files_of(site).items() if path.startswith("search/")} == index


def test_an_editors_pages_can_be_found_unless_they_say_no(project: Path) -> None:
    (project / "content/about.md").write_text("# About us\n\nA team of herons.", encoding="utf-8")
    hidden = "---\nsearch: {exclude: true}\n---\n# Hidden\n\nA nest of vipers."
    (project / "content/hidden.md").write_text(hidden, encoding="utf-8")
    site = build(project)
    pages = next((site / "search").glob("*/page-0.js")).read_text("utf-8")
    assert "A team of herons." in pages
    assert "vipers" not in pages


def test_no_page_asks_another_host_for_anything(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIGEST_OFFLINE", "true")
    pages = list(build(project).rglob("*.html"))
    assert len(pages) > 5
    for path in pages:
        text = path.read_text("utf-8")
        for attribute in ('src="http', 'src="//', '<link rel="stylesheet" href="http', "unpkg"):
            assert attribute not in text, path


def test_plain_mkdocs_serve_follows_an_edit_and_a_new_seed(project: Path) -> None:
    with serving(project) as address:
        wait_for(lambda: "waited long enough" in get(f"{address}{ARTICLE}/"))
        entry = project / f"content/{ARTICLE}.md"
        entry.write_text(entry.read_text("utf-8").replace("will open in May", "will open in June"), "utf-8")
        wait_for(lambda: "will open in June" in get(f"{address}{ARTICLE}/"))
        new = seed_text(title="The weir at Tarn is closed for repairs")
        (project / "seeds/weir.txt").write_text(new, encoding="utf-8")
        wait_for(
            lambda: (
                "The weir at Tarn"
                in get(f"{address}articles/2026-03-03-the-weir-at-tarn-is-closed-for-repairs/")
            )
        )


@contextmanager
def serving(project: Path, program: str = "mkdocs") -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", program, "serve", "--dev-addr", f"127.0.0.1:{port}"]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    process = subprocess.Popen(
        command, cwd=project, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait(10)


def test_whoever_ends_digest_serve_ends_mkdocs_too(project: Path) -> None:
    with serving(project, "digest") as address:
        wait_for(lambda: "waited long enough" in get(f"{address}{ARTICLE}/"))
    wait_for(lambda: get(address) == "")


def get(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return answer.read().decode("utf-8")
    except OSError:
        return ""


def wait_for(happens: Callable[[], bool], seconds: float = 40) -> None:
    end = time.monotonic() + seconds
    while not happens():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.2)


def test_a_hostile_title_is_no_markup_in_a_nav_of_one_page(project: Path) -> None:
    hostile = "'<img src=x onerror=alert(1)>'"
    (project / f"content/{ARTICLE}.md").write_text(entry_text(title=hostile), encoding="utf-8")
    with (project / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write(f"nav: [{ARTICLE}.md]\n")
    site = build(project)
    assert "&lt;img src=x onerror=alert(1)&gt;" in page(site, ARTICLE)
    for path in site.rglob("*.html"):
        assert "<img src=x" not in path.read_text("utf-8"), path


def test_options_that_make_no_sense_stop_a_build_as_they_stop_the_command(
    project: Path, caplog: pytest.LogCaptureFixture
) -> None:
    config = project / "mkdocs.yml"
    text = config.read_text("utf-8").replace("- digest\n", "- digest: {seeds_dir: ../elsewhere}\n")
    config.write_text(text, encoding="utf-8")
    with caplog.at_level(logging.ERROR), pytest.raises(Abort):
        build(project)
    assert any("seeds_dir: '../elsewhere' leaves the project" in r.getMessage() for r in caplog.records)

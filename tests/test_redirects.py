"""Former addresses lead to where a story, a person or an outlet is now."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from builders import Seen, site, speaker, story
from click.testing import CliRunner
from projects import entry_text, make_project

from digest import cli
from digest.model import KnownSource, KnownSpeaker, Source, SpeakerSlug
from digest.settings import Options
from digest.site import feeds, pages
from digest.site.pages import Site
from digest.site.publication import Publication
from digest.site.redirects import build, former_feeds, redirects, settled

ILSE = KnownSpeaker(
    slug=SpeakerSlug("ilse-varden"), name="Ilse <Varden>", redirect_from=(SpeakerSlug("i-varden"),)
)
COURIER = KnownSource(slug="the-courier", name="The Courier", redirect_from=("courier",))
BRIDGE = story(
    "bridge",
    source=Source(name="The Courier"),
    speakers=(speaker("Ilse Varden", "Yes"),),
    redirect_from=("articles/old", "2019/Міст"),
)


def moved(*stories: object, **parts: object) -> Site:
    return site(*(stories or (BRIDGE,)), speakers=[ILSE], sources=[COURIER], **parts)  # type: ignore[arg-type]


def made(of: Site, taken: set[str] = frozenset()) -> dict[str, str]:  # type: ignore[assignment]
    free, _ = settled(redirects(of.catalog, of.options), taken, directories=of.directories)
    return dict(build(free, {page.src_uri: page for page in pages.build(of)}, of))


def test_each_former_address_has_a_page_that_leads_on() -> None:
    found = made(moved())
    assert {path: Seen(text).links for path, text in found.items()} == {
        "articles/old/index.html": [("A bridge", "../bridge/")],
        "2019/Міст/index.html": [("A bridge", "../../articles/bridge/")],
        "speakers/i-varden/index.html": [("Ilse <Varden>", "../ilse-varden/")],
        "sources/courier/index.html": [("The Courier", "../the-courier/")],
    }
    text = found["articles/old/index.html"]
    assert '<meta http-equiv="refresh" content="0; url=../bridge/">' in text
    assert '<meta name="robots" content="noindex">' in text
    assert '<link rel="canonical" href="../bridge/">' in text
    assert '<link rel="stylesheet" href="../../assets/digest/digest.css">' in text
    assert not re.search(r"<script|style=|\son\w+=", text)


def test_for_reading_from_a_folder_the_pages_are_files() -> None:
    found = made(moved(directories=False))
    assert Seen(found["articles/old.html"]).links == [("A bridge", "bridge.html")]
    assert Seen(found["speakers/i-varden.html"]).links == [("Ilse <Varden>", "ilse-varden.html")]


def test_on_the_web_the_whole_address_is_the_one_that_counts() -> None:
    published = Publication(name="The Tamsin Digest", site_url="https://example.org/digest")
    text = made(replace(moved(), publication=published))["speakers/i-varden/index.html"]
    assert '<link rel="canonical" href="https://example.org/digest/speakers/ilse-varden/">' in text


def test_a_kind_of_page_that_is_switched_off_has_no_former_addresses_either() -> None:
    found = made(moved(options=Options(speaker_pages=False, source_pages=False)))
    assert set(found) == {"articles/old/index.html", "2019/Міст/index.html"}


@pytest.mark.parametrize(
    "there", ["articles/OLD/index.html", "articles/old", "articles", "2019/Міст/index.html".upper()]
)
def test_nothing_that_is_there_is_ever_replaced(there: str) -> None:
    _, [clash] = settled(redirects(moved().catalog, Options()), {there}, directories=True)
    assert "cannot be a former address: something else stands there" in clash.text
    assert clash.redirect.target == "articles/bridge.md"


def test_an_address_that_two_pages_had_leads_to_the_first_and_is_told_of() -> None:
    other = story("ferry", redirect_from=("articles/old",))
    free, [clash] = settled(redirects(moved(BRIDGE, other).catalog, Options()), set(), directories=True)
    assert [one.target for one in free if one.former == "articles/old.md"] == ["articles/bridge.md"]
    assert clash.text == (
        "articles/old cannot be a former address: it leads to articles/bridge.md;"
        " take it out of `redirect_from`"
    )


def test_an_address_that_a_story_has_again_needs_no_way_there() -> None:
    back = story("bridge", redirect_from=("articles/bridge", "articles/old"))
    free, clashes = settled(
        redirects(site(back).catalog, Options()), {"articles/bridge/index.html"}, directories=True
    )
    assert ([one.former for one in free], clashes) == (["articles/old.md"], [])


def test_feeds_stay_where_they_are_followed() -> None:
    published = Publication(name="The Tamsin Digest", site_url="https://example.org/digest")
    of = moved()
    made = dict(feeds.build(of.catalog, published))
    found = dict(former_feeds(of.catalog, published, made))
    assert found["feeds/speakers/i-varden/atom.xml"] == "feeds/speakers/ilse-varden/atom.xml"
    assert found["feeds/sources/courier/feed.json"] == "feeds/sources/the-courier/feed.json"
    assert len(found) == 6
    assert dict(former_feeds(of.catalog, published, {*made, *found})) == {}
    assert dict(former_feeds(of.catalog, published, ())) == {}


def built(project: Path, *options: str) -> tuple[Path, str]:
    """A built site, and what the build had to say."""
    target = project / "site"
    command = ["build", *options, "--project", str(project), "--site-dir", str(target)]
    done = subprocess.run(
        [sys.executable, "-m", "digest", *command], capture_output=True, text=True, check=False
    )
    return target, done.stderr


def renamed_project(tmp_path: Path) -> Path:
    project = make_project(tmp_path / "d")
    entry = entry_text(more="redirect_from: [articles/old, articles/new]\n")
    (project / "content/articles/now.md").write_text(entry, encoding="utf-8")
    (project / "content/articles/new.md").write_text(entry_text(title="Another"), encoding="utf-8")
    result = CliRunner().invoke(
        cli.main, ["speakers", "rename", "Orla Brandt", "Orla Brandt-Hask", "--project", str(project)]
    )
    assert result.exit_code == 0
    with (project / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write("site_url: https://example.org/\n")
    return project


def test_a_built_site_leads_from_old_to_new_and_lists_only_the_new(tmp_path: Path) -> None:
    target, said = built(renamed_project(tmp_path))
    assert Seen((target / "articles/old/index.html").read_text("utf-8")).links[0][1] == "../now/"
    assert Seen((target / "speakers/orla-brandt/index.html").read_text("utf-8")).links == [
        ("Orla Brandt-Hask", "../orla-brandt-hask/")
    ]
    assert "Another" in (target / "articles/new/index.html").read_text("utf-8")
    assert (
        "content/articles/now.md: articles/new cannot be a former address: something else stands there;"
        " take it out of `redirect_from`"
    ) in said
    old_feed = (target / "feeds/speakers/orla-brandt/atom.xml").read_bytes()
    assert old_feed == (target / "feeds/speakers/orla-brandt-hask/atom.xml").read_bytes()
    assert "articles/old" not in (target / "sitemap.xml").read_text("utf-8")
    for listing in [
        *target.glob("**/*.json"),
        *target.glob("feeds/**/*.xml"),
        target / "speakers/index.html",
    ]:
        text = listing.read_text("utf-8")
        assert "articles/old" not in text, listing
        assert '"speakers/orla-brandt/' not in text, listing


def test_check_names_a_former_address_that_is_not_free_with_its_line(tmp_path: Path) -> None:
    project = renamed_project(tmp_path)
    result = CliRunner().invoke(cli.main, ["check", "--project", str(project)])
    assert result.exit_code == 1
    assert (
        "content/articles/now.md:18: error: articles/new cannot be a former address:"
        " something else stands there; take it out of `redirect_from` [former-address]\n"
    ) in result.stderr

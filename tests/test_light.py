"""A page weighs what its own words weigh, however many others there are."""

from __future__ import annotations

from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
HEAVIEST = 25_000  # bytes of an article of eight paragraphs and five quotations
MKDOCS_YML = """\
site_name: The Tamsin Digest
site_url: https://example.org/digest/
docs_dir: content
theme: {name: material, font: false}
plugins: [digest, search]
"""


@pytest.fixture
def weighed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """The size of each page of a digest of sixty invented articles whose papers have addresses."""
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import corpus

    entries = tmp_path / "content/articles"
    corpus.write(60, entries, tmp_path / "stock")
    for path in entries.iterdir():
        text = path.read_text("utf-8")
        path.write_text(
            text.replace("source:\n", "source:\n  url: https://paper.example/a/story\n", 1), "utf-8"
        )
    (tmp_path / "mkdocs.yml").write_text(MKDOCS_YML, encoding="utf-8")
    config = load_config(str(tmp_path / "mkdocs.yml"))
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    site = tmp_path / "site"
    return {path.relative_to(site).as_posix(): path.stat().st_size for path in site.rglob("*.html")}


def test_an_article_is_light_with_its_citations_and_every_quotations_tools(weighed: dict[str, int]) -> None:
    articles = {name: size for name, size in weighed.items() if name.startswith("articles/")}
    assert len(articles) == 60
    assert {name: size for name, size in articles.items() if size > HEAVIEST} == {}


def test_no_list_grows_with_what_it_does_not_show(weighed: dict[str, int]) -> None:
    assert weighed["index.html"] < 80_000
    assert weighed["archive/index.html"] < 60_000

"""What mkdocs.yml says about a digest."""

from __future__ import annotations

from pathlib import Path

import pytest

from digest.errors import DigestError, SettingsError
from digest.settings import Options, load


def project(folder: Path, config: str) -> Path:
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")
    return folder


def test_a_digest_needs_no_more_than_the_plugins_name(tmp_path: Path) -> None:
    settings = load(project(tmp_path, "site_name: D\nplugins:\n  - search\n  - digest\n"))
    assert settings.options == Options()
    assert settings.seeds == tmp_path / "seeds"
    assert settings.articles == tmp_path / "docs/articles"
    assert settings.speakers == tmp_path / "docs/speakers"
    assert settings.sources == tmp_path / "docs/sources"


@pytest.mark.parametrize(
    "plugins",
    [
        "plugins:\n  - search\n  - digest:\n      seeds_dir: in\n      key_figures: 3\n",
        "plugins:\n  search: {}\n  digest:\n    seeds_dir: in\n    key_figures: 3\n",
    ],
)
def test_options_are_read_wherever_mkdocs_lets_them_stand(tmp_path: Path, plugins: str) -> None:
    settings = load(project(tmp_path, f"docs_dir: content\n{plugins}"))
    assert settings.options == Options(seeds_dir="in", key_figures=3)
    assert (settings.seeds, settings.content) == (tmp_path / "in", tmp_path / "content")


def test_an_option_of_a_later_version_is_left_to_mkdocs(tmp_path: Path) -> None:
    assert load(project(tmp_path, "plugins: [{digest: {colour: red}}]")).options == Options()


def test_tags_that_only_mkdocs_understands_are_read_past(tmp_path: Path) -> None:
    config = """
        plugins: [digest]
        site_url: !ENV [SITE, "https://example.org"]
        icon: !relative x
        markdown_extensions:
          - emoji: {index: !!python/name:material.extensions.emoji.twemoji }
          - tasks: {slugify: !!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}}
    """
    assert load(project(tmp_path, config)).options == Options()


@pytest.mark.parametrize(
    ("config", "error"),
    [
        (
            "plugins: [search]",
            r"mkdocs\.yml: the digest plugin is not listed; add `- digest` under `plugins:`$",
        ),
        ("site_name: D", r"the digest plugin is not listed"),
        ("plugins: digest", r"the digest plugin is not listed"),
        ("- a list", r"mkdocs\.yml: not a list of settings"),
        ("", r"not a list of settings"),
        ("a: b\nc: d: e", r"mkdocs\.yml:2: broken YAML: mapping values are not allowed here"),
        ("a: \x07", r"mkdocs\.yml: broken YAML: "),
        ("plugins: [{digest: [a]}]", r"the options of the digest plugin are not keys and values"),
        ("plugins: [digest]\ndocs_dir: 5", r"docs_dir: 5 is not text; write the folder's name"),
        ("plugins: [digest]\ndocs_dir: 5", r"docs_dir: 5 is not text"),
        (
            "plugins: [{digest: {seeds_dir: ../in}}]",
            r"seeds_dir: '\.\./in' leaves the project; name a folder inside",
        ),
        (
            "plugins: [{digest: {articles_dir: a/../../b}}]",
            r"articles_dir: 'a/\.\./\.\./b' leaves the project",
        ),
        ("plugins: [{digest: {speakers_dir: /tmp}}]", r"speakers_dir: '/tmp' leaves the project"),
        ("plugins: [{digest: {sources_dir: ..}}]", r"sources_dir: '\.\.' leaves the project"),
        ("plugins: [{digest: {seeds_dir: 5}}]", r"plugins: digest: seeds_dir: 5 is not text"),
        (
            "plugins: [{digest: {key_figures: true}}]",
            r"plugins: digest: key_figures: True is not a whole number",
        ),
        ("plugins: [{digest: {key_figures: -1}}]", r"key_figures: -1 is less than none"),
        ("plugins: [{digest: {all_figures: 5}}]", r"all_figures: 5 is not true or false"),
        (
            "plugins: [{digest: {archive_page: false}}]",
            r"mkdocs\.yml: plugins: digest: there is no option archive_page; did you mean archive_pages\?$",
        ),
    ],
)
def test_settings_that_cannot_be_used_say_so(tmp_path: Path, config: str, error: str) -> None:
    with pytest.raises(SettingsError, match=error):
        load(project(tmp_path, config))


def test_a_folder_without_a_digest_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"no such file; make a digest with `digest new DIR`"):
        load(tmp_path)


def test_settings_that_are_not_utf_8_say_so(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_bytes(b"site_name: \xff")
    with pytest.raises(DigestError, match="not UTF-8"):
        load(tmp_path)

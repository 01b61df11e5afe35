"""The sample digest of this repository, built for reading from a folder, in a real browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import FLAGS, HELP, find
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Browser, expect, sync_playwright
from visit import Visit

ROOT = Path(__file__).parents[2]

expect.set_options(timeout=20_000)  # a machine with other work to do is no failure


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `digest build --offline` makes of the sample digest."""
    project = tmp_path_factory.mktemp("sample")
    shutil.copy(ROOT / "mkdocs.yml", project)
    shutil.copytree(ROOT / "content", project / "content")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DIGEST_OFFLINE", "true")
        config = load_config(str(project / "mkdocs.yml"), strict=True)
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
    return project / "site"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; a machine without one is a failure that says what to install."""
    path = find()
    assert path is not None, HELP
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """A fresh page; the test fails if it asked another host or complained."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    seen = Visit(context.new_page())
    seen.page.on("request", lambda request: seen.requests.append(request.url))
    seen.page.on("console", lambda line: line.type == "error" and seen.complaints.append(line.text))
    seen.page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    yield seen
    context.close()
    assert [url for url in seen.requests if not url.startswith(("file:", "data:"))] == []
    assert seen.complaints == []

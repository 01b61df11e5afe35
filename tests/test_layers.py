"""Imports point down, the world stays at the door, and only the plugin knows MkDocs."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from digest.convert import depends

PACKAGE = Path(__file__).parent.parent / "digest"

# Each part may import from the lines above its own, and from itself; the parts of one line are strangers.
LAYERS = (
    {"lengths", "text", "wordlists"},
    {"errors", "model", "yamltext"},
    {"charset", "fetch", "files", "keys", "links", "lock", "markdown", "near_duplicates"},
    {"frontmatter", "mail", "settings"},
    {"annotate", "checks", "frontedit", "intake", "parse", "registry", "render", "site", "starter", "store"},
    {"inbox", "merge", "teach", "upgrade"},
    {"convert"},
    {"cli", "plugin"},
    {"__main__"},
)
LEVELS = {part: level for level, parts in enumerate(LAYERS) for part in parts}

# Who may touch what of the world outside, by the first word of the import.
AT_THE_DOOR = {
    "click": {"cli"},
    "jinja2": {"site"},
    "logging": {"cli", "convert", "plugin"},
    "mkdocs": {"plugin"},
    "os": {"cli", "convert", "files", "intake", "lock", "plugin"},
    "random": set[str](),
    "rich": {"cli"},
    "shutil": {"cli", "convert", "files", "plugin"},
    "socket": {"cli", "fetch"},
    "subprocess": {"cli"},
    "sys": {"cli"},
    "tempfile": {"cli", "files"},
    "time": {"cli", "plugin"},
    "trafilatura": {"parse"},
    "urllib.request": set[str](),
    "yaml": {"frontedit", "merge", "settings", "yamltext"},
}


def imports(path: Path) -> Iterator[str]:
    """The modules that a module imports, wherever in it the import stands."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: a relative import hides where it points"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def part(module: str) -> str:
    """The part of the package that a module belongs to: `site` for `digest.site.pages`."""
    return module.removeprefix("digest").lstrip(".").split(".")[0]


def modules() -> list[tuple[str, Path]]:
    found = [
        (".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts), path)
        for path in PACKAGE.rglob("*.py")
    ]
    return sorted((name.removesuffix(".__init__"), path) for name, path in found)


def points_up(importer: str, imported: str) -> bool:
    """Whether an import inside the package points anywhere but down."""
    here, there = part(importer), part(imported)
    if not imported.startswith("digest.") or here == there or there not in LEVELS:
        return False  # elsewhere, inside one part, or a value such as digest.__version__
    return LEVELS[there] >= LEVELS[here]


def test_every_module_has_its_place() -> None:
    assert {part(name) for name, _ in modules()} - {""} <= LEVELS.keys()


def test_imports_point_down() -> None:
    edges = {(name, imported) for name, path in modules() if part(name) for imported in imports(path)}
    wrong = sorted(f"{name} → {imported}" for name, imported in edges if points_up(name, imported))
    assert wrong == []


def test_a_conversion_depends_on_all_that_the_converter_imports() -> None:
    reached, ahead = set[str](), {"annotate", "frontmatter", "intake", "parse", "render"}
    while ahead:
        reached |= ahead
        imported = {part(found) for name, path in modules() if part(name) in ahead for found in imports(path)}
        ahead = (imported & LEVELS.keys()) - reached
    assert reached == {name.removesuffix(".py") for name in depends._CODE}


def test_the_package_itself_imports_nothing_of_its_own() -> None:
    assert [name for name in imports(PACKAGE / "__init__.py") if name.startswith("digest")] == []


@pytest.mark.parametrize("library", AT_THE_DOOR)
def test_the_world_stays_at_the_door(library: str) -> None:
    users = {
        part(name)
        for name, path in modules()
        if any(imported == library or imported.startswith(f"{library}.") for imported in imports(path))
    }
    assert users <= AT_THE_DOOR[library]


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("digest.model", "digest.errors"),
        ("digest.parse.dates", "digest.annotate.span"),
        ("digest.site.pages", "digest.convert"),
        ("digest.registry", "digest.intake"),
        ("digest.convert", "digest.plugin"),
        ("digest.plugin", "digest.cli"),
    ],
)
def test_an_import_that_points_up_or_aside_would_be_seen(importer: str, imported: str) -> None:
    assert points_up(importer, imported)
    assert not points_up("digest.__main__", imported)


def test_nobody_below_the_door_looks_at_the_clock() -> None:
    door = {"__main__", "cli", "convert", "intake", "plugin"}
    below = [(name, path) for name, path in modules() if part(name) not in door]
    asked = [
        f"{name}:{node.lineno}"
        for name, path in below
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in {"now", "today", "utcnow"}
    ]
    assert asked == []

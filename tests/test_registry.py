"""What the editor taught."""

from __future__ import annotations

from pathlib import Path

from digest.registry import Registry, load
from digest.settings import Settings


def taught(folder: Path, **pages: str) -> Settings:
    """Settings whose registry holds `speakers__ilse_varden="…"` as `speakers/ilse-varden.md`."""
    for name, text in pages.items():
        path = folder / "content" / f"{name.replace('__', '/').replace('_', '-')}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Settings(root=folder, content=folder / "content")


def test_a_digest_that_was_taught_nothing_knows_nothing(tmp_path: Path) -> None:
    assert load(taught(tmp_path)) == Registry()


def test_people_and_outlets_are_known_by_the_names_of_their_files(tmp_path: Path) -> None:
    known = load(
        taught(
            tmp_path,
            speakers__piet_olander="---\nname: Piet Olander\n---\n",
            speakers__ilse_varden="---\nname: Ilse Varden\n---\n\nShe chairs.\n",
            sources__the_courier="---\nname: The Courier\n---\n",
        )
    )
    assert [(person.slug, person.name, person.body) for person in known.speakers] == [
        ("ilse-varden", "Ilse Varden", "She chairs."),
        ("piet-olander", "Piet Olander", ""),
    ]
    assert [(outlet.slug, outlet.name) for outlet in known.sources] == [("the-courier", "The Courier")]
    assert known.errors == ()


def test_a_folders_own_page_is_nobody(tmp_path: Path) -> None:
    settings = taught(tmp_path, speakers__index="# Speakers\n", speakers__README="# How\n")
    assert load(settings) == Registry()


def test_one_broken_page_hides_no_other(tmp_path: Path) -> None:
    known = load(
        taught(
            tmp_path,
            speakers__anna="just words",
            speakers__ilse_varden="---\nname: Ilse Varden\n---\n",
            sources__a="---\nname: [\n---\n",
        )
    )
    assert [person.name for person in known.speakers] == ["Ilse Varden"]
    assert [error.place for error in known.errors] == ["content/speakers/anna.md:1", "content/sources/a.md:3"]


def test_a_page_whose_name_could_never_be_linked_is_an_error(tmp_path: Path) -> None:
    known = load(taught(tmp_path, **{"speakers/Ilse Varden": "---\nname: Ilse Varden\n---\n"}))
    assert known.speakers == ()
    assert "rename it to ilse-varden.md" in str(known.errors[0])

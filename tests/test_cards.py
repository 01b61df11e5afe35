"""Pictures of headlines: what fits on them, and what stays off them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from font_source_serif_pro import SourceSerifPro
from PIL import Image, ImageChops

from digest.errors import SettingsError
from digest.site import cards
from digest.site.cards import Card, cached, draw, typeface

FACE = typeface(None)
LONG = "The council has voted once more on the bridge that nobody wanted to pay for " * 6
EDGE = 72


def card(title: str = "Night ferry returns", **parts: str) -> Card:
    return Card(
        **{"site": "The Tamsin Digest", "kicker": "The Courier", "foot": "14 January 2026"} | parts,
        title=title,
    )


def picture(*args: str, **parts: str) -> Image.Image:
    drawn = draw(card(*args, **parts), FACE)
    assert drawn is not None
    return Image.open(io.BytesIO(drawn))


def ink(image: Image.Image, top: int = 200, bottom: int = 540) -> tuple[int, int, int, int]:
    """The box around all that stands between two heights."""
    paper = Image.new("RGB", image.size, image.convert("RGB").getpixel((5, 300)))
    box = ImageChops.difference(image.convert("RGB"), paper).crop((0, top, 1200, bottom)).getbbox()
    assert box
    return box


@pytest.fixture
def unshaped(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine on which letters cannot be joined or set from right to left."""
    monkeypatch.setattr(cards, "_shapes", lambda: False)
    cards._lacks.cache_clear()
    yield
    cards._lacks.cache_clear()


@pytest.mark.parametrize(
    "title", ["Ice", "Night ferry returns", LONG, "W" * 400, "Міст відкриють у травні " * 4]
)
def test_a_card_has_its_size_and_nothing_stands_in_its_margins(title: str) -> None:
    drawn = draw(card(title, kicker=LONG, foot=LONG, site=LONG), FACE)
    assert drawn is not None
    assert len(drawn) <= 60_000
    image = Image.open(io.BytesIO(drawn))
    assert image.size == (cards.WIDTH, cards.HEIGHT)
    left, _, right, _ = ink(image, top=20, bottom=630)
    assert left >= EDGE - 3  # a letter may lean out a little
    assert right <= cards.WIDTH - EDGE + 3


def test_a_longer_headline_is_smaller_and_takes_more_lines() -> None:
    def height(title: str) -> int:
        _, top, _, bottom = ink(picture(title))
        return bottom - top

    assert height("Ice") < height("Ice and the ferry and the bridge") < height(LONG) <= cards._HEADLINE_HEIGHT


def test_a_headline_that_is_too_long_for_any_size_is_cut() -> None:
    assert draw(card(LONG), FACE) == draw(card(f"{LONG} and more"), FACE)


def test_the_same_words_give_the_same_bytes() -> None:
    assert draw(card(), FACE) == draw(card(), FACE)
    assert draw(card(), FACE) != draw(card(foot="15 January 2026"), FACE)


def test_signs_that_the_font_lacks_are_left_out() -> None:
    assert draw(card("Night 🎉 ferry returns"), FACE) == draw(card("Night ferry returns"), FACE)


@pytest.mark.parametrize("title", ["橋が開く", "הגשר נפתח", "Bridge 橋", "🎉", ""])
def test_a_headline_whose_letters_the_font_lacks_is_not_drawn(title: str) -> None:
    assert draw(card(title), FACE) is None


def test_a_name_whose_letters_the_font_lacks_leaves_its_line_empty() -> None:
    assert draw(card(kicker="橋"), FACE) == draw(card(kicker=""), FACE)


def test_letters_that_must_be_joined_are_not_drawn_where_nothing_joins_them(unshaped: None) -> None:
    assert draw(card("x\u0304 is the mean"), FACE) is None
    assert draw(card("Cafe\u0301"), FACE) is not None  # is one letter


def test_what_is_written_from_right_to_left_stands_at_the_right(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cards, "_from_the_right", str.isalpha)
    left, _, right, _ = ink(picture("Ice"))
    assert left > cards.WIDTH / 2
    assert right == pytest.approx(cards.WIDTH - EDGE, abs=8)


def test_a_headline_without_blanks_is_broken_between_its_letters() -> None:
    _, top, _, bottom = ink(picture("Donaudampfschifffahrtsgesellschaftskapitän" * 2))
    assert bottom - top > 150


def test_an_editors_own_font_is_used() -> None:
    assert draw(card(), typeface(Path(SourceSerifPro))) != draw(card(), FACE)


def test_a_file_that_is_no_font_is_an_error() -> None:
    with pytest.raises(SettingsError, match=r"card_font: me\.ttf is no font"):
        typeface(Path(__file__), "me.ttf")


def test_a_card_is_kept_under_a_name_of_all_that_it_depends_on(tmp_path: Path) -> None:
    first = cached(card(), FACE, tmp_path)
    assert first is not None
    first.write_bytes(b"kept")
    assert cached(card(), FACE, tmp_path) == first
    assert first.read_bytes() == b"kept"
    assert cached(card(foot="x"), FACE, tmp_path) != first
    assert cached(card(), typeface(Path(SourceSerifPro)), tmp_path) != first
    assert cached(card("橋"), FACE, tmp_path) is None


def test_a_long_role_stands_in_two_lines_below_a_name_and_is_cut_between_words() -> None:
    role = "High commissioner for the lakes, the rivers and the harbours of the northern valleys and islands"
    one, two, cut = (ink(picture("Ice", foot=text), 400, 630) for text in ("Chair", role, role * 3))
    assert one[3] == pytest.approx(two[3], abs=12)
    assert two[1] < one[1] - 40
    assert cut[1] == two[1]
    assert draw(card("Ice", foot=f"{role} and"), FACE) != draw(card("Ice", foot=f"{role * 2}"), FACE)

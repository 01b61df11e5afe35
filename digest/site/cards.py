"""Social cards: a picture of a page's headline, for where its link is shared. Drawn here, with no network."""

from __future__ import annotations

import io
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from digest.errors import SettingsError
from digest.files import replaced

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

WIDTH, HEIGHT = 1200, 630
_EDGE = 72
_PAPER = (255, 253, 249)
_INK, _SOFT, _ACCENT = (31, 27, 22), (94, 86, 75), (155, 44, 26)
_COLOURS = (_INK, _SOFT, _ACCENT)
_SHADES = 16  # of each colour, from paper to full
_HEADLINE_SIZES = (78, 70, 62, 54, 48, 42)
_HEADLINE_HEIGHT = 322
_SCRIPT_WITHOUT_BLANKS = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
_PIECE = re.compile(rf"[{_SCRIPT_WITHOUT_BLANKS}]|[^\s{_SCRIPT_WITHOUT_BLANKS}]+|\s+")


@dataclass(frozen=True, kw_only=True)
class Card:
    """What a card says: the site's name above a rule, then a short line, the headline, a line below."""

    site: str
    kicker: str
    title: str
    foot: str


@dataclass(frozen=True)
class Typeface:
    """The files of the fonts that a card is set in."""

    headline: Path
    text: Path
    strong: Path


def typeface(own: Path | None, shown_as: str = "") -> Typeface:
    """The packaged fonts, or the editor's own; `SettingsError` says what is missing."""
    try:
        import PIL  # noqa: F401
        from font_source_sans_pro import SourceSansPro, SourceSansProSemibold
        from font_source_serif_pro import SourceSerifProSemibold
    except ImportError as error:
        hint = "install them with: pip install 'mkdocs-digest[cards]'"
        raise SettingsError("mkdocs.yml", "cards need packages that are not there", hint=hint) from error
    if own is None:
        return Typeface(
            headline=Path(SourceSerifProSemibold),
            text=Path(SourceSansPro),
            strong=Path(SourceSansProSemibold),
        )
    try:
        _font(own, 40)
    except OSError as error:
        hint = "name a .ttf or .otf file, from the folder of mkdocs.yml"
        raise SettingsError("mkdocs.yml", f"card_font: {shown_as} is no font", hint=hint) from error
    return Typeface(own, own, own)


def cached(card: Card, face: Typeface, folder: Path) -> Path | None:
    """The file of a card, drawn when there is none yet; nothing when the fonts lack its letters."""
    path = folder / f"{_name(card, face)}.png"
    if not path.is_file():
        drawn = draw(card, face)
        if drawn is None:
            return None
        with replaced(path, where=str(path)) as file:
            file.write(drawn)
    return path


def draw(card: Card, face: Typeface) -> bytes | None:
    """The card as a PNG; nothing when the fonts lack its letters."""
    if (title := _printable(card.title, face.headline)) is None:
        return None
    canvas = _paper()
    small = _font(face.strong, 32)
    _line(canvas, 50, card.site, _font(face.headline, 38), _INK)
    _line(canvas, 160, card.kicker, small, _ACCENT)
    size, lines = _fitted(title, face.headline)
    for number, line in enumerate(lines):
        _line(canvas, 212 + round(number * size * 1.18), line, _font(face.headline, size), _INK)
    foot = _in_lines(_printable(card.foot, face.text) or "", _font(face.text, 32), 2 if _is_low(lines) else 1)
    for number, line in enumerate(reversed(foot)):
        _line(canvas, 548 - 44 * number, line, _font(face.text, 32), _SOFT)
    _colour(canvas)
    written = io.BytesIO()
    canvas.save(written, "PNG")
    return written.getvalue()


def _name(card: Card, face: Typeface) -> str:
    """A name that changes with all that a card's look depends on."""
    hashed = sha256(_look(face))
    hashed.update(repr(card).encode("utf-8", "backslashreplace"))
    return hashed.hexdigest()[:32]


@cache
def _look(face: Typeface) -> bytes:
    from PIL import __version__

    parts = [Path(__file__), face.headline, face.text, face.strong]
    return sha256(__version__.encode() + b"".join(path.read_bytes() for path in parts)).digest()


@cache
def _font(path: Path, size: int) -> FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.truetype(str(path), size)


@cache
def _shapes() -> bool:
    """Whether letters can be joined and set from right to left."""
    from PIL import features

    return bool(features.check("raqm"))


def _printable(text: str, path: Path) -> str | None:
    """The text less signs that the font lacks, such as emoji; nothing when it lacks a letter."""
    text = " ".join(unicodedata.normalize("NFC", text).split())
    lacking = {character for character in set(text) if _lacks(path, character)}
    if any(unicodedata.category(character)[0] in "LNM" for character in lacking):
        return None
    return " ".join("".join(c for c in text if c not in lacking).split()) or None


@cache
def _lacks(path: Path, character: str) -> bool:
    needs_shaping = _from_the_right(character) or unicodedata.category(character) in {"Mn", "Mc"}
    if needs_shaping and not _shapes():
        return True
    font = _font(path, 40)
    return not character.isspace() and bytes(font.getmask(character)) == bytes(font.getmask("\U0010ffff"))


def _fitted(title: str, path: Path) -> tuple[int, list[str]]:
    """The headline in lines, as large as there is room for; the longest ends in an ellipsis."""
    for size in _HEADLINE_SIZES:
        room = int(_HEADLINE_HEIGHT / (size * 1.18))
        lines = list(_wrapped(title, _font(path, size)))
        if len(lines) <= room:
            break
    return size, _in_lines(title, _font(path, size), room)


def _is_low(lines: Sequence[str]) -> bool:
    """Whether a headline leaves room for two lines below it."""
    return len(lines) < 3


def _in_lines(text: str, font: FreeTypeFont, most: int) -> list[str]:
    """The text in lines, the last of them cut where there are too many."""
    lines = list(_wrapped(text, font))
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], _cut(" ".join(lines[most - 1 :]), font)]


def _wrapped(text: str, font: FreeTypeFont) -> Iterator[str]:
    line, used = "", 0.0
    for piece, width in _pieces(text, font):
        if line and not piece.isspace() and used + width > _ROOM:
            yield line.rstrip()
            line, used = "", 0.0
        line, used = line + piece, used + width
    if line:
        yield line.rstrip()


def _pieces(text: str, font: FreeTypeFont) -> Iterator[tuple[str, float]]:
    """What a line may end after, and its width: a word, a letter of a long one, a Chinese character."""
    for piece in _PIECE.findall(text):
        width = font.getlength(piece)
        if width <= _ROOM:
            yield piece, width
        else:
            yield from ((letter, font.getlength(letter)) for letter in piece)


def _cut(text: str, font: FreeTypeFont) -> str:
    """As many whole words of the text as one line holds."""
    text = text[:_MOST_ON_A_LINE]
    if font.getlength(text) <= _ROOM:
        return text
    fits = bisect_left(range(len(text)), True, key=lambda end: font.getlength(f"{text[:end]}…") > _ROOM)
    cut = text[: fits - 1]
    whole = cut if text[fits - 1].isspace() else cut.rpartition(" ")[0] or cut
    return f"{whole.rstrip()}…"


def _line(canvas: Image, top: int, text: str, font: FreeTypeFont, colour: tuple[int, int, int]) -> None:
    """One line of text; what is written from right to left stands at the right."""
    from PIL import Image, ImageChops, ImageDraw

    text = _cut(_printable(text, Path(str(font.path))) or "", font)
    if not text:
        return
    from_right = next((_from_the_right(c) for c in text if unicodedata.bidirectional(c) in _STRONG), False)
    mask = Image.new("L", (_ROOM + _EDGE, round(font.size * 1.6)), 0)
    place, anchor = (_ROOM, "ra") if from_right else (0, "la")
    direction = "rtl" if from_right else None
    ImageDraw.Draw(mask).text((place, 0), text, font=font, fill=255, anchor=anchor, direction=direction)
    base = _COLOURS.index(colour) * _SHADES
    shaded = mask.point([base + shade // _SHADES if shade >= _SHADES else 0 for shade in range(256)])
    place_on = (_EDGE, top, _EDGE + mask.width, top + mask.height)
    canvas.paste(ImageChops.lighter(canvas.crop(place_on), shaded), place_on)


def _paper() -> Image:
    from PIL import Image, ImageDraw

    canvas = Image.new("L", (WIDTH, HEIGHT), 0)
    pencil = ImageDraw.Draw(canvas)
    ink, accent = _SHADES - 1, len(_COLOURS) * _SHADES - 1
    pencil.rectangle((0, 0, WIDTH, 13), fill=accent)
    for top in (122, 128):
        pencil.rectangle((_EDGE, top, WIDTH - _EDGE, top + 1), fill=ink)
    return canvas


def _colour(canvas: Image) -> None:
    """Give each number on the canvas its colour, between paper and ink."""
    canvas.putpalette([part for colour in _COLOURS for part in _ramp(colour)])


def _ramp(colour: Iterable[int]) -> Iterator[int]:
    full = tuple(colour)
    for shade in range(_SHADES):
        yield from (
            round(paper + (ink - paper) * shade / (_SHADES - 1))
            for paper, ink in zip(_PAPER, full, strict=True)
        )


def _from_the_right(character: str) -> bool:
    return unicodedata.bidirectional(character) in {"R", "AL"}


_STRONG = {"L", "R", "AL"}
_ROOM = WIDTH - 2 * _EDGE
_MOST_ON_A_LINE = 300

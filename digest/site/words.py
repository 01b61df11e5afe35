"""Dates and numbers as a reader of the site's language writes them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from functools import lru_cache
from gettext import NullTranslations
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time
from markupsafe import Markup

from digest.model import KeyFigure, Timestamp
from digest.site import units
from digest.site.translations import translations


@dataclass(frozen=True, slots=True)
class Words:
    """Formats values and says messages in one language; an unknown language reads as English."""

    locale: Locale
    translations: NullTranslations = field(default_factory=NullTranslations, compare=False)

    @classmethod
    def of(cls, language: str, catalogs: Iterable[Path] = ()) -> Words:
        """The words of a language tag such as `uk` or `pt-BR`; catalogs in an editor's folders win."""
        locale = _locale(language)
        return cls(locale, translations(locale, catalogs))

    @property
    def tag(self) -> str:
        """The language as a `lang` attribute names it."""
        return "en" if self.locale.language == "en" else str(self.locale).replace("_", "-")

    def in_language(self, language: str) -> Markup:
        """The attributes of an element that holds words of a language.

        >>> Words.of("en").in_language("de"), Words.of("en").in_language("ar")
        (Markup(' lang="de"'), Markup(' lang="ar" dir="rtl"'))
        """
        return _in_language(language, self.locale)

    def direction(self, language: str) -> Markup:
        """The attribute that says which way a language runs; nothing where both it and ours run to the right.

        >>> Words.of("en").direction("he"), Words.of("en").direction("uk"), Words.of("ar").direction("uk")
        (Markup(' dir="rtl"'), Markup(''), Markup(' dir="ltr"'))
        """
        return _direction(language, self.locale)

    def gettext(self, message: str) -> str:
        """A message in the site's language."""
        return self.translations.gettext(message)

    def ngettext(self, one: str, many: str, number: int) -> str:
        """A message about a number of things, in the form that the number asks for."""
        return self.translations.ngettext(one, many, number) % {"num": number}

    def day(self, day: date) -> str:
        """2 December 2025."""
        return _date(day, "long", self.locale)

    def full_day(self, day: date) -> str:
        """Tuesday, 2 December 2025, as a heading; the date itself stays on one line."""
        weekday, comma, rest = _date(day, "full", self.locale).partition(" ")
        return _capital(weekday + comma + rest.replace(" ", "\u00a0"))

    def short_day(self, day: date) -> str:
        """2 Dec 2025."""
        return _date(day, "medium", self.locale)

    def month(self, day: date) -> str:
        """December 2025, as a heading."""
        return _capital(_date(day, "LLLL y", self.locale))

    def month_name(self, day: date) -> str:
        """December."""
        return _date(day, "LLLL", self.locale)

    def short_month(self, day: date) -> str:
        """Dec."""
        return _date(day, "LLL", self.locale).rstrip(".")

    @property
    def first_weekday(self) -> int:
        """The day that a week begins with, Monday being 0."""
        return self.locale.first_week_day

    @property
    def weekdays(self) -> tuple[tuple[str, str], ...]:
        """Mo, Monday and so on, from the day that a week begins with."""
        short, full = (self.locale.days["stand-alone"][width] for width in ("short", "wide"))
        return tuple(
            (short[day % 7], full[day % 7]) for day in range(self.first_weekday, self.first_weekday + 7)
        )

    def timestamp(self, stamp: Timestamp) -> str:
        """2 December 2025, 19:42 UTC+2, with as much of it as is known."""
        if stamp.time is None:
            return self.day(stamp.day)
        zone = "" if stamp.offset is None else f" {_zone(str(stamp)[-6:])}"
        return f"{self.day(stamp.day)}, {self.clock(stamp)}{zone}"

    def clock(self, stamp: Timestamp) -> str:
        """19:42, or nothing when no time was printed."""
        return _clock(stamp.time, self.locale) if stamp.time else ""

    def number(self, value: Decimal) -> str:
        """187,000,000,000, every digit kept."""
        return units.number(value, self.locale)

    def quantity(self, figure: KeyFigure) -> str:
        """187,000,000,000 EUR: the exact value behind the words."""
        first, last, unit = figure.value, figure.value_to, figure.unit
        before = "" if last is None else f"{self.number(first)}–"
        last = first if last is None else last
        if not unit or unit == "%":
            return f"{before}{self.number(last)}{unit or ''}"
        return before + units.measured(last, unit, self.locale)

    def exact(self, figure: KeyFigure) -> str:
        """The exact value, where it says more than the words do: nothing for “312 beds”."""
        says_all = _plain(self.number(figure.value)) in _plain(figure.surface)
        return "" if says_all else self.quantity(figure)

    def unit(self, unit: str) -> str:
        """A unit as a heading: Euros (EUR), Metres (m), Days; a counted noun as it is."""
        more = {"%": self.gettext("per cent"), "pp": self.gettext("percentage points")}
        name, sign = more.get(unit) or units.name(unit, self.locale), units.sign(unit, self.locale)
        if name is None:
            return unit
        return _capital(name) + (f" ({sign})" if sign else "")

    def quoted(self, words: str, language: str) -> str:
        """Words in the quotation marks of the language they were said in."""
        opening, closing = _MARKS.get(language.partition("-")[0], ("“", "”"))
        return f"{opening}{words}{closing}"


@lru_cache(maxsize=1_000)
def _in_language(language: str, ours: Locale) -> Markup:
    return Markup(' lang="{}"{}').format(language, _direction(language, ours))


def _direction(language: str, ours: Locale) -> Markup:
    runs = _locale(language).text_direction
    matters = "rtl" in {runs, ours.text_direction}
    return Markup(' dir="{}"').format(runs) if matters else Markup()


@lru_cache(maxsize=10_000)  # Babel reads its data and a pattern for each, and a site has few days
def _date(day: date, form: str, locale: Locale) -> str:
    return format_date(day, form, locale=locale)


@lru_cache(maxsize=10_000)
def _clock(at: time, locale: Locale) -> str:
    return format_time(at, "HH:mm", locale=locale)


def _plain(text: str) -> str:
    """A text with one sign for minus and one blank, however they are printed."""
    return " ".join(text.replace("−", "-").replace("–", "-").split())


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


@lru_cache(maxsize=1_000)
def _locale(language: str) -> Locale:
    british = Locale("en", "GB")  # 2 December 2025 reads the same everywhere
    if language == "en":
        return british
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return british


def _zone(offset: str) -> str:
    """UTC+2 for +02:00, UTC for +00:00."""
    hours, _, minutes = offset[1:].partition(":")
    past = f"{int(hours)}" + (f":{minutes}" if minutes != "00" else "")
    return "UTC" if past == "0" else f"UTC{offset[0].replace('-', '−')}{past}"


_MARKS = {
    **dict.fromkeys(("bg", "cs", "de", "is", "lt", "sk", "sl"), ("„", "“")),
    **dict.fromkeys(("et", "hr", "hu", "pl", "ro", "sr"), ("„", "”")),
    **dict.fromkeys(("be", "ca", "el", "es", "fa", "it", "nb", "nn", "no", "pt", "ru", "uk"), ("«", "»")),
    **dict.fromkeys(("fi", "sv"), ("”", "”")),
    "fr": ("«\u00a0", "\u00a0»"),
    "ja": ("「", "」"),
}

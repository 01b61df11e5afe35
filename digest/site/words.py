"""Dates, numbers and addresses as a reader of the site's language writes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from urllib.parse import urlsplit

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time
from babel.numbers import format_decimal

from digest.model import KeyFigure, Timestamp


@dataclass(frozen=True, slots=True)
class Words:
    """Formats values for one language; an unknown language reads as English."""

    locale: Locale

    @classmethod
    def of(cls, language: str) -> Words:
        """The formats of a language tag such as `uk` or `pt-BR`."""
        if language == "en":
            return cls(Locale("en", "GB"))  # 2 December 2025 reads the same everywhere
        try:
            return cls(Locale.parse(language, sep="-"))
        except (UnknownLocaleError, ValueError):
            return cls(Locale("en", "GB"))

    def day(self, day: date) -> str:
        """2 December 2025."""
        return format_date(day, "long", locale=self.locale)

    def full_day(self, day: date) -> str:
        """Tuesday, 2 December 2025."""
        return format_date(day, "full", locale=self.locale)

    def short_day(self, day: date) -> str:
        """2 Dec 2025."""
        return format_date(day, "medium", locale=self.locale)

    def month(self, day: date) -> str:
        """December 2025."""
        return format_date(day, "LLLL y", locale=self.locale)

    def timestamp(self, stamp: Timestamp) -> str:
        """2 December 2025, 19:42 UTC+02:00, with as much of it as is known."""
        if stamp.time is None:
            return self.day(stamp.day)
        zone = "" if stamp.offset is None else f" UTC{str(stamp)[-6:]}"
        return f"{self.day(stamp.day)}, {self.clock(stamp)}{zone}"

    def clock(self, stamp: Timestamp) -> str:
        """19:42, or nothing when no time was printed."""
        return format_time(stamp.time, "HH:mm", locale=self.locale) if stamp.time else ""

    def number(self, value: Decimal) -> str:
        """187,000,000,000, every digit kept."""
        digits = f"{value:f}"
        places = len(digits.partition(".")[2])
        pattern = "#,##0" + ("." + "0" * places if places else "")
        with localcontext(prec=len(digits)):
            return format_decimal(value, pattern, locale=self.locale, decimal_quantization=False)

    def quantity(self, figure: KeyFigure) -> str:
        """187,000,000,000 EUR: the exact value behind the words."""
        value = self.number(figure.value)
        if figure.value_to is not None:
            value += f"–{self.number(figure.value_to)}"
        return f"{value} {figure.unit}" if figure.unit else value


def host(url: str) -> str:
    """The site that a link leads to.

    >>> host("https://www.example.org/a")
    'example.org'
    """
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def safe_url(url: str | None) -> str | None:
    """The address when it is one of the web, else nothing: a seed may hold anything."""
    return url if url and url.lower().startswith(("https://", "http://")) and host(url) else None

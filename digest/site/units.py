"""Numbers, and the units they are in, as a language writes them."""

from __future__ import annotations

from decimal import Decimal, localcontext
from functools import cache
from typing import Literal

from babel import Locale
from babel.numbers import format_decimal, get_currency_name
from babel.units import format_unit, get_unit_name

from digest import wordlists

_PARTS = {"thirds": 3, "sixths": 6, "sevenths": 7, "ninths": 9}  # of which no decimal is exact


def number(value: Decimal, locale: Locale) -> str:
    """A number with every digit kept.

    >>> number(Decimal("1234567.50"), Locale("en"))
    '1,234,567.50'
    """
    with localcontext(prec=len(f"{value:f}")):
        return format_decimal(value, _pattern(value), locale=locale, decimal_quantization=False)


def measured(value: Decimal, unit: str, locale: Locale) -> str:
    """A number with its unit; a unit that is a word has the form that the number asks for.

    >>> uk = Locale("uk")
    >>> measured(Decimal(5), "days", uk), measured(Decimal(5), "km", uk), measured(Decimal(5), "votes", uk)
    ('5 днів', '5 км', '5 votes')
    >>> measured(Decimal(2), "thirds", uk)
    '2/3'
    """
    if unit in _PARTS:
        return f"{number(value, locale)}/{_PARTS[unit]}"
    if not _is_translated(unit, locale):
        return f"{number(value, locale)} {unit}"
    length: Literal["long", "short"] = "long" if _is_word(unit) else "short"
    with localcontext(prec=len(f"{value:f}") + 1):
        return format_unit(value, _keys()[unit], length, _pattern(value), locale)


def name(unit: str, locale: Locale) -> str | None:
    """What several of a unit are called; nothing where there is no such name, as for a counted noun.

    >>> uk = Locale("uk")
    >>> name("km", uk), name("days", uk), name("EUR", uk), name("votes", uk)
    ('кілометри', 'дні', 'євро', None)
    """
    if unit in _keys():
        return get_unit_name(_keys()[unit], "long", locale) or _beside_two(unit, "long", locale)
    currency = get_currency_name(unit, 2, locale)
    return currency if currency != unit else None


def sign(unit: str, locale: Locale) -> str | None:
    """How a unit is written beside a number; nothing for one that is a word.

    >>> uk = Locale("uk")
    >>> sign("km", uk), sign("EUR", uk), sign("days", uk)
    ('км', 'EUR', None)
    """
    if _is_word(unit):
        return None
    return _beside_two(unit, "short", locale) if _is_translated(unit, locale) else unit


def _is_translated(unit: str, locale: Locale) -> bool:
    """Whether a language has its own way to write a unit; signs in English are those of the digest."""
    return unit in _keys() and (locale.language != "en" or _is_word(unit))


def _is_word(unit: str) -> bool:
    """Whether a unit is a word in English, such as days, and no sign, such as km."""
    return unit in _keys() and get_unit_name(_keys()[unit], "long", "en") == unit


def _beside_two(unit: str, length: Literal["long", "short"], locale: Locale) -> str:
    return format_unit(2, _keys()[unit], length, "0", locale).replace(number(Decimal(2), locale), "").strip()


def _pattern(value: Decimal) -> str:
    places = len(f"{value:f}".partition(".")[2])
    return "#,##0" + ("." + "0" * places if places else "")


@cache
def _keys() -> dict[str, str]:
    """The key in Babel's data of each unit."""
    return {unit: key for key, unit in wordlists.table("digest.annotate", "figures_babel_units").items()}

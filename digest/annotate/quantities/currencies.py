"""Currencies by sign, code and name in a language, from Babel; built once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from digest.annotate.quantities.lexicon import table
from digest.annotate.quantities.locales import find_locale


@cache
def currency_codes() -> frozenset[str]:
    """The ISO 4217 codes in use today: no Deutschmark, no franc of 1795."""
    from babel.core import get_global

    tenders = get_global("territory_currencies").values()
    return frozenset(code for uses in tenders for code, _, end, tender in uses if tender and end is None)


@cache
def currency_signs(language: str) -> Mapping[str, str]:
    """Signs and codes that stand right before or after a number: `€`, `US$`, `JPY`."""
    signs = {code: code for code in currency_codes()}
    signs |= {
        sign: code for code, sign in sorted(find_locale(language).currency_symbols.items()) if code in signs
    }
    signs |= {sign: code for sign, code in _taught(language) if _is_sign(sign)}
    return MappingProxyType(signs)


@cache
def currency_names(language: str) -> Mapping[str, str]:
    """Names in lower case: `danish kroner` is `DKK`."""
    names = {name.lower(): code for name, code in _printed_names(language)}
    names |= {name.lower(): code for name, code in _taught(language) if not _is_sign(name)}
    return MappingProxyType(names)


def _taught(language: str) -> Iterator[tuple[str, str]]:
    yield from table("currencies_en").items()
    if language != "en":
        yield from table(f"currencies_{language}").items()


def _is_sign(name: str) -> bool:
    return (not name.isalpha() and " " not in name) or (name.isupper() and len(name) <= 3) or name == "Rs"


def _printed_names(language: str) -> Iterator[tuple[str, str]]:
    locale = find_locale(language)
    for code in sorted(currency_codes()):
        if code in locale.currencies:
            yield str(locale.currencies[code]), code
        for name in locale._data["currency_names_plural"].get(code, {}).values():
            yield str(name), code

"""Units of measurement by symbol and by name in a language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from digest.annotate.quantities.currencies import currency_names
from digest.annotate.quantities.lexicon import table
from digest.annotate.quantities.locales import find_locale

_LONGEST_SYMBOL = 2
_WIDTHS = {"short": 4, "long": 2}  # where Babel keeps names, and how short a name may be there


@cache
def unit_symbols() -> Mapping[str, str]:
    """Symbols in their exact case: `MW` is not `mW`."""
    return table("units")


@cache
def unit_names(language: str) -> Mapping[str, str]:
    """Names of units and currencies, in lower case and with blanks for hyphens.

    >>> unit_names("es")["kilómetros"], unit_names("en")["danish kroner"]
    ('km', 'DKK')
    """
    names = {} if language == "en" else dict(_printed_names(language))
    names |= {_key(name): unit for name, unit in table("units").items() if _is_name(name)}
    names |= {_key(name): unit for name, unit in table(f"units_{language}").items()}
    return MappingProxyType(names | dict(currency_names(language)))


def _printed_names(language: str) -> Iterator[tuple[str, str]]:
    """What Babel calls our units in a language, singular and plural."""
    patterns = find_locale(language)._data["unit_patterns"]
    for babel_key, unit in table("babel_units").items():
        for width, shortest in _WIDTHS.items():
            for plural, pattern in patterns.get(babel_key, {}).get(width, {}).items():
                name = _key(str(pattern).replace("{0}", "").strip())
                if plural != "per" and len(name) >= shortest:
                    yield name, unit
                    if language == "de":
                        yield f"{name}n", unit  # the dative: “nach 20 Kilometern”


def _key(name: str) -> str:
    return name.lower().replace("-", " ")


def _is_name(name: str) -> bool:
    return len(name) > _LONGEST_SYMBOL and any(c.islower() for c in name)

"""Names that a page sets in capitals, as they are written elsewhere: a change of case, of nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from digest.parse import lexicon
from digest.parse.line import Line, fold

_LONGEST = 80  # signs of a name
_PART = re.compile(r"[^\W\d_]+")
_VOWELS = frozenset("AEIOUYÀÁÂÃÄÅÆÈÉÊËÌÍÎÏÒÓÔÕÖØÙÚÛÜÝАЕЄИІЇОУЮЯЁЫЭ")
_SHORT = frozenset({"AL", "AN", "ED", "EM", "OZ"})  # names of two letters that are no initials
_WITHIN = re.compile(r"\b(?:MC(?=[A-Z]{2})|[A-Z][’'](?=[A-Z]{2}))")


def as_printed(name: str, lines: Sequence[Line]) -> str:
    """A name of several words in capitals as the text prints it otherwise; else the name as it stands."""
    if not _is_in_capitals(name):
        return name
    return next(_printed(name, lines), name)


def in_small_letters(name: str, lines: Sequence[Line]) -> str:
    """A person's name in capitals as the text prints it otherwise, else by the rules for names."""
    if not _is_in_capitals(name):
        return name
    return next(_printed(name, lines), person(name))


def person(name: str) -> str:
    """A person's name with small letters behind its capitals; as it stands where it may hold initials.

    >>> person("JO O'HARA-MCNEIL"), person("TJ BERG"), person("ADA VAN DER BERG")
    ("Jo O'Hara-McNeil", 'TJ BERG', 'Ada van der Berg')
    """
    words = name.split()
    if any(_may_be_initials(part) for word in words if "." not in word for part in _PART.findall(word)):
        return name
    small = " ".join(_word(word, first=not number) for number, word in enumerate(words))
    return small if small.upper() == name else name


def _is_in_capitals(name: str) -> bool:
    return name.isupper() and " " in name and len(name) <= _LONGEST


def _printed(name: str, lines: Sequence[Line]) -> Iterator[str]:
    folded = fold(name)
    pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
    for line in lines:
        if folded in line.folded:
            for match in pattern.finditer(line.text):
                if _is_written_as_name(match[0]) and match[0].upper() == name:
                    yield match[0][0].upper() + match[0][1:]  # a sentence says “the Example Herald”


def _is_written_as_name(text: str) -> bool:
    small = lexicon.words("name_particles")
    words = text.split()[1:]
    return any(map(str.islower, text)) and all(word[0].isupper() or word in small for word in words)


def _may_be_initials(part: str) -> bool:
    if len(part) == 1:
        return False
    return _VOWELS.isdisjoint(part) or (len(part) == 2 and part[-1] not in _VOWELS and part not in _SHORT)


def _word(word: str, *, first: bool) -> str:
    if word.casefold() in lexicon.words("name_particles") and not first:
        return word.lower()
    if "." in word:
        return word
    return "".join(_capitalised(part) for part in re.split(r"(-)", word))


def _capitalised(part: str) -> str:
    within = _WITHIN.match(part)
    head = part[: within.end()] if within else ""
    return head.capitalize() + part[len(head) :].capitalize()

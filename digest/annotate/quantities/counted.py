"""The noun behind a number that says what is counted: “seven European countries”."""

from __future__ import annotations

from digest.annotate.quantities.lexicon import table, words
from digest.annotate.quantities.tokens import Reading

_LONGEST = 10  # tokens
_NOT_PLURAL = frozenset("suiʼ'’")  # glass, bus, this, Hodges'


def counted_noun(reading: Reading, i: int) -> int:
    """Return the token after the counted noun phrase that starts at token `i`; `i` when none does.

    >>> from digest.annotate.quantities.tokens import read
    >>> reading = read("seven small coal-fired power plants closed")
    >>> reading.words(1, counted_noun(reading, 1))
    'small coal-fired power plants'
    """
    return _english(reading, i) if reading.language == "en" else _foreign(reading, i)


def core(reading: Reading, first: int, after: int) -> int:
    """Return where a noun phrase starts without its participles and adverbs: “recorded songs” are songs."""
    while first + 1 < after and reading.kind(first + 1) == "word" and is_participle(reading.lower(first)):
        first += 1
    return first


def is_plural(word: str) -> bool:
    """Whether an English word looks like a noun in the plural."""
    lower = word.lower()
    if lower in words("plurals_en"):
        return True
    if word.isupper() or not lower.endswith("s") or len(word) < 3:
        return False  # SLS, UBS
    return word[:-1].isupper() or (len(word) > 3 and lower[-2] not in _NOT_PLURAL)


def is_participle(word: str) -> bool:
    """Whether an English word looks like a participle or an adverb."""
    return len(word) > 4 and word.endswith(("ed", "ing", "ly")) and word not in words("not_participles_en")


def _english(reading: Reading, i: int) -> int:
    stops = words("stopwords_en")
    if reading.joined(i - 1):
        return i + (reading.lower(i) in words("attributes_en") or is_plural(reading.lower(i)))
    j = i
    while j < len(reading.tokens) and j - i < _LONGEST:
        if j > i and reading.joined(j):
            j += 1
            continue
        if reading.kind(j) != "word" or (reading.lower(j) in stops and not _is_acronym(reading, j)):
            break
        if reading.lower(j) in table("numbers_en"):
            break  # “two of the town's three gates”
        if is_plural(reading.tokens[j].text) and not reading.joined(j + 1):
            return j + 1 + _goes_on(reading, j)
        j += 1
    return (
        i + 1 if reading.lower(i) in words("attributes_en") or reading.lower(i) in words("states_en") else i
    )


def _is_acronym(reading: Reading, j: int) -> bool:
    """Whether a word is no stop word but a name: the US, IT."""
    return reading.tokens[j].text.isupper() and len(reading.tokens[j].text) > 1


def _goes_on(reading: Reading, j: int) -> bool:
    """Whether a plural such as “crew” only describes the next: “crew members”."""
    irregular = reading.lower(j) in words("plurals_en")
    return irregular and reading.kind(j + 1) == "word" and is_plural(reading.tokens[j + 1].text)


def _foreign(reading: Reading, i: int) -> int:
    """The word behind the number; in German the noun, which its capital shows."""
    stops = words(f"stopwords_{reading.language}")
    if not stops:
        return i  # a language we know no grammar of
    for j in range(i, min(i + 3, len(reading.tokens))):
        if reading.kind(j) != "word" or reading.lower(j) in stops:
            return i
        if reading.language != "de" or reading.tokens[j].text[0].isupper():
            return j + 1 if len(reading.lower(j)) > 2 else i
    return i

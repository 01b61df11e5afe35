"""Cutting a paragraph into words, signs and marked passages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from digest.annotate import lexicon
from digest.annotate.marks import Marked

_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}|(?P<clitic>['’][sS](?!\w))|[^\W_]+(?:(?:[-‑.'’&@]|(?<=\d),(?=\d{3}(?!\d)))[^\W_]+)*|\.{2,}|-{2,}|\S"
)
_CLITIC = re.compile(r"['’][sS]$")
_LONGEST_TITLE = 6
_WHO = "WHO"

_JOINED = ("al-", "d'", "d’", "el-", "l'", "l’")
POSSESSIVES = frozenset(["'s", "’s"])
PARTICLES = lexicon.grammar("name_particles")


class Token(NamedTuple):
    """A word, a sign, or a whole marked passage (`quote`), with its place in the paragraph."""

    text: str
    lower: str
    start: int
    end: int
    kind: str  # word | sign | quote
    marked: Marked | None = None

    @property
    def capital(self) -> bool:
        """Whether it is a word that starts with a capital."""
        if self.kind != "word":
            return False
        # “d'Hondt”, “al-Hadi”: a particle and a name in one word.
        return self.text[0].isupper() or (
            self.text.startswith(_JOINED) and self.text[2:4].strip("-'’")[:1].isupper()
        )


def tokenise(
    text: str, marked: Sequence[Marked] = (), language: str = "en", *, start: int = 0, end: int | None = None
) -> tuple[Token, ...]:
    """Return the tokens of a paragraph, or of a part of it, in order, each marked passage as one.

    >>> [t.text for t in tokenise("Mr. Ray's ally said so.")]
    ['Mr.', 'Ray', "'s", 'ally', 'said', 'so', '.']
    """
    tokens: list[Token] = []
    place = start
    for passage in marked:
        _plain(text, place, passage.start, language, tokens)
        surface = text[passage.start : passage.end]
        kind = "word" if _is_term(text, passage, tokens) else "quote"
        tokens.append(Token(surface, "", passage.start, passage.end, kind, passage))
        place = passage.end
    _plain(text, place, len(text) if end is None else end, language, tokens)
    return tuple(_with_acronyms(tokens) if _WHO in text else tokens)


def _with_acronyms(tokens: Sequence[Token]) -> Iterator[Token]:
    """“The WHO said”: capitals among plain words are no relative pronoun."""
    for index, token in enumerate(tokens):
        beside = [other.text for other in tokens[max(0, index - 1) : index + 2] if other is not token]
        shouted = any(word.isupper() and len(word) > 1 for word in beside)
        yield token._replace(lower=token.text) if token.text == _WHO and not shouted else token


def ends_with(token: Token, signs: str) -> bool:
    """Whether the words inside the marks of a token end with one of the signs."""
    return token.text.rstrip("\"”’'»“ ").endswith(tuple(signs))


def is_title(token: Token) -> bool:
    """Whether a marked passage is a Title of a Few Words."""
    words = token.text.strip("\"'“”‘’«»„,. ").split()
    small = lexicon.words("function_words") | lexicon.words("determiners")
    capitals = [word for word in words if not word[0].islower()]
    plain = [word for word in words if word[0].islower() and word.lower() not in small]
    return 1 < len(words) <= _LONGEST_TITLE and not plain and len(capitals) > 1


def _is_term(text: str, passage: Marked, before: Sequence[Token]) -> bool:
    """Whether marks enclose a name: a book, a broadcast, a nickname. Such words are not said."""
    inner = text[passage.inner_start : passage.inner_end]
    named = len(before) > 1 and before[-1].text == "," and before[-2].lower in lexicon.grammar("works")
    if named:
        before = before[:-1]  # “in her memoir, ‘The Long Way,’”
    if not before or before[-1].kind != "word" or passage.runs_on or not inner.strip():
        return False
    small = lexicon.words("function_words") | lexicon.words("determiners")
    words = inner.split()[: _LONGEST_TITLE + 1]
    if len(words) > _LONGEST_TITLE or not words[0][0].isupper():
        return False
    nearby = before[-1].capital or before[-1].lower in POSSESSIVES | small | lexicon.grammar("works")
    return nearby and all(not word[0].islower() or word.lower() in small for word in words)


def _plain(text: str, start: int, end: int, language: str, tokens: list[Token]) -> None:
    abbreviations = _abbreviations(language)
    for match in _TOKEN.finditer(text, start, end):
        word, first = match.group(), match.start()
        if match.lastgroup == "clitic":
            tokens.append(Token(word, word.lower(), first, match.end(), "word"))
        elif (
            word == "."
            and tokens
            and tokens[-1].end == first
            and _keeps_stop(text, tokens[-1], abbreviations)
        ):
            start = tokens.pop().start
            tokens.append(
                Token(text[start : first + 1], text[start : first + 1].lower(), start, first + 1, "word")
            )
        else:
            _add(word, first, tokens)


def _add(word: str, start: int, tokens: list[Token]) -> None:
    """Add a word or a sign; a possessive's “'s” is a word of its own."""
    kind = "word" if word[0].isalnum() else "sign"
    clitic = _CLITIC.search(word) if kind == "word" else None
    if clitic is not None:
        cut = clitic.start()
        tokens.append(Token(word[:cut], word[:cut].lower(), start, start + cut, kind))
        word, start = word[cut:], start + cut
    tokens.append(Token(word, word.lower(), start, start + len(word), kind))


def _keeps_stop(text: str, token: Token, abbreviations: frozenset[str]) -> bool:
    if token.kind != "word":
        return False
    if token.lower in ("no", "nos"):  # “No. 10”, but “He said no.”
        return text[token.end + 1 : token.end + 3].strip().isdigit()
    initial = len(token.text) == 1 and token.text.isupper() and token.text != "I"
    return initial or f"{token.text}." in abbreviations


@cache
def _abbreviations(language: str) -> frozenset[str]:
    """The abbreviations as printed, or in capitals: “Ill.”, not “he was ill.”."""
    lines = lexicon.lines("abbreviations", language)
    return frozenset(form for line in lines for form in (line, line.capitalize(), line.upper()))

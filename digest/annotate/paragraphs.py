"""Paragraphs as the annotator reads them: text, marked passages, tokens and sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from digest.annotate import lexicon
from digest.annotate.marks import Marked, find_marked
from digest.annotate.sentences import sentences
from digest.annotate.span import Span
from digest.annotate.tokens import Token, tokenise

_LONGEST_TITLE = 10  # words


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its tokens, and the text of the paragraph that their offsets count in."""

    paragraph: int
    text: str
    tokens: tuple[Token, ...]

    def span(self, first: int, last: int) -> Span:
        """Where tokens `first` to `last` (exclusive) stand."""
        return Span(self.paragraph, self.tokens[first].start, self.tokens[last - 1].end)


@dataclass(frozen=True, slots=True)
class Reading:
    """One paragraph, read."""

    paragraph: int
    text: str
    marked: tuple[Marked, ...]
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    language: str = "en"

    def inside(self, passage: Marked) -> tuple[Token, ...]:
        """The tokens of a marked passage, none where it is a title: “The Long Way Home”."""
        tokens = tokenise(
            self.text, passage.inside, self.language, start=passage.inner_start, end=passage.inner_end
        )
        words = [token for token in tokens if token.kind == "word"]
        small = lexicon.words("function_words") | lexicon.words("determiners")
        titled = all(token.text[0].isupper() or token.lower in small for token in words)
        return () if titled and len(words) < _LONGEST_TITLE else tokens

    def sentences_inside(self, passage: Marked) -> tuple[Sentence, ...]:
        """The sentences of a marked passage."""
        groups = sentences(self.inside(passage))
        return tuple(Sentence(self.paragraph, self.text, group) for group in groups)


def read(paragraphs: Sequence[str], language: str = "en") -> list[Reading]:
    """Read every paragraph of an article."""
    rows = zip(paragraphs, find_marked(paragraphs), strict=True)
    return [_read(number, text, marked, language) for number, (text, marked) in enumerate(rows, 1)]


def _read(number: int, text: str, marked: tuple[Marked, ...], language: str) -> Reading:
    tokens = tokenise(text, marked, language)
    groups = tuple(Sentence(number, text, group) for group in sentences(tokens))
    return Reading(number, text, marked, tokens, groups, language)

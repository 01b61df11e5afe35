"""Labels: “Ray: …”, the form of headlines and transcripts, where a colon is the cue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from digest.annotate import lexicon
from digest.annotate.names import Name
from digest.annotate.paragraphs import Reading
from digest.annotate.tokens import Token

_LONGEST = 10
_FEWEST_WORDS = 3
_INITIALS = frozenset(["Q.", "A."])  # they open a question and its answer


@dataclass(frozen=True, slots=True)
class Label:
    """The tokens of a paragraph before its first colon, and where what is said begins."""

    first: int
    last: int
    colon: int


def find_labels(readings: Sequence[Reading], names: Sequence[Name]) -> dict[int, Label]:
    """Return the label of each paragraph that has one, by paragraph number.

    A name counts where the article names the person elsewhere too; “Q:” counts where there is more than one.
    """
    found = {
        reading.paragraph: label for reading in readings if (label := _label(reading.tokens)) is not None
    }
    if not is_transcript(readings):
        found = {number: label for number, label in found.items() if label.colon}
    elsewhere = _named_elsewhere(names, found, readings)
    shouted = [n for n, label in found.items() if readings[n - 1].tokens[label.last - 1].text.isupper()]
    generic = [number for number, label in found.items() if _is_generic(readings[number - 1], label)]
    return {
        number: label
        for number, label in found.items()
        if number in elsewhere or (len(generic) > 1 and (number in generic or number in shouted))
    }


def is_transcript(readings: Sequence[Reading]) -> bool:
    """Whether questions are marked with “Q.”."""
    return any(reading.tokens and reading.tokens[0].text == "Q." for reading in readings)


def without_label(tokens: Sequence[Token]) -> Sequence[Token]:
    """The tokens of a paragraph after “Q.” or “A.”, which would read as a name's initial."""
    return tokens[1:] if tokens and tokens[0].text in _INITIALS else tokens


def _label(tokens: Sequence[Token]) -> Label | None:
    if tokens and tokens[0].text in _INITIALS:
        return Label(0, 1, 0) if len(tokens) > _FEWEST_WORDS else None
    for index, token in enumerate(tokens[: _LONGEST + 1]):
        if token.text == ":":
            said = sum(other.kind != "sign" for other in tokens[index + 1 : index + 1 + 2 * _FEWEST_WORDS])
            enough = said >= _FEWEST_WORDS or any(t.kind == "quote" for t in tokens[index + 1 : index + 2])
            return Label(0, _name_end(tokens, index), index) if index and enough else None
        if token.kind == "quote" or (
            token.kind == "sign" and token.text not in ("(", ")", "-", "–", "—", ".")
        ):
            return None
        subject = any(other.lower in ("on", "to") for other in tokens[1:index])
        if token.kind == "word" and not token.capital and token.lower not in _BETWEEN and not subject:
            return None
    return None


_BETWEEN = lexicon.grammar("between")


def _name_end(tokens: Sequence[Token], colon: int) -> int:
    """“Ray on taxes: …”, “Ray to Berg: …”, “Ray (D-Ore.): …”: the name comes first."""
    ends = [index for index in range(1, colon) if tokens[index].lower in ("on", "to", "(", "–", "—")]
    return ends[0] if ends else colon


def _is_generic(reading: Reading, label: Label) -> bool:
    words = " ".join(token.lower for token in reading.tokens[label.first : label.last])
    return words.strip(".") in lexicon.words("labels")


def _named_elsewhere(names: Sequence[Name], found: dict[int, Label], readings: Sequence[Reading]) -> set[int]:
    places: dict[str, set[int]] = {}
    for name in names:
        places.setdefault(name.surname.lower(), set()).add(name.span.paragraph)
    sure = set()
    for number, label in found.items():
        tokens = readings[number - 1].tokens
        words = [token.lower for token in tokens[label.first : label.last] if token.kind == "word"]
        if words and len(places.get(words[-1], ())) > 1:
            sure.add(number)
    return sure

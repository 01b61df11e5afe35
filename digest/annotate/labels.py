"""Labels: “Ray: …”, the form of headlines and transcripts, where a colon is the cue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from digest.annotate import cues, lexicon
from digest.annotate.names import Name
from digest.annotate.paragraphs import Reading
from digest.annotate.tokens import Token

_LONGEST = 10
_FEWEST_WORDS = 3
_INITIALS = frozenset(["Q.", "A."])  # they open a question and its answer
_NOES = frozenset(["never", "no", "not"])
_PRONOUNS = frozenset(["he", "she"])
_AUXILIARIES = lexicon.helping_verbs()
_OWN = lexicon.grammar("speakers_own")

# marked: marks follow the colon; spoken: a turn of a transcript; told: a headline; open: who knows.
Form = Literal["marked", "spoken", "told", "open"]


@dataclass(frozen=True, slots=True)
class Label:
    """The tokens of a paragraph before its first colon, and how what is said after it is printed."""

    first: int
    last: int
    colon: int
    form: Form = "spoken"


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
    sure = {
        number: label
        for number, label in found.items()
        if number in elsewhere or (len(generic) > 1 and (number in generic or number in shouted))
    }
    return _with_forms(sure, readings, transcript=bool(generic) or is_transcript(readings))


def _with_forms(
    labels: Mapping[int, Label], readings: Sequence[Reading], *, transcript: bool
) -> dict[int, Label]:
    """Tell turns of a transcript from headlines, and leave out the lines of a list: “Ray: 12 votes”."""
    marked = {n for n, label in labels.items() if _is_marked(readings[n - 1].tokens, label)}
    plain = [n for n in labels if n not in marked]
    speak = [n for n in plain if _speaks(readings[n - 1].tokens, labels[n])]
    transcript = transcript or (len(plain) > 1 and 2 * len(speak) >= len(plain))
    found = {}
    for number, label in labels.items():
        if number in marked:
            found[number] = replace(label, form="marked")
        elif transcript:
            found[number] = label
        elif not _is_listing(readings[number - 1].tokens, label):
            reading = readings[number - 1]
            told = number in speak or (len(plain) == 1 and _is_headline(reading, label))
            found[number] = replace(label, form="told" if told else "open")
    return found


def _is_marked(tokens: Sequence[Token], label: Label) -> bool:
    return label.colon > 0 and tokens[label.colon + 1].kind == "quote"


def _speaks(tokens: Sequence[Token], label: Label) -> bool:
    """Whether what follows is told in the first person, or asks."""
    return any(token.lower in _OWN or token.text[0] == "?" for token in tokens[label.colon + 1 :])


def _is_listing(tokens: Sequence[Token], label: Label) -> bool:
    """“Ray: 43, born in Lorne”, “Ray: against; Berg: for”: what is told of somebody, no words of theirs."""
    first, rest = tokens[label.colon + 1], tokens[label.colon + 1 :]
    if first.text[0].isdigit() or any(token.text in (":", ";") for token in rest):
        return True
    return not first.capital and (first.lower in _AUXILIARIES or not _has_verb(rest))


def _is_headline(reading: Reading, label: Label) -> bool:
    """“Ray: The plan is dead”, “Ray: No more cuts”, but not “Ray: She is 43” or “Ray: A life in pictures”."""
    rest = reading.tokens[label.colon + 1 :]
    opener = rest[0].lower
    if reading.language != "en" or opener in _PRONOUNS or opener.endswith("ed"):
        return False
    return opener in _NOES or _has_verb(rest)


def _has_verb(tokens: Sequence[Token]) -> bool:
    known = lexicon.words("verbs") | cues.words("past", "s")
    return any(token.lower in known or token.kind == "quote" for token in tokens)


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

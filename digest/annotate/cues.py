"""Cues: the words that say that something is speech, and what may follow each."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from digest.annotate import lexicon
from digest.annotate.tokens import Token

_DOUBLES = re.compile(r"[^aeiou][aeiou][bdgkmnprt]$")
_DOUBLED = frozenset(["admit", "quip", "refer", "submit"])  # stressed on the last syllable
_LINE = re.compile(
    r"(?P<lemma>[\w-]+)(?: (?P<particle>\w+))?(?: \((?P<irregular>[\w ]+)\))? = (?P<frames>\w+)"
)
_VOWELS = "aeiou"
_HAVE = lexicon.grammar("have")
_BE = lexicon.grammar("be")
_KEEP = lexicon.grammar("keep")
_DO = lexicon.grammar("do")
_WILL = frozenset(["will", "would"])
_CLITIC = frozenset(["'s", "’s"])  # has, is, or a possessive: only the subject tells
_ADVERBS = lexicon.grammar("adverbs")
_LONGEST_TIME = 4
_FARTHEST_OF = 4
_QUANTIFIERS = lexicon.grammar("quantifiers")
_GOES_ON = (("went", "on"), ("goes", "on"), ("gone", "on"), ("continued",), ("continues",))


@dataclass(frozen=True, slots=True)
class Form:
    """One inflected form of a cue: what may follow it, and how it is inflected."""

    lemma: str
    frames: str
    tense: str  # base | s | past | ing
    particle: str = ""

    @property
    def needs_marks(self) -> bool:
        """Whether only marked words after the verb are speech: “feared ‘a disaster’”."""
        return set(self.frames) <= {"m", "n"}


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue in a sentence: tokens `first` to `last`, auxiliaries before the `verb` and its particle after."""

    first: int
    verb: int
    last: int
    form: Form
    modal: bool = False  # “will say”: only marked words are sure to be said
    timed: bool = False  # “on Tuesday said”: a time stands between the subject and the verb

    @property
    def words(self) -> tuple[int, int]:
        """The tokens that are printed as the cue."""
        return self.verb if self.timed else self.first, self.last + 1

    def takes(self, *frames: str) -> bool:
        """Whether the cue may be followed by one of these kinds of content."""
        return any(frame in self.form.frames for frame in frames)


@cache
def forms(language: str = "en") -> Mapping[str, tuple[Form, ...]]:
    """Every form of every reporting verb of a language, those with a particle first."""
    found: dict[str, list[Form]] = {}
    for line in lexicon.lines("cues", language):
        match = _LINE.fullmatch(line)
        if match is None:
            raise ValueError(f"data/cues.{language}.txt: cannot read {line!r}")
        inflected = _inflect(match["lemma"], (match["irregular"] or "").split())
        for word, tense in inflected:
            form = Form(match["lemma"], match["frames"], tense, match["particle"] or "")
            found.setdefault(word, []).append(form)
    return MappingProxyType(
        {word: tuple(sorted(some, key=lambda form: not form.particle)) for word, some in found.items()}
    )


@cache
def words(*tenses: str) -> frozenset[str]:
    """The forms of English reporting verbs in the given tenses, those that need a particle left out."""
    return frozenset(
        word
        for word, some in forms().items()
        if any(form.tense in tenses and not form.particle and not form.needs_marks for form in some)
    )


def find_cues(tokens: Sequence[Token]) -> list[Cue]:
    """Return the cues of an English sentence that report speech, in order."""
    known = forms()
    found = []
    for index, token in enumerate(tokens):
        if token.lower in known and not (token.capital and index and not is_headline(tokens)):
            cue = _cue(tokens, index, known[token.lower])
            if cue is not None:
                found.append(cue)
    return found


def is_headline(tokens: Sequence[Token]) -> bool:
    """Whether Nearly Every Word Has a Capital."""
    long = [token for token in tokens if token.kind == "word" and len(token.text) > 3]
    return len(long) > 3 and sum(token.capital for token in long) > 0.8 * len(long)


def _cue(tokens: Sequence[Token], index: int, known: Sequence[Form]) -> Cue | None:
    following = tokens[index + 1].lower if index + 1 < len(tokens) else ""
    for form in known:
        if form.particle in ("", following):
            return _verb_group(tokens, index, form)
    return None


def _verb_group(tokens: Sequence[Token], index: int, form: Form) -> Cue | None:
    """The auxiliaries and adverbs before the verb, unless they deny or postpone the speech."""
    first = _before_time(tokens, index)
    helped = modal = False
    while first > 0 and tokens[first - 1].kind == "word":
        word = tokens[first - 1].lower
        if form.tense in ("past", "s") and _is_surname(tokens, first - 1):
            break
        if helpers := _helpers(tokens, first - 1, form):
            helped, modal = True, modal or word in _WILL
            first -= helpers
        elif word in _BE or word in lexicon.words("not_speech"):
            return None
        elif not tokens[first - 1].capital and (word in _ADVERBS or lexicon.is_adverb(word)):
            first -= 1
        else:
            break
    if form.tense == "ing" and not helped:
        first = index
    if form.tense in ("base", "s") and _is_noun(tokens, first, index, form):
        return None
    timed = not helped and _before_time(tokens, index) < index
    return Cue(first, index, index + bool(form.particle), form, modal, timed)


def _helpers(tokens: Sequence[Token], index: int, form: Form) -> int:
    """How many words, the last at `index`, help the verb: “will”, “has”, “went on to”."""
    word = tokens[index].lower
    if word == "to":
        going = _goes_on(tokens, index)
        return going and going + 1
    if form.tense == "ing" and (word in _BE | _KEEP or _is_shortened_be(tokens, index)):
        return 1
    does = form.tense == "base" and word in _DO
    has = word in _HAVE or (
        word in _CLITIC and form.tense == "past" and form.lemma == "say" and not _is_owned(tokens, index)
    )
    return int(word in _WILL or does or has)


def _is_owned(tokens: Sequence[Token], index: int) -> bool:
    """“a friend of Ray's said”, where “'s” is no “has”."""
    return any(token.lower == "of" for token in tokens[max(0, index - _FARTHEST_OF) : index])


def _is_shortened_be(tokens: Sequence[Token], index: int) -> bool:
    """“he's saying”, not “Ray's commanding lead”."""
    before = tokens[index - 1].lower if index else ""
    return tokens[index].lower in _CLITIC and before in lexicon.table("pronouns")


def _before_time(tokens: Sequence[Token], index: int) -> int:
    """“Ray on Tuesday said”: where the time begins, when a subject stands before it."""
    times = lexicon.words("time_words") - {"that"} | {"on"}
    first = index
    while first > 0 and index - first < _LONGEST_TIME and tokens[first - 1].lower in times:
        if _is_surname(tokens, first - 1):
            break
        first -= 1
    subject = first > 0 and (tokens[first - 1].kind == "word" or tokens[first - 1].text in (")", ","))
    return first if subject else index


def _is_surname(tokens: Sequence[Token], index: int) -> bool:
    """“Ida May said”, “May said”: a name that is also an auxiliary, or a month."""
    if not tokens[index].capital or tokens[index].text not in lexicon.given_names():
        return False
    return index == 0 or tokens[index - 1].text in lexicon.given_names() or tokens[index - 1].kind != "word"


def _is_noun(tokens: Sequence[Token], first: int, index: int, form: Form) -> bool:
    """“some states”, “his claims”: the form is a noun after a word that opens a noun phrase."""
    if first == 0:
        return form.tense == "base"
    if tokens[index - 1].lower in ("all", "both") and form.tense == "s":
        return True  # “took all reports seriously”
    before = tokens[first - 1]
    if before.lower in lexicon.words("determiners") | _CLITIC:
        return before.lower not in _QUANTIFIERS or "n" in form.frames
    if (
        form.lemma != "state"
        and before.lower in ("and", "or")
        and tokens[min(index + 1, len(tokens) - 1)].lower == "that"
    ):
        return False  # “left early and claims that”
    return before.lower in ("of", "in", "with", "by", "for", "and", "or") and "n" in form.frames


def _goes_on(tokens: Sequence[Token], index: int) -> int:
    """How many words before “to” say that somebody goes on: “went on to say”."""
    before = tuple(token.lower for token in tokens[max(0, index - 2) : index])
    return next((len(phrase) for phrase in _GOES_ON if before[-len(phrase) :] == phrase), 0)


def _inflect(lemma: str, irregular: Sequence[str]) -> list[tuple[str, str]]:
    past = [(word, "past") for word in irregular] or [(_suffixed(lemma, "ed"), "past")]
    return [*past, (lemma, "base"), (_third(lemma), "s"), (_suffixed(lemma, "ing"), "ing")]


def _third(lemma: str) -> str:
    if lemma.endswith(("s", "sh", "ch", "x", "go")):
        return f"{lemma}es"
    return f"{lemma[:-1]}ies" if _consonant_y(lemma) else f"{lemma}s"


def _suffixed(lemma: str, suffix: str) -> str:
    if lemma.endswith("e"):
        return lemma[: None if suffix == "ing" and lemma.endswith("ee") else -1] + suffix
    if suffix == "ed" and _consonant_y(lemma):
        return lemma[:-1] + "ied"
    if lemma in _DOUBLED or (_DOUBLES.search(lemma) and len(lemma) <= 4):
        return lemma + lemma[-1] + suffix
    return lemma + suffix


def _consonant_y(lemma: str) -> bool:
    return lemma.endswith("y") and lemma[-2] not in _VOWELS

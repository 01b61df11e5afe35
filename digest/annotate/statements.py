"""Statements: every quotation of an article by place, before anybody asks who speaks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from digest.annotate import cues, foreign, lexicon
from digest.annotate.clauses import Range, clause_end
from digest.annotate.doubts import is_doubted
from digest.annotate.frame import Frame
from digest.annotate.frames import find_frames
from digest.annotate.interviews import is_question
from digest.annotate.labels import Label, find_labels
from digest.annotate.names import Name
from digest.annotate.paragraphs import Reading, Sentence
from digest.annotate.phrases import Phrase, before
from digest.annotate.sentences import sentences
from digest.annotate.span import Span
from digest.annotate.tokens import POSSESSIVES, Token
from digest.model import QuotationKind

_FEWEST_IN_PASSING = 8  # so many marked words inside the reporter's sentence are more than a term
_FARTHEST_THAT = 16  # tokens
_LONGEST_QUESTION = 8  # tokens
_FEWEST_OF_A_CLAUSE = 4  # fewer marked words with a verb may be a term: “fact-finding”
_SIGNS = " \"'“”‘’«»„`.,;:!?"
_ENDS = '.?!…"”'
_FEWEST_WORDS = 2  # a single marked word that stands alone is a term, a shout or a caption


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One quotation by place. Without a source it goes on from `follows`, an earlier or later statement."""

    content: Span
    kind: QuotationKind
    sentence: Sentence
    source: Phrase | None = None
    cue: Range | None = None
    relayer: Phrase | None = None  # who quotes the source
    nested: bool = False  # inside somebody else's marks
    is_label: bool = False  # “Ray: …” opens a paragraph
    answers: bool = False  # a question of a transcript, without a label of its own
    doubted: bool = False  # denied, asked, supposed or alleged
    follows: int | None = None  # 1: the next statement, -1: the one before, 0: nobody knows

    @property
    def source_span(self) -> Span | None:
        """Where the words that name who speaks stand."""
        return None if self.source is None else self.sentence.span(self.source.first, self.source.last)

    @property
    def cue_span(self) -> Span | None:
        """Where the cue stands."""
        return None if self.cue is None else self.sentence.span(*self.cue)


def find_statements(readings: Sequence[Reading], names: Sequence[Name] = ()) -> list[Statement]:
    """Return the statements of an English article in text order."""
    found: list[Statement] = []
    carried = False
    labels = find_labels(readings, names)
    answers = _answers(readings, labels)
    for reading in readings:
        label = labels.get(reading.paragraph)
        if label is not None and not _has_another(reading.tokens, label):
            found += _labelled(reading, label)
            carried = label.form == "marked" and reading.marked[-1].runs_on
            continue
        if reading.paragraph in answers:
            found.append(_answer(reading))
            carried = False
            continue
        spoken = bool(found) and reading.language == "en"
        opening = _introduced(readings[reading.paragraph - 2], reading) if reading.paragraph > 1 else None
        here = [s for s in _in_paragraph(reading, carried, spoken, opening) if _says_something(s)]
        here.sort(key=lambda statement: statement.content)
        found += here
        marked = reading.marked
        carried = bool(marked) and marked[-1].runs_on
    return found


def _answers(readings: Sequence[Reading], labels: Mapping[int, Label]) -> set[int]:
    """The paragraphs behind questions (“Q: …”) where answers have no label; one behind the last."""
    questions = [
        number for number, label in labels.items() if is_question(_words(readings[number - 1], label))
    ]
    if not questions or len(questions) < len(labels):
        return set()
    between = [*range(questions[0], questions[-1]), questions[-1] + 1]
    return {
        reading.paragraph
        for reading in readings
        if reading.paragraph in between and reading.paragraph not in labels and _is_answer(reading)
    }


def _words(reading: Reading, label: Label) -> str:
    return " ".join(token.lower for token in reading.tokens[label.first : label.last])


def _is_answer(reading: Reading) -> bool:
    """Whether a paragraph is told in the first person, or at least by no reporter."""
    tokens = reading.tokens
    own = any(token.lower in lexicon.grammar("speakers_own") for token in tokens)
    told = any(_frames(sentence, reading.language) for sentence in reading.sentences)
    return bool(tokens) and (own or not told) and tokens[-1].text[0] in _ENDS


def _answer(reading: Reading) -> Statement:
    """All of a paragraph is somebody's answer."""
    start, end = trimmed(reading.text, 0, len(reading.text))
    whole = Sentence(reading.paragraph, reading.text, reading.tokens)
    return Statement(content=Span(reading.paragraph, start, end), kind="direct", sentence=whole, answers=True)


def _has_another(tokens: Sequence[Token], label: Label) -> bool:
    """“Ray: ‘…’ Berg: ‘…’”: then each sentence has its own."""
    return any(
        tokens[index].text == ":" and tokens[index - 1].capital and tokens[index + 1].kind == "quote"
        for index in range(label.colon + 2, len(tokens) - 1)
    )


def _says_something(statement: Statement) -> bool:
    """Whether there is content; one word without marks is an object cut short: “announced … outlook”."""
    content = statement.content
    words = statement.sentence.text[content.start : content.end].split()
    return bool(words) and (statement.kind != "indirect" or len(words) > 1)


def _introduced(before: Reading, reading: Reading) -> Statement | None:
    """“Ray said:”, and the next paragraph opens with marks: read as if they stood behind the colon."""
    passage = reading.tokens[0] if reading.tokens else None
    if reading.language != "en" or passage is None or passage.kind != "quote":
        return None
    if not before.tokens or before.tokens[-1].text != ":":
        return None
    sentence = before.sentences[-1]
    place = len(sentence.tokens)
    frames = find_frames((*sentence.tokens, passage))
    frame = next((frame for frame in frames if (place, place + 1) in frame.contents), None)
    _, start, end = _kind(reading.text, [passage], False)
    content = Span(reading.paragraph, start, end)
    if frame is None:  # “This is what happened:” is nobody's who spoke before
        return Statement(content=content, kind="direct", sentence=sentence)
    return Statement(
        content=content,
        kind="direct",
        sentence=sentence,
        source=frame.source,
        cue=frame.cue,
        doubted=is_doubted(sentence.tokens, frame.source, frame.cue),
    )


def _in_paragraph(
    reading: Reading,
    carried: bool,
    spoken: bool,
    introduced: Statement | None = None,
    *,
    said: bool = False,
) -> Iterator[Statement]:
    framed = [(sentence, _frames(sentence, reading.language)) for sentence in reading.sentences]
    alone = all(token.kind != "word" for token in reading.tokens)
    for index, (sentence, frames) in enumerate(framed):
        yield from (_framed(sentence, frame, content) for frame in frames for content in frame.contents)
        said = said or bool(frames)
        later = index + 1 < len(framed) and _quotes(*framed[index + 1])
        bare = all(token.kind != "word" for token in sentence.tokens)
        for place in _marks_left(sentence, frames):
            token = sentence.tokens[place]
            first = index == 0 and place == 0
            answer = (
                _answer_to(framed[index - 1][0], sentence, token) if index and bare and place == 0 else None
            )
            given = answer or (introduced if first else None)
            if given is not None:
                yield given
                said = True
                continue
            opening = carried and first
            follows = -1 if opening else _follows(token, bare, said=said, later=later, spoken=spoken)
            if follows is None and alone and len(token.text.split()) >= _FEWEST_WORDS:
                follows = 0  # a paragraph of nothing but marked words is surely somebody's
            if follows is not None:
                yield _unframed(sentence, place, follows)
                said = True
    yield from _nested(reading)


def _answer_to(question: Sentence, sentence: Sentence, marks: Token) -> Statement | None:
    """“Ray's answer? ‘…’”: the marked words behind a short question are those of whom it asks."""
    tokens = question.tokens
    owners = [i for i, token in enumerate(tokens) if token.lower in POSSESSIVES]
    if tokens[-1].text[0] != "?" or len(tokens) > _LONGEST_QUESTION or len(owners) != 1:
        return None
    source, noun = before(tokens, owners[0]), len(tokens) - 2
    told = noun == owners[0] or tokens[noun].lower in lexicon.grammar("spoken")
    if source is None or source.first > 1 or not told:
        return None
    _, start, end = _kind(sentence.text, [marks], False)
    content = Span(sentence.paragraph, start, end)
    cue = (noun, noun + 1) if noun > owners[0] else None
    return Statement(content=content, kind="direct", sentence=question, source=source, cue=cue)


def _quotes(sentence: Sentence, frames: Sequence[Frame]) -> bool:
    """Whether somebody is quoted with marks in a sentence: then a quotation before it is theirs too."""
    ranges = [content for frame in frames for content in frame.contents]
    return any(token.kind == "quote" for first, last in ranges for token in sentence.tokens[first:last])


def _frames(sentence: Sentence, language: str) -> list[Frame]:
    if language == "en":
        return find_frames(sentence.tokens)
    return foreign.find_frames(sentence.tokens, language)


def _marks_left(sentence: Sentence, frames: Sequence[Frame]) -> list[int]:
    """Marked passages that no frame has taken."""
    taken = {place for frame in frames for content in frame.contents for place in range(*content)}
    return [i for i, token in enumerate(sentence.tokens) if token.kind == "quote" and i not in taken]


def _nested(reading: Reading) -> Iterator[Statement]:
    """“‘…,’ Berg told me” inside another's quotation."""
    for passage in reading.marked:
        for sentence in reading.sentences_inside(passage) if passage.inside else ():
            for frame in find_frames(sentence.tokens):
                for content in frame.contents:
                    if all(token.kind != "word" for token in sentence.tokens[slice(*content)]):
                        yield replace(_framed(sentence, frame, content), nested=True)


def _follows(token: Token, bare: bool, *, said: bool, later: bool, spoken: bool) -> int | None:
    """Whose speech a quotation without a cue goes on with; none when it is a mere term."""
    if token.marked is not None and token.marked.runs_on and not said:
        return 1
    words = len(token.text.split())
    if not bare:
        said_so = words >= _FEWEST_IN_PASSING or _is_plainly_said(token)
        return 0 if said_so and not _is_titled(token) else None
    if words < _FEWEST_WORDS:
        return None
    if said:
        return -1
    if later:
        return 1
    return -1 if spoken else None


def _is_titled(token: Token) -> bool:
    """A title of any length: “How the Coast Was Lost to the Sea”."""
    words = [word.strip(_SIGNS) for word in token.text.split()]
    small = lexicon.words("function_words") | lexicon.words("determiners")
    return all(not word[:1].islower() or word in small for word in words)


def _is_plainly_said(token: Token) -> bool:
    """Whether marks in passing hold a piece of a sentence, “ought to look into it”, and no term or title."""
    words = [word.strip(_SIGNS).lower() for word in token.text.split()]
    if len(words) < _FEWEST_OF_A_CLAUSE or not token.text.lstrip(_SIGNS)[:1].islower():
        return False
    verbs = lexicon.words("verbs") | cues.words("past", "s") | lexicon.grammar("speakers_own")
    return any(word in verbs and not word.endswith("ing") for word in words)


def _labelled(reading: Reading, label: Label) -> list[Statement]:
    """The marked words after the colon, and what the rest of the paragraph says; or all of it."""
    if label.form != "marked":
        return [_after_label(reading, label, len(reading.tokens))]
    end = label.colon + 2
    rest = reading.tokens[end:]
    groups = tuple(Sentence(reading.paragraph, reading.text, group) for group in sentences(rest))
    tagged = _tagged(reading, label)
    found = [_after_label(reading, label, end), *tagged]
    found += [
        statement
        for statement in _in_paragraph(
            replace(reading, tokens=rest, sentences=groups), False, True, said=True
        )
        if _says_something(statement)
    ]
    return sorted(found, key=lambda statement: statement.content)


def _tagged(reading: Reading, label: Label) -> list[Statement]:
    """“Ray: ‘…,’ said Berg”: the same words by the name behind them."""
    marks = reading.tokens[label.colon + 1]
    return [
        _framed(sentence, frame, content)
        for sentence in reading.sentences
        for frame in _frames(sentence, reading.language)
        for content in frame.contents
        if frame.source is not None
        and sentence.tokens[frame.source.first].start > marks.start
        and sentence.tokens[content[0]] is marks
    ]


def _after_label(reading: Reading, label: Label, end: int) -> Statement:
    whole = Sentence(reading.paragraph, reading.text, reading.tokens)
    kind, first, last = _kind(reading.text, reading.tokens[label.colon + 1 : end], False)
    spoken = label.form == "spoken" and kind == "indirect" and _is_sentence(reading.text, last)
    return Statement(
        content=Span(reading.paragraph, first, last),
        kind="direct" if spoken else kind,
        sentence=whole,
        source=Phrase(label.first, label.last, label.last - 1),
        cue=(label.colon, label.colon + 1) if label.colon else None,  # “Q.” has none
        is_label=True,
        doubted=label.form == "open",
    )


def _is_sentence(text: str, end: int) -> bool:
    # A transcript prints the very words, a headline their sense.
    return text[end - 1] in ".?!…"


def _framed(sentence: Sentence, frame: Frame, content: Range) -> Statement:
    tokens = sentence.tokens[content[0] : content[1]]
    kind, start, end = _kind(sentence.text, tokens, frame.embedded)
    return Statement(
        content=Span(sentence.paragraph, start, end),
        kind=kind,
        sentence=sentence,
        source=frame.source,
        cue=frame.cue,
        relayer=frame.relayer,
        doubted=is_doubted(sentence.tokens, frame.source, frame.cue),
    )


def _kind(text: str, tokens: Sequence[Token], embedded: bool) -> tuple[QuotationKind, int, int]:
    """Direct without its marks; mixed and indirect as the clause stands."""
    quotes = [token for token in tokens if token.kind == "quote"]
    start, end = tokens[0].start, tokens[-1].end
    if not quotes:
        return "indirect", start, end
    if any(token.kind == "word" for token in tokens):
        return "mixed", start, end
    first, last = quotes[0].marked, quotes[-1].marked
    if first is None or last is None:
        return "direct", start, end
    start, end = first.inner_start, last.inner_end
    return ("mixed" if embedded and text[start].islower() else "direct"), *trimmed(text, start, end)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The place without blanks at its edges and the comma that belongs to the reporter's sentence."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] == ","):
        end -= 1
    return start, end


def _unframed(sentence: Sentence, place: int, follows: int) -> Statement:
    first, last = _clause_around(sentence.tokens, place) if follows == 0 else (place, place + 1)
    kind, start, end = _kind(sentence.text, sentence.tokens[first:last], False)
    return Statement(
        content=Span(sentence.paragraph, start, end), kind=kind, sentence=sentence, follows=follows
    )


def _clause_around(tokens: Sequence[Token], place: int) -> Range:
    """“the idea that it ‘may be late’ in the year”: marks in passing belong to a clause with “that”."""
    for index in range(place - 1, max(-1, place - _FARTHEST_THAT), -1):
        if tokens[index].kind != "word":
            break
        if tokens[index].text == "that" and tokens[index + 1].lower not in lexicon.words("time_words"):
            return index, clause_end(tokens, index)
    return place, place + 1

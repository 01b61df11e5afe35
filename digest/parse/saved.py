"""A saved web page → its article: its head states the fields, trafilatura finds the body."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from digest.errors import ParseError
from digest.lengths import KEEP, too_long
from digest.model import Block, Dropped, KnownSource
from digest.parse import lexicon
from digest.parse.draft import Draft
from digest.parse.furniture import is_caption, reason
from digest.parse.line import Line, fold, read_lines
from digest.parse.metadata import statements
from digest.parse.photo import read_photo
from digest.parse.rendered import Shown, as_text, lines_of, parse_html
from digest.parse.said import Said, Statements
from digest.parse.stated import read_stated

_ENOUGH = 0.7  # of what the rules for pasted text find; a body with less was missed by its structure
_OUTSIDE = frozenset({"above the article", "below the article"})  # what the rules say of a place alone
_LONGEST = 5_000  # signs of a paragraph that no line of the page is
_MOST_ELEMENTS, _MOST_CHILDREN = 20_000, 1_000  # of a page, of an element; trafilatura takes their square
_HEADER = "said in the header"
_NOT_BODY = "not in the article's body"


def read_saved(
    source: str, known: Sequence[KnownSource] = (), said: Statements | None = None, *, where: str = ""
) -> Draft:
    """Read a page of HTML; what `said` states already, as the head of a message does, is believed first."""
    tree = parse_html(source, where)
    shown = lines_of(tree)
    said = _merged(said or {}, statements(tree), _of_figure(shown))
    text = as_text(shown)
    if why := too_long(text):
        raise ParseError(where, why, hint=KEEP)
    draft, unlike = read_stated(said, text, known)
    places = _places(shown)
    draft = _with_stated_section(draft, said, places)
    body = _joined(_body(tree, shown))
    if _length(body) >= _ENOUGH * sum(len(block.text) for block in draft.blocks):
        draft = _with_body(draft, places, body)
    return _on_lines_of_file(draft, places, unlike)


def _with_stated_section(draft: Draft, said: Statements, places: Mapping[int, Shown]) -> Draft:
    """The draft with the section that the head states: above a title, a whole page has its menu."""
    stated = next((one.text for one in said.get("section", ())), None)
    menu = {number for number, line in places.items() if _names_section(line) and line.text != stated}
    kept = tuple(number for number in draft.header_lines if number not in menu)
    return replace(draft, section=stated, header_lines=kept)


def _names_section(line: Shown) -> bool:
    return fold(line.text) in lexicon.words("section")


def _merged(*all_statements: Statements) -> Statements:
    fields = dict.fromkeys(field for statements in all_statements for field in statements)
    return {field: tuple(one for said in all_statements for one in said.get(field, ())) for field in fields}


def _of_figure(shown: Sequence[Shown]) -> Statements:
    """What the first caption with a credit says of its photograph, else the first caption."""
    captions = [(line, read_photo(_line(line.text))) for line in shown if line.caption]
    credited = next(((line, photo) for line, photo in captions if photo), None)
    if credited is None:
        return {"caption": (_said(captions[0][0].text, captions[0][0]),)} if captions else {}
    line, photo = credited
    parts = {"credit": photo.credit, "caption": photo.caption} if photo else {}
    return {field: (_said(text, line),) for field, text in parts.items() if text}


def _said(text: str, line: Shown) -> Said:
    return Said(text=text, where="<figcaption>", line=line.line)


def _line(text: str) -> Line:
    return read_lines(text)[0]


def _places(shown: Sequence[Shown]) -> dict[int, Shown]:
    """Each line by the number that it has in the text."""
    number = 0
    places: dict[int, Shown] = {}
    for place, line in enumerate(shown):
        number += 2 if line.gap and place else 1
        places[number] = line
    return places


def _length(lines: Sequence[Shown]) -> int:
    return sum(len(line.text) for line in lines)


def _body(tree: Any, shown: Sequence[Shown]) -> list[Shown]:
    """The lines of the page that trafilatura takes for the body, in its order and in the page's words."""
    places: dict[str, deque[int]] = {}
    for place, line in enumerate(shown):
        places.setdefault(line.key, deque()).append(place)
    whole = "".join(line.key for line in shown)
    body: list[Shown] = []
    last = -1
    for line in _extracted(tree):
        known = line.key in places
        later = _next_place(places.get(line.key, deque()), last)
        if later is not None:
            last, here = later, shown[later]
            body.append(replace(here, heading=line.heading or here.heading, item=line.item))
        elif not known and len(line.key) <= _LONGEST and line.key in whole:
            body.append(replace(line, line=shown[max(last, 0)].line))
    return body


def _next_place(places: deque[int], last: int) -> int | None:
    """The first of the places beyond the last one, and none of those before it any more."""
    while places and places[0] <= last:
        places.popleft()
    return places.popleft() if places else None


def _extracted(tree: Any) -> tuple[Shown, ...]:
    children = [len(element) for element in tree.iter()]
    if len(children) > _MOST_ELEMENTS or max(children) > _MOST_CHILDREN:
        return ()
    import trafilatura

    document = trafilatura.bare_extraction(tree, include_comments=False, with_metadata=False)
    body = getattr(document, "body", None)
    return () if body is None else lines_of(body)


def _joined(lines: Sequence[Shown]) -> list[Shown]:
    """The lines, with those joined again that a mere line break parts inside a sentence."""
    groups: list[list[Shown]] = []
    for line in lines:
        if line.soft and groups and not (line.heading or _line(groups[-1][-1].text).ends):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_one_line(group) for group in groups]


def _one_line(group: Sequence[Shown]) -> Shown:
    if len(group) == 1:
        return group[0]
    text = " ".join(line.text for line in group)
    return replace(group[0], text=text, parts=tuple(line.key for line in group))


def _with_body(draft: Draft, places: Mapping[int, Shown], body: Sequence[Shown]) -> Draft:
    """The draft with the body that the page's structure shows, and every other line accounted for."""
    rules = _rules(draft, places)
    headings = {block.text for block in draft.blocks if block.kind == "heading"}
    why = _reasons(body, draft, rules)
    blocks = _trimmed([_block(line, headings) for line in body if why[line] is None])
    texts = {block.text for block in blocks}
    kept = {key for line in body if line.text in texts for key in line.keys}
    header = frozenset(draft.header_lines)
    reasons = rules | {key: reason for line, reason in why.items() if reason for key in line.keys}
    dropped = tuple(
        Dropped(line=number, text=line.text, why=reasons.get(line.key, _NOT_BODY))
        for number, line in places.items()
        if line.key not in kept and number not in header
    )
    return replace(draft, blocks=blocks, dropped=dropped)


def _rules(draft: Draft, places: Mapping[int, Shown]) -> dict[str, str]:
    """Why the rules for pasted text leave out what they do, by the line's key."""
    header = {places[number].key: _HEADER for number in draft.header_lines if number in places}
    taken = {"".join(block.text.split()) for block in draft.blocks}
    rules = {places[one.line].key: one.why for one in draft.dropped if one.line in places}
    return {key: why for key, why in (header | rules).items() if key not in taken}


def _reasons(body: Sequence[Shown], draft: Draft, rules: Mapping[str, str]) -> dict[Shown, str | None]:
    """Why each line is none of the article's, though its structure says so.

    A paragraph stays that stands in one box with the others, where a list or a table parted it from them.
    """
    agreed = {line: _why_not(line, draft, rules) or _by_rules(line, rules) for line in body}
    boxes = Counter({0: 0})
    for line, why in agreed.items():
        boxes[line.box] += 0 if why else len(line.text)
    box = boxes.most_common(1)[0][0]
    goes_on = False
    for line, why in agreed.items():
        if why is None:
            goes_on = True
        elif why in _OUTSIDE and not line.row:
            goes_on = goes_on and line.box == box and _line(line.text).prose
            agreed[line] = None if goes_on else why
    return agreed


def _by_rules(line: Shown, rules: Mapping[str, str]) -> str | None:
    return None if line.heading or line.item else rules.get(line.key)


def _why_not(line: Shown, draft: Draft, rules: Mapping[str, str]) -> str | None:
    """Why a line that the structure takes for the body's is none of the article's after all."""
    if draft.title and fold(line.text) == fold(draft.title):
        return "repeated title"
    if line.key in rules and rules[line.key] == _HEADER:
        return _HEADER
    if line.caption:
        return "photo caption"
    as_line = _line(line.text)
    if why := reason(as_line) or ("photo caption" if is_caption(as_line) else None):
        return why
    if line.row and not as_line.prose:
        return "a row of a table"
    return None


def _block(line: Shown, headings: Collection[str]) -> Block:
    heading = line.heading or line.text in headings
    return Block(kind="heading" if heading else "paragraph", text=line.text)


def _trimmed(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks from the first paragraph to the last: a heading needs something below it."""
    places = [place for place, block in enumerate(blocks) if block.kind == "paragraph"]
    return tuple(blocks[places[0] : places[-1] + 1]) if places else ()


def _on_lines_of_file(draft: Draft, places: Mapping[int, Shown], unlike: Sequence[Dropped]) -> Draft:
    """The draft with the numbers that its lines have in the file, and with what the page says twice."""
    moved = [replace(one, line=places[one.line].line) for one in draft.dropped if one.line in places]
    question = draft.question_line
    return replace(
        draft,
        question_line=places[question].line if question and question in places else None,
        dropped=tuple(sorted((*unlike, *moved), key=lambda one: one.line)),
    )

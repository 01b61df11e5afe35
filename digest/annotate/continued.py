"""Who goes on speaking in a language that is read without a grammar: “she added”, or a verb alone."""

from __future__ import annotations

from collections.abc import Iterator

from digest.annotate.names import Name
from digest.annotate.people import Person
from digest.annotate.scene import Scene
from digest.annotate.span import Span

_NEAR = 1  # paragraphs back in which the only one of a gender is named


def goes_on(place: Span, gender: str, scene: Scene) -> Person | None:
    """Whom a pronoun, or a verb alone, at a place means where it can be only one; `gender` may be unknown."""
    before = [p for p in scene.people if p.kind == "person" and p.names[0].span < place]
    last = next(scene.speakers(place), None)
    if last is not None and last.span.paragraph == place.paragraph:
        others = any(_others(last.span, place, last.person, scene))
        return last.person if last.person.is_told and not others and _fits(last.person, gender) else None
    same = [person for person in before if _fits(person, gender)]
    if len(same) != 1:
        return None
    [person] = same
    named = [name.span for name in person.names if name.span < place][-1]
    near = named.paragraph >= place.paragraph - _NEAR
    if last is not None and not last.person.is_told and named < last.span:
        return None  # somebody unknown has spoken since
    told = gender != "" and person.gender == gender
    alone = last is not None and last.person is person and len(before) == 1
    return person if near and (told or alone) else None


def may_go_on(place: Span, gender: str, scene: Scene) -> tuple[Person, ...]:
    """Who may be meant where it is not sure: whoever of the gender is named before, the nearest first."""
    named = reversed(scene.named_between(Span(1, 0, 0), place))
    fits = (person for _, person in named if person.kind == "person" and _fits(person, gender))
    return tuple(dict.fromkeys(fits))


def _fits(person: Person, gender: str) -> bool:
    return gender in ("", person.gender) or not person.gender


def _others(first: Span, last: Span, person: Person, scene: Scene) -> Iterator[Person]:
    """Whoever else is named from one place to another, outside of what is said."""
    for name, other in scene.named_between(first, last):
        if other is not person and not name.quoted and _may_be_somebody(name, other, scene):
            yield other


def _may_be_somebody(name: Name, person: Person, scene: Scene) -> bool:
    if person.kind != "unknown":
        return person.kind != "organisation"
    # In German every noun has a capital, and everywhere the first word of a sentence.
    return len(name.words) > 1 or not (name.opens or scene.language == "de")

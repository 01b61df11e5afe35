"""Bodies: which organisation “the ministry”, “the company” or “it” means."""

from __future__ import annotations

import re
from collections.abc import Sequence

from digest.annotate import lexicon
from digest.annotate.people import Person
from digest.annotate.scene import Mention, Scene
from digest.annotate.span import Span

_SENTENCES = 1  # back that “it” reaches; the last to speak may be as far as the paragraph before
_WORD = re.compile(r"[\w-]+")
_COMPANIES = lexicon.grammar("companies")


def called(words: Sequence[str], place: Span, scene: Scene) -> list[Person]:
    """The bodies that “the ministry” or “the harbour authority” may mean; words in lower case, no “the”."""
    fits = [body for body in scene.bodies if _is_called(body, words)]
    if not fits and len(words) == 1 and words[0] in _COMPANIES:
        fits = _companies(place, scene)
    return fits


def pronoun(place: Span, scene: Scene) -> list[Person]:
    """The bodies that “it” may mean: the one that spoke last, or those named since the sentences just before.

    A report that spoke is one of them, so that nobody else gets its words.
    """
    near = scene.sentence_of(place) - _SENTENCES
    last = next(scene.speakers(place), None)
    if last is not None and last.span.paragraph >= place.paragraph - 1:
        near = max(near, scene.sentence_of(last.span))
    found: dict[Person, None] = {}
    for mention in scene.mentions_before(place):
        if mention.sentence < near or mention.span.paragraph < place.paragraph - 1:
            break
        if mention.person is not None and _acts(mention, mention.person, scene):
            found.setdefault(mention.person)
    if last is not None and scene.sentence_of(last.span) == near and _is_thing(last.person):
        found.setdefault(last.person)
    return [] if _has_document(near, place, scene) else list(found)


def _has_document(first: int, place: Span, scene: Scene) -> bool:
    """Whether a letter or report is spoken of since a sentence: then it may be what speaks."""
    start = scene.sentences[max(0, first)]
    text = scene.paragraphs[place.paragraph - 1]
    before = text[start.start if start.paragraph == place.paragraph else 0 : place.start]
    return not lexicon.words("documents").isdisjoint(_WORD.findall(before.lower()))


def _is_thing(person: Person) -> bool:
    return person.gender == "thing" or is_body(person)


def is_body(person: Person) -> bool:
    """Whether this is an organisation, or one unknown word that is more likely a firm than a surname."""
    return person.kind == "organisation" or (person.kind == "unknown" and " " not in person.name)


def _acts(mention: Mention, person: Person, scene: Scene) -> bool:
    """Whether a body may be called “it” next: not inside what somebody said; a place only where it speaks."""
    if mention.span in scene.speaking:
        return is_body(person)
    if person.gender == "thing":
        return True  # “The regulator left. It said …”
    real = person.kind == "organisation" and person.name not in lexicon.places()
    return real and mention.rank != "possessor" and scene.sayers.get(mention.span) is None


def _is_called(body: Person, words: Sequence[str]) -> bool:
    """“the ministry”, “the harbour authority”: one noun anywhere in a name of several words, or its end."""
    names = [body.name.lower().split(), *([word.lower() for word in name.words] for name in body.names)]
    return any(
        words[0] in name if len(words) == 1 else name[-len(words) :] == list(words)
        for name in names
        if len(name) > 1
    )


def _companies(place: Span, scene: Scene) -> list[Person]:
    """The companies named before a place: by their names, or else what has spoken and is nothing else."""
    before = [
        body for body in scene.bodies if body.names[0].span < place and body.name not in lexicon.places()
    ]
    typed = [body for body in before if _kinds(body) & lexicon.words("companies")]
    if typed:
        return typed
    spoken = [person for person in scene.people if is_body(person) and person in scene.talkers]
    return [person for person in spoken if person.names[0].span < place and not _kinds(person)]


def _kinds(body: Person) -> set[str]:
    """The words of a name that say what it is: “ltd”, “ministry”."""
    words = set(body.name.lower().replace(".", "").split())
    kinds = words & (lexicon.words("companies") | lexicon.words("organisations"))
    return kinds or ({"place"} if body.name in lexicon.places() else set())

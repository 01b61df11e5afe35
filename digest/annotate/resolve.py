"""Resolution: which person a source means, how sure that is, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from digest.annotate import bodies, cues, foreign, lexicon
from digest.annotate.continued import goes_on, may_go_on
from digest.annotate.descriptions import described
from digest.annotate.interviews import is_answer
from digest.annotate.names import Name
from digest.annotate.people import Person
from digest.annotate.phrases import is_source_noun
from digest.annotate.principals import owner_of
from digest.annotate.pronouns import antecedent
from digest.annotate.scene import Scene
from digest.annotate.span import Span
from digest.annotate.statements import Statement
from digest.annotate.subjects import unnamed
from digest.annotate.tokens import Token

FLOOR = 0.5  # below it nobody is named

_PREPOSITIONS = lexicon.grammar("prepositions")
_SHARES = lexicon.grammar("shares")
_UNSURE_OPENERS = lexicon.words("determiners") - {"the", "this", "that"}
_OFTEN = 2  # times that a word opens sentences and says something before it is taken for a name
_NEAR = 3  # characters between a description and the name set beside it
_LONGEST_CUE = 16
_JOINTS = frozenset(["&", "and", "nor", "or"])
_COMMON_ENDS = ("s", "ed", "ing", "ly", "ment", "ion", "ness", "ship", "ity", "body", "one", "half", "men")
_NOBODY_CODES = frozenset(["plural", "other", "relative"])


@dataclass(frozen=True, slots=True)
class Resolution:
    """Whom a source means; nobody when it is not sure, with those it may mean."""

    speaker: Person | None = None
    confidence: float = 0.0
    candidates: tuple[Person, ...] = ()
    why: str = "no source"
    described: bool = False  # by a description, which so serves as an alias
    nobody: Person | None = None  # somebody speaks whom the article does not name, or not clearly


def resolve(statement: Statement, scene: Scene) -> Resolution:
    """Find the person that the source of a statement names; nobody where it is in doubt that it was said."""
    found = _meant(statement, scene)
    if not statement.doubted:
        return found
    people = found.candidates or tuple(filter(None, [found.speaker]))
    return Resolution(candidates=people, why="it is denied, asked or doubted that this was said")


def _meant(statement: Statement, scene: Scene) -> Resolution:
    continued = _by_course(statement, scene) if scene.language != "en" else None
    return continued or _by_words(statement, scene)


def _by_words(statement: Statement, scene: Scene) -> Resolution:
    """Whom the words of the source mean."""
    place = statement.source_span
    if statement.source is None or place is None:
        return _by_answer(statement.content, scene) if statement.answers else Resolution()
    tokens = statement.sentence.tokens[statement.source.first : statement.source.last]
    head = statement.sentence.tokens[statement.source.head]
    gender = lexicon.table("pronouns").get(head.lower)
    if gender == "thing":
        return _by_it(place, scene)
    if gender in _NOBODY_CODES:
        return Resolution(why=f"“{head.text}” names nobody")
    if gender:
        return _by_pronoun(gender, statement, place, scene)
    label = " ".join(token.lower for token in tokens).strip(".")
    if label in lexicon.words("labels"):
        return _by_label(label, place, scene)
    found = _by_place(place, scene) if statement.is_label else None
    found = found or _by_name(tokens, head, place, scene) or _by_relation(tokens, head, place, scene)
    found = found or _by_description(tokens, head, place, scene)
    return found if found.speaker else replace(found, nobody=_nobody(tokens, head, place, scene))


def _by_course(statement: Statement, scene: Scene) -> Resolution | None:
    """“вона додала”, “añadió”: who goes on speaking; none where a name or a description tells who does."""
    place, cue = statement.source_span, statement.cue_span
    if cue is None or (place is None and _words(cue, scene) == ":"):
        return None
    gender = foreign.told_gender(_words(place, scene), scene.language) if place else ""
    if place is not None and not gender:
        return None
    gender = gender or foreign.verb_gender(_words(cue, scene), scene.language)
    person = goes_on(place or cue, gender, scene)
    if person is None:
        people = may_go_on(place or cue, gender, scene)
        return Resolution(candidates=people, why="nobody is sure to go on speaking")
    return Resolution(person, 0.7, (person,), "goes on speaking, and nobody else may be meant")


def _by_label(label: str, place: Span, scene: Scene) -> Resolution:
    """“A: …” is an answer; whose the other labels are nobody knows."""
    return _by_answer(place, scene) if is_answer(label) else Resolution(why="a transcript's label")


def _by_place(place: Span, scene: Scene) -> Resolution | None:
    """“Norway: Two ships collide”: it may be where that happened."""
    where = tuple(person for _, person in scene.named_in(place) if person.kind == "organisation")
    if not where or _words(place, scene) not in lexicon.places():
        return None
    return Resolution(candidates=where, why="a place before a colon may be where it happened")


def _by_answer(place: Span, scene: Scene) -> Resolution:
    """The one whom the article names as interviewed."""
    people = tuple(scene.interviewees)
    told = scene.plausible(place)
    if len(people) == 1:
        return Resolution(people[0], 0.8, people, "the only one who is named as interviewed")
    return Resolution(candidates=people or told, why="an answer in a transcript")


def _nobody(tokens: Sequence[Token], head: Token, place: Span, scene: Scene) -> Person | None:
    """Somebody who speaks without being known, whom a pronoun may mean."""
    unsure = [person for _, person in scene.named_in(place) if not person.is_told]
    thing = Person(" ".join(token.text for token in tokens), "nobody", "thing")
    return unsure[-1] if unsure else unnamed(tokens, head) or thing


def _by_name(tokens: Sequence[Token], head: Token, place: Span, scene: Scene) -> Resolution | None:
    """“Kallas”, “Foreign Minister Kaja Kallas”: the name that the phrase ends with or turns on."""
    pair = _head_name(tokens, head, scene.named_in(place)) or _named_behind(head, place, scene)
    if pair is None:
        return None
    name, person = pair
    together = _joined(tokens, name, scene.named_in(place)) or _joined_to(pair, place, scene)
    if together:
        return Resolution(candidates=together, why=f"“{_words(place, scene)}” are several")
    if person.name in lexicon.places() and not tokens[-1].capital and name.span.end < tokens[-1].start:
        return None  # “the influential US daily”
    return _whom(name, person, scene)


def _named_behind(head: Token, place: Span, scene: Scene) -> tuple[Name, Person] | None:
    """“said her husband, Stoyan, in English”: the name behind a comma whose role the phrase is."""
    end = Span(place.paragraph, place.end + _NEAR, 0)
    if not scene.paragraphs[place.paragraph - 1][place.end :].lstrip().startswith(","):
        return None
    behind = scene.named_between(Span(place.paragraph, place.end, 0), end)[:1]
    return next((pair for pair in behind if pair[0].before and _holds(pair[0].before, head)), None)


def _joined(tokens: Sequence[Token], name: Name, named: Sequence[tuple[Name, Person]]) -> tuple[Person, ...]:
    """“Ida Dahl and Jan Berg”: all who say it together, none where one alone does."""
    joints = [token for token in tokens if token.lower in _JOINTS and token.end <= name.span.start]
    start = name.before.start if name.before else name.span.start - len(name.title) - 1
    if not joints or name.glued or joints[-1].end < start - 1:
        return ()
    people = [
        person for other, person in named if other.span.end <= joints[-1].start and not other.possessive
    ]
    return tuple(dict.fromkeys([*people, *(p for n, p in named if n is name)])) if people else ()


def _joined_to(pair: tuple[Name, Person], place: Span, scene: Scene) -> tuple[Person, ...]:
    """“Ida and” right before “Jan Berg have won, and say”: both say it, though one stands beside the cue."""
    text = scene.paragraphs[place.paragraph - 1]
    before = scene.named_between(Span(place.paragraph, 0, 0), place)[-1:]
    joined = [p for n, p in before if text[n.span.end : place.start].strip() in ("and", "&")]
    return (*joined, pair[1]) if joined and before[0][0].words[-1] == pair[0].words[-1] else ()


def _whom(name: Name, person: Person, scene: Scene) -> Resolution:
    """How sure it is that this name, used by this person, is a speaker's."""
    if person.kind == "ambiguous":
        return Resolution(candidates=scene.called(name.surname), why=f"several are called {name.surname}")
    if scene.language != "en" and not _is_known(name, person, scene):
        return Resolution(candidates=(person,), why="not sure to be a person")
    if person.kind == "unknown" and name.surname.lower() in lexicon.words("documents"):
        return Resolution(why=f"“{name.surname}” is no surname")
    if _is_doubtful(person, scene):
        return Resolution(why=f"a capital at the start of a sentence makes “{name.surname}” no name")
    if person.kind == "organisation":
        return Resolution(person, 0.8, (person,), f"“{_words(name.span, scene)}” is an organisation")
    once = person.kind == "unknown" and len(person.names) == len(name.words) == 1
    return Resolution(
        person, 0.6 if once else 0.95, (person,), f"named in paragraph {person.names[0].span.paragraph}"
    )


def _is_known(name: Name, person: Person, scene: Scene) -> bool:
    """Whether a name in a language without a grammar is a person's: by a given name, or by a surname."""
    # “Bürgermeister Moser”, and “Мер Юрченко” where it opens a sentence, may hold an office.
    whole = len(name.words) > 1 and scene.language != "de" and not name.opens
    return person.kind == "person" or (whole and name.surname in lexicon.surnames())


def _is_doubtful(person: Person, scene: Scene) -> bool:
    """Whether one word is called a name only because it opens sentences.

    One that does so again and again, and is no word of the article, is a firm or a surname: “Norvik said”.
    """
    word = person.names[0].words[0]
    single = all(len(name.words) == 1 and name.opens for name in person.names)
    surely = person.kind == "person" or word.isupper() or word in lexicon.places()
    sure = surely or word.lower() in lexicon.words("organisations")
    if not single or sure:
        return False
    says = sum(_is_before_cue(name, scene) for name in person.names)
    return says < _OFTEN or _may_be_common(word.lower(), scene)


def _is_before_cue(name: Name, scene: Scene) -> bool:
    following = scene.paragraphs[name.span.paragraph - 1][
        name.span.end : name.span.end + _LONGEST_CUE
    ].split()
    return bool(following) and following[0] in cues.words("past", "s")


def _may_be_common(word: str, scene: Scene) -> bool:
    """Whether a word that opens sentences may be a noun, an adverb or a participle."""
    lists = (
        "documents",
        "function_words",
        "groups",
        "not_surnames",
        "relations",
        "roles",
        "time_words",
        "verbs",
    )
    known = any(word in lexicon.words(name) for name in lists) or word in lexicon.words("companies")
    shortened = not word.isalnum()  # “we've”
    return known or shortened or word.endswith(_COMMON_ENDS) or word in scene.common


def _head_name(
    tokens: Sequence[Token], head: Token, named: Sequence[tuple[Name, Person]]
) -> tuple[Name, Person] | None:
    """The name that the phrase is about: the head's, the one whose role the head is, or one beside it."""
    if head.lower in _SHARES:
        return None  # “half of Berg voters”
    inside = [pair for pair in named if not pair[0].possessive or _holds(pair[0].span, head)]
    turning = [pair for pair in inside if _holds(pair[0].span, head)]
    people = [pair for pair in turning if pair[1].kind != "organisation"]
    titled = [pair for pair in inside if pair[0].before is not None and _holds(pair[0].before, head)]
    if people or titled or turning:
        return (people or titled or turning)[-1]
    if not head.capital or head.start == tokens[0].start:
        # “a spokesman for Kallas”: she is not the one who speaks.
        inside = [pair for pair in inside if _in_apposition(tokens, head, pair[0])]
    return inside[-1] if inside else None


def _holds(span: Span, token: Token) -> bool:
    return span.start <= token.start < span.end


def _in_apposition(tokens: Sequence[Token], head: Token, name: Name) -> bool:
    """“the minister, Jan Berg,”: a name beside a description, not inside it as in “Berg aides”."""
    if name.span.end <= head.start:
        return False
    between = [token for token in tokens if head.end <= token.start and token.end <= name.span.start]
    comma = max((i for i, token in enumerate(between) if token.text == ","), default=-1)
    return not any(_leads_away(token) for token in between[comma + 1 :])


def _leads_away(token: Token) -> bool:
    """“the people around Ray”, “the aide who drove Ray”, “the lawyer representing Ray”."""
    word = "" if token.capital else token.lower
    relative = word in ("who", "whose", "which", "around", "near", "behind")
    return word in _PREPOSITIONS or relative or (word.endswith(("ing", "ed")) and not is_source_noun(word))


def _by_relation(tokens: Sequence[Token], head: Token, place: Span, scene: Scene) -> Resolution | None:
    """“her lawyer”, “Kallas's spokesman”: the one whose role it is, when theirs is the same person."""
    gender = {"his": "m", "her": "f"}.get(tokens[0].lower)
    owners = [person for name, person in scene.named_in(place) if name.possessive and person.is_told]
    if head.lower not in lexicon.words("relations") or not (gender or owners):
        return None
    owner = antecedent(gender, place, scene).person if gender else owners[-1]
    if owner is None:
        return None
    nouns = frozenset([head.lower])
    others = [person for person in scene.by_role.get(head.lower, ()) if person is not owner]
    fits = [person for person in others if owner_of(person, nouns, scene, place) == owner.name]
    if len(fits) != 1:
        return None
    where = fits[0].names[0].span.paragraph
    return Resolution(fits[0], 0.75, tuple(fits), f"{owner.name}'s {head.lower}, named in paragraph {where}")


def _by_description(tokens: Sequence[Token], head: Token, place: Span, scene: Scene) -> Resolution:
    """“the minister”: the one person whose printed role it is."""
    words = _words(place, scene)
    taught = scene.taught_as(words)
    if taught is not None:
        return Resolution(taught, 0.95, (taught,), "taught as an alias", True)
    body = head.lower in lexicon.words("organisations") or head.lower in lexicon.words("companies")
    if body and tokens[0].lower not in _UNSURE_OPENERS:
        return _organisation(tokens, head.lower, place, scene)
    if tokens[0].lower not in ("the", "this", "that"):
        return Resolution(why=f"“{words}” names nobody")
    return _by_role(tokens, head, place, scene)


def _by_role(tokens: Sequence[Token], head: Token, place: Span, scene: Scene) -> Resolution:
    words = _words(place, scene)
    before = described(tokens, place, scene)
    if any(not person.is_told for person in before):
        called = [other for person in before for other in scene.called(person.surname)]
        return Resolution(candidates=tuple(dict.fromkeys(called)), why=f"“{words}” fits several of one name")
    if len(before) == 1:
        where = before[0].names[0].span.paragraph
        return Resolution(before[0], 0.85, tuple(before), f"same role as in paragraph {where}", True)
    last = scene.spoke[-1].person if scene.spoke else None
    if last in before:
        return Resolution(last, 0.6, tuple(before), "the last of several with that role to speak", True)
    somebody = unnamed(tokens, head)
    inside = [person for _, person in scene.named_in(place)]  # “the lawyer representing Ray” is not Ray
    near = scene.plausible(place, somebody.gender) if somebody is not None else ()
    near = tuple(person for person in near if person not in inside)
    why = f"“{words}” fits {'several' if before else 'nobody'}"
    return Resolution(candidates=tuple(before) or near, why=why)


def _organisation(tokens: Sequence[Token], head: str, place: Span, scene: Scene) -> Resolution:
    """“the ministry”: the one body named whose name ends so; “Norway's air force”: itself."""
    opened = tokens[0].lower in ("the", "this", "that")
    words = [token for token in tokens[opened:] if token.kind == "word"]
    fits = bodies.called([token.lower for token in words], place, scene) if opened and words else []
    if len(fits) == 1:
        return Resolution(fits[0], 0.8, tuple(fits), f"the only {head} named")
    last = scene.spoke[-1].person if scene.spoke else None
    if last in fits:
        return Resolution(last, 0.6, tuple(fits), f"the last {head} to speak")
    longer = scene.printed_in_full([token.lower for token in words])
    if longer and not fits:
        return Resolution(scene.body(longer), 0.7, (), "an organisation as it is described in full")
    clause = any(_leads_away(token) and token.lower not in _PREPOSITIONS for token in words[1:])
    if fits or clause or len(words) < 2 or not any(token.capital for token in words):
        return Resolution(candidates=tuple(fits), why=f"“{_words(place, scene)}” names nobody")
    name = _words(Span(place.paragraph, words[0].start, tokens[-1].end), scene)
    return Resolution(scene.body(name), 0.7, (), "an organisation as it is described")


def _by_it(place: Span, scene: Scene) -> Resolution:
    """“it”: the one body that the sentences before are about."""
    fits = bodies.pronoun(place, scene)
    named = tuple(body for body in fits if body.is_told)
    if len(fits) == 1 and named:
        return Resolution(fits[0], 0.7, named, "the only organisation that has just acted or spoken")
    return Resolution(candidates=named, why="“it” names nobody for sure")


def _by_pronoun(gender: str, statement: Statement, place: Span, scene: Scene) -> Resolution:
    """“she”: whom the sentences before are about, where that is one person."""
    guess = antecedent(gender, place, scene, others=_spoken_of(statement, place, scene))
    everybody = guess.everybody or scene.plausible(place, gender)
    return Resolution(guess.person, guess.confidence, everybody, guess.why)


def _spoken_of(statement: Statement, place: Span, scene: Scene) -> list[Person]:
    """Who is named in what a pronoun says, and is not meant: “he said Ray left”, not “Ray left, he said”."""
    named = scene.named_in(statement.content)
    if statement.kind != "direct":
        before = statement.content < place
        named = [(name, person) for name, person in named if name.quoted == before]
    return [person for _, person in named]


def _words(span: Span, scene: Scene) -> str:
    return span.of(scene.paragraphs)

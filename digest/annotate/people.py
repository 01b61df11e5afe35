"""Who is named in an article: mentions of one person gathered, with gender and roles."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field

from digest.annotate import lexicon
from digest.annotate.names import LONGEST_ACRONYM, SUFFIXES, Name, is_firm
from digest.annotate.span import Span
from digest.annotate.spelling import fold, sound, sounds_like
from digest.model import KnownSpeaker

_MOST_NAMESAKES = 50  # more of one surname are nobody's family, and a text of nothing else takes no longer
_FEWEST_INITIALS = 3
_SOLE = lexicon.grammar("sole_offices")
_KIN = lexicon.grammar("kin")
TITLE = 0  # the number of the paragraph that names in the title stand in: they help, and are dropped


@dataclass(frozen=True, slots=True, eq=False)
class Person:
    """Somebody, or an organisation, that an article names; each is equal to itself only."""

    name: str
    kind: str = "person"  # person | organisation | unknown | ambiguous | nobody
    gender: str = ""
    names: tuple[Name, ...] = ()
    known: KnownSpeaker | None = None

    @property
    def is_told(self) -> bool:
        """Whether it is known who this is: not “a spokesman”, nor one of two people with a surname."""
        return self.kind not in ("ambiguous", "nobody")

    @property
    def surname(self) -> str:
        """The surname in the longest form that the article prints."""
        return max(self.names, key=lambda name: len(name.words)).surname if self.names else self.name


@dataclass(slots=True)
class _Draft:
    """A person while the names are being gathered."""

    words: tuple[str, ...]
    kind: str
    names: list[Name] = field(default_factory=list)
    full: int = 0  # how many of the names are in full
    known: KnownSpeaker | None = None

    @property
    def given(self) -> str:
        return self.words[0] if len(self.words) > 1 else ""


def gather(
    names: Sequence[Name],
    known: Sequence[KnownSpeaker] = (),
    *,
    common: Container[str] = frozenset(),
) -> tuple[Person, ...]:
    """Return everybody and everything named, in order of first mention, each with all places that name it.

    `common` are the words that the article prints without a capital: “Arden Harbour” is no person there.
    """
    drafts, surnames = _in_full(names)
    _add_others(names, known, drafts, surnames, _by_given_name(drafts, common))
    printed = [draft for draft in drafts if _is_printed(draft)]
    bodies = _with_short_forms(printed)
    for draft in bodies:
        draft.names.sort(key=lambda name: name.span)
        draft.known = _known(draft, known)
        if draft.kind == "person" and not _is_proven(draft, common):
            draft.kind = "unknown"
    bodies.sort(key=lambda draft: draft.names[0].span)
    return tuple(_person(draft) for draft in _united(bodies))


def _is_whole(name: Name) -> bool:
    """Whether a name has more than one word, and is no organisation's."""
    return len(name.words) > 1 and name.kind != "organisation"


def _in_full(names: Sequence[Name]) -> tuple[list[_Draft], dict[str, list[_Draft]]]:
    """Everybody who is named in full, and all of them by the sound of their surname."""
    drafts: list[_Draft] = []
    surnames: dict[str, list[_Draft]] = {}
    for name in filter(_is_whole, names):
        _add_full(name, drafts, surnames)
    return drafts, surnames


def _by_given_name(drafts: Sequence[_Draft], common: Container[str]) -> dict[str, list[_Draft]]:
    """Everybody by their given name, and by their initials."""
    givens: dict[str, list[_Draft]] = {}
    for draft in drafts:
        if not _ends_commonly(draft, common):
            givens.setdefault(fold(draft.given), []).append(draft)
        givens.setdefault("".join(word[0] for word in draft.words), []).append(draft)
    return givens


def _add_others(
    names: Sequence[Name],
    known: Sequence[KnownSpeaker],
    drafts: list[_Draft],
    surnames: dict[str, list[_Draft]],
    givens: dict[str, list[_Draft]],
) -> None:
    """Add the names of one word, and those of organisations."""
    others: dict[str, _Draft] = {}
    for name in names:
        if _is_whole(name):
            continue
        page = _taught_title(name, known)
        if page is not None:
            _add_taught(name, page, drafts, surnames)
        else:
            _add_short(name, drafts, givens, surnames, others)


def _is_printed(draft: _Draft) -> bool:
    """Whether somebody is named in the text itself; names in the title only help."""
    draft.names = [name for name in draft.names if name.span.paragraph != TITLE]
    return bool(draft.names)


def _with_short_forms(drafts: Sequence[_Draft]) -> list[_Draft]:
    """“WHO” is the World Health Organization, and “Kestrel” is Kestrel Foods, where only one may be meant."""
    longer: dict[str, list[_Draft]] = {}
    for draft in drafts:
        if len(draft.words) > 1 and draft.kind != "person":
            for form in _short_forms(draft):
                longer.setdefault(form, []).append(draft)
    kept = []
    for draft in drafts:
        called = longer.get(draft.words[0], []) if len(draft.words) == 1 else []
        if len(called) == 1 and draft.kind in ("organisation", "unknown") and draft.known is None:
            called[0].names += draft.names
            called[0].kind = "organisation"
        else:
            kept.append(draft)
    return kept


def _short_forms(draft: _Draft) -> Iterator[str]:
    initials = "".join(word[0] for word in draft.words if word[0].isupper())
    if len(initials) >= _FEWEST_INITIALS:
        yield initials
    if is_firm(draft.words) and draft.words[0] not in lexicon.places():
        yield draft.words[0]


def _united(drafts: Sequence[_Draft]) -> list[_Draft]:
    """One draft for each taught person, whatever names the article has for that person."""
    united: dict[object, _Draft] = {}
    for draft in drafts:
        first = united.setdefault(draft.known.slug if draft.known else id(draft), draft)
        if first is not draft:
            first.names = sorted(first.names + draft.names, key=lambda name: name.span)
    return list(united.values())


def _is_proven(draft: _Draft, common: Container[str]) -> bool:
    """Whether more than a given name, or a capital, tells that this is a person."""
    last = max(draft.names, key=lambda name: len(name.words)).surname
    if draft.known is not None:
        return True
    if last.lower() in lexicon.words("not_surnames") or last.lower() in lexicon.words("groups"):
        return False
    if len(draft.words) == 1:
        return last.lower() not in common or any(_is_titled_name(name) for name in draft.names)
    if last in lexicon.surnames() or any(name.title or name.role for name in draft.names):
        return True
    return last.lower() not in common and not any(n.determined and len(n.words) > 1 for n in draft.names)


def _ends_commonly(draft: _Draft, common: Container[str]) -> bool:
    """“Berg Speech”, where the article has speeches: then “Berg” is no given name of it."""
    last = draft.words[-1].lower()
    known = draft.words[0] in lexicon.given_names() or draft.words[-1] in lexicon.surnames()
    return not known and (last in common or last in lexicon.words("not_surnames"))


def _is_titled_name(name: Name) -> bool:
    """“Mr. Brown”, “President Brown”; not “Girl Scouts”."""
    return bool(name.title) and name.title.split()[-1].lower() in lexicon.words("titles")


def _add_full(name: Name, drafts: list[_Draft], surnames: dict[str, list[_Draft]]) -> None:
    key = sound(name.surname)
    namesakes = surnames.get(key, [])[:_MOST_NAMESAKES]
    same = next((draft for draft in namesakes if _is_same(draft.words, name.words)), None)
    draft = same or _turned(name, surnames)
    if draft is not None:
        draft.names.append(name)
        draft.full += 1
        if not name.quoted and _fuller(name.words, draft.words):
            draft.words = name.words
        if name.kind == "person":
            draft.kind = "person"
        return
    draft = _Draft(name.words, name.kind, [name], full=1)
    drafts.append(draft)
    surnames.setdefault(key, []).append(draft)


def _turned(name: Name, surnames: dict[str, list[_Draft]]) -> _Draft | None:
    """The same name of two words with the surname on its other side: “Orbán Viktor”."""
    turned = tuple(map(fold, reversed(name.words)))
    others = surnames.get(sound(name.words[0]), [])[:_MOST_NAMESAKES] if len(turned) == 2 else []
    return next((draft for draft in others if tuple(map(fold, draft.words)) == turned), None)


def _fuller(new: tuple[str, ...], old: tuple[str, ...]) -> bool:
    return len("".join(new)) > len("".join(old)) and len(new) >= len(old)


def _is_same(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two names with one surname may be one person's: “Joe Ray”, “Joseph P. Ray”, “van Ray”."""
    if _suffixes(a) and _suffixes(b) and _suffixes(a) != _suffixes(b):
        return False
    told = {name_gender(words[0]) for words in (a, b)} - {""}
    x, y = fold(a[0]), fold(b[0])
    if x == y or _ends_with(a, b) or _ends_with(b, a):
        return True
    if _is_initial(a[0]) or _is_initial(b[0]):
        return x[:1] == y[:1]
    if len(told) > 1:
        return False  # “Daniel Ray”, “Daniela Ray”
    return sounds_like(a[0], b[0]) or (min(len(x), len(y)) > 2 and (x.startswith(y) or y.startswith(x)))


def _ends_with(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    return tuple(map(fold, a))[-len(b) :] == tuple(map(fold, b))


def _suffixes(words: tuple[str, ...]) -> set[str]:
    """“Jr.”, “Sr.” and their like."""
    return {fold(word) for word in words if word.lower() in SUFFIXES}


def _is_initial(word: str) -> bool:
    """“J.”, “J.R.”."""
    return len(fold(word)) == 1 or (word[1:2] == "." and word[0].isupper())


def _add_short(
    name: Name,
    drafts: list[_Draft],
    givens: dict[str, list[_Draft]],
    surnames: dict[str, list[_Draft]],
    others: dict[str, _Draft],
) -> None:
    draft = _bearer(name, givens, surnames) if name.kind != "organisation" or name.labels else None
    if draft is not None:
        draft.names.append(name)
        if draft.kind == "unknown" and (name.title or name.role):
            draft.kind = "person"
        return
    key = fold(" ".join(name.words))
    told = title_gender(name)
    if told and key in others and _draft_gender(others[key]) not in (told, ""):
        key += told
    if key not in others:
        several = len(surnames.get(sound(name.words[0]), ())) > 1 and len(name.words) == 1
        others[key] = _Draft(name.words, "ambiguous" if several else name.kind)
        drafts.append(others[key])
        if name.title and name.kind == "person" and sound(name.words[0]) in surnames:
            surnames[sound(name.words[0])].append(others[key])  # “Brand” may be either's
    others[key].names.append(name)
    if others[key].kind == "unknown" and not name.determined and _is_like_a_person(name):
        others[key].kind = "person"


def _add_taught(
    name: Name, page: KnownSpeaker, drafts: list[_Draft], surnames: dict[str, list[_Draft]]
) -> None:
    """“Mr Berg” is whom the editor taught, and not another Berg who happens to be named in full."""
    words = tuple(page.name.split()) or name.words
    same = surnames.setdefault(sound(words[-1]), [])
    draft = next((draft for draft in same if _is_same(draft.words, words)), None)
    if draft is None:
        draft = _Draft(words, "person")
        drafts.append(draft)
        same.append(draft)
    draft.known = page
    draft.names.append(name)


def _is_like_a_person(name: Name) -> bool:
    word = name.words[0]
    if word.lower() in lexicon.words("time_words") or (name.possessive and not name.title):
        return False
    if name.labels and word.isupper() and len(word) > LONGEST_ACRONYM:
        return True
    given = word in lexicon.given_names() and not (name.opens and name.quoted)
    return bool(name.title or name.before or name.after) or given


def _bearer(name: Name, givens: dict[str, list[_Draft]], surnames: dict[str, list[_Draft]]) -> _Draft | None:
    """The person whom a single word names, when that is sure."""
    word = name.words[0]
    same = surnames.get(sound(word), [])[: _MOST_NAMESAKES + 1]
    told = title_gender(name)
    if told:
        same = [draft for draft in same if _draft_gender(draft) in (told, "")]
    same = _titled_so(name, same)
    if len(same) > 1:
        return _owner(name, same) if len(same) <= _MOST_NAMESAKES else None
    if same:
        return same[0]
    if name.title and not lexicon.table("courtesy").get(name.title.lower()):
        return None
    # A transcript calls Jan Holm “HOLM:”, and “JH:” later on.
    given = givens.get(word if name.labels and word.isupper() else fold(word), [])
    return given[0] if len(given) == 1 else None


def _titled_so(name: Name, same: list[_Draft]) -> list[_Draft]:
    """Those with whose full name the title is printed; “President Bush” is nobody known only as his kin."""
    office = name.title.lower().split()[-1:]
    if not office or office[0] in lexicon.table("courtesy"):
        return same
    bearers = [
        draft for draft in same if any(office[0] in other.printed for other in draft.names[: draft.full])
    ]
    if bearers or office[0] not in _SOLE:
        return bearers or same
    return [] if len(same) > 1 else [draft for draft in same if not _is_kin(draft)]


def _is_kin(draft: _Draft) -> bool:
    """“the first lady, Lena Brand”, “his wife”: known by whose kin somebody is."""
    return any(not _KIN.isdisjoint(name.printed) for name in draft.names)


def _owner(name: Name, same: Sequence[_Draft]) -> _Draft | None:
    """Of several with one surname, the one who is called by it alone.

    News prints the others with their given names; after one of those the bare surname is anybody's, and so
    it is of two who are introduced together and are no family.
    """
    first = min(same, key=lambda draft: draft.names[0].span)
    latest = [(span, draft) for draft in same if (span := _last_before(draft, name.span)) is not None]
    if not latest:
        return None
    if any(draft is not first and _are_introduced_together(first, draft) for draft in same):
        return None
    span, draft = max(latest, key=lambda pair: pair[0])
    near = span.paragraph >= name.span.paragraph - 1
    return None if draft is not first and near else first


def _are_introduced_together(one: _Draft, other: _Draft) -> bool:
    """“Ida Berg and Jan Berg are not related”: named in full in one paragraph, neither as the other's kin."""
    together = one.names[0].span.paragraph == other.names[0].span.paragraph
    # “Team Berg” is no second Berg.
    given = all(draft.names[0].words[0] in lexicon.given_names() for draft in (one, other))
    return together and given and bool(one.full and other.full) and not (_is_kin(one) or _is_kin(other))


def _last_before(draft: _Draft, place: Span) -> Span | None:
    """Where the person was named last. Full names come first in a draft, each part in text order."""
    full = draft.names[: draft.full]
    index = bisect_left(full, place, key=lambda name: name.span)
    spans = [full[index - 1].span] if index else []
    if len(draft.names) > draft.full and draft.names[-1].span < place:
        spans.append(draft.names[-1].span)
    return max(spans) if spans else None


def title_gender(name: Name) -> str:
    """The gender that a title tells: “Mrs.”, “Congresswoman”."""
    for word in name.title.lower().split():
        gender = lexicon.table("courtesy").get(word) or noun_gender(word)
        if gender:
            return gender
    return ""


def noun_gender(word: str) -> str:
    """The gender that a noun tells: “spokeswoman”, “widower”."""
    if word in lexicon.words("female_nouns"):
        return "f"
    return "m" if word in lexicon.words("male_nouns") else ""


def name_gender(word: str) -> str:
    """The gender that a given name tells."""
    names = lexicon.given_names()
    return names.get(word) or names.get(word.split("-", maxsplit=1)[0]) or names.get(fold(word)) or ""


def _draft_gender(draft: _Draft) -> str:
    told = next((gender for gender in map(title_gender, draft.names) if gender), "")
    return told or name_gender(draft.words[0])


def alias_key(text: str) -> str:
    """A name or description as it is compared: without case, stops, and the article before it."""
    words = text.casefold().replace(".", "").split()
    return " ".join(words[words[:1] == ["the"] :])


def _known(draft: _Draft, known: Sequence[KnownSpeaker]) -> KnownSpeaker | None:
    """What the editor taught about this name, when exactly one page fits."""
    if draft.known is not None:
        return draft.known
    called = {
        alias_key(" ".join(draft.words)),
        *(alias_key(" ".join(n.words)) for n in draft.names if n.kind != "unknown"),
        *(alias_key(f"{n.title} {' '.join(n.words)}") for n in draft.names if n.title),
    }
    fits = [page for page in known if called & {alias_key(name) for name in (page.name, *page.aliases)}]
    if not fits and len(draft.words) == 1:
        bare = alias_key(draft.words[0])
        fits = [
            page for page in known if any(_is_titled(a, bare, _draft_gender(draft)) for a in page.aliases)
        ]
    return fits[0] if len(fits) == 1 else None


def _is_titled(alias: str, bare: str, gender: str) -> bool:
    """Whether a taught “Ms Berg” is a “Berg” of that gender, or of none."""
    title, _, rest = alias_key(alias).partition(" ")
    courtesy = lexicon.table("courtesy")
    return rest == bare and title in courtesy and gender in ("", courtesy[title])


def _taught_title(name: Name, known: Sequence[KnownSpeaker]) -> KnownSpeaker | None:
    """The one page that teaches this title and surname, “Mr Berg”, as an alias."""
    if not name.title:
        return None
    called = alias_key(f"{name.title} {' '.join(name.words)}")
    pages = [page for page in known if called in map(alias_key, page.aliases)]
    return pages[0] if len(pages) == 1 else None


def _person(draft: _Draft) -> Person:
    name = draft.known.name if draft.known else " ".join(draft.words)
    kind = draft.known.kind if draft.known else draft.kind
    return Person(name, kind, _draft_gender(draft), tuple(draft.names), draft.known)

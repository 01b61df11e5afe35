"""Names of persons and organisations in a paragraph, with the titles and roles printed beside them."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from digest.annotate import cues, lexicon
from digest.annotate.roles import is_held, is_role, role_after, role_apart, role_before, role_told
from digest.annotate.span import Span
from digest.annotate.spelling import fold
from digest.annotate.tokens import PARTICLES, POSSESSIVES, Token

LONGEST_ACRONYM = 6
_SAINTS = frozenset(["saint", "san", "sankt", "santa", "st", "st."])
SUFFIXES = lexicon.grammar("suffixes")
_QUESTION = lexicon.grammar("question") | {"whose"}
_AUXILIARIES = lexicon.grammar("auxiliaries")
_ARTICLES = frozenset(["a", "an", "the"])
_SHORTEST_PARTICIPLE = 5  # letters: “Reed” and “Owen” are names
_NEAR = 20  # tokens from a name in which its role is printed
_LONGEST_QUESTION = 40  # tokens
_LONGEST_NAME = 4  # words of somebody beside whom a role is printed
_MEMBERS = 3  # words: two kinds of members, and what they belong to
_COUPLE = 2  # words of the name that a given name may share a surname with
_LONGEST_FIELD = 5  # tokens: “for Disease Control and”
_LETTERS = frozenset(["T-", "U-", "V-", "X-"])  # “T-shirt”
_HONOURS = lexicon.grammar("honours")
_FIELDS = lexicon.grammar("fields")
_COUNTRIES = lexicon.grammar("country_initials")
_STAFF = lexicon.grammar("staff")
_APOSTROPHES = frozenset(["'", "’"])


@dataclass(frozen=True, slots=True)
class Name:
    """One place where somebody or something is named.

    `words` are the name itself, titles left out; `before` and `after` are the role as printed on either side,
    `told` the words of a clause that tells one: “who leads the union”.
    """

    span: Span
    words: tuple[str, ...]
    kind: str  # person | organisation | unknown
    title: str = ""
    before: Span | None = None
    after: Span | None = None
    told: Span | None = None
    held: bool = False  # what is told is an office given, or held now
    possessive: bool = False  # “Trump's envoy”: the envoy is meant
    quoted: bool = False
    determined: bool = False  # “the Hague”, “a Tory”
    opens: bool = False  # a sentence: the capital proves nothing
    labels: bool = False  # “LINDQVIST: …”: a transcript
    printed: frozenset[str] = frozenset()  # the words of title and role beside it, in lower case
    glued: bool = False  # to capitals before it that are taken for an office: “Security Policy Kaja Kallas”

    @property
    def surname(self) -> str:
        """The last word, “Jr.” and its like left out."""
        return next((word for word in reversed(self.words) if word.lower() not in SUFFIXES), self.words[-1])

    @property
    def role(self) -> Span | None:
        """The role printed beside the name, the one before it first, or the office that its clause gives."""
        return self.before or self.after or (self.told if self.held else None)


def find_names(
    tokens: Sequence[Token],
    paragraph: int,
    *,
    quoted: bool = False,
    full: Container[tuple[str, ...]] = frozenset(),
) -> list[Name]:
    """Return the names of a paragraph in order; `full` are those that the article prints in full."""
    found = []
    index = 0
    while index < len(tokens):
        if not _starts(tokens, index, full):
            index += 1
            continue
        last = _run_end(tokens, index)
        first, end = _without_role(tokens, _opened(tokens, index, last, full), last)
        if first < end and not _is_nobody(tokens, first, end):
            name = _name(tokens, first, end, paragraph, quoted=quoted, full=full)
            found.append(_with_surname(name, tokens, first, end))
        index = last
    return found


def in_full(names: Sequence[Name]) -> frozenset[tuple[str, ...]]:
    """The names of people in full, and each surname alone: what helps to read the rest of the article."""
    long = [name for name in names if len(name.words) > 1 and name.kind != "organisation"]
    return frozenset(name.words for name in long) | {(n.surname,) for n in long if n.kind == "person"}


def is_firm(words: Sequence[str]) -> bool:
    """“Kestrel Foods”, but not “Jan Steel”, who has a given name."""
    last = words[-1].lower()
    known = last in lexicon.words("firm_ends") or last in lexicon.words("companies")
    return known and len(words) > 1 and words[0] not in lexicon.given_names()


def _starts(tokens: Sequence[Token], index: int, full: Container[tuple[str, ...]]) -> bool:
    token = tokens[index]
    if not token.capital or token.text in ("I", "The") or _asks(tokens, index):
        return False
    inside = index > 0 and (tokens[index - 1].kind != "sign" or tokens[index - 1].text == ",")
    # Inside a sentence “Per” and “Even” with a capital are names: Per Nilsen, Even Dahl.
    given = inside and token.text in lexicon.given_names() and _capital_ahead(tokens, index + 1)
    if given or not (_is_common(token) and _opens(tokens, index)):
        return True
    # “Daly said”: Bram Daly is named elsewhere.
    return (token.text,) in full and not _is_small(token)


def _with_surname(name: Name, tokens: Sequence[Token], first: int, last: int) -> Name:
    """“Dave and Lena Berg”: a given name shares the surname of the one it is joined with."""
    given = lexicon.given_names()
    shared = tokens[last + 1 : last + 4]
    if len(name.words) > 1 or name.surname not in given or name.surname in lexicon.places():
        return name
    if len(shared) < _COUPLE or tokens[last].lower not in ("and", "&") or shared[0].text not in given:
        return name
    surname = shared[1]
    several = len(shared) > _COUPLE and shared[2].capital
    alone = surname.capital and not several and not _is_organisation_word(surname)
    opens = first == 0 or tokens[first - 1].text != ","
    return replace(name, words=(name.surname, surname.text), kind="person") if alone and opens else name


def _opened(tokens: Sequence[Token], first: int, last: int, full: Container[tuple[str, ...]]) -> int:
    """Where a name begins that a participle opens a sentence with: “Understated Berg”, “Beaten Jan Berg”."""
    opens = first == 0 or tokens[first - 1].kind != "word"
    participle = _is_participle(tokens[first]) and last - first > 1
    words = tuple(token.text for token in tokens[first + 1 : last])
    return first + (opens and participle and (words in full or words[0] in lexicon.given_names()))


def _is_participle(token: Token) -> bool:
    endings = token.lower.endswith(("ed", "en", "ing")) and len(token.text) > _SHORTEST_PARTICIPLE
    return endings and token.text not in lexicon.given_names() and token.text not in lexicon.surnames()


def _is_nobody(tokens: Sequence[Token], first: int, last: int) -> bool:
    """“Woman Who …”, “T-shirt”, “the German”, “the Dean”, “Chief Operating”: capitals that are no name's."""
    [word, *others] = tokens[first:last]
    if others:
        return _is_office_alone(tokens[first:last])
    letter = word.text[:2] in _LETTERS and word.text[2:].islower()
    if word.lower in lexicon.words("groups") and word.text not in lexicon.given_names():
        return first == 0 or tokens[first - 1].lower != "the"  # “what Republicans say”
    opened = first > 0 and tokens[first - 1].lower in _ARTICLES
    office = is_role(word.lower) and not _is_organisation_word(word)
    somebody = opened and (office or word.lower in lexicon.words("demonyms"))
    return letter or somebody or (word.lower in _QUESTION and word.text not in lexicon.given_names())


def _is_office_alone(run: Sequence[Token]) -> bool:
    """“Vice President Operations”, “Lt. Gen.”: an office without a name."""
    start = _name_start(run)
    titles = all(token.lower in lexicon.words("titles") for token in run)
    return titles or (start > 0 and all(token.lower in _FIELDS for token in run[start:]))


def _asks(tokens: Sequence[Token], index: int) -> bool:
    """“Can Ray win?”: the verb that opens a question is nobody's given name."""
    if tokens[index].lower not in _AUXILIARIES or (index and tokens[index - 1].kind == "word"):
        return False
    ahead = (token.text[0] for token in tokens[index : index + _LONGEST_QUESTION])
    return next((sign for sign in ahead if sign in ".?!"), "") == "?"


def _opens(tokens: Sequence[Token], index: int) -> bool:
    return (
        index == 0
        or tokens[index - 1].kind != "word"
        or tokens[index].lower in lexicon.words("function_words")
    )


def _is_common(token: Token) -> bool:
    """Whether a capital may be only a sentence's first: “The”, “On”, “Asked”."""
    word = token.lower
    return (
        _is_small(token)
        or (word in lexicon.words("verbs") and token.text not in lexicon.given_names())
        or word in lexicon.words("time_words")
        or word in lexicon.words("groups")
        or (word.endswith("ly") and len(word) > 5 and token.text not in lexicon.given_names())
    )


def _is_small(token: Token) -> bool:
    small = token.lower in lexicon.words("function_words") or token.lower in lexicon.words("determiners")
    return small or token.lower in lexicon.table("pronouns")


def _is_verb(token: Token) -> bool:
    """“Berg Says Law Is Dead”: in a headline verbs have capitals too."""
    verb = token.lower in lexicon.words("verbs") or token.lower in cues.words("past", "s")
    return verb and token.text not in lexicon.given_names()


def _run_end(tokens: Sequence[Token], start: int) -> int:
    index = start + 1
    while index < len(tokens):
        if _goes_on(tokens, index):
            index += 1
        elif tokens[index].text == "," and index + 1 < len(tokens) and tokens[index + 1].lower in SUFFIXES:
            index += 2
        else:
            break
    return index


def _goes_on(tokens: Sequence[Token], index: int) -> bool:
    """Whether the name goes on: a capital, a particle, “of” after a body's noun, a nickname in marks."""
    token = tokens[index]
    if token.text in _APOSTROPHES:
        return _owns_a_body(tokens, index)
    if token.capital:
        return _goes_on_with(tokens, index)
    if token.lower == "and":
        return _joins_fields(tokens, index)
    if token.lower in ("of", "for") and not _is_organisation_word(tokens[index - 1]):
        return False
    if token.lower in PARTICLES | {"of", "for"}:
        return _capital_ahead(tokens, index + 1)
    return token.marked is not None and index + 1 < len(tokens) and tokens[index + 1].capital


def _goes_on_with(tokens: Sequence[Token], index: int) -> bool:
    """Whether a capital goes on with the name before it."""
    left, token = tokens[index - 1], tokens[index]
    if left.text.endswith(".") and _is_small(token) and len(token.text) > 1:
        return False  # “in Fresno, Calif. The alliance said”
    if token.text.isupper() and not token.text.isascii() and not left.text.isupper() and len(token.text) > 1:
        return False  # “сказав Гринько УНІАН”
    place = f"{left.text} {token.text}" in lexicon.places()  # “United States”
    return place or not (_is_time(tokens, index) or _is_verb(token))


def _is_time(tokens: Sequence[Token], index: int) -> bool:
    """Whether a capital is a day or month; “Theresa May” is none, and “Lena Berg May 3” ends before it."""
    word = tokens[index]
    named = word.text in lexicon.given_names() and tokens[index - 1].text in lexicon.given_names()
    following = tokens[index + 1] if index + 1 < len(tokens) else word
    paper = following.capital and _is_organisation_word(following)  # “Lorne Evening News”
    dated = following.text[0].isdigit()
    return word.lower in lexicon.words("time_words") and not paper and (dated or not named)


def _owns_a_body(tokens: Sequence[Token], index: int) -> bool:
    """“Dockworkers' Union”: an apostrophe between a plural and a body's noun."""
    plural = tokens[index - 1].lower.endswith("s") and tokens[index - 1].end == tokens[index].start
    return plural and any(
        token.capital and _is_organisation_word(token) for token in tokens[index + 1 : index + 3]
    )


def _joins_fields(tokens: Sequence[Token], index: int) -> bool:
    """“Department of Health and Social Care”: both are what one body is for."""
    following = tokens[index + 1] if index + 1 < len(tokens) else tokens[index]
    before = tokens[max(0, index - _LONGEST_FIELD) : index]
    bodies = [i for i, token in enumerate(before) if token.lower in ("of", "for")]
    both = [token for token in (*before[-1:], *tokens[index + 1 : index + 3]) if token.capital]
    members = len(both) == _MEMBERS and all(token.lower.endswith("s") for token in both[:2])
    if members and _is_organisation_word(both[-1]):
        return True  # “Magistrates and Judges Association”
    return following.capital and following.lower in _FIELDS and bool(bodies) and before[-1].capital


def _capital_ahead(tokens: Sequence[Token], index: int) -> bool:
    if index < len(tokens) and (tokens[index].lower in PARTICLES or tokens[index].lower == "the"):
        index += 1
    return index < len(tokens) and tokens[index].capital


def _name(
    tokens: Sequence[Token],
    first: int,
    last: int,
    paragraph: int,
    *,
    quoted: bool,
    full: Container[tuple[str, ...]],
) -> Name:
    run = tokens[first:last]
    titled = _name_start(run)
    start = _after_place(run, full) if _of_an_office(tokens, first) else None
    start = start or _after_office(run, titled)
    words = _words(run[start:])
    title = " ".join(token.text for token in run[:start])
    determined = first > 0 and tokens[first - 1].lower in _ARTICLES and start == 0
    kind = _kind(run, start, words, determined)
    if kind == "unknown" and [token.lower for token in tokens[last : last + 2]] == [",", "which"]:
        kind = "organisation"  # “Gold Wings, which stands for pilots,”
    roles = _NO_ROLES
    if kind != "organisation" and not _is_dated(words):
        roles = _roles(tokens, (first, first + start, last), paragraph, quoted=quoted)
    beside = [span for span in (roles.before, roles.after) if span is not None]
    printed = _words_of(beside, tokens[max(0, first - _NEAR) : last + _NEAR])
    following = tokens[last] if last < len(tokens) else None
    return Name(
        Span(paragraph, run[start].start, run[-1].end),
        words,
        "person" if _is_shown(tokens, last, words, kind, told=bool(beside) and not determined) else kind,
        title,
        *roles,
        possessive=following is not None and _owns(following),
        quoted=quoted,
        determined=determined,
        opens=first == 0 or tokens[first - 1].kind != "word",
        labels=first == 0 and following is not None and following.text == ":",
        printed=printed | {word.lower() for word in title.split()},
        glued=start > titled,
    )


class _Roles(NamedTuple):
    """What is printed beside a name, or told in its clause."""

    before: Span | None = None
    after: Span | None = None
    told: Span | None = None
    held: bool = False


_NO_ROLES = _Roles()


def _roles(tokens: Sequence[Token], places: tuple[int, int, int], paragraph: int, *, quoted: bool) -> _Roles:
    """The roles of the name that begins, titles left out, and ends at these places."""
    first, start, last = places
    before = role_before(tokens, start, paragraph) or role_apart(tokens, first, last, paragraph)
    shouted = first == 0 and tokens[last - 1].text.isupper()
    dateline = shouted and last < len(tokens) and tokens[last].text != ","
    after = None if dateline else role_after(tokens, last, paragraph)
    told = role_told(tokens, first, last, paragraph)
    # What somebody else says of a person is no role: “‘Berg is a sweet boy,’ she said”.
    return _Roles(before, after, told, told is not None and not quoted and is_held(tokens, first, last, told))


def _is_shown(tokens: Sequence[Token], last: int, words: Sequence[str], kind: str, *, told: bool) -> bool:
    """Whether a role or an age beside words of no known kind, or of a person's, shows a person."""
    if kind == "organisation" or len(words) < 2:
        return False
    return (told and len(words) <= _LONGEST_NAME) or (kind == "unknown" and _is_aged(tokens, last))


def _owns(following: Token) -> bool:
    """Whether a name before this is the owner of something: “Trump's envoy”, “Berg aides”."""
    role = is_role(following.lower) and following.text not in _HONOURS
    return role or following.lower in POSSESSIVES


def _words(run: Sequence[Token]) -> tuple[str, ...]:
    """The words of a name, an apostrophe with the word that it ends: “Drivers' Union”."""
    following = [*run[1:], None]
    return tuple(
        token.text + (after.text if after is not None and after.text in _APOSTROPHES else "")
        for token, after in zip(run, following, strict=True)
        if token.kind == "word" and token.marked is None
    )


def _words_of(spans: Sequence[Span], tokens: Sequence[Token]) -> frozenset[str]:
    if not spans:
        return frozenset()
    return frozenset(t.lower for t in tokens if any(s.start <= t.start < s.end for s in spans))


def _is_dated(words: Sequence[str]) -> bool:
    """“Friday, a lawyer said”: a day has no role."""
    return all(word.lower() in lexicon.words("time_words") for word in words)


def _is_aged(tokens: Sequence[Token], last: int) -> bool:
    """“Ray, 42, …”."""
    return (
        last + 2 < len(tokens)
        and tokens[last].text == ","
        and tokens[last + 1].text.isdigit()
        and tokens[last + 2].text in (",", ".")
    )


def _name_start(run: Sequence[Token]) -> int:
    """Where titles and roles end and the name begins."""
    start = 0
    if _is_organisation_word(run[-1]):
        return 0
    for index, token in enumerate(run[:-1]):
        office = token.lower in lexicon.words("titles") or token.lower in lexicon.words("roles")
        if office and token.lower not in PARTICLES:  # a DA is a lawyer, “da Silva” is not
            start = index + 1
    return start


def _after_office(run: Sequence[Token], start: int) -> int:
    if _is_organisation_word(run[-1]):
        return 0
    if run[start].lower in _SAINTS:
        return start  # “Sankt Evert Lake”
    # “Security Policy Kaja Kallas”: an office glued to a name; “J. Donald Ray”, “Nguyen Van Ray” are names.
    for index in range(len(run) - 2, start, -1):
        given = run[index].text in lexicon.given_names() and run[index].lower not in PARTICLES
        if given and _is_office(run[start:index]):
            return index
    return start


def _of_an_office(tokens: Sequence[Token], first: int) -> bool:
    """“Mayor of …”: what follows may be a place and a name."""
    return first > 1 and tokens[first - 1].lower == "of" and is_role(tokens[first - 2].lower)


def _after_place(run: Sequence[Token], full: Container[tuple[str, ...]]) -> int | None:
    """“Port Lorne Ilse Berg”: where the name begins, told by other places or a given name."""
    words = tuple(token.text for token in run)
    places = range(len(run) - 2, 0, -1)
    known = [i for i in places if words[i:] in full or (words[:i] in full and i > 1)]
    given = [i for i in places if words[i] in lexicon.given_names()]
    return next(iter(known + given), None)


def _without_role(tokens: Sequence[Token], first: int, last: int) -> tuple[int, int]:
    """“the EU High Representative” names nobody; “Ray Spokesman Jan Berg” names two."""
    last = _without_honours(tokens, first, last)
    end = last
    while end > first and (
        _is_no_name(tokens[first:end]) or (end < last and tokens[end - 1].lower in _FIELDS)
    ):
        end -= 1
    if end == last or first == 0 or tokens[first - 1].lower not in lexicon.words("determiners"):
        return first, end
    return first, first


def _without_honours(tokens: Sequence[Token], first: int, last: int) -> int:
    """“Ruth Berg KC”: the letters behind a name in full are none of it."""
    while last - first > 2 and tokens[last - 1].text in _HONOURS:
        last -= 1
    return last


def _is_no_name(run: Sequence[Token]) -> bool:
    """Whether a name cannot end so: with a role, or with a nickname that nothing follows."""
    token = run[-1]
    role = token.lower in lexicon.words("roles") and token.text not in lexicon.given_names()
    role = role and not _is_organisation_word(token) and not _is_surname(run)
    return role or token.marked is not None


def _is_surname(run: Sequence[Token]) -> bool:
    """“Ida Bishop”: behind one given name an office is a surname, where it is known as one."""
    given = len(run) == 2 and run[0].text in lexicon.given_names() and run[0].text not in lexicon.places()
    return given and run[-1].text in lexicon.surnames()


def _is_office(words: Sequence[Token]) -> bool:
    given = lexicon.given_names()
    return all(len(w.text) > 2 and w.lower not in PARTICLES and w.text not in given for w in words)


def _is_organisation_word(token: Token) -> bool:
    short = len(token.text) == 2 and not token.text.isupper()  # “Kim Jong Un” is not the UN
    return token.lower in lexicon.words("organisations") and not (short and token.lower != "co")


def _kind(run: Sequence[Token], start: int, words: tuple[str, ...], determined: bool) -> str:
    given = lexicon.given_names()
    whole = " ".join(words)
    first = words[0]
    if _is_organisation_word(run[-1]) or any(_is_organisation_word(token) for token in run[start + 1 :]):
        return "organisation"
    team = first in ("Camp", "Team") and len(words) > 1  # “Team Kallas”
    if team or whole in lexicon.places() or is_firm(words):
        return "organisation"
    if len(words) == 1:
        acronym = 1 < len(whole) <= LONGEST_ACRONYM and whole.isupper()
        body = not start or _is_organisation_word(run[start - 1])  # “Regulator CAAX”
        return "organisation" if acronym and body else "unknown"
    if determined and first not in given:
        return "organisation"
    foreign = not first.isascii() and fold(first) in given  # “Gérard”
    if start or first in given or foreign or _is_initial(first) or first.split("-")[0] in given:
        return "person"
    return "unknown"


def _is_initial(word: str) -> bool:
    return word.endswith(".") and len(word) in (2, 4) and word[0].isupper() and word not in _COUNTRIES

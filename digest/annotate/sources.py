"""Sources: the noun phrase that is the subject of a cue, before or after it."""

from __future__ import annotations

from collections.abc import Sequence

from digest.annotate import cues, lexicon, phrases
from digest.annotate.clause_subjects import (
    can_speak,
    is_sure,
    nearest_subject,
    opening_subject,
    whole_subject,
    with_name,
)
from digest.annotate.clauses import BREAKS
from digest.annotate.cues import Cue
from digest.annotate.frame import Frame
from digest.annotate.gerunds import governor
from digest.annotate.phrases import Phrase
from digest.annotate.tokens import POSSESSIVES, Token

_NAMING = frozenset(["call", "dub"])
_FARTHEST_MARKS = 8
_LONGEST_MODIFIER = 8  # tokens
_FARTHEST_THING = 5  # tokens: “A large hand-painted banner”
_THINGS = lexicon.grammar("unspeaking")
_PLACED = lexicon.grammar("prepositions") | {"above", "behind", "beside", "near", "next", "outside"}
_INDEFINITE = lexicon.grammar("indefinite")
_JOINERS = frozenset(["and", "but", "then"])
_CLOSERS = frozenset([".", ",", "?", "!", ";", ":", "(", "–", "—", "-"])
_PREPOSITIONS = lexicon.grammar("prepositions")
_NEVER_SUBJECTS = lexicon.grammar("before_objects")
_AFTER_SOURCE = lexicon.grammar("after_source")
_RELATIVES = frozenset(["that", "which", "who"])
_OWNERS = frozenset(["her", "his", "its", "my", "our", "their", "your"])
_SUBJECTS = frozenset(["he", "it", "she", "they"])
_OWN_VERBS = lexicon.helping_verbs()
_CLAUSE_EDGES = lexicon.grammar("clause_edges") | {"before"}
_AROUND = (lexicon.grammar("prepositions") - {"than"}) | {"around", "behind", "inside", "near"}
_SOMEBODY = lexicon.grammar("somebody")
_SPEAKING = cues.words("past", "s")
_THINKING = lexicon.grammar("thinking")
_PLURAL = lexicon.grammar("plural_pronouns")


def source_before(tokens: Sequence[Token], cue: Cue, earlier: Sequence[Frame]) -> Phrase | None:
    """The subject of a cue that stands before it."""
    if cue.form.tense == "ing" and cue.first == cue.verb:
        return None if _names_a_source(tokens, cue) else governor(tokens, cue, earlier)
    if cue.first > 0 and tokens[cue.first - 1].lower in POSSESSIVES:
        return _owned(tokens, cue.first)
    if cue.first == 0 or tokens[cue.first - 1].lower in _OWNERS or _is_named_so(tokens, cue):
        return None  # “the mayor's alleged friends”, “his proposed ban”
    if tokens[cue.first - 1].lower in _RELATIVES:
        return _checked(tokens, _related(tokens, cue.first - 1), cue)
    return _plain_subject(tokens, cue, earlier)


def _owned(tokens: Sequence[Token], end: int) -> Phrase | None:
    """“A friend of Ray's said”; but in “the mayor's alleged friends” nobody speaks."""
    phrase = phrases.before(tokens, end - 1)
    if phrase is None or not any(token.lower == "of" for token in tokens[phrase.first : phrase.last]):
        return None
    return (
        Phrase(phrase.first, end, phrase.head) if phrases.is_source_noun(tokens[phrase.head].lower) else None
    )


def _names_a_source(tokens: Sequence[Token], cue: Cue) -> bool:
    """“Citing two aides, the Post reported”: whom a paper cites is not what it says."""
    return cue.first == 0 and cue.form.lemma == "cite" and tokens[1].kind != "quote"


def _is_named_so(tokens: Sequence[Token], cue: Cue) -> bool:
    """“the tower, called The Quill, would rise”: a participle behind a comma that only names."""
    bare = cue.form.lemma in _NAMING and cue.form.tense == "past" and cue.first == cue.verb
    following = tokens[cue.last + 1 : cue.last + 1 + _FARTHEST_MARKS]
    named = bool(following) and following[0].capital and all(token.kind != "quote" for token in following)
    return bare and named and tokens[cue.first - 1].text == ","


def _related(tokens: Sequence[Token], pronoun: int) -> Phrase | None:
    """“Ray, who said”, “letters that said”: what stands before the relative pronoun."""
    if tokens[pronoun].lower == "that":
        return _document_before(tokens, pronoun)
    phrase = phrases.before(tokens, pronoun - (pronoun > 0 and tokens[pronoun - 1].text in BREAKS))
    if phrase is not None and phrase.first > 1 and tokens[phrase.first - 1].lower == "not":
        # “It was Ray, not Berg, who said”
        other = phrase.first - 1 - (tokens[phrase.first - 2].text == ",")
        return phrases.before(tokens, other) if other < phrase.first - 1 else phrase
    return phrase


def _plain_subject(tokens: Sequence[Token], cue: Cue, earlier: Sequence[Frame]) -> Phrase | None:
    left = tokens[cue.first - 1]
    phrase = None if left.lower in _JOINERS else phrases.before(tokens, cue.first)
    if phrase is None and (left.lower in _JOINERS or left.text in (",", ")")):
        return _same_subject(tokens, cue, earlier)
    if phrase is not None and _is_participle(tokens, phrase, cue):
        return None
    if phrase is not None and _is_near(tokens, phrase):
        return whole_subject(tokens, cue)
    if phrase is not None and (outer := _modified(tokens, phrase)) is not None:
        return _checked(tokens, outer, cue) or whole_subject(tokens, cue)
    if phrase is not None and _is_object(tokens, phrase) and not _opens_thought(tokens, phrase):
        phrase = opening_subject(tokens, phrase.first)
    return _checked(tokens, phrase, cue) or whole_subject(tokens, cue)


def _same_subject(tokens: Sequence[Token], cue: Cue, earlier: Sequence[Frame]) -> Phrase | None:
    """“Ray rose and said”: the subject of the verb before, or of the sentence."""
    done = max((max(frame.cue[1], *(end for _, end in frame.contents)) for frame in earlier), default=0)
    nearest = nearest_subject(tokens, done, cue.first - 1)
    if nearest is not None:
        return nearest
    return earlier[-1].source if earlier else opening_subject(tokens, cue.first - 1)


def source_after(tokens: Sequence[Token], cue: Cue) -> Phrase | None:
    """“…,” said X: the source stands after the cue, and a sign or the sentence's end after it."""
    if not _may_invert(tokens, cue):
        return None
    phrase = phrases.after(tokens, cue.last + 1)
    if phrase is None or not _may_have_said(tokens, phrase, cue):
        return None
    phrase = with_name(tokens, phrase)
    following = tokens[phrase.last] if phrase.last < len(tokens) else None
    marked = cue.first > 0 and tokens[cue.first - 1].kind == "quote"
    if not marked and cue.takes("o") and not tokens[phrase.head].capital:
        return None
    if marked or following is None or following.text in _CLOSERS:
        return phrase
    if following.lower not in _AFTER_SOURCE and following.lower not in lexicon.words("time_words"):
        return None
    # “Ray, a fisherman, said sailors in port knew”: a subject before the commas is the source.
    return None if cue.first and phrases.before(tokens, cue.first) is not None else phrase


def _may_have_said(tokens: Sequence[Token], phrase: Phrase, cue: Cue) -> bool:
    speaks = can_speak(tokens, phrase) and _agrees(tokens, phrase, cue)
    return speaks and not _opens_clause(tokens, phrase)


def _opens_clause(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """“who wrote ‘The Sea,’ said she was glad”: a pronoun with its own verb is what is reported."""
    following = tokens[phrase.last] if phrase.last < len(tokens) else tokens[phrase.head]
    return tokens[phrase.head].lower in _SUBJECTS and following.lower in _OWN_VERBS


def is_written_on(tokens: Sequence[Token], cue: Cue) -> bool:
    """“A banner behind the mayor read ‘…’”: what stands on a thing is not said by somebody near it."""
    things = [i for i in range(min(cue.first, _FARTHEST_THING)) if tokens[i].lower in _THINGS]
    if not things or tokens[0].lower not in lexicon.words("determiners"):
        return False
    return things[-1] + 1 == cue.first or tokens[things[-1] + 1].lower in _PLACED


def marked_before(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Whether marked words stand right before the phrase."""
    return phrase.first > 0 and tokens[phrase.first - 1].kind == "quote"


def _document_before(tokens: Sequence[Token], end: int) -> Phrase | None:
    """“letters that called him a liar”: what is written says it."""
    phrase = phrases.before(tokens, end)
    head = tokens[phrase.head].lower if phrase is not None else ""
    return phrase if {head, head.removesuffix("s")} & lexicon.words("documents") else None


def _may_invert(tokens: Sequence[Token], cue: Cue) -> bool:
    plural = cue.form.tense == "base" and cue.form.lemma == "say"  # “…, say some”
    if not (plural or cue.form.tense in ("past", "s")) or not cue.takes("d", "t", "b"):
        return False
    if cue.first != cue.verb:
        return False
    if cue.takes("r") or cue.form.lemma == "tell" or cue.form.particle:
        return False
    left = tokens[cue.first - 1] if cue.first else None
    return left is None or left.kind == "quote" or left.text in ("?", "!") or left.text in BREAKS - {";"}


def _modified(tokens: Sequence[Token], phrase: Phrase) -> Phrase | None:
    """“People around Ray said”, “a source close to Ray”, “the aide who drove Ray”: all of it, not Ray."""
    lowest = max(-1, phrase.first - 1 - _LONGEST_MODIFIER)
    for index in range(phrase.first - 1, lowest, -1):
        token = tokens[index]
        if token.kind != "word" or (token.capital and index) or token.lower in _CLAUSE_EDGES:
            return None
        if phrases.is_source_noun(token.lower) or token.lower in _SOMEBODY:
            between = tokens[index + 1 : phrase.first]
            verbal = not tokens[phrase.first].capital  # “who drove Ray”
            return _whole(tokens, index, phrase) if between and _modifies(between, verbal) else None
    return None


def _modifies(words: Sequence[Token], verbal: bool) -> bool:
    """Whether these words, behind a noun, lead to the name that only says more about it."""
    opener, last = words[0].lower, words[-1].lower
    if opener == "who":
        return (len(words) > 1 or verbal) and last not in _SPEAKING
    participle = opener.endswith(("ing", "ed", "en"))
    if any(word.lower in lexicon.words("verbs") or word.lower in _SPEAKING for word in words[1:]):
        return False
    return (opener in _AROUND or opener == "close" or participle) and (last in _AROUND or len(words) == 1)


def _whole(tokens: Sequence[Token], noun: int, phrase: Phrase) -> Phrase | None:
    described = phrases.before(tokens, noun + 1)
    return None if described is None else Phrase(described.first, phrase.last, noun)


def _opens_thought(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """“Berg believes Ray said”, but not “a man who knows Ray said”: a clause without “that” begins."""
    verb = phrase.first - 1
    thinks = tokens[verb].lower in _THINKING or tokens[verb].lower in cues.words("past", "s")
    return thinks and verb > 0 and tokens[verb - 1].lower not in _RELATIVES


def _is_object(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """“the aide who met with Ray said”, “those who backed Ray said”: he is not the one who speaks."""
    if phrase.first == 0:
        return False
    left = tokens[phrase.first - 1]
    if phrases.is_past(left) or left.lower in lexicon.words("verbs"):
        return True
    if tokens[phrase.head].lower in _SUBJECTS - {"it"}:
        return False
    return phrase.first > 2 and tokens[phrase.first - 2].text != "," and left.lower in _NEVER_SUBJECTS


def _checked(tokens: Sequence[Token], phrase: Phrase | None, cue: Cue) -> Phrase | None:
    """The phrase when it can be the subject of this form of the cue."""
    if phrase is None or not _agrees(tokens, phrase, cue):
        return None
    if can_speak(tokens, phrase):
        return phrase
    sure = "n" not in cue.form.frames and _surely_reports(tokens, phrase, cue)
    return phrase if sure and _is_determined(tokens, phrase) else None


def _is_near(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """“Those near Ray said”: he is only near those who speak."""
    if phrase.first < 2 or tokens[phrase.first - 1].lower not in _PREPOSITIONS | {"near", "around"}:
        return False
    return any(token.lower == "those" for token in tokens[max(0, phrase.first - 3) : phrase.first - 1])


def _is_participle(tokens: Sequence[Token], phrase: Phrase, cue: Cue) -> bool:
    """“a company called Acme”: after a common noun it only names."""
    bare = cue.form.lemma in _NAMING and cue.form.tense == "past" and cue.first == cue.verb
    following = tokens[cue.last + 1 : cue.last + 1 + _FARTHEST_MARKS]
    # “one lawmaker called Ray ‘a liar’” does call him so.
    calls = any(token.kind == "quote" for token in following[1:]) and following[0].kind == "word"
    return bare and not calls and tokens[phrase.first].lower in _INDEFINITE


def _surely_reports(tokens: Sequence[Token], phrase: Phrase, cue: Cue) -> bool:
    """Whether the cue reports speech whatever its subject is: “the voice said”, “the note warned that”."""
    if is_sure(cue):
        return True
    following = tokens[cue.last + 1] if cue.last + 1 < len(tokens) else None
    told = following is not None and (following.lower == "that" or following.text == ":")
    return told or (following is not None and following.kind == "quote") or marked_before(tokens, phrase)


def _is_determined(tokens: Sequence[Token], phrase: Phrase) -> bool:
    opened = tokens[phrase.first].lower in lexicon.words("determiners")
    return opened and (phrase.first == 0 or tokens[phrase.first - 1].lower not in _PREPOSITIONS)


def _agrees(tokens: Sequence[Token], phrase: Phrase, cue: Cue) -> bool:
    """Whether number fits: “officials say” and “the ministry says”, not “the state officials”."""
    if cue.form.tense not in ("base", "s") or cue.first != cue.verb:
        return True
    if "n" in cue.form.frames and _is_modifier(tokens, phrase):
        return False
    head = tokens[phrase.head]
    if head.lower in ("who", "which"):
        return True
    if head.capital and cue.form.tense == "s":
        return head.lower not in _PLURAL
    many = head.lower.endswith("s") and not (head.capital and cue.takes("n"))  # “the Paris attack”
    plural = head.lower in _PLURAL or head.lower in lexicon.words("groups") or many
    plural = plural or any(token.lower == "and" for token in tokens[phrase.first : phrase.last])
    return plural == (cue.form.tense == "base")


def _is_modifier(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """“to a police report”, “a city claim”: the phrase only says more about a noun that looks like a cue."""
    after_preposition = phrase.first > 0 and tokens[phrase.first - 1].lower in _PREPOSITIONS
    first, head = tokens[phrase.first], tokens[phrase.head]
    bare = first.lower not in lexicon.words("determiners") and first.lower not in lexicon.table("pronouns")
    if bare and not head.capital and head.lower not in lexicon.words("groups"):
        return True  # “higher network charges that”
    indefinite = first.lower in _INDEFINITE
    return after_preposition or (indefinite and head.lower in lexicon.words("groups"))

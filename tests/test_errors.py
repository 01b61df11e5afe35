"""Errors that say where, what, and what to do next."""

from __future__ import annotations

import pickle

import pytest

from digest.errors import ConvertError, DigestError, EntryError, IntakeError, ParseError, SettingsError


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (DigestError("a.txt", "no date"), "a.txt: no date"),
        (DigestError("a.txt", "no date", hint="add one"), "a.txt: no date; add one"),
        (DigestError("a.md", "unknown kind", line=7), "a.md:7: unknown kind"),
        (DigestError("a.md", "unknown kind", hint="mend it", line=7), "a.md:7: unknown kind; mend it"),
    ],
)
def test_an_error_says_where_what_and_what_to_do(error: DigestError, said: str) -> None:
    assert str(error) == said


def test_an_error_is_one_line_that_a_terminal_never_obeys() -> None:
    error = DigestError("a\x1b[2J.txt", "no\ndate", hint="add \u202eone")
    assert str(error) == "a\\x1b[2J.txt: no\\ndate; add \\u202eone"


def test_an_error_told_later_where_it_was_says_so() -> None:
    error = ParseError("a.txt", "no date", line=3)
    error.where = "seeds/a.txt"
    assert (error.place, str(error)) == ("seeds/a.txt:3", "seeds/a.txt:3: no date")


@pytest.mark.parametrize("kind", [IntakeError, ParseError, EntryError, ConvertError, SettingsError])
def test_every_error_of_ours_can_be_caught_as_one(kind: type[DigestError]) -> None:
    with pytest.raises(DigestError):
        raise kind("a.txt", "no date")


def test_an_error_travels_between_processes() -> None:
    error = EntryError("a.md", "unknown kind", hint="mend it", line=7)
    assert str(pickle.loads(pickle.dumps(error))) == str(error)

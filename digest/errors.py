"""Errors that say where, what, and what to do next."""

from __future__ import annotations

from digest.text import printable


class DigestError(Exception):
    """Something an editor can mend.

    >>> print(DigestError("seeds/a.txt", "no publication date", hint="add one below the source"))
    seeds/a.txt: no publication date; add one below the source
    >>> print(DigestError("content/a.md", "unknown kind", line=7))
    content/a.md:7: unknown kind
    """

    def __init__(self, where: str, what: str, *, hint: str = "", line: int | None = None) -> None:
        self.where = where
        self.what = what
        self.hint = hint
        self.line = line
        super().__init__(where, what)

    @property
    def place(self) -> str:
        """The file, with the line where there is one: `content/a.md:7`."""
        return self.where if self.line is None else f"{self.where}:{self.line}"

    def __str__(self) -> str:
        return printable(f"{self.place}: {self.what}" + (f"; {self.hint}" if self.hint else ""))


class IntakeError(DigestError):
    """A seed that cannot be read from disk."""


class FetchError(DigestError):
    """An address whose page cannot be had, or should not be asked for."""


class ParseError(DigestError):
    """A seed whose text is no article."""


class EntryError(DigestError):
    """An entry or registry page whose front matter cannot be used."""


class ConvertError(DigestError):
    """An entry that cannot be written."""


class TemplateError(DigestError):
    """A template that cannot be read or rendered."""


class SettingsError(DigestError):
    """An `mkdocs.yml` that does not say what the digest needs."""

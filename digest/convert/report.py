"""What one run did with each seed."""

from __future__ import annotations

from dataclasses import dataclass

from digest.errors import DigestError
from digest.merge import Conflict


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversion:
    """A seed that became an entry, and how many of its quotations still want a speaker."""

    seed: str
    entry: str
    questions: int
    reasons: tuple[str, ...] = ()  # what the seed was read as, and why


@dataclass(frozen=True, slots=True, kw_only=True)
class Updated:
    """A seed whose new conversion was brought into its entry."""

    seed: str
    entry: str
    edited: bool  # whether an editor had changed the entry
    replaced: bool = False  # whether what the editor wrote is gone, as `force` asks


@dataclass(frozen=True, slots=True, kw_only=True)
class Contested:
    """A seed whose new conversion says otherwise than an editor does; the editor's words are kept."""

    seed: str
    entry: str
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A seed whose entry is there already, and what the editor should know about the two."""

    seed: str
    notice: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The text of one entry before and after; nothing before a new one."""

    entry: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What one run did: every seed is converted, updated, kept, contested, or failed."""

    converted: tuple[Conversion, ...] = ()
    updated: tuple[Updated, ...] = ()
    kept: tuple[Kept, ...] = ()
    contested: tuple[Contested, ...] = ()
    errors: tuple[DigestError, ...] = ()
    changes: tuple[Change, ...] = ()

    @property
    def is_well(self) -> bool:
        """Whether nothing is left for an editor to mend."""
        return not self.errors and not self.contested

    @property
    def summary(self) -> str:
        """One line for the end of the run.

        >>> Report(kept=(Kept(seed="seeds/a.txt"),)).summary
        '0 converted, 1 kept, 0 failed'
        """
        return ", ".join(
            f"{len(those)} {what}"
            for those, what, always in (
                (self.converted, "converted", True),
                (self.updated, "updated", False),
                (self.kept, "kept", True),
                (self.contested, "in conflict", False),
                (self.errors, "failed", True),
            )
            if those or always
        )

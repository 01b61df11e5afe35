"""One run over the seeds: what becomes of each."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from hashlib import sha256
from pathlib import Path, PurePosixPath

from digest import frontedit, frontmatter, registry
from digest.convert.depends import hash_of, hash_of_all
from digest.convert.found import Entries, There
from digest.convert.reading import as_entry, explain
from digest.convert.report import Change, Contested, Conversion, Kept, Updated
from digest.errors import ConvertError, DigestError
from digest.files import check_name, read_text, rewrite, shown, write_new
from digest.intake import as_seed, read_bytes, seed_path
from digest.merge import Merged, dressed, merge, plain
from digest.model import Entry, Seed, SeedRef
from digest.registry import Registry
from digest.render import entry_name
from digest.settings import Settings
from digest.store import Hashes, Store, hashed
from digest.text import printable

_IN_THE_WAY = (
    "if both are articles of one day with one title, change the title in one of the seeds;"
    " if this is a newer version of that article, move the entry away first"
)
_KEYS = [part.name for part in fields(Entry)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a run deals with what editors wrote, and with what another command writes."""

    dry_run: bool = False  # say what would be done, and write nothing
    force: bool = False  # put the new conversion in the place of what an editor wrote
    keep: bool = False  # settle each conflict for the editor, once and for all
    wait: float = 10.0  # seconds for another command to end


@dataclass(frozen=True, slots=True, kw_only=True)
class _Former:
    """Under which name an entry was last converted, and as what."""

    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run: what is there, and what it changed."""

    settings: Settings
    taught: Registry
    manner: Manner
    seeds: frozenset[str]  # all that lie in the seeds folder
    entries: Entries
    store: Store
    hashes: Hashes
    everything: str  # a hash of all that any conversion depends on
    displaced: dict[str, str] = field(default_factory=dict)  # conversions whose name another entry took
    changes: list[Change] = field(default_factory=list)

    @classmethod
    def of(cls, settings: Settings, listed: Sequence[Path], manner: Manner) -> Run:
        """Look at all that is there."""
        taught = registry.load(settings)
        return cls(
            settings=settings,
            taught=taught,
            manner=manner,
            seeds=frozenset(path.relative_to(settings.seeds).as_posix() for path in listed),
            entries=Entries.of(settings),
            store=Store(settings.root),
            hashes=Hashes(settings.root),
            everything=hash_of_all(settings.options, taught),
        )

    def convert(self, path: Path) -> Conversion | Updated | Contested | Kept:
        """Bring one seed into its entry."""
        where = shown(path, self.settings.root)
        check_name(path, self.settings.root)
        data = read_bytes(path, where)
        seed = SeedRef(path=seed_path(path, self.settings.seeds), sha256=sha256(data).hexdigest())
        found = self.entries.made_from(seed, self._is_there)
        if not found:
            return self._begin(as_seed(data, seed.path, shown=where), where)
        there = found[0] if len(found) == 1 else next(filter(self._base, found), found[0])
        if there.seed != seed.path and there.sha256 == seed.sha256 and self._is_there(there.seed):
            what = (
                f"the same text as the seed {there.seed}, which is {self._shown(there.name)}; one is enough"
            )
            return Kept(seed=where, notice=printable(f"{where}: {what}"))
        if not self.manner.force and self._is_as_it_was(seed, there.name):
            return Kept(seed=where)
        return self._go_on(as_seed(data, seed.path, shown=where), there, where)

    def tidy(self) -> None:
        """Forget conversions that nothing is left of, and remember what this run depended on."""
        if self.manner.dry_run:
            return
        for name in self._orphans():
            made_from = self.store.seed(name)
            if made_from is None or not self._is_there(made_from.path) or self._has_another(made_from.path):
                self.store.forget(name)
        self.hashes.save(self.seeds)

    # A new entry

    def _begin(self, seed: Seed, where: str) -> Conversion | Kept:
        """A seed without an entry: a new one, or one whose entry an editor deleted."""
        gone = self._deleted(seed)
        if gone is not None and not self.manner.force:
            what = f"its entry {self._shown(gone)} was deleted, and stays so; to have it again,"
            return Kept(seed=where, notice=printable(f"{where}: {what} `digest convert --force {where}`"))
        reading = as_entry(seed, where, self.settings, self.taught)
        name = gone or entry_name(reading.entry)
        text = frontmatter.dump(reading.entry)
        self._check_free(name, where)
        if not self.manner.dry_run:
            write_new(self._path(name), text, where=self._shown(name))
        self.entries.add(name, reading.entry.seed)
        self.changes.append(Change(entry=self._shown(name), before="", after=text))
        self._settle(seed, name, text)
        questions = len(reading.annotations.unattributed)
        reasons = tuple(explain(reading))
        return Conversion(seed=where, entry=self._shown(name), questions=questions, reasons=reasons)

    def _deleted(self, seed: Seed) -> str | None:
        """The name of the entry that a seed had once."""
        for name in self._orphans():
            made_from = self.store.seed(name)
            if made_from and made_from.path == seed.path:
                return name
        return None

    def _check_free(self, name: str, where: str) -> None:
        """`ConvertError` when something else stands under the name of a new entry, in capitals or not."""
        other = self.entries.same_name(name)
        if other is None:
            return
        there = self._shown(other)
        try:
            frontmatter.load(self._text(other), where=there)
        except DigestError as error:
            what = f"its entry {error.place} cannot be read: {error.what}"
            raise ConvertError(where, what, hint=error.hint or "mend it first") from error
        raise ConvertError(where, f"its entry would be {there}, which is already there", hint=_IN_THE_WAY)

    # An entry that is there

    def _go_on(self, seed: Seed, there: There, where: str) -> Updated | Contested | Kept:
        """A seed with an entry: nothing to do, or a new conversion to bring into it."""
        base = self._base(there)
        if base is not None and not self.manner.force and self._depends_on_the_same(seed, there.name, base):
            return Kept(seed=where)
        theirs = frontmatter.dump(as_entry(seed, where, self.settings, self.taught).entry)
        before = self._text(there.name)
        former = None if base is not None else self._former(there)
        known = former.text if former else base
        if known is None and not self.manner.force and plain(before) != theirs:
            return self._adopt(seed, there, before, theirs, where)
        merged = self._merged(known or theirs, before, theirs, there.name)
        text = self._with_former_address(merged.text, there.name, former)
        self._write(there.name, before, text)
        if merged.conflicts and not self.manner.keep:
            return Contested(seed=where, entry=self._shown(there.name), conflicts=merged.conflicts)
        self._settle(seed, there.name, theirs, base)
        self._forget(former, there)
        if text == before:
            return Kept(seed=where)
        edited = plain(before) != known
        replaced = edited and self.manner.force
        return Updated(seed=where, entry=self._shown(there.name), edited=edited, replaced=replaced)

    def _merged(self, base: str, before: str, theirs: str, name: str) -> Merged:
        where = self._shown(name)
        if not self.manner.force:
            return merge(base, before, theirs, where=where)
        try:
            addresses = frontmatter.load(before, where=where).redirect_from
        except DigestError:  # that is why it is to be replaced
            addresses = ()
        text = dressed(theirs, like=before)
        for at, address in enumerate(addresses):
            text = frontedit.insert(text, ("redirect_from", at), address, where=where, order=_KEYS)
        return Merged(text=text)

    def _adopt(self, seed: Seed, there: There, before: str, theirs: str, where: str) -> Kept:
        """An entry of which no conversion is known: it stays, and the next merges start from this one."""
        entry = self._shown(there.name)
        if there.sha256 != seed.sha256 and not self.manner.keep:
            what = f"changed since it became {entry}, and what that was converted as is not known;"
            how = "the entry was kept: take the new text with --force, or settle for yours with --keep"
            return Kept(seed=where, notice=printable(f"{where}: {what} {how}"))
        text = before
        if there.sha256 != seed.sha256:
            text = frontedit.put(text, ("seed", "sha256"), seed.sha256, where=entry)
        self._write(there.name, before, text)
        self._settle(seed, there.name, theirs)
        what = f"{entry} differs from what the converter makes of it now, and was kept as it is;"
        how = f"`digest convert --force {where}` takes the converter's"
        return Kept(seed=where, notice=printable(f"{where}: {what} {how}"))

    def _with_former_address(self, text: str, name: str, former: _Former | None) -> str:
        """The entry with the address that it had, where no other entry has it now."""
        if former is None or self.entries.same_name(former.name):
            return text
        where = self._shown(name)
        address = str(PurePosixPath(self.settings.options.articles_dir, former.name).with_suffix(""))
        addresses = frontmatter.load(text, where=where).redirect_from
        if address in addresses:
            return text
        path = ("redirect_from", len(addresses))
        return frontedit.insert(text, path, address, where=where, order=_KEYS)

    # What is known of conversions

    def _base(self, there: There) -> str | None:
        """What an entry was last converted as, where that stands under its name."""
        text = self.store.read(there.name)
        return text if text is not None and there.is_of(frontmatter.find_seed(text)) else None

    def _former(self, there: There) -> _Former | None:
        """The conversion of an entry that was moved; a copy leaves the first one its own."""
        for name in self.store.names():
            stands = self.entries.by_name.get(name)
            if there.is_of(self.store.seed(name)) and (stands is None or stands.seed != there.seed):
                return _Former(name=name, text=self.store.read(name) or "")
        for name, text in self.displaced.items():
            if there.is_of(frontmatter.find_seed(text)):
                return _Former(name=name, text=text)
        return None

    def _orphans(self) -> list[str]:
        """Conversions whose entry is not there."""
        return sorted(set(self.store.names()) - set(self.entries.names.values()))

    def _has_another(self, seed: str) -> bool:
        """Whether a seed has an entry with a conversion of its own."""
        return any(self._base(there) for there in self.entries.by_seed.get(seed, ()))

    def _is_there(self, seed: str) -> bool:
        path = self.settings.seeds / seed
        return seed in self.seeds or os.path.exists(path)  # noqa: PTH110 `Path.exists` stumbles over odd names

    def _is_as_it_was(self, seed: SeedRef, name: str) -> bool:
        """Whether nothing at all changed since the last run, as far as can be told without reading a seed."""
        known = self.hashes.known.get(seed.path)
        return known is not None and known[:2] == [self.everything, self._hash(seed, name)]

    def _depends_on_the_same(self, seed: Seed, name: str, base: str) -> bool:
        """Whether what changed matters to other seeds alone."""
        known = self.hashes.known.get(seed.path)
        new = self._hashes(seed, name, base)
        if known is None or known[2:] != new[2:]:
            return False
        self.hashes.new[seed.path] = new
        return True

    def _hashes(self, seed: Seed, name: str, base: str) -> list[str]:
        """Of all that any conversion depends on, of what came of this one, and of all that it depends on."""
        made_from = SeedRef(path=seed.path, sha256=seed.sha256)
        came = hashed(made_from, name, base)
        return [self.everything, came, hashed(came, hash_of(seed, self.settings.options, self.taught))]

    def _hash(self, seed: SeedRef, name: str) -> str:
        return hashed(seed, name, self.store.read(name))

    # What is written

    def _settle(self, seed: Seed, name: str, theirs: str, base: str | None = None) -> None:
        """Keep what the entry was converted as; `base` is what is kept already."""
        if self.manner.dry_run:
            return
        if base != theirs:
            there = self.store.read(name)
            if there is not None and base is None:
                self.displaced[name] = there
            self.store.write(name, theirs)
        self.hashes.new[seed.path] = self._hashes(seed, name, theirs)

    def _forget(self, former: _Former | None, there: There) -> None:
        if former and not self.manner.dry_run and there.is_of(self.store.seed(former.name)):
            self.store.forget(former.name)

    def _write(self, name: str, before: str, text: str) -> None:
        if text == before:
            return
        if not self.manner.dry_run:
            rewrite(self._path(name), text, was=before, where=self._shown(name))
        self.changes.append(Change(entry=self._shown(name), before=before, after=text))

    def _text(self, name: str) -> str:
        return read_text(self._path(name), where=self._shown(name))

    def _path(self, name: str) -> Path:
        return self.settings.articles / name

    def _shown(self, name: str) -> str:
        return shown(self._path(name), self.settings.root)

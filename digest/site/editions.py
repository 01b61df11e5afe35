"""Catalog → edition: the stories of a day, of a week, of one speaker, or all, bound as a book."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from digest.errors import DigestError
from digest.site.catalog import Catalog, Person, Story
from digest.site.words import Words


@dataclass(frozen=True, kw_only=True)
class Edition:
    """Stories to be read one after another, the earliest first."""

    name: str  # what a file is called after: 2025-12-02, 2025-W49, kaja-kallas; empty for all
    subtitle: str
    stories: tuple[Story, ...]
    person: Person | None = None  # whose words it gathers, where it is one person's

    @property
    def first(self) -> date:
        """The day of the earliest story."""
        return self.stories[0].day

    @property
    def last(self) -> date:
        """The day of the latest story."""
        return self.stories[-1].day


def whole(catalog: Catalog, words: Words) -> Edition:
    """Everything."""
    chosen = _chosen(catalog, lambda _: True)
    if not chosen:
        raise DigestError("this digest", "there is no story in it", hint="convert a seed first")
    return Edition(name="", subtitle=_from_to(chosen[0].day, chosen[-1].day, words), stories=chosen)


def of_day(catalog: Catalog, day: date, words: Words) -> Edition:
    """The stories of one day; `DigestError` when there is none."""
    chosen = _chosen(catalog, lambda story: story.day == day) or _none(catalog, str(day))
    return Edition(name=str(day), subtitle=words.full_day(day), stories=chosen)


def of_week(catalog: Catalog, monday: date, words: Words) -> Edition:
    """The stories of the week that begins on a Monday, named as ISO 8601 names it: 2025-W49."""
    sunday = monday + timedelta(days=6)
    year, week, _ = monday.isocalendar()
    name = f"{year}-W{week:02d}"
    chosen = _chosen(catalog, lambda story: monday <= story.day <= sunday) or _none(catalog, name)
    return Edition(name=name, subtitle=_from_to(monday, sunday, words), stories=chosen)


def of_speaker(catalog: Catalog, slug: str) -> Edition:
    """The stories that one person speaks in; `DigestError` when nobody of that slug speaks."""
    person = next((person for person in catalog.people if person.slug == slug and person.stories), None)
    if person is None:
        hint = "the slug is the last part of the address of a speaker's page"
        raise DigestError(slug, "no speaker of this slug is quoted", hint=hint)
    return Edition(name=slug, subtitle=person.name, stories=_earliest_first(person.stories), person=person)


def _chosen(catalog: Catalog, fits: Callable[[Story], bool]) -> tuple[Story, ...]:
    return _earliest_first(filter(fits, catalog.stories))


def _earliest_first(stories: Iterable[Story]) -> tuple[Story, ...]:
    return tuple(reversed(tuple(stories)))


def _none(catalog: Catalog, name: str) -> tuple[Story, ...]:
    days = catalog.days
    hint = f"there are stories from {days[-1][0]} to {days[0][0]}" if days else "convert a seed first"
    raise DigestError(name, "nothing was printed then", hint=hint)


def _from_to(first: date, last: date, words: Words) -> str:
    return words.day(first) if first == last else f"{words.day(first)} – {words.day(last)}"

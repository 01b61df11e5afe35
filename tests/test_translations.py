"""What the interface says in another language."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace

import messages
import pytest
from babel import Locale
from babel.messages.catalog import Catalog
from builders import Seen, site, speaker, story
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from projects import MKDOCS_YML, make_project

from digest.errors import SettingsError
from digest.model import KnownSpeaker, SpeakerSlug
from digest.site import pages
from digest.site.translations import catalog_file, translations
from digest.site.words import Words

UKRAINIAN = Words.of("uk")

ENTRY = """\
---
title: Міст відкриють у травні
source:
  name: Вісник
  url: https://visnyk.example/mist
timestamp: {day}T10:15:00+02:00
updated: {day}T18:00:00+02:00
authors: [Олена Коваль, Іван Мельник]
section: Місто
language: uk
summary: Міст відкриють.
note: Ціну підтверджено.
tags: [міст]
photo: {{credit: Олена Коваль, url: https://photos.example/1}}
speakers:
  - name: Ганна Бондар
    slug: hanna-bondar
    role: {role}
    aliases: [Бондар]
    on_behalf_of: громада
    quotations:
      - {{content: Ми надто довго чекали на цей міст і не будемо чекати далі, kind: direct, paragraph: 1}}
      - {{content: міст коштував 4 мільйони євро, kind: mixed, via: рада, paragraph: 1}}
      - {{content: роботи тривають, kind: indirect, paragraph: 1}}
  - name: Рада
    slug: rada
    kind: organisation
    quotations:
      - {{content: Ні, kind: direct, paragraph: 1}}
unattributed:
  - {{content: Нарешті, kind: direct, source: хтось, paragraph: 1}}
mentions: [{{name: Петро Гай, role: колишній голова}}]
key_figures:
  - {{surface: 4 мільйони євро, value: 4000000, unit: EUR, label: міст, speaker: hanna-bondar, paragraph: 1}}
  - {{surface: 5 кілометрів, value: 5, unit: km, label: Довжина, paragraph: 1}}
  - {{surface: дванадцять днів, value: 12, unit: days, label: роботи, paragraph: 1}}
---

«Ми надто довго чекали на цей міст і не будемо чекати далі», – сказала Ганна Бондар.
За даними ради, міст коштував 4 мільйони євро, а роботи тривають.
«Ні», – відповіла рада.
«Нарешті», – сказав хтось.
Довжина – 5 кілометрів, роботи – дванадцять днів. Петро Гай мовчав. {day}
"""
PALETTE = """\
  palette:
    - {media: "(prefers-color-scheme)", scheme: default, toggle: {icon: material/brightness-auto}}
    - {media: "(prefers-color-scheme: light)", scheme: default, toggle: {icon: material/weather-sunny}}
    - {media: "(prefers-color-scheme: dark)", scheme: slate, toggle: {icon: material/weather-night}}
  font: false
"""
# Names of formats and programs, codes of currencies, and file names are the same in any language.
THE_SAME = re.compile(
    r"Digest|MkDocs|Material|BibTeX|RIS|CSL-JSON|JSON Feed|Atom|RSS|JSON|CSV|SQLite|EPUB|UTC|EUR"
    r"|\b[\w.-]+\.(?:csv|json|sqlite|epub|example)\b|https?://\S+"
)


class Shown(HTMLParser):
    """The words of a page that a reader may see or hear; what stands in a `<pre>` is for programs."""

    SPOKEN = ("alt", "aria-label", "content", "data-label", "placeholder", "title")

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._unread: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"pre", "script", "style", "code"}:
            self._unread.append(tag)
        if tag != "meta" or ("name", "description") in attrs:
            self.found += [value or "" for key, value in attrs if key in self.SPOKEN]

    def handle_endtag(self, tag: str) -> None:
        if self._unread and self._unread[-1] == tag:
            self._unread.pop()

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self.found.append(data)


@pytest.fixture(scope="module")
def ukrainian(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site of a digest in Ukrainian."""
    project = tmp_path_factory.mktemp("uk")
    articles = project / "content" / "articles"
    articles.mkdir(parents=True)
    yml = MKDOCS_YML.replace("Test digest", "Огляд").replace("  font: false", f"  language: uk\n{PALETTE}")
    (project / "mkdocs.yml").write_text(f"{yml}site_url: https://ohliad.example/\n", encoding="utf-8")
    for month in range(1, 10):  # more than the front page shows
        day = f"2026-{month:02}-14"
        text = ENTRY.format(day=day, role="голова міста" if month % 2 else "голова ради")
        (articles / f"{day}-mist.md").write_text(text, encoding="utf-8")
    return built(project)


def built(project: Path) -> Path:
    config = load_config(str(project / "mkdocs.yml"), strict=True)
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    return project / "site"


# The catalog


def ids(catalog: Catalog) -> set[object]:
    return {(message.id, message.context) for message in catalog if message.id}


@pytest.mark.parametrize("language", sorted(messages.shipped()))
def test_a_catalog_says_every_message_and_no_other(language: str) -> None:
    said, catalog = ids(messages.extracted()), messages.shipped()[language]
    open_ids = {(message.id, message.context) for message in messages.untranslated(catalog)}
    assert said - (ids(catalog) - open_ids) == set(), "run `make translations` and translate what is new"
    assert ids(catalog) - said == set(), "run `make translations`"


def test_the_template_for_new_translations_is_up_to_date() -> None:
    assert ids(messages.template()) == ids(messages.extracted()), "run `make translations`"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "0 цитат"),
        (1, "1 цитата"),
        (2, "2 цитати"),
        (4, "4 цитати"),
        (5, "5 цитат"),
        (11, "11 цитат"),
        (12, "12 цитат"),
        (21, "21 цитата"),
        (22, "22 цитати"),
        (25, "25 цитат"),
        (111, "111 цитат"),
        (1001, "1001 цитата"),
    ],
)
def test_a_number_of_things_has_its_plural_form(number: int, words: str) -> None:
    assert UKRAINIAN.ngettext("%(num)d quotation", "%(num)d quotations", number) == words


def test_english_says_the_message_itself() -> None:
    assert Words.of("en").gettext("Speakers") == "Speakers"
    assert Words.of("en").ngettext("%(num)d story", "%(num)d stories", 2) == "2 stories"


def test_a_language_without_a_catalog_reads_in_english_with_its_own_dates() -> None:
    german = Words.of("de")
    assert german.gettext("Speakers") == "Speakers"
    assert german.unit("km") == "Kilometer (km)"


# An editor's catalog


HEAD = 'msgid ""\nmsgstr "%s\\n"\n\nmsgid "a"\nmsgstr "b"\n'


def catalog(folder: Path, language: str, text: str) -> Path:
    path = catalog_file(folder, language)
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_an_editors_message_wins_and_ours_stays_for_the_rest(tmp_path: Path) -> None:
    catalog(tmp_path, "uk", 'msgid "Speakers"\nmsgstr "Промовці"\n')
    words = Words.of("uk", [tmp_path])
    assert words.gettext("Speakers") == "Промовці"
    assert words.gettext("Sources") == "Джерела"


def test_a_catalog_is_read_as_utf_8_whatever_its_head_says(tmp_path: Path) -> None:
    head = HEAD % "Content-Type: text/plain; charset=none-such"
    catalog(tmp_path / "locale", "de", f'{head}\nmsgid "Sources"\nmsgstr "Überłieferte"\n')
    assert translations(Locale("de"), [tmp_path / "locale"]).gettext("Sources") == "Überłieferte"


def test_an_editor_may_add_a_language_and_a_region_of_it(tmp_path: Path) -> None:
    catalog(tmp_path, "pt", 'msgid "Speakers"\nmsgstr "Vozes"\n\nmsgid "Sources"\nmsgstr "Fontes"\n')
    catalog(tmp_path, "pt_BR", 'msgid "Speakers"\nmsgstr "Quem fala"\n')
    words = Words.of("pt-BR", [tmp_path])
    assert words.gettext("Speakers") == "Quem fala"
    assert words.gettext("Sources") == "Fontes"


@pytest.mark.parametrize(
    ("text", "place", "what"),
    [
        ('msgid "a"\nmsgstr "b"\nmy own\n', ":3", "not a catalog"),
        ('\nmsgid "by %(name)s"\nmsgstr "von %(who)s"\n', ":2", "'who'"),
        ('msgid "a"\nmsgstr "50% a"\n', ":1", "a lone %"),
        ('msgid "a"\nmsgstr "50 %"\n', ":1", "incomplete format"),
        ('msgid "a"\nmsgstr "<b>a</b>"\n', ":1", "holds < >"),
        ('msgid "a"\nmsgstr "\\"a\\""\n', ":1", 'holds "'),
        ('msgid "a"\nmsgstr "%(who)s"\n', ":1", "has %(who)s"),
        (HEAD % "Language: xx_$$", "", "xx_$$"),
        (HEAD % "PO-Revision-Date: soon", "", "soon"),
        (HEAD % "Plural-Forms: nplurals=2; plural=import(n);", "", "import"),
        (HEAD % "Plural-Forms: nplurals=2; plural=n/0;", "", "zero"),
    ],
)
def test_a_catalog_that_would_break_a_page_is_an_error_at_its_line(
    tmp_path: Path, text: str, place: str, what: str
) -> None:
    catalog(tmp_path / "locale", "de", text)
    with pytest.raises(SettingsError) as caught:
        translations(Locale("de"), [tmp_path / "locale"])
    assert str(caught.value).startswith(f"locale/de/LC_MESSAGES/digest.po{place}: ")
    assert what in str(caught.value)


def test_a_build_takes_the_editors_catalog_and_stops_at_a_broken_one(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    project = make_project(tmp_path / "d")
    config = project / "mkdocs.yml"
    config.write_text(MKDOCS_YML.replace("  font: false", "  language: uk"), encoding="utf-8")
    path = catalog(project / "locale", "uk", 'msgid "Speakers"\nmsgstr "Промовці"\n')
    assert ">Промовці<" in (built(project) / "speakers/index.html").read_text("utf-8")
    path.write_text('msgid "Speakers"\nmsgstr "<b>"\n', encoding="utf-8")
    with pytest.raises(Abort):
        built(project)
    assert "locale/uk/LC_MESSAGES/digest.po:1: 'Speakers': holds < >" in caplog.text


def test_while_somebody_edits_a_saved_catalog_makes_the_pages_anew(tmp_path: Path) -> None:
    project = make_project(tmp_path / "d")
    catalog(project / "locale", "uk", "")
    config = load_config(str(project / "mkdocs.yml"))
    config = config.plugins.on_config(config)
    watched: list[str] = []
    server = SimpleNamespace(watch=watched.append)
    config.plugins.on_serve(server, config=config, builder=None)
    assert str(project / "locale") in watched


# A site in Ukrainian


def test_no_kind_of_page_has_a_word_of_the_english_interface(ukrainian: Path) -> None:
    files = sorted(ukrainian.rglob("*.html"))
    kinds = {page.relative_to(ukrainian).parts[0] for page in files}
    assert {"404.html", "index.html", "articles", "speakers", "sources", "archive", "key-figures"} <= kinds
    english = {
        (page.relative_to(ukrainian).as_posix(), " ".join(words.split()))
        for page in files
        for words in Shown(page.read_text("utf-8")).found
        if re.search("[A-Za-z]{2}", THE_SAME.sub("", words))
    }
    assert english == set()


def test_a_page_in_ukrainian_has_ukrainian_dates_and_names_of_units(ukrainian: Path) -> None:
    home = (ukrainian / "index.html").read_text("utf-8")
    assert "Понеділок, 14\u00a0вересня\u00a02026" in home
    assert '<html lang="uk"' in home
    assert re.findall('<label class="md-header__button md-icon" title="(.*?)" for="__palette', home) == [
        "Як у системі",
        "Світла тема",
        "Темна тема",
    ]
    figures = (ukrainian / "key-figures/index.html").read_text("utf-8")
    for heading in ("Євро (EUR)", "Кілометри (км)", "Дні"):
        assert heading in figures
    assert "Січень 2026" in (ukrainian / "archive/2026-01/index.html").read_text("utf-8")


@pytest.mark.parametrize("language", ["en", "uk", "pt-BR"])
def test_the_sites_language_has_a_tag_for_pages(language: str) -> None:
    assert Words.of(language).tag == language


def test_printed_words_have_their_own_language_and_the_words_beside_them_the_sites() -> None:
    said = speaker("Konrad Esch", "Das Wasser kam leise", role="Bürgermeister")
    whole = site(story(language="de", speakers=(said,), body="Das Wasser kam leise"), language="uk")
    shown = {
        page.src_uri: Seen(pages.render(page, whole, "<p>Das Wasser kam leise</p>"))
        for page in pages.build(whole)
    }
    for uri, name in {
        "articles/a.md": "dg-role",
        "speakers/konrad-esch.md": "dg-standfirst",
        "speakers/index.md": "dg-role",
        "index.md": "dg-role",
    }.items():
        languages = {a.get("lang") for _, a, _ in shown[uri].elements if name in a.get("class", "").split()}
        assert languages == {"de"}, uri
    article = {
        a["class"]: a["lang"] for _, a, _ in shown["articles/a.md"].elements if "lang" in a and "class" in a
    }
    assert (article["dg-body"], article["dg-margin"]) == ("de", "uk")


def test_a_role_that_the_editor_taught_has_no_language_that_anybody_knows() -> None:
    taught = KnownSpeaker(slug=SpeakerSlug("konrad-esch"), name="Konrad Esch", role="Mayor")
    whole = site(
        story(language="de", speakers=(speaker("Konrad Esch", "Ja", role="Bürgermeister"),)),
        speakers=[taught],
    )
    [person] = whole.catalog.people
    assert (person.role, person.role_language) == ("Mayor", None)

"""A small catalog, and any catalog, for tests of what is made from one."""

from __future__ import annotations

from decimal import Decimal

from builders import entry, figure, open_quotation, quotation, speaker
from hypothesis import strategies as st
from strategies import Parts, several

from digest.model import (
    KnownSource,
    KnownSpeaker,
    Mention,
    Source,
    SpeakerSlug,
    Timestamp,
)
from digest.site.catalog import Catalog, Story
from digest.site.publication import Publication

PUBLICATION = Publication(name="The Tamsin Digest", site_url="https://example.org/digest")
NOWHERE = Publication(name="The Tamsin Digest")

FERRY = Story(
    "articles/2026-01-14-ferry.md",
    entry(
        "Night ferry returns",
        source=Source(name="The Lake Courier", url="https://courier.example/ferry?a=1&b=2"),
        timestamp=Timestamp.parse("2026-01-14T08:30+02:00"),
        updated=Timestamp.parse("2026-01-15"),
        authors=("Jana Holm",),
        section="Transport",
        tags=("ferries",),
        speakers=(
            speaker(
                "Ilse Varden",
                "This is a promise kept",
                quotation("the boat is paid for", kind="indirect", source="Varden", cue="added", paragraph=2),
                role="chair of the harbour board",
                aliases=("Varden",),
            ),
            speaker("Harbour Board", kind="organisation"),
        ),
        unattributed=(open_quotation("nobody expected it back", kind="indirect", paragraph=3),),
        mentions=(Mention(name="Piet Olander", role="harbour master"),),
        key_figures=(
            figure("about €6.4 million", "6400000", unit="EUR", speaker="ilse-varden", paragraph=2),
            figure("-3 °C", "-3", unit="°C", speaker="nobody-there"),
        ),
        body="The ferry will sail.\n\n## The boat\n\nIt is *paid* for.\n\n- by the town",
    ),
)
BRIDGE = Story("articles/2026-01-12-bridge.md", entry("A bridge", timestamp=Timestamp.parse("2026-01-12")))
DRAFT = Story(
    "articles/draft.md", entry("Not yet", draft=True, speakers=(speaker("Leak Source", "Between us"),))
)
SAMPLE = Catalog.of(
    [BRIDGE, FERRY, DRAFT],
    [
        KnownSpeaker(
            slug=SpeakerSlug("ilse-varden"),
            name="Ilse Varden",
            aliases=("Chair Varden",),
            same_as=("https://people.example/varden", "javascript:alert(1)"),
        ),
        KnownSpeaker(slug=SpeakerSlug("silent-one"), name="Silent One"),
    ],
    [KnownSource(slug="the-lake-courier", name="The Lake Courier", url="https://courier.example")],
)

NASTY = st.sampled_from(
    [
        *(
            "</script><script>alert(1)</script>",
            "]]>",
            "<!--",
            "&amp;",
            "&#0;",
            "<b>&</b>",
            "\u2028",
            "\u2029",
        ),
        *("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\x00=1", "＝1", "'", '"', '""', ",", ";"),
        *("\x00", "\x0b", "\x1b[31m", "\x85", "\ud800", "\udc00", "\ufffe", "\uffff", "\ufeff", "\u202e"),
        *("{", "}", "\\", "\\}", "{\\", "%", "#", "$", "_", "~", "^", "@article{x,", " and ", "others"),
        *("\r\nER  - \r\nTY  - JOUR", "\nAU  - Eve", "\\n", "\\u0000", "'; DROP TABLE articles; --", "NULL"),
        *("Ґанок", "Łódź", "漢字", "🛶", "e\u0301", " ", "\n", "\n\n", "## ", "- ", "`", "[a](b)", "x" * 300),
    ]
)
TEXT = st.lists(NASTY | st.text(max_size=4), max_size=4).map("".join)
MAYBE = st.none() | TEXT
URLS = (
    st.none()
    | st.sampled_from(
        [
            "https://example.org/a b?q={}&x=%",
            "http://[::1",
            "https://приклад.укр/а",
            "javascript:x",
            "https://",
        ]
    )
    | TEXT.map("https://example.org/".__add__)
)
SLUGS = st.sampled_from(["ilse-varden", "piet", "1984", "null"]).map(SpeakerSlug)
ENTRIES = Parts(
    text=TEXT,
    numbers=st.decimals(allow_nan=True)
    | st.sampled_from([Decimal("1E+999999"), Decimal("-0.10"), Decimal("1E-400"), Decimal("sNaN")]),
    paragraphs=st.integers(1, 9) | st.just(10**30),
    slugs=SLUGS,
).entries(
    source=st.builds(Source, name=TEXT, url=URLS),
    language=st.sampled_from(["en", "uk", "pt-BR", "", "no idea", '"><x>']),
)
STORIES = st.builds(Story, st.sampled_from(["articles/a.md", "articles/100% ґ & <b>.md"]), ENTRIES)
PUBLICATIONS = st.builds(
    Publication,
    name=TEXT,
    site_url=st.sampled_from([None, "", "digest.example", "https://example.org", "https://example.org/a&b/"]),
    directories=st.booleans(),
    language=st.sampled_from(["en", "uk", "?"]),
    description=TEXT,
)


@st.composite
def catalogs(draw: st.DrawFn) -> Catalog:
    """Up to three entries of any text on pages of their own, and what an editor may have taught."""
    entries = draw(st.lists(ENTRIES, max_size=3))
    stories = [Story(f"articles/{number} & <b>.md", entry) for number, entry in enumerate(entries)]
    known = st.builds(
        KnownSpeaker,
        slug=SLUGS,
        name=TEXT,
        aliases=several(TEXT),
        role=MAYBE,
        same_as=several(URLS.filter(bool)),
    )
    outlets = st.builds(
        KnownSource, slug=st.just("courier"), name=TEXT, url=URLS, timezone=MAYBE, language=MAYBE
    )
    speakers = draw(st.lists(known, max_size=2, unique_by=lambda speaker: speaker.slug))
    return Catalog.of(stories, speakers, draw(st.lists(outlets, max_size=1)))

"""What the head of a web page states of its article: JSON-LD, meta tags, links."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from digest.parse import lexicon
from digest.parse.said import Said, Statements, clean, web_address

Node = Mapping[str, Any]

_SAVED_FROM = re.compile(r"(?:saved from url=\(\d+\)|\burl:\s{1,3})(?P<url>https?://[^\s<>\"']{4,2000})")
_ARTICLES = frozenset({"blogposting", "liveblogposting", "report", "socialmediaposting"})
_COMMENTED = re.compile(r"^\s*(?://)?\s*(?:<!--|<!\[CDATA\[)|(?://)?\s*(?:-->|\]\]>)\s*$")
_MOST_NODES = 20_000
_LONGEST = 2_000  # signs of a statement
_OWN = 0  # JSON-LD is believed before every meta tag


def statements(tree: Any) -> Statements:
    """Every statement of the page, by field and in the order of trust."""
    ranked = [*_of_json(tree), *_of_meta(tree), *_of_elements(tree)]
    ranked.sort(key=lambda one: one[0])
    fields = sorted({field for _, field, _ in ranked})
    return {field: tuple(said for _, name, said in ranked if name == field) for field in fields}


def _of_meta(tree: Any) -> Iterator[tuple[int, str, Said]]:
    for element in tree.iter("meta"):
        name = (
            element.get("property")
            or element.get("name")
            or element.get("itemprop")
            or element.get("http-equiv")
        )
        field, _, rank = lexicon.table("meta_names").get((name or "").strip().casefold(), "").partition(" ")
        text = clean((element.get("content") or "")[:_LONGEST])
        if field and text:
            said = Said(text=text, where=f"meta {name}", line=element.sourceline or 1)
            yield int(rank), field, said


def _of_elements(tree: Any) -> Iterator[tuple[int, str, Said]]:
    """Statements of other elements: the canonical link, the language, headlines, marked times and names."""
    for element in tree.iter("html", "link", "h1", "title", "time"):
        field, rank, text = _of_element(element)
        text = clean(text[:_LONGEST])
        if field and text:
            yield rank, field, Said(text=text, where=f"<{element.tag}>", line=element.sourceline or 1)
    for element in tree.xpath("//*[@itemprop='author' or @rel='author'][not(self::meta)]")[:10]:
        if text := clean(element.text_content()[:_LONGEST]):
            yield 7, "authors", Said(text=text, where="the marked author", line=element.sourceline or 1)
    for comment in tree.xpath("/comment() | //head/comment() | /html/comment()")[:20]:
        if match := _SAVED_FROM.search((comment.text or "")[:_LONGEST]):
            yield 9, "url", Said(text=match["url"], where="the browser's note", line=comment.sourceline or 1)


def _of_element(element: Any) -> tuple[str, int, str]:
    match element.tag:
        case "html":
            return "language", 9, element.get("lang") or ""
        case "link" if (element.get("rel") or "").casefold() == "canonical":
            return "url", 1, element.get("href") or ""
        case "h1":
            return "title", 6, element.text_content()
        case "title" if element.getparent().tag == "head":
            return "title", 9, element.text_content()
        case "time":
            return _marked_time(element), 14, element.get("datetime") or element.text_content()
    return "", 0, ""


def _marked_time(element: Any) -> str:
    """Of what a `<time>` says that it is the time; `clock` for one that may be anything's on the page."""
    kind = (element.get("itemprop") or "").casefold()
    if kind == "datemodified":
        return "updated"
    return "published" if kind == "datepublished" or element.get("pubdate") is not None else "clock"


def _of_json(tree: Any) -> Iterator[tuple[int, str, Said]]:
    for script in tree.xpath("//script[@type='application/ld+json']"):
        by_id: dict[str, Node] = {}
        nodes = list(_nodes(_loaded(script.text_content() or ""), by_id))
        article = next((node for node in nodes if _is_article(node)), None)
        if article is not None:
            line = script.sourceline or 1
            for field, key, text in _of_article(article, by_id):
                yield _OWN, field, Said(text=text, where=f"JSON-LD {key}", line=line)
            return


def _loaded(text: str) -> Any:
    try:
        return json.loads(_COMMENTED.sub("", text), strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(value: Any, by_id: dict[str, Node]) -> Iterator[Node]:
    """The nodes at the top of a JSON-LD script, and those that a page is about."""
    queue = [value]
    for number, item in enumerate(queue):
        if number > _MOST_NODES:
            return
        if isinstance(item, list):
            queue += item
        elif isinstance(item, dict):
            if isinstance(item.get("@id"), str):
                by_id.setdefault(item["@id"], item)
            queue += [item[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in item]
            yield item


def _is_article(node: Node) -> bool:
    kinds = {str(kind).rpartition("/")[2].casefold() for kind in _listed(node.get("@type"))}
    return any(kind in _ARTICLES or kind.endswith("article") for kind in kinds) and bool(
        node.get("headline") or node.get("name") or node.get("datePublished")
    )


def _of_article(node: Node, by_id: Mapping[str, Node]) -> Iterator[tuple[str, str, str]]:
    plain = (
        ("title", "headline"),
        ("published", "datePublished"),
        ("updated", "dateModified"),
        ("section", "articleSection"),
        ("language", "inLanguage"),
        ("url", "url"),
        ("url", "mainEntityOfPage"),
    )
    for field, key in plain:
        if text := next(_texts(node.get(key), by_id, "@id" if field == "url" else "name"), ""):
            yield field, key, text
    if names := list(_texts(node.get("author") or node.get("creator"), by_id, "name")):
        yield "authors", "author", "\n".join(names)
    if name := next(_texts(node.get("publisher"), by_id, "name"), ""):
        yield "site", "publisher", name
    yield from _of_image(node, by_id)


def _of_image(node: Node, by_id: Mapping[str, Node]) -> Iterator[tuple[str, str, str]]:
    image = next((_referred(item, by_id) for item in _listed(node.get("image"))), None)
    if isinstance(image, str) and web_address(image):
        yield "image", "image", image
    if not isinstance(image, Mapping):
        return
    for field, keys in (
        ("credit", ("creditText", "copyrightHolder", "author", "creator", "copyrightNotice")),
        ("caption", ("caption", "description")),
        ("image", ("url", "contentUrl")),
    ):
        found = (text for key in keys for text in _texts(image.get(key), by_id, "name"))
        if text := next(found, ""):
            yield field, "image", text


def _texts(value: Any, by_id: Mapping[str, Node], inner: str) -> Iterator[str]:
    """The texts of a value that may be a text, a node with a name, a reference, or a list of these."""
    for item in _listed(value):
        whole = _referred(item, by_id)
        text = (whole.get(inner) or whole.get("@id")) if isinstance(whole, Mapping) else whole
        text = next(iter(_listed(text)), None)
        if isinstance(text, str) and (said := clean(text[:_LONGEST])):
            yield said


def _referred(item: Any, by_id: Mapping[str, Node]) -> Any:
    """The node that a mere reference means."""
    if isinstance(item, dict) and set(item) <= {"@id", "@type"}:
        return by_id.get(str(item.get("@id")), item)
    return item


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]

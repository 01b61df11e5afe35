"""One page from the web, asked for once and politely, and never from inside the reader's own network."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from digest import __version__
from digest.errors import FetchError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

MAX_BYTES = 5_000_000
SECONDS = 30.0  # for the whole of a page, redirects apart
USER_AGENT = f"mkdocs-digest/{__version__} (one page, asked for by an editor)"

_HOPS = 5
_PIECE = 65_536
_KINDS = {
    "application/xhtml+xml": ".html",
    "text/html": ".html",
    "text/markdown": ".md",
    "text/plain": ".txt",
}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_SAFE = "%/:=&?~#+!$,;'@()*[]"  # what may stand in an address as it is
_SAVE = "open it in a browser, save the page, and add the file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What an address gave: its bytes, the suffix for its kind, and where it was found in the end."""

    url: str
    data: bytes
    suffix: str
    charset: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Target:
    """An address taken apart, as it is asked for."""

    url: str
    scheme: str
    host: str
    port: int
    path: str


def fetch(
    url: str, *, allow_private: bool = False, max_bytes: int = MAX_BYTES, seconds: float = SECONDS
) -> Page:
    """Ask for one page; `FetchError` says why there is none.

    Every redirect is checked like the first address, and so is the machine behind each name.
    """
    where = url
    for _ in range(_HOPS + 1):
        target = _target(url, where)
        found = _ask(target, where, allow_private=allow_private, max_bytes=max_bytes, seconds=seconds)
        if isinstance(found, Page):
            return found
        url = urljoin(target.url, found)
    raise FetchError(where, f"redirects more than {_HOPS} times", hint=_SAVE)


def _target(url: str, where: str) -> _Target:
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:  # a broken port, bracket or name
        raise FetchError(where, f"not an address: {url[:200]}", hint="check it") from error
    if parts.scheme not in {"http", "https"}:
        raise FetchError(where, f"not an address of the web: {url[:200]}", hint="it must begin with https://")
    if not host or parts.username is not None:
        raise FetchError(
            where, f"not an address to ask for: {url[:200]}", hint="leave out names and passwords"
        )
    path = quote(urlunsplit(("", "", parts.path or "/", parts.query, "")), safe=_SAFE)
    return _Target(url=url, scheme=parts.scheme, host=host, port=port, path=path)


def _ask(target: _Target, where: str, *, allow_private: bool, max_bytes: int, seconds: float) -> Page | str:
    """The page, or the address that the answer points to instead."""
    addresses = _checked_addresses(target, where, allow_private)
    try:
        with _connection(target, addresses, seconds) as connection:
            connection.request("GET", target.path, headers=_headers(target))
            with connection.getresponse() as response:
                if response.status in _REDIRECTS and (location := response.getheader("Location")):
                    return location
                return _page(target, where, response, max_bytes)
    except TimeoutError as error:
        raise FetchError(where, f"no whole answer within {seconds:g} seconds", hint=_SAVE) from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise FetchError(where, f"cannot be fetched: {error or type(error).__name__}", hint=_SAVE) from error


def _checked_addresses(target: _Target, where: str, allow_private: bool) -> list[str]:
    """The numeric addresses to connect to; a second look-up could lead to another machine."""
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        hint = "check the address and the network"
        raise FetchError(where, f"no such host: {target.host}", hint=hint) from error
    addresses = [str(one[4][0]) for one in found]
    private = [one for one in addresses if not is_public(one)]
    if private and not allow_private:
        hint = "give --allow-private if that is meant"
        raise FetchError(where, f"{target.host} is a private address ({private[0]})", hint=hint)
    return addresses


def is_public(text: str) -> bool:
    """Whether a numeric address is one of the public internet, also inside another notation of it.

    >>> is_public("127.0.0.1"), is_public("::ffff:10.0.0.1"), is_public("8.8.8.8")
    (False, False, True)
    """
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    return all(one.is_global and not one.is_multicast for one in (address, *_inside(address)))


def _inside(address: Address) -> Iterator[Address]:
    """The addresses of the older internet that an address of the newer one carries."""
    if isinstance(address, ipaddress.IPv4Address):
        return
    carried = (address.ipv4_mapped, address.sixtofour, *(address.teredo or ()))
    yield from (one for one in carried if one is not None)
    if address in _NAT64:
        yield ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)


@contextmanager
def _connection(
    target: _Target, addresses: Sequence[str], seconds: float
) -> Iterator[http.client.HTTPConnection]:
    """A connection to the checked machine under the name that was asked for, closed when its time is up."""
    plain = _connected(addresses, target.port, seconds)
    late = threading.Event()
    timer = threading.Timer(seconds, _shut, (plain, late))
    timer.daemon = True
    timer.start()
    connection = http.client.HTTPConnection(target.host, target.port, timeout=seconds)
    try:
        connection.sock = _secured(plain, target)
        yield connection
        if late.is_set():  # a body without a length seems to end where it was cut off
            raise TimeoutError
    except (OSError, http.client.HTTPException) as error:
        if late.is_set():
            raise TimeoutError from error
        raise
    finally:
        timer.cancel()
        connection.close()
        plain.close()


def _connected(addresses: Sequence[str], port: int, seconds: float) -> socket.socket:
    """A connection to the first of the addresses that answers."""
    for address in addresses[:-1]:
        try:
            return socket.create_connection((address, port), timeout=seconds)
        except OSError:
            continue
    return socket.create_connection((addresses[-1], port), timeout=seconds)


def _shut(plain: socket.socket, late: threading.Event) -> None:
    late.set()
    try:
        plain.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # closed in the meantime


def _secured(plain: socket.socket, target: _Target) -> socket.socket:
    if target.scheme == "http":
        return plain
    return ssl.create_default_context().wrap_socket(plain, server_hostname=target.host)


def _headers(target: _Target) -> dict[str, str]:
    name = f"[{target.host}]" if ":" in target.host else target.host
    usual = {"http": 80, "https": 443}[target.scheme] == target.port
    return {
        "Accept": "text/html,application/xhtml+xml,text/plain;q=0.5",
        "Accept-Encoding": "identity",
        "Connection": "close",
        "Host": name if usual else f"{name}:{target.port}",
        "User-Agent": USER_AGENT,
    }


def _page(target: _Target, where: str, response: http.client.HTTPResponse, max_bytes: int) -> Page:
    if response.status != 200:
        raise FetchError(where, f"the server answers {response.status} {response.reason}".strip(), hint=_SAVE)
    kind = Message()
    kind["Content-Type"] = response.getheader("Content-Type") or "application/octet-stream"
    suffix = _KINDS.get(kind.get_content_type())
    if suffix is None:
        what = f"neither a web page nor text, but {kind.get_content_type()}"
        raise FetchError(where, what, hint="paste the article's text into a .txt file")
    if response.getheader("Content-Encoding", "identity").strip().lower() not in {"", "identity"}:
        raise FetchError(where, "the server sends it compressed all the same", hint=_SAVE)
    charset = kind.get_content_charset()
    return Page(url=target.url, data=_read(where, response, max_bytes), suffix=suffix, charset=charset)


def _read(where: str, response: http.client.HTTPResponse, max_bytes: int) -> bytes:
    """The body, given up as soon as it is larger than any article."""
    data = bytearray()
    while piece := response.read(_PIECE):
        data += piece
        if len(data) > max_bytes:
            hint = "paste the article's text into a .txt file"
            raise FetchError(where, f"larger than {max_bytes // 1_000_000} MB", hint=hint)
    if response.length:
        raise FetchError(where, "the answer breaks off", hint="try again")
    return bytes(data)

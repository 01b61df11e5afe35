"""One page, asked for once and politely: tried against a server on this machine."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from digest import fetch as fetch_module
from digest.errors import FetchError
from digest.fetch import USER_AGENT, Page, fetch, is_public

PAGE = b"<html><body><p>The bridge opened.</p></body></html>"
requests: list[tuple[str, dict[str, str]]] = []


class Handler(BaseHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        return

    def do_GET(self) -> None:
        requests.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        name = self.path.partition("?")[0].strip("/")
        getattr(self, f"give_{name}", self.give_nothing)()

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def give_page(self) -> None:
        length = str(len(PAGE))
        self.answer(200, PAGE, Content_Type="text/html; charset=Windows-1251", Content_Length=length)

    def give_text(self) -> None:
        self.answer(200, b"Text", Content_Type="text/plain")

    def give_moved(self) -> None:
        self.answer(302, Location="/page?b=1")

    def give_away(self) -> None:
        self.answer(301, Location="file:///etc/passwd")

    def give_round(self) -> None:
        self.answer(307, Location="/round")

    def give_picture(self) -> None:
        self.answer(200, b"\x89PNG", Content_Type="image/png")

    def give_untyped(self) -> None:
        self.answer(200, b"what")

    def give_packed(self) -> None:
        self.answer(200, b"x", Content_Type="text/html", Content_Encoding="gzip")

    def give_endless(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        try:
            while True:
                self.wfile.write(b"x" * 65_536)
        except OSError:
            return

    def give_short(self) -> None:
        self.answer(200, b"half", Content_Type="text/html", Content_Length="999")

    def give_slow(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        try:
            for _ in range(60):
                self.wfile.write(b"x")
                time.sleep(0.05)
        except OSError:
            return

    def give_nothing(self) -> None:
        self.answer(404)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as served:
        served.daemon_threads = True
        served.block_on_close = False
        thread = threading.Thread(target=served.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{served.server_port}"
        served.shutdown()


def failure(url: str, **options: object) -> str:
    with pytest.raises(FetchError) as caught:
        fetch(url, allow_private=True, **options)  # type: ignore[arg-type]
    return str(caught.value)


def test_a_page_comes_whole_with_its_kind_and_its_charset(server: str) -> None:
    requests.clear()
    page = fetch(f"{server}/page", allow_private=True)
    assert page == Page(url=f"{server}/page", data=PAGE, suffix=".html", charset="windows-1251")
    ((path, headers),) = requests
    assert path == "/page"
    assert headers["user-agent"] == USER_AGENT
    assert headers["host"] == server.removeprefix("http://")


def test_an_address_is_quoted_as_a_browser_does(server: str) -> None:
    requests.clear()
    assert fetch(f"{server}/text?q=a b&ü#part", allow_private=True).suffix == ".txt"
    assert requests[0][0] == "/text?q=a%20b&%C3%BC"


def test_a_redirect_is_followed_and_its_target_is_the_page_s_address(server: str) -> None:
    assert fetch(f"{server}/moved", allow_private=True).url == f"{server}/page?b=1"


def test_a_private_address_is_refused_unless_it_is_meant(server: str) -> None:
    requests.clear()
    with pytest.raises(FetchError, match="is a private address") as caught:
        fetch(f"{server}/page")
    assert "--allow-private" in str(caught.value)
    assert requests == []


def test_a_redirect_to_a_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    ends: list[socket.socket] = []

    def resolve(host: str, port: int, **_: object) -> list[object]:
        asked.append(host)
        return [(2, 1, 6, "", ("10.0.0.7" if host == "inside.example" else "93.184.216.34", port))]

    def first(addresses: list[str], port: int, seconds: float) -> socket.socket:
        ours, theirs = socket.socketpair()
        theirs.sendall(b"HTTP/1.1 302 Found\r\nLocation: http://inside.example/\r\nContent-Length: 0\r\n\r\n")
        ends.append(theirs)
        return ours

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(fetch_module, "_connected", first)
    with pytest.raises(FetchError) as caught:
        fetch("http://outside.example/")
    assert "inside.example is a private address (10.0.0.7)" in str(caught.value)
    assert asked == ["outside.example", "inside.example"]
    ends[0].close()


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("/none", "the server answers 404 Not Found"),
        ("/away", "not an address of the web: file:///etc/passwd"),
        ("/round", "redirects more than 5 times"),
        ("/picture", "neither a web page nor text, but image/png"),
        ("/untyped", "neither a web page nor text, but application/octet-stream"),
        ("/packed", "compressed all the same"),
        ("/short", "the answer breaks off"),
    ],
)
def test_what_is_no_page_is_an_error_that_says_why(server: str, path: str, what: str) -> None:
    assert what in failure(server + path)


def test_a_body_larger_than_any_article_is_given_up(server: str) -> None:
    assert "larger than 1 MB" in failure(f"{server}/endless", max_bytes=1_000_000)


def test_a_page_that_drips_is_given_up(server: str) -> None:
    assert "no whole answer within 0.3 seconds" in failure(f"{server}/slow", seconds=0.3)


def test_a_server_that_says_nothing_is_given_up_in_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        assert "no whole answer within 0.2 seconds" in failure(url, seconds=0.2)


def test_nobody_at_the_address_and_no_certificate_are_errors(server: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    assert "cannot be fetched" in failure(f"http://127.0.0.1:{port}/")
    assert "cannot be fetched" in failure(server.replace("http:", "https:") + "/page")


def test_the_next_address_is_tried_where_one_does_not_answer(
    server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = int(server.rpartition(":")[2])
    found = [(2, 1, 6, "", (address, port)) for address in ("192.0.2.1", "127.0.0.1")]
    connect = socket.create_connection

    def unless_down(address: tuple[str, int], timeout: float) -> socket.socket:
        if address[0] == "192.0.2.1":
            raise OSError(113, "No route to host")
        return connect(address, timeout=timeout)

    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    monkeypatch.setattr(socket, "create_connection", unless_down)
    assert fetch(f"http://tarn.example:{port}/page", allow_private=True).data == PAGE


@pytest.mark.parametrize(
    "url",
    [
        "ftp://tarn.example/a",
        "http://",
        "http://[::1",
        "http://tarn.example:99999/",
        "http://me:secret@tarn.example/",
        "http://" + "a" * 70 + ".example/",
        "javascript:alert(1)",
    ],
)
def test_what_is_no_address_of_the_web_is_never_asked_for(url: str) -> None:
    assert "not an address" in failure(url)


def test_a_name_that_nobody_knows_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert "no such host: tarn.example" in failure("https://tarn.example/")


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "::1",
        "fe80::1%eth0",
        "fc00::1",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "not an address",
    ],
)
def test_addresses_inside_a_network_are_known_in_every_notation(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700:4700::1111", "64:ff9b::808:808"])
def test_addresses_of_the_internet_are_public(address: str) -> None:
    assert is_public(address)

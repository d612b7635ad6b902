"""A page on the web is fetched from a real server on loopback, and read like a file."""

import gzip
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from index.errors import LoadError
from index.loaders import load, web

RAIN = b"It *rained*.\n\nWe left.\n"


class Handler(BaseHTTPRequestHandler):
    """Each path is one behaviour of a server."""

    def do_GET(self) -> None:
        name = self.path.partition("?")[0]
        if name == "/moved":
            self.answer(302, "text/plain", b"", Location="/rain.md")
        elif name == "/round":
            self.answer(302, "text/plain", b"", Location="/round")
        elif name == "/silent":
            self.rfile.read()  # until the other side has left
        elif name == "/endless":
            self.answer(200, "text/plain", b"It rained.\n" * 1000, times=1000)
        elif name == "/packed":
            self.answer(200, "text/plain", gzip.compress(RAIN), Content_Encoding="gzip")
        elif name == "/packed-twice":
            self.answer(200, "text/plain", gzip.compress(gzip.compress(RAIN)), Content_Encoding="gzip, gzip")
        elif name == "/bomb":
            self.answer(200, "text/plain", gzip.compress(b"rain " * 4_000_000), Content_Encoding="gzip")
        elif name == "/packed-and-cut":
            self.answer(200, "text/plain", gzip.compress(RAIN)[:-9], Content_Encoding="gzip")
        elif name == "/dripping":
            self.answer(200, "text/plain", b"r", times=200, pause=0.02)
        elif name == "/away":
            self.answer(302, "text/plain", b"", Location=self.path.partition("?")[2])
        elif name == "/cut":
            self.answer(200, "text/plain", RAIN, Content_Length="1000")
        elif name in PAGES:
            self.answer(200, *PAGES[name])
        else:
            self.answer(404, "text/html", b"<h1>Not here</h1>")

    def answer(
        self, status: int, media_type: str, body: bytes, *, times: int = 1, pause: float = 0, **headers: str
    ) -> None:
        self.send_response(status)
        if media_type:
            self.send_header("Content-Type", media_type)
        for key, value in headers.items():
            self.send_header(key.replace("_", "-"), value)
        self.end_headers()
        try:
            for _ in range(times):
                self.wfile.write(body)
                time.sleep(pause)
        except ConnectionError:
            pass

    def log_message(self, format: str, *args: object) -> None:
        """Keeps the test output clean."""


PAGES = {
    "/rain.md": ("text/plain; charset=utf-8", RAIN),
    "/rain.txt": ("text/plain", RAIN),
    "/typed": ("text/markdown; charset=UTF-8", RAIN),
    "/plain.md": ("Text/Markdown", RAIN),
    "/bare": ("", RAIN),
    "/rows.jsonl": ("application/octet-stream", b'{"text": "It *rained*."}\n'),
    "/rows": ("application/x-ndjson", b'{"text": "It *rained*."}\n'),
    "/rows.json": ("application/json", b'{"text": "It *rained*."}\n'),
    "/api": ("application/json", b'[{"text": "It *rained*."}]\n'),
    "/page.md": ("text/html", b"<p>It rained.</p>"),
    "/paper": ("application/pdf", b"%PDF"),
    "/paper.pdf": ("", b"%PDF"),
    "/picture": ("image/png", b"PNG"),
    "/latin": ("text/plain; charset=latin-1", b"caf\xe9"),
    "/empty.txt": ("text/plain", b""),
    "/": ("text/plain", RAIN),
    "/a%20b.txt": ("text/plain", RAIN),
}


@contextmanager
def serving(address: str) -> Iterator[str]:
    with ThreadingHTTPServer((address, 0), Handler) as listening:
        thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://{address}:{listening.server_port}"
        listening.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with serving("127.0.0.1") as url:
        yield url


@pytest.fixture
def public(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A server at an address that counts as a public one here."""
    monkeypatch.setattr(web, "is_public", lambda address: address == "127.0.0.2")
    with serving("127.0.0.2") as url:
        yield url


def texts(url: str) -> list[str]:
    with load(url) as document:
        return [draft.text for draft in document.drafts]


def why_refused(url: str) -> str:
    with pytest.raises(LoadError) as caught:
        texts(url)
    assert len(str(caught.value).splitlines()) == 1
    return caught.value.why


def test_a_page_is_known_by_its_url_and_the_name_at_its_end(server: str) -> None:
    with load(f"{server}/rain.md?v=1#floods") as document:
        url = f"{server}/rain.md?v=1"
        assert (document.key, document.url, document.title) == (url, url, "rain.md")
    with load(f"{server}/") as document:
        assert document.title == server.removeprefix("http://")
    with load(f"{server}/a%20b.txt") as document:
        assert document.title == "a b.txt"


@pytest.mark.parametrize("path", ["/rain.md", "/typed", "/plain.md"])
def test_markdown_is_told_by_its_type_or_its_suffix(server: str, path: str) -> None:
    assert texts(server + path) == ["It rained.\n\nWe left."]


@pytest.mark.parametrize("path", ["/rain.txt", "/bare", "/packed", "/"])
def test_other_text_is_plain(server: str, path: str) -> None:
    assert texts(server + path) == ["It *rained*.", "We left."]


@pytest.mark.parametrize("path", ["/rows.jsonl", "/rows", "/rows.json"])
def test_jsonl_is_told_by_its_type_or_its_suffix(server: str, path: str) -> None:
    assert texts(server + path) == ["It *rained*."]


def test_a_redirect_is_followed_and_the_page_keeps_the_address_asked_for(server: str) -> None:
    with load(f"{server}/moved") as document:
        assert document.key == f"{server}/moved"
        assert [draft.text for draft in document.drafts] == ["It *rained*.", "We left."]


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/none", "the server answered 404 Not Found"),
        ("/round", "keeps redirecting"),
        ("/cut", "it cannot be fetched"),
        ("/packed-twice", "compresses it by gzip, gzip"),
        ("/packed-and-cut", "its compression is damaged"),
        ("/page.md", "text/html is not a format"),
        ("/paper", "application/pdf is not a format"),
        ("/paper.pdf", ".pdf is not a format"),
        ("/picture", "image/png is not a format"),
        ("/api", "a row has to be an object"),
        ("/latin", "byte 4 of the line (0xE9) is not UTF-8"),
        ("/empty.txt", "it is empty"),
    ],
)
def test_a_page_that_cannot_be_taken_is_refused_with_why(server: str, path: str, why: str) -> None:
    assert why in why_refused(server + path)


def test_a_page_that_is_too_long_is_not_fetched_to_its_end(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "MAX_PAGE", 1_000_000)
    assert "longer than 1 MB" in why_refused(f"{server}/endless")


def test_a_silent_server_is_left_after_a_while(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "SILENCE", 0.1)
    assert "the server was silent" in why_refused(f"{server}/silent")


def test_a_page_that_grows_when_unpacked_is_left_at_the_limit(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "MAX_PAGE", 2_000_000)
    assert "longer than 2 MB" in why_refused(f"{server}/bomb")


def test_a_server_that_drips_is_left_at_the_deadline(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "DEADLINE", 0.2)
    assert "it took more than" in why_refused(f"{server}/dripping")


def test_no_redirect_leads_from_a_public_address_to_a_private_one(server: str, public: str) -> None:
    assert "redirects to 127.0.0.1, an address of a private network" in why_refused(f"{public}/away?{server}/rain.txt")
    assert "private network" in why_refused(f"{public}/away?{public}/away?{server}/rain.txt")


def test_a_private_address_that_was_typed_is_fetched_and_may_redirect(server: str, public: str) -> None:
    assert texts(f"{server}/away?{server}/rain.txt") == ["It *rained*.", "We left."]
    assert texts(f"{server}/away?{public}/rain.txt") == ["It *rained*.", "We left."]
    assert texts(f"{public}/away?{public}/rain.txt") == ["It *rained*.", "We left."]


def test_redirects_into_a_private_network_can_be_allowed(server: str, public: str) -> None:
    page = web.fetch(f"{public}/away?{server}/rain.txt", private_redirects=True)
    with page.file:
        assert page.file.read() == RAIN


def test_a_server_that_is_not_there_is_told() -> None:
    assert "it cannot be fetched" in why_refused("http://127.0.0.1:9/rain.txt")


@pytest.mark.parametrize("url", ["http://", "http://[::1", "http://127.0.0.1:port/", "https://exa mple.org/\n"])
def test_what_is_no_address_is_refused(url: str) -> None:
    assert why_refused(url)


def test_an_address_with_a_password_is_refused_because_quotes_would_show_it(server: str) -> None:
    address = server.replace("http://", "http://ito:secret@")
    with pytest.raises(LoadError, match="name or password") as caught:
        load(f"{address}/rain.txt")
    assert "secret" not in str(caught.value)

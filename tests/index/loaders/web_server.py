"""A web server on loopback, each of whose paths is one behaviour of a server; and what is loaded from it."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from index.errors import LoadError
from index.loaders import load

RAIN = b"It *rained*.\n\nWe left.\n"


class Handler(BaseHTTPRequestHandler):
    """Each path is one behaviour of a server."""

    def do_GET(self) -> None:
        name = "/" + self.path.partition("?")[0].removeprefix("http://public.example").lstrip("/")  # whole to a proxy
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
            self.answer(302, "text/plain", b"", Location=self.path.partition("?")[2], Content_Length="0")
        elif name == "/sets-cookie":
            self.answer(302, "text/plain", b"", Location=self.path.partition("?")[2], Set_Cookie="a=b; Path=/")
        elif name == "/echo":
            self.answer(200, "text/plain", (self.headers["Cookie"] or "none").encode())
        elif name == "/long-header":
            self.answer(200, "text/plain", b"", X="x" * 1_000_000)
        elif name == "/many-headers":
            self.answer(200, "text/plain", RAIN, X="x\r\nX: x" * 50_000)
        elif name == "/long-redirect":
            self.answer(302, "text/plain", b"", Location=f"/{'x' * 70_000}")
        elif name == "/packed-nothing":
            self.answer(
                200, "text/plain", gzip.compress(b"")[:10] + b"\0\0\0\xff\xff" * 400_000, Content_Encoding="gzip"
            )
        elif name == "/packed-and-more":
            self.answer(200, "text/plain", gzip.compress(RAIN) + b"\0" * 2_000_000, Content_Encoding="gzip")
        elif name == "/odd-type":
            self.answer(200, "image/\x9b2J", RAIN)
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
    """A server at an address of this machine; its URL."""
    with ThreadingHTTPServer((address, 0), Handler) as listening:
        thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://{address}:{listening.server_port}"
        listening.shutdown()
        thread.join()


def texts(url: str) -> list[str]:
    """The passages of a page."""
    with load(url) as document:
        return [draft.text for draft in document.drafts]


def why_refused(url: str) -> str:
    """Why a page cannot be loaded, in one line."""
    with pytest.raises(LoadError) as caught:
        texts(url)
    assert len(str(caught.value).splitlines()) == 1
    return caught.value.why

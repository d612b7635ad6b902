"""Downloading a web page, with limits of size and time, and without redirects from public to private addresses."""

from __future__ import annotations

import asyncio
import ipaddress
import zlib
from collections.abc import AsyncIterator
from contextlib import ExitStack
from tempfile import TemporaryFile
from typing import IO, Any, BinaryIO, NamedTuple, cast

# A dependency of python-telegram-bot anyway; it streams, and its trace exposes the connected address.
import httpx

from index.errors import LoadError
from index.loaders.files import shown

SILENCE = 30.0
"""Timeout in seconds for connecting, and for each read."""

DEADLINE = 600.0
"""Timeout in seconds for the whole download, redirects included: a server may send a byte at a time."""

MAX_PAGE = 100_000_000
"""Maximum size of a page in bytes, uncompressed."""

MOST_REDIRECTS = 20
_BUFFER = 1 << 20


class Page(NamedTuple):
    """A downloaded page. `media_type` is its Content-Type in lower case, without parameters; empty if not given."""

    file: BinaryIO
    media_type: str


class _PrivateAddress(Exception):
    """A redirect from a public address to a private one."""


class _TooManyRedirects(Exception):
    """More than MOST_REDIRECTS requests for a page."""


def fetch(url: str, *, private_redirects: bool = False) -> Page:
    """Download `url`, following redirects.

    `url` itself may be private, because the operator typed it. A redirect from a public address to a private one is
    refused unless `private_redirects` allows it; the address of each connection is checked before a request is sent.
    Raises LoadError if the download fails or exceeds DEADLINE or MAX_PAGE.
    """
    with ExitStack() as opened:
        file = opened.enter_context(TemporaryFile())
        try:
            media_type = asyncio.run(_within_deadline(url, file, private_redirects))
        except httpx.TimeoutException:
            raise LoadError(shown(url), f"the server was silent for {SILENCE:.0f} seconds; try again later") from None
        except TimeoutError:
            why = f"it took more than {DEADLINE:.0f} seconds; download it and add the file"
            raise LoadError(shown(url), why) from None
        except _TooManyRedirects:
            raise LoadError(shown(url), "the server keeps redirecting; check the address in a browser") from None
        except _PrivateAddress as error:
            why = f"it redirects to {error}, an address of a private network; add that one itself if you trust it"
            raise LoadError(shown(url), why) from None
        except zlib.error:
            raise LoadError(shown(url), "its compression is damaged; download it and add the file") from None
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
            reason = shown(str(error)) or type(error).__name__
            raise LoadError(shown(url), f"it cannot be fetched ({reason}); check address and network") from None
        file.seek(0)
        opened.pop_all()
    return Page(cast(BinaryIO, file), media_type)


async def _within_deadline(url: str, file: IO[bytes], private_redirects: bool) -> str:
    async with asyncio.timeout(DEADLINE):
        return await _download(url, file, private_redirects)


async def _download(url: str, file: IO[bytes], private_redirects: bool) -> str:
    """Write the page to `file` and return its media type."""
    headers = {"User-Agent": "verbatim", "Accept-Encoding": "gzip"}
    addresses = _Addresses(private_redirects)
    async with httpx.AsyncClient(timeout=SILENCE, headers=headers) as client:
        request = client.build_request("GET", url)
        for _ in range(MOST_REDIRECTS):
            request.extensions["trace"] = addresses.trace
            addresses.host = request.url.host
            response = await client.send(request, stream=True)
            try:
                if response.next_request is None:
                    await _write(response, file, url)
                    content_type: str = response.headers.get("Content-Type", "")
                    return content_type.partition(";")[0].strip().lower()
            finally:
                await response.aclose()
            request = response.next_request
    raise _TooManyRedirects


async def _write(response: httpx.Response, file: IO[bytes], url: str) -> None:
    if response.status_code != httpx.codes.OK:
        status = f"{response.status_code} {shown(response.reason_phrase)}".strip()
        raise LoadError(shown(url), f"the server answered {status}; check the address in a browser")
    size = 0
    async for part in _decoded(response, url):
        size += len(part)
        if size > MAX_PAGE:
            why = f"it is longer than {MAX_PAGE // 1_000_000} MB; download it and add it in parts"
            raise LoadError(shown(url), why)
        file.write(part)


async def _decoded(response: httpx.Response, url: str) -> AsyncIterator[bytes]:
    """The body, with one layer of gzip decompressed in bounded buffers. httpx decompresses without limits."""
    encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding not in ("identity", "gzip", "x-gzip"):
        why = f"the server compresses it by {shown(encoding)}, which was not asked for; download it and add the file"
        raise LoadError(shown(url), why)
    if encoding == "identity":
        async for part in response.aiter_raw():
            yield part
        return
    gzip = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    async for part in response.aiter_raw():
        while part and not gzip.eof:
            yield gzip.decompress(part, _BUFFER)
            part = gzip.unconsumed_tail
    if not gzip.eof:
        raise zlib.error("the compressed page ends too early")


class _Addresses:
    """Checks the address of each connection, by httpcore's trace, before a request is sent on it."""

    def __init__(self, private_redirects: bool) -> None:
        self.host = ""
        self._anywhere = private_redirects
        self._from_public = False
        self._connecting_to = ""

    async def trace(self, event: str, info: dict[str, Any]) -> None:
        """The callback for each event of a request. Raises _PrivateAddress."""
        if event == "connection.connect_tcp.started":
            self._connecting_to = str(info["host"])
        elif event == "connection.connect_tcp.complete" and self._connecting_to == self.host:  # else it is a proxy
            stream = info["return_value"]
            address = str(stream.get_extra_info("server_addr")[0])
            if is_public(address):
                self._from_public = True
            elif self._from_public and not self._anywhere:
                await stream.aclose()  # not yet owned by a connection
                raise _PrivateAddress(address)


def is_public(address: str) -> bool:
    """Whether an IP address is globally reachable.

    >>> is_public("93.184.215.14"), is_public("10.0.0.1"), is_public("::1"), is_public("::ffff:127.0.0.1")
    (True, False, False, False)
    """
    parsed = ipaddress.ip_address(address.partition("%")[0])
    mapped = parsed.ipv4_mapped if isinstance(parsed, ipaddress.IPv6Address) else None
    return (mapped or parsed).is_global

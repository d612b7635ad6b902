"""Fetching a page: within a limit of bytes and of time, and never from a public address on into a private network."""

from __future__ import annotations

import asyncio
import ipaddress
import zlib
from collections.abc import AsyncIterator
from contextlib import ExitStack
from tempfile import TemporaryFile
from typing import IO, Any, BinaryIO, NamedTuple, cast

# Already here for python-telegram-bot; it streams, and tells to which address it has connected.
import httpx

from index.errors import LoadError
from index.loaders.files import shown

SILENCE = 30.0
"""Seconds to wait for a server to connect, and for each next part of its answer."""

DEADLINE = 600.0
"""Seconds that a page may take in all, redirects included: a server may drip a byte at a time."""

MAX_PAGE = 100_000_000
"""Bytes of the longest page that is fetched, after its compression is undone."""

MOST_REDIRECTS = 20
_BUFFER = 1 << 20


class Page(NamedTuple):
    """A fetched page; `media_type` is the server's Content-Type without its parameters, in lower case, or empty."""

    file: BinaryIO
    media_type: str


class _PrivateAddress(Exception):
    """A redirect leads from a public address to a private one."""


class _TooManyRedirects(Exception):
    """A page leads to another page too often."""


def fetch(url: str, *, private_redirects: bool = False) -> Page:
    """Fetch `url` by GET, following redirects.

    The address itself may be private, because its operator typed it. Where it is public, no redirect leads to an
    address that is not, unless `private_redirects` says so: judged by the address of each connection, before anything
    is sent. Raises LoadError where fetching fails, takes too long or the page is too long.
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
    """Write the page to `file`; its media type."""
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
    """The body, its one layer of gzip undone a buffer at a time: httpx would undo all of a part, and all layers."""
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
    """Watches to which addresses connections are made, by httpcore's trace: before a request is sent on one."""

    def __init__(self, private_redirects: bool) -> None:
        self.host = ""
        self._anywhere = private_redirects
        self._from_public = False
        self._connecting_to = ""

    async def trace(self, event: str, info: dict[str, Any]) -> None:
        """Called at each step of a request. Raises _PrivateAddress."""
        if event == "connection.connect_tcp.started":
            self._connecting_to = str(info["host"])
        elif event == "connection.connect_tcp.complete" and self._connecting_to == self.host:  # else it is a proxy
            stream = info["return_value"]
            address = str(stream.get_extra_info("server_addr")[0])
            if is_public(address):
                self._from_public = True
            elif self._from_public and not self._anywhere:
                await stream.aclose()  # it belongs to nobody yet
                raise _PrivateAddress(address)


def is_public(address: str) -> bool:
    """Whether an IP address is one that everybody can reach.

    >>> is_public("93.184.215.14"), is_public("10.0.0.1"), is_public("::1"), is_public("::ffff:127.0.0.1")
    (True, False, False, False)
    """
    parsed = ipaddress.ip_address(address.partition("%")[0])
    mapped = parsed.ipv4_mapped if isinstance(parsed, ipaddress.IPv6Address) else None
    return (mapped or parsed).is_global

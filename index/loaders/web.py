"""Downloading a web page, with limits of size and time, and without redirects from public to private addresses."""

from __future__ import annotations

import asyncio
import ipaddress
import urllib.request
import zlib
from collections.abc import AsyncIterator
from contextlib import ExitStack
from tempfile import TemporaryFile
from typing import IO, Any, BinaryIO, NamedTuple, cast

# A dependency of python-telegram-bot anyway; it streams, and its trace exposes the connected address.
import httpx

from index.errors import LimitExceeded, LoadError, shown
from index.limits import OPERATOR, OperatorLimits

SILENCE = 30.0
"""Timeout in seconds for connecting, and for each read."""

MOST_REDIRECTS = 20
_BUFFER = 1 << 20
_HEADERS = {"User-Agent": "verbatim", "Accept-Encoding": "gzip"}
# RFC 6052: addresses that a gateway translates to IPv4; RFC 8215: the same within one network. RFC 4291: addresses
# that hold an IPv4 address, and site-local ones; both are deprecated, and `ipaddress` counts them as global.
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_NEVER_PUBLIC = tuple(ipaddress.IPv6Network(network) for network in ("64:ff9b:1::/48", "::/96", "fec0::/10"))


class Page(NamedTuple):
    """A downloaded page. `media_type` is its Content-Type in lower case, without parameters; empty if not given."""

    file: BinaryIO
    media_type: str


class _RedirectRefused(Exception):
    """A redirect from a public address to a private one, or behind a proxy to another host: where to, and why not."""


class _TooManyRedirects(Exception):
    """More than MOST_REDIRECTS requests for a page."""


def fetch(url: str, limits: OperatorLimits = OPERATOR, *, private_redirects: bool = False) -> Page:
    """Download `url`, following redirects.

    `url` itself may be private, because the operator typed it. A redirect from a public address to a private one is
    refused unless `private_redirects` allows it; the address of each connection is checked before a request is sent.
    Behind a proxy no address can be checked: there, a redirect to another host is refused likewise.
    Raises LoadError if the download fails, and LimitExceeded.
    """
    with ExitStack() as opened:
        file = opened.enter_context(TemporaryFile())
        try:
            media_type = asyncio.run(_within_deadline(url, file, limits, private_redirects))
        except httpx.TimeoutException:
            raise LoadError(shown(url), f"the server was silent for {SILENCE:.0f} seconds; try again later") from None
        except TimeoutError:
            # A server may send a byte at a time.
            raise LimitExceeded(shown(url), "page_seconds", limits) from None
        except _TooManyRedirects:
            raise LoadError(shown(url), "the server keeps redirecting; check the address in a browser") from None
        except _RedirectRefused as error:
            why = f"it redirects to {error}; add that one itself if you trust it, or set private_redirects"
            raise LoadError(shown(url), why) from None
        except zlib.error:
            raise LoadError(shown(url), "its compression is damaged; download it and add the file") from None
        except (httpx.HTTPError, httpx.InvalidURL, ValueError, ImportError) as error:  # the last two: no such proxy
            reason = shown(str(error)) or type(error).__name__
            raise LoadError(shown(url), f"it cannot be fetched ({reason}); check address and network") from None
        file.seek(0)
        opened.pop_all()
    return Page(cast(BinaryIO, file), media_type)


async def _within_deadline(url: str, file: IO[bytes], limits: OperatorLimits, private_redirects: bool) -> str:
    async with asyncio.timeout(limits.page_seconds):
        return await _download(url, file, limits, private_redirects)


async def _download(url: str, file: IO[bytes], limits: OperatorLimits, private_redirects: bool) -> str:
    """Write the page to `file` and return its media type."""
    addresses = _Addresses(private_redirects)
    certificates = httpx.create_ssl_context()
    to = httpx.URL(url)
    for _ in range(MOST_REDIRECTS):
        # A client of its own for each request: a connection kept alive would not be checked again, and no cookie that
        # one server sets reaches another.
        proxy = _proxy_for(to)
        addresses.next(to, proxied=proxy is not None)
        async with httpx.AsyncClient(
            timeout=SILENCE, headers=_HEADERS, proxy=proxy, verify=certificates, trust_env=False
        ) as client:
            request = client.build_request("GET", to, extensions={"trace": addresses.trace})
            response = await client.send(request, stream=True)
            try:
                if response.next_request is None:
                    await _write(response, file, url, limits)
                    content_type: str = response.headers.get("Content-Type", "")
                    return shown(content_type.partition(";")[0].strip().lower())
            finally:
                await response.aclose()
        to = response.next_request.url
    raise _TooManyRedirects


def _proxy_for(url: httpx.URL) -> str | None:
    """The proxy that the environment names for an address (HTTP_PROXY, HTTPS_PROXY, ALL_PROXY, NO_PROXY), if any."""
    named = urllib.request.getproxies()
    if urllib.request.proxy_bypass(f"{url.host}:{url.port}" if url.port else url.host):
        return None
    proxy = named.get(url.scheme) or named.get("all")
    return proxy if proxy is None or "://" in proxy else f"http://{proxy}"


async def _write(response: httpx.Response, file: IO[bytes], url: str, limits: OperatorLimits) -> None:
    if response.status_code != httpx.codes.OK:
        status = f"{response.status_code} {shown(response.reason_phrase)}".strip()
        raise LoadError(shown(url), f"the server answered {status}; check the address in a browser")
    size = 0
    async for part in _decoded(response, url, limits.page_bytes):
        size += len(part)
        if size > limits.page_bytes:
            raise LimitExceeded(shown(url), "page_bytes", limits)
        file.write(part)


async def _decoded(response: httpx.Response, url: str, most: int) -> AsyncIterator[bytes]:
    """The body, with one layer of gzip decompressed in bounded buffers. httpx decompresses without limits."""
    encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding not in ("identity", "gzip", "x-gzip"):
        why = f"the server compresses it by {shown(encoding)}, which was not asked for; download it and add the file"
        raise LoadError(shown(url), why)
    if encoding == "identity":
        async for part in response.aiter_raw():
            yield part
        return
    gzip, received = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16), 0
    async for part in response.aiter_raw():
        received += len(part)
        if gzip.eof or received > most:  # what follows the end, or becomes nothing, could go on for ever
            raise zlib.error("there is more than one compressed page")
        while part and not gzip.eof:
            yield gzip.decompress(part, _BUFFER)
            part = gzip.unconsumed_tail
    if not gzip.eof or gzip.unused_data:
        raise zlib.error("the compressed page ends too early or too late")


class _Addresses:
    """Checks the address of each connection, by httpcore's trace, before a request is sent on it.

    Behind a proxy, which alone knows the address, a redirect must stay on its host.
    """

    def __init__(self, private_redirects: bool) -> None:
        self._anywhere = private_redirects
        self._proxied = False
        self._host: str | None = None
        self._from_public = False

    def next(self, url: httpx.URL, *, proxied: bool) -> None:
        """Prepare for a request to `url`. Raises _RedirectRefused."""
        host = url.raw_host.decode("ascii")
        if (proxied or self._proxied) and not self._anywhere and self._host not in (None, host):
            raise _RedirectRefused(f"{shown(host)}, whose address cannot be checked behind a proxy")
        self._host, self._proxied = host, proxied

    async def trace(self, event: str, info: dict[str, Any]) -> None:
        """The callback for each event of a request. Raises _RedirectRefused."""
        if event != "connection.connect_tcp.complete" or self._proxied:
            return
        stream = info["return_value"]
        address = str(stream.get_extra_info("server_addr")[0])
        if is_public(address):
            self._from_public = True
        elif self._from_public and not self._anywhere:
            await stream.aclose()  # not yet owned by a connection
            raise _RedirectRefused(f"{address}, an address of a private network")


def is_public(address: str) -> bool:
    """Whether an IP address is globally reachable; one that stands for an IPv4 address is as public as that.

    >>> is_public("93.184.215.14"), is_public("10.0.0.1"), is_public("::1"), is_public("::ffff:127.0.0.1")
    (True, False, False, False)
    """
    parsed = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(parsed, ipaddress.IPv6Address):
        if any(parsed in network for network in _NEVER_PUBLIC):
            return False
        parsed = _within(parsed) or parsed
    return parsed.is_global and not parsed.is_multicast


def _within(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 address is translated to, if any."""
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour

"""Downloads files that people sent, with limits of size and time that are held while they come in."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from functools import cache
from pathlib import Path
from typing import BinaryIO

import httpx
from telegram import Document
from telegram.error import NetworkError, TimedOut
from telegram.ext import ExtBot

from index import LimitExceeded, Limits

DEADLINE = 120.0
"""Seconds for a whole download; Telegram hands out at most 20 MB."""

_PART = 2**16  # bytes of a local file that are read at a time


async def download(bot: ExtBot[int], document: Document, file: BinaryIO, limits: Limits, pause: float) -> None:
    """Write the content of a document to a file, within its limits; `pause`: the longest one, in seconds.

    Raises LimitExceeded, and TelegramError, such as BadRequest for a file that Telegram hands no bot.
    """
    try:
        async with asyncio.timeout(DEADLINE):
            fetched = await bot.get_file(document)
            where, size = fetched.file_path or "", 0
            async for part in _fetched(where, pause) if where.startswith("http") else _read(Path(where)):
                size += len(part)
                if size > limits.document_bytes:
                    raise LimitExceeded(document.file_name or "", "document_bytes", limits)
                file.write(part)
    except TimeoutError:
        raise TimedOut("the file did not come in time") from None
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
        raise NetworkError(f"the file was not handed out: {type(error).__name__}") from None


async def _fetched(url: str, pause: float) -> AsyncIterator[bytes]:
    # Without compression: what comes in is what is counted.
    headers = {"Accept-Encoding": "identity"}
    async with (
        httpx.AsyncClient(verify=_certificates(), timeout=pause) as client,
        client.stream("GET", url, headers=headers) as response,
    ):
        if response.status_code != httpx.codes.OK:
            raise NetworkError(f"the file was not handed out: status {response.status_code}")
        async for part in response.aiter_raw():
            yield part


async def _read(path: Path) -> AsyncIterator[bytes]:
    """The content of a file that a local Bot API server wrote."""
    with path.open("rb") as file:
        while part := file.read(_PART):
            yield part
            await asyncio.sleep(0)


@cache
def _certificates() -> ssl.SSLContext:
    """Reading them takes some 20 ms, so it is done once."""
    return httpx.create_ssl_context()

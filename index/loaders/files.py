"""Opening what a loader reads: a file on this machine, or a page on the web kept in a temporary file.

httpx is here for python-telegram-bot already; it follows redirects, undoes compression and streams. It is imported for
the first page: whoever asks a question does not wait for it.
"""

from __future__ import annotations

import os
import stat
from contextlib import ExitStack
from tempfile import TemporaryFile
from typing import IO, BinaryIO, NamedTuple, cast

import regex

from index.errors import LoadError

TIMEOUT = 30.0
"""Seconds to wait for a server to connect, and for each next part of its answer."""

MAX_PAGE = 100_000_000
"""Bytes of the longest page that is fetched, after its compression is undone."""

_UNPRINTABLE = regex.compile(r"[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]")


class Page(NamedTuple):
    """A fetched page; `media_type` is the server's Content-Type without its parameters, in lower case, or empty."""

    file: BinaryIO
    media_type: str


def open_file(path: str) -> BinaryIO:
    """Opens a regular file for reading. Raises LoadError for whatever else `path` is, and where it cannot be read."""
    name = shown(path)
    try:
        path.encode()
        mode = os.stat(path).st_mode
        if stat.S_ISDIR(mode):
            raise LoadError(name, "this is a directory; name the files in it instead")
        if not stat.S_ISREG(mode):
            raise LoadError(name, "this is a pipe, a socket or a device; write its content to a file and add that")
        return open(path, "rb")
    except FileNotFoundError:
        raise LoadError(name, "there is no such file; check how its name is written") from None
    except PermissionError:
        raise LoadError(name, "you may not read this file; change its permissions, or its folder's") from None
    except OSError as error:
        raise LoadError(name, f"the file cannot be opened ({error.strerror})") from None
    except ValueError:
        raise LoadError(name, "this file name is not UTF-8 text; rename the file") from None


def fetch(url: str) -> Page:
    """Fetches `url` by GET, redirects followed. Raises LoadError where that fails or the page is too long."""
    import httpx

    with ExitStack() as opened:
        file = opened.enter_context(TemporaryFile())
        try:
            media_type = _download(url, file)
        except httpx.TimeoutException:
            raise LoadError(shown(url), f"the server was silent for {TIMEOUT:.0f} seconds; try again later") from None
        except httpx.TooManyRedirects:
            raise LoadError(shown(url), "the server keeps redirecting; check the address in a browser") from None
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
            reason = shown(str(error)) or type(error).__name__
            raise LoadError(shown(url), f"it cannot be fetched ({reason}); check address and network") from None
        file.seek(0)
        opened.pop_all()
    return Page(cast(BinaryIO, file), media_type)


def _download(url: str, file: IO[bytes]) -> str:
    """Writes the page to `file` and returns its media type."""
    import httpx

    headers = {"User-Agent": "verbatim"}
    with httpx.stream("GET", url, follow_redirects=True, timeout=TIMEOUT, headers=headers) as response:
        if response.status_code != httpx.codes.OK:
            status = f"{response.status_code} {shown(response.reason_phrase)}".strip()
            raise LoadError(shown(url), f"the server answered {status}; check the address in a browser")
        size = 0
        for chunk in response.iter_bytes():
            size += len(chunk)
            if size > MAX_PAGE:
                why = f"it is longer than {MAX_PAGE // 1_000_000} MB; download it and add it in parts"
                raise LoadError(shown(url), why)
            file.write(chunk)
        content_type: str = response.headers.get("Content-Type", "")
        return content_type.partition(";")[0].strip().lower()


def shown(name: str) -> str:
    """`name` fit for one line of an error message, whatever characters are in it."""
    return _UNPRINTABLE.sub(lambda found: found[0].encode("unicode_escape").decode(), name)

"""Opening a loader's input: a local file, or a web page downloaded into a temporary file.

httpx is a dependency of python-telegram-bot anyway. It is imported on first use, so that asking questions does not
load it.
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
"""Timeout in seconds for connecting, and for each read."""

MAX_PAGE = 100_000_000
"""Maximum size of a page in bytes, uncompressed."""

_UNPRINTABLE = regex.compile(r"[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]")


class Page(NamedTuple):
    """A downloaded page. `media_type` is its Content-Type in lower case, without parameters; empty if not given."""

    file: BinaryIO
    media_type: str


def open_file(path: str) -> BinaryIO:
    """Open a regular file for reading. Raises LoadError if `path` is anything else or cannot be read."""
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
    """Download `url`, following redirects. Raises LoadError if that fails or the page exceeds MAX_PAGE."""
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
    """Write the page to `file` and return its media type."""
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
    """`name` with control characters, line separators and surrogates escaped, for an error message of one line."""
    return _UNPRINTABLE.sub(lambda found: found[0].encode("unicode_escape").decode(), name)

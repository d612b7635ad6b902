"""Opening a local file."""

from __future__ import annotations

import os
import stat
from typing import BinaryIO

from index.errors import LoadError, shown


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

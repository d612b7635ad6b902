"""Reading tantivy's files where none can be written: it makes a file for a lock also to read."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def lockable(folder: Path) -> Iterator[Path]:
    """A folder with these files in which others can be made: itself, or one of links, if it is read-only.

    The links can go as soon as the files are open. Raises OSError.
    """
    if not folder.is_dir() or os.access(folder, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
        yield folder
        return
    with tempfile.TemporaryDirectory(prefix="verbatim-") as made:
        for file in folder.iterdir():
            if not file.name.endswith(".lock"):
                (Path(made) / file.name).symlink_to(file.absolute())
        yield Path(made)

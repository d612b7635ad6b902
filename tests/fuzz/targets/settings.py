"""The operator's verbatim.toml."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from bot.config import FILE_NAME, read
from bot.errors import SettingsError
from tests.fuzz.targets.errors import check_message


def fuzz(data: bytes) -> None:
    """Read a file of settings."""
    with TemporaryDirectory() as folder:
        Path(folder, FILE_NAME).write_bytes(data)
        try:
            read(Path(folder), {})
        except SettingsError as error:
            check_message(error)

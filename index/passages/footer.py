"""Verification of the checksums in tantivy's index files.

A file ends with a footer: JSON with the CRC-32 of the content before it, the JSON's length, and a magic number.
tantivy's own verification is not exposed to Python; without it, a flipped bit in the field lengths would silently
change scores.
"""

from __future__ import annotations

import json
import os
import re
import struct
import zlib
from pathlib import Path
from typing import Any

_SEGMENT = re.compile("[0-9a-f]{32}")
_MAGIC = 1337
_END = struct.Struct("<II")
_BLOCK = 1 << 20


def live_files(folder: Path) -> list[Path]:
    """The files of the live segments in `folder`. Raises ValueError if the list of them is damaged, and OSError."""
    segments = _segments(folder)
    return sorted(file for file in folder.iterdir() if _is_live(file.name, segments))


def stray_files(folder: Path) -> list[Path]:
    """The files of segments that are not live. While nobody writes, nobody needs them. Raises like `live_files`."""
    segments = _segments(folder)
    return [
        file
        for file in folder.iterdir()
        if _SEGMENT.fullmatch(name := file.name.split(".")[0]) and name not in segments
    ]


def _segments(folder: Path) -> dict[str, str | None]:
    """The live segments; for each, what stands between its name and the ending of the file of its deletions."""
    meta = json.loads((folder / "meta.json").read_bytes())
    try:
        return {segment["segment_id"].replace("-", ""): _deletions(segment) for segment in meta["segments"]}
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"meta.json is damaged: {error}") from error


def _deletions(segment: dict[str, Any]) -> str | None:
    deletes = segment.get("deletes")
    return str(deletes["opstamp"]) if deletes else None


def _is_live(name: str, segments: dict[str, str | None]) -> bool:
    """Whether a file belongs to a live segment. Of its deletions, the next version may be half written already."""
    segment, *rest = name.split(".")
    return segment in segments and (rest[-1:] != ["del"] or rest[0] == segments[segment])


def intact(file: Path) -> bool:
    """Whether the content of a segment file matches the checksum in its footer; not if there is no such file."""
    try:
        content = file.open("rb")
    except FileNotFoundError:
        return False
    with content:
        size = os.fstat(content.fileno()).st_size
        content.seek(max(0, size - _END.size))
        end = content.read()
        if len(end) < _END.size:
            return False
        length, magic = _END.unpack(end)
        body = size - _END.size - length
        if magic != _MAGIC or body < 0:
            return False
        content.seek(body)
        try:
            expected = json.loads(content.read(length))["crc"]
        except (ValueError, KeyError, TypeError):
            return False
        content.seek(0)
        crc = 0
        while body and (block := content.read(min(body, _BLOCK))):
            crc = zlib.crc32(block, crc)
            body -= len(block)
    return bool(expected == crc)

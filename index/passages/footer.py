"""Verification of the checksums in tantivy's index files.

A file ends with a footer: JSON with the CRC-32 of the content before it, the JSON's length, and a magic number.
tantivy's own verification is not exposed to Python; without it, a flipped bit in the field lengths would silently
change scores.
"""

from __future__ import annotations

import json
import re
import struct
import zlib
from pathlib import Path

_SEGMENT = re.compile("[0-9a-f]{32}")
_MAGIC = 1337
_END = struct.Struct("<II")
_BLOCK = 1 << 20


def segment_files(folder: Path) -> list[Path]:
    """The files of the live segments in `folder`; a killed process may have left others."""
    segments = _segments(folder)
    return sorted(file for file in folder.iterdir() if file.name.split(".")[0] in segments)


def stray_files(folder: Path) -> list[Path]:
    """The files of segments that are not live. While nobody writes, nobody needs them."""
    segments = _segments(folder)
    return [
        file
        for file in folder.iterdir()
        if _SEGMENT.fullmatch(name := file.name.split(".")[0]) and name not in segments
    ]


def _segments(folder: Path) -> set[str]:
    meta = json.loads((folder / "meta.json").read_text())
    return {segment["segment_id"].replace("-", "") for segment in meta["segments"]}


def intact(file: Path) -> bool:
    """Whether the content of a segment file matches the checksum in its footer."""
    size = file.stat().st_size
    with file.open("rb") as content:
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

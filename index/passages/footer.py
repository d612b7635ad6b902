"""Whether a file of a tantivy index still holds what tantivy wrote.

tantivy ends its files with a footer: JSON with the CRC-32 of what stands before it, the JSON's length, and a magic
number. It can verify them itself, but not from Python; without, a flipped bit in a list of lengths would move scores
and nobody would know.
"""

from __future__ import annotations

import json
import struct
import zlib
from pathlib import Path

_MAGIC = 1337
_END = struct.Struct("<II")
_BLOCK = 1 << 20


def segment_files(folder: Path) -> list[Path]:
    """The files of the index in `folder` that are in use; a process that was killed may have left others."""
    meta = json.loads((folder / "meta.json").read_text())
    segments = {segment["segment_id"].replace("-", "") for segment in meta["segments"]}
    return sorted(file for file in folder.iterdir() if file.name.split(".")[0] in segments)


def intact(file: Path) -> bool:
    """Whether the checksum in the footer of a segment's file is that of its content."""
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

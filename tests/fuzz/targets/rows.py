"""JSONL: the text of a row is kept exactly as it is given."""

from __future__ import annotations

import json

from tests.fuzz.targets.drafts import drafts_of


def fuzz(data: bytes) -> None:
    """Load a file as JSONL."""
    drafts = drafts_of(data, "fuzz.jsonl")
    if drafts:
        lines = data.removeprefix(b"\xef\xbb\xbf").decode().split("\n")
        texts = [json.loads(line)["text"] for line in lines if line.strip()]
        assert [draft.text for draft in drafts] == texts, "a text that is not the row's"

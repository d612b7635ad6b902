"""A plain text: its passages are stretches of it, but for white space."""

from __future__ import annotations

from tests.fuzz.targets.drafts import drafts_of, spaceless


def fuzz(data: bytes) -> None:
    """Load a file as plain text."""
    whole = spaceless(data.removeprefix(b"\xef\xbb\xbf").decode(errors="replace"))
    place = 0
    for draft in drafts_of(data, "fuzz.txt"):
        part = spaceless(draft.text)
        place = whole.find(part, place)
        assert place >= 0, "a passage that does not stand in the file, or not here"
        place += len(part)

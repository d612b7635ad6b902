"""A plain text: passages are the whole of it, but for white space and the questions that lead in to them."""

from __future__ import annotations

from index.loaders.paragraphs import LONGEST
from tests.fuzz.targets.drafts import drafts_of, spaceless


def fuzz(data: bytes) -> None:
    """Load a file as plain text."""
    whole = spaceless(data.removeprefix(b"\xef\xbb\xbf").decode(errors="replace"))
    drafts = drafts_of(data, "fuzz.txt")
    if any(len(draft.lead_in or "") >= LONGEST for draft in drafts):
        return  # a longer question is not searched as a whole
    place = 0
    for draft in drafts:
        part = spaceless(draft.text)
        leads = [spaceless(draft.lead_in), ""] if draft.lead_in else [""]
        lead = next((lead for lead in leads if whole.startswith(lead + part, place)), None)
        assert lead is not None, "words that are not the file's, or some of them lost"
        place += len(lead) + len(part)
    assert place == len(whole) or not drafts, "the last words are lost"

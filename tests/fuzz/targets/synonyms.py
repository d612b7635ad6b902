"""The operator's synonyms.txt."""

from __future__ import annotations

from index.asking.synonyms import parse
from index.errors import SynonymError
from tests.fuzz.targets.errors import check_message


def fuzz(data: bytes) -> None:
    """Read a file of synonyms."""
    try:
        groups = parse(data.decode(errors="replace"), "synonyms.txt")
    except SynonymError as error:
        check_message(error)
        return
    assert all(len(group.names) > 1 for group in groups)

"""How rare a word is in its language."""

from __future__ import annotations

import pytest

from index.words import rarity


def test_without_the_lists_nothing_is_answered_by_guesses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rarity, "find_spec", lambda name: None)
    rarity._table.cache_clear()
    with pytest.raises(ModuleNotFoundError, match="wordfreq"):
        rarity.rarity("share", "en")
    rarity._table.cache_clear()

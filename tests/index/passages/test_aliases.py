"""A question's words are inserted after their aliases."""

from __future__ import annotations

from dataclasses import dataclass

from index.passages.aliases import Terms, as_asked, asked_by, by_first_term, places
from index.passages.entries import PassageTerms


@dataclass(frozen=True)
class Named:
    terms: Terms
    aliases: tuple[Terms, ...]


def found(text: str, *aliases: str) -> list[tuple[int, int, Terms]]:
    """The places in `text` of aliases that each stand for the word x."""
    return list(places(text.split(), by_first_term({tuple(alias.split()): ("x",) for alias in aliases})))


def test_an_alias_matches_as_a_phrase() -> None:
    assert found("a b c a c b", "a b") == [(0, 2, ("x",))]
    assert found("b a", "a b") == []
    assert found("a", "a b") == []
    assert found("", "a") == []
    assert found("a b") == []


def test_the_longest_alias_matches_and_none_overlaps() -> None:
    assert [(start, end) for start, end, _ in found("a b c d b c", "a b", "a b c", "c d", "b c")] == [(0, 3), (4, 6)]
    assert [(start, end) for start, end, _ in found("a a a a a", "a a")] == [(0, 2), (2, 4)]


def test_words_are_inserted_after_their_aliases_in_titles_and_sentences() -> None:
    words = [Named(("long",), (("longrange",), ("far", "off"))), Named(("range",), (("longrange",),))]
    asked = as_asked(
        PassageTerms.of(1, "en", "p\ta longrange \tb \n^longrange b \nfar off far c "), by_first_term(asked_by(words))
    )
    assert asked.titles == (("a", "longrange", "long", "range"), ("b",))
    assert asked.sentences == (("longrange", "long", "range", "b"), ("far", "off", "long", "far", "c"))
    assert asked.names(0) == [True, False, False, False]


def test_a_passage_without_aliases_stays_as_it_is() -> None:
    passage = PassageTerms.of(1, "en", "p\ta \nb c ")
    assert as_asked(passage, by_first_term({("d",): ("x",)})) is passage

"""What a tantivy index says: frequencies, candidates, spellings."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from tantivy import Document, Index, Occur, Query, Searcher

from index.errors import IndexDamaged
from index.passages.engine import Affixes, Totals
from index.passages.entries import Entry, PassageTerms
from index.passages.scoring import Scored, Sought, Terms

PASSAGE, STAMP = 1, 2
"""The kinds of documents: a passage, and the one that carries the mark of the last commit."""

MOST_EQUALS = 10_000
"""Passages that are looked at where the last of those wanted is as good as the next."""


@contextmanager
def telling_damage() -> Iterator[None]:
    """Raise IndexDamaged for whatever tantivy makes of a file that does not hold what it should."""
    try:
        yield
    except (ValueError, KeyError) as error:
        raise IndexDamaged(f"the index cannot be read: {error}") from error
    except BaseException as error:
        # A panic of tantivy's; its type cannot be imported, and is no Exception.
        if type(error).__name__ != "PanicException":
            raise
        raise IndexDamaged(f"the index cannot be read: {error}") from error


class TantivySnapshot:
    """A collection as `index` has it at this moment."""

    def __init__(self, index: Index) -> None:
        self._schema = index.schema
        self._searcher: Searcher = index.searcher()
        stamps = self._searcher.search(Query.term_query(self._schema, "kind", STAMP), limit=1).hits
        self._mark = int(self._values("mark", [stamps[0][1]])[0]) if stamps else 0
        self._totals = self._read_totals(stamps=len(stamps))
        # doc_freq counts deleted documents until their segment is merged away.
        self._has_deletions = self._searcher.doc_freq("kind", PASSAGE) != self._totals.passages
        self._languages = dict(self._searcher.terms_with_prefix("lang", "", filter_query=Query.all_query()))

    @property
    def mark(self) -> int:
        """What the last commit left; 0 where there was none."""
        return self._mark

    @property
    def totals(self) -> Totals:
        """Sums over its passages."""
        return self._totals

    @property
    def languages(self) -> Mapping[str, int]:
        """How many passages of each language it holds."""
        return self._languages

    @telling_damage()
    def frequencies(self, words: Sequence[Sequence[Terms]]) -> list[int]:
        """For each word, given as its alternatives, how many passages hold all the terms of one of them."""
        return [self._frequency(alternatives) for alternatives in words]

    @telling_damage()
    def candidates(self, sought: Sought, limit: int) -> list[Scored]:
        """The best passages."""
        wanted = [(Occur.Should, self._any(word.alternatives)) for word in sought.words]
        if not wanted or not self._totals.passages:
            return []
        query = Query.boolean_query(wanted)
        looked_at = limit
        while True:
            hits = self._searcher.search(query, looked_at + 1, count=False).hits
            tied = len(hits) > looked_at and hits[looked_at][0] == hits[limit - 1][0]
            if not tied or looked_at >= MOST_EQUALS:
                break
            looked_at = min(10 * looked_at, MOST_EQUALS)
        if looked_at > limit:
            # tantivy takes equals in the order of its segments, which tells of the index's past; ids do not.
            ids = self._values("id", [address for _, address in hits])
            hits = [hit for _, hit in sorted(zip(ids, hits, strict=True), key=lambda pair: (-pair[1][0], pair[0]))]
        found = [self._searcher.doc(address) for _, address in hits[:limit]]
        scored = [sought.scored(PassageTerms.of(_first(doc, "id"), _first(doc, "lang"), _terms(doc))) for doc in found]
        return sorted(scored, key=lambda one: (-one.score, one.entry.id))

    @telling_damage()
    def spelt(self, near: Collection[Affixes]) -> dict[str, int]:
        """The words with one of these beginnings or endings, and how many passages hold each."""
        # Deleted passages count only where they are not left out, and then an index made anew would say otherwise.
        live = Query.all_query() if self._has_deletions else None
        found: dict[str, int] = {}
        for beginning, ending in near:
            found.update(self._searcher.terms_with_prefix("spellings", beginning, filter_query=live))
            ended = self._searcher.terms_with_prefix("spellings_reversed", ending[::-1], filter_query=live)
            found.update((word[::-1], count) for word, count in ended)
        return found

    @telling_damage()
    def entries(self, ids: Collection[int]) -> dict[int, Entry]:
        """The entries of those of these passages that it holds."""
        if not ids:
            return {}
        query = Query.term_set_query(self._schema, "id", list(ids))
        documents = [self._searcher.doc(address) for _, address in self._searcher.search(query, len(ids)).hits]
        return {
            _first(doc, "id"): Entry(_first(doc, "id"), _first(doc, "mark"), _first(doc, "lang"), _terms(doc))
            for doc in documents
        }

    @telling_damage()
    def marks(self) -> dict[int, int]:
        """The id and mark of every passage that it holds."""
        passages = Query.term_query(self._schema, "kind", PASSAGE)
        found = self._searcher.search(passages, max(1, self._totals.passages), count=False).hits
        addresses = [address for _, address in found]
        return dict(zip(self._values("id", addresses), self._values("mark", addresses), strict=True))

    def _frequency(self, alternatives: Sequence[Terms]) -> int:
        if len(alternatives) == 1 and len(alternatives[0]) == 1 and not self._has_deletions:
            return self._searcher.doc_freq("terms", alternatives[0][0])
        return int(self._searcher.search(self._any(alternatives), limit=1, count=True).count)  # type: ignore[attr-defined]

    def _term(self, term: str) -> Query:
        return Query.term_query(self._schema, "terms", term, index_option="freq")

    def _all(self, terms: Terms) -> Query:
        if len(terms) == 1:
            return self._term(terms[0])
        return Query.boolean_query([(Occur.Must, self._term(term)) for term in terms])

    def _any(self, alternatives: Sequence[Terms]) -> Query:
        queries = [self._all(terms) for terms in alternatives]
        return queries[0] if len(queries) == 1 else Query.disjunction_max_query(queries)

    def _read_totals(self, stamps: int) -> Totals:
        fields = ("length", "sentences", "sentence_terms")
        sums = self._searcher.aggregate(Query.all_query(), {f: {"sum": {"field": f}} for f in fields})
        return Totals(self._searcher.num_docs - stamps, *(int(sums[f]["value"] or 0) for f in fields))

    def _values(self, field: str, addresses: Sequence[Any]) -> list[int]:
        return self._searcher.fast_field_values(field, list(addresses))  # type: ignore[return-value]


def _terms(document: Document) -> str:
    return bytes(_first(document, "written")).decode()


def _first(document: Document, field: str) -> Any:
    return document.get_first(field)

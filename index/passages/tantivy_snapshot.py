"""Queries on a tantivy index: document frequencies, candidates, spellings, entries."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
from tantivy import Document, Index, Occur, Query, Searcher

from index.errors import IndexDamaged
from index.passages.best import Best
from index.passages.engine import NEAR, Affixes, Totals
from index.passages.entries import Entry, PassageTerms
from index.passages.scoring import Scored, Sought, Terms
from index.passages.tantivy_bounds import at_most, boosted, mean_length
from index.passages.tantivy_failures import telling_damage

PASSAGE, STAMP = 1, 2
"""The kinds of documents: a passage, and the single one that stores the mark of the last commit."""

DEPTH = 100
"""Number of hits fetched at first; more are fetched until no other passage can be among the best."""

DEEPEST = 10_000
"""Maximum number of hits fetched, reached with thousands of identical passages."""


class TantivySnapshot:
    """An immutable view of `index` as of its last reload."""

    def __init__(self, index: Index) -> None:
        self._schema = index.schema
        self._searcher: Searcher = index.searcher()
        stamps = self._searcher.search(Query.term_query(self._schema, "kind", STAMP), limit=1).hits
        self._mark = int(self._values("mark", [stamps[0][1]])[0]) if stamps else 0
        self._totals, self._longest = self._read_totals(stamps=len(stamps))
        # doc_freq includes deleted documents until their segment is merged.
        self.has_deletions = self._searcher.doc_freq("kind", PASSAGE) != self._totals.passages
        self._documents = self._searcher.doc_freq("kind", PASSAGE) + self._searcher.doc_freq("kind", STAMP)
        self._mean_length = 0.0
        self._languages = dict(self._searcher.terms_with_prefix("lang", "", filter_query=Query.all_query()))

    @property
    def mark(self) -> int:
        """The mark of the last commit; 0 if there was none."""
        return self._mark

    @property
    def totals(self) -> Totals:
        """Totals over its passages."""
        return self._totals

    @property
    def languages(self) -> Mapping[str, int]:
        """The number of passages in each language."""
        return self._languages

    @telling_damage()
    def frequencies(self, words: Sequence[Sequence[Terms]]) -> list[int]:
        """The document frequency of each word, given as its alternatives."""
        return [self._frequency(alternatives) for alternatives in words]

    @telling_damage()
    def candidates(self, sought: Sought, limit: int) -> list[Scored]:
        """The best passages by exact score, as far as the budget of `index.passages.best` reaches.

        Hits are read in the order of their upper bounds, until no other passage can be among the best.
        """
        query = boosted(sought, self._searcher, self._schema, self._documents)
        best = Best(limit)
        depth = max(DEPTH, 2 * limit)
        while query and not best.spent:
            hits = self._searcher.search(query, depth, count=False).hits
            if not hits:
                break
            scores, addresses = zip(*hits, strict=True)
            self._mean_length = self._mean_length or mean_length(query, self._searcher, addresses[0])
            ids = self._values("id", addresses)
            bounds = at_most(scores, self._values("length", addresses), sought, self._mean_length)
            for place in np.lexsort((np.array(ids), -bounds)):
                if best.spent or best.excludes(bounds[place], ids[place]):
                    break
                if not best.holds(ids[place]):
                    best.add(sought.scored(_terms(self._searcher.doc(addresses[place]))))
            (rest,) = at_most(scores[-1:], [self._longest], sought, self._mean_length)
            if len(hits) < depth or depth >= DEEPEST or best.excludes(rest):
                break
            depth = min(10 * depth, DEEPEST)
        return best.passages

    @telling_damage()
    def spelt(self, near: Collection[Affixes]) -> dict[str, int]:
        """The unstemmed words with one of these affixes, and their document frequencies."""
        # Exclude deleted passages, so that the result is that of a rebuilt index.
        live = Query.all_query() if self.has_deletions else None
        found: dict[str, int] = {}
        for beginning, ending in near:
            found.update(self._searcher.terms_with_prefix("spellings", beginning, live, NEAR))
            ended = self._searcher.terms_with_prefix("spellings_reversed", ending[::-1], live, NEAR)
            found.update((word[::-1], count) for word, count in ended)
        return found

    @telling_damage()
    def entries(self, ids: Collection[int]) -> dict[int, Entry]:
        """The entries of these passages, as far as the index holds them."""
        if not ids:
            return {}
        query = Query.term_set_query(self._schema, "id", list(ids))
        found = [self._searcher.doc(address) for _, address in self._searcher.search(query, len(ids)).hits]
        return {
            _first(doc, "id"): Entry(_first(doc, "id"), _first(doc, "mark"), _first(doc, "lang"), _written(doc))
            for doc in found
        }

    @telling_damage()
    def marks(self) -> dict[int, int]:
        """The mark of every passage, by id."""
        passages = Query.term_query(self._schema, "kind", PASSAGE)
        found = self._searcher.search(passages, max(1, self._totals.passages), count=False).hits
        addresses = [address for _, address in found]
        return dict(zip(self._values("id", addresses), self._values("mark", addresses), strict=True))

    def _frequency(self, alternatives: Sequence[Terms]) -> int:
        if len(alternatives) == 1 and len(alternatives[0]) == 1 and not self.has_deletions:
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

    def _read_totals(self, stamps: int) -> tuple[Totals, int]:
        """The totals, and the number of terms of the longest passage."""
        fields = ("length", "sentences", "sentence_terms")
        asked = {f: {"sum": {"field": f}} for f in fields} | {"longest": {"max": {"field": "length"}}}
        found = {
            name: int(one["value"] or 0) for name, one in self._searcher.aggregate(Query.all_query(), asked).items()
        }
        return Totals(self._searcher.num_docs - stamps, *(found[f] for f in fields)), found["longest"]

    def _values(self, field: str, addresses: Sequence[Any]) -> list[int]:
        values = self._searcher.fast_field_values(field, list(addresses))
        if None in values:
            raise IndexDamaged(f"the index has no {field} of a passage")
        return values  # type: ignore[return-value]


def _terms(document: Document) -> PassageTerms:
    return PassageTerms.of(_first(document, "id"), _first(document, "lang"), _written(document))


def _written(document: Document) -> str:
    return bytes(_first(document, "written")).decode()


def _first(document: Document, field: str) -> Any:
    return document.get_first(field)

"""What every engine has to do: the same tests for the one in folders and the one in memory."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from index.passages import best, memory_engine, tantivy_snapshot
from index.passages.best import READ_TERMS
from index.passages.engine import Affixes, Engine, Snapshot, Totals
from index.passages.entries import ABOVE, Entry, Form, PassageTerms
from index.passages.memory_engine import MemoryEngine
from index.passages.scoring import Scored, Sought, SoughtWord, Terms
from index.passages.tantivy_engine import TantivyEngine
from tests.index.material import WORDS

ENGINES: dict[str, Callable[[Path], Engine]] = {"folders": TantivyEngine, "memory": lambda root: MemoryEngine()}


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    return ENGINES[request.param](tmp_path)


def entry(passage_id: int, *sentences: str, titles: str = "", mark: int = 1, lang: str = "en") -> Entry:
    """The entry of a passage whose words are its terms."""
    written = f"{Form().written}{ABOVE}" + "".join(f"{term} " for term in titles.split())
    written += "".join("\n" + "".join(f"{term} " for term in sentence.split()) for sentence in sentences)
    return Entry(passage_id, mark, lang, written, written.partition(ABOVE)[2].replace("^", ""))


def commit(engine: Engine, mark: int, *added: Entry, removed: Sequence[int] = (), collection: int = 1) -> Snapshot:
    with engine.change(collection, mark) as change:
        for passage_id in removed:
            change.remove(passage_id)
        for one in added:
            change.add(one)
    snapshot = engine.snapshot(collection)
    assert snapshot is not None
    return snapshot


def one_word(*terms: str, aliases: tuple[Terms, ...] = ()) -> Sought:
    return Sought((SoughtWord(terms, aliases, 1.0),), 3.0)


def ids(snapshot: Snapshot, sought: Sought, limit: int = 10) -> list[int]:
    return [one.entry.id for one in snapshot.candidates(sought, limit)]


def test_a_collection_that_was_never_changed_has_no_snapshot(engine: Engine) -> None:
    assert engine.snapshot(1) is None
    assert engine.at_hand(1, 0) is None


def test_a_snapshot_carries_mark_totals_and_languages(engine: Engine) -> None:
    snapshot = commit(engine, 77, entry(3, "a b", "^c", titles="t"), entry(5, "d", lang="de"), entry(8, "e", lang="de"))
    assert snapshot.mark == 77
    assert snapshot.totals == Totals(passages=3, terms=6, sentences=4, sentence_terms=5)
    assert snapshot.languages == {"en": 1, "de": 2}
    emptied = commit(engine, 78, removed=[3, 5, 8])
    assert (emptied.mark, emptied.totals, dict(emptied.languages)) == (78, Totals(), {})


def test_a_change_that_changes_nothing_leaves_its_mark(engine: Engine) -> None:
    assert commit(engine, 5).mark == 5
    assert commit(engine, 6).mark == 6


def test_a_snapshot_never_changes(engine: Engine) -> None:
    before = commit(engine, 1, entry(1, "river"), entry(2, "river bank"))
    after = commit(engine, 2, entry(3, "river"), removed=[1])
    assert (before.mark, before.frequencies([(("river",),)]), sorted(before.marks())) == (1, [2], [1, 2])
    assert (after.mark, after.frequencies([(("river",),)]), sorted(after.marks())) == (2, [2], [2, 3])


def test_nothing_is_seen_of_a_change_that_is_not_committed(engine: Engine) -> None:
    commit(engine, 1, entry(1, "river"))
    with engine.change(1, 2) as change:
        change.add(entry(2, "volcano"))
        seen = engine.snapshot(1)
        assert seen is not None
        assert (seen.mark, seen.frequencies([(("volcano",),)])) == (1, [0])
    with suppress(KeyboardInterrupt), engine.change(1, 3) as change:
        change.add(entry(3, "comet"))
        raise KeyboardInterrupt
    seen = engine.snapshot(1)
    assert seen is not None
    assert (seen.mark, seen.frequencies([(("volcano",),), (("comet",),)])) == (2, [1, 0])


def test_the_last_snapshot_is_at_hand_by_its_mark(engine: Engine) -> None:
    snapshot = commit(engine, 1, entry(1, "river"))
    assert engine.at_hand(1, 1) is snapshot
    assert engine.at_hand(1, 2) is None
    assert engine.at_hand(2, 1) is None


def test_collections_know_nothing_of_each_other(engine: Engine) -> None:
    one = commit(engine, 1, entry(1, "river"), collection=1)
    other = commit(engine, 2, entry(2, "river bank"), collection=2)
    assert (ids(one, one_word("river")), ids(other, one_word("river"))) == ([1], [2])
    engine.forget(1)
    assert engine.snapshot(1) is None
    assert engine.snapshot(2) is not None


def test_what_was_forgotten_begins_anew(engine: Engine) -> None:
    commit(engine, 1, entry(1, "river"))
    engine.forget(1)
    assert commit(engine, 2, entry(2, "bank")).marks() == {2: 1}


def test_frequencies_count_passages_that_hold_all_of_an_alternative(engine: Engine) -> None:
    texts = ("north korea", "north pole", "dprk north", "korea ^north korea", "south", "")
    snapshot = commit(engine, 1, *(entry(i, text) for i, text in enumerate(texts)))
    asked = [(("north",),), (("north", "korea"),), (("dprk",), ("north", "korea")), (("south",), ("pole",)), (("x",),)]
    assert snapshot.frequencies(asked) == [4, 2, 3, 2, 0]
    assert commit(engine, 2, removed=[0, 2]).frequencies(asked) == [2, 1, 1, 2, 0]
    assert snapshot.frequencies([]) == []


def test_words_are_found_by_their_beginnings_and_endings(engine: Engine) -> None:
    snapshot = commit(engine, 1, entry(1, "river rivet"), entry(2, "river liver über"), entry(3, "delta"))
    near = [Affixes("riv", "xyz"), Affixes("nothing", "ver")]
    assert snapshot.spelt(near) == {"river": 2, "rivet": 1, "liver": 1}
    assert snapshot.spelt([Affixes("üb", "lta")]) == {"über": 1, "delta": 1}
    assert commit(engine, 2, removed=[2]).spelt(near) == {"river": 1, "rivet": 1}
    assert snapshot.spelt([]) == {}


def test_entries_and_marks_are_what_was_put_in(engine: Engine) -> None:
    put_in = [entry(7, "river ^Oslo".lower(), titles="news", mark=21), entry(9, "", mark=22, lang="ru")]
    snapshot = commit(engine, 1, *put_in)
    assert snapshot.entries([7, 8, 9]) == {7: put_in[0], 9: put_in[1]}
    assert snapshot.entries([]) == {}
    assert snapshot.marks() == {7: 21, 9: 22}
    assert engine.faults(1) == []


def test_candidates_of_nothing_are_none(engine: Engine) -> None:
    snapshot = commit(engine, 1, entry(1, "river"))
    assert ids(snapshot, Sought((), 3.0)) == []
    assert ids(snapshot, one_word("volcano")) == []
    assert ids(commit(engine, 2, removed=[1]), one_word("river")) == []


def test_candidates_that_are_equals_come_by_id(engine: Engine) -> None:
    commit(engine, 1, *(entry(i, "river rose") for i in (900, 30, 500)))
    snapshot = commit(engine, 2, *(entry(i, "river rose") for i in range(100, 320)), removed=[500])
    assert ids(snapshot, one_word("river"), limit=5) == [30, 100, 101, 102, 103]


@pytest.mark.parametrize("seed", range(6))
def test_candidates_are_the_best_by_the_exact_formula(engine: Engine, seed: int) -> None:
    """Whatever else was in the index, whatever idfs and mean length the collections asked together have."""
    chance = random.Random(seed)  # noqa: S311  # repeatable, not secret
    held: dict[int, Entry] = {}
    for step in range(4):
        added = [_passage(chance, step * 1000 + n) for n in range(chance.choice([1, 30, 250]))]
        removed = chance.sample(sorted(held), k=len(held) // 2)
        for passage_id in removed:
            del held[passage_id]
        held |= {one.id: one for one in added}
        snapshot = commit(engine, step + 1, *added, removed=removed)
        for _ in range(12):
            sought, limit = _sought(chance), chance.choice([1, 3, 10, 50])
            found = snapshot.candidates(sought, limit)
            assert found == _best(held.values(), sought)[:limit]


def _passage(chance: random.Random, passage_id: int) -> Entry:
    lengths = chance.choice([(1, 5), (10, 60), (200, 700)])
    words = [min(chance.choices(WORDS, k=3)) for _ in range(chance.randint(*lengths))]
    middle = chance.randrange(len(words))
    return entry(passage_id, " ".join(words[:middle]), " ".join(words[middle:]), titles=chance.choice(WORDS))


def _sought(chance: random.Random) -> Sought:
    words = []
    for _ in range(chance.randint(1, 7)):
        aliases = [tuple(chance.choices(WORDS, k=chance.randint(1, 3))) for _ in range(chance.choice([0, 0, 0, 1, 2]))]
        terms = tuple(chance.sample(WORDS, k=chance.choice([1, 1, 2])))
        words.append(
            SoughtWord(terms, tuple(alias for alias in aliases if alias[0] not in terms), chance.uniform(0.01, 8))
        )
    return Sought(tuple(words), chance.uniform(3, 300))


def _best(entries: Iterable[Entry], sought: Sought) -> list[Scored]:
    holding = [one for one in entries if _holds(one, sought)]
    scored = [sought.scored(PassageTerms.of(one.id, one.lang, one.terms)) for one in holding]
    return sorted(scored, key=lambda one: (-one.score, one.entry.id))


def _holds(one: Entry, sought: Sought) -> bool:
    held = set(one.searched.split())
    return any(held >= set(terms) for word in sought.words for terms in word.alternatives)


@pytest.mark.attack("hundreds of long passages that a question matches")
def test_of_long_passages_so_many_terms_are_read_at_most(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    length, passages = 10_000, 60
    texts = {times: "a b " * times + "c " * (length - 2 * times) for times in range(100, 100 + passages)}
    held = [entry(passage_id, text) for passage_id, text in texts.items()]
    snapshot = commit(engine, 1, *held)
    sought = Sought((SoughtWord(("x",), (("a", "b"),), 1.0),), length)
    ranked = _best(held, sought)
    parse, read = PassageTerms.of, 0

    def counted(*entry: Any) -> PassageTerms:
        nonlocal read
        parsed = parse(*entry)
        read += parsed.length
        return parsed

    monkeypatch.setattr(PassageTerms, "of", counted)
    assert snapshot.candidates(sought, 3) == ranked[:3]
    assert read <= READ_TERMS + length
    assert passages * length > 2 * READ_TERMS


def test_as_many_long_passages_are_read_as_are_wanted(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(best, "READ_TERMS", 10)
    snapshot = commit(engine, 1, *(entry(passage_id, "a b " * 20) for passage_id in range(50)))
    assert ids(snapshot, one_word("a"), limit=20) == [*range(20)]
    assert ids(snapshot, one_word("x", aliases=(("a", "b"),)), limit=20) == [*range(20)]


@pytest.mark.attack("a question with a typing error to a library of a million words")
def test_of_many_words_with_an_affix_the_most_frequent_are_given(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (memory_engine, tantivy_snapshot):
        monkeypatch.setattr(module, "NEAR", 2)
    snapshot = commit(engine, 7, entry(1, "abxa abxb abxc caz baz dba"), entry(2, "abxc baz"), entry(3, "abxc dba"))
    assert snapshot.spelt([Affixes("abx", "az")]) == {"abxc": 3, "abxa": 1, "baz": 2, "caz": 1}
    assert snapshot.spelt([Affixes("q", "ba")]) == {"dba": 2}

"""The same sentence in several places is one hit; sentences with different figures never are."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import Citation, Draft, Hit, Library, Passage, Quote, Source, Span
from index.ranking.grouping import Grouping
from tests.index.conftest import Rows, Write, quotes

RIVER = "The river rose by two metres on Monday, the ministry said in a statement."


def hits(*texts: str, lang: str = "en", dates: tuple[str | None, ...] = ()) -> list[Hit]:
    """A ranking of these sentences, each from a source of its own, all with the same score."""
    found = []
    for number, (text, date) in enumerate(itertools.zip_longest(texts, dates[: len(texts)]), 1):
        source = Source(number, "public", f"/{number}.txt", f"{number}.txt", date=date)
        passage = Passage(number, source, 1, Draft(text), (Span(0, len(text)),), lang)
        found.append(Hit(Quote(passage, 0, len(text)), 1.0))
    return found


def voices(ranking: list[Hit]) -> list[list[int]]:
    """The ids of the passages that each hit quotes."""
    return [[quote.passage.id for quote in (hit.quote, *hit.also)] for hit in Grouping().grouped(ranking)]


def citations(hit: Hit) -> list[Citation]:
    return [quote.passage.citation for quote in (hit.quote, *hit.also)]


def test_the_same_sentence_in_two_sources_is_one_hit_with_both(library: Library, write: Write) -> None:
    library.add(write("a.txt", f"It rained. {RIVER}"), lang="en")
    library.add(write("b.txt", f"{RIVER} Nobody drowned."), lang="en")
    answer = library.ask("How much did the river rise?")
    assert quotes(answer).count(RIVER) == 1
    assert {citation.title for citation in citations(answer.hits[0])} == {"a.txt", "b.txt"}
    assert all(library.verify(quote) for quote in answer.hits[0].also)


@pytest.mark.parametrize(
    ("lang", "one", "other"),
    [
        ("en", RIVER, RIVER.upper()),
        ("en", RIVER, f"“{RIVER[:-1]}”"),
        ("en", RIVER, RIVER.replace(" ", "  ")),
        ("en", RIVER, RIVER.replace("Monday,", "Monday –")),
        ("en", RIVER, RIVER.replace("the ministry", "ministry")),
        ("en", RIVER, RIVER.replace(".", " today.")),
        ("en", "It has 50,000 men.", "It has 50 000 men!"),
        ("en", "The U.S. left.", "The US left."),
        ("en", "The caf\u00e9 is shut.", "The cafe\u0301 is shut."),
        ("ru", "Артём поднялся на гору.", "Артем поднялся на гору"),
        ("zh", "河水上涨了两米。", "“河水上涨了两米”"),
        ("zh", "据报道，昨天晚上河水上涨淹没了许多村庄和田地。", "据报道昨天晚上河水上涨淹没了许多村庄和田地"),
    ],
)
def test_one_voice(lang: str, one: str, other: str) -> None:
    assert voices(hits(one, other, lang=lang)) == [[1, 2]]


@pytest.mark.parametrize(
    ("lang", "one", "other"),
    [
        ("en", RIVER, RIVER.replace("two", "three")),
        ("en", RIVER, RIVER.replace("two", "12")),
        ("en", RIVER, RIVER.replace("rose", "fell")),
        ("en", RIVER, RIVER.replace("rose", "never rose")),
        ("en", RIVER, RIVER.replace("rose", "did not rise")),
        ("el", "Η γέφυρα άνοιξε για όλους τη Δευτέρα το πρωί.", "Η γέφυρα άνοιξε χωρίς για όλους τη Δευτέρα το πρωί."),
        ("en", RIVER, RIVER.replace("The river", "The Danube river")),
        ("en", RIVER, RIVER.replace("Monday", "Friday")),
        ("en", RIVER, RIVER.replace(".", "?")),
        ("en", "It was 1.5 metres.", "It was 15 metres."),
        ("en", "It was 5 degrees.", "It was -5 degrees."),
        ("en", "It cost $5 million.", "It cost €5 million."),
        ("en", "It rose by 5%.", "It rose by 5."),
        ("en", "Anna beat Maria.", "Maria beat Anna."),
        ("en", "In 2019 it lost 12, in 2020 it lost 15.", "In 2019 it lost 15, in 2020 it lost 12."),
        (
            "ru",
            "Министр вчера вечером подписал договор о границе.",
            "Министр вчера вечером не подписал договор о границе.",
        ),
        (
            "de",
            "Der Minister hat den Vertrag gestern unterschrieben.",
            "Der Minister hat den Vertrag gestern nicht unterschrieben.",
        ),
        ("zh", "据报道昨天晚上河水上涨淹没了许多村庄和田地。", "据报道昨天晚上河水没上涨淹没了许多村庄和田地。"),
        ("zh", "损失了5辆坦克。", "损失了12辆坦克。"),
    ],
)
def test_two_voices(lang: str, one: str, other: str) -> None:
    assert voices(hits(one, other, lang=lang)) == [[1], [2]]


def test_different_figures_stand_one_after_the_other() -> None:
    five, ten = "The army lost 5 tanks.", "The army lost 10 tanks."
    assert voices(hits(five, "The army lost its camp.", ten, five)) == [[1, 4], [3], [2]]


def test_different_figures_are_both_shown_with_their_dates(library: Library, rows: Rows) -> None:
    told = [{"text": f"The army lost {n} tanks.", "date": f"2024-0{n}-01"} for n in (5, 7, 6)]
    library.add(rows("a.jsonl", told), lang="en")
    answer = library.ask("How many tanks did the army lose?")
    assert [hit.quote.passage.citation.date for hit in answer.hits] == ["2024-07-01", "2024-06-01", "2024-05-01"]
    assert [hit.also for hit in answer.hits] == [(), (), ()]


def test_where_scores_tie_the_newer_comes_first_and_the_undated_last() -> None:
    dates = (None, "2023", "2024-05", "2024-05-02", "May 2030", "2024")
    sentences = [f"It was {word}." for word in ("red", "green", "blue", "white", "black", "grey")]
    assert voices(hits(*sentences, dates=dates)) == [[4], [3], [6], [2], [1], [5]]


def test_a_better_score_comes_before_a_newer_date() -> None:
    old, new = hits("It was red.", "It was blue.", dates=("2001", "2024"))
    assert voices([Hit(old.quote, 2.0), new]) == [[1], [2]]


def test_of_copies_the_newest_speaks() -> None:
    assert voices(hits(RIVER, RIVER, RIVER, dates=(None, "2020-01-01", "2021-01-01"))) == [[3, 2, 1]]


def test_a_copy_that_may_not_be_asked_is_not_told(library: Library, write: Write) -> None:
    library.add(write("a.txt", RIVER), lang="en")
    library.add(write("b.txt", RIVER), lang="en", collection="private")
    assert library.ask("How much did the river rise?").hits[0].also == ()


def test_copies_do_not_use_up_the_places_of_others(library: Library, rows: Rows) -> None:
    library.add(rows("a.jsonl", [{"text": RIVER}] * 5 + [{"text": "The river froze."}]), lang="en")
    assert quotes(library.ask("What of the river?", limit=2)) == ["The river froze.", RIVER]


SENTENCES = st.lists(
    st.sampled_from(
        [RIVER, RIVER.upper(), "It lost 5 tanks.", "It lost 6 tanks.", "It lost tanks.", "Never.", "He left.", "5", "!"]
    ),
    max_size=40,
)


@settings(max_examples=60)
@given(SENTENCES)
def test_nothing_is_lost_nothing_is_told_twice_and_no_figure_is_hidden(texts: list[str]) -> None:
    ranking = hits(*texts)
    found = voices(ranking)
    assert sorted(number for group in found for number in group) == list(range(1, len(texts) + 1))
    assert found == voices(ranking)
    for group in found:
        assert len({tuple(filter(str.isdigit, texts[number - 1])) for number in group}) == 1


def test_copies_under_other_titles_are_no_rivals(library: Library, write: Write) -> None:
    text = "The Ness lighthouse burned down in 1931. Nobody was hurt. It had stood for a century."
    others = [f"Ship number {number} came into the harbour on a quiet evening." for number in range(100)]
    library.add(write("others.txt", "\n\n".join(others)), lang="en")
    library.add(write("a.txt", text), lang="en", title="The Daily")
    once = library.ask("When did the lighthouse burn down?").confidence
    for number, title in enumerate(["The Weekly Harbour", "Lighthouse News", "A History of the North"]):
        library.add(write(f"{number}.txt", text), lang="en", title=title)
    assert library.ask("When did the lighthouse burn down?").confidence > 0.8 * once


@pytest.mark.attack("grouping compares 200,000 characters for 20 s")
def test_what_is_too_long_to_be_compared_word_by_word_has_exact_copies_only() -> None:
    long = "The river rose by two metres. " * 7_000
    assert voices(hits(long, long, long + "It did.", long.replace("two", "three"))) == [[1, 2], [3], [4]]
    short = long[:3_000]
    assert voices(hits(short, short + "again")) == [[1, 2]]


@pytest.mark.attack("ligatures that normalization makes eighteen letters cost a reader thread 0.7 s")
def test_what_normalization_makes_too_long_has_exact_copies_only() -> None:
    ligatures = "\ufdfa " * 1_000
    assert voices(hits(ligatures, ligatures, ligatures + "\ufdfa")) == [[1, 2], [3]]


@pytest.mark.attack("a stored text of very many long sentences costs a reader thread half a second a question")
def test_of_long_sentences_only_so_many_are_compared_word_by_word() -> None:
    long = "The river rose by two metres. " * 130
    assert len(voices(hits(*[long] * 20))) == 1
    found = voices(hits(*(long + "." * number for number in range(20))))
    assert len(found[0]) > 5
    assert len(found) > 5

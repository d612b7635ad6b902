"""Storing, finding and deleting answers."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.errors import ConversationsError
from bot.keeping.addresses import Address
from bot.keeping.answers import FILE_NAME, MOST_OF_A_CHAT, AnswerStore, QuestionRecord
from bot.keeping.answers_schema import migrations
from bot.keeping.quote_places import MOST_MATCHES, QuotePlace
from bot.keeping.quote_refusals import QuoteRefusal
from index import Draft, Hit, Passage, Quote, Source, Span
from tests.clocks import SetClock

NOON = 1_700_000_000
PLACES = [QuotePlace(7, 0, 10, (Span(0, 3),), (QuotePlace(8, 2, 12), QuotePlace(6, 0, 10))), QuotePlace(9, 5, 20)]


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def store(tmp_path: Path, clock: SetClock) -> Iterator[AnswerStore]:
    store = AnswerStore.open(tmp_path, clock=clock)
    yield store
    store.close()


def asking(chat_id: int = 5, question_id: int = 1, asked_at: int = NOON, number: int = 0) -> QuestionRecord:
    return QuestionRecord(Address(chat_id, None, question_id), asked_at, 42, number)


def remember(store: AnswerStore, question_id: int = 1, message_ids: tuple[int, ...] = (2, 3), chat_id: int = 5) -> None:
    store.remember(asking(chat_id, question_id), message_ids, PLACES)


def test_an_answer_is_found_by_each_of_its_messages_and_by_its_question(store: AnswerStore) -> None:
    remember(store)
    found = store.of_question(asking())
    assert found is not None
    assert found == store.of_message(5, 2) == store.of_message(5, 3)
    assert (found.question.asker_id, found.page, found.message_ids, found.places) == (42, 0, (2, 3), tuple(PLACES))


def test_the_same_numbers_in_another_chat_are_another_answer(store: AnswerStore) -> None:
    remember(store)
    assert store.of_message(6, 2) is None
    assert store.of_question(asking(6)) is None


def test_the_same_numbers_at_another_time_are_another_question(store: AnswerStore) -> None:
    remember(store)
    assert store.of_question(asking(asked_at=NOON + 1)) is None


@pytest.mark.attack("an account asks day and night, to fill the file of answers")
def test_of_a_chat_the_newest_answers_are_kept(store: AnswerStore) -> None:
    remember(store, chat_id=6, message_ids=(1,))
    for question_id in range(1, MOST_OF_A_CHAT + 11):
        remember(store, question_id, (question_id + 1_000_000,))
    assert store.of_question(asking(question_id=10)) is None
    assert store.of_message(5, 1_000_010) is None
    assert store.of_question(asking(question_id=11))
    assert store.of_question(asking(question_id=MOST_OF_A_CHAT + 10))
    assert store.of_question(asking(6))


@pytest.mark.attack("a passage of 2 MB grows the conversations' file by 7 MB a question")
def test_an_answer_takes_little_however_often_its_quote_matches(tmp_path: Path, store: AnswerStore) -> None:
    text = "rain " * 400_000
    matches = tuple(Span(start, start + 4) for start in range(0, len(text), 5))
    passage = Passage(1, Source(1, "public", "/rain.txt", "Rain"), 1, Draft(text), (Span(0, len(text)),), "en")
    hits = [Hit(Quote(passage, 0, len(text)), 1.0, matches)] * 5
    store.remember(asking(), [2], [QuotePlace.of(hit) for hit in hits])
    found = store.of_question(asking())
    assert found is not None
    assert [place.matches for place in found.places] == [matches[:MOST_MATCHES]] * 5
    assert sum(file.stat().st_size for file in tmp_path.iterdir()) < 500_000


def test_it_outlives_the_process(tmp_path: Path) -> None:
    first = AnswerStore.open(tmp_path)
    remember(first)
    first.close()
    second = AnswerStore.open(tmp_path)
    assert second.of_message(5, 3) is not None
    second.close()


def test_an_answer_to_the_same_question_takes_the_place_of_the_earlier_one(store: AnswerStore) -> None:
    remember(store)
    remember(store, message_ids=(8,))
    assert store.of_message(5, 2) is None
    found = store.of_message(5, 8)
    assert found is not None
    assert found.message_ids == (8,)


def test_a_turned_page_is_remembered_with_its_messages(store: AnswerStore) -> None:
    remember(store)
    found = store.of_question(asking())
    assert found is not None
    store.set_page(found, 1, [2])
    again = store.of_question(asking())
    assert again is not None
    assert (again.page, again.message_ids) == (1, (2,))
    assert store.of_message(5, 3) is None


def test_an_expired_answer_is_gone_and_leaves_nothing_behind(tmp_path: Path, clock: SetClock) -> None:
    store = AnswerStore.open(tmp_path, remember_days=1, clock=clock)
    remember(store)
    assert store.purge() == 0
    clock.now += 25 * 3600
    assert store.purge() == 1
    assert store.of_question(asking()) is None
    store.close()
    with sqlite3.connect(tmp_path / FILE_NAME) as left:
        for table in ("answers", "messages", "quotes"):
            assert left.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)  # noqa: S608  # names of our own tables and columns
    left.close()


def test_an_expired_answer_is_not_found_before_it_is_purged(store: AnswerStore, clock: SetClock) -> None:
    remember(store)
    clock.now += 91 * 24 * 3600
    assert store.of_question(asking()) is None


def test_a_purge_is_taken_in_steps(store: AnswerStore, clock: SetClock) -> None:
    for number in range(700):
        remember(store, question_id=number, message_ids=(1000 + number,))
    clock.now += 91 * 24 * 3600
    assert [store.purge() for _ in range(3)] == [500, 200, 0]


def test_a_chat_that_is_no_more_is_forgotten(store: AnswerStore) -> None:
    remember(store, chat_id=-5)
    remember(store, chat_id=-6)
    store.forget_chat(-5)
    assert store.of_question(asking(-5)) is None
    assert store.of_question(asking(-6)) is not None


def test_a_file_of_a_newer_version_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    AnswerStore.open(tmp_path).close()
    connection = sqlite3.connect(tmp_path / FILE_NAME)
    connection.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('conversations', 'from_2031', '')"
    )
    connection.commit()
    connection.close()
    with pytest.raises(ConversationsError, match="newer version"):
        AnswerStore.open(tmp_path)


def test_a_damaged_file_is_a_message_that_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"this is not a database" * 100)
    with pytest.raises(ConversationsError, match="may be moved away"):
        AnswerStore.open(tmp_path)


def test_two_answers_do_not_share_a_message(store: AnswerStore) -> None:
    remember(store, question_id=1, message_ids=(2,))
    remember(store, question_id=3, message_ids=(2,))
    found = store.of_message(5, 2)
    assert found is not None
    assert found.question.address.message_id == 3


def test_nothing_in_the_file_can_hold_words(store: AnswerStore, tmp_path: Path) -> None:
    columns = sqlite3.connect(tmp_path / FILE_NAME)
    texts = columns.execute(
        "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c"
        " WHERE m.type = 'table' AND m.name NOT LIKE '\\_%' ESCAPE '\\' AND c.type != 'INTEGER'"
    ).fetchall()
    columns.close()
    assert texts == [("quotes", "matches"), ("quotes", "also")]  # offsets


def test_each_question_of_a_message_has_an_answer_of_its_own(store: AnswerStore) -> None:
    remember(store)
    store.remember(asking(number=1), [9], [])
    first, second = store.of_question(asking()), store.of_question(asking(number=1))
    assert first is not None
    assert second is not None
    assert (first.message_ids, second.message_ids, second.question.number) == ((2, 3), (9,), 1)
    store.forget(second)
    assert store.of_message(5, 9) is None
    assert store.of_question(asking()) == first


def test_answers_from_before_messages_asked_several_things_are_kept(tmp_path: Path) -> None:
    database = Database(sqlite3.connect(tmp_path / FILE_NAME))
    migrations.apply(database, stop_before="several_answers_to_one_message")
    far = int(time.time()) + 1000
    database.execute("INSERT INTO answers VALUES (1, 5, 1, ?, NULL, 42, 0, ?)", [NOON, far])
    database.execute("INSERT INTO messages VALUES (5, 2, 1)")
    database.execute("INSERT INTO quotes VALUES (1, 0, 7, 0, 10, '[[0, 3]]')")
    database.conn.commit()
    database.close()
    store = AnswerStore.open(tmp_path)
    found = store.of_message(5, 2)
    assert found is not None
    assert (found.question, found.places) == (asking(), (PLACES[0]._replace(also=()),))
    store.forget_chat(5)
    assert store.of_message(5, 2) is None
    assert [row[0] for row in store._db.execute("SELECT count(*) FROM quotes")] == [0]
    store.close()


def test_a_refusal_of_telegrams_is_remembered_for_a_day(store: AnswerStore, clock: SetClock) -> None:
    assert store.quote_refusals.of(7) is None
    store.quote_refusals.note(7, QuoteRefusal.UNREACHABLE)
    store.quote_refusals.note(7, QuoteRefusal.CHANGED)
    assert store.quote_refusals.of(7) is QuoteRefusal.CHANGED
    clock.now += 25 * 3600
    assert store.quote_refusals.of(7) is None
    store.purge()
    clock.now -= 25 * 3600
    assert store.quote_refusals.of(7) is None

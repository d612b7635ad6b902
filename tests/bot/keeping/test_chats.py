"""Storing settings and statistics of chats."""

from __future__ import annotations

import random
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot.errors import ConversationsError
from bot.keeping.chat_settings import Adders, ChatSettings, Mode
from bot.keeping.chats import FILE_NAME, ChatStore
from bot.keeping.feedback import Votes
from bot.keeping.quote_places import QuotePlace
from tests.clocks import NOON, SetClock

CHOSEN = ChatSettings(Mode.OPEN, "de", 3, 60, Adders.NOBODY, True, ("café 規則",))
DAY = 24 * 3600
HERE = QuotePlace(7, 0, 10)


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def store(tmp_path: Path, clock: SetClock) -> Iterator[ChatStore]:
    store = ChatStore.open(tmp_path, clock)
    yield store
    store.close()


def test_what_was_chosen_is_there_after_a_restart(tmp_path: Path) -> None:
    first = ChatStore.open(tmp_path)
    first.settings.set(-5, CHOSEN)
    first.settings.set_topic_mode(-5, 9, Mode.OFF)
    first.mutes.mute(-5, 9, 100.0)
    first.close()
    second = ChatStore.open(tmp_path, lambda: 99.0)
    assert second.settings.of(-5) == CHOSEN
    assert second.settings.of(-6) == ChatSettings()
    assert second.settings.topic_mode(-5, 9) is Mode.OFF
    assert second.mutes.muted(-5, 9)
    second.close()


def test_what_a_message_was_made_is_known_until_it_is_removed(store: ChatStore) -> None:
    store.additions.note(3, 1, [(-5, 10), (-5, 11)])
    store.additions.note(4, 1, [(-5, 20), (-5, 21)])
    store.additions.note(3, 1, [(-5, 10), (-5, 31)])  # added once more
    assert [store.additions.source_of(-5, number) for number in (10, 11, 31, 20, 12)] == [3, 3, 3, 4, None]
    assert store.additions.source_of(-6, 10) is None
    store.additions.forget(3)
    assert [store.additions.source_of(-5, number) for number in (10, 11, 31, 20)] == [None, None, None, 4]
    store.move(-5, -1005)  # where messages have other numbers
    assert (store.additions.source_of(-5, 20), store.additions.source_of(-1005, 20)) == (None, None)


def test_a_topic_goes_with_its_chat_until_it_chooses(store: ChatStore) -> None:
    store.settings.set(-5, CHOSEN)
    assert store.mutes.mode(-5, 9) is Mode.OPEN
    store.settings.set_topic_mode(-5, 9, Mode.ASKED)
    assert (store.mutes.mode(-5, 9), store.mutes.mode(-5, 8), store.mutes.mode(-5, None)) == (
        Mode.ASKED,
        Mode.OPEN,
        Mode.OPEN,
    )
    store.settings.set_topic_mode(-5, 9, None)
    assert store.mutes.mode(-5, 9) is Mode.OPEN
    assert store.settings.has_mode(-5, Mode.OPEN)
    assert not store.settings.has_mode(-5, Mode.OFF)


def test_a_silence_holds_for_its_time_and_place(store: ChatStore, clock: SetClock) -> None:
    store.mutes.mute(-5, 9, until=NOON + 100)
    clock.now = NOON + 99.9
    assert store.mutes.muted(-5, 9)
    assert not store.mutes.muted(-5, None)
    clock.now = NOON + 100
    assert not store.mutes.muted(-5, 9)
    store.mutes.mute(-5, None, until=None)
    clock.now = 1e12
    assert store.mutes.muted(-5, 9)
    assert store.mutes.mode(-5, 8) is Mode.OFF
    store.mutes.unmute(-5, 9)
    clock.now = NOON
    assert not store.mutes.muted(-5, 9)
    assert not store.mutes.muted(-5, None)


def test_a_chat_that_moves_takes_everything_with_it(store: ChatStore, tmp_path: Path) -> None:
    feedback = store.feedback
    store.settings.set(-5, CHOSEN)
    store.settings.set_topic_mode(-5, 9, Mode.OFF)
    store.mutes.mute(-5, None, None)
    store.notes.tell(-5, 1)
    feedback.vote(-5, HERE, 1, helped=True)
    feedback.count(-5, "Why?", answered=False, milliseconds=3)
    for _ in range(2):  # both chats tell of the move
        store.move(-5, -1005)
    store.close()
    again = ChatStore.open(tmp_path)
    feedback = again.feedback
    assert (again.settings.of(-1005), again.settings.of(-5)) == (CHOSEN, ChatSettings())
    assert again.settings.topic_mode(-1005, 9) is Mode.OFF
    assert again.mutes.muted(-1005, None)
    assert again.notes.was_told(-1005, 1)
    assert again.moves.earlier_id(-1005) == -5
    assert feedback.votes(-1005, HERE) == Votes(1, 0)
    assert feedback.statistics(-1005).most_unanswered == [("why?", 1)]
    again.close()


@pytest.mark.attack("has the whole database written anew, by a press of a button")
def test_of_unanswered_questions_nothing_is_left_and_only_their_table_is_written_anew(tmp_path: Path) -> None:
    chance = random.Random(1)  # noqa: S311  # repeatable, not secret
    numbers = iter(chance.sample(range(10_000, 100_000), 6_000))
    asked = {chat_id: {f"q{next(numbers)}z" for _ in range(300)} for chat_id in range(1, 21)}
    clock = SetClock()
    with closing(ChatStore.open(tmp_path, clock)) as store:
        store.feedback.purge(90)
        said: list[str] = []
        store.db.writing.conn.set_trace_callback(said.append)
        for chat_id, words in asked.items():
            store.settings.set(chat_id, CHOSEN)
            for word in words:
                store.feedback.count(chat_id, f"{word} {'x' * chance.randint(1, 180)}", answered=False, milliseconds=1)
        assert _in_files(tmp_path) == set[str]().union(*asked.values())
        for chat_id in chance.sample(sorted(asked), 10):
            store.settings.set(chat_id, replace(CHOSEN, keeps_unanswered=False))
            del asked[chat_id]
        assert _in_files(tmp_path) == set[str]().union(*asked.values())
        assert len(store.feedback.statistics(min(asked), 500).most_unanswered) == 300
        clock.now += 91 * DAY
        store.feedback.purge(90)
        assert _in_files(tmp_path) == set()
        assert not [sql for sql in said if "VACUUM" in sql.upper()]


def _in_files(directory: Path) -> set[str]:
    """The words of the questions above that are in any file."""
    return {word.decode() for file in directory.iterdir() for word in re.findall(rb"q\d{5}z", file.read_bytes())}


def test_a_chat_moves_in_memory_as_on_disk(store: ChatStore) -> None:
    store.settings.set(-5, CHOSEN)
    store.settings.set_topic_mode(-5, 9, Mode.OFF)
    store.mutes.mute(-5, 9, None)
    store.move(-5, -1005)
    assert store.settings.of(-1005) == CHOSEN
    assert store.settings.topic_mode(-1005, 9) is Mode.OFF
    assert store.mutes.muted(-1005, 9)
    assert not store.mutes.muted(-5, 9)


def test_votes_stay_counted_when_their_voters_are_forgotten(store: ChatStore, clock: SetClock) -> None:
    feedback = store.feedback
    feedback.vote(-5, HERE, 1, helped=True)
    feedback.vote(-5, HERE, 2, helped=False)
    clock.now += 89 * DAY
    feedback.purge(90)
    assert store.db.writing.execute("SELECT count(*) FROM votes").fetchone() == (2,)
    clock.now += 2 * DAY
    for _ in range(2):
        feedback.purge(90)
    assert store.db.writing.execute("SELECT count(*) FROM votes").fetchone() == (0,)
    feedback.vote(-5, HERE, 3, helped=True)
    assert feedback.votes(-5, HERE) == Votes(2, 1)
    assert feedback.statistics(-5).votes == Votes(2, 1)
    clock.now += 91 * DAY
    feedback.purge(90)
    assert feedback.votes(-5, HERE) == Votes(2, 1)


def test_refused_questions_are_kept_where_wanted_and_forgotten_in_time(store: ChatStore, clock: SetClock) -> None:
    feedback = store.feedback
    feedback.count(-6, "Why?", answered=False, milliseconds=1)
    store.settings.set(-5, replace(CHOSEN, keeps_unanswered=True))
    for question in ("Why?", "  WHY?\n", "When?", "\u202e?" * 300):
        feedback.count(-5, question, answered=False, milliseconds=2)
    feedback.count(-5, "Who?", answered=True, milliseconds=9.4)
    counted = feedback.statistics(-5)
    assert (counted.asked, counted.answered, counted.unanswered, counted.slowest_ms) == (5, 1, 4, 9.4)
    assert counted.most_unanswered[0] == ("why?", 2)
    assert all(len(question) <= 200 and "\u202e" not in question for question, _ in counted.most_unanswered)
    assert feedback.statistics(-6).most_unanswered == []
    clock.now += 91 * DAY
    feedback.purge(90)
    assert feedback.statistics(-5).most_unanswered == []


def test_no_more_than_so_many_refused_questions_are_kept(store: ChatStore) -> None:
    feedback = store.feedback
    store.settings.set(-5, CHOSEN)
    for _ in range(2):
        feedback.count(-5, "often", answered=False, milliseconds=1)
    for number in range(600):
        feedback.count(-5, f"question {number}", answered=False, milliseconds=1)
    assert store.db.writing.execute("SELECT count(*) FROM refused").fetchone() == (500,)
    assert feedback.statistics(-5).most_unanswered[0] == ("often", 2)


def test_a_file_that_is_no_database_is_a_clear_message(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"nonsense" * 1000)
    with pytest.raises(ConversationsError, match="restore a copy, or move it away"):
        ChatStore.open(tmp_path)


def test_a_file_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    ChatStore.open(tmp_path).close()
    with sqlite3.connect(tmp_path / FILE_NAME) as connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES (?, 'later', 'now')",
            ["verbatim.chats"],
        )
    connection.close()
    with pytest.raises(ConversationsError, match="newer version"):
        ChatStore.open(tmp_path)

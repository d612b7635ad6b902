"""Which updates are handled."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from typing import Any

import pytest
from telegram import CallbackQuery, Chat, Message, MessageEntity, Update, User

from bot.door.arrivals import Arrivals
from bot.door.fingerprints import Fingerprints

ME = User(99, "Verbatim", True, username="verbatim_bot")
ALICE, BOB, ROBOT = User(1, "Alice", False), User(2, "Bob", False), User(3, "Robot", True)
GROUP = Chat(-100, Chat.SUPERGROUP)
ASK = (MessageEntity(MessageEntity.BOT_COMMAND, 0, 4),)
NUMBERS = count(1)


class Clock:
    def __init__(self) -> None:
        self.now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def fingerprints() -> Fingerprints:
    return Fingerprints()


@pytest.fixture
def arrivals(clock: Clock, fingerprints: Fingerprints) -> Arrivals:
    return Arrivals(fingerprints, lambda: ME, max_age=600, clock=clock)


def said(
    clock: Clock, text: str | None = "Who warned?", sender: User = ALICE, chat: Chat | None = None, **fields: Any
) -> Update:
    chat = chat or Chat(sender.id, Chat.PRIVATE)
    date = datetime.fromtimestamp(clock.now - fields.pop("ago", 0), UTC)
    edited = fields.pop("edited", False)
    message = Message(fields.pop("number", next(NUMBERS)), date, chat, from_user=sender, text=text, **fields)
    update_id = next(NUMBERS)
    return Update(update_id, edited_message=message) if edited else Update(update_id, message=message)


def pressed(clock: Clock, sender: User = ALICE) -> Update:
    message = said(clock, chat=Chat(sender.id, Chat.PRIVATE)).message
    return Update(next(NUMBERS), callback_query=CallbackQuery("1", sender, "x", message=message, data="1:q:0"))


def test_the_same_update_is_admitted_once(arrivals: Arrivals, clock: Clock) -> None:
    update = said(clock)
    assert arrivals.admits(update)
    assert not arrivals.admits(update)


def test_other_bots_are_not_admitted(arrivals: Arrivals, clock: Clock) -> None:
    assert not arrivals.admits(said(clock, "/help", ROBOT, GROUP))
    assert arrivals.admits(said(clock, None, ROBOT, GROUP, new_chat_title="Harbour"))


def test_old_messages_are_not_admitted_but_old_news_of_a_chat_are(arrivals: Arrivals, clock: Clock) -> None:
    assert arrivals.admits(said(clock, ago=599))
    assert not arrivals.admits(said(clock, ago=601))
    assert arrivals.admits(said(clock, None, ALICE, GROUP, ago=9000, migrate_to_chat_id=-1001))
    fresh = datetime.fromtimestamp(clock.now - 5, UTC)
    assert arrivals.admits(said(clock, ago=9000, edited=True, edit_date=fresh))


def test_too_much_is_noticed_once_and_again_after_a_while(arrivals: Arrivals, clock: Clock) -> None:
    first = [said(clock) for _ in range(13)]
    assert [arrivals.admits(update) for update in first] == [True] * 11 + [False] * 2
    assert [arrivals.wants_notice(update) for update in first] == [False] * 10 + [True] + [False] * 2
    assert not arrivals.wants_notice(first[10])
    clock.now += 3
    assert [arrivals.admits(said(clock)) for _ in range(3)] == [True, False, False]
    clock.now += 60
    again = [said(clock) for _ in range(11)]
    assert all(arrivals.admits(update) for update in again)
    assert arrivals.wants_notice(again[-1])


def test_whoever_asks_at_a_steady_pace_is_never_stopped(arrivals: Arrivals, clock: Clock) -> None:
    for _ in range(100):
        clock.now += 3
        assert arrivals.admits(update := said(clock))
        assert not arrivals.wants_notice(update)


def test_a_person_pays_in_every_chat_and_nobody_for_another(arrivals: Arrivals, clock: Clock) -> None:
    for _ in range(10):
        assert arrivals.admits(said(clock, "/ask Who?", ALICE, GROUP, entities=ASK))
    update = said(clock)
    assert arrivals.admits(update)
    assert arrivals.wants_notice(update)
    assert arrivals.admits(update := said(clock, "/ask Who?", BOB, GROUP, entities=ASK))
    assert not arrivals.wants_notice(update)


def test_talk_among_people_service_messages_and_touches_cost_nothing(
    arrivals: Arrivals, clock: Clock, fingerprints: Fingerprints
) -> None:
    fingerprints.is_new(1, 7, "Who warned?")
    now = datetime.fromtimestamp(clock.now, UTC)
    for _ in range(50):
        for update in (
            said(clock, "Lovely weather.", chat=GROUP),
            said(clock, None, new_chat_title="Harbour"),
            said(clock, number=7, edited=True, edit_date=now),
        ):
            assert arrivals.admits(update)
            assert not arrivals.wants_notice(update)


def test_a_press_costs_half(arrivals: Arrivals, clock: Clock) -> None:
    presses = [pressed(clock) for _ in range(22)]
    assert [arrivals.admits(press) for press in presses] == [True] * 21 + [False]
    assert arrivals.wants_notice(presses[20])


def test_without_limits_everything_new_is_admitted(clock: Clock, fingerprints: Fingerprints) -> None:
    arrivals = Arrivals(fingerprints, lambda: ME, max_age=600, limits=False, clock=clock)
    assert all(arrivals.admits(said(clock)) for _ in range(100))

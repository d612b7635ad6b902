"""Which updates are handled."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from telegram import CallbackQuery, Chat, InlineQuery, Message, MessageEntity, Update, User

from bot.config import Settings
from bot.door.admission import Admission
from bot.door.arrivals import Arrivals
from bot.door.fingerprints import Fingerprints
from bot.keeping.chats import ChatStore
from bot.keeping.notes import MOST_TOLD
from bot.saying import unanswered_buttons

ME = User(99, "Verbatim", True, username="verbatim_bot")
ALICE, BOB, ROBOT = User(1, "Alice", False), User(2, "Bob", False), User(3, "Robot", True)
GROUP = Chat(-100, Chat.SUPERGROUP)
ASK = (MessageEntity(MessageEntity.BOT_COMMAND, 0, 4),)
NUMBERS = count(1)
Names = tuple[int | str, ...]


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
def chats(tmp_path: Path) -> Iterator[ChatStore]:
    store = ChatStore.open(tmp_path)
    yield store
    store.close()


@pytest.fixture
def build(clock: Clock, fingerprints: Fingerprints, chats: ChatStore) -> Callable[..., Arrivals]:
    def arrivals(limits: bool = True, allow: Names = (), block: Names = ()) -> Arrivals:
        admission = Admission.of(Settings(allow=allow, block=block))
        return Arrivals(admission, chats, fingerprints, lambda: ME, max_age=600, limits=limits, clock=clock)

    return arrivals


@pytest.fixture
def arrivals(build: Callable[..., Arrivals]) -> Arrivals:
    return build()


def said(
    clock: Clock, text: str | None = "Who warned?", sender: User = ALICE, chat: Chat | None = None, **fields: Any
) -> Update:
    chat = chat or Chat(sender.id, Chat.PRIVATE)
    date = datetime.fromtimestamp(clock.now - fields.pop("ago", 0), UTC)
    edited = fields.pop("edited", False)
    message = Message(fields.pop("number", next(NUMBERS)), date, chat, from_user=sender, text=text, **fields)
    update_id = next(NUMBERS)
    return Update(update_id, edited_message=message) if edited else Update(update_id, message=message)


def pressed(clock: Clock, sender: User = ALICE, data: str = "1:q:0") -> Update:
    message = said(clock, chat=Chat(sender.id, Chat.PRIVATE)).message
    return Update(next(NUMBERS), callback_query=CallbackQuery("1", sender, "x", message=message, data=data))


def typed(sender: User = ALICE) -> Update:
    return Update(next(NUMBERS), inline_query=InlineQuery("1", sender, "who", ""))


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
    arrivals.said(first[10])
    assert not arrivals.wants_notice(first[10])
    for update in first:
        arrivals.finished(update)
    clock.now += 3
    assert answered(arrivals, said(clock))
    assert [arrivals.admits(said(clock)) for _ in range(2)] == [False, False]
    clock.now += 60
    again = [said(clock) for _ in range(11)]
    assert all(arrivals.admits(update) for update in again)
    assert arrivals.wants_notice(again[-1])


def test_whoever_asks_at_a_steady_pace_is_never_stopped(arrivals: Arrivals, clock: Clock) -> None:
    for _ in range(100):
        clock.now += 3
        assert answered(arrivals, said(clock))


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


def test_a_press_that_looks_a_question_up_costs_as_much_as_one(arrivals: Arrivals, clock: Clock) -> None:
    presses = [pressed(clock, data=unanswered_buttons.CLOSEST) for _ in range(12)]
    assert [arrivals.admits(press) for press in presses] == [True] * 11 + [False]
    assert arrivals.wants_notice(presses[10])


def test_without_limits_everything_new_is_admitted(clock: Clock, build: Callable[..., Arrivals]) -> None:
    arrivals = build(limits=False)
    assert all(arrivals.admits(said(clock)) for _ in range(100))


def asked(clock: Clock, number: int, chat: Chat = GROUP) -> Update:
    """Person `number` asks something in a group."""
    return said(clock, "/ask Who?", User(1000 + number, "Somebody", False), chat, entities=ASK)


def answered(arrivals: Arrivals, update: Update) -> bool:
    """Whether an update is handled, and not only by a notice; at once, as are notices."""
    if not arrivals.admits(update):
        return False
    notice = arrivals.wants_notice(update) or arrivals.refuses(update)
    arrivals.said(update)
    arrivals.finished(update)
    return not notice


@pytest.mark.attack("accounts ask faster than Telegram takes the answers")
def test_nobody_has_more_updates_waiting_than_they_may_send_at_once(arrivals: Arrivals, clock: Clock) -> None:
    waiting = []
    for _ in range(600):
        clock.now += 1
        update = said(clock)
        if arrivals.admits(update):
            waiting.append(update)
            arrivals.said(update)  # the notice, if it is one
    assert len(waiting) <= 12
    for update in waiting:
        arrivals.finished(update)
    clock.now += 60
    assert answered(arrivals, said(clock))
    asked_inline = [typed() for _ in range(600)]
    assert sum(arrivals.admits(update) for update in asked_inline) == 40
    clock.now += 300
    assert not arrivals.admits(typed())
    arrivals.finished(asked_inline[0])
    clock.now += 1
    assert arrivals.admits(typed())


@pytest.mark.attack("members flood a group for minutes")
@pytest.mark.parametrize(("flooding", "every"), [(1, 20), (2, 30), (10, 120)])
def test_members_who_flood_a_group_for_minutes_take_nothing_from_another(
    arrivals: Arrivals, clock: Clock, flooding: int, every: int
) -> None:
    lost, taken = 0, 0
    for second in range(600):
        clock.now += 1
        taken += sum(answered(arrivals, asked(clock, number)) for number in range(1, 1 + flooding))
        if second % every == 0:
            lost += not answered(arrivals, asked(clock, 0))
    assert lost == 0
    assert taken > 100  # what is left is theirs: the group's answers are not wasted


@pytest.mark.attack("accounts over their own limit flood a group with notices")
def test_accounts_over_their_own_limit_take_nothing_from_a_group(arrivals: Arrivals, clock: Clock) -> None:
    crowd = [User(1000 + number, "Somebody", False) for number in range(1, 101)]
    for person in crowd:
        while arrivals.admits(said(clock, sender=person)) and arrivals.affords_unaddressed(said(clock, sender=person)):
            pass
    updates = [asked(clock, number) for number in range(1, 101) for _ in range(2)]
    notices = [update for update in updates if arrivals.admits(update)]
    assert len(notices) <= 16
    clock.now += 20
    assert answered(arrivals, asked(clock, 0))


@pytest.mark.attack("an anonymous admin floods a group for minutes")
def test_anonymous_admins_are_one_person(arrivals: Arrivals, clock: Clock) -> None:
    placeholder = User(1087968824, "Group", True, username="GroupAnonymousBot")
    for _ in range(100):
        clock.now += 1
        answered(arrivals, said(clock, "/ask Who?", placeholder, GROUP, entities=ASK, sender_chat=GROUP))
    assert answered(arrivals, asked(clock, 0))


@pytest.mark.attack("blocked accounts flood a group")
def test_whoever_is_blocked_is_charged_to_nobody(build: Callable[..., Arrivals], clock: Clock) -> None:
    arrivals = build(block=(1001, "@mallory"))
    mallory = User(1002, "Mallory", False, username="Mallory")
    for _ in range(100):
        assert not answered(arrivals, asked(clock, 1))
        assert not answered(arrivals, said(clock, "/ask Who?", mallory, GROUP, entities=ASK))
    assert [answered(arrivals, asked(clock, number)) for number in range(2000, 2015)] == [True] * 15


def test_a_private_chat_is_blocked_by_its_id_also_where_an_update_names_no_sender(
    build: Callable[..., Arrivals], clock: Clock
) -> None:
    arrivals = build(block=(ALICE.id,))
    date = datetime.fromtimestamp(clock.now, UTC)
    message = Message(1, date, Chat(ALICE.id, Chat.PRIVATE), text="Who warned?")
    assert not answered(arrivals, Update(next(NUMBERS), message=message))


def test_a_refusal_counts_as_said_only_when_it_was_said(build: Callable[..., Arrivals], clock: Clock) -> None:
    arrivals = build(block=(ALICE.id,))
    first, second, third = (said(clock) for _ in range(3))
    assert arrivals.admits(first)
    assert arrivals.refuses(first)
    assert not arrivals.admits(said(clock))  # the first is on its way
    arrivals.finished(first)
    assert arrivals.admits(second)
    arrivals.said(second)
    arrivals.finished(second)
    assert not arrivals.admits(third)


def test_a_request_for_patience_counts_as_said_only_when_it_was_said(arrivals: Arrivals, clock: Clock) -> None:
    flood = [update for update in (said(clock) for _ in range(13)) if arrivals.admits(update)]
    assert arrivals.wants_notice(flood[-1])
    arrivals.finished(flood[-1])
    again = said(clock)
    assert arrivals.admits(again)
    assert arrivals.wants_notice(again)


@pytest.mark.attack("an army of strangers is told that the bot is not for them")
def test_an_army_of_strangers_is_told_no_faster_than_others_are_answered(
    build: Callable[..., Arrivals], clock: Clock, chats: ChatStore
) -> None:
    arrivals = build(allow=(BOB.id,))
    told = 0
    for number in range(3000):
        clock.now += 0.01
        stranger = said(clock, sender=User(5000 + number, "Stranger", False))
        told += arrivals.admits(stranger)
        arrivals.said(stranger)
    assert told <= 10 + 30 * 0.5
    assert answered(arrivals, said(clock, sender=BOB))


@pytest.mark.attack("an army of strangers fills the file of chats")
def test_those_who_were_told_are_remembered_in_bounded_number(chats: ChatStore) -> None:
    with chats.db.writing.conn:
        rows = ((number, number, float(number)) for number in range(MOST_TOLD))
        chats.db.writing.conn.executemany("INSERT INTO told VALUES (?, ?, ?)", rows)
    chats.notes.tell(-1, -1)
    assert chats.db.writing["told"].count == MOST_TOLD // 2 + 1
    assert chats.notes.was_told(-1, -1)
    assert chats.notes.was_told(MOST_TOLD - 1, MOST_TOLD - 1)
    assert not chats.notes.was_told(0, 0)


def test_nothing_is_kept_of_notices_that_were_not_said(build: Callable[..., Arrivals], clock: Clock) -> None:
    arrivals = build(block=(ALICE.id,))
    for _ in range(100):
        update = said(clock)
        arrivals.admits(update)
        arrivals.finished(update)
    assert not arrivals._notices
    assert not arrivals._refusals._planned

"""Unusual senders and updates get a defined answer, or none."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from index import Library
from tests.bot_api import BotApiServer, Group, PrivateChat, User
from tests.e2e import corpus
from tests.e2e.bots import Bot

QUESTION = "Who opened the new bridge?"
QUOTE = ["Mayor Jones opened the new bridge on Monday."]
FREE = ["Cyclists cross the bridge for free."]


@pytest.mark.usefixtures("bot")
def test_anonymous_admins_and_channels_go_on_asking(server: BotApiServer, group: Group, alice: User) -> None:
    channel = server.channel("News", owner=alice)
    for say in (group.say_anonymously, lambda text, **fields: group.say_as(channel, text, **fields)):
        answer = group.wait_for_reply(say(f"/ask {QUESTION}"))
        assert answer.blockquotes == QUOTE
        follow = say("Do cyclists cross for free?", reply_to=answer)
        assert group.wait_for_reply(follow).blockquotes == FREE


@pytest.mark.attack("two bots answer each other without end")
@pytest.mark.usefixtures("bot")
def test_other_bots_are_never_answered(
    server: BotApiServer, group: Group, chat: PrivateChat, alice: User, bob: User
) -> None:
    server.set_privacy(False)
    other = server.other_bot("Other", "other_bot")
    group.join(other)
    answer = group.ask(bob, f"/ask {QUESTION}")
    group.say(other, f"/ask {QUESTION}", deliver=True)
    group.say(other, "/help", deliver=True)
    group.say(other, "/sources@verbatim_bot", deliver=True)
    group.say(other, QUESTION, reply_to=answer, deliver=True)
    group.say(other, f"@verbatim_bot {QUESTION}", deliver=True)
    server.private_chat(other).say(other, QUESTION, deliver=True)
    assert chat.ask(alice, QUESTION).blockquotes == QUOTE
    group.ask(bob, "/ask What is the capital of France?")
    assert len(group.answers) == 2
    assert server.private_chat(other).answers == []


@pytest.mark.usefixtures("bot")
def test_under_the_posts_of_a_linked_channel_people_can_ask(server: BotApiServer, group: Group, bob: User) -> None:
    channel = server.channel("News", owner=group.owner)
    channel.link(group)
    channel.post(QUESTION)
    channel.post(f"/ask {QUESTION}")
    channel.post("/help")
    post = next(message for message in group.messages if message.text == QUESTION)
    asked = group.say(bob, "/ask", reply_to=post)
    answer = group.wait_for_reply(asked)
    assert answer.blockquotes == QUOTE
    follow = group.say(bob, "Do cyclists cross for free?", reply_to=answer)
    assert group.wait_for_reply(follow).blockquotes == FREE
    assert len(group.answers) == 2
    assert channel.answers == []


@pytest.mark.usefixtures("bot")
def test_a_group_that_moves_keeps_what_it_asks_and_answers_on(
    server: BotApiServer, alice: User, bob: User, data: Path, tmp_path: Path
) -> None:
    (tmp_path / "secret.txt").write_text(corpus.SECRET["text"])
    small = server.group("Small", members=[alice, bob], basic=True)
    with Library.open(data) as library:
        library.add(str(tmp_path / "secret.txt"), collection="vault")
        library.set_collections_of(small.id, ["vault"])
    secret = "What is the password of the vault?"  # noqa: S105  # a question
    answer = small.ask(bob, f"/ask {secret}")
    assert answer.blockquotes == [corpus.SECRET["text"]]
    large = small.migrate()
    follow = large.ask(bob, f"/ask {secret}")
    assert follow.blockquotes == [corpus.SECRET["text"]]
    follow.press(bob, "Context")
    follow.wait_for_edit(1)
    answer.press(bob, "Context")  # a button of before: whatever happens, the next question works
    assert large.ask(bob, f"/ask {secret}").blockquotes == [corpus.SECRET["text"]]
    with Library.open(data) as library:
        assert small.id not in library.chats()


@pytest.mark.usefixtures("bot")
def test_a_question_that_meets_the_migration_is_no_trouble(server: BotApiServer, alice: User, bob: User) -> None:
    small = server.group("Small", members=[alice, bob], basic=True)
    server.fail("sendMessage", status=502)
    small.say(bob, f"/ask {QUESTION}")
    server.wait_for_call("sendMessage")
    large = small.migrate()
    assert large.ask(bob, f"/ask {QUESTION}").blockquotes == QUOTE


@pytest.mark.usefixtures("bot")
def test_commands_for_others_and_forwarded_commands(
    server: BotApiServer, group: Group, chat: PrivateChat, alice: User, bob: User
) -> None:
    server.set_privacy(False)
    group.say(bob, f"/ask@other_bot {QUESTION}")
    group.say(bob, "/help@other_bot")
    for command in (f"/ask {QUESTION}", "/help", "/sources@verbatim_bot"):
        group.forward(alice, group.say(bob, command, deliver=False))
    group.ask(bob, "/ask What is the capital of France?")
    assert len(group.answers) == 1
    # In private, whatever somebody sends is meant for the bot: it is looked up, and no command is obeyed.
    forwarded = chat.forward(alice, group.say(bob, f"/ask {QUESTION}", deliver=False))
    assert chat.wait_for_reply(forwarded).blockquotes == QUOTE
    forwarded = chat.forward(alice, group.say(bob, "/help", deliver=False))
    assert chat.wait_for_reply(forwarded).text == "No stored sentence answers this."
    assert chat.ask(alice, "/help@other_bot").text == "No stored sentence answers this."


NONSENSE = [
    [{"type": "bot_command", "offset": 0, "length": 4000}],
    [{"type": "bot_command", "offset": 0, "length": 0}],
    [{"type": "mention", "offset": 900, "length": 13}],
    [{"type": "mention", "offset": 25, "length": 900}, {"type": "mention", "offset": 1, "length": 1}],
    [{"type": "bold", "offset": 3, "length": 7}, {"type": "bold", "offset": 5, "length": 900}],
    [{"type": "something_new", "offset": 0, "length": 5}],
    [{"type": "text_mention", "offset": 0, "length": 5, "user": {"id": 1, "is_bot": False, "first_name": "A"}}],
]


@pytest.mark.attack("an update of an odd shape")
@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("entities", NONSENSE)
def test_entities_that_do_not_fit_their_text(
    server: BotApiServer, group: Group, chat: PrivateChat, alice: User, bob: User, entities: list[dict[str, object]]
) -> None:
    server.set_privacy(False)
    chat.wait_for_reply(chat.say(alice, f"🦉 {QUESTION} 🦉 What does the bridge cost a day?", entities=entities))
    group.say(bob, f"🦉 {QUESTION}", entities=entities)
    group.say(bob, f"/ask {QUESTION}", entities=entities)
    assert group.ask(alice, f"/ask {QUESTION}").blockquotes == QUOTE


@pytest.mark.usefixtures("bot")
def test_a_person_who_blocks_the_bot_and_comes_back(
    server: BotApiServer, chat: PrivateChat, alice: User, group: Group, bob: User
) -> None:
    chat.say(alice, QUESTION)
    chat.block()
    assert group.ask(bob, f"/ask {QUESTION}").blockquotes == QUOTE
    # Not the next message: that may still be the answer to the first question.
    another = chat.say(alice, "What is the capital of France?")
    assert chat.wait_for_reply(another).text == "No stored sentence answers this."


@pytest.mark.usefixtures("bot")
def test_a_group_that_removes_the_bot_and_takes_it_back(
    server: BotApiServer, chat: PrivateChat, alice: User, group: Group, bob: User
) -> None:
    group.say(bob, f"/ask {QUESTION}")
    group.kick(server.bot)
    assert chat.ask(alice, QUESTION).blockquotes == QUOTE
    group.join(server.bot)
    assert group.ask(bob, f"/ask {QUESTION}").blockquotes == QUOTE


@pytest.mark.usefixtures("bot")
def test_a_group_where_the_bot_may_not_write(
    server: BotApiServer, chat: PrivateChat, alice: User, group: Group, bob: User
) -> None:
    group.mute_bot()
    group.say(bob, f"/ask {QUESTION}", deliver=True)
    assert chat.ask(alice, QUESTION).blockquotes == QUOTE
    assert group.answers == []


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("words", ["/help", "/ask Who opened the new bridge?", "Who opened the new bridge?"])
def test_an_update_that_comes_twice_is_answered_once(
    server: BotApiServer, chat: PrivateChat, alice: User, words: str
) -> None:
    chat.ask(alice, words)
    server.deliver_again()
    server.deliver_again()
    chat.ask(alice, "What is the capital of France?")
    assert len(chat.answers) == 2


@pytest.mark.usefixtures("bot")
def test_service_messages_and_reactions_trip_nothing(
    server: BotApiServer, group: Group, chat: PrivateChat, alice: User, bob: User
) -> None:
    question = group.say(bob, f"/ask {QUESTION}")
    answer = group.wait_for_reply(question)
    group.promote(server.bot)
    for _ in range(30):
        group.react(alice, question)
        group.react(alice, answer)
    group.service(alice, new_chat_title="Harbour 2")
    group.service(alice, pinned_message={"message_id": 1, "date": 0, "chat": {"id": group.id, "type": "supergroup"}})
    group.service(alice, video_chat_started={})
    group.service(alice, delete_chat_photo=True)
    asked = chat.say(alice, QUESTION)
    chat.service(alice, message_auto_delete_timer_changed={"message_auto_delete_time": 86400})
    assert group.ask(bob, "/ask What is the capital of France?").text == "No stored sentence answers this."
    assert len(group.answers) == 2
    chat.wait_for_reply(asked)
    assert len(chat.answers) == 1


def test_after_downtime_only_what_is_fresh_is_answered(
    launch: Callable[..., Bot], server: BotApiServer, chat: PrivateChat, group: Group, alice: User, bob: User
) -> None:
    for hours in range(1, 20):
        chat.say(alice, QUESTION, ago=hours * 3600)
        group.say(bob, f"/ask {QUESTION}", ago=hours * 3600)
    fresh = chat.say(alice, QUESTION, ago=300)
    bot = launch()
    assert chat.wait_for_reply(fresh).blockquotes == QUOTE
    group.ask(bob, "/ask What is the capital of France?")
    assert (len(chat.answers), len(group.answers)) == (1, 1)
    assert bot.log.count("not answered") == 1


def test_how_old_is_too_old_can_be_set(launch: Callable[..., Bot], chat: PrivateChat, alice: User) -> None:
    launch(max_age=100_000)
    assert chat.wait_for_reply(chat.say(alice, QUESTION, ago=50_000)).blockquotes == QUOTE


def test_a_migration_during_downtime_is_not_too_old(
    launch: Callable[..., Bot], server: BotApiServer, alice: User, bob: User, data: Path
) -> None:
    small = server.group("Small", members=[alice, bob], basic=True)
    with Library.open(data) as library:
        library.set_collections_of(small.id, ["vault"])
    large = small.migrate()
    for entry in server.queue.waiting:
        entry.update["message"]["date"] = int(time.time()) - 90_000
    bot = launch()
    assert large.ask(bob, f"/ask {QUESTION}").text == "No stored sentence answers this."
    bot.wait_for_line("the library knows it by this number now")
    with Library.open(data) as library:
        assert library.collections_of(large.id) == ("vault",)

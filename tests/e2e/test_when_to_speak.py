"""When the bot answers (asked, open, off, muted), and whom."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.hearing import overheard
from bot.keeping.chat_settings import ChatSettings, Mode
from bot.keeping.chats import ChatStore
from index import Library, Span
from index.words.sentences import sentence_spans
from tests.bot_api import BotApiServer, Group, PrivateChat, User
from tests.e2e import corpus
from tests.e2e.bots import Bot

Launch = Callable[..., Bot]

QUESTION = "Who opened the new bridge?"
QUOTE = ["Mayor Jones opened the new bridge on Monday."]
BRIDGE_IN_THAI = "นายกเทศมนตรีเปิดสะพานใหม่ "
REFUSAL = "I am sorry: I only answer people and chats chosen by whoever runs me."


@pytest.fixture
def choose(data: Path) -> Callable[..., None]:
    """Choose a mode for a group, or for a topic of it, before the bot starts."""

    def mode(group: Group, mode: Mode, thread_id: int | None = None) -> None:
        store = ChatStore.open(data)
        if thread_id is None:
            store.settings.set(group.id, ChatSettings(mode=mode))
        else:
            store.settings.set_topic_mode(group.id, thread_id, mode)
        store.close()

    return mode


def test_open_mode_answers_a_question_to_nobody(
    server: BotApiServer, launch: Launch, choose: Callable[..., None], group: Group, bob: User
) -> None:
    server.set_privacy(False)
    choose(group, Mode.OPEN)
    launch()
    assert group.wait_for_reply(group.say(bob, QUESTION)).blockquotes == QUOTE
    assert group.wait_for_reply(group.say(bob, "who opened the new bridge")).blockquotes == QUOTE
    greeting = group.say(bob, "Good morning, all. Who opened the new bridge? I was asleep.")
    assert group.wait_for_reply(greeting).blockquotes == QUOTE


@pytest.mark.attack("long messages in Thai to nobody, which cost their sender nothing")
def test_messages_to_nobody_are_read_in_a_thread_of_the_library(
    server: BotApiServer,
    launch: Launch,
    choose: Callable[..., None],
    group: Group,
    bob: User,
    data: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    server.set_privacy(False)
    choose(group, Mode.OPEN)
    corpus.store(data, "thai.jsonl", *({"text": BRIDGE_IN_THAI, "lang": "th"} for _ in range(20)))
    read: list[tuple[str, str]] = []

    def split(text: str, lang: str) -> list[Span]:
        read.append((lang, threading.current_thread().name.rpartition("_")[0]))
        return sentence_spans(text, lang)

    monkeypatch.setattr(overheard, "sentence_spans", split)
    launch()
    group.say(bob, BRIDGE_IN_THAI * 50)
    asked = group.say(bob, f"{BRIDGE_IN_THAI * 20} {QUESTION}")
    assert group.wait_for_reply(asked).blockquotes == QUOTE
    assert read == [("th", "library")]


@pytest.mark.parametrize(
    "words",
    [
        "What is the capital of France?",  # nothing answers
        "Who opened the new tunnel of Paris yesterday?",  # half of it is not there
        "Bridge?",  # one word is a chance hit
        "Mayor Jones opened the new bridge.",  # no question
        "I know who opened the new bridge",
        "?!",
        "https://example.org/?opened=bridge",
        "/ban who opened the new bridge?",
        "@bobby_tables who opened the new bridge?",
    ],
)
def test_open_mode_is_silent_where_it_is_not_sure_or_not_a_question(
    server: BotApiServer, launch: Launch, choose: Callable[..., None], group: Group, bob: User, words: str
) -> None:
    server.set_privacy(False)
    choose(group, Mode.OPEN)
    launch()
    group.say(bob, words)
    assert group.ask(bob, "/ask What is the capital of France?").text == "No stored sentence answers this."
    assert len(group.answers) == 1


def test_open_mode_leaves_conversations_between_people_alone(
    server: BotApiServer, launch: Launch, choose: Callable[..., None], group: Group, alice: User, bob: User
) -> None:
    server.set_privacy(False)
    choose(group, Mode.OPEN)
    launch()
    other = server.other_bot("Other", "other_bot")
    group.join(other)
    hello = group.say(alice, "I am back.")
    group.say(bob, QUESTION, reply_to=hello)
    group.forward(bob, group.say(alice, QUESTION, deliver=False))
    group.say(other, QUESTION, deliver=True)
    group.ask(bob, "/ask What is the capital of France?")
    assert len(group.answers) == 1


def test_open_mode_answers_comments_under_a_channels_posts(
    server: BotApiServer, launch: Launch, choose: Callable[..., None], group: Group, alice: User, bob: User
) -> None:
    server.set_privacy(False)
    channel = server.channel("News", owner=alice)
    channel.link(group)
    choose(group, Mode.OPEN)
    launch()
    channel.post(QUESTION)
    post = next(message for message in group.messages if message.text == QUESTION)
    assert group.wait_for_reply(group.say(bob, QUESTION, reply_to=post)).blockquotes == QUOTE
    assert len(group.answers) == 1


def test_an_open_answer_follows_the_edits_of_its_question_and_goes_with_it(
    server: BotApiServer, launch: Launch, choose: Callable[..., None], group: Group, bob: User
) -> None:
    server.set_privacy(False)
    choose(group, Mode.OPEN)
    launch()
    question = group.say(bob, QUESTION)
    answer = group.wait_for_reply(question)
    group.edit(question, "Do cyclists cross the bridge for free?")
    answer.wait_for_edit(1)
    assert answer.blockquotes == ["Cyclists cross the bridge for free."]
    group.edit(question, "Never mind.")
    answer.wait_until_deleted()
    group.edit(question, QUESTION)
    assert group.wait_for(lambda message: message.reply_to == question).blockquotes == QUOTE


def test_the_default_is_to_wait_until_asked(server: BotApiServer, bot: Bot, group: Group, bob: User) -> None:
    server.set_privacy(False)
    group.say(bob, QUESTION)
    assert group.ask(bob, f"/ask {QUESTION}").blockquotes == QUOTE
    assert len(group.answers) == 1


def test_a_topic_that_is_off_is_ignored_and_the_others_are_not(
    server: BotApiServer, launch: Launch, choose: Callable[..., None], alice: User, bob: User
) -> None:
    server.set_privacy(False)
    forum = server.group("Forum", members=[alice, bob], forum=True)
    quiet, lively = forum.topic("Quiet"), forum.topic("Lively")
    choose(forum, Mode.OFF, quiet.thread_id)
    choose(forum, Mode.OPEN, lively.thread_id)
    launch()
    for words in (f"/ask {QUESTION}", f"@verbatim_bot {QUESTION}", QUESTION, "/help", "/sources", "/mute 2h"):
        quiet.say(bob, words)
    assert lively.wait_for_reply(lively.say(bob, QUESTION)).blockquotes == QUOTE
    assert forum.ask(bob, f"/ask {QUESTION}").blockquotes == QUOTE
    assert quiet.answers == []
    assert "in this topic" in quiet.ask(alice, "/settings").text


def test_mute_and_unmute(group: Group, bot: Bot, alice: User, bob: User) -> None:
    told = group.ask(alice, "/mute 2h")
    assert told.text == "I am silent for 2 hours. /unmute ends it earlier."
    group.say(bob, f"/ask {QUESTION}")
    group.say(bob, QUESTION, reply_to=told)
    group.say(bob, "/unmute")  # he is no admin
    assert group.ask(alice, "/unmute").text == "I answer again."
    assert group.ask(bob, f"/ask {QUESTION}").blockquotes == QUOTE
    assert len(group.answers) == 3


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("/mute", "I am silent until an admin sends /unmute."),
        ("/mute 30m", "I am silent for 30 minutes. /unmute ends it earlier."),
        ("/mute 1d", "I am silent for one day. /unmute ends it earlier."),
        ("/mute@verbatim_bot 1 week", "I am silent for one week. /unmute ends it earlier."),
        ("/mute for ever", "Write /mute and a time:"),
        ("/mute 0h", "Write /mute and a time:"),
        ("/mute 99999999999999999999d", "Write /mute and a time:"),
        ("/mute ٣h", "Write /mute and a time:"),
    ],
)
def test_how_long_a_silence_lasts(group: Group, bot: Bot, alice: User, command: str, said: str) -> None:
    assert group.ask(alice, command).text.startswith(said)


def test_a_silence_ends_by_itself_and_outlives_a_restart(
    launch: Launch, group: Group, data: Path, alice: User, bob: User
) -> None:
    first = launch()
    group.ask(alice, "/mute 2h")
    first.stop()
    second = launch()
    group.say(bob, f"/ask {QUESTION}")
    second.server.wait_until_taken()
    second.stop()
    assert len(group.answers) == 1
    store = ChatStore.open(data)
    store.mutes.mute(group.id, None, 1.0)  # as if the two hours were over
    store.close()
    launch()
    assert group.ask(bob, f"/ask {QUESTION}").blockquotes == QUOTE


def test_anonymous_admins_may_silence_it_and_channels_may_not(
    server: BotApiServer, bot: Bot, group: Group, alice: User
) -> None:
    channel = server.channel("News", owner=alice)
    group.say_as(channel, "/mute 2h")
    assert group.ask(alice, f"/ask {QUESTION}").blockquotes == QUOTE
    told = group.wait_for_reply(group.say_anonymously("/mute 2h"))
    assert told.text.startswith("I am silent for 2 hours.")


def test_a_topic_is_silenced_alone(server: BotApiServer, bot: Bot, alice: User, bob: User) -> None:
    forum = server.group("Forum", members=[alice, bob], forum=True)
    one, other = forum.topic("One"), forum.topic("Other")
    assert one.ask(alice, "/mute 1h").text.startswith("I am silent for one hour.")
    one.say(bob, f"/ask {QUESTION}")
    assert other.ask(bob, f"/ask {QUESTION}").blockquotes == QUOTE
    assert len(one.answers) == 1


def test_the_others_are_told_once_that_it_is_not_for_them(
    server: BotApiServer, launch: Launch, chat: PrivateChat, group: Group, alice: User, bob: User
) -> None:
    launch(allow=(bob.id, -100777))
    stranger = group.ask(alice, f"/ask {QUESTION}")
    assert stranger.text == REFUSAL
    group.say(alice, f"/ask {QUESTION}")
    assert chat.ask(alice, QUESTION).text == REFUSAL
    chat.say(alice, QUESTION)
    chat.say(alice, "/start")
    # Bob is on the list, and may ask wherever he is.
    assert group.ask(bob, f"/ask {QUESTION}").blockquotes == QUOTE
    assert server.private_chat(bob).ask(bob, QUESTION).blockquotes == QUOTE
    assert len(group.answers) == 2
    assert len(chat.answers) == 1


def test_a_listed_group_is_for_everybody_in_it(
    server: BotApiServer, launch: Launch, chat: PrivateChat, group: Group, alice: User, bob: User
) -> None:
    launch(allow=(group.id,), block=(bob.id,))
    assert group.ask(alice, f"/ask {QUESTION}").blockquotes == QUOTE
    assert chat.ask(alice, QUESTION).text == REFUSAL
    assert group.ask(bob, f"/ask {QUESTION}").text == REFUSAL
    told = group.answers[0].press(bob, "👍")
    assert told.alert
    assert told.text == REFUSAL


def test_who_is_not_let_in_and_speaks_to_somebody_else_hears_nothing(
    server: BotApiServer, launch: Launch, group: Group, alice: User, bob: User
) -> None:
    server.set_privacy(False)
    launch(block=(group.id,))
    group.say(bob, QUESTION)
    group.say(bob, "Nice weather.")
    server.wait_until_taken()
    assert group.ask(bob, f"@verbatim_bot {QUESTION}").text == REFUSAL
    assert len(group.answers) == 1


def test_inline_mode_offers_nothing_to_those_who_are_not_let_in(
    server: BotApiServer, launch: Launch, alice: User, bob: User
) -> None:
    launch(allow=(bob.id,))
    shut_out, let_in = server.inline(alice, QUESTION), server.inline(bob, QUESTION)
    assert (shut_out.results, shut_out.button) == ([], None)
    assert server.inline(alice, "").results == []
    assert let_in.descriptions[0] == f"“{QUOTE[0]}”"
    # Telegram must not show one user results cached for the other.
    assert shut_out.is_personal
    assert let_in.is_personal


def test_inline_mode_offers_nothing_to_those_who_are_blocked(
    server: BotApiServer, launch: Launch, group: Group, alice: User, bob: User
) -> None:
    launch(allow=(group.id, bob.id), block=(bob.id,))
    assert server.inline(bob, QUESTION).results == []
    assert server.inline(bob, QUESTION, chat_type="supergroup").results == []
    # Inline queries do not say in which group they are typed.
    assert server.inline(alice, QUESTION, chat_type="supergroup").results == []
    carol = server.user("Carol")
    assert server.inline(carol, QUESTION).results == []


def test_where_only_some_are_blocked_the_others_look_things_up(
    server: BotApiServer, launch: Launch, alice: User, bob: User
) -> None:
    launch(block=(bob.id,))
    assert server.inline(alice, QUESTION).descriptions[0] == f"“{QUOTE[0]}”"
    assert server.inline(bob, QUESTION).results == []


@pytest.mark.parametrize("trouble", [{"status": 400}, {"status": 403}, {"status": 502}, {"drop": True}])
def test_whoever_is_not_let_in_stays_out_also_where_inline_mode_cannot_say_so(
    server: BotApiServer, launch: Launch, alice: User, bob: User, trouble: dict[str, int]
) -> None:
    launch(block=(bob.id,))
    server.fail("answerInlineQuery", **trouble)
    with pytest.raises(AssertionError, match="was not answered"):
        server.inline(bob, QUESTION, timeout=0)
    server.wait_for_call("answerInlineQuery")
    assert server.inline(alice, QUESTION).descriptions[0] == f"“{QUOTE[0]}”"


@pytest.mark.parametrize("status", [400, 403])
def test_and_where_a_group_cannot_be_told(
    server: BotApiServer, launch: Launch, group: Group, alice: User, bob: User, status: int
) -> None:
    launch(block=(bob.id,))
    server.fail("sendMessage", status=status)
    group.say(bob, f"/ask {QUESTION}")
    answer = group.wait_for_reply(group.say(alice, f"/ask {QUESTION}"))
    assert answer.blockquotes == QUOTE
    assert group.answers == [answer]
    server.fail("answerCallbackQuery", status=status)
    press = answer.tap(bob, "👍")
    assert answer.press(alice, "👍").text == "Thank you. 👍 1 · 👎 0"
    assert not press.answered


def test_people_can_be_listed_by_name(server: BotApiServer, launch: Launch) -> None:
    carol, dave = server.user("Carol", username="Carol_C"), server.user("Dave", username="dave")
    launch(allow=("@carol_c",))
    assert server.private_chat(carol).ask(carol, QUESTION).blockquotes == QUOTE
    assert server.private_chat(dave).ask(dave, QUESTION).text == REFUSAL


def test_a_listed_group_that_becomes_a_supergroup_is_still_listed(
    server: BotApiServer, launch: Launch, alice: User, bob: User, data: Path
) -> None:
    small = server.group("Small", members=[alice, bob], basic=True)
    launch(allow=(small.id,))
    large = small.migrate()
    assert large.ask(bob, f"/ask {QUESTION}").blockquotes == QUOTE


def test_open_mode_speaks_other_languages(
    server: BotApiServer, launch: Launch, choose: Callable[..., None], group: Group, bob: User, data: Path
) -> None:
    server.set_privacy(False)
    choose(group, Mode.OPEN)
    launch()
    arabic = group.wait_for_reply(group.say(bob, "من افتتح الجسر الجديد يوم الاثنين؟"))
    assert arabic.blockquotes[0] in corpus.ROWS[3]["text"]
    with Library.open(data) as library:
        assert library.languages(["public"])[0] == "en"

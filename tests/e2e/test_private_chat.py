"""Questions in a private chat."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from index.words.sentences import LONGEST
from tests.bot_api import BotApiServer, PrivateChat, User
from tests.bot_api.text import utf16_length
from tests.e2e import corpus
from tests.e2e.bots import Bot

pytestmark = pytest.mark.usefixtures("bot")

NONE = "No stored sentence answers this."


def test_a_question_is_answered_with_the_quote_and_its_source(chat: PrivateChat, alice: User) -> None:
    answer = chat.ask(alice, "Who opened the new bridge?")
    assert answer.blockquotes == ["Mayor Jones opened the new bridge on Monday."]
    assert answer.outside == "\n— The Harbour Post (example.org) · A. Smith · 2024-08-06 · #1"
    assert [word.lower() for word in answer.bold] == ["opened", "new", "bridge"]
    assert answer.links[0].url.startswith("https://example.org/bridge#:~:text=Mayor%20Jones%20opened")
    assert answer.link_preview is not None
    assert answer.link_preview["is_disabled"] is True


def test_an_answer_is_a_reply_to_its_question(chat: PrivateChat, alice: User) -> None:
    question = chat.say(alice, "Who opened the new bridge?")
    assert chat.wait_for_reply(question).reply_to == question


def test_where_nothing_answers_there_is_one_fixed_phrase(chat: PrivateChat, alice: User) -> None:
    answer = chat.ask(alice, "What is the capital of France?")
    assert answer.text == NONE
    assert answer.buttons == []


@pytest.mark.parametrize("question", ["🦉🦉🦉", "the of and", "bridge " * 580, "/", "?", "\u200b?"])
def test_anything_at_all_is_a_question(chat: PrivateChat, alice: User, question: str) -> None:
    assert chat.ask(alice, question).text


def test_a_right_to_left_quote_is_cut_out_exactly(chat: PrivateChat, alice: User) -> None:
    answer = chat.ask(alice, "من افتتح الجسر الجديد يوم الاثنين؟")
    assert answer.blockquotes[0] in corpus.ROWS[3]["text"]
    assert "افتتح العمدة الجسر الجديد" in answer.blockquotes[0]


def test_a_quote_that_telegram_alters_comes_with_a_notice(chat: PrivateChat, alice: User) -> None:
    answer = chat.ask(alice, "Which lighthouse keeper counts gulls?")
    assert answer.blockquotes == ["The lighthouse keeper counts gulls."]
    assert answer.text.endswith("Telegram changes some invisible characters of this quote.")


def test_a_sentence_longer_than_a_message_is_quoted_in_pieces(chat: PrivateChat, alice: User) -> None:
    question = chat.say(alice, "What does the chronicle of the drawbridge keeper list?")
    last = chat.wait_for(lambda message: "and then it ends." in message.text)
    pieces = [message for message in chat.answers if message.reply_to == question]
    assert len(pieces) == 2
    assert pieces[-1] == last
    assert " ".join(piece.blockquotes[0] for piece in pieces) == corpus.ROWS[5]["text"]
    assert all(utf16_length(piece.text) <= 4096 for piece in pieces)
    assert [bool(piece.buttons) for piece in pieces] == [False] * (len(pieces) - 1) + [True]


def test_of_a_sentence_without_an_end_a_part_is_quoted(chat: PrivateChat, alice: User) -> None:
    answer = chat.ask(alice, "Who counted onward and onward to the last grain, Pharaoh?")
    assert answer.blockquotes[0] in corpus.ROWS[6]["text"]
    assert len(answer.blockquotes[0]) <= LONGEST
    assert chat.answers == [answer]


def test_ask_works_here_too(chat: PrivateChat, alice: User) -> None:
    assert chat.ask(alice, "/ask Who opened the new bridge?").blockquotes
    assert "Write your question" in chat.ask(alice, "/ask").text


def test_a_forwarded_question_is_a_question(server: BotApiServer, chat: PrivateChat, alice: User, bob: User) -> None:
    asked = server.private_chat(bob).say(bob, "Who opened the new bridge?", deliver=False)
    forwarded = chat.forward(alice, asked)
    assert chat.wait_for_reply(forwarded).blockquotes


def test_start_help_and_privacy_say_what_this_is(chat: PrivateChat, alice: User) -> None:
    start = chat.start()
    assert "word for word" in chat.wait_for_reply(start).text
    assert "Every message you send me is a question." in chat.ask(alice, "/help").text
    assert "90 days" in chat.ask(alice, "/privacy").text


def test_sources_lists_what_can_be_quoted(chat: PrivateChat, alice: User) -> None:
    assert chat.ask(alice, "/sources").text == f"One source can be quoted here:\n• {corpus.FILE_NAME}"


def test_something_without_text_gets_a_word_about_it(chat: PrivateChat, alice: User) -> None:
    document = chat.send_file(alice, "a.pdf", b"%PDF")
    assert chat.wait_for_reply(document).text == "I can look up text only. Please write your question."
    document = chat.send_file(alice, "a.txt", b"Gulls are loud.")
    assert "/add in reply to a message or to a text file" in chat.wait_for_reply(document).text


def test_the_menus_are_set(
    server: BotApiServer, launch: Callable[..., Bot], chat: PrivateChat, alice: User, bot: Bot
) -> None:
    bot.stop()
    launch(menus=True)
    server.wait_for_call("setMyCommands", 2)
    assert list(server.menu(alice, chat)) == [*("sources", "help", "privacy", "add", "remove", "settings", "stats")]


def test_a_question_that_was_deleted_meanwhile_is_answered_without_a_reply(
    server: BotApiServer, bot: Bot, chat: PrivateChat, alice: User
) -> None:
    server.fail("sendMessage", status=502)
    question = chat.say(alice, "Who opened the new bridge?")
    server.wait_for_call("sendMessage")
    chat.delete(question)
    assert chat.wait_for().blockquotes


def test_the_same_update_twice_is_answered_once(server: BotApiServer, chat: PrivateChat, alice: User) -> None:
    chat.ask(alice, "Who opened the new bridge?")
    server.deliver_again()
    chat.ask(alice, "What is the capital of France?")
    assert len(chat.answers) == 2

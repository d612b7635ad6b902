"""/settings: the settings of a chat."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.keeping.chat_settings import ChatSettings
from bot.keeping.chats import ChatStore
from index import Library
from tests.bot_api import BotApiServer, Group, Message, PrivateChat, User
from tests.e2e import corpus
from tests.e2e.bots import Bot

Launch = Callable[..., Bot]

QUESTION = "Who opened the new bridge?"
QUOTE = ["Mayor Jones opened the new bridge on Monday."]
NONE = "No stored sentence answers this."
UNKNOWN = "This button is not known any more."


def click(panel: Message, who: User, *labels: str) -> Message:
    """Press one button after the other, and return when the panel shows the last."""
    for label in labels:
        before = len(panel.versions)
        assert panel.press(who, label).text == ""
        panel.wait_for_edit(before)
    return panel


@pytest.mark.usefixtures("bot")
def test_a_group_chooses_by_buttons(group: Group, alice: User) -> None:
    panel = group.ask(alice, "/settings")
    assert panel.text.split("\n")[:2] == ["Settings of this group", "• When I speak · when asked"]
    click(panel, alice, "When I speak", "never")
    assert "✓ never" in panel.buttons
    click(panel, alice, "Back")
    assert "• When I speak · never" in panel.text
    group.say(alice, f"/ask {QUESTION}")
    click(panel, alice, "When I speak", "when asked")
    assert group.ask(alice, f"/ask {QUESTION}").blockquotes == QUOTE
    click(panel, alice, "Back")
    panel.press(alice, "Close")
    panel.wait_until_deleted()


@pytest.mark.usefixtures("bot")
def test_every_page_says_what_it_is_about(group: Group, alice: User) -> None:
    panel = group.ask(alice, "/settings")
    pages = [label for label in panel.buttons if label != "Close"]
    assert len(pages) == 7
    for page in pages:
        click(panel, alice, page)
        assert panel.text.startswith(f"{page}\n\n")
        assert sum(label.startswith("✓ ") for label in panel.buttons) == 1
        click(panel, alice, "Back")


@pytest.mark.usefixtures("bot")
def test_a_button_pressed_twice_does_the_same(group: Group, alice: User) -> None:
    panel = click(group.ask(alice, "/settings"), alice, "Quotes per answer")
    for press in [panel.tap(alice, "one quote") for _ in range(3)]:
        assert press.wait().text == ""
    panel.wait_for_edit(2)
    assert "✓ one quote" in panel.buttons


@pytest.mark.usefixtures("bot")
def test_others_than_admins_get_no_panel_and_cannot_press_its_buttons(group: Group, alice: User, bob: User) -> None:
    group.say(bob, "/settings")
    panel = group.ask(alice, "/settings")
    assert len(group.answers) == 1
    told = panel.press(bob, "When I speak")
    assert told.alert
    assert told.text == "Only admins of this group can change its settings."
    assert not panel.edited


@pytest.mark.usefixtures("bot")
def test_who_lost_the_rights_meanwhile_is_refused_quietly(group: Group, alice: User, bob: User) -> None:
    group.promote(bob)
    panel = click(group.ask(bob, "/settings"), bob, "When I speak")
    group.demote(bob)
    told = panel.press(bob, "never")
    assert told.alert
    assert told.text == "Only admins of this group can change its settings."
    group.say(bob, "/settings")
    assert group.ask(alice, f"/ask {QUESTION}").blockquotes == QUOTE
    assert len(group.answers) == 2


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    "forged",
    [
        *("s1:", "s1:home:", "s1:speak:loud", "s1:quotes:999", "s1:quotes:0", "s1:vanish:-1", "s1:vanish:5"),
        *("s1:language:xx", "s1:collections:public", "s1:collections:0123456789abcdef-on", "s0:home", "s1:everything"),
        *("s1:speak:inherit", "s1:adders:everybody", "s1:refused:maybe", "s1:close:now", "s1:home:1", "🦉" * 16),
    ],
)
def test_forged_data_changes_nothing(group: Group, alice: User, data: Path, forged: str) -> None:
    panel = group.ask(alice, "/settings")
    told = panel.press(alice, forged, forged=True)
    assert told.text == ("" if forged == "s1:close:now" else UNKNOWN)
    store = ChatStore.open(data)
    assert store.settings.of(group.id) == ChatSettings()
    store.close()


@pytest.mark.usefixtures("bot")
def test_a_person_chooses_in_private(chat: PrivateChat, alice: User) -> None:
    panel = chat.ask(alice, "/settings")
    assert panel.buttons == ["What I quote from", "My language", "Quotes per answer", "Close"]
    assert chat.ask(alice, QUESTION).button("Next quote (2 of")
    click(panel, alice, "Quotes per answer", "one quote")
    assert not any("Next" in label for label in chat.ask(alice, QUESTION).buttons)
    assert panel.press(alice, "s1:speak:off", forged=True).text == UNKNOWN
    assert chat.ask(alice, "/mute 2h").text.startswith("In a private chat I speak only when you do.")


def test_a_chat_asks_what_it_chose_of_what_the_operator_released(
    bot: Bot, group: Group, alice: User, names: list[str], data: Path, tmp_path: Path
) -> None:
    names.append("vault")
    (tmp_path / "secret.txt").write_text(corpus.SECRET["text"])
    with Library.open(data) as library:
        library.add(str(tmp_path / "secret.txt"), collection="vault")
    question = "/ask What is the password of the vault?"
    panel = click(group.ask(alice, "/settings"), alice, "What I quote from")
    assert panel.buttons == ["✓ public", "◂ Back"]
    assert panel.press(alice, "public").text == ""  # the only one stays
    assert panel.buttons == ["✓ public", "◂ Back"]
    assert group.ask(alice, question).text == NONE
    with Library.open(data) as library:
        library.set_collections_of(group.id, ["public", "vault"])
    click(panel, alice, "Back", "What I quote from")
    assert panel.buttons == ["✓ public", "✓ vault", "◂ Back"]
    secret = group.ask(alice, question)
    assert secret.blockquotes == [corpus.SECRET["text"]]
    click(panel, alice, "vault")
    assert panel.buttons == ["✓ public", "vault", "◂ Back"]
    assert group.ask(alice, question).text == NONE
    assert secret.press(alice, "Context").text == "The source of this quote is no longer here."
    assert "secret.txt" not in group.ask(alice, "/sources").text
    click(panel, alice, "vault", "public")
    assert group.ask(alice, question).blockquotes == [corpus.SECRET["text"]]
    assert not group.ask(alice, f"/ask {QUESTION}").blockquotes
    # A collection that the operator withdraws is not asked any more, whatever was chosen.
    with Library.open(data) as library:
        library.set_collections_of(group.id, ["public"])
    assert group.ask(alice, question).text == NONE
    assert group.ask(alice, f"/ask {QUESTION}").blockquotes == QUOTE


def test_not_found_answers_vanish_where_a_group_wants_it(
    launch: Launch, group: Group, chat: PrivateChat, data: Path, alice: User
) -> None:
    _set(data, group.id, ChatSettings(vanish_after=1))
    launch()
    question = group.say(alice, "/ask What is the capital of France?")
    nothing = group.wait_for_reply(question)
    assert nothing.text == NONE
    stays = group.ask(alice, f"/ask {QUESTION}")
    mended = group.say(alice, "/ask Anything about zeppelins?")
    answer = group.wait_for_reply(mended)
    group.edit(mended, f"/ask {QUESTION}")
    answer.wait_for_edit(1)
    private = chat.ask(alice, "What is the capital of France?")
    nothing.wait_until_deleted()
    # If the answer was deleted, an edit of the question gets a new one.
    group.edit(question, f"/ask {QUESTION}")
    assert group.wait_for_reply(question).blockquotes == QUOTE
    assert not stays.deleted
    assert not private.deleted
    assert not answer.deleted


def test_what_is_to_vanish_vanishes_after_a_restart(launch: Launch, group: Group, data: Path, alice: User) -> None:
    _set(data, group.id, ChatSettings(vanish_after=3))
    first = launch()
    nothing = group.ask(alice, "/ask What is the capital of France?")
    assert first.stop() == 0
    assert not nothing.deleted
    launch()
    nothing.wait_until_deleted()


def test_what_was_to_vanish_when_the_bot_left_vanishes_after_the_next_start(
    server: BotApiServer, launch: Launch, group: Group, data: Path, alice: User
) -> None:
    _set(data, group.id, ChatSettings(vanish_after=1))
    first = launch(stop_patience=0.2)
    server.fail("deleteMessage", status=429, retry_after=60)
    nothing = group.ask(alice, "/ask What is the capital of France?")
    server.wait_for_call("deleteMessage")
    assert first.stop() == 0
    assert not nothing.deleted
    launch()
    nothing.wait_until_deleted()


def test_no_deletion_begins_while_the_bot_leaves(
    server: BotApiServer, launch: Launch, group: Group, data: Path, alice: User
) -> None:
    _set(data, group.id, ChatSettings(vanish_after=3))
    first = launch()
    nothing = group.ask(alice, "/ask What is the capital of France?")
    server.fail("sendMessage", status=429, retry_after=6)
    group.say(alice, f"/ask {QUESTION}")
    server.wait_for_call("sendMessage", 2)
    assert first.stop() == 0
    assert not nothing.deleted
    launch()
    nothing.wait_until_deleted()


def test_a_vanishing_answer_that_cannot_be_deleted_is_no_trouble(
    server: BotApiServer, launch: Launch, group: Group, data: Path, alice: User
) -> None:
    _set(data, group.id, ChatSettings(vanish_after=1))
    launch()
    server.fail("deleteMessage", status=400, description="Bad Request: message can't be deleted")
    group.ask(alice, "/ask What is the capital of France?")
    server.wait_for_call("deleteMessage")
    assert group.ask(alice, f"/ask {QUESTION}").blockquotes == QUOTE


def test_settings_outlive_a_restart(launch: Launch, group: Group, alice: User) -> None:
    first = launch()
    click(group.ask(alice, "/settings"), alice, "Who may add sources", "all members")
    first.stop()
    launch()
    assert "• Who may add sources · all members" in group.ask(alice, "/settings").text


def test_settings_move_with_a_group_that_becomes_a_supergroup(
    server: BotApiServer, bot: Bot, alice: User, bob: User
) -> None:
    small = server.group("Small", members=[alice, bob], basic=True)
    click(small.ask(alice, "/settings"), alice, "My language", "Deutsch")
    small.ask(alice, "/mute")
    large = small.migrate()
    large.say(bob, f"/ask {QUESTION}")
    assert large.ask(alice, "/settings").text.startswith("Einstellungen dieser Gruppe")
    large.ask(alice, "/unmute")
    assert large.ask(bob, "/ask What is the capital of France?").text.startswith("Kein gespeicherter Satz")


@pytest.mark.usefixtures("bot")
def test_a_topic_chooses_for_itself(server: BotApiServer, alice: User, bob: User) -> None:
    forum = server.group("Forum", members=[alice, bob], forum=True)
    one, other = forum.topic("One"), forum.topic("Other")
    panel = one.ask(alice, "/settings")
    assert "• When I speak in this topic · as in the group" in panel.text
    click(panel, alice, "When I speak in this topic", "never")
    one.say(bob, f"/ask {QUESTION}")
    assert other.ask(bob, f"/ask {QUESTION}").blockquotes == QUOTE
    assert one.ask(alice, "/unmute").text.startswith("The silence of /mute is over, but /settings says")
    click(panel, alice, "as in the group")
    assert one.ask(bob, f"/ask {QUESTION}").blockquotes == QUOTE


@pytest.mark.usefixtures("bot")
def test_what_cannot_work_is_told_to_the_admin(server: BotApiServer, group: Group, alice: User) -> None:
    mentions, unseen = "⚠ Telegram does not show me mentions", "⚠ Telegram shows me no ordinary messages"
    panel = group.ask(alice, "/settings")
    assert mentions in panel.text
    click(panel, alice, "When I speak", "also when sure")
    assert unseen in panel.text
    server.set_privacy(False)
    assert "⚠" not in group.ask(alice, "/settings").text
    server.set_privacy(True)
    assert unseen in group.ask(alice, "/settings").text
    group.promote(server.bot)
    assert "⚠" not in group.ask(alice, "/settings").text


@pytest.mark.usefixtures("bot")
def test_settings_of_another_bot_forwarded_and_edited_are_passed_over(
    server: BotApiServer, group: Group, alice: User
) -> None:
    group.say(alice, "/settings@other_bot")
    group.forward(alice, group.say(alice, "/settings", deliver=False))
    command = group.say(alice, "/settings")
    panel = group.wait_for_reply(command)
    group.edit(command, "/settings please")
    assert group.wait_for_reply(group.say_anonymously("/settings")).text.startswith("Settings of this group")
    assert len(group.answers) == 2
    assert not panel.edited


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("label", ["My language", "s1:close"])
def test_a_panel_too_old_to_be_shown_to_the_bot_says_so(
    server: BotApiServer, group: Group, alice: User, label: str
) -> None:
    panel = group.ask(alice, "/settings")
    panel.record.accessible = False
    assert panel.press(alice, label).text == UNKNOWN


@pytest.mark.usefixtures("bot")
def test_a_panel_that_was_deleted_is_no_trouble(group: Group, alice: User) -> None:
    panel = group.ask(alice, "/settings")
    press = panel.tap(alice, "My language")
    group.delete(panel)
    press.wait()
    assert group.ask(alice, f"/ask {QUESTION}").blockquotes == QUOTE


def _set(data: Path, chat_id: int, settings: ChatSettings) -> None:
    store = ChatStore.open(data)
    store.settings.set(chat_id, settings)
    store.close()

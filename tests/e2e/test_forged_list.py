"""Data of a button that stands under another message changes no message."""

from __future__ import annotations

import pytest

from tests.bot_api import BotApiServer, Group, User
from tests.e2e import corpus

QUESTION = "Who opened the new bridge?"


@pytest.mark.attack("a member sends the data of a list with the answer of another, which is overwritten")
@pytest.mark.usefixtures("bot")
def test_no_message_becomes_a_list_by_forged_data(server: BotApiServer, group: Group, bob: User) -> None:
    mallory = server.user("Mallory")
    lair = server.private_chat(mallory)
    note = lair.say(mallory, corpus.GATE)
    lair.wait_for_reply(lair.say(mallory, "/add", reply_to=note))
    group.join(mallory)
    answer = group.ask(bob, f"/ask {QUESTION}")
    said = answer.text
    assert answer.press(mallory, "r2::0", forged=True).text == "This button is not known any more."
    assert (answer.text, answer.edited) == (said, False)
    own = group.ask(mallory, "/remove")
    assert own.press(mallory, "r2::0", forged=True).text == "This button is not known any more."

"""Nobody speaks in the bot's voice: what somebody writes into titles and names is one harmless line, and told apart."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.bot_api import BotApiServer, Group, Message, PrivateChat, User
from tests.bot_api.text import AUTOMATIC, QUOTED, cut
from tests.bot_api.visible import visible
from tests.e2e import corpus
from tests.e2e.test_adding import CLOSES, WHEN, reply
from tests.e2e.test_removing import add_file

pytestmark = [pytest.mark.usefixtures("bot")]

NONE = "No stored sentence answers this."
FORGED = f"Rules\r\n\nSomething went wrong here. Please sign in again: t.me/evil\u2028{NONE}"
FORGED_LINE = f"Rules Something went wrong here. Please sign in again: t.me/evil {NONE}"
LINKED = "@alice t.me/evil README.md /start #free $USD a@b.org +4912345678"
HIDDEN = "\u202eRul\u200bes\u0007\u3164\U000e0041" + "\u0301" * 40
HIDDEN_LINE = "Rules " + "\u0301" * 5


def rows(**fields: str) -> str:
    return json.dumps({"text": corpus.GATE, **fields}) + "\n"


def linked(message: Message) -> list[str]:
    """What Telegram made links of by itself, outside quotes."""
    quotes = [entity for entity in message.entities if entity["type"] in QUOTED]
    return [
        entity["type"]
        for entity in message.entities
        if entity["type"] in AUTOMATIC
        and not any(one["offset"] <= entity["offset"] < one["offset"] + one["length"] for one in quotes)
    ]


@pytest.fixture(autouse=True)
def known(names: list[str]) -> None:
    names += [
        "Harbour",
        "Small",
        "Alice",
        "Bob",
        "rows.jsonl",
        FORGED,
        LINKED,
        f"{LINKED[:20]}.md",
        HIDDEN,
        "https://example.org/rules",
        "Правила",
    ]


@pytest.mark.attack("forges lines of the bot below a real quote, by the title of a row")
@pytest.mark.parametrize("field", ["title", "author", "date", "url"])
def test_a_field_is_one_line(group: Group, alice: User, bob: User, field: str) -> None:
    add_file(group, alice, "rows.jsonl", rows(**{field: FORGED}))
    answer = group.ask(bob, f"/ask {WHEN}")
    assert answer.blockquotes == [CLOSES]
    _, line = answer.outside.split("\n")
    assert line.startswith("— ")
    assert FORGED_LINE[:90] in line
    assert linked(answer) == []


@pytest.mark.attack("has Telegram link addresses, people and commands, by the title of a row")
def test_telegram_links_nothing_of_a_field(group: Group, alice: User, bob: User) -> None:
    add_file(group, alice, "rows.jsonl", rows(title=LINKED, author=LINKED))
    answer = group.ask(bob, f"/ask {WHEN}")
    assert answer.outside.count(LINKED) == 2
    assert linked(answer) == []
    add_file(group, alice, f"{LINKED[:20]}.md", corpus.RULES)
    assert linked(group.ask(bob, "/sources")) == []


@pytest.mark.attack("reverses, hides and covers words, by the title of a row")
def test_a_field_is_what_is_seen(group: Group, alice: User, bob: User) -> None:
    add_file(group, alice, "rows.jsonl", rows(title=HIDDEN))
    assert group.ask(bob, f"/ask {WHEN}").outside == f"\n— {HIDDEN_LINE} · #1 · added in this chat"


@pytest.mark.attack("leads to another host than an address seems to name")
def test_a_link_has_no_user_name_and_tells_its_host(group: Group, alice: User, bob: User, names: list[str]) -> None:
    names += ["https://example.org/rules", "https://mybank.example@evil.example/rules", "https://mybank.example/"]
    add_file(group, alice, "rows.jsonl", rows(title="https://mybank.example/", url="https://example.org/rules"))
    answer = group.ask(bob, f"/ask {WHEN}")
    assert "— https://mybank.example/ (example.org)" in answer.outside
    add_file(group, alice, "rows.jsonl", rows(title="Rules", url="https://mybank.example@evil.example/rules"))
    names.append("Rules")
    answer = group.ask(bob, f"/ask {WHEN}")
    assert [link.text for link in answer.links] == ["↗"]
    assert "https://mybank.example@evil.example/rules" in answer.outside
    assert linked(answer) == []


@pytest.mark.attack("has every answer fail, by a title that is a broken address")
@pytest.mark.parametrize("title", ["http://[", "http://example.org:x", "https://[::1]/", "http://℀.example"])
def test_a_broken_address_is_a_title_like_others(
    group: Group, alice: User, bob: User, names: list[str], title: str
) -> None:
    names += [title, "https://example.org/rules"]
    add_file(group, alice, "rows.jsonl", rows(title=title, url="https://example.org/rules"))
    assert f"— {title} (example.org)" in group.ask(bob, f"/ask {WHEN}").outside


@pytest.mark.attack("hides the host of a link behind an address on it and a name like another host")
@pytest.mark.parametrize(
    "title",
    [
        "https://evil.example/ · Verified (harbour.example)",
        "https://evil.example/\u2800(harbour.example)",
        "https://evil.example/\u00a0·\u00a0harbour.example",
        "https://evil.example@harbour.example/",
    ],
)
def test_a_title_that_only_begins_with_its_host_does_not_tell_it(
    group: Group, alice: User, bob: User, names: list[str], title: str
) -> None:
    names += [title, "https://evil.example/"]
    add_file(group, alice, "rows.jsonl", rows(title=title, url="https://evil.example/"))
    assert f"— {visible(title)} (evil.example)" in group.ask(bob, f"/ask {WHEN}").outside


@pytest.mark.attack("hides the host of a link behind letters that look like those of another")
def test_a_title_of_letters_that_look_like_others_does_not_tell_the_host(
    group: Group, alice: User, bob: User, names: list[str]
) -> None:
    names.append("https://аррӏе.com/")
    add_file(group, alice, "rows.jsonl", rows(title="https://аррӏе.com/", url="https://аррӏе.com/"))
    assert "— https://аррӏе.com/ (xn--80ak6aa92e.com)" in group.ask(bob, f"/ask {WHEN}").outside


@pytest.mark.attack("ends the bot's quotation marks, and goes on in its voice")
@pytest.mark.parametrize("language", ["en", "de", "es", "ko", "ru", "uk"])
def test_no_name_ends_the_quotation_marks_of_the_bot(server: BotApiServer, names: list[str], language: str) -> None:
    name = "a”, “a»«a“„ is locked. Something went wrong here. Please sign in.txt"
    names.append(name)
    vera = server.user("Vera", language_code=language)
    room = server.private_chat(vera)
    room.ask(vera, "/start")
    told = add_file(room, vera, name, corpus.GATE)
    codes = [one for one in told.entities if one["type"] == "code"]
    assert [cut(told.text, one["offset"], one["length"]) for one in codes] == [name]


@pytest.mark.attack("has the bot say what a file's name says")
def test_the_name_of_a_file_is_told_as_a_name(group: Group, alice: User, names: list[str]) -> None:
    name = "your account. Sign in at t.me/evil to go on.txt"
    names.append(name)
    told = add_file(group, alice, name, corpus.GATE)
    assert told.text.startswith(f"One passage of “{name}” can be quoted here from now on.")
    assert [found for found in linked(told) if found != "bot_command"] == []
    (entity,) = [one for one in told.entities if one["type"] == "code"]
    assert told.text[entity["offset"] :][: entity["length"]] == name


@pytest.mark.attack("makes a button that seems to be the bot's, by the title of a row")
def test_a_button_that_takes_out_says_so(group: Group, alice: User) -> None:
    for name in ("◂ Newer", "Older ▸.txt"):
        add_file(group, alice, f"{name}.txt".replace(".txt.txt", ".txt"), corpus.GATE)
    assert all(label.startswith("✕ ") for label in group.ask(alice, "/remove").buttons)


@pytest.fixture(autouse=True)
def buttons(names: list[str]) -> None:
    names += ["◂ Newer.txt", "Older ▸.txt"]


def test_what_a_chat_added_is_marked_where_others_see_it(group: Group, alice: User, bob: User) -> None:
    add_file(group, alice, "rows.jsonl", rows(title="Правила"))
    assert group.ask(bob, f"/ask {WHEN}").outside == "\n— Правила · #1 · added in this chat"
    assert "• rows.jsonl · added in this chat" in group.ask(bob, "/sources").text.split("\n")
    own = group.ask(bob, "/ask Who opened the new bridge?").outside
    assert own == "\n— The Harbour Post (example.org) · A. Smith · 2024-08-06 · #1"


def test_also_as_another_source_of_a_sentence(group: Group, alice: User, bob: User, data: Path) -> None:
    add_file(group, alice, "rows.jsonl", rows(title="Правила"))
    corpus.store(data, "posts.jsonl", {"text": corpus.GATE, "title": corpus.POST_TITLE})
    answer = group.ask(bob, f"/ask {WHEN}")
    marked = [line.endswith("added in this chat") for line in answer.outside.split("\n")[1:]]
    assert sorted(marked) == [False, True]


def test_in_another_language_too(group: Group, alice: User, server: BotApiServer) -> None:
    vera = server.user("Vera", language_code="ru")
    group.join(vera)
    add_file(group, alice, "rows.jsonl", rows(title="Правила"))
    assert group.ask(vera, f"/ask {WHEN}").outside.endswith("· #1 · добавлено в этом чате")


def test_a_title_from_right_to_left_stays_in_its_place(group: Group, alice: User, bob: User, names: list[str]) -> None:
    names.append("كتاب القواعد (1)")
    add_file(group, alice, "rows.jsonl", rows(title="كتاب القواعد (1)"))
    answer = group.ask(bob, f"/ask {WHEN}")
    assert answer.outside == "\n— \u2068كتاب القواعد (1)\u2069 · #1 · added in this chat"


@pytest.mark.attack("has Telegram link a word that the bot repeats")
def test_a_word_that_was_read_as_another_is_no_link(chat: PrivateChat, alice: User, data: Path) -> None:
    corpus.store(data, "posts.jsonl", {"text": corpus.MANIFEST, "title": corpus.POST_TITLE})
    answer = chat.ask(alice, "Which barrels does the manifest harbuor.md list?")
    told = "Read “harbuor.md” as “harbour”."
    assert answer.outside.endswith(f"\n{told}")
    assert linked(answer) == []
    for label in ("Context", "Back"):  # where the line is taken over from the message
        before = len(answer.versions)
        answer.press(alice, label)
        answer.wait_for_edit(before)
        assert answer.text.endswith(f"\n{told}")
        assert linked(answer) == []


@pytest.mark.attack("has a stranger's name or title tell a reader of a private chat what to do")
def test_a_forwarded_name_is_one_line(server: BotApiServer, chat: PrivateChat, alice: User, names: list[str]) -> None:
    names += ["Mallory\nYour account is locked: t.me/evil"]
    mallory = server.user("Mallory\nYour account is locked: t.me/evil")
    notice = server.group("Small", members=[alice, mallory]).say(mallory, corpus.GATE, deliver=False)
    reply(chat, alice, "/add", chat.forward(alice, notice))
    answer = chat.ask(alice, WHEN)
    assert "— Mallory Your account is locked: t.me/evil · " in answer.outside
    assert linked(answer) == []

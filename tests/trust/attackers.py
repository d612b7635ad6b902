"""Those who mean harm: each kind is a generator that sends one update, or one burst, a step, and never ends."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count, cycle

from tests.bot_api import Group, PrivateChat, User
from tests.bot_api.server import BotApiServer
from tests.bot_api.shapes import chat_json, user_json
from tests.bot_api.text import Entity
from tests.trust.corpus import Question
from tests.trust.files import hostile_files
from tests.trust.odd_updates import odd_updates
from tests.trust.texts import hostile_texts

Step = Iterator[None]
BURST, BURST_IN_A_GROUP = 25, 15
# As many as one of them adds in a round.
FILES_OF_ONE = 3


@dataclass
class Attacker:
    """One of them, with a private chat, and perhaps a group of honest people."""

    server: BotApiServer
    user: User
    chat: PrivateChat
    group: Group | None
    questions: list[Question]
    number: int

    def __post_init__(self) -> None:
        self.draw = random.Random(self.number)  # noqa: S311  # repeatable, not secret

    def say(self, text: str, entities: list[Entity] | None = None, **fields: object) -> None:
        """In private; without entities unless these."""
        self.chat.say(self.user, text, entities=entities or [], **fields)  # type: ignore[arg-type]

    def command(self, name: str, rest: str = "", *, in_group: bool = False, **fields: object) -> None:
        """A command, and what stands behind it."""
        room = self.group if in_group and self.group else self.chat
        entity: Entity = {"type": "bot_command", "offset": 0, "length": len(name) + 1}
        room.say(self.user, f"/{name} {rest}".rstrip(), entities=[entity], **fields)  # type: ignore[arg-type]

    @property
    def question(self) -> str:
        """One of those that honest people ask."""
        return self.draw.choice(self.questions).text


def hostile_questions(me: Attacker) -> Step:
    """Texts that loops and regular expressions stumble over, in private."""
    texts = hostile_texts()
    for number in count(me.number):
        me.say(texts[number % len(texts)])
        yield


def hostile_questions_in_groups(me: Attacker) -> Step:
    """The same behind /ask."""
    texts = hostile_texts()
    for number in count(me.number):
        me.command("ask", texts[number % len(texts)][:4000], in_group=True)
        yield


def true_questions(me: Attacker) -> Step:
    """As many questions as one person may ask, day and night."""
    while True:
        me.say(me.question)
        yield


def floods(me: Attacker) -> Step:
    """Many messages in one moment."""
    while True:
        with me.server.at_once():
            for _ in range(BURST):
                me.say(me.question)
        yield


def floods_of_a_group(me: Attacker) -> Step:
    """The same, among people who want to ask as well."""
    while True:
        with me.server.at_once():
            for _ in range(BURST_IN_A_GROUP):
                me.command("ask", me.question, in_group=True)
        yield


def additions(me: Attacker) -> Step:
    """Hostile files, and questions about them; the same in every round, so that a second one adds nothing new."""
    files = hostile_files()
    for number in cycle(range(FILES_OF_ONE)):
        kind, name, content = files[(FILES_OF_ONE * me.number + number) % len(files)]
        sent = me.chat.send_file(me.user, name, content)
        yield
        me.command("add", reply_to=sent)
        yield
        me.say(f"What is said of {kind}, onward heading row word?")
        yield
        me.command("remove") if number else me.say("Who is the bell founder of voice 1?")
        yield


def forwards(me: Attacker) -> Step:
    """Messages with somebody's name as their origin, to be added."""
    origin = {"type": "hidden_user", "date": 1_700_000_000, "sender_user_name": "\u202eNo stored\nsentence"}
    for number in count():
        message = me.chat.say(me.user, f"The moon of day {number % 4} is cheese.", extra={"forward_origin": origin})
        yield
        me.command("add", reply_to=message)
        yield
        me.say(f"What is the moon of day {number % 4}?")
        yield


def forged_presses(me: Attacker) -> Step:
    """Buttons that no message has."""
    data = ("1:q:0", "1:q:999", "1:c:999", "v1:+:0", "v1:-:999", "r1:1:0", "r1:7:999999", "s1:x", "", "x" * 64)
    me.say(me.question)
    yield
    for forged in cycle(data):
        answers = me.chat.answers
        if answers:
            answers[-1].tap(me.user, forged, forged=True)
        else:
            me.say(me.question)
        yield


def forged_links(me: Attacker) -> Step:
    """What stands behind /start in links that nobody made."""
    for number in count():
        me.command("start", f"q{number % 3000}-{number % 40}-{40 + number % 60}-{me.draw.randrange(16**8):08x}")
        yield
        me.command("start", me.draw.choice(("q" * 64, "inline", "q1-0-999999999-00000000", "../../etc", "-1")))
        yield


def inline_queries(me: Attacker) -> Step:
    """One for every letter, and hostile ones."""
    texts = hostile_texts()
    for number in count():
        query = me.question if number % 2 else texts[number % len(texts)]
        with me.server.world.changed:
            me.server.events.ask_inline(me.user, query[:256], me.draw.choice(("", "50", "x")), "private")
        yield


def edits(me: Attacker) -> Step:
    """The same message over and over, with other words."""
    while True:
        message = me.chat.say(me.user, me.question)
        yield
        for _ in range(20):
            me.chat.edit(message, me.question)
            yield


def odd_shapes(me: Attacker) -> Step:
    """Updates that no library expects."""
    while True:
        for update in odd_updates(chat_json(me.chat.chat), user_json(me.user), int(time.time())):
            me.server.send_update(update)
            yield


def blocks(me: Attacker) -> Step:
    """Asks, and is gone before the answer."""
    while True:
        me.say(me.question)
        me.chat.block()
        yield


def mentions(me: Attacker) -> Step:
    """Mentions of everybody, in a group and in private."""
    names = " ".join(f"@person_{number}" for number in range(200))
    while True:
        me.say(f"{names} {me.question}"[:4000])
        yield
        if me.group:
            me.group.say(me.user, f"@verbatim_bot {me.question} {names}"[:4000])
            yield


def migrations(me: Attacker) -> Step:
    """Groups of one person that become supergroups, after something was added."""
    while True:
        group = me.server.group("Mine", members=[me.user], basic=True)
        note = group.say(me.user, "The keys of the mill are under the mat.")
        entity: Entity = {"type": "bot_command", "offset": 0, "length": 4}
        group.say(me.user, "/add", entities=[entity], reply_to=note)
        yield
        group.migrate()
        yield
        me.say("", extra={"migrate_to_chat_id": me.draw.randrange(-2 * 10**12, 0)}, is_service=True)
        yield


def captions(me: Attacker) -> Step:
    """Huge captions, on what is no text."""
    texts = hostile_texts()
    for number in count():
        document = {"file_id": f"none-{number}", "file_unique_id": "u", "file_name": "x" * 3000 + ".txt"}
        me.say(texts[number % len(texts)][:1024], extra={"document": document})
        yield


def deep_replies(me: Attacker) -> Step:
    """Follow-ups to follow-ups."""
    me.say(me.question)
    yield
    while True:
        answers = me.chat.answers
        me.chat.say(
            me.user, f"and {me.draw.choice(('when', 'where', 'how long'))}?", reply_to=answers[-1] if answers else None
        )
        yield


def choices(me: Attacker) -> Step:
    """Every command, and every language."""
    commands = "settings sources help privacy mute unmute stats remove add ask start".split()
    while True:
        for name in commands:
            me.command(name, me.draw.choice(("", "9" * 400, "-1h", "q", me.question)))
            yield


KINDS: tuple[Callable[[Attacker], Step], ...] = (
    hostile_questions,
    hostile_questions_in_groups,
    true_questions,
    floods,
    floods_of_a_group,
    additions,
    forwards,
    true_questions,
    forged_presses,
    forged_links,
    inline_queries,
    edits,
    odd_shapes,
    additions,
    blocks,
    mentions,
    migrations,
    captions,
    deep_replies,
    choices,
    true_questions,
)

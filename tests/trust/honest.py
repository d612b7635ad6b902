"""The honest: people who ask, in private chats, in groups and inline, and who add a note of their own."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import cycle

from tests.bot_api import BotApiServer, Group, PrivateChat, User
from tests.bot_api.text import find_entities
from tests.bot_api.world import InlineRecord
from tests.trust.corpus import Question
from tests.trust.schedule import Act

IN_PRIVATE, IN_A_GROUP, INLINE, ADDING = "in private", "in a group", "inline", "adding"
_WAYS = (IN_PRIVATE, IN_A_GROUP, INLINE, ADDING)
_WEIGHTS = (80, 12, 6, 2)


@dataclass(frozen=True)
class Asked:
    """What somebody asked, `due` and `sent` at moments (monotonic seconds), and what the answer has to quote.

    `message_id` is that of the question; an inline query has an `inline` record instead. A note that is added is
    answered by the bot's own words: `sentence` is empty.
    """

    way: str
    due: float
    sentence: str
    chat_id: int = 0
    message_id: int = 0
    inline: InlineRecord | None = None
    sent: float = field(default_factory=time.monotonic)


@dataclass
class Honest:
    """So many people, the groups they are in, and what they have asked so far."""

    server: BotApiServer
    questions: list[Question]
    people: int
    groups: list[Group] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._draw = random.Random(11)  # noqa: S311  # repeatable, not secret
        self._chats = [self.server.private_chat(self.server.user(f"Person {number}")) for number in range(self.people)]
        members = [chat.user for chat in self._chats]
        size = max(4, self.people // 60)
        for begin in range(0, self.people // 4, size):
            self.groups.append(self.server.group(f"Group {begin}", members=members[begin : begin + size]))
        # Everybody has their turn, so that nobody asks faster than people may.
        self._turns = cycle(self._draw.sample(self._chats, len(self._chats)))
        self._rooms = cycle((group, user) for turn in range(size) for group, user in self._seats(turn))

    def acts(self, per_second: float, seconds: float) -> list[Act]:
        """What they do in so many seconds: evenly, as times that are drawn would make two runs differ."""
        ways = self._draw.choices(_WAYS, _WEIGHTS, k=int(per_second * seconds))
        return [Act(number / per_second, self._one(way)) for number, way in enumerate(ways)]

    def take(self) -> list[Asked]:
        """What was asked since the last call."""
        taken, self.asked = self.asked, []
        return taken

    def _one(self, way: str) -> Callable[[float], None]:
        question = self._draw.choice(self.questions)
        match way:
            case "in a group":
                group, user = next(self._rooms)
                return lambda due: self._ask_in(group, user, question, due)
            case "inline":
                return self._inline(next(self._turns).user, question)
            case "adding":
                return self._add(next(self._turns))
        chat = next(self._turns)
        return lambda due: self._ask(chat, question, due)

    def _ask(self, chat: PrivateChat, question: Question, due: float) -> None:
        message = chat.say(chat.user, question.text)
        self.asked.append(Asked(IN_PRIVATE, due, question.sentence, chat.id, message.id))

    def _ask_in(self, group: Group, user: User, question: Question, due: float) -> None:
        message = group.say(user, f"/ask {question.text}")
        self.asked.append(Asked(IN_A_GROUP, due, question.sentence, group.id, message.id))

    def _inline(self, user: User, question: Question) -> Callable[[float], None]:
        def ask(due: float) -> None:
            with self.server.world.changed:
                record = self.server.events.ask_inline(user, question.text, "", "private")
            self.asked.append(Asked(INLINE, due, question.sentence, inline=record))

        return ask

    def _add(self, chat: PrivateChat) -> Callable[[float], None]:
        def add(due: float) -> None:
            note = chat.send_file(chat.user, "note.txt", b"My bicycle stands behind the mill.")
            command = chat.say(chat.user, "/add", entities=find_entities("/add"), reply_to=note)
            self.asked.append(Asked(ADDING, due, "", chat.id, command.id))

        return add

    def _seats(self, turn: int) -> Iterator[tuple[Group, User]]:
        for group in self.groups:
            members = list(group.chat.members.values())
            user = members[turn % len(members)].user
            if user is not self.server.bot:
                yield group, user

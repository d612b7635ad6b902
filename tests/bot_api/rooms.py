"""What people do in chats: a private chat, a group, a topic, a channel."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import PurePosixPath
from typing import Any

from tests.bot_api.picture import chat_picture
from tests.bot_api.reading import Message
from tests.bot_api.shapes import origin_json
from tests.bot_api.stage import PATIENCE, Stage
from tests.bot_api.text import Entity, find_entities, prepare, utf16_length
from tests.bot_api.world import Chat, Member, MessageRecord, StoredFile, TopicRecord, User


class Room:
    """A chat, or one topic of it. `thread_id` is None outside topics."""

    def __init__(self, stage: Stage, chat: Chat, topic: TopicRecord | None = None) -> None:
        self._stage = stage
        self.chat = chat
        self.topic_record = topic

    @property
    def id(self) -> int:
        """The chat's id."""
        return self.chat.id

    @property
    def thread_id(self) -> int | None:
        """The topic's message_thread_id."""
        return self.topic_record.id if self.topic_record else None

    @property
    def messages(self) -> list[Message]:
        """What stands here now, oldest first."""
        return [Message(self._stage, record) for record in self._records() if not record.deleted]

    @property
    def answers(self) -> list[Message]:
        """What the bot wrote here and did not delete, oldest first."""
        return [message for message in self.messages if message.from_bot]

    def _records(self) -> list[MessageRecord]:
        with self._stage.world.changed:
            records = list(self.chat.messages.values())
        return [record for record in records if self.topic_record is None or record.thread_id == self.thread_id]

    def say(
        self,
        sender: User,
        text: str,
        *,
        reply_to: Message | None = None,
        quote: str | None = None,
        entities: list[Entity] | None = None,
        ago: float = 0.0,
        deliver: bool | None = None,
        **fields: Any,
    ) -> Message:
        """`sender` writes. Returns the message; raises ApiError for what a phone could not send.

        `quote` is a part of `reply_to`'s text. `entities`, where given, go out unchecked instead of those that
        Telegram finds (a person's own formatting, or nonsense). `ago` dates it back, in seconds. `deliver` overrides
        whether the bot sees it. `fields` are MessageRecord's.
        """
        if entities is None:
            text, found = prepare(text, [])
        else:
            found = [dict(entity) for entity in entities]
        with self._stage.world.changed:
            if self.chat.type == "private" and sender is self.chat.user:
                sender.started = True
                self._stage.events.set_blocked(self.chat, False)
            quoted = None
            if quote is not None:
                assert reply_to is not None, "a quote needs the message it is from"
                assert quote in reply_to.text, f"{quote!r} is not in {reply_to!r}"
                position = utf16_length(reply_to.text[: reply_to.text.index(quote)])
                quoted = {"text": quote, "position": position, "is_manual": True}
            fields.setdefault("sender", sender)
            if self.topic_record is not None:
                fields |= {"thread_id": self.thread_id, "is_topic_message": True}
            record = self._stage.events.post(
                self.chat,
                ago=ago,
                deliver=deliver,
                text=text,
                entities=found,
                reply_to=reply_to.record if reply_to else None,
                quote=quoted,
                **fields,
            )
        return Message(self._stage, record)

    def forward(self, sender: User, message: Message) -> Message:
        """`sender` forwards a message here."""
        extra = {"forward_origin": origin_json(message.record)}
        return self.say(sender, message.text, entities=message.entities, extra=extra)

    def send_file(
        self, sender: User, name: str, content: bytes, caption: str = "", *, sized: bool = True, **fields: Any
    ) -> Message:
        """`sender` sends a document; the bot may fetch it with getFile. Not `sized`, it comes without its size."""
        world = self._stage.world
        path = f"documents/file_{len(world.files)}{PurePosixPath(name).suffix}"
        stored = StoredFile(world.serial(), path, name, content)
        world.files[stored.id] = stored
        document: dict[str, Any] = {"file_id": stored.id, "file_unique_id": f"u{stored.id}", "file_name": name}
        if sized:
            document["file_size"] = len(content)
        return self.say(sender, caption, entities=find_entities(caption), extra={"document": document}, **fields)

    def edit(self, message: Message, text: str) -> Message:
        """The author of `message` changes it."""
        cleaned, entities = prepare(text, [])
        with self._stage.world.changed:
            self._stage.events.edit(message.record, cleaned, entities)
        return message

    def touch(self, message: Message) -> Message:
        """An edit that leaves the text as it was: how a reaction to a message, or its link preview, can arrive."""
        record = message.record
        with self._stage.world.changed:
            self._stage.events.edit(record, record.text, record.entities, touch=True)
        return message

    def react(self, user: User, message: Message, emoji: str = "👍") -> None:
        """`user` reacts: a message_reaction where the bot gets those, and for a person's message also a touch."""
        with self._stage.world.changed:
            self._stage.events.react(user, message.record, emoji)
        if not message.from_bot:
            self.touch(message)

    def delete(self, message: Message) -> None:
        """Somebody deletes a message. Telegram tells bots nothing of it."""
        with self._stage.world.changed:
            message.record.deleted = True
            self._stage.world.changed.notify_all()

    def service(self, sender: User | None, **extra: Any) -> Message:
        """A service message with these fields, such as `pinned_message` or `new_chat_title`."""
        with self._stage.world.changed:
            return Message(self._stage, self._stage.events.service(self.chat, sender, **extra))

    def wait_for(self, wanted: Callable[[Message], bool] = lambda _: True, timeout: float = PATIENCE) -> Message:
        """The first of the bot's messages here that is `wanted`; waits for it."""
        return self._stage.wait(
            lambda: next((message for message in self.answers if wanted(message)), None),
            timeout,
            lambda: f"the bot wrote nothing of that kind in {timeout} s:\n{self.picture()}",
        )

    def wait_for_reply(self, question: Message, timeout: float = PATIENCE) -> Message:
        """The bot's first reply to `question`; waits for it."""
        return self.wait_for(lambda message: message.reply_to == question, timeout)

    def ask(self, sender: User, text: str, *, timeout: float = PATIENCE, **fields: Any) -> Message:
        """Say something, and return the first message that the bot writes here afterwards."""
        question = self.say(sender, text, **fields)
        return self.wait_for(lambda message: message.record.acted > question.record.acted, timeout)

    def picture(self) -> str:
        """What a phone shows of this chat, in plain characters."""
        return chat_picture(self.chat, self._records())


class PrivateChat(Room):
    """A person and the bot."""

    @property
    def user(self) -> User:
        """The person."""
        assert self.chat.user is not None
        return self.chat.user

    def start(self, payload: str = "", **fields: Any) -> Message:
        """The person presses Start, perhaps by way of a link `t.me/bot?start=payload`."""
        return self.say(self.user, f"/start {payload}".rstrip(), **fields)

    def block(self) -> None:
        """The person blocks the bot."""
        with self._stage.world.changed:
            self._stage.events.set_blocked(self.chat, True)

    def unblock(self) -> None:
        """The person lets the bot in again."""
        with self._stage.world.changed:
            self._stage.events.set_blocked(self.chat, False)


class Topic(Room):
    """One topic of a forum."""

    def close(self) -> None:
        """Nobody but administrators may write here from now on."""
        self._change("forum_topic_closed", closed=True)

    def reopen(self) -> None:
        """Everybody may write here again."""
        self._change("forum_topic_reopened", closed=False)

    def _change(self, event: str, *, closed: bool) -> None:
        assert self.topic_record is not None
        with self._stage.world.changed:
            self.topic_record.closed = closed
            self._stage.events.post(
                self.chat, is_service=True, extra={event: {}}, thread_id=self.thread_id, is_topic_message=True
            )

    def remove(self) -> None:
        """The topic and its messages are deleted."""
        assert self.topic_record is not None
        with self._stage.world.changed:
            self.topic_record.deleted = True
            for record in self._records():
                record.deleted = True


class Group(Room):
    """A group or supergroup."""

    @property
    def owner(self) -> User:
        """Its creator, in whose name things happen that need somebody."""
        return next(member.user for member in self.chat.members.values() if member.status == "creator")

    def say_anonymously(self, text: str, **fields: Any) -> Message:
        """An administrator writes as the group."""
        world = self._stage.world
        return self.say(world.anonymous_admin, text, sender_chat=self.chat, **fields)

    def say_as(self, channel: Channel, text: str, **fields: Any) -> Message:
        """Somebody writes in a channel's name."""
        return self.say(self._stage.world.channel_bot, text, sender_chat=channel.chat, **fields)

    def topic(self, name: str) -> Topic:
        """A new forum topic."""
        assert self.chat.is_forum, "only a forum has topics: group(…, forum=True)"
        with self._stage.world.changed:
            return Topic(self._stage, self.chat, self._stage.events.open_topic(self.chat, name, self.owner))

    def set_member(self, user: User, status: str, *, anonymous: bool = False, **rights: bool) -> None:
        """`user`'s place becomes `status`, one of the API's words, with these rights."""
        with self._stage.world.changed:
            self._stage.events.set_member(self.chat, user, self.owner, status, anonymous=anonymous, rights=rights)

    def join(self, *users: User) -> None:
        """They become members."""
        for user in users:
            self.set_member(user, "member")

    def leave(self, user: User) -> None:
        """`user` goes."""
        self.set_member(user, "left")

    def kick(self, user: User) -> None:
        """`user` is banned; with `server.bot` the bot."""
        self.set_member(user, "kicked")

    def promote(self, user: User, **rights: bool) -> None:
        """`user` becomes an administrator, with every right not denied here."""
        self.set_member(user, "administrator", **rights)

    def demote(self, user: User) -> None:
        """`user` is a plain member again."""
        self.set_member(user, "member")

    def mute_bot(self) -> None:
        """The bot may read and not write."""
        self.set_member(self._stage.world.bot, "restricted")

    def migrate(self) -> Group:
        """A basic group becomes a supergroup: the new one."""
        assert self.chat.type == "group", "only a basic group migrates: group(…, basic=True)"
        with self._stage.world.changed:
            return Group(self._stage, self._stage.events.migrate(self.chat, self.owner))


class Channel(Room):
    """A channel. With a linked group, posts are forwarded there at once."""

    def post(self, text: str, *, ago: float = 0.0) -> Message:
        """A post in the channel's name."""
        cleaned, entities = prepare(text, [])
        with self._stage.world.changed:
            record = self._stage.events.post(self.chat, ago=ago, sender_chat=self.chat, text=cleaned, entities=entities)
        return Message(self._stage, record)

    def link(self, group: Group) -> None:
        """`group` becomes the channel's discussion group."""
        self.chat.linked, group.chat.linked = group.chat, self.chat

    def add_bot(self, *, admin: bool = True) -> None:
        """The bot joins, as bots can: as an administrator."""
        with self._stage.world.changed:
            world = self._stage.world
            status = "administrator" if admin else "member"
            self._stage.events.set_member(self.chat, world.bot, self._owner(), status)

    def remove_bot(self) -> None:
        """The bot is thrown out."""
        with self._stage.world.changed:
            self._stage.events.set_member(self.chat, self._stage.world.bot, self._owner(), "kicked")

    def _owner(self) -> User:
        return next(member.user for member in self.chat.members.values() if member.status == "creator")


def members_of(owner: User, members: Iterable[User], admins: Iterable[User]) -> dict[int, Member]:
    """The first members of a new chat."""
    all_of_them = {user.id: Member(user) for user in members}
    all_of_them |= {user.id: Member(user, "administrator") for user in admins}
    return all_of_them | {owner.id: Member(owner, "creator")}

"""What happens in the world, and which updates the bot gets of it.

Every function here expects the world's lock to be held. A lane is the key by which updates keep their order.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.bot_api.shapes import chat_json, inaccessible_json, member_json, message_json, user_json
from tests.bot_api.text import Entity
from tests.bot_api.world import (
    ADMIN,
    JSON,
    PRESENT,
    CallbackRecord,
    Chat,
    InlineRecord,
    Member,
    MessageRecord,
    TopicRecord,
    User,
    World,
)

Publish = Callable[[str, JSON, str], Any]


class Events:
    """Changes the world and publishes what the bot may see. `privacy` is BotFather's switch."""

    def __init__(self, world: World, publish: Publish, *, privacy: bool = True) -> None:
        self.world = world
        self.publish = publish
        self.privacy = privacy

    def post(self, chat: Chat, *, ago: float = 0.0, deliver: bool | None = None, **fields: Any) -> MessageRecord:
        """A message appears in `chat`; `fields` are MessageRecord's. `deliver` overrides what the bot sees."""
        date = int(self.world.now() - ago)
        message = MessageRecord(next(chat.message_ids), chat, date, **fields)
        replied = message.reply_to
        if message.thread_id is None and replied is not None and replied.chat is chat and chat.type == "supergroup":
            # In a forum the topic; elsewhere the thread is named after the message that began it.
            in_thread = replied.is_topic_message or not chat.is_forum
            message.thread_id = (replied.thread_id or replied.id) if in_thread else None
            message.is_topic_message = replied.is_topic_message
        message.acted = self.world.act()
        if message.sender is not self.world.bot or message.via_bot is not None:
            chat.last_human_act = message.acted
        message.remember()
        chat.messages[message.id] = message
        if deliver if deliver is not None else self._sees(message):
            kind = "channel_post" if chat.type == "channel" else "message"
            self.publish(kind, message_json(message), str(chat.id))
        if chat.type == "channel" and chat.linked is not None and not message.is_service:
            self._forward_to_discussion(message, chat.linked)
        self.world.changed.notify_all()
        return message

    def service(self, chat: Chat, sender: User | None, **extra: Any) -> MessageRecord:
        """A service message, such as new_chat_members, with its own fields in `extra`."""
        return self.post(chat, sender=sender, is_service=True, extra=extra)

    def edit(self, message: MessageRecord, text: str, entities: list[Entity], *, touch: bool = False) -> None:
        """A person edits a message. With `touch` nothing changes: how a reaction or a loaded preview arrives."""
        message.text, message.entities = text, entities
        message.edit_date = int(self.world.now())
        if not touch:
            message.acted = self.world.act()
            message.chat.last_human_act = message.acted
            message.remember()
        if self._sees(message):
            kind = "edited_channel_post" if message.chat.type == "channel" else "edited_message"
            self.publish(kind, message_json(message), str(message.chat.id))
        self.world.changed.notify_all()

    def react(self, user: User, message: MessageRecord, emoji: str) -> None:
        """A reaction: as an update of its own to an administrator that asked for it."""
        chat = message.chat
        if chat.type != "private" and chat.status(self.world.bot) not in ADMIN:
            return
        reaction = {"type": "emoji", "emoji": emoji}
        payload = {
            "chat": chat_json(chat),
            "message_id": message.id,
            "user": user_json(user),
            "date": int(self.world.now()),
            "old_reaction": [],
            "new_reaction": [reaction],
        }
        self.publish("message_reaction", payload, str(chat.id))

    def set_member(self, chat: Chat, user: User, by: User, status: str, **fields: Any) -> None:
        """Somebody's place in a chat changes: member updates, and the service message people see."""
        old = chat.members.get(user.id) or Member(user, "left")
        new = Member(user, status, **fields)
        chat.members[user.id] = new
        is_bot = user is self.world.bot
        kind = "my_chat_member" if is_bot else "chat_member"
        if is_bot or chat.status(self.world.bot) in ADMIN:
            payload = {
                "chat": chat_json(chat),
                "from": user_json(by),
                "date": int(self.world.now()),
                "old_chat_member": member_json(old),
                "new_chat_member": member_json(new),
            }
            self.publish(kind, payload, str(chat.id))
        if chat.is_group and old.status not in PRESENT and status in PRESENT:
            self.service(chat, by, new_chat_members=[user_json(user)])
        elif chat.is_group and old.status in PRESENT and status not in PRESENT and not is_bot:
            self.service(chat, by, left_chat_member=user_json(user))
        self.world.changed.notify_all()

    def set_blocked(self, chat: Chat, blocked: bool) -> None:
        """A person blocks the bot, or lets it in again."""
        user = chat.user
        if user is None or user.blocked == blocked:
            return
        user.blocked = blocked
        states = {"old_chat_member": not blocked, "new_chat_member": blocked}
        payload: JSON = {"chat": chat_json(chat), "from": user_json(user), "date": int(self.world.now())}
        for name, out in states.items():
            payload[name] = member_json(Member(self.world.bot, "kicked" if out else "member"))
        self.publish("my_chat_member", payload, str(chat.id))

    def open_topic(self, chat: Chat, name: str, by: User | None) -> TopicRecord:
        """A new forum topic, with the service message that gives it its number."""
        message = MessageRecord(next(chat.message_ids), chat, int(self.world.now()), sender=by, is_service=True)
        message.extra = {"forum_topic_created": {"name": name, "icon_color": 7322096}}
        message.thread_id, message.is_topic_message = message.id, True
        message.acted = self.world.act()
        message.remember()
        chat.messages[message.id] = message
        topic = TopicRecord(message.id, name, created=message)
        chat.topics[topic.id] = topic
        if self._sees(message):
            self.publish("message", message_json(message), str(chat.id))
        return topic

    def migrate(self, chat: Chat, by: User | None) -> Chat:
        """A basic group becomes a supergroup; the old id then only says so."""
        new = self.world.add_chat("supergroup", title=chat.title)
        new.members = dict(chat.members)
        self.service(chat, by, migrate_to_chat_id=new.id)
        chat.migrated_to = new
        self.service(new, by, migrate_from_chat_id=chat.id)
        return new

    def press(self, user: User, message: MessageRecord, data: str) -> CallbackRecord:
        """A button is pressed. The query is addressed to the bot that sent the message, whatever the data says."""
        query = CallbackRecord(self.world.serial(), user, message, data, self.world.now())
        self.world.callbacks[query.id] = query
        payload: JSON = {
            "id": query.id,
            "from": user_json(user),
            "chat_instance": str(hash((message.chat.id, "instance"))),
            "data": data,
        }
        if message.inline_message_id is not None:
            payload["inline_message_id"] = message.inline_message_id
        else:
            payload["message"] = message_json(message) if message.accessible else inaccessible_json(message)
        message.chat.last_human_act = self.world.act()
        self.publish("callback_query", payload, str(message.chat.id))
        return query

    def ask_inline(self, user: User, query: str, offset: str, chat_type: str) -> InlineRecord:
        """A person types `@bot words` somewhere."""
        record = InlineRecord(self.world.serial(), user, query, offset, self.world.now())
        self.world.inline_queries[record.id] = record
        payload = {
            "id": record.id,
            "from": user_json(user),
            "query": query,
            "offset": offset,
            "chat_type": chat_type,
        }
        self.publish("inline_query", payload, f"inline {user.id}")
        return record

    def chosen(self, record: InlineRecord, result_id: str, message: MessageRecord) -> None:
        """An inline result was sent; the bot hears of it where feedback is on in BotFather."""
        payload = {"result_id": result_id, "from": user_json(record.user), "query": record.query}
        if message.inline_message_id is not None:
            payload["inline_message_id"] = message.inline_message_id
        self.publish("chosen_inline_result", payload, f"inline {record.user.id}")

    def _sees(self, message: MessageRecord) -> bool:
        return self.world.bot_sees(message, privacy=self.privacy)

    def _forward_to_discussion(self, post: MessageRecord, group: Chat) -> None:
        origin = {"type": "channel", "date": post.date, "chat": chat_json(post.chat), "message_id": post.id}
        self.post(
            group,
            sender=self.world.telegram,
            sender_chat=post.chat,
            text=post.text,
            entities=[dict(entity) for entity in post.entities],
            extra={"is_automatic_forward": True, "forward_origin": origin},
        )

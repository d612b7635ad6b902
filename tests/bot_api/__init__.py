"""A Bot API server for tests, strict where Telegram is strict, and an auditor of every word the bot says."""

from tests.bot_api.auditor import Auditor
from tests.bot_api.faults import Fault
from tests.bot_api.inline import InlineAnswer
from tests.bot_api.limits import Limits
from tests.bot_api.methods import Utterance
from tests.bot_api.reading import CallbackAnswer, Link, Message, Press
from tests.bot_api.rooms import Channel, Group, PrivateChat, Room, Topic
from tests.bot_api.server import BotApiServer
from tests.bot_api.stage import PATIENCE
from tests.bot_api.world import User

__all__ = [
    "PATIENCE",
    "Auditor",
    "BotApiServer",
    "CallbackAnswer",
    "Channel",
    "Fault",
    "Group",
    "InlineAnswer",
    "Limits",
    "Link",
    "Message",
    "Press",
    "PrivateChat",
    "Room",
    "Topic",
    "User",
    "Utterance",
]

"""All methods by name. getUpdates, setWebhook and deleteWebhook wait for things and live with the server."""

from __future__ import annotations

from tests.bot_api.methods import answering, chats, inline, messages, profile
from tests.bot_api.methods.context import Method

METHODS: dict[str, Method] = {
    name.lower(): method
    for group in (messages.METHODS, answering.METHODS, inline.METHODS, chats.METHODS, profile.METHODS)
    for name, method in group.items()
}

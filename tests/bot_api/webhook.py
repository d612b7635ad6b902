"""Delivery of updates by HTTP POST, as Telegram does it once a webhook is set."""

from __future__ import annotations

import asyncio
import re
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from aiohttp import ClientError, ClientSession, ClientTimeout

from tests.bot_api.errors import bad_request
from tests.bot_api.updates import UpdateQueue, Waiting
from tests.bot_api.world import JSON

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  # the name of the header
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def check_webhook(url: str, secret: str) -> None:
    """Raise ApiError for an address or a secret that Telegram does not take.

    Plain HTTP is taken on loopback, where a test's bot listens without the proxy that holds the certificate.
    """
    parts = urlsplit(url)
    if parts.scheme != "https" and parts.hostname not in _LOOPBACK:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if parts.hostname not in _LOOPBACK and (parts.port or 443) not in (443, 80, 88, 8443):
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    if len(secret) > 256:
        raise bad_request("secret token is too long")
    if secret and not re.fullmatch(r"[A-Za-z0-9_-]+", secret):
        raise bad_request("secret token contains unallowed characters")


@dataclass
class Webhook:
    """Where updates go. `routes` play the reverse proxy: public prefix to local prefix."""

    queue: UpdateQueue
    url: str = ""
    secret: str = ""
    max_connections: int = 40
    last_error: JSON = field(default_factory=dict)
    routes: dict[str, str] = field(default_factory=dict)
    first_retry: float = 0.1

    def info(self) -> JSON:
        """A WebhookInfo."""
        shape: JSON = {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self.queue.waiting),
        }
        if self.url:
            shape |= {"max_connections": self.max_connections, **self.last_error}
        if self.queue.allowed:
            shape["allowed_updates"] = self.queue.allowed
        return shape

    def target(self) -> str:
        """The address that is really called."""
        for public, local in self.routes.items():
            if self.url.startswith(public):
                return local + self.url.removeprefix(public)
        return self.url

    async def run(self) -> None:
        """Deliver for ever: one update of a chat at a time, different chats at once."""
        async with ClientSession(timeout=ClientTimeout(total=30)) as session, asyncio.TaskGroup() as group:
            while True:
                busy = {entry.lane for entry in self.queue.waiting if entry.in_flight}
                free = self.max_connections - sum(entry.in_flight for entry in self.queue.waiting)
                for entry in list(self.queue.waiting) if self.url else []:
                    if free > 0 and not entry.in_flight and entry.lane not in busy:
                        entry.in_flight = True
                        busy.add(entry.lane)
                        free -= 1
                        group.create_task(self._deliver(session, entry))
                await self.queue.something_new(1.0)

    async def _deliver(self, session: ClientSession, entry: Waiting) -> None:
        pause = self.first_retry
        try:
            while self.url and entry in self.queue.waiting:
                if await self._post(session, entry.update):
                    self.queue.remove(entry)
                    return
                await asyncio.sleep(pause)
                pause = min(pause * 2, 5.0)
        finally:
            entry.in_flight = False
            self.queue.wake()

    async def _post(self, session: ClientSession, update: JSON) -> bool:
        headers = {SECRET_HEADER: self.secret} if self.secret else {}
        try:
            async with session.post(self.target(), json=update, headers=headers) as response:
                if 200 <= response.status < 300:
                    return True
                reason = f"Wrong response from the webhook: {response.status} {response.reason}"
        except (ClientError, TimeoutError, OSError):
            reason = "Connection refused"
        self.last_error = {"last_error_date": int(time.time()), "last_error_message": reason}
        return False

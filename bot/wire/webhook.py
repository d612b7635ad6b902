"""Receiving updates by webhook: Telegram posts them to a URL, behind which a proxy with a certificate hands them on.

python-telegram-bot's own server (`Updater.start_webhook`) has no place for a health check, and one for certificates,
which are the proxy's business here. This is the little that is left, on the same tornado.

    POST path of the URL    an update; 403 without the secret that Telegram was told
    GET /health             200 while updates are taken, 503 before and after
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import re
import secrets
from collections.abc import Sequence
from contextlib import suppress
from urllib.parse import urlsplit

from telegram import Bot, Update
from telegram.error import BadRequest
from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler

from bot.errors import RefusedError, SettingsError
from bot.logs import summary_of

log = logging.getLogger(__name__)

HEALTH = "/health"
_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  # the name of the header
# Far more than any update has.
_MAX_BYTES = 4 * 1024 * 1024


class Webhook:
    """Puts the updates that Telegram posts into a queue."""

    def __init__(
        self,
        bot: Bot,
        queue: asyncio.Queue[object],
        *,
        url: str,
        listen: tuple[str, int],
        secret: str,
        allowed: Sequence[str],
    ) -> None:
        self._bot, self._queue = bot, queue
        self._url, self._listen, self._allowed = url, listen, allowed
        self._secret = secret or secrets.token_urlsafe(32)
        self._server: HTTPServer | None = None
        self.open = False

    def listen(self) -> None:
        """Open the port, for the health check at first. Raises SettingsError where that cannot be."""
        path = urlsplit(self._url).path or "/"
        routes = [(HEALTH, _Health, {"webhook": self}), (re.escape(path), _Update, {"webhook": self})]
        server = HTTPServer(Application(routes, log_function=lambda handler: None), max_buffer_size=_MAX_BYTES)
        host, port = self._listen
        try:
            server.listen(port, host)
        except OSError as error:
            raise SettingsError(f"cannot listen on {host}:{port}: {error.strerror or error}") from None
        self._server = server

    async def announce(self) -> None:
        """Tell Telegram where to post. Raises RefusedError where it does not take this URL."""
        try:
            await self._bot.set_webhook(self._url, secret_token=self._secret, allowed_updates=self._allowed)
        except BadRequest as error:
            raise RefusedError(f"Telegram does not take {self._url} as a webhook: {error.message}") from None
        self.open = True

    async def run(self) -> None:
        """Take updates until cancelled."""
        log.info("waiting for what Telegram posts to %s, on %s:%s", self._url, *self._listen)
        await asyncio.Event().wait()

    async def close(self) -> None:
        """Take no more. Telegram keeps what comes in meanwhile, and posts it when the bot is back."""
        self.open = False
        if self._server:
            self._server.stop()

    async def confirm(self) -> None:
        """Let go of all connections: Telegram knows already what was taken."""
        if self._server:
            await self._server.close_all_connections()

    def knows(self, secret: str) -> bool:
        """Whether this is the secret that only Telegram was told."""
        return hmac.compare_digest(secret.encode(), self._secret.encode())

    def take(self, body: bytes) -> None:
        """Queue an update. Raises ValueError for what is none."""
        data = json.loads(body)
        if not isinstance(data, dict):
            raise ValueError("not an object")
        try:
            update = Update.de_json(data, self._bot)
        except Exception as error:  # Telegram would post it again and again, and it would never be one
            log.warning("an update that cannot be read was passed over: %s", summary_of(error))
            return
        self._queue.put_nowait(update)


class _Handler(RequestHandler):
    def initialize(self, webhook: Webhook) -> None:
        self.webhook = webhook

    def set_default_headers(self) -> None:
        self.clear_header("Server")

    def write_error(self, status_code: int, **_: object) -> None:
        self.finish(str(status_code))


class _Health(_Handler):
    def get(self) -> None:
        self.set_status(200 if self.webhook.open else 503)
        self.finish("ok" if self.webhook.open else "not taking updates")


class _Update(_Handler):
    def post(self) -> None:
        if not self.webhook.knows(self.request.headers.get(_SECRET_HEADER, "")):
            self.send_error(403)
        elif not self.webhook.open:
            self.send_error(503)
        else:
            try:
                self.webhook.take(self.request.body)
            except ValueError:
                self.send_error(400)
            else:
                with suppress(Exception):  # whoever posted has left; the update is taken
                    self.finish()

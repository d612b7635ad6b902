"""Receives updates by webhook, behind a reverse proxy that terminates TLS.

    POST path of the URL    an update; 403 without the secret, before the body is read. 200 once it is stored or handled
    GET /health             200 while updates are accepted, 503 before and after

`Updater.start_webhook` of python-telegram-bot, on the same tornado, has no health check.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import re
import secrets
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from telegram import Bot
from telegram.error import BadRequest
from tornado.http1connection import HTTP1ServerConnection
from tornado.httpserver import HTTPServer
from tornado.iostream import IOStream
from tornado.web import Application, RequestHandler, stream_request_body

from bot.errors import RefusedError, SettingsError
from bot.wire.intake import Intake
from bot.wire.reading import id_of
from bot.wire.unfinished import MOST

log = logging.getLogger(__name__)

HEALTH = "/health"
_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  # the name of the header
# Far more than the size of any update.
_MAX_BYTES = 4 * 1024 * 1024

# Seconds for which an update that could not be stored waits for its answer: Telegram posts it again after 503.
_HANDLED = 25.0

MOST_CONNECTIONS = 256
"""Maximum number of open connections. Telegram opens 40 unless it is told another number."""

IDLE, BODY = 75.0, 20.0
"""Timeouts in seconds for the headers of a request, and for its body."""


class Webhook:
    """Receives updates from Telegram and hands them to an intake."""

    def __init__(self, bot: Bot, intake: Intake, *, url: str, listen: tuple[str, int], secret: str) -> None:
        self._bot, self._intake = bot, intake
        self._url, self._listen = url, listen
        self._secret = secret or secrets.token_urlsafe(32)
        self._server: HTTPServer | None = None
        self.well = False
        """Whether updates are accepted."""

    def listen(self) -> None:
        """Open the port; updates are not accepted yet. Raises SettingsError if it cannot be opened."""
        path = urlsplit(self._url).path or "/"
        routes = [(HEALTH, _Health, {"webhook": self}), (re.escape(path), _Update, {"webhook": self})]
        server = _Server(
            Application(routes, log_function=lambda handler: None),
            max_buffer_size=_MAX_BYTES,
            idle_connection_timeout=IDLE,
            body_timeout=BODY,
        )
        host, port = self._listen
        try:
            server.listen(port, host)
        except OSError as error:
            raise SettingsError(f"cannot listen on {host}:{port}: {error.strerror or error}") from None
        self._server = server

    async def announce(self) -> None:
        """Set the webhook, and accept updates. Raises RefusedError if Telegram refuses the URL."""
        try:
            await self._bot.set_webhook(self._url, secret_token=self._secret, allowed_updates=self._intake.kinds)
        except BadRequest as error:
            raise RefusedError(f"Telegram refuses {self._url} as a webhook: {error.message}") from None
        await self._intake.resume()
        self.well = True

    async def run(self) -> None:
        """Accept updates until cancelled."""
        log.info("accepting updates for %s on %s:%s", self._url, *self._listen)
        await asyncio.Event().wait()

    async def close(self) -> None:
        """Accept no more updates. Telegram keeps them until the bot is back."""
        self.well = False
        await self._intake.close()
        if self._server:
            self._server.stop()

    async def confirm(self) -> None:
        """Close all connections. Received updates are confirmed already."""
        if self._server:
            await self._server.close_all_connections()

    def knows(self, secret: str) -> bool:
        """Whether this is the secret of the webhook."""
        return hmac.compare_digest(secret.encode(), self._secret.encode())

    @property
    def full(self) -> bool:
        """Whether so many updates are unfinished that Telegram has to keep the next for a while."""
        return len(self._intake.unfinished) >= MOST

    async def take(self, body: bytes) -> bool:
        """Queue an update, and wait until it is stored, or else handled. Returns False if it is neither.

        Raises ValueError unless the body is a JSON object.
        """
        data = parsed(body)
        # An error response to an update that cannot be read would make Telegram post it again and again.
        if await self._intake.take([data]):
            return True
        try:
            number = id_of(data)
            await asyncio.wait_for(self._intake.unfinished.until([] if number is None else [number]), _HANDLED)
        except TimeoutError:
            return False
        return True


def parsed(body: bytes) -> dict[str, Any]:
    """The JSON object in the body of a request. Raises ValueError if it is none."""
    try:
        data = json.loads(body)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if not isinstance(data, dict):
        raise ValueError("not an object")
    return data


class _Handler(RequestHandler):
    def initialize(self, webhook: Webhook) -> None:
        self.webhook = webhook

    def set_default_headers(self) -> None:
        self.clear_header("Server")

    def write_error(self, status_code: int, **_: object) -> None:
        self.finish(str(status_code))


class _Health(_Handler):
    def get(self) -> None:
        self.set_status(200 if self.webhook.well else 503)
        self.finish("ok" if self.webhook.well else "not taking updates")


@stream_request_body
class _Update(_Handler):
    """Nothing is kept or parsed of a body, not even as a form, unless its request has the secret."""

    def prepare(self) -> None:
        self.body = bytearray()
        if self.request.method != "POST":
            return
        if not self.webhook.knows(self.request.headers.get(_SECRET_HEADER, "")):
            self._turn_away(403)
        elif not self.webhook.well or self.webhook.full:
            self._turn_away(503)

    def data_received(self, chunk: bytes) -> None:
        if not self._finished:
            self.body += chunk

    async def post(self) -> None:
        try:
            taken = await self.webhook.take(bytes(self.body))
        except ValueError:
            self.send_error(400)
        else:
            with suppress(Exception):  # the client is gone; the update is queued
                self.set_status(200 if taken else 503)
                await self.finish()

    def _turn_away(self, status: int) -> None:
        self.set_header("Connection", "close")
        self.send_error(status)


class _Server(HTTPServer):
    """An HTTP server with a greatest number of connections: the oldest makes room for a new one.

    So whoever holds connections open keeps nobody out, and leaves the process descriptors for requests of its own.
    """

    def initialize(self, *arguments: Any, **options: Any) -> None:
        super().initialize(*arguments, **options)
        self._streams: dict[IOStream, None] = {}  # oldest first

    def handle_stream(self, stream: IOStream, address: tuple[Any, ...]) -> None:
        if len(self._streams) >= MOST_CONNECTIONS:
            oldest = next(iter(self._streams))
            del self._streams[oldest]
            oldest.close()
        self._streams[stream] = None
        super().handle_stream(stream, address)

    def on_close(self, server_conn: object) -> None:
        super().on_close(server_conn)
        if isinstance(server_conn, HTTP1ServerConnection):
            self._streams.pop(server_conn.stream, None)

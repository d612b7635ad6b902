"""A page for Prometheus, and one for whoever asks whether the bot is well, on a port of this machine.

    GET /metrics    the figures of `bot.metrics`
    GET /health     200 while updates come in, 503 while they do not

They are served by the event loop that answers: where it stands still, they do, too.
"""

from __future__ import annotations

from collections.abc import Callable

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler, url

from bot.errors import SettingsError


class Monitoring:
    """The server of both pages. `well` tells whether updates come in."""

    def __init__(self, registry: CollectorRegistry, well: Callable[[], bool]) -> None:
        routes = [
            url("/metrics", _Metrics, {"registry": registry}),
            url("/health", _Health, {"well": well}),
        ]
        self._server = HTTPServer(Application(routes, log_function=lambda handler: None))

    def listen(self, host: str, port: int) -> None:
        """Open the port. Raises SettingsError if it cannot be opened."""
        try:
            self._server.listen(port, host)
        except OSError as error:
            raise SettingsError(f"cannot listen on {host}:{port} (metrics): {error.strerror or error}") from None

    async def close(self) -> None:
        """Close the port and all connections."""
        self._server.stop()
        await self._server.close_all_connections()


class _Page(RequestHandler):
    def set_default_headers(self) -> None:
        self.clear_header("Server")


class _Metrics(_Page):
    def initialize(self, registry: CollectorRegistry) -> None:
        self._registry = registry

    def get(self) -> None:
        self.set_header("Content-Type", CONTENT_TYPE_LATEST)
        self.finish(generate_latest(self._registry))


class _Health(_Page):
    def initialize(self, well: Callable[[], bool]) -> None:
        self._well = well

    def get(self) -> None:
        well = self._well()
        self.set_status(200 if well else 503)
        self.finish("ok" if well else "no updates come in")

"""The HTTP side: from a request to a method and back, with the faults a test asked for."""

from __future__ import annotations

import asyncio
import re
import time
from typing import Any

from aiohttp import web

from tests.bot_api.calls import Call
from tests.bot_api.errors import ApiError, bad_request, conflict
from tests.bot_api.faults import DESCRIPTIONS, Fault
from tests.bot_api.methods import METHODS, Context
from tests.bot_api.parameters import Parameters, read_parameters
from tests.bot_api.updates import UpdateQueue
from tests.bot_api.webhook import Webhook, check_webhook

UPLOAD_LIMIT = 60 * 1024 * 1024


class DroppedError(Exception):
    """The connection ends without an answer."""


class Front:
    """Dispatches `/bot<token>/<method>` and `/file/bot<token>/<path>`; keeps the record of calls."""

    def __init__(self, token: str, context: Context, queue: UpdateQueue, webhook: Webhook) -> None:
        self.token = token
        self.context = context
        self.queue = queue
        self.webhook = webhook
        self.calls: list[Call] = []
        self.faults: list[Fault] = []

    def app(self) -> web.Application:
        """The aiohttp application."""
        app = web.Application(client_max_size=UPLOAD_LIMIT)
        app.router.add_route("*", "/bot{token}/{method}", self._on_method)
        app.router.add_route("GET", "/file/bot{token}/{path:.+}", self._on_file)
        app.router.add_route("*", "/{anything:.*}", self._on_anything)
        return app

    async def _on_anything(self, request: web.Request) -> web.StreamResponse:
        return web.json_response(ApiError(404, "Not Found").body(), status=404)

    async def _on_file(self, request: web.Request) -> web.StreamResponse:
        path = request.match_info["path"]
        world = self.context.world
        open_now = (file for file in world.files.values() if file.open_until > world.now())
        stored = next((file for file in open_now if file.path == path), None)
        if request.match_info["token"] != self.token or stored is None:
            return await self._on_anything(request)
        return web.Response(body=stored.content, content_type="application/octet-stream")

    async def _on_method(self, request: web.Request) -> web.StreamResponse:
        call = Call(request.match_info["method"], {})
        try:
            self._check_token(request.match_info["token"])
            parameters = await read_parameters(request)
            call.params = parameters.values
            with self.context.world.changed:
                self.calls.append(call)
            fault = self._take_fault(call)
            if fault is not None and fault.body is not None:
                call.error = "nonsense"
                self._finish(call, fault.status or 0)
                return web.Response(body=fault.body, status=fault.status or 200)
            if fault is not None and not fault.afterwards:
                await self._suffer(fault)
            call.result = await self._answer(call.method.lower(), parameters)
            if fault is not None and fault.afterwards:
                await self._suffer(fault)
            status, body = 200, {"ok": True, "result": call.result}
        except ApiError as error:
            call.error = error.description
            status, body = error.code, error.body()
        except ConnectionResetError:  # a bot that was killed while it asked
            call.error = "the bot hung up"
            self._finish(call, 0)
            return web.Response()
        except DroppedError:
            call.error = "connection dropped"
            self._finish(call, 0)
            if request.transport is not None:
                request.transport.abort()
            return web.Response()
        self._finish(call, status)
        return web.json_response(body, status=status)

    def _finish(self, call: Call, status: int) -> None:
        with self.context.world.changed:
            call.status = status
            call.took = time.monotonic() - call.at
            self.context.world.changed.notify_all()

    def _check_token(self, token: str) -> None:
        if not re.fullmatch(r"\d{3,}:[A-Za-z0-9_-]{20,}", token):
            raise ApiError(404, "Not Found")
        if token != self.token:
            raise ApiError(401, "Unauthorized")

    def _take_fault(self, call: Call) -> Fault | None:
        chat_id = str(call.params.get("chat_id", ""))
        with self.context.world.changed:
            for fault in self.faults:
                if fault.fits(call.method, chat_id):
                    fault.times -= 1
                    return fault
        return None

    async def _suffer(self, fault: Fault) -> None:
        if fault.hang is not None:
            await asyncio.sleep(fault.hang)
            raise DroppedError
        if fault.drop or fault.status is None:
            raise DroppedError
        if fault.status == 429:
            wait = fault.retry_after or 1
            raise ApiError(429, fault.description or f"Too Many Requests: retry after {wait}", retry_after=wait)
        raise ApiError(fault.status, fault.description or DESCRIPTIONS.get(fault.status, "Error"))

    async def _answer(self, method: str, parameters: Parameters) -> Any:
        match method:
            case "getupdates":
                return await self._get_updates(parameters)
            case "setwebhook":
                return self._set_webhook(parameters)
            case "deletewebhook":
                return self._delete_webhook(parameters)
            case "getwebhookinfo":
                return self.webhook.info()
        if method not in METHODS:
            raise ApiError(404, "Not Found")
        with self.context.world.changed:
            return METHODS[method](self.context, parameters)

    async def _get_updates(self, parameters: Parameters) -> list[dict[str, Any]]:
        if self.webhook.url:
            raise conflict(
                "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
            )
        self._choose_updates(parameters)
        timeout = parameters.integer("timeout", 0) or 0
        limit = parameters.integer("limit", 100) or 100
        batch = await self.queue.poll(parameters.integer("offset"), limit, timeout)
        return batch

    def _set_webhook(self, parameters: Parameters) -> bool:
        url = parameters.text("url")
        if not url:
            return self._delete_webhook(parameters)
        secret = parameters.text("secret_token")
        check_webhook(url, secret)
        connections = parameters.integer("max_connections", 40) or 40
        if not 1 <= connections <= 100:
            raise bad_request("max_connections must be between 1 and 100")
        self._choose_updates(parameters)
        self._drop_pending(parameters)
        self.webhook.secret, self.webhook.max_connections = secret, connections
        self.webhook.url = url
        self.webhook.last_error = {}
        self.queue.interrupt("terminated by setWebhook request")
        self.queue.wake()
        return True

    def _delete_webhook(self, parameters: Parameters) -> bool:
        self._drop_pending(parameters)
        self.webhook.url = ""
        self.queue.wake()
        return True

    def _choose_updates(self, parameters: Parameters) -> None:
        allowed = parameters.structure("allowed_updates")
        if allowed is None:
            return
        if not isinstance(allowed, list) or not all(isinstance(kind, str) for kind in allowed):
            raise bad_request("can't parse allowed updates")
        self.queue.allowed = allowed or None

    def _drop_pending(self, parameters: Parameters) -> None:
        if parameters.flag("drop_pending_updates"):
            with self.context.world.changed:
                self.queue.waiting.clear()

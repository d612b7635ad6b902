"""The types that handlers share."""

from __future__ import annotations

from typing import Any

from telegram.ext import BaseHandler

from bot.services import Context

Handlers = list[BaseHandler[Any, Context, Any]]

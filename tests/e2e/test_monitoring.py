"""Figures for Prometheus, and whether the bot is well."""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Callable

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.bot_api import PATIENCE, BotApiServer, Group, PrivateChat, User
from tests.e2e.bots import Bot
from tests.e2e.process import ROOT

QUESTION = "Who opened the new bridge?"


@pytest.fixture
def address(free_tcp_port: int) -> str:
    return f"127.0.0.1:{free_tcp_port}"


def figures(address: str) -> dict[str, float]:
    """What `/metrics` says, by name and labels as they are written."""
    page = httpx.get(f"http://{address}/metrics")
    assert page.headers["content-type"].startswith("text/plain; version=")
    return {
        sample.name + "".join(f"{{{value}}}" for _, value in sorted(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(page.text)
        for sample in family.samples
    }


def test_questions_updates_and_requests_are_counted(
    launch: Callable[..., Bot], address: str, chat: PrivateChat, group: Group, alice: User, server: BotApiServer
) -> None:
    launch(metrics=address)
    chat.ask(alice, QUESTION)
    chat.ask(alice, "What is the airspeed of a swallow?")
    group.ask(alice, f"/ask {QUESTION}")
    server.inline(alice, QUESTION)
    until = time.monotonic() + PATIENCE
    # The last answers were seen by the server before the bot knew that they had arrived.
    while (counted := figures(address))["verbatim_updates_under_way"] and time.monotonic() < until:
        time.sleep(0.01)
    assert counted["verbatim_questions_total{answered}{private}"] == 1
    assert counted["verbatim_questions_total{refused}{private}"] == 1
    assert counted["verbatim_questions_total{answered}{group}"] == 1
    assert counted["verbatim_questions_total{answered}{inline}"] == 1
    assert counted["verbatim_answering_seconds_count"] == 4
    assert counted["verbatim_updates_total{taken}"] == 4
    assert counted["verbatim_requests_total{sendMessage}{ok}"] == 3
    assert counted["verbatim_updates_passed_over"] == 0
    assert counted["process_resident_memory_bytes"] > 0


def test_it_is_well_while_updates_come_in(launch: Callable[..., Bot], address: str, server: BotApiServer) -> None:
    bot = launch(metrics=address, poll_timeout=1)
    assert httpx.get(f"http://{address}/health").status_code == 200
    with server.offline():
        bot.wait_for_line("no connection to Telegram")
        assert httpx.get(f"http://{address}/health").status_code == 503
        assert figures(address)["verbatim_updates_coming_in"] == 0
    bot.wait_for_line("connected to Telegram again")
    assert httpx.get(f"http://{address}/health").text == "ok"


@pytest.mark.parametrize("taken", [True, False])
def test_a_port_that_cannot_be_opened_is_one_line(
    launch_process: Callable[..., Bot], address: str, taken: bool
) -> None:
    host, port = address.split(":")
    with socket.create_server((host, int(port))):
        bot = launch_process(metrics=address if taken else "here", ready=False)
        assert bot.wait() == 1
    assert "metrics" in bot.lines[-1]
    assert len(bot.lines) == 1


def test_the_page_for_operators_names_every_figure(launch: Callable[..., Bot], address: str) -> None:
    launch(metrics=address)
    page = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    named = set(re.findall(r"(?m)^\| `(verbatim_\w+)` \|", page))
    shown = set(re.findall(r"(?m)^# TYPE (verbatim_\w+) ", httpx.get(f"http://{address}/metrics").text))
    assert {name for name in shown if not name.endswith("_created")} == named

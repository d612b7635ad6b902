"""Figures of a running bot for Prometheus: what it received, answered and sent, and how long that took.

None of them tells of a person, a chat, a question or a source.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, PlatformCollector, ProcessCollector

_SECONDS = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10)


class Outcome(StrEnum):
    """What became of a question."""

    ANSWERED = "answered"
    REFUSED = "refused"
    """Nothing stored answers it."""
    FAILED = "failed"


class Where(StrEnum):
    """Where a question was asked."""

    PRIVATE = "private"
    GROUP = "group"
    INLINE = "inline"


class Metrics:
    """The figures of one bot, in a registry of its own."""

    def __init__(self) -> None:
        self.registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        PlatformCollector(registry=registry)
        self.updates = Counter(
            "verbatim_updates", "Updates received, taken on or dropped at the door", ["outcome"], registry=registry
        )
        self.under_way = Gauge("verbatim_updates_under_way", "Updates that are being handled", registry=registry)
        self.requests = Counter("verbatim_requests", "Requests to Telegram", ["method", "outcome"], registry=registry)
        self.questions = Counter("verbatim_questions", "Questions", ["where", "outcome"], registry=registry)
        self.answering = Histogram(
            "verbatim_answering_seconds", "Time to compose an answer", registry=registry, buckets=_SECONDS
        )

    def taken(self, admitted: bool) -> None:
        """Count an update that is taken on, or dropped."""
        self.updates.labels("taken" if admitted else "dropped").inc()
        if admitted:
            self.under_way.inc()

    def sent(self, method: str, outcome: str) -> None:
        """Count a request."""
        self.requests.labels(method, outcome).inc()

    def asked(self, where: Where, outcome: Outcome, seconds: float) -> None:
        """Count a question, and the time that its answer took."""
        self.questions.labels(where, outcome).inc()
        self.answering.observe(seconds)

    def watch(self, name: str, what: str, value: Callable[[], float]) -> None:
        """Show a figure that is looked up whenever somebody asks for it."""
        Gauge(f"verbatim_{name}", what, registry=self.registry).set_function(value)

"""Things that go wrong on purpose: a 429, a 5xx, a dropped connection, an answer that never comes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Fault:
    """What happens to the next `times` calls of `method` (`*`: of any).

    Exactly one of `status`, `drop` and `hang` says how. `retry_after` (seconds) goes with 429. `hang` is how many
    seconds pass before the connection is dropped. `afterwards` lets the call take effect first, so that only
    its answer is lost. `chat_id` narrows it to one chat. `body` is what comes with `status`, whatever it says.
    """

    method: str
    times: int = 1
    status: int | None = None
    description: str | None = None
    retry_after: int | None = None
    drop: bool = False
    hang: float | None = None
    afterwards: bool = False
    chat_id: int | None = None
    body: bytes | None = None

    def __post_init__(self) -> None:
        if (self.status is not None) + self.drop + (self.hang is not None) != 1:
            raise ValueError("say exactly one of status, drop and hang")
        if self.body is not None and self.status is None:
            raise ValueError("a body comes with a status")

    def fits(self, method: str, chat_id: str) -> bool:
        """Whether this call is one of those."""
        meant = self.method.lower() in ("*", method.lower())
        return self.times > 0 and meant and self.chat_id in (None, _number(chat_id))


def _number(chat_id: str) -> int | None:
    try:
        return int(chat_id)
    except ValueError:
        return None


DESCRIPTIONS = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Gateway Timeout",
}

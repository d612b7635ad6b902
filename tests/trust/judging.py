"""What became of what the honest asked: answered when, lost, wrong, or said twice."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from tests.bot_api.calls import Call
from tests.bot_api.text import QUOTED, stretches
from tests.trust.honest import ADDING, Asked

# Telegram stops waiting for the answer to an inline query after half a minute: then it is late, and not lost.
_TOO_LATE = "query is too old"
_ADDED = ("note.txt", "added before")


@dataclass(frozen=True)
class Verdict:
    """How long each question waited, in ms and from when it was due; and which were not answered as they should be.

    Waits are by the way in which it was asked: a file that is added takes longer than a question. `late` is how long
    after it was due each was sent: what the machine took, and not the bot.
    """

    waits_of: dict[str, list[float]]
    late: list[float]
    silent: list[Asked]
    wrong: list[tuple[Asked, str]]
    doubled: list[Asked]

    @property
    def waits(self) -> list[float]:
        """Those of questions."""
        return [wait for way, waits in self.waits_of.items() if way != ADDING for wait in waits]

    @property
    def asked(self) -> int:
        """How many there were."""
        return sum(len(waits) for waits in self.waits_of.values()) + len(self.lost)

    @property
    def lost(self) -> list[Asked]:
        """Those that got no answer, or another one."""
        return [*self.silent, *(asked for asked, _ in self.wrong)]

    def wait(self, share: float) -> float:
        """The wait that this share of the questions did not exceed, in ms."""
        return quantile(self.waits, share)


def quantile(values: Iterable[float], share: float) -> float:
    """The value that this share of the values does not exceed; 0 of none.

    >>> quantile([3, 1, 2, 4], 0.5), quantile([], 0.5)
    (2, 0.0)
    """
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * round(share * 1000) // 1000) - 1)] if ordered else 0.0


@dataclass(frozen=True)
class _Reply:
    at: float
    text: str
    quotes: tuple[str, ...]


def judge(asked: Iterable[Asked], calls: Iterable[Call]) -> Verdict:
    """Compare what was asked with what the bot sent."""
    replies, inline = defaultdict[tuple[int, int], list[_Reply]](list), dict[str, _Reply]()
    for call in calls:
        if call.ok and call.method.lower() == "sendmessage" and (to := _replies_to(call)):
            result: dict[str, Any] = call.result
            text, entities = result.get("text", ""), result.get("entities", [])
            replies[to].append(_Reply(_when(call), text, tuple(stretches(text, entities, QUOTED))))
        elif call.method.lower() == "answerinlinequery" and (call.ok or _TOO_LATE in (call.error or "")):
            texts = tuple(_texts_of(json.loads(call.params["results"])))
            inline[str(call.params["inline_query_id"])] = _Reply(_when(call), "\n".join(texts), texts)
    verdict = Verdict(defaultdict(list), [], [], [], [])
    for one in asked:
        if one.inline:
            found = [inline[one.inline.id]] if one.inline.id in inline else []
        else:
            found = replies[one.chat_id, one.message_id]
        _judge(one, found, verdict)
    return verdict


def _judge(asked: Asked, replies: list[_Reply], verdict: Verdict) -> None:
    verdict.late.append((asked.sent - asked.due) * 1000)
    if not replies:
        verdict.silent.append(asked)
        return
    if len(replies) > 1:
        verdict.doubled.append(asked)
    first = replies[0]
    if asked.way == ADDING:
        right = any(words in first.text for words in _ADDED)
    elif asked.inline:
        right = any(asked.sentence in text for text in first.quotes)
    else:
        right = asked.sentence in first.quotes
    if not right:
        verdict.wrong.append((asked, first.text))
    else:
        verdict.waits_of[asked.way].append((first.at - asked.due) * 1000)


def ways_of(asked: Iterable[Asked]) -> str:
    """How many of each way, for people to read."""
    return ", ".join(f"{count} {way}" for way, count in Counter(one.way for one in asked).most_common())


def _when(call: Call) -> float:
    return call.at + (call.took or 0.0)


def _replies_to(call: Call) -> tuple[int, int] | None:
    said = call.params.get("reply_parameters")
    if not said:
        return None
    to = json.loads(said) if isinstance(said, str) else said
    return int(call.params["chat_id"]), int(to["message_id"])


def _texts_of(results: list[dict[str, Any]]) -> Iterator[str]:
    for result in results:
        yield str(result.get("input_message_content", {}).get("message_text", ""))

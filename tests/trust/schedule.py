"""An open loop: what people do at fixed times, whether the bot keeps up or not."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Act:
    """Something that somebody does `at` so many seconds after the beginning. It is told when it was due."""

    at: float
    do: Callable[[float], None]


class Player(threading.Thread):
    """Plays acts from `began` (monotonic) on, in their order. A late one is played at once, and due as it was."""

    def __init__(self, name: str, acts: Iterable[Act], began: float) -> None:
        super().__init__(name=name, daemon=True)
        self._acts = sorted(acts, key=lambda act: act.at)
        self._began = began
        self._failure: BaseException | None = None

    def run(self) -> None:
        """Play them all, or until one raises."""
        try:
            for act in self._acts:
                due = self._began + act.at
                time.sleep(max(0.0, due - time.monotonic()))
                act.do(due)
        except BaseException as failure:
            self._failure = failure

    def finish(self) -> None:
        """Wait for the last act. Raises what an act raised."""
        self.join()
        if self._failure:
            raise self._failure

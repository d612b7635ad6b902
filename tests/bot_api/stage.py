"""What the test's side of the server shares: the world, what happens in it, and waiting for something in it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from tests.bot_api.events import Events
from tests.bot_api.methods import Profile
from tests.bot_api.world import World

T = TypeVar("T")

# In seconds. It only ends what would never come, and decides nothing: a busy machine may take half a minute.
PATIENCE = 60.0


@dataclass(frozen=True)
class Stage:
    """The world from a test's side."""

    world: World
    events: Events
    profile: Profile

    def wait(self, look: Callable[[], T | None], timeout: float, otherwise: Callable[[], str]) -> T:
        """What `look` gives as soon as it is not None, looking again at every change.

        Raises AssertionError with `otherwise()` after `timeout` seconds.
        """
        deadline = time.monotonic() + timeout
        with self.world.changed:
            while (found := look()) is None:
                left = deadline - time.monotonic()
                if left <= 0:
                    raise AssertionError(otherwise())
                self.world.changed.wait(left)
            return found

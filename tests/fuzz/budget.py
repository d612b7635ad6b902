"""How long the structured targets look: at the same few examples with `make test`, at new ones in an hour's run.

VERBATIM_FUZZ_TIMES multiplies the number of examples; where VERBATIM_FUZZ_ANEW is set, they are others at every run.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

_TIMES = int(os.environ.get("VERBATIM_FUZZ_TIMES", "1"))
_ANEW = bool(os.environ.get("VERBATIM_FUZZ_ANEW"))


def budget(examples: int) -> settings:
    """The settings of a test that has this many examples with `make test`."""
    return settings(
        max_examples=_TIMES * examples,
        derandomize=not _ANEW,
        database=None,
        deadline=None,
        print_blob=_ANEW,
        suppress_health_check=list(HealthCheck),
    )

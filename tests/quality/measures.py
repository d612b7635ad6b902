"""How well a confidence tells right answers from questions that have none."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Numbers = Sequence[float] | NDArray[np.float64]


def auroc(high: Numbers, low: Numbers) -> float:
    """The chance that one of `high` is above one of `low`; ties count half.

    >>> auroc([0.9, 0.5], [0.5, 0.1])
    0.875
    """
    ordered = np.sort(np.asarray(low))
    above = np.searchsorted(ordered, high, side="left") + np.searchsorted(ordered, high, side="right")
    return float(above.mean() / 2 / len(ordered))


def refused_keeping(share: float, right: Numbers, wrong: Numbers) -> float:
    """The share of `wrong` below the threshold that keeps `share` of `right`."""
    floor = np.sort(np.asarray(right))[int((1 - share) * len(right))]
    return float(np.mean(np.asarray(wrong) < floor))

"""The two models, fitted with nothing but numpy: which candidate is the right one, and whether the first one is."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tests.quality.evidence import Array, Found

STEPS = 12
"""Newton's method, at most; both losses are smooth and all but convex."""

ENOUGH = 1e-5
"""A step that lessens the loss by less than this share is the last."""

RIVALS = 100
"""Candidates of a question that are learned from: its best by BM25, and the right ones. Fewer are not enough: many have
none of the question's words, and stand below a heading that does."""


def fit_ranking(
    found: Sequence[Found],
    ridge: float,
    near: Array | None = None,
    begin: Array | None = None,
    use: Sequence[bool] | None = None,
) -> Array:
    """One weight for each feature: a conditional logit (a softmax over the candidates of each question).

    Every question has a right candidate. Loss: -log of the probability of the right candidates, plus half of `ridge`
    times the squared distance of the standardised weights from those of `near`, or from 0. `begin`: weights that are
    likely close to the best. `use`: which features may count; None: all of them.
    """
    groups = [_rivals(f) for f in found]
    values = np.vstack([v for v, _ in groups])
    if use is not None:
        values = values * np.array(use)
    right = np.concatenate([r for _, r in groups]).astype(float)
    sizes = np.array([len(r) for _, r in groups])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    scale = values.std(axis=0) + 1e-9
    values = values / scale
    centre = np.zeros(values.shape[1]) if near is None else near * scale

    def look(counts: Array) -> tuple[float, Array, Array]:
        """The loss, each candidate's chance, and where it should be: the same, but nothing for the wrong ones."""
        scores = values @ counts
        scores -= np.repeat(np.maximum.reduceat(scores, starts), sizes)
        strength = np.exp(scores)
        everything = np.add.reduceat(strength, starts)
        hopeful = strength * right + right * 1e-300
        hopes = np.add.reduceat(hopeful, starts)
        loss = float(np.sum(np.log(everything) - np.log(hopes)) + ridge * (counts - centre) @ (counts - centre) / 2)
        return loss, strength / np.repeat(everything, sizes), hopeful / np.repeat(hopes, sizes)

    counts = centre if begin is None else begin * scale
    loss, chance, aim = look(counts)
    for _ in range(STEPS):
        mean = np.add.reduceat(values * chance[:, None], starts)
        gradient = values.T @ (aim - chance) - ridge * (counts - centre)
        curvature = (values * chance[:, None]).T @ values - mean.T @ mean
        curvature += ridge * np.eye(len(counts))
        step = np.linalg.solve(curvature, gradient)
        before = loss
        # A whole step may be too far; a small enough part of one never is.
        for part in (1.0, 0.5, 0.25, 0.1, 0.01):
            further = look(counts + part * step)
            if further[0] < loss:
                counts = counts + part * step
                loss, chance, aim = further
                break
        if before - loss < ENOUGH * before:
            break
    return np.asarray(counts / scale)


def fit_chance(
    values: Array, right: NDArray[np.bool_], importance: Array, signs: Sequence[int], ridge: float = 1.0
) -> Array:
    """Logistic regression: one weight for each column of `values`, and a constant as the last.

    `signs`: 1 or -1 where a column may speak only for or only against, 0 where either way. One that would speak the
    other way, which is an accident of these questions, counts nothing.
    """
    use = np.arange(values.shape[1])
    while True:
        counts = _logistic(values[:, use], right, importance, ridge)
        wrong = [n for n, place in enumerate(map(int, use)) if counts[n] * signs[place] < 0]
        if not wrong:
            break
        use = np.delete(use, wrong)
    everything = np.zeros(values.shape[1] + 1)
    everything[use] = counts[:-1]
    everything[-1] = counts[-1]
    return everything


def _logistic(values: Array, right: NDArray[np.bool_], importance: Array, ridge: float) -> Array:
    scale = values.std(axis=0) + 1e-9
    x = np.hstack([values / scale, np.ones((len(values), 1))])
    penalty = ridge * np.diag([1.0] * values.shape[1] + [0.0])
    counts = np.zeros(x.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-x @ counts))
        gradient = x.T @ (importance * (right - chance)) - penalty @ counts
        curvature = (x * (importance * chance * (1 - chance))[:, None]).T @ x + penalty
        counts += np.linalg.solve(curvature, gradient)
    return np.append(counts[:-1] / scale, counts[-1])


def _rivals(found: Found) -> tuple[Array, NDArray[np.bool_]]:
    bm25 = found.values[:, 0] + 0.5 * found.values[:, 1] + found.right * 1e3
    best = np.argsort(-bm25, kind="stable")[:RIVALS]
    return found.values[best], found.right[best]

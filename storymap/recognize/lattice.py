"""The linear-chain model over a text's sentences: probabilities of labels and of spans, for all sentences at once.

Forward-backward with scaling, in probabilities: `forward[t]` sums to 1, `backward` is scaled by the same factors, so that
forward * backward is the marginal distribution of each token (Lafferty et al. 2001; scaling as in Rabiner 1989).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Lattice:
    """Probabilities of the labels of every token. `scores` are (tokens, labels), `transitions` (from, to), both logarithms."""

    def __init__(self, scores: Floats, transitions: Floats, sentences: Sequence[tuple[int, int]]) -> None:
        self._weights = np.exp(scores - scores.max(axis=1, keepdims=True))
        self._steps = np.exp(transitions)
        self._order = sorted(sentences, key=lambda s: s[0] - s[1])  # longest first
        self._forward, self._backward, self._scale = np.empty_like(scores), np.ones_like(scores), np.ones(len(scores))
        self._last = np.zeros(len(scores), bool)
        self._run()
        self.marginals: Floats = self._forward * self._backward

    def _run(self) -> None:
        starts = np.array([first for first, _ in self._order], np.intp)
        lengths = np.array([end - first for first, end in self._order], np.intp)
        self._last[starts + lengths - 1] = True
        longest = int(lengths[0]) if len(lengths) else 0
        active = [int(k) for k in np.searchsorted(-lengths, -np.arange(longest), side="left")]
        forward = self._weights[starts]
        for t in range(longest):
            at = starts[: active[t]] + t
            if t:
                forward = (forward[: active[t]] @ self._steps) * self._weights[at]
            scale = forward.sum(axis=1)
            forward = forward / scale[:, None]
            self._forward[at], self._scale[at] = forward, scale
        for t in range(longest - 1, 0, -1):
            at = starts[: active[t]] + t
            ahead = self._weights[at] * self._backward[at] / self._scale[at, None]
            self._backward[at - 1] = ahead @ self._steps.T

    def span(self, first: int, end: int, begin: int, inside: int) -> float:
        """The probability that the tokens first…end-1, of one sentence, are exactly one span: `begin`, then `inside`s, no
        further `inside`."""
        probability = self._forward[first, begin]
        label = begin
        for t in range(first + 1, end):
            probability *= self._steps[label, inside] * self._weights[t, inside] / self._scale[t]
            label = inside
        rest = self._backward[end - 1, label]
        if not self._last[end - 1]:
            rest -= self._steps[label, inside] * self._weights[end, inside] / self._scale[end] * self._backward[end, inside]
        return float(max(0.0, probability * rest))

"""Compute the probabilities of labels and spans in a linear-chain model, for all sentences of a text at once.

This is the forward-backward algorithm with scaled probabilities. The forward and the backward table are scaled by the
same factors, so that their product is the marginal distribution of each token (Lafferty et al. 2001; scaling as in
Rabiner 1989).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


_RESCALED = 4  # the forward probabilities are scaled each time after this many steps, so that they do not underflow


class Lattice:
    """The label probabilities of all tokens."""

    def __init__(self, scores: Floats, transitions: Floats, sentences: Sequence[tuple[int, int]]) -> None:
        """`scores` (tokens, labels) and `transitions` (from, to) are logarithms; `sentences` are ranges of tokens."""
        self._weights = np.exp(scores - scores.max(axis=1, keepdims=True))
        self._steps = np.exp(transitions)
        self._forward, self._backward, self._scale = np.empty_like(scores), np.empty_like(scores), np.ones(len(scores))
        self._last = np.zeros(len(scores), bool)
        self._run(np.array(sentences, np.intp).reshape(-1, 2))
        self.marginals: Floats = self._forward * self._backward

    def _run(self, sentences: NDArray[np.intp]) -> None:
        """Fill the forward and the backward table.

        Tokens are processed in a different order, so that each step is one slice: the first tokens of all sentences,
        longest sentence first, then the second tokens, and so on.
        """
        self._last[sentences[:, 1] - 1] = True
        lengths = sentences[:, 1] - sentences[:, 0]
        order = np.argsort(-lengths, kind="stable")
        sizes = np.searchsorted(-lengths[order], -np.arange(lengths.max(initial=0)), side="left").tolist()
        begins = np.concatenate([[0], np.cumsum(sizes)]).tolist()
        at = np.concatenate([sentences[order[:size], 0] + t for t, size in enumerate(sizes)])
        weights = self._weights[at]
        forward, scale = np.empty_like(weights), np.ones(len(weights))
        row = np.ones((len(order), weights.shape[1]))
        for t, (begin, end) in enumerate(pairwise(begins)):
            row = row[: end - begin] @ self._steps if t else row
            row *= weights[begin:end]
            if t % _RESCALED == 0:
                scale[begin:end] = row.sum(axis=1)
                row /= scale[begin:end, None]
            forward[begin:end] = row
        # Only the values for the last token of each sentence are final here.
        backward = 1 / forward.sum(axis=1, keepdims=True) + np.zeros_like(forward)
        ahead, back = weights / scale[:, None], self._steps.T.copy()
        for before, begin, end in zip(begins[-3::-1], begins[-2::-1], begins[:0:-1], strict=False):
            backward[before : before + end - begin] = (ahead[begin:end] * backward[begin:end]) @ back
        self._forward[at], self._backward[at], self._scale[at] = forward, backward, scale

    def span(self, first: int, end: int, begin: int, inside: int) -> float:
        """Return the probability that the tokens first…end-1 of one sentence are exactly one span.

        The first token has the label `begin`, the others `inside`, and the token after the span does not have `inside`.
        """
        probability = self._forward[first, begin]
        label = begin
        for t in range(first + 1, end):
            probability *= self._steps[label, inside] * self._weights[t, inside] / self._scale[t]
            label = inside
        rest = self._backward[end - 1, label]
        if not self._last[end - 1]:
            rest -= (
                self._steps[label, inside] * self._weights[end, inside] / self._scale[end] * self._backward[end, inside]
            )
        return float(max(0.0, probability * rest))

"""Proof for answers: quotes found in the text, claims held against their quotes. Pure: no network, no store.

``prose`` takes an answer apart; ``quotes`` finds quoted words in ``stretches`` of text, over ``folding``; ``support``
holds a claim against them, with ``scopes`` (negations, hedges), ``counting`` and ``slots`` (who does what);
``proving`` makes the ``Answer``.
"""

from mediaqa.verifying.proving import verify

__all__ = ["verify"]

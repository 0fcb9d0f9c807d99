"""Proof for answers: quotes found in the text, claims held against their quotes. Pure: no network, no store.

``prose`` takes an answer apart; ``quotes`` finds quoted words in ``stretches`` of text, over ``folding``; ``claimed``
is a claim beside its evidence, ``support`` makes the checks of it: ``asserting`` over ``scopes`` (negations, hedges),
``roles`` over ``slots`` (who does what to whom), ``speaking`` and ``naming`` (whose words), ``counting`` (numbers,
days). ``proving`` proves a sentence by ``cited`` ones, ``asked`` holds it against the question, ``composed`` makes the
``Answer``.
"""

from mediaqa.verifying.proving import verify

__all__ = ["verify"]

"""Answers without a model: verbatim sentences of the hits.

In the order of the data's way: ``questions`` (what is asked), ``told`` (whose statement counts), ``lines`` (the hits'
sentences, each with its voice), ``telling`` (speaker, outlet and date of one), ``matching`` and ``kinds`` (two of the
signals), ``relevance`` (all of them, in one score), ``claims`` (the answer).
"""

from mediaqa.extracting.claims import extract

__all__ = ["extract"]

"""The names of voices across a corpus: which of them are one voice, and whom a query means.

A wrong join puts words into a wrong mouth, which is worse than two entries for one person: only what is certain is
joined, and ``aliases`` say the rest. In the order of the rules: ``lists`` (the words by which names are told apart),
``folding`` (differences of writing), ``romanising`` (spellings of Cyrillic names), ``persons`` and ``namesakes``,
``organisations``, ``aliases``, ``joining``; then ``showing``, ``meaning`` and ``voices`` (what a corpus asks).
"""

from mediaqa.names.aliases import read_aliases
from mediaqa.names.voices import Names

__all__ = ["Names", "read_aliases"]

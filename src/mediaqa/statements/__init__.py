"""The statements of a report: who says what, by rules and word lists, without a parser and without a model.

In the order of the data's way: ``grammar`` (the word lists), ``texts`` (words, quotation marks and sentences of a
report), ``phrases`` (noun phrases and subjects), ``extents`` (where a content ends), ``verbs``, ``nouns`` and
``phrasing`` (the cues of a sentence), ``quoting`` (quotations and their cues), ``carrying`` (outlets and dates),
``names``, ``likely``, ``outlets``, ``bearers``, ``roles``, ``people`` and ``pronouns`` (who is named and meant),
``voicing`` (whose a cue is), ``finding`` (a report's statements).
"""

from mediaqa.statements.finding import find_statements
from mediaqa.statements.own_words import OwnWords, read_own_words

STATEMENTS_VERSION = 1
"""Grows whenever the same report would have other statements, so that indexed reports are read anew."""

__all__ = ["STATEMENTS_VERSION", "OwnWords", "find_statements", "read_own_words"]

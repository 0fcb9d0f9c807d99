"""The statements of a report: who says what, by rules and word lists, without a parser and without a model.

In the order of the data's way: ``grammar`` (the word lists), ``texts`` (words, quotation marks and sentences of a
report), ``phrases`` (noun phrases and subjects), ``extents`` (where a content ends), ``verbs``, ``nouns`` and
``phrasing`` (the cues of a sentence), ``quoting`` (quotations and their cues), ``people`` (names and pronouns),
``carrying`` (outlets, dates, voices inside voices), ``finding`` (a report's statements).
"""

from mediaqa.statements.finding import find_statements

__all__ = ["find_statements"]

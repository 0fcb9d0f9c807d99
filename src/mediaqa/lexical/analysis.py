"""Text becomes the words that are indexed and searched, in the language of its report."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

from mediaqa.values import Language

LONGEST_WORD = 120
"""In bytes of UTF-8; anything longer is no word, and is left out."""

_QUESTION_WORDS = """
who whom whose what which when where why how do does did is are was were
кто кого кому кем что чего чему чем какой какая какое какие каких когда где куда почему зачем как сколько чей ли
"""
_POSSESSIVE = re.compile(r"['’ʼ][sS]\b")
_DOT_IN_ACRONYM = re.compile(r"\.(?<=\b[^\W\d_]\.)(?=[^\W\d_]\b)")
_WRITTEN_WITHOUT_BLANKS = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")


def _analyzer(*stemmers: str) -> TextAnalyzer:
    builder = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(LONGEST_WORD))
    builder = builder.filter(Filter.lowercase()).filter(Filter.ascii_fold())
    for language in stemmers:
        builder = builder.filter(Filter.stemmer(language))
    return builder.build()


_ANALYZERS: dict[Language | None, TextAnalyzer] = {
    "en": _analyzer("english"),
    # Once takes "Кортунов" to "кортун" and "Кортунова" to "кортунов": so twice.
    "ru": _analyzer("russian", "russian"),
    None: _analyzer(),
}


def _prepared(text: str) -> str:
    """Join what belongs together ("U.S.", "NATO's") and part what is written without blanks."""
    text = unicodedata.normalize("NFC", text).replace("ё", "е").replace("Ё", "Е").encode("utf-8", "replace").decode()
    return _WRITTEN_WITHOUT_BLANKS.sub(r" \g<0> ", _DOT_IN_ACRONYM.sub("", _POSSESSIVE.sub("", text)))


_DROPPED = {language: frozenset(analyzer.analyze(_QUESTION_WORDS)) for language, analyzer in _ANALYZERS.items()}


def analysed(text: str, language: Language | None) -> list[str]:
    """Return the words of a text as its language has them: lower case, without accents, stems."""
    return _ANALYZERS[language].analyze(_prepared(text))


def question_terms(question: str) -> tuple[list[str], list[str]]:
    """Return the words and the pairs to search for: as they would stand in a report of each language."""
    prepared = _prepared(question)
    words = {language: analyzer.analyze(prepared) for language, analyzer in _ANALYZERS.items()}
    every = dict.fromkeys(word for some in words.values() for word in some)
    telling = dict.fromkeys(word for language, some in words.items() for word in some if word not in _DROPPED[language])
    pairs = dict.fromkeys(pair for some in words.values() for pair in pairs_of(some))
    return list(telling or every), list(pairs)


def pairs_of(words: Sequence[str]) -> Iterator[str]:
    """Return each two neighbouring words as one."""
    return map("_".join, pairwise(words))

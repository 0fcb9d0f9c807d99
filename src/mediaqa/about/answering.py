"""Questions about the reports themselves, answered from their metadata alone: who wrote them, when, how many.

Nothing is stated that the metadata does not hold, and a question about what reports say is not answered here.
"""

import datetime as dt
import re
from collections.abc import Sequence

from mediaqa.about.patterns import AFTER, BEFORE, CONTENT, COUNT, EMPTY, EXTREME, FIELDS, LIST, TOPIC, YEAR
from mediaqa.about.telling import listed, told
from mediaqa.answers import Answer
from mediaqa.dates import month_in
from mediaqa.values import Language, ReportInfo
from mediaqa.wording import derived, language_of, lexicon, plain, words


def answer_about(question: str, reports: Sequence[ReportInfo]) -> Answer | None:
    """Answer a question about the reports, or return ``None`` when it is about something else.

    A question chooses reports by words of their title, series, publisher, authors or tags, or by a date; one that
    chooses none is answered for all. Words that no report's metadata holds make it a question about something else,
    unless there is one report and they say what it is about.
    """
    language = language_of(question)
    field = next((field for field, pattern in FIELDS if pattern.search(question)), None)
    listing = COUNT.search(question) or LIST.match(question) or (EXTREME.search(question) if field is None else None)
    if CONTENT.search(question) or (field is None and listing is None):
        return None
    chosen = _chosen(question, reports, language)
    if chosen is None or (field and not chosen):
        return None
    if field is None:
        text, known = listed(chosen, language, count_only=COUNT.search(question) is not None), True
    else:
        text, known = told(field, chosen, language)
    return Answer(
        question=question,
        kind="about_corpus",
        status="answered" if known else "not_found",
        text=text,
        reports=tuple(chosen),
        language=language,
    )


def _chosen(question: str, reports: Sequence[ReportInfo], language: Language) -> list[ReportInfo] | None:
    """Return the reports that the question chooses, or ``None`` when its words belong to no report."""
    dated = [report for report in reports if _is_dated(report, question)]
    wanted = _choosing_words(question, language)
    if not wanted:
        return _extreme(question, dated)
    scores = [(sum(_holds(report, word, language) for word in wanted), report) for report in dated]
    best = max((score for score, _ in scores), default=0)
    if 2 * best > len(wanted):
        return _extreme(question, [report for score, report in scores if score == best])
    return list(dated) if len(reports) == 1 and TOPIC.search(question) else None


def _choosing_words(question: str, language: Language) -> list[str]:
    empty = EMPTY | lexicon(language).stopwords
    found = [plain(word.text).replace("ё", "е") for word in words(question)]
    return [word for word in found if word not in empty and not YEAR.fullmatch(word) and not month_in(word)]


def _holds(report: ReportInfo, word: str, language: Language) -> bool:
    """Say whether a report's metadata holds a word, in any form."""
    lists = lexicon(report.language or language)
    held = (report.title, report.series, report.publisher, report.document_number, *report.authors, *report.tags)
    stem = lists.stem(word)
    found = {lists.stem(plain(w.text)) for text in held if text for w in words(text)}
    return stem in found or any(derived(stem, other) for other in found)


def _is_dated(report: ReportInfo, question: str) -> bool:
    """Say whether a report fits the year, and the month, that a question names."""
    year, month, published = YEAR.search(question), month_in(question), report.published_on
    if year is None and month is None:
        return True
    if published is None:
        return False
    if year is None:
        return published.month == month
    asked = int(year.group())
    if AFTER.search(question):
        return (
            published.year >= asked if re.search(r"since|начиная", question, re.IGNORECASE) else published.year > asked
        )
    if BEFORE.search(question):
        return published.year < asked
    return published.year == asked and month in {None, published.month}


def _extreme(question: str, reports: Sequence[ReportInfo]) -> list[ReportInfo]:
    """Return the newest or the oldest report where the question asks for it, else all."""
    match = EXTREME.search(question)
    dated = [report for report in reports if report.published_on]
    if match is None or not dated:
        return list(reports)
    late = bool(match["late"] or match["late2"])
    day = (max if late else min)(report.published_on or dt.date.min for report in dated)
    return [report for report in dated if report.published_on == day]

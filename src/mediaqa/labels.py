"""The few fixed words around an answer, in the languages of answers. An unknown language reads English."""

import datetime as dt

Labels = dict[str, str]

_ENGLISH = {
    "months": "January February March April May June July August September October November December",
    "sources": "Sources",
    "reports": "Reports",
    "nearest": "Nearest passages (not an answer)",
    "unanswered": "Not answered:",
    "disagree": "The sources disagree:",
    "rejected": "Claims left out for lack of proof:",
    "said by": "said by",
    "outlet": "outlet",
    "report": "report",
    "place": "place",
    "in": "in",
    "page": "page",
    "disputes": "disputes it",
    "also": "also in",
    "file name": "title from the file name",
    "uncertain": "date uncertain",
}
_RUSSIAN = {
    "months": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "sources": "Источники",
    "reports": "Отчёты",
    "nearest": "Ближайшие места (это не ответ)",
    "unanswered": "Без ответа:",
    "disagree": "Источники расходятся:",
    "rejected": "Не включено утверждений, которые не доказаны:",
    "said by": "кто",
    "outlet": "издание",
    "report": "отчёт",
    "place": "место",
    "in": "в издании",
    "page": "с.",
    "disputes": "возражает",
    "also": "также в",
    "file name": "название по имени файла",
    "uncertain": "дата неоднозначна",
}


def labels_of(language: str | None) -> Labels:
    """Return the words for an answer in that language."""
    return _RUSSIAN if language == "ru" else _ENGLISH


def date_in_words(date: dt.date, labels: Labels) -> str:
    """Return a date as a reader writes it: 24 October 2021."""
    return f"{date.day} {labels['months'].split()[date.month - 1]} {date.year}"

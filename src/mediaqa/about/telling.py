"""The sentences in which the metadata of reports is told, in English and Russian."""

from collections.abc import Callable, Sequence

from mediaqa.about.patterns import Field
from mediaqa.labels import date_in_words, labels_of
from mediaqa.values import Language, ReportInfo

Told = tuple[str, bool]
"""A text, and whether it tells anything that was asked for."""

_KNOWN: dict[Language, dict[Field, str]] = {
    "en": {
        "authors": "{report} was written by {value}.",
        "date": "{report} was published on {value}.",
        "number": "{report} has the document number {value}.",
        "publisher": "{report} was published by {value}.",
        "pages": "{report} has {value} pages.",
        "series": "{report} belongs to the series {value}.",
        "title": "The report is titled {value}.",
        "language": "{report} is written in {value}.",
    },
    "ru": {
        "authors": "Авторы отчёта {name}: {value}.",
        "date": "{report} опубликован {value}.",
        "number": "Номер документа у отчёта {name}: {value}.",
        "publisher": "Издатель отчёта {name}: {value}.",
        "pages": "Страниц в отчёте {name}: {value}.",
        "series": "Серия отчёта {name}: {value}.",
        "title": "Название отчёта: {value}.",
        "language": "Язык отчёта {name}: {value}.",
    },
}
_UNKNOWN: dict[Language, dict[Field, str]] = {
    "en": {
        "authors": "{report} names no author.",
        "date": "{report} gives no date of publication.",
        "number": "{report} gives no document number.",
        "publisher": "{report} names no publisher.",
        "pages": "{report} does not say how many pages it has.",
        "series": "{report} names no series.",
        "title": "{report} has no title of its own; this is the name of its file.",
        "language": "The language of the report {name} is not known.",
    },
    "ru": {
        "authors": "В отчёте {name} автор не назван.",
        "date": "В отчёте {name} нет даты публикации.",
        "number": "В отчёте {name} нет номера документа.",
        "publisher": "В отчёте {name} издатель не назван.",
        "pages": "В отчёте {name} не сказано, сколько в нём страниц.",
        "series": "В отчёте {name} серия не названа.",
        "title": "У отчёта {name} нет своего названия, это имя файла.",
        "language": "Язык отчёта {name} неизвестен.",
    },
}
_UNCERTAIN = {
    "en": "{report} gives its date as {value}; which is the day and which the month is not certain.",
    "ru": "Дата отчёта {name} записана так: {value}; что здесь день, а что месяц, неясно.",
}
_REPORT = {"en": "The report {name}", "ru": "Отчёт {name}"}
_QUOTES = {"en": "“{}”", "ru": "«{}»"}
_LANGUAGES = {"en": {"en": "English", "ru": "Russian"}, "ru": {"en": "английский", "ru": "русский"}}
_NONE = {"en": "There are no such reports.", "ru": "Таких отчётов нет."}


def told(field: Field, reports: Sequence[ReportInfo], language: Language) -> Told:
    """Tell one field of each report, a line each."""
    lines = [_line(field, report, language) for report in reports]
    return "\n".join(text for text, _ in lines), any(known for _, known in lines)


def listed(reports: Sequence[ReportInfo], language: Language, *, count_only: bool) -> str:
    """Tell how many reports there are, and which."""
    if not reports:
        return _NONE[language]
    head = _how_many(len(reports), language)
    if count_only:
        return f"{head}."
    return "\n".join([f"{head}:", *(f"- {_entry(report, language)}" for report in reports)])


def _how_many(count: int, language: Language) -> str:
    if language == "en":
        return f"There {'is 1 report' if count == 1 else f'are {count} reports'}"
    return f"Отчётов: {count}"


def _entry(report: ReportInfo, language: Language) -> str:
    date = date_in_words(report.published_on, labels_of(language)) if report.published_on else None
    about = ", ".join(filter(None, (report.series, report.publisher, date or report.published_as_written)))
    return f"{report.title} ({about})" if about else report.title


def _line(field: Field, report: ReportInfo, language: Language) -> Told:
    name = _named(report.title, language)
    value = _VALUES[field](report, language)
    forms = _KNOWN[language] if value else _UNKNOWN[language]
    form = forms[field]
    if field == "date" and value and report.published_on is None:
        form = _UNCERTAIN[language]
    if field == "pages" and value == "1" and language == "en":
        form = form.replace("pages", "page")
    return form.format(report=_REPORT[language].format(name=name), name=name, value=value), bool(value)


def _named(title: str, language: Language) -> str:
    """Return a title in quotation marks, unless it has its own."""
    return title if language == "ru" and "«" in title else _QUOTES[language].format(title)


def _authors(report: ReportInfo, language: Language) -> str:
    *first, last = report.authors or ("",)
    joined = " и " if language == "ru" else " and "
    return f"{', '.join(first)}{joined if first else ''}{last}"


def _date(report: ReportInfo, language: Language) -> str:
    if report.published_on:
        return date_in_words(report.published_on, labels_of(language))
    return report.published_as_written or ""


def _title(report: ReportInfo, language: Language) -> str:
    return "" if report.origins.get("title") == "file name" else _named(report.title, language)


def _language(report: ReportInfo, language: Language) -> str:
    return _LANGUAGES[language][report.language] if report.language else ""


_VALUES: dict[Field, Callable[[ReportInfo, Language], str]] = {
    "authors": _authors,
    "date": _date,
    "number": lambda report, _: report.document_number or "",
    "publisher": lambda report, _: report.publisher or "",
    "pages": lambda report, _: str(report.page_count or ""),
    "series": lambda report, _: report.series or "",
    "title": _title,
    "language": _language,
}

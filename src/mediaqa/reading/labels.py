"""The labels under which reports, and front matter, give what they say about themselves."""

from typing import Literal

Field = Literal[
    "title",
    "series",
    "issue",
    "publisher",
    "authors",
    "date",
    "document_number",
    "page_count",
    "language",
    "tags",
    "url",
]

_IN_TEXT: dict[Field, str] = {
    "title": "title;report title;headline;заголовок;название;название доклада",
    "series": "series;report series;серия",
    "issue": "issue;issue no;issue number;issue №;выпуск;выпуск №;номер выпуска",
    "publisher": "publisher;published by;издатель;издательство;издано",
    "authors": (
        "author;authors;author(s);by;written by;prepared by;compiled by;report by;"
        "автор;авторы;автор(ы);авторы доклада;подготовил;подготовила;подготовили;составил;составила;составили;"
        "составитель;составители"
    ),
    "date": (
        "date;publication date;date of publication;date published;published;published on;published online;posted;"
        "posted on;issued;issued on;released;released on;release date;report date;date of issue;"
        "дата;дата публикации;дата выхода;дата издания;опубликовано;опубликован;опубликована;размещено"
    ),
    "document_number": (
        "document number;document no;document id;doc number;doc no;report number;report no;document #;"
        "publication number;ref;ref no;reference;reference no;reference number;"
        "номер документа;документ №;документ;номер доклада;номер отчёта;номер отчета"
    ),
    "page_count": (
        "pages;page count;number of pages;no. of pages;no of pages;total pages;length;"
        "страниц;страницы;количество страниц;число страниц;объём;объем"
    ),
    "language": "language;язык",
}
LABELS: dict[str, Field] = {label: field for field, labels in _IN_TEXT.items() for label in labels.split(";")}
"""The field of each label, in small letters and without its colon."""

_IN_FRONT_MATTER: dict[Field, str] = {
    "title": "title headline заголовок название",
    "series": "series report_series серия",
    "issue": "issue issue_number number выпуск",
    "publisher": "publisher издатель",
    "authors": "author authors by автор авторы",
    "date": "date published published_on publication_date pubdate date_published published_at дата",
    "document_number": "document_number document_no doc_number report_number document_id номер",
    "page_count": "pages page_count number_of_pages страниц",
    "language": "language lang язык",
    "tags": "tags keywords теги",
    "url": "url link canonical canonical_url source_url permalink",
}
KEYS: dict[str, Field] = {key: field for field, keys in _IN_FRONT_MATTER.items() for key in keys.split()}
"""The field of each key of front matter, in small letters, words joined with ``_``."""

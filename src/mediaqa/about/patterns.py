"""How questions about the reports themselves are worded, in English and Russian."""

import re
from typing import Literal

from mediaqa.wording import word_set

Field = Literal["authors", "date", "number", "publisher", "pages", "series", "title", "language"]

THING = (
    r"(?:reports?|documents?|stud(?:y|ies)|publications?|digests?|briefs?|surveys?|bulletins?|newsletters?|"
    r"papers?(?= (?:about|on|titled|called)\b)|"
    r"отч[её]т\w*|документ\w*|обзор\w*|доклад\w*|выпуск\w*)"
)
_IT = rf"(?:(?:(?!article|\S*['’]s\b)\S+\s+){{0,5}}?{THING}|it|they|them)\b"
"""What stands for a report in a question. What somebody else's report is ("the inquiry's report") does not."""
_WAS = r"(?:was|were|is|are|did|has|have)(?: been)?"
_BODY = r"(?:institute|institution|organi[sz]ation|centre|center|body|house)"
_MADE = r"(?:wrote|written|authored|compiled|prepared|produced|edited|put together)"
_OUT = r"(?:published|released|issued|printed|dated|written|come out|appear)"

_WORDED: tuple[tuple[Field, tuple[str, ...]], ...] = (
    (
        "authors",
        (
            rf"who (?:\w+ )?{_MADE} {_IT}",
            rf"by whom {_WAS} {_IT} {_MADE}",
            rf"(?:who|what|which) (?:is|are|was|were) (?:the |its |their )?authors?(?= of {_IT}|\W*$)",
            r"names? of (?:the |its |their )?(?:\S+ )?authors?",
            rf"(?:name |list )?(?:the |its |their )?authors? of {_IT}",
            rf"how many (?:authors|people) (?:does {_IT} have|wrote {_IT}|has {_IT})",
            r"кто (?:на|со)?писал|кто (?:составил|подготовил)",
            r"кто (?:его |их )?автор\w*",
            r"автор\w* (?:отч[её]та|обзора|документа|доклада)",
        ),
    ),
    (
        "number",
        (
            r"(?:document|report|reference|publication|catalogue) (?:number|no\.?|id)s?",
            rf"numbers? of {_IT}",
            r"(?:its|their) (?:document )?numbers?",
            r"номер\w* (?:документ|отч[её]т|обзор|доклад)\w*",
        ),
    ),
    (
        "pages",
        (
            r"how many pages",
            r"(?:page count|number of pages)",
            rf"how long (?:is|are) {_IT}",
            r"(?:сколько|число) страниц",
        ),
    ),
    (
        "publisher",
        (
            rf"who (?:has )?(?:published|publishes|issued|issues|released|releases) {_IT}",
            rf"(?:which|what) (?:\w+ )?{_BODY} (?:published|issued|released) {_IT}",
            r"(?:the|its|their|who is the|who are the) publishers?",
            r"кто (?:издал|опубликовал|выпустил)",
            r"издател\w+",
        ),
    ),
    (
        "date",
        (
            rf"(?:when|(?:on |in )?(?:what|which) (?:date|day|year|month)) {_WAS} {_IT}(?:.*? )?{_OUT}\b",
            r"(?:publication|release) dates?",
            rf"dates? of {_IT}",
            rf"how (?:old|recent) (?:is|are) {_IT}",
            r"(?:what is|what are|what's) (?:its|their) dates?",
            r"когда (?:он |был\w* )?(?:опубликован|издан|выпущен|написан|составлен|вы[шй])\w*",
            r"дат\w+ (?:публикации|выпуска|отч[её]та|обзора|документа|доклада)",
        ),
    ),
    (
        "series",
        (r"(?:what|which) series", rf"series of {_IT}", r"к какой серии", r"какая серия"),
    ),
    (
        "title",
        (
            rf"(?:titles?|names?) of {_IT}",
            r"(?:its|their) titles?",
            rf"what (?:is|are) {_IT} (?:called|titled|named)",
            r"названи\w+ (?:отч[её]т|обзор|документ|доклад)\w*",
            r"как называ\w+ (?:отч[её]т|обзор|документ|доклад)\w*",
        ),
    ),
    ("language", (rf"(?:what|which) languages? (?:is|are|was|were) {_IT}", r"на каком языке")),
)
FIELDS = tuple((field, re.compile("|".join(rf"\b{form}" for form in forms), re.IGNORECASE)) for field, forms in _WORDED)
"""The fields of the metadata, each with the ways to ask for it, in the order in which they are tried."""

COUNT = re.compile(
    rf"\bhow many {THING}(?= (?:are|do|does|did|have|has|were|was|exist|in|from|by|about|on|published|you)\b|\W*$)"
    rf"|\b(?:the )?number of {THING}|\bсколько (?:всего )?{THING}",
    re.IGNORECASE,
)
LIST = re.compile(
    rf"^\W*(?:(?:which|what) (?:other )?{THING}"
    rf"|(?:please )?(?:list|show|name)(?: me)?(?: all)?(?: the| your)? {THING}"
    rf"|какие {THING})",
    re.IGNORECASE,
)
EXTREME = re.compile(
    rf"\b(?:(?P<late>newest|latest|most recent|последн\w+|нов[еы]\w+)|(?P<early>oldest|earliest|стар\w+|перв\w+))"
    rf" {THING}"
    rf"|{THING} (?:is|are) (?:the )?(?:(?P<late2>newest|latest|most recent)|(?P<early2>oldest|earliest))",
    re.IGNORECASE,
)
CONTENT = re.compile(
    r"\b(?:says?|said|mention\w*|states?|stated|claims?|claimed|argues?|argued|discuss\w*|describ\w*|quot\w*|cit(?:e|es|ed)|"
    r"contain\w*|blam\w*|think\w*|believ\w*|warn\w*|according|говор\w*|упомина\w*|пиш\w*|цитиру\w*|утвержда\w*|обвин\w*)\b",
    re.IGNORECASE,
)
"""Words of a question about what reports say."""

TOPIC = re.compile(r"\b(?:about|on|o|об?)\b", re.IGNORECASE)
"""Words that say what a report is about."""

YEAR = re.compile(r"\b(?:19|20)\d\d\b")
BEFORE = re.compile(r"\b(?:before|until|up to|older than|до|раньше)\b", re.IGNORECASE)
AFTER = re.compile(r"\b(?:after|since|later than|newer than|после|позже|начиная с)\b", re.IGNORECASE)

EMPTY = word_set(
    """
    report reports document documents study studies publication publications digest digests brief briefs survey
    surveys bulletin newsletter author authors writer written wrote published publisher released issued date
    number page pages title name series called language corpus indexed index available collection library
    database have exist exists there list show known tell give newest latest oldest earliest recent total
    altogether question answer cover covers authored compiled prepared edited produced belong belongs titled put
    together many much long please all every each what year month day come came issue id отчет отчеты отчетов
    отчета отчете документа документе обзора обзоре доклада докладе документ документы документов обзор обзоры
    обзоров доклад доклады выпуск выпуски опубликован опубликованы опубликовано издал написал написали составил
    автор авторы номер страниц серия название корпусе базе всего есть эти этот этого кто
    """
)
"""Words that choose no report."""

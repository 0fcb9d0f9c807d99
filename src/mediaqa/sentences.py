"""Where sentences begin and end, in English and Russian reports.

One pass of a regular expression finds the places where a sentence could end; a few rules decide about each. Rules in
place of a library: see ``benchmarks/sentences.py`` for the comparison.
"""

import re
from collections.abc import Iterator
from typing import Literal

from mediaqa.values import Span

Habit = Literal["joins", "numbers", "before_starter", "after_long"]
"""What an abbreviation does before a capital letter or a figure: it never ends a sentence (``joins``); it ends one
except before a number (``numbers``); it ends one before a word that likes to begin sentences (``before_starter``), or
also when the sentence is long already (``after_long``)."""

# Those that are capitalised here are abbreviations only when capitalised; the others in either form.
ABBREVIATIONS: dict[Habit, str] = {
    "joins": """
        Mr Mrs Ms Mx Dr Drs Prof Gen Lt Col Maj Capt Cpt Sgt Cpl Pvt Brig Adm Cmdr Cdr Cmdt Sen Sens Rep Reps Gov Govs
        Rev Hon Pres Amb Messrs Mme Mlle Fr Supt Insp Det Sec Atty Yahoo e.g i.e viz cf vs v a.k.a approx incl
        т.е т.к т.н т.о и.о им ул просп пл наб бул пер акад проф доц ген полк подполк кап адм тов гр
        св см ср напр о-в зам пом нач ред врио канд докт гос г-н г-жа
    """,
    "numbers": """
        no nos art arts fig figs vol vols ch chs p pp para paras pt sect cl ca c est fol op tel
        № ст стр рис табл гл п пп тел кв корп д с т тт ч вып разд прил илл кн
    """,
    "before_starter": """
        Inc Corp Ltd Co Cos Bros Jr Sr St Ste Ave Blvd Rd Mt Ft Dept Depts Univ Assn Assoc Esq Ret al etc ed eds ibid
        Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri
        Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Mass Md Mich Minn Miss Mo Mont Neb Nev Okla Ore Pa
        Penn Tenn Tex Va Vt Wash Wis Wyo Mfg Intl Natl Govt min hr hrs ft lb lbs sq km kg
        янв фев февр мар апр авг сент окт нояб дек обл р оз о пос дер англ нем фр лат рус
    """,
    "after_long": "г гг в вв руб коп долл тыс млн млрд трлн чел т.д т.п н.э др проч пр мин сек экз сут",
}


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


STARTERS = _words(
    """
    The This That These Those A An It Its He His She Her They Their We Our You Your I In On At By For From
    With Without After Before But And Or Nor So Yet If When While As Although Though However Moreover
    Meanwhile Still Then There Thus Therefore To Under Until Since Because What Who Why How Where Which
    Whether Some Many Most Several Both Each Every All Another No Not Nothing Now Once Only Over Even
    Despite During According Also Among Instead Just Let My Perhaps Earlier Later Recently Today Yesterday
    Finally Additionally Indeed Nevertheless Nonetheless Here Such Between Beyond Through Throughout
    Он Она Оно Они Это Этот Эта Эти Тот Та Те В Во На По Но И А Однако Как Так Также Кроме При Для После
    До Из За К Ко С Со О Об От У Не Мы Вы Я Наш Его Её Ее Их Что Кто Когда Если Хотя Поэтому Тем Между
    Сейчас Теперь Сегодня Вчера Ранее Позже Затем Потом Там Тогда Здесь Все Всё Ни Впрочем Напомним
    Отметим Ведь Уже Еще Ещё Под Над Перед Без Через
    """
)
"""Words that begin sentences and are hardly ever names; capitalised, as they stand there."""

UNFINISHED = _words(
    """
    a an the of to in on at by for from with and or but that which who whose as is are was were be this
    these those his her its their our your my not than into about
    в во на по и а но с со к ко о об от у из за для при до не что который которая которое которые как или
    между над под без через
    """
)
"""Words after which a sentence cannot end: an ellipsis there stands for left-out words."""

LONG = 45
"""Characters of a sentence from which an ``after_long`` abbreviation may end it: "В 2021 г. Россия …" goes on."""

WINDOW = 16
"""Characters before a full stop that are looked at: the abbreviation and the word before it."""

LONGEST = 8
"""The longest abbreviation, in characters."""

WRAPPED = (40, 140)
"""The widths, in characters, that the lines of a hard-wrapped paragraph have; others are broken on purpose."""

_OPENING = "\"'“”„«‘’`([{<*_—–―-"
_BLANKS_AND_OPENERS = r"[\s\"'“”„«‘’`\[({<*_…—–―-]"
_PARAGRAPH_BREAK = re.compile(r"\n\s*\n\s*|\u2029\s*")
# Every repetition is possessive or bounded, and a run of stops is entered at its beginning alone: time stays linear.
_CANDIDATE = re.compile(
    rf"""
      (?<![.!?…]) (?P<stop> [.!?…]++ )
      (?P<closers> ["'”’“»›)\]}}*_`]*+ )
      (?: \[\^?\w{{1,4}}\] | [¹²³⁰⁴-⁹] | (?<=["”’»)])\d{{1,3}}(?!\w) | (?<=[^\W\d_]\.)\d{{1,3}}(?!\w) )*+  # footnotes
      (?: [ ]\[\d{{1,3}}\] )*+
      (?= (?: \s++ {_BLANKS_AND_OPENERS}{{0,40}}+ | (?<=[”»\]])(?=[A-ZА-ЯЁ]) )
          (?P<next> (?![a-zа-яё](?![A-ZА-ЯЁ])) \S ) )
    | [。！？।۔؟]++ ["'”’»」』」）)]*+
    | (?P<line> \n )
    """,
    re.VERBOSE,
)
_SMALL = "abcdefghijklmnopqrstuvwxyzабвгдеёжзийклмнопрстуфхцчшщъыьэюя"
_YEARS = ("г", "гг", "в", "вв")
_YEAR_ENDS = tuple("0123456789IVXХ")
_NONBLANK = re.compile(r"\S")
_WORD = re.compile(r"\s*+(\S++)")
_NEXT_WORD = re.compile(r"[^\W\d_]++(?=[\s,’'])")
_LIST_ITEM = re.compile(r"\s*+(?:[-•·▪◦‣●○■*+]\s|\d{1,3}[.)]\s|[a-zа-я]\)\s|[—–―]\s+[^\Wa-zа-яё])")
_LIST_NUMBER = re.compile(r"(?:\d{1,3}|[A-Za-zА-Яа-яЁё]|[IVXLC]+)$")
_DOTTED = re.compile(r"(?:[^\W\d_]{1,2}\.&?)+[^\W\d_]{1,2}$")
_DASH = re.compile(r"\s++[—–―-]")
_LATER_BEGINNING = re.compile(r"\.{3}\s*+[^\sa-zа-яё.]")
_NUMBER = re.compile(r"[\d№]|[IVXLC]{2,}\b|[VX]\b|[A-ZА-Я]-?\d")
_SAYS = re.compile(
    r"(?:[^\W\d_][\w.’'-]*+\s++){1,4}(?:(?:ask|add|exclaim|wonder|shout|demand|declar|insist|answer|warn)(?:e?d|s)|"
    r"replie[ds]|sa(?:id|ys)|wr(?:ote|ites)|crie[ds])\b"
)


def _habits() -> dict[str, Habit]:
    habits: dict[str, Habit] = {}
    for habit, words in ABBREVIATIONS.items():
        for word in words.split():
            # A single capital letter is an initial.
            forms = (word, word[0].upper() + word[1:], word.upper()) if len(word) > 1 else (word,)
            habits |= dict.fromkeys(forms, habit)
    return habits


_HABITS = _habits()


def sentence_spans(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Return the spans of the sentences in ``text[start:end]``, in order, without the blanks around them.

    Every character that is not blank is in exactly one. A blank line always ends a sentence; a single line break does
    where a list item begins or the line was broken on purpose. Spans count from the beginning of ``text``.
    """
    end = len(text) if end is None else end
    spans: list[Span] = []
    for first, last in _paragraphs(text, start, end):
        _add_sentences(spans, text, first, last)
    return spans


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for gap in _PARAGRAPH_BREAK.finditer(text, start, end):
        yield from _trimmed(text, start, gap.start())
        start = gap.end()
    yield from _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the part without blanks around it, if there is one."""
    words = text[start:end].rstrip()
    if words:
        yield start + len(words) - len(words.lstrip()), start + len(words)


def _add_sentences(spans: list[Span], text: str, begin: int, end: int) -> None:
    width = max(map(len, text[begin:end].split("\n"))) if text.find("\n", begin, end) >= 0 else 0
    for place in _CANDIDATE.finditer(text, begin, end):
        if place.start() > begin and _ends(text, begin, place, width):
            stop = place.end()
            spans.append(Span(begin, begin + len(text[begin:stop].rstrip())))
            found = _NONBLANK.search(text, stop, end)
            begin = found.start() if found else end
    if begin < end:
        spans.append(Span(begin, end))


def _ends(text: str, begin: int, place: re.Match[str], width: int) -> bool:
    """Tell whether the sentence from ``begin`` ends at the candidate ``place``."""
    stop = place["stop"]
    if stop is None:
        return place["line"] is None or _line_ends(text, begin, place.start(), width)
    following = place["next"]
    # Small letters of other scripts; Latin and Cyrillic ones got here only in words such as "iPhone".
    if following == ".":  # dots with blanks between, or a sentence that begins with left-out words
        return _LATER_BEGINNING.match(text, place.start("next"), place.endpos) is not None
    if following.islower() and following not in _SMALL:
        return False
    if stop == ".":
        return _full_stop_ends(text, begin, place)
    if stop in {"…", "..."}:
        return _ellipsis_ends(text, begin, place)
    return _mark_ends(text, begin, place)


def _full_stop_ends(text: str, begin: int, place: re.Match[str]) -> bool:
    dot = place.start()
    before = text[max(begin, dot - WINDOW) : dot]
    if before[-1:].isspace():
        return before[-2:-1] != "." or _starts_sentence(text, place)
    *others, word = before.split()
    if len(word) > LONGEST:
        return True
    if dot - begin <= LONGEST and _LIST_NUMBER.match(text[begin:dot]):
        return False
    habit = _habit(word.lstrip(_OPENING), others[-1].lstrip(_OPENING) if others else "")
    return habit is None or _abbreviation_ends(habit, text, begin, place)


def _habit(word: str, earlier: str) -> Habit | None:
    """Return what the word before a full stop does, if it is an abbreviation; ``earlier`` is the word before it."""
    if word in _YEARS and earlier[-1:] not in _YEAR_ENDS:
        return "joins"
    if len(word) == 1 and len(earlier) == len("т.") and earlier[1] == ".":
        word = earlier + word
    habit = _HABITS.get(word) or (_HABITS.get(word.rpartition("-")[2]) if "-" in word else None)
    if habit is None and (_DOTTED.match(word) or (len(word) == 1 and word.isupper())):
        return "before_starter"
    return habit


def _abbreviation_ends(habit: Habit, text: str, begin: int, place: re.Match[str]) -> bool:
    if habit == "joins":
        return False
    if habit == "numbers":
        return not _NUMBER.match(text, place.start("next"), place.endpos)
    if _DASH.match(text, place.end(), place.endpos):  # a dateline: "GENEVA, N.Y. — The talks"
        return False
    if any(mark in place["closers"] for mark in '"”»') or _starts_sentence(text, place):
        return True
    return habit == "after_long" and place.start() - begin >= LONG


def _starts_sentence(text: str, place: re.Match[str]) -> bool:
    word = _NEXT_WORD.match(text, place.start("next"), place.endpos)
    return word is not None and word.group() in STARTERS


def _ellipsis_ends(text: str, begin: int, place: re.Match[str]) -> bool:
    """Tell a sentence that trails off from words that were left out."""
    dots = place.start()
    before = text[max(begin, dots - WINDOW) : dots]
    if not any(map(str.isalnum, before)):
        return False
    if any(mark in place["closers"] for mark in '"”»'):
        return True
    if before[-1].isspace() or before[-1] in _OPENING:
        return _starts_sentence(text, place)
    return before.split()[-1].lower() not in UNFINISHED


def _mark_ends(text: str, begin: int, place: re.Match[str]) -> bool:
    """Decide about question and exclamation marks, and about four dots."""
    mark, closers = place.start(), place["closers"]
    if text.endswith("Yahoo", begin, mark) or (")" in closers and "(" in text[max(begin, mark - LONGEST) : mark]):
        return False
    return not (closers and _SAYS.match(text, place.start("next"), place.endpos))


def _line_ends(text: str, begin: int, at: int, width: int) -> bool:
    """Tell a line that was broken on purpose from one that was full: there the next word would have fitted."""
    if _LIST_ITEM.match(text, at):
        return True
    word = _WORD.match(text, at)
    if word is None or word[1][0].islower():
        return False
    used = at - max(begin, text.rfind("\n", begin, at) + 1)
    return not WRAPPED[0] <= width <= WRAPPED[1] or used + 1 + len(word[1]) <= width

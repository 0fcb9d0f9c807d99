"""People's names: what looks like one, and lists of them, also when nothing stands between two names."""

import re

from mediaqa.reading.given_names import GIVEN_NAMES
from mediaqa.reading.wording import word_set

_PARTICLES = word_set(
    """
    af al av bin ben bint da de del della den der di do dos du e el ibn la las le los ten ter van von y zu zur
    """
)
_NOT_NAMES = word_set(
    """
    a academy affairs agency analysis and article articles association bulletin bureau center central centre
    college committee corporation council country daily department desk digest economic economy edition
    editorial energy europe european executive external federal federation foreign foundation general global
    government group institute international internal issue law library local media military minister ministry
    monitor monitoring monthly national nations news no north number office official on online parliament party
    podcast policy politics prepared press program programme project public quarterly regional relations report
    research review russian school section security series service services social society south staff state
    statement strategic studies study summary talks team the trade unit united university video weekly west
    western world east eastern northern southern year агентство академия анализ аналитика бюллетень вестник
    внешняя газета департамент дайджест доклад издание институт конференция министерство мониторинг новости
    обзор отдел отчёт отчет политика пресса пресс редакция россия служба совет сообщение центр экономика
    """
)
_SMALL = word_set("of the and for at")
ASIDE_WORDS = 6
"""A role or an institution behind a name has no more words."""

_TITLES = word_set("dr dr. prof prof. mr mr. mrs mrs. ms ms. col. gen. lt. capt. maj. ret. adm. проф. д-р")
_AFTER_NAMES = word_set("jr jr. sr sr. ii iii iv phd ph.d. ph.d md m.d. ma m.a. msc mba esq. esq")
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?){1,3}|[A-ZÀ-ÞА-ЯЁ]")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]+)*")
# After these beginnings a capital belongs to the same name: McDonald, DiCaprio, LaRue, FitzGerald.
_INNER_CAPITAL = re.compile(
    r"(?:Mc|Mac|De|Di|Da|Du|Des|Del|Della|La|Le|Lo|Van|Von|Vande|Fitz|St|Al|El|Ab|Ap|Abu|Ben|Ph|Мак|Де|Ди|"
    r"Да|Ла|Ле|Фон|Аль|Эль|Сен|Бен)"
)
_SEPARATOR = re.compile(r"\s*[;,|]\s*(?:and\s+|und\s+|и\s+)?|\s+(?:and|with|и|&)\s+")
_BRACKETED = re.compile(r"\s*\([^()]*\)")
_ROLES = re.compile(
    r"\b(?:analyst|author|correspondent|director|editor|expert|fellow|journalist|observer|professor|"
    r"reporter|researcher|"
    r"scientist|specialist|staff|writer|[а-я]*редактор|автор|аналитик|журналист|корреспондент|"
    r"обозреватель|эксперт)\b"
)
_DESK = re.compile(
    r"\b(?:agency|bureau|center|centre|department|desk|division|editors|foundation|group|institute|"
    r"newsroom|office|"
    r"program|programme|project|section|service|staff|team|unit|агентство|институт|отдел|редакция|служба|"
    r"центр)\b"
)


def is_name(text: str) -> bool:
    """Whether the text has the shape of a person's name: two to five capitalised words, initials and particles."""
    if len(text) > 60:
        return False
    words = text.split()
    core = [w for w in words if w.casefold() not in _TITLES and w.casefold() not in _AFTER_NAMES]
    full = [w for w in core if _is_name_word(w)]
    rest = [w for w in core if w not in full]
    if not 2 <= len(core) <= 6 or not full or not core[-1][0].isupper():
        return False
    if len(full) == 1 and not any(_INITIALS.fullmatch(w) for w in rest):
        return False
    return all(w in _PARTICLES or _INITIALS.fullmatch(w) for w in rest)


def is_known_person(text: str) -> bool:
    """Whether the text is a name beyond doubt: it begins with a common given name, or has initials."""
    if not is_name(text):
        return False
    words = [w for w in text.split() if w.casefold() not in _TITLES]
    return words[0].casefold() in GIVEN_NAMES or any(_INITIALS.fullmatch(w) for w in words)


def split_run_together(line: str) -> tuple[str, ...]:
    """Return the names in a line where one runs into the next (``Anna FinkJulian Waller``); none if it is not one."""
    words = line.split()
    if len(line) > 400 or sum(word[0].isupper() or word in _PARTICLES for word in words) * 2 < len(words):
        return ()
    parts = _cut(line)
    names = tuple(name for part in parts for name in _SEPARATOR.split(part.strip(" ,;")))
    return names if len(parts) > 1 and all(map(is_name, names)) else ()


def people(text: str, *, sure: bool = False) -> tuple[str, ...]:
    """Return the names in a list of authors; none if something in it is not one.

    With ``sure`` (the text says itself that authors follow) whatever stands in the list is an author.
    """
    if run_together := split_run_together(text):
        return run_together
    text = _BRACKETED.sub("", text).strip(" ,;")
    pieces = [p for p in _SEPARATOR.split(text) if p]
    if ";" in text and sure:
        return tuple(p.strip() for p in text.split(";") if p.strip())
    if len(pieces) == 2 and all(" " not in p for p in pieces) and "," in text and sure:
        return (text,)
    names = [p for p in _joined_suffixes(pieces) if not _is_aside(p, sure=sure)]
    return tuple(names) if names and (sure or all(map(is_name, names))) else ()


def desk(text: str) -> tuple[str, ...]:
    """Return the group of people that a byline names (``the Foreign Desk``) as the one author, if it does."""
    words = text.split()
    capitalised = all(w in _SMALL or w[0].isupper() for w in words)
    return (text,) if len(words) <= 8 and capitalised and _DESK.search(text.casefold()) else ()


def _is_name_word(word: str) -> bool:
    if not word[0].isupper() or not _WORD.fullmatch(word) or len(word) < 2:
        return False
    return word.casefold() not in _NOT_NAMES


def _cut(line: str) -> list[str]:
    """Cut where a small letter meets a capital, unless both belong to one name."""
    parts, begin = [], 0
    joints = (i for i in range(1, len(line)) if line[i].isupper() and line[i - 1].islower())
    for joint in joints:
        word = max(begin, line.rfind(" ", 0, joint) + 1, line.rfind("-", 0, joint) + 1)
        if not _INNER_CAPITAL.fullmatch(line, word, joint):
            parts.append(line[begin:joint])
            begin = joint
    return [*parts, line[begin:]]


def _joined_suffixes(pieces: list[str]) -> list[str]:
    """Give ``Jr.`` back to the name before it."""
    joined: list[str] = []
    for piece in pieces:
        if joined and piece.casefold() in {"jr", "jr.", "sr", "sr.", "ii", "iii"}:
            joined[-1] += f", {piece}"
        else:
            joined.append(piece)
    return joined


def _is_aside(piece: str, *, sure: bool) -> bool:
    """Whether a piece of a list of authors is a degree, a role or an institution rather than a person."""
    folded = piece.casefold()
    if folded in _AFTER_NAMES or (_ROLES.search(folded) and piece.count(" ") < ASIDE_WORDS):
        return True
    if sure or is_name(piece):
        return False
    words = piece.split()
    if len(words) > ASIDE_WORDS or not all(word[0].isupper() or word in _SMALL for word in words):
        return False
    return any((word.isupper() and len(word) > 2) or word.casefold() in _NOT_NAMES for word in words)

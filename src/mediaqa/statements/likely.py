"""What a name alone lets guess: whether it can be a person's, and which pronoun would fit."""

from mediaqa.statements.grammar import Grammar, Is
from mediaqa.statements.texts import Words
from mediaqa.wording import lexicon

_PARTS = range(2, 4)
"""Words of a person's name without titles."""
_NOT_A_NAME = Is.VOICE | Is.PIECE | Is.TITLE | Is.CUE | Is.VERB | Is.TIME


def likely_sex(given: str, lists: Grammar) -> str:
    """Return "he" or "she" by how a first name ends, or nothing: a guess that any word of the report outdoes."""
    names = lists.lists
    if given in names["female_names"]:
        return "she"
    if given in names["male_names"]:
        return "he"
    if len(given) < 3 or not given.isalpha() or given in names["either_names"]:
        return ""
    if given.endswith(tuple(names["female_endings"])):
        return "she"
    return "he" if given.endswith(tuple(names["male_endings"])) else ""


def like_a_person(words: Words, start: int, end: int) -> bool:
    """Say whether capitalised words look like a person's full name, and not like a place's, a body's or an outlet's."""
    if end - start not in _PARTS:
        return False
    names, outlets = words.lists.lists, lexicon(words.lists.language).outlet_words
    if words.lows[start] in names["place_openers"] or words.lows[end - 1] in names["body_closers"]:
        return False
    return all(
        words.flags[at] & Is.NAME
        and not words.flags[at] & _NOT_A_NAME
        and words.lows[at] not in outlets
        and _is_spelt_as_a_name(words.texts[at])
        for at in range(start, end)
    )


def _is_spelt_as_a_name(word: str) -> bool:
    """Say whether a word is capitalised as names are: no acronym, or an initial."""
    return word[1:] != word[1:].upper() or (len(word) == 2 and word[1] == ".")

"""Whom a pronoun means.

The voice in effect of a fitting kind, else the person that was named last: the nearest name alone is the commonest
mistake (Newell et al. 2018).
"""

from mediaqa.statements.grammar import Is
from mediaqa.statements.names import Voice
from mediaqa.statements.people import BACK, People
from mediaqa.statements.texts import Words


def of_pronoun(
    people: People, low: str, spoken: list[Voice], here: list[Voice], inner: int | None = None
) -> Voice | None:
    """Return whom a pronoun means: ``spoken`` are the voices so far, ``here`` those of the paragraph.

    ``inner`` is where the content of another voice begins in which the pronoun stands.
    """
    lists = people.words.lists.lists
    if low in lists["singular_he"]:
        return _person(people, "he", spoken, here, inner)
    if low in lists["singular_she"]:
        return _person(people, "she", spoken, here, inner)
    if low in lists["plural"]:
        return next((v for v in reversed(spoken[-3:]) if v.kind in {"many", "body"}), None)
    if low in lists["neuter"]:
        near = [*(v for v in here[-1:] if v.name in people.outlets.known), *reversed(spoken[-2:])]
        near.sort(key=lambda v: -v.start)
        return next((v for v in near if v.kind in {"piece", "body", "name"}), None)
    return None


def _person(people: People, sex: str, spoken: list[Voice], here: list[Voice], inner: int | None) -> Voice | None:
    """Return the person whom "he" or "she" means, and remember that the pronoun fits.

    The order is that of what is at hand: who opens the sentence, or stands before the pronoun in another's content; who
    has spoken in the paragraph; who is named in it; who has spoken before it; who was named last.
    """
    mentions = people.mentions[-BACK:]
    inside = [v for v in mentions if v.start >= people.paragraph]
    opening = [v for v in inside if v.start == people.sentence]
    if inner is not None:
        opening = [v for v in inside if v.start >= inner]
    called = [*opening, *reversed(here[-BACK:]), *inside, *reversed(spoken[-3:]), *reversed(mentions)]
    named = [v for v in called if v.name not in people.outlets.known]
    persons = [v for v in named if v.kind == "person" and people.bearers.sexes.get(v.name, v.sex) in {sex, ""}]
    likely = (v for v in persons if people.bearers.guess(v.name) in {sex, ""})
    sure = next(likely, None) or next(iter(persons), None)
    if sure is not None:
        if not people.bearers.sexes.get(sure.name):
            people.bearers.sexes[sure.name] = sex
        return sure
    return next((v for v in named if v.kind == "name" and _may_be_person(v.name, people.words)), None)


def _may_be_person(name: str, words: Words) -> bool:
    """Say whether a name of which nothing is known can be a person's."""
    *_, last = name.split()
    flags = words.lists.flags.get(last.casefold(), 0)
    return not last.isupper() and not flags & (Is.VOICE | Is.PIECE | Is.TITLE | Is.CUE)

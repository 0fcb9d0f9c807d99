"""The outlets of a report: the fullest form of each name, and the one that "the paper" takes up."""

from mediaqa.statements.carrying import is_outlet
from mediaqa.statements.grammar import Is
from mediaqa.statements.texts import Words
from mediaqa.wording import lexicon


class Outlets:
    """The outlets named so far, in reading order, with the place of each naming."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.lists = lexicon(words.lists.language)
        self.named: list[tuple[str, int, int]] = []
        self.known: set[str] = set()
        self.full: dict[str, str] = {}

    def read(self, start: int, end: int) -> bool:
        """Take in capitalised words if they name an outlet, and say so."""
        words = self.words
        if end - start == 1 and words.texts[start] not in self.full and not self._is_introduced(start, end):
            return False
        name = bare(words.words(start, end))
        known = self._fullest(name)
        if known in self.known or is_outlet(words, start, end, self.lists) or self._is_introduced(start, end):
            self.learn(known)
            self.named.append((known, words.starts[start], words.ends[end - 1]))
            return True
        return False

    def _is_introduced(self, start: int, end: int) -> bool:
        """Say whether a common noun before a name tells that it is an outlet's: "the weekly | Lantern |"."""
        words = self.words
        if not start or words.flags[start - 1] & Is.NAME or start in words.breaks:
            return False
        noun = words.lows[start - 1] in words.lists.lists["medium_nouns"] and not words.flags[start - 1] & Is.POSSESSIVE
        return noun and end - start < 3

    def learn(self, name: str) -> None:
        """Remember the name of an outlet; its last word is its short form if that says what it is: "the Post"."""
        if name in self.known:
            return
        self.known.add(name)
        self.full[name] = name
        last = name.rsplit(maxsplit=1)[-1]
        kept = self.full.get(last)
        if last.casefold() in self.lists.outlet_words and (kept is None or len(kept) < len(name)):
            self.full[last] = name

    def _fullest(self, name: str) -> str:
        return self.full.get(name, name)

    def carrier(self, written: str | None, before: int, since: int) -> str | None:
        """Return the outlet that words mean: a name in its fullest form; "the paper" is the last of the paragraph."""
        if written is None or not written.islower():
            return self.fullest(written)
        last = self.last(before, since)
        return last[0] if last else None

    def fullest(self, name: str | None) -> str | None:
        """Return the fullest form that the report has for an outlet's name, without an article."""
        return self._fullest(bare(name)) if name else None

    def last(self, before: int, since: int) -> tuple[str, int, int] | None:
        """Return the outlet named last between two places of the text."""
        last = next((named for named in reversed(self.named) if named[1] < before), None)
        return last if last and last[1] >= since else None


def bare(name: str) -> str:
    """Return a name without a leading article and a possessive ending."""
    name = name.removesuffix("'s").removesuffix("’s")
    return name[4:] if name.startswith(("The ", "the ")) and len(name) > 4 else name

"""A claim beside its evidence: which of its words stand where. The checks read it."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cached_property

from mediaqa.answers import Check
from mediaqa.attribution import said_in
from mediaqa.extracting.lines import Line
from mediaqa.extracting.matching import Embed, Matcher
from mediaqa.extracting.questions import Term
from mediaqa.tokens import is_common
from mediaqa.values import Language, ReportInfo, Span
from mediaqa.verifying.naming import short_names
from mediaqa.verifying.scopes import Reading, read
from mediaqa.wording import Lexicon, language_of, lexicon, plain, stems_of, words

STANDS_FROM = 0.6
"""The strength from which a word stands for another (see ``Matcher``)."""


@dataclass(frozen=True)
class Evidence:
    """What a claim is held against: the cited sentences, whole; those around them; their context; the rest at hand.

    ``lines`` are the cited sentences with their voices, ``naming`` those that name the voices of ``lines``.
    """

    quoted: str
    around: str
    context: str
    elsewhere: str
    lines: tuple[Line, ...]
    naming: tuple[Line, ...]
    report: ReportInfo

    @property
    def near(self) -> str:
        """All that a reader of the quotes has before their eyes."""
        return f"{self.quoted}\n{self.around}\n{self.context}"


class Claimed:
    """A claim beside its evidence: where each of its words stands there."""

    def __init__(self, text: str, evidence: Evidence, embedder: Embed | None) -> None:
        self.text = text
        evidence = self.evidence = replace(evidence, context=f"{evidence.context}\n{short_names(evidence.near)}")
        self.language: Language = language_of(text)
        self.lists: Lexicon = lexicon(self.language)
        self.comparable = self.language == language_of(evidence.quoted)
        self.terms = _terms(text, evidence, self.lists)
        texts = (evidence.quoted, evidence.around, evidence.context, evidence.elsewhere)
        self._matcher = Matcher(self.terms, texts, self.lists, embedder if self.comparable else None)

    def strengths(self, text: str) -> dict[Term, float]:
        """Return how well each word of meaning stands in a part of the evidence."""
        return dict(zip(self.terms, map(float, self._matcher.strengths(text)), strict=True))

    def places(self, place: int) -> list[int]:
        """Return the words of the quoted sentences that stand for the claim's word at ``place``."""
        return self._places.get(place, [])

    @cached_property
    def _voice(self) -> Span:
        """Where the claim names whose words it reports."""
        said = said_in(self.text, language=self.language)
        return said.speaker_span if said and said.speaker_span else Span(0, 0)

    @cached_property
    def own(self) -> Reading:
        """The words of the claim, and what it negates and hedges."""
        return read(self.text)

    @cached_property
    def quoted(self) -> Reading:
        """The same of the quoted sentences."""
        return read(self.evidence.quoted)

    @property
    def quoted_denies(self) -> bool:
        """Whether a text negates at all beside the verbs that do so by themselves."""
        return any(not scope.is_wide for scope in self.quoted.negations)

    def held(self, text: str) -> dict[Term, float]:
        """Return how far, in [0, 1], a part of the evidence holds each word of meaning; at 1, a word stands for it."""
        return {term: min(1.0, one / STANDS_FROM) for term, one in self.strengths(text).items()}

    def share_in(
        self, text: str, *, numbers: bool = True, voice: bool = True, without: AbstractSet[str] = frozenset()
    ) -> float:
        """Return the share of the claim's words of meaning that a text holds; across languages, of its names.

        Without ``numbers`` those do not count; without ``voice``, the one that the claim names may stand elsewhere. Nor
        do the plain words count that are in ``without``.
        """
        counted = [
            (one, term.share)
            for term, one in self.held(text).items()
            if (self.comparable or term.is_name)
            and (numbers or not term.is_number)
            and (voice or one == 1.0 or not self._voice.start <= term.place < self._voice.end)
            and plain(term.word) not in without
        ]
        total = sum(share for _, share in counted)
        return sum(one * share for one, share in counted) / total if total else float(not numbers)

    def ranked(self, lines: Iterable[Line]) -> list[Line]:
        """Return sentences by how much of the claim they hold, the most first; ties in their order."""
        return sorted(lines, key=lambda line: (-self.share_in(line.text), line.place))

    @cached_property
    def main(self) -> Line | None:
        """The one of the cited sentences that holds most of the claim."""
        return next(iter(self.ranked(self.evidence.lines)), None)

    def like(self, place: int) -> list[int]:
        """Return the same, and those that stand for it more loosely where the word itself stands there too."""
        term = next((term for term in self.terms if term.place == self.own.words[place].start), None)
        return self._matcher.places(term.stem, self.evidence.quoted) if term else []

    @cached_property
    def _places(self) -> dict[int, list[int]]:
        by_start = {word.start: place for place, word in enumerate(self.own.words)}
        stems = [self.lists.stem(word.text) for word in self.quoted.words]
        found = {}
        for term in self.terms:
            like = self._matcher.places(term.stem, self.evidence.quoted)
            same = [place for place in like if stems[place] == term.stem]
            found[by_start[term.place]] = same or like  # "ministry" stands for itself before it does for "minister"
        return found


def _terms(text: str, evidence: Evidence, lists: Lexicon) -> list[Term]:
    """Return the words of a claim that carry meaning."""
    found = words(text)
    written = {word.text for part in (evidence.near, evidence.elsewhere) for word in words(part)}
    lower = {word for word in written if word[:1].islower()}
    terms: list[Term] = []
    paired = -1
    for index, word in enumerate(found):
        low = plain(word.text)
        if low in lists.stopwords or (low in lists.titles and not word.text[:1].isupper()):
            continue
        first = index == 0 or text[: word.start].rstrip().endswith((".", ":", "“", '"'))
        capital = word.text[:1].isupper()
        known = not first or low in lists.names or _as_name(word.text, written, lower) or _bare_name(word.text, low)
        is_name = capital and low not in lists.titles and known
        if is_name and index + 1 < len(found) and f"{low} {plain(found[index + 1].text)}" in lists.names:
            both = f"{word.text} {found[index + 1].text}"  # "United Nations"
            terms.append(Term(both, both.casefold(), is_name, False, 1.0, word.start))
            paired = index + 1
            continue
        if index == paired:
            continue
        is_number = low[:1].isdigit() or low in lists.number_values or low in lists.numbers
        # Who "blames" does more than say: the word is a part of what is claimed.
        light = (low in lists.light or low in lists.cues) and lists.stem(low) not in stems_of(lists.aimed_verbs, lists)
        terms.append(Term(word.text, lists.stem(low), is_name, is_number, 0.3 if light else 1.0, word.start))
    return terms


def _as_name(word: str, written: Iterable[str], lower: Iterable[str]) -> bool:
    """Whether the first word of a claim is a name: written so in the reports, and never small."""
    bare = plain(word)
    return any(plain(other) == bare and other[:1].isupper() for other in written) and bare not in lower


def _bare_name(word: str, low: str) -> bool:
    """Whether the first word of a claim can only be a name: rare, no plural, and without an article before it."""
    owner = word != low and plain(word.removesuffix("'s").removesuffix("’s")) == low and word[-2:] in {"'s", "’s"}
    plural = low.endswith(("s", "men")) and not owner
    return low.isascii() and low.isalpha() and not plural and not is_common(low)


def passed(name: str) -> Check:
    """Return a check that holds."""
    return Check(name=name, result="pass")


def failed(name: str, detail: str) -> Check:
    """Return a check that rejects the claim, and why."""
    return Check(name=name, result="fail", detail=detail)


def unknown(name: str, detail: str) -> Check:
    """Return a check that could not be made, and why."""
    return Check(name=name, result="not_checkable", detail=detail)

"""Near-duplicates: texts that say the same in the same words, as a reprint, an excerpt or a corrected version does.

The measure is containment (Broder, "On the Resemblance and Containment of Documents", 1997), with sentences for its
shingles: a sentence counts as the same where its letters and figures are, whatever typography and blanks did to it.
Texts that differ in a figure, a name, a negation or the order of words never count as the same, however near.
"""

import difflib
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain

from mediaqa.values import Duplicate, Hit, Passage
from mediaqa.wording import language_of, lexicon, plain, words

SHORTEST = 4
"""Words of the shortest sentence that counts: shorter ones ("He went on:") stand in many reports."""

KEPT = 512
"""Sentences of a report that are kept to compare it with others: those with the least digests, which are the same ones
in any report that has them (Broder's bottom-k sketch). Most reports have fewer."""

SAME_SHARE = 0.8
"""The share of the smaller report's sentences that stand in the other, from which the two are near-duplicates."""

SAME_SENTENCES = 3
"""And the least number of them."""

COMPARED = 32
"""Reports with the same sentence that each is compared with: a disclaimer stands in thousands."""

NEAR_WORDS = 0.87
"""The share of their words that two texts have in common at least: of others the order is not compared."""

RUN = 3
SAME_RUNS = 0.25
"""The share of a passage's runs of ``RUN`` words that one with the same words has at least: each word in another
spelling is in three. Of others the words are not compared."""

SLIP_LETTERS = 7
"""Letters of the shortest word in which a letter too few or too many is a slip: with fewer it is another word (county,
country)."""

ARTICLE = "the"
"""What may come or go. "Few" is not "a few"."""

_DASHES = str.maketrans("‐‑‒–—−ё", "------е")
_WORD = re.compile(r"\w+")
_SIGN = re.compile(r"[%‰°?$€£¥₽]|(?<= )-(?=\d)")
_SAID = re.compile(rf"[^\W_]+|(?<=\d)[^\w]+(?=\d)|{_SIGN.pattern}")

_SPELLINGS = (
    (re.compile(r"([iy])s(?=e|ing|ation)"), r"\1z"),
    (re.compile(r"(?<=\w{2})our(?=s?$|ed|ing|able|ite|hood|ful|less)"), "or"),
    (re.compile(r"re(s?)$"), r"er\1"),
    (re.compile(r"enc(?=es?$)"), "ens"),
    (re.compile(r"mme(?=s?$)"), "m"),
    (re.compile(r"ogue(?=s?$)"), "og"),
    (re.compile(r"(?<=\w{3}[ae])ll(?=ed|ing|er)"), "l"),
    (re.compile(r"(?<=dg)e(?=ment)"), ""),
    (re.compile(r"^grey"), "gray"),
    (re.compile(r"^(to|after|back|for|up|down)wards$"), r"\1ward"),
)
"""British and American spelling of one word become the same."""


def sentence_digest(sentence: str) -> int | None:
    """Return what stands for a sentence whatever its typography: 32 bits of its letters and figures.

    A short sentence has none.
    """
    return _digest(sentence) if len(sentence.split()) >= SHORTEST else None


def digests_of(passages: Iterable[Passage]) -> tuple[int, ...]:
    """Return the digests by which a report is compared with others, at most ``KEPT``, in order."""
    texts = (passage.words_at(span) for passage in passages for span in passage.sentences)
    return tuple(sorted({digest for text in texts if (digest := sentence_digest(text)) is not None})[:KEPT])


def near_duplicates(digests: Mapping[str, Sequence[int]]) -> dict[str, tuple[str, ...]]:
    """Return, for each report that has some, the ids of its near-duplicates; ``digests`` are those of each report."""
    found: dict[str, list[str]] = defaultdict(list)
    for one, other, most in _sharing(digests):
        least = SAME_SHARE * _comparable(digests[one], digests[other])
        if most >= least and len(set(digests[one]).intersection(digests[other])) >= least:
            found[one].append(other)
            found[other].append(one)
    return {report: tuple(sorted(others)) for report, others in found.items()}


class Collapsing:
    """Hits, the best first, without those whose sentences all stand in better ones of other reports.

    Those that are left out are the ``duplicates`` of the hits that hold what they say.
    """

    def __init__(self) -> None:
        self.hits: list[Hit] = []
        self._by_sentence: dict[int, list[int]] = defaultdict(list)
        self._by_run: dict[tuple[str, ...], list[int]] = defaultdict(list)

    def add(self, hit: Hit) -> None:
        """Take the next hit."""
        sentences, runs = _sentences(hit.passage), _runs(hit.passage.text)
        held = self._held(hit, sentences) or self._near(hit, runs)
        for place in held:
            kept, twin = self.hits[place], Duplicate(**{name: getattr(hit, name) for name in Duplicate.model_fields})
            self.hits[place] = kept.model_copy(update={"duplicates": (*kept.duplicates, twin)})
        if not held:
            for digest in sentences:
                self._by_sentence[digest].append(len(self.hits))
            for run in runs:
                self._by_run[run].append(len(self.hits))
            self.hits.append(hit)

    def _held(self, hit: Hit, sentences: Sequence[int]) -> list[int]:
        """Return the places of the hits of other reports that together hold all sentences of ``hit``; else none."""
        held: set[int] = set()
        for digest in sentences:
            place = next((one for one in self._by_sentence.get(digest, ()) if self._is_other(one, hit)), None)
            if place is None:
                return []
            held.add(place)
        return sorted(held)

    def _near(self, hit: Hit, runs: AbstractSet[tuple[str, ...]]) -> list[int]:
        """Return the place of the first hit of another report that differs in spelling and the article alone."""
        shared = Counter(place for run in runs for place in self._by_run.get(run, ()))
        for place in sorted(place for place, count in shared.items() if count >= SAME_RUNS * len(runs)):
            if self._is_other(place, hit) and same_words(hit.passage.text, self.hits[place].passage.text):
                return [place]
        return []

    def _is_other(self, place: int, hit: Hit) -> bool:
        return self.hits[place].report.id != hit.report.id


def same_words(one: str, other: str) -> bool:
    """Whether two texts have the same words in the same order, spellings, slips and the article aside."""
    if abs(len(one) - len(other)) > (1 - NEAR_WORDS) * max(len(one), len(other)):
        return False
    first, second = ([word.text for word in words(text)] for text in (one, other))
    matcher = difflib.SequenceMatcher(a=first, b=second, autojunk=False)
    if matcher.quick_ratio() < NEAR_WORDS or _signs(one) != _signs(other):
        return False
    lists = lexicon(language_of(one))
    fixed = lists.numbers | lists.negations | frozenset(lists.number_values)
    return all(
        _harmless(first[a:b], second[c:d], fixed) for what, a, b, c, d in matcher.get_opcodes() if what != "equal"
    )


def _digest(text: str) -> int:
    """Return 32 bits of a text's letters and figures, with the marks within figures and the signs that belong to them.

    1.5 is not 15, 5% not 5, and a question no statement.
    """
    return zlib.crc32("".join(_SAID.findall(_evened(" ".join(text.split())))).encode())


def _evened(text: str) -> str:
    """Return a text in small letters, with one kind of dash."""
    folded = text.casefold()
    return folded if folded.isascii() else folded.translate(_DASHES)


def _sentences(passage: Passage) -> list[int]:
    """Return the digests of a passage's sentences."""
    return [_digest(passage.words_at(span)) for span in passage.sentences]


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    """Return every ``RUN`` words that follow each other."""
    found = _WORD.findall(text.casefold())
    return frozenset(tuple(found[at : at + RUN]) for at in range(len(found) - RUN + 1))


def _sharing(digests: Mapping[str, Sequence[int]]) -> Iterator[tuple[str, str, int]]:
    """Yield the pairs of reports that share ``SAME_SENTENCES`` or more, and how many they may share at most.

    Of the reports with one sentence the first ``COMPARED`` are paired with all others, the rest are not. What so many
    have may be shared and is not counted: it is added to the most.
    """
    import numpy as np  # here, for whoever only makes digests

    reports = sorted(digests)
    lengths = [len(digests[report]) for report in reports]
    values = np.fromiter(chain.from_iterable(digests[report] for report in reports), np.uint32, sum(lengths))
    order = np.argsort(values, kind="stable")
    values, owners = values[order], np.repeat(np.arange(len(reports)), lengths)[order]
    first, end = (np.searchsorted(values, values, side) for side in ("left", "right"))
    before = np.minimum(np.arange(len(values)) - first, COMPARED)
    steps = np.arange(before.sum()) - np.repeat(np.cumsum(before) - before, before)
    pairs = owners[np.repeat(first, before) + steps] * len(reports) + np.repeat(owners, before)
    common = np.bincount(owners[end - first > COMPARED], minlength=len(reports))
    distinct, counts = np.unique(pairs, return_counts=True)
    enough = counts >= SAME_SENTENCES
    for pair, count in zip(distinct[enough].tolist(), counts[enough].tolist(), strict=True):
        one, other = divmod(pair, len(reports))
        yield reports[one], reports[other], count + int(min(common[one], common[other]))


def _comparable(one: Sequence[int], other: Sequence[int]) -> int:
    """Return how many sentences of the smaller report could be among those kept of the other."""
    limit = min((own[-1] for own in (one, other) if len(own) == KEPT), default=None)
    counts = (len(own) if limit is None else sum(digest <= limit for digest in own) for own in (one, other))
    return max(1, min(counts))


def _signs(text: str) -> list[str]:
    return _SIGN.findall(_evened(text))


def _harmless(one: Sequence[str], other: Sequence[str], fixed: frozenset[str]) -> bool:
    """Whether what differs says nothing: an article, or spellings of the same words in small letters."""
    left, right = ([word for word in side if plain(word) != ARTICLE] for side in (one, other))
    return len(left) == len(right) and all(
        _is_variant(a, b, fixed) for a, b in zip(left, right, strict=True) if plain(a) != plain(b)
    )


def _is_variant(one: str, other: str, fixed: frozenset[str]) -> bool:
    if not (one.isalpha() and other.isalpha() and one.islower() and other.islower()):
        return False
    if {plain(one), plain(other)} & fixed:
        return False
    return _spelled(one) == _spelled(other) or _is_slip(*sorted((one, other), key=len))


def _spelled(word: str) -> str:
    """Return a word in the one of its spellings that stands for all."""
    for pattern, instead in _SPELLINGS:
        word = pattern.sub(instead, word)
    return word


def _is_slip(short: str, long: str) -> bool:
    """Whether a long word has a letter too few, or two in each other's place; not at its ends, which inflect it."""
    if len(short) < SLIP_LETTERS or short[0] != long[0] or short[-2:] != long[-2:]:
        return False
    if len(short) + 1 == len(long):
        return any(long[:i] + long[i + 1 :] == short for i in range(1, len(long) - 1))
    swapped = (short[:i] + short[i + 1] + short[i] + short[i + 2 :] for i in range(1, len(short) - 2))
    return len(short) == len(long) and long in swapped

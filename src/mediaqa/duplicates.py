"""Near-duplicates: texts that say the same in the same words, as a reprint, an excerpt or a corrected version does.

The measure is containment (Broder, "On the Resemblance and Containment of Documents", 1997), with sentences for its
shingles: a sentence counts as the same where its letters and figures are, whatever typography and blanks did to it.
Texts that differ in a figure, a name, a negation or the order of words never count as the same, however near.
"""

import difflib
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

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

EVERY = 0.97
"""The share of a passage's letters that has to stand in others for it to say nothing new."""

NEAR_SCORES = 0.05
"""Near-equal texts have near-equal vectors: of others the words are not compared."""

VARIANT = 0.75
"""How like two words have to be, of 1, to be spellings of one (analysed, analyzed)."""


def sentence_digest(sentence: str) -> int | None:
    """Return what stands for a sentence whatever its typography: 32 bits of its letters and figures.

    A short sentence has none.
    """
    if sentence.count(" ") + 1 < SHORTEST:
        return None
    return zlib.crc32("".join(filter(str.isalnum, sentence.casefold())).encode())


def digests_of(passages: Iterable[Passage]) -> tuple[int, ...]:
    """Return the digests by which a report is compared with others, at most ``KEPT``, in order."""
    digests = {digest for passage in passages for digest, _ in _sentences(passage)}
    return tuple(sorted(digests)[:KEPT])


def near_duplicates(digests: Mapping[str, Sequence[int]]) -> dict[str, tuple[str, ...]]:
    """Return, for each report that has some, the ids of its near-duplicates; ``digests`` are those of each report."""
    having: dict[int, list[str]] = defaultdict(list)
    for report, own in sorted(digests.items()):
        for digest in own:
            having[digest].append(report)
    shared: dict[tuple[str, str], int] = defaultdict(int)
    for reports in having.values():
        for i, report in enumerate(reports):
            for other in reports[: min(i, COMPARED)]:
                shared[other, report] += 1
    found: dict[str, list[str]] = defaultdict(list)
    for (one, other), count in shared.items():
        if count >= SAME_SENTENCES and count >= SAME_SHARE * _comparable(digests[one], digests[other]):
            found[one].append(other)
            found[other].append(one)
    return {report: tuple(sorted(others)) for report, others in found.items()}


def collapsed(hits: Sequence[Hit]) -> list[Hit]:
    """Return the hits without those whose sentences all stand in better ones of other reports.

    Those that are left out are the ``duplicates`` of the hits that hold what they say.
    """
    kept: list[Hit] = []
    holders: dict[int, list[int]] = defaultdict(list)
    for hit in hits:
        own = _sentences(hit.passage)
        held = _held_by(hit, own, kept, holders) or _near(hit, kept)
        for place in held:
            twin = Duplicate(passage=hit.passage, report=hit.report, before=hit.before, after=hit.after)
            kept[place] = kept[place].model_copy(update={"duplicates": (*kept[place].duplicates, twin)})
        if not held:
            for digest, _ in own:
                holders[digest].append(len(kept))
            kept.append(hit)
    return kept


def _sentences(passage: Passage) -> list[tuple[int, int]]:
    """Return the digest and the length of each sentence that counts."""
    found = []
    for span in passage.sentences:
        digest = sentence_digest(passage.words_at(span))
        if digest is not None:
            found.append((digest, span.end - span.start))
    return found


def _comparable(one: Sequence[int], other: Sequence[int]) -> int:
    """Return how many sentences of the smaller report could be among those kept of the other."""
    limit = min((own[-1] for own in (one, other) if len(own) == KEPT), default=None)
    counts = (len(own) if limit is None else sum(digest <= limit for digest in own) for own in (one, other))
    return max(1, min(counts))


def _held_by(
    hit: Hit, own: Sequence[tuple[int, int]], kept: Sequence[Hit], holders: Mapping[int, Sequence[int]]
) -> list[int]:
    """Return the places of the kept hits of other reports that together hold all sentences of ``hit``; else none."""
    places: set[int] = set()
    held = 0
    for digest, length in own:
        others = [place for place in holders.get(digest, ()) if kept[place].report.id != hit.report.id]
        if others:
            places.add(others[0])
            held += length
    return sorted(places) if own and held >= EVERY * sum(length for _, length in own) else []


def _near(hit: Hit, kept: Sequence[Hit]) -> list[int]:
    """Return the place of the first kept hit of another report that differs in spelling and articles alone."""
    for place, other in enumerate(kept):
        if other.report.id != hit.report.id and _comparable_scores(hit, other) and same_words(hit, other):
            return [place]
    return []


def _comparable_scores(hit: Hit, other: Hit) -> bool:
    if hit.dense_score is None or other.dense_score is None:
        return False
    lengths = sorted((len(hit.passage.text), len(other.passage.text)))
    return abs(hit.dense_score - other.dense_score) < NEAR_SCORES and lengths[0] > lengths[1] * 0.9


def same_words(one: Hit, other: Hit) -> bool:
    """Whether two passages have the same words in the same order, spelling variants and articles aside."""
    language = language_of(one.passage.text)
    lists = lexicon(language)
    first, second = ([word.text for word in words(hit.passage.text)] for hit in (one, other))
    matcher = difflib.SequenceMatcher(a=first, b=second, autojunk=False)
    if matcher.real_quick_ratio() < EVERY - 0.1 or matcher.quick_ratio() < EVERY - 0.1:
        return False
    fixed = lists.numbers | lists.negations | frozenset(lists.number_values)
    return all(
        _harmless(first[a:b], second[c:d], fixed, lists.articles)
        for what, a, b, c, d in matcher.get_opcodes()
        if what != "equal"
    )


def _harmless(one: Sequence[str], other: Sequence[str], fixed: frozenset[str], articles: frozenset[str]) -> bool:
    """Whether what differs says nothing: articles, or spellings of the same words in small letters."""
    left, right = ([word for word in side if plain(word) not in articles] for side in (one, other))
    return len(left) == len(right) and all(
        _is_variant(a, b, fixed) for a, b in zip(left, right, strict=True) if plain(a) != plain(b)
    )


def _is_variant(one: str, other: str, fixed: frozenset[str]) -> bool:
    if not (one.isalpha() and other.isalpha() and one[:1].islower() and one[0] == other[0]):
        return False
    if {plain(one), plain(other)} & fixed:
        return False
    return difflib.SequenceMatcher(a=one, b=other).ratio() >= VARIANT

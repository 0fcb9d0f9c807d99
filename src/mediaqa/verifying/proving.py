"""``verify``: an answer from any system becomes an ``Answer`` whose every claim is proved, or rejected with a reason.

A sentence is held against the passages that its markers name; then, for a wrong number is common, against the others.
Words in quotation marks must stand there. Where a sentence has neither, the sentences that are most like it are tried.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mediaqa.answers import Answer, Check, Citation, Claim, RejectedClaim, RejectionReason
from mediaqa.citing import citation
from mediaqa.extracting.lines import Line
from mediaqa.extracting.matching import Embed
from mediaqa.extracting.telling import telling
from mediaqa.values import Hit, Span
from mediaqa.verifying.cited import Cited, cite
from mediaqa.verifying.claimed import Claimed
from mediaqa.verifying.composed import Numbering, composed
from mediaqa.verifying.prose import Sentence, declines, sentences
from mediaqa.verifying.quotes import Found, NotFound, Part, limited, locate, quoted_in
from mediaqa.verifying.speaking import spoken_by
from mediaqa.verifying.stretches import Stretch, stretches
from mediaqa.verifying.support import checks, support
from mediaqa.wording import language_of, plain, words

TRIED = 3
"""Sentences, the likest first, that a claim without quoted words is held against."""
LIKE_FROM = 0.25
"""The share of a claim's words of meaning that a sentence must hold to be tried at all."""
WORTH = 0.8
"""The share of the likest sentence's likeness from which another is tried too."""
ENOUGH = 0.9
"""The share of what all chosen sentences hold of a claim from which fewer of them are cited."""
FEWEST_QUOTED = 2
"""Words in quotation marks from which they are somebody's; one alone may be a title, or ironic."""

REASONS: dict[str, RejectionReason] = {
    "polarity": "polarity", "modality": "modality", "number": "number", "scope": "scope", "name": "name",
    "roles": "roles", "speaker": "speaker", "content": "content",
}  # fmt: skip


def verify(text: str, hits: Sequence[Hit], *, question: str = "", embedder: Embed | None = None) -> Answer:
    """Prove an answer, from whatever system, by the passages that it was made from.

    ``text`` is the answer, with markers ([1], [Source 2], 【3】) that number ``hits`` from 1, with quotations, or with
    neither. ``claims`` of what is returned holds only sentences that quotes prove, each under its citations; the others
    are in ``rejected``, with a reason. ``embedder`` turns texts into unit vectors, to tell words of like meaning; the
    model inside the package when left out.

    A quote is always the source's own words. Whether they support the claim is tested, not guaranteed: the
    documentation says what the tests see.
    """
    if embedder is None:
        from mediaqa.embedding import StaticEmbedder

        embedder = StaticEmbedder().embed
    prover = Prover(hits, embedder)
    found = [prover.prove(sentence) for sentence in sentences(text) if not declines(sentence.text)]
    numbering = Numbering()
    claims = [numbering.numbered(one) for one in found if isinstance(one, Claim)]
    rejected = [one for one in found if isinstance(one, RejectedClaim)]
    return composed(question, hits, claims, rejected, language=language_of(question or text))


class Proof(NamedTuple):
    """A claim that is proved, and what proves it."""

    claim: Claim
    cited: Cited


class Prover:
    """Proves one sentence after another by the same hits."""

    def __init__(self, hits: Sequence[Hit], embedder: Embed | None) -> None:
        self._hits = hits
        self._embedder = embedder
        self.stretches = stretches(hits)

    def prove(self, sentence: Sentence) -> Claim | RejectedClaim:
        """Return a sentence with its proof, or why it has none."""
        named = [self._hits[number - 1].passage.id for number in sentence.numbers if 0 < number <= len(self._hits)]
        located = self._located(sentence.text, [place for id_ in named for place in self._places(id_)])
        if isinstance(located, RejectedClaim):
            return located
        text = _in_own_words(sentence.text, located)
        everywhere = [cite(stretch, stretch.lines) for stretch in self.stretches if stretch.lines]
        tried = list(self._quoted(located)) if located else list(self._most_like(text, everywhere, named))
        if not tried:
            reason: RejectionReason = "unknown_passage" if sentence.numbers and not named else "no_citation"
            return RejectedClaim(text=sentence.text, reason=reason, quotes=_quoted_words(sentence.text))
        found = self._proved(text, tried, None, close=False)
        return found.claim if isinstance(found, Proof) else found

    def prove_by(
        self, text: str, cited: Cited, shown: Sequence[Cited], *, speaker: str | None = None
    ) -> Proof | RejectedClaim:
        """Return a claim with the sentences that its author chose as its proof, or why they are none.

        Where the chosen ones do not prove it, those of all that were ``shown`` are tried that are most like it: right
        words under a wrong number are common. Words in quotation marks must stand in what was shown. A speaker who is
        not the one that the text gives the words to is put right where the claim itself does not name him.
        """
        located = self._located(text, [(cited.stretch, Span(0, len(cited.stretch.text)))])
        if isinstance(located, RejectedClaim):
            return located.model_copy(update={"speaker": speaker, "reason": "direct_speech"})
        inside = {line.place for line in cited.lines}
        spots = {line.place for _, many in located for one in many for line in one.stretch.lines_at(one.span)}
        if any(one.relocated for _, many in located for one in many) or not spots <= inside:
            tried = iter([list(self._quoted(located))])
        else:
            tried = self._in_turn(text, cited, shown)
        failed = None
        for those in filter(None, tried):
            found = self._spoken(text, those, speaker)
            if isinstance(found, Proof):
                return found
            failed = failed or found
        return failed or RejectedClaim(text=text, reason="direct_speech", speaker=speaker, quotes=_quoted_words(text))

    def _in_turn(self, text: str, cited: Cited, shown: Sequence[Cited]) -> Iterator[list[Cited]]:
        """Yield what a claim is held against, one after another: the fewest of the chosen, all of them, the likest."""
        fewest = self._fewest(text, cited)
        yield [fewest]
        if len(fewest.lines) < len(cited.lines):
            yield [cited]
        yield list(self._most_like(text, shown, (), relocated=True))

    def _fewest(self, text: str, cited: Cited) -> Cited:
        """Return the fewest of the cited sentences that hold nearly as much of a claim as all of them."""
        if len(cited.lines) < 2:
            return cited
        claimed = Claimed(text, cited.evidence, self._embedder)
        ranked = claimed.ranked(cited.lines)
        least = ENOUGH * claimed.share_in(cited.evidence.quoted)
        for count in range(1, len(ranked)):
            if claimed.share_in(" ".join(line.text for line in ranked[:count])) >= least:
                return cite(cited.stretch, sorted(ranked[:count], key=lambda line: line.place))
        return cited

    def likest(self, text: str, cited: Cited, most: int) -> Cited:
        """Return up to ``most`` of the cited sentences, those that are most like a claim, in their order."""
        ranked = Claimed(text, cited.evidence, self._embedder).ranked(cited.lines)
        return cite(cited.stretch, sorted(ranked[:most], key=lambda line: line.place))

    def _located(self, text: str, places: Sequence[Part]) -> list[tuple[Span, list[Found]]] | RejectedClaim:
        """Return where the quoted words of a sentence stand."""
        located: list[tuple[Span, list[Found]]] = []
        for span in _quotations(text):
            found = locate(span.of(text), places, self.stretches)
            if isinstance(found, NotFound):
                return RejectedClaim(text=text, reason=found.reason, detail=found.nearest, quotes=_quoted_words(text))
            located.append((span, found))
        return located

    def _spoken(self, text: str, tried: Sequence[Cited], speaker: str | None) -> Proof | RejectedClaim:
        result = self._proved(text, tried, speaker, close=True)
        wrong_speaker = isinstance(result, RejectedClaim) and result.reason == "speaker"
        if wrong_speaker and speaker and not _names(text, speaker):
            return self._proved(text, tried, None, close=True)
        return result

    def _proved(self, text: str, tried: Sequence[Cited], speaker: str | None, *, close: bool) -> Proof | RejectedClaim:
        failures: list[Check] = []
        for cited in tried:
            results = checks(text, cited.evidence, speaker=speaker, close=close, embedder=self._embedder)
            failed = next((one for one in results if one.result == "fail"), None)
            if failed is None:
                return Proof(_claim(text, cited, results, speaker, self._hits), cited)
            failures.append(failed)
        reason, detail = REASONS[failures[0].name], failures[0].detail
        return RejectedClaim(text=text, reason=reason, detail=detail, speaker=speaker, quotes=_quoted_words(text))

    def _places(self, passage: str) -> Iterator[Part]:
        for stretch in self.stretches:
            if (where := stretch.place_of(passage)) is not None:
                yield stretch, where

    def _quoted(self, located: Sequence[tuple[Span, list[Found]]]) -> Iterator[Cited]:
        """Yield what the quoted words of a claim are cited from: one stretch, or none holds them all."""
        found = [one for _, many in located for one in many]
        stretch = found[0].stretch
        if any(one.stretch is not stretch for one in found):
            return
        lines = {line.place: line for one in found for line in stretch.lines_at(one.span)}
        quotes = tuple((_led_on(one), one) for one in found)
        if lines:
            ordered = tuple(lines[place] for place in sorted(lines))
            yield Cited(stretch, ordered, quotes, any(one.relocated for one in found))

    def _most_like(
        self, text: str, among: Sequence[Cited], named: Sequence[str], *, relocated: bool = False
    ) -> Iterator[Cited]:
        """Yield the sentences ``among`` those given that are most like a claim, those of the named passages first."""
        ranked: list[tuple[bool, float, Stretch, Line]] = []
        for those in among:
            claimed = Claimed(text, those.evidence, self._embedder)
            for line in those.lines:
                share = claimed.share_in(line.text)
                if share >= LIKE_FROM or (line.passage.id in named and not claimed.comparable):
                    ranked.append((line.passage.id not in named, -share, those.stretch, line))
        # What the likest sentence contradicts is not proved by one that is less like it.
        least = WORTH * max((-one[1] for one in ranked), default=0.0)
        worthy = sorted(
            (one for one in ranked if -one[1] >= least),
            key=lambda one: (one[0], one[1], one[3].passage.id, one[3].place),
        )
        here = [one for one in worthy if not one[0]][:TRIED]
        others = [one for one in worthy if one[0]][:TRIED]
        for elsewhere, _, stretch, line in (*here, *others):
            yield cite(stretch, [line], relocated=relocated or (bool(named) and elsewhere))


def _quoted_words(text: str) -> tuple[str, ...]:
    return tuple(span.of(text) for span in _quotations(text))


def _quotations(text: str) -> list[Span]:
    """Return the spans of the words in quotation marks that are somebody's."""
    return [span for span in quoted_in(text) if len(words(span.of(text))) >= FEWEST_QUOTED]


def _names(text: str, speaker: str) -> bool:
    """Whether a claim names its speaker itself."""
    own = {plain(word.text) for word in words(text)}
    return any(plain(word.text) in own for word in words(speaker) if word.text[:1].isupper())


def _led_on(found: Found) -> Span:
    """Return a quote's span, led on over the clause that limits it."""
    last = found.stretch.lines_at(found.span)[-1:]
    end = last[0].span.end - found.stretch.start if last else found.span.end
    return limited(found.stretch.text, found.span, end)


def _in_own_words(text: str, located: Sequence[tuple[Span, list[Found]]]) -> str:
    """Return a claim in which quoted words that were misspelt stand as in the source."""
    for span, found in reversed(located):
        if len(found) == 1 and found[0].match == "repaired":
            text = f"{text[: span.start]}{' '.join(found[0].text.split())}{text[span.end :]}"
    return text


def _claim(text: str, cited: Cited, results: Sequence[Check], speaker: str | None, hits: Sequence[Hit]) -> Claim:
    line = cited.lines[0]
    naming = next((one for one in (*cited.lines, *cited.evidence.naming) if one.own), None)
    told = telling(line, naming)
    return Claim(
        text=text,
        citations=tuple(_citation(cited, span, found, hits) for span, found in cited.quotes),
        speaker=spoken_by(text, cited.evidence, speaker),
        outlet=told.outlet,
        stated_on=told.day,
        stated_as_written=told.date,
        support=support(results),
        checks=tuple(results),
    )


def _citation(cited: Cited, span: Span, found: Found | None, hits: Sequence[Hit]) -> Citation:
    line = next(iter(cited.stretch.lines_at(span)), cited.lines[0])
    place = Span(cited.stretch.start + span.start, cited.stretch.start + span.end)
    words = span.of(cited.stretch.text)
    match = found.match if found else "exact"
    return citation(line.hit, line.passage, place, words, hits, match=match, relocated=cited.relocated)

"""One quote becomes a citation: its place, its page, what opens it, and where else the same sentence stands."""

from collections.abc import Sequence

from mediaqa.answers import Citation, Elsewhere, Match
from mediaqa.duplicates import same_words, sentence_digest
from mediaqa.links import link_to
from mediaqa.values import Duplicate, Hit, Passage, Span


def citation(
    hit: Hit,
    passage: Passage,
    span: Span,
    words: str,
    *,
    number: int = 1,
    match: Match = "exact",
    relocated: bool = False,
) -> Citation:
    """Return the citation of ``words``, which stand at ``span`` of the hit's report and begin in ``passage``."""
    page = passage.page_at(span.start)
    return Citation(
        number=number,
        quote=words,
        report=hit.report,
        start=span.start,
        end=span.end,
        passage_id=passage.id,
        section=passage.section,
        page=page,
        match=match,
        relocated=relocated,
        link=link_to(hit.report, words, span.start, span.end, page=page, before=_before(hit, passage, span)),
        also=tuple(_elsewhere(hit, passage, span)),
    )


def _before(hit: Hit, passage: Passage, span: Span) -> str:
    """Return the text above a quote, as far as the hit has it."""
    around = (*hit.before, hit.passage, *hit.after)
    above = "".join(one.text for one in around if one.report_id == passage.report_id and one.end <= passage.start)
    return above + passage.text[: max(0, span.start - passage.start)]


def _elsewhere(hit: Hit, passage: Passage, span: Span) -> list[Elsewhere]:
    """Return the places in near-duplicates of a hit at which a quoted sentence stands as well, one a report."""
    quoted = [passage.words_at(one) for one in passage.sentences if one.start < span.end and span.start < one.end]
    found: dict[str, Elsewhere] = {}
    for twin in hit.duplicates:
        if twin.report.id not in found and (place := _same_in(twin, quoted)):
            found[twin.report.id] = _place(twin, *place)
    return list(found.values())


def _same_in(twin: Duplicate, quoted: Sequence[str]) -> tuple[Passage, Span] | None:
    """Return where in a near-duplicate one of the quoted sentences stands, in the same letters or nearly so."""
    places = [(one, span) for one in (twin.passage, *twin.before, *twin.after) for span in one.sentences]
    digests = {sentence_digest(text) for text in quoted} - {None}
    for passage, span in places:
        if sentence_digest(passage.words_at(span)) in digests:
            return passage, span
    alike = (place for place in places if any(same_words(place[0].words_at(place[1]), text) for text in quoted))
    return next(alike, None)


def _place(twin: Duplicate, passage: Passage, span: Span) -> Elsewhere:
    words = passage.words_at(span)
    page = passage.page_at(span.start)
    link = link_to(twin.report, words, span.start, span.end, page=page)
    return Elsewhere(report=twin.report, start=span.start, end=span.end, quote=words, page=page, link=link)

"""One quote becomes a citation: its place, its page, what opens it, and where else the same sentence stands."""

from collections.abc import Iterator, Sequence

from mediaqa.answers import Citation, Elsewhere, Match
from mediaqa.duplicates import same_words, sentence_digest
from mediaqa.links import link_to
from mediaqa.values import Duplicate, Hit, Passage, ReportInfo, Span


def citation(
    hit: Hit,
    passage: Passage,
    span: Span,
    words: str,
    hits: Sequence[Hit],
    *,
    number: int = 1,
    match: Match = "exact",
    relocated: bool = False,
) -> Citation:
    """Return the citation of ``words``, which stand at ``span`` of the hit's report and begin in ``passage``.

    ``hits`` are all that were found: the same sentence may stand in another of them, beside others.
    """
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
        also=tuple(_elsewhere(passage, span, [hit, *hits])),
    )


def _before(hit: Hit, passage: Passage, span: Span) -> str:
    """Return the text above a quote, as far as the hit has it."""
    around = (*hit.before, hit.passage, *hit.after)
    above = "".join(one.text for one in around if one.report_id == passage.report_id and one.end <= passage.start)
    return above + passage.text[: max(0, span.start - passage.start)]


def _elsewhere(passage: Passage, span: Span, hits: Sequence[Hit]) -> list[Elsewhere]:
    """Return the places in other reports at which a quoted sentence stands as well, one a report."""
    inside = [passage.words_at(one) for one in passage.sentences if one.start < span.end and span.start < one.end]
    quoted = [text for text in inside if sentence_digest(text) is not None]
    found: dict[str, Elsewhere | None] = {passage.report_id: None}
    for twin in _twins(hits):
        if twin.report.id not in found and (place := _same_in(twin, quoted)):
            found[twin.report.id] = _place(twin.report, *place)
    return [place for place in found.values() if place]


def _twins(hits: Sequence[Hit]) -> Iterator[Duplicate | Hit]:
    for hit in hits:
        yield from hit.duplicates
        yield hit


def _same_in(twin: Duplicate | Hit, quoted: Sequence[str]) -> tuple[Passage, Span] | None:
    """Return where around a passage one of the quoted sentences stands, in the same letters or nearly so."""
    places = [(one, span) for one in (twin.passage, *twin.before, *twin.after) for span in one.sentences]
    digests = {sentence_digest(text) for text in quoted}
    for passage, span in places if digests else ():
        if sentence_digest(passage.words_at(span)) in digests:
            return passage, span
    if not isinstance(twin, Duplicate):  # nearly the same letters are looked for where all is nearly the same
        return None
    alike = (place for place in places if any(same_words(place[0].words_at(place[1]), text) for text in quoted))
    return next(alike, None)


def _place(report: ReportInfo, passage: Passage, span: Span) -> Elsewhere:
    words = passage.words_at(span)
    page = passage.page_at(span.start)
    link = link_to(report, words, span.start, span.end, page=page)
    return Elsewhere(report=report, start=span.start, end=span.end, quote=words, page=page, link=link)

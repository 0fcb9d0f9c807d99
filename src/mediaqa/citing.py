"""One quote becomes a citation: its place, its page, what opens it, and where else the same sentence stands."""

from mediaqa.answers import Citation, Elsewhere, Match
from mediaqa.duplicates import sentence_digest
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
    before = passage.text[: max(0, span.start - passage.start)]
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
        link=link_to(hit.report, words, span.start, span.end, page=page, before=before),
        also=tuple(_elsewhere(hit, passage, span)),
    )


def _elsewhere(hit: Hit, passage: Passage, span: Span) -> list[Elsewhere]:
    """Return the places in near-duplicates of a hit at which a quoted sentence stands as well, one a report."""
    if not hit.duplicates:
        return []
    quoted = {
        sentence_digest(passage.words_at(one))
        for one in passage.sentences
        if one.start < span.end and span.start < one.end
    } - {None}
    found: dict[str, Elsewhere] = {}
    for twin in hit.duplicates:
        for other in (twin.passage, *twin.before, *twin.after):
            for one in other.sentences:
                if sentence_digest(other.words_at(one)) in quoted:
                    found.setdefault(twin.report.id, _place(twin, other, one))
    return list(found.values())


def _place(twin: Duplicate, passage: Passage, span: Span) -> Elsewhere:
    words = passage.words_at(span)
    page = passage.page_at(span.start)
    link = link_to(twin.report, words, span.start, span.end, page=page)
    return Elsewhere(report=twin.report, start=span.start, end=span.end, quote=words, page=page, link=link)

"""An answer as text, as Markdown and as HTML: pure functions, no terminal, no colour.

The three show the same parts in the same order: the answer, what it leaves open, the sources. A source keeps three
layers of voice apart: who said it and in which outlet, the report that tells us, and the place where it stands there.
"""

import html
import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from mediaqa.labels import Labels, date_in_words, labels_of

if TYPE_CHECKING:
    from mediaqa.answers import Answer, Claim, Elsewhere
    from mediaqa.values import ReportInfo

Role = Literal["answer", "heading", "quote", "detail", "note", "blank"]

WIDTH = 80
"""Columns of ``str(answer)``: it must not depend on the terminal that happens to be there."""

SHOW = "mediaqa show"
NEAREST_SHOWN = 3
ALSO_SHOWN = 5
"""Other reports with the same sentence that are named; of more the number is told."""
EXCERPT_LENGTH = 320
"""Characters of a nearest passage that are shown: some three sentences."""

_BLANKS = re.compile(r"[ \t\n\r\f\v]+")
_BULLET = re.compile(r"\s*(?:[-–•*] |\d+[.)] )?\s*")
_VISIBLE = {code: 0x2400 + code for code in range(32) if chr(code) not in "\t\n"} | {0x7F: 0x2421}
_VISIBLE |= dict.fromkeys(range(0x80, 0xA0), 0xFFFD)
_MARKDOWN = re.compile(r"([\\`*_<>\[\]|~])")
_MARKER = re.compile(r"\\\[(\d+)\\\]")


class Line(NamedTuple):
    """A line of a print-out: what stands before the text (indent, number, label), the text, and its role."""

    before: str
    text: str
    role: Role

    def __str__(self) -> str:
        return f"{self.before}{self.text}".rstrip()


class Source(NamedTuple):
    """One entry of a list of sources: the words, what is known about them in rows, and what opens their place.

    ``rows`` are (label, value) pairs; ``command`` and ``link`` are never broken over lines, so they can be pasted.
    """

    mark: str
    quote: str
    rows: tuple[tuple[str, str], ...]
    command: str
    link: str = ""


def describe(report: "ReportInfo", language: str | None = None) -> str:
    """Return a report in one line: title — publisher, date. An uncertain date is marked."""
    labels = labels_of(language)
    title = report.title
    if report.origins.get("title") == "file name":
        title = f"{title} ({labels['file name']})"
    about = ", ".join(filter(None, (report.publisher, _published(report, labels))))
    return folded(f"{title} — {about}" if about else title)


def printable(text: str) -> str:
    """Return the text with its control characters made visible, so that no report can steer a terminal."""
    return text.translate(_VISIBLE)


def answer_plain(answer: "Answer", *, width: int | None = WIDTH, show: str = SHOW) -> str:
    """Return an answer with its sources for reading, wrapped to ``width`` columns (``None``: not wrapped).

    ``show`` is the command that is printed before a report's id and span.
    """
    return "\n".join(map(str, answer_lines(answer, width=width, show=show)))


def answer_lines(answer: "Answer", *, width: int | None = WIDTH, show: str = SHOW) -> list[Line]:
    """Return the lines of ``answer_plain`` with their roles, for a terminal that can tell them apart."""
    return [*_body(answer.text, width), *proof_lines(answer, width=width, show=show)]


def marked(claim: "Claim") -> str:
    """Return the sentence of a claim with the numbers of its citations, led in by its speaker where it names none."""
    marks = "".join(f" [{number}]" for number in dict.fromkeys(one.number for one in claim.citations))
    last = (claim.speaker or "").rpartition(" ")[2]
    lead = f"{claim.speaker}: " if claim.speaker and last.casefold() not in claim.text.casefold() else ""
    return f"{lead}{claim.text}{marks}"


def claim_lines(claim: "Claim", *, width: int | None = WIDTH) -> list[Line]:
    """Return the lines of one claim with the numbers of its citations."""
    return wrapped(marked(claim), "answer", width)


def proof_lines(answer: "Answer", *, width: int | None = WIDTH, show: str = SHOW) -> list[Line]:
    """Return the lines that follow an answer's own text: what it leaves open, and the sources."""
    lines: list[Line] = []
    for note in _notes(answer):
        lines += [Line("", "", "blank"), *wrapped(note, "note", width)]
    heading, sources = _evidence(answer, show)
    if sources:
        lines += [Line("", "", "blank"), Line("", heading, "heading")]
    for source in sources:
        lines += [Line("", "", "blank"), *_source_lines(source, width)]
    return lines


def answer_markdown(answer: "Answer") -> str:
    """Return an answer with its sources as Markdown; the words of the sources are escaped, so they read verbatim."""
    blocks = [_markdown_body(answer.text), *(f"*{escaped(note)}*" for note in _notes(answer))]
    heading, sources = _evidence(answer, SHOW)
    if sources:
        blocks.append(f"**{escaped(heading)}**")
    for source in sources:
        rows = [f"{label}: {escaped(value)}" for label, value in source.rows]
        rows += [f"`{printable(source.command)}`", *([f"<{source.link}>"] if source.link else [])]
        if source.quote:
            quoted = "\n>\n".join(f"> {escaped(part)}" for part in _paragraphs(_in_marks(source)))
            blocks.append(f"**{source.mark}**\n\n{quoted}")
        blocks.append("  \n".join(rows))
    return "\n\n".join(blocks) + "\n"


def answer_html(answer: "Answer") -> str:
    """Return an answer with its sources as an HTML fragment: everything escaped, nothing loaded from elsewhere."""
    text = "<br>".join(map(_html, answer.text.split("\n")))
    parts = [f'<p class="mediaqa-text">{text}</p>']
    parts += [f"<p><em>{_html(note)}</em></p>" for note in _notes(answer)]
    heading, sources = _evidence(answer, SHOW)
    if sources:
        parts.append(f"<p><strong>{_html(heading)}</strong></p>")
    parts += map(_source_html, sources)
    return f'<div class="mediaqa-answer">{"".join(parts)}</div>'


def _published(report: "ReportInfo", labels: Labels) -> str:
    if report.published_on:
        return date_in_words(report.published_on, labels)
    written = report.published_as_written
    return f"{written} ({labels['uncertain']})" if written else ""


def _voice(claim: "Claim", labels: Labels) -> tuple[str, str] | None:
    """Return who said it and where as a row; ``None`` when the text names neither."""
    date = date_in_words(claim.stated_on, labels) if claim.stated_on else claim.stated_as_written
    outlet = f"{labels['in']} {claim.outlet}" if claim.speaker and claim.outlet else claim.outlet
    names = ", ".join(filter(None, (claim.speaker, outlet, date)))
    if not (claim.speaker or claim.outlet):
        return None
    if claim.stance == "disputes":
        names = f"{names} ({labels['disputes']})"
    return labels["said by" if claim.speaker else "outlet"], names


def _evidence(answer: "Answer", show: str) -> tuple[str, list[Source]]:
    """Return what an answer rests on, with its heading: citations, reports, or the nearest passages."""
    labels = labels_of(answer.language)
    if answer.citations:
        return labels["sources"], list(_cited(answer, labels, show))
    if answer.reports and not _lists_them(answer):
        return labels["reports"], [_listed(report, answer.language, labels, show) for report in answer.reports]
    if answer.status == "not_found":
        return labels["nearest"], list(_nearest(answer, labels, show))
    return "", []


def _lists_them(answer: "Answer") -> bool:
    """Say whether the answer's own text is the list of its reports, which is then not printed twice."""
    return len(answer.reports) > 1 and all(report.title in answer.text for report in answer.reports)


def _cited(answer: "Answer", labels: Labels, show: str) -> Iterator[Source]:
    for citation in answer.citations:
        voices = (_voice(claim, labels) for claim in answer.claims if citation in claim.citations)
        rows = [
            *dict.fromkeys(voice for voice in voices if voice),
            (labels["report"], describe(citation.report, answer.language)),
            (labels["place"], place_of(citation.section, citation.page, labels)),
            *((labels["also"], other) for other in _elsewhere(citation.also, answer.language, labels)),
        ]
        command = f"{show} {citation.report.id} --at {citation.start}-{citation.end}"
        yield Source(f"[{citation.number}]", citation.quote, _known(rows), command, _web(citation.link))


def _elsewhere(also: Sequence["Elsewhere"], language: str | None, labels: Labels) -> Iterator[str]:
    """Yield the other reports that hold the same sentence, each with its page and its id: titles may be the same."""
    for other in also[:ALSO_SHOWN]:
        place = place_of(None, other.page, labels)
        yield f"{', '.join(filter(None, (describe(other.report, language), place)))} ({other.report.id})"
    if len(also) > ALSO_SHOWN:
        yield f"… +{len(also) - ALSO_SHOWN}"


def _listed(report: "ReportInfo", language: str | None, labels: Labels, show: str) -> Source:
    return Source("-", "", ((labels["report"], describe(report, language)),), f"{show} {report.id}")


def _nearest(answer: "Answer", labels: Labels, show: str) -> Iterator[Source]:
    for hit in answer.considered[:NEAREST_SHOWN]:
        passage = hit.passage
        first = passage.sentences[0].start - passage.start if passage.sentences else 0
        rows = [
            (labels["report"], describe(hit.report, answer.language)),
            (labels["place"], place_of(passage.section, passage.page, labels)),
        ]
        command = f"{show} {passage.report_id} --at {passage.start}-{passage.end}"
        yield Source("-", _excerpt(passage.text[first:]), _known(rows), command)


def _web(link: str | None) -> str:
    """Return a link that a browser opens: over the web, or at a page of a file; any other could run something."""
    return link if link and re.fullmatch(r"(?:https?://|file:///)[^\s<>\"]+", link) else ""


def _known(rows: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((label, folded(value)) for label, value in rows if value)


def place_of(section: str | None, page: int | None, labels: Labels) -> str:
    """Return where in a report something stands, as far as the report says."""
    return ", ".join(filter(None, (section, f"{labels['page']} {page}" if page is not None else None)))


def _notes(answer: "Answer") -> Iterator[str]:
    """Yield what a reader must know beside the claims: gaps, disagreements, what was left out."""
    labels = labels_of(answer.language)
    if answer.status == "partial" and answer.unanswered:
        yield f"{labels['unanswered']} {'; '.join(answer.unanswered)}"
    for conflict in answer.conflicts:
        sides = (answer.claims[conflict.first], answer.claims[conflict.second])
        marks = " ↔ ".join("".join(f"[{c.number}]" for c in claim.citations) for claim in sides)
        yield f"{labels['disagree']} {marks} {conflict.detail}".rstrip()
    if answer.rejected:
        yield f"{labels['rejected']} {len(answer.rejected)}"


def folded(text: str) -> str:
    """Return the text on one line: each run of blanks is one."""
    return _BLANKS.sub(" ", text).strip(" ")


def _paragraphs(text: str) -> list[str]:
    return [folded(part) for part in re.split(r"\n[ \t]*\n", text) if part.strip()]


def _excerpt(text: str) -> str:
    line = folded(text)
    return line if len(line) <= EXCERPT_LENGTH else f"{line[:EXCERPT_LENGTH].rsplit(' ', 1)[0]} …"


def _in_marks(source: Source) -> str:
    words = source.quote.strip(" \n")
    return f"“{words}”" if words else ""


def _body(text: str, width: int | None) -> Iterator[Line]:
    """Lay out an answer's own text line by line: its lists and blank lines are its author's."""
    for line in text.split("\n"):
        before, words = _split_bullet(line)
        yield from wrapped(words, "answer", width, before) or [Line("", "", "blank")]


def _split_bullet(line: str) -> tuple[str, str]:
    bullet = _BULLET.match(line)
    before = bullet.group() if bullet else ""
    return before, line[len(before) :]


def _source_lines(source: Source, width: int | None) -> Iterator[Line]:
    before = f"{source.mark} "
    for paragraph in _paragraphs(_in_marks(source)):
        yield from wrapped(paragraph, "quote", width, before)
        before = " " * len(before)
    column = max(len(label) for label, _ in source.rows) + 2
    for label, value in source.rows:
        yield from wrapped(value, "detail", width, f"{before}{label:<{column}}")
        before = " " * len(before)
    for to_paste in filter(None, (source.command, source.link)):
        yield Line(before, to_paste, "detail")


def wrapped(text: str, role: Role, width: int | None, before: str = "") -> list[Line]:
    """Break a text between words only: what is shown must stay the source's own words, hyphens included."""
    text, rest = printable(folded(text)), " " * len(before)
    if width is None:
        return [Line(before, text, role)] if text else []
    room = max(width - len(before), 20)
    parts = textwrap.wrap(text, room, break_long_words=False, break_on_hyphens=False)
    return [Line(rest if place else before, part, role) for place, part in enumerate(parts)]


def escaped(text: str) -> str:
    """Escape a line, its beginning too: it must not become a heading, a rule or a list that nobody wrote."""
    escaped = _MARKDOWN.sub(r"\\\1", printable(text).replace("&", "&amp;"))
    escaped = re.sub(r"^(\s*)(?=[#+=-])", r"\1\\", escaped)
    escaped = re.sub(r"^(\s*\d+)(?=[.)])", r"\1\\", escaped)
    return _MARKER.sub(r"[\1]", escaped)


def _markdown_body(text: str) -> str:
    """Keep the answer's own lists and line breaks, and escape all else."""
    lines = []
    for line in text.split("\n"):
        before, words = _split_bullet(line)
        lines.append(f"{before}{escaped(words)}" + ("" if before else "  "))
    return "\n".join(lines).strip()


def _html(text: str) -> str:
    return html.escape(printable(text))


def _source_html(source: Source) -> str:
    rows = [f"{_html(label)}: {_html(value)}" for label, value in source.rows]
    rows.append(f"<code>{_html(source.command)}</code>")
    if source.link:
        rows.append(f'<a href="{_html(source.link)}" rel="noopener noreferrer">{_html(source.link)}</a>')
    quote = "<br>".join(map(_html, _paragraphs(_in_marks(source))))
    words = f"<strong>{_html(source.mark)}</strong> {quote}<br>" if quote else ""
    return f'<blockquote class="mediaqa-source">{words}<small>{"<br>".join(rows)}</small></blockquote>'

"""Hits made of a few lines of text, as a search would return them."""

import datetime as dt
from collections.abc import Iterable

from mediaqa.splitting import split
from mediaqa.values import Hit, Language, Report, Section, Span, report_id


def report(
    text: str,
    *,
    title: str = "A Report",
    published_on: dt.date | None = dt.date(2021, 10, 24),
    language: Language = "en",
) -> Report:
    """A report of which each line that begins with # is a heading."""
    sections: list[Section] = []
    start = 0
    for block in text.split("\n\n"):
        if block.startswith("#"):
            if sections:
                sections[-1] = sections[-1].model_copy(update={"end": start})
            heading = Span(start, start + len(block))
            sections.append(Section(title=block.strip("# "), level=1, start=start, end=len(text), heading=heading))
        elif not sections:
            sections.append(Section(title=None, level=0, start=0, end=len(text)))
        start += len(block) + 2
    return Report(
        id=report_id(title, text),
        source=title,
        title=title,
        published_on=published_on,
        language=language,
        text=text,
        sections=tuple(sections),
    )


def hits(*reports: Report, max_tokens: int = 160) -> list[Hit]:
    """Every passage of the reports as a hit, in their order."""
    return [
        Hit(passage=passage, report=one.info, score=1.0)
        for one in reports
        for passage in split(one, max_tokens=max_tokens)
    ]


def hits_in(texts: Iterable[str]) -> list[Hit]:
    """Every passage of reports made of these texts as a hit."""
    return hits(*(report(text, title=f"Report {number}") for number, text in enumerate(texts, 1)))


BREAK = """# After the break

An October 21 article in Voennoe Obozrenie notes that Kremlin officials blame Brussels for the break. It asks how \
anybody could be surprised by it.

The end of the partnership, according to Ruslan Ilyin as quoted in Kommersant, was decided long ago. He believes \
that the impetus came from Brussels. He continues:

It was important for Brussels to lay the blame on Moscow. The script was written in the headquarters.

In September the alliance expelled eight Russian diplomats. Moscow answered by closing its mission in Brussels on \
18 October 2021. Ada Korn, a former diplomat, was blunter. The closure, she told Vedomosti, is a mistake.

# Elsewhere

Trade with the Baltic states grew by 12 percent in 2020. Deliveries of grain to Egypt took 40 days."""

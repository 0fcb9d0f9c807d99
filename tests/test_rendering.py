import datetime as dt
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediaqa.answers import Answer, Citation, Claim, Conflict, RejectedClaim
from mediaqa.rendering import answer_html, answer_lines, answer_markdown, answer_plain, describe, printable
from mediaqa.values import Hit, Passage, ReportInfo, Span

REPORT = ReportInfo(
    id="0123456789abcdef",
    source="/r/digest.md",
    title="Collision in the Narrows",
    publisher="Meridian Press Observatory",
    published_on=dt.date(2021, 3, 26),
)
QUOTE = "Lorr told the paper that he had heard no call, in either language; counter-espionage was not his trade."


def citation(number: int = 1, quote: str = QUOTE, **more: object) -> Citation:
    known = {"section": "Tavren", "page": 3} | more
    return Citation.model_validate(
        {"number": number, "quote": quote, "report": REPORT, "start": 10, "end": 113, "passage_id": "p"} | known
    )


def answer(*claims: Claim, **more: object) -> Answer:
    known = {
        "question": "Who heard a call?",
        "kind": "quoted",
        "status": "answered",
        "text": "Nobody [1].",
        "claims": claims,
    }
    return Answer.model_validate(known | more)


ANSWER = answer(
    Claim(
        text="Nobody",
        citations=(citation(),),
        speaker="Stefan Lorr",
        outlet="Tavren Courier",
        stated_on=dt.date(2021, 3, 17),
    )
)
PASSAGE = Passage(
    report_id=REPORT.id, start=40, end=96, text="Tavren\n\nThe boats came home. Nobody was on the quay at all.\n\n",
    section="Tavren", sentences=(Span(48, 68), Span(69, 99)),
)  # fmt: skip
NOT_FOUND = answer(
    status="not_found", text="The reports do not say.", considered=(Hit(passage=PASSAGE, report=REPORT, score=0.2),)
)


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_plain_answer_shows_quote_voice_report_place_and_command() -> None:
    assert answer_plain(ANSWER, width=70) == (
        "Nobody [1].\n"
        "\n"
        "Sources\n"
        "\n"
        "[1] “Lorr told the paper that he had heard no call, in either\n"
        "    language; counter-espionage was not his trade.”\n"
        "    said by  Stefan Lorr, in Tavren Courier, 17 March 2021\n"
        "    report   Collision in the Narrows — Meridian Press Observatory, 26\n"
        "             March 2021\n"
        "    place    Tavren, page 3\n"
        "    mediaqa show 0123456789abcdef --at 10-113"
    )


def test_without_a_width_nothing_is_wrapped() -> None:
    lines = answer_plain(ANSWER, width=None).split("\n")
    assert lines[4] == f"[1] “{QUOTE}”"
    assert lines[6] == "    report   Collision in the Narrows — Meridian Press Observatory, 26 March 2021"


def test_str_is_the_plain_answer_at_eighty_columns() -> None:
    assert str(ANSWER) == answer_plain(ANSWER, width=80)
    assert max(map(len, str(ANSWER).split("\n"))) <= 80


@pytest.mark.parametrize("width", [40, 60, 80, 140])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    long = answer(Claim(text="x", citations=(citation(quote=" ".join([QUOTE] * 5)),)), text="words and words " * 30)
    lines = answer_plain(long, width=width).split("\n")
    assert all(len(line) <= width for line in lines if "mediaqa show" not in line)


def test_the_command_to_paste_is_never_broken() -> None:
    text = answer_plain(ANSWER, width=30, show="mediaqa show --corpus '/a long/path with/blanks'")
    assert "mediaqa show --corpus '/a long/path with/blanks' 0123456789abcdef --at 10-113" in text.split("\n")[-1]


WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Zs")), min_size=1, max_size=30)
QUOTES = st.lists(WORDS, min_size=1, max_size=30).map(" ".join)


@given(QUOTES, st.one_of(st.none(), st.integers(30, 140)))
def test_plain_quote_is_wrapped_between_words_only(quote: str, width: int | None) -> None:
    shown = answer_plain(answer(Claim(text="x", citations=(citation(quote=quote),))), width=width)
    assert f"“{quote}”".split(" ") == shown.split("[1] ", 1)[1].split("\n    report")[0].split()


class _Visible(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, _: object) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def visible(html: str) -> _Visible:
    parser = _Visible()
    parser.feed(html)
    parser.close()
    return parser


@given(QUOTES)
def test_html_shows_the_quote_and_never_runs_it(quote: str) -> None:
    page = visible(answer_html(answer(Claim(text="x", citations=(citation(quote=quote),)))))
    assert squeezed(f"“{quote}”") in squeezed(page.text)
    assert page.tags <= {"div", "p", "strong", "blockquote", "small", "br", "code"}


def test_html_escapes_what_reports_say() -> None:
    hostile = REPORT.model_copy(update={"title": "<script>alert(1)</script>"})
    html = answer_html(answer(Claim(text="x", citations=(citation(quote='<img src="x">', report=hostile),))))
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_only_web_links_are_links() -> None:
    web = answer(Claim(text="x", citations=(citation(link="https://example.org/r#p3"),)))
    script = answer(Claim(text="x", citations=(citation(link="javascript:alert(1)"),)))
    assert 'href="https://example.org/r#p3"' in answer_html(web)
    assert answer_plain(web).endswith("\n    https://example.org/r#p3")
    assert answer_markdown(web).endswith("<https://example.org/r#p3>\n")
    assert "javascript" not in answer_html(script) + answer_markdown(script) + answer_plain(script)


def test_markdown_answer() -> None:
    assert answer_markdown(ANSWER) == (
        "Nobody [1].\n\n"
        "**Sources**\n\n"
        "**[1]**\n\n"
        f"> “{QUOTE}”\n\n"
        "said by: Stefan Lorr, in Tavren Courier, 17 March 2021  \n"
        "report: Collision in the Narrows — Meridian Press Observatory, 26 March 2021  \n"
        "place: Tavren, page 3  \n"
        "`mediaqa show 0123456789abcdef --at 10-113`\n"
    )


def test_markdown_escapes_signs_in_quotes_and_keeps_markers() -> None:
    quote = "1. *Not* a list, <b>not</b> bold & [not](a) link"
    text = answer_markdown(answer(Claim(text="x", citations=(citation(quote=quote),)), text="# Said *so* [1]."))
    assert r"> “1. \*Not\* a list, \<b\>not\</b\> bold &amp; \[not\](a) link”" in text
    assert text.startswith("\\# Said \\*so\\* [1].\n")


def test_markdown_keeps_the_answers_own_list() -> None:
    listed = answer(Claim(text="x", citations=(citation(),)), text="Two voices:\n- one [1]\n- two [1]")
    assert answer_markdown(listed).startswith("Two voices:  \n- one [1]\n- two [1]\n\n**Sources**")


def test_lists_in_the_answer_hang_under_their_bullet() -> None:
    listed = answer(text="Voices:\n\n- one two three four five six seven eight", claims=())
    assert answer_plain(listed, width=26) == "Voices:\n\n- one two three four five\n  six seven eight"


def test_paragraphs_of_a_quote_stay_paragraphs() -> None:
    quote = "He continues:\n\nNobody was\nfrightened."
    shown = answer_plain(answer(Claim(text="x", citations=(citation(quote=quote),))), width=None)
    assert "[1] “He continues:\n    Nobody was frightened.”\n" in shown


def test_voices_of_one_citation_are_each_named_once() -> None:
    shared = citation()
    claims = [Claim(text=t, citations=(shared,), speaker=who, stance=stance) for t, who, stance in (
        ("a", "Lorr", None), ("b", "Lorr", None), ("c", "Korvin", "disputes"),
    )]  # fmt: skip
    shown = answer_plain(answer(*claims))
    assert re.findall(r"said by +(.*)", shown) == ["Lorr", "Korvin (disputes it)"]


def test_other_reports_with_the_sentence_are_named_by_page_and_id_up_to_five() -> None:
    also = [
        {"report": REPORT.model_copy(update={"id": f"{n:016x}"}), "start": 0, "end": 9, "quote": "Nobody …", "page": n}
        for n in range(1, 8)
    ]
    shown = answer_plain(answer(Claim(text="Nobody", citations=(citation(also=also),))), width=None)
    rows = [line.removeprefix("    also in  ") for line in shown.split("\n") if "also in" in line]
    assert rows == [
        *(
            f"Collision in the Narrows — Meridian Press Observatory, 26 March 2021, page {n} ({n:016x})"
            for n in range(1, 6)
        ),
        "… +2",
    ]


def test_an_outlet_without_a_speaker_is_not_called_a_speaker() -> None:
    shown = answer_plain(answer(Claim(text="x", citations=(citation(),), outlet="Nabat", stated_as_written="last May")))
    assert "    outlet  Nabat, last May\n" in shown
    assert "said by" not in shown


def test_what_is_not_known_is_not_shown() -> None:
    bare = REPORT.model_copy(update={"publisher": None, "published_on": None})
    shown = answer_plain(answer(Claim(text="x", citations=(citation(report=bare, section=None, page=None),))))
    assert shown.split("\n")[-2:] == [
        "    report  Collision in the Narrows",
        "    mediaqa show 0123456789abcdef --at 10-113",
    ]


def test_description_of_a_report() -> None:
    assert describe(REPORT) == "Collision in the Narrows — Meridian Press Observatory, 26 March 2021"
    assert describe(REPORT, "ru").endswith("26 марта 2021")


def test_an_ambiguous_date_is_shown_as_written_with_a_mark() -> None:
    unsure = REPORT.model_copy(update={"published_on": None, "published_as_written": "03/04/2021"})
    assert describe(unsure).endswith(", 03/04/2021 (date uncertain)")


def test_a_title_from_the_file_name_says_so() -> None:
    named = REPORT.model_copy(update={"title": "digest", "origins": {"title": "file name"}, "publisher": None})
    assert describe(named) == "digest (title from the file name) — 26 March 2021"


def test_not_found_shows_the_nearest_passages_as_no_answer() -> None:
    assert answer_plain(NOT_FOUND, width=70) == (
        "The reports do not say.\n"
        "\n"
        "Nearest passages (not an answer)\n"
        "\n"
        "- “The boats came home. Nobody was on the quay at all.”\n"
        "  report  Collision in the Narrows — Meridian Press Observatory, 26\n"
        "          March 2021\n"
        "  place   Tavren\n"
        "  mediaqa show 0123456789abcdef --at 40-96"
    )


def test_a_long_nearest_passage_is_cut_between_words() -> None:
    long = PASSAGE.model_copy(update={"text": "word " * 200, "sentences": ()})
    shown = answer_plain(NOT_FOUND.model_copy(update={"considered": (Hit(passage=long, report=REPORT, score=0.1),)}))
    assert "word …”" in shown
    assert shown.count("word") < 70


def test_an_answer_about_the_corpus_lists_its_reports() -> None:
    about = answer(kind="about_corpus", text="One report is from 2021.", claims=(), reports=(REPORT,))
    assert answer_plain(about, width=None).split("\n")[1:] == [
        "",
        "Reports",
        "",
        "- report  Collision in the Narrows — Meridian Press Observatory, 26 March 2021",
        "  mediaqa show 0123456789abcdef",
    ]


def test_reports_that_the_text_lists_are_not_listed_twice() -> None:
    other = REPORT.model_copy(update={"id": "fedcba9876543210", "title": "The Inquiry"})
    text = "There are 2 reports:\n- Collision in the Narrows\n- The Inquiry"
    about = answer(kind="about_corpus", text=text, claims=(), reports=(REPORT, other))
    assert answer_plain(about) == text


def test_gaps_conflicts_and_rejections_are_told_without_their_words() -> None:
    claims = [Claim(text="a", citations=(citation(),)), Claim(text="b", citations=(citation(2),))]
    partial = answer(
        *claims,
        status="partial",
        unanswered=("Where was it?",),
        conflicts=(Conflict(first=0, second=1, detail="place"),),
        rejected=(RejectedClaim(text="An invention", reason="quote_not_found"),),
    )
    shown = answer_plain(partial)
    assert "\nNot answered: Where was it?\n" in shown
    assert "\nThe sources disagree: [1] ↔ [2] place\n" in shown
    assert "\nClaims left out for lack of proof: 1\n" in shown
    assert "An invention" not in shown


def test_labels_follow_the_language_of_the_answer() -> None:
    russian = ANSWER.model_copy(update={"language": "ru"})
    assert "\nИсточники\n" in answer_plain(russian)
    assert "кто    Stefan Lorr, в издании Tavren Courier, 17 марта 2021" in answer_plain(russian)


def test_control_characters_are_made_visible() -> None:
    hostile = answer(Claim(text="x", citations=(citation(quote="red \x1b[31m and \x9b1m \x7f"),)), text="a\x07b")
    for shown in (answer_plain(hostile), answer_markdown(hostile), answer_html(hostile)):
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", shown)
    assert printable("\x1b") == "␛"


def test_lines_tell_their_roles() -> None:
    roles = [line.role for line in answer_lines(ANSWER, width=None)]
    assert roles == ["answer", "blank", "heading", "blank", "quote", "detail", "detail", "detail", "detail"]

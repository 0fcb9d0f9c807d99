"""Whole reports of many shapes, each read as a person would read it."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from mediaqa.reading import read_file
from mediaqa.values import Overrides, Report

FOLDER = Path(__file__).parent / "reports"
REAL = Path(__file__).parents[3] / "shared" / "reports" / "cna-russian-media-analysis-2021-10-24.txt"
NOTHING: dict[str, Any] = {
    "series": None,
    "publisher": None,
    "authors": (),
    "published_on": None,
    "published_as_written": None,
    "document_number": None,
    "page_count": None,
    "tags": (),
    "warnings": (),
}
METADATA: dict[str, dict[str, Any]] = {
    "dam.txt": {
        "title": "The Dam and Its Critics",
        "series": "Vestmark Press Review No. 12",
        "authors": ("Anna Petrova", "Ronald McDonald", "María de la Cruz"),
        "published_on": dt.date(2024, 5, 3),
        "published_as_written": "3 May 2024",
        "language": "en",
    },
    "port.txt": {
        "title": "Обзор прессы Арденской республики",
        "series": "Обзор прессы Арденской республики, Выпуск № 7",
        "authors": ("Иван Петров", "Анна Сидорова-МакДауэлл"),
        "published_on": dt.date(2021, 10, 24),
        "published_as_written": "24 октября 2021 г.",
        "language": "ru",
    },
    "strike.md": {
        "title": "Harbour Watch: what the coast papers say",
        "series": "Harbour Watch, No. 14",
        "publisher": "Harbour Institute",
        "authors": ("Bea Lindqvist", "Tomás O'Neil"),
        "published_on": dt.date(2023, 11, 2),
        "published_as_written": "2023-11-02",
        "page_count": 9,
        "tags": ("ports", "strikes"),
        "language": "en",
    },
    "border.txt": {
        "title": "WEEKLY DIGEST OF THE CARPANIAN MEDIA",
        "series": "Issue 31 (18-24 July 2022)",
        "publisher": "the Carpanian Forum",
        "authors": ("the Media Monitoring Unit",),
        "published_on": dt.date(2022, 7, 26),
        "published_as_written": "26 July 2022",
        "language": "en",
    },
    "vote.txt": {
        "title": "Media in Brief",
        "published_as_written": "03/04/2021",
        "document_number": "MB-2021-14",
        "language": "en",
        "warnings": ("the date '03/04/2021' is ambiguous",),
    },
    "drought.txt": {
        "title": "Tarn: a drought and its politics",
        "authors": ("John Smith",),
        "published_on": dt.date(2021, 10, 24),
        "published_as_written": "October 24, 2021 at 10:15 GMT",
        "language": "en",
    },
    "talks.txt": {
        "title": "Brenland Media Monitor",
        "published_as_written": "October 2021",
        "language": "en",
        "warnings": ("the date 'October 2021' names no day",),
    },
    "election.md": {
        "title": "Медиамониторинг: Северный край",
        "authors": ("Мария Ван дер Берг", "Олег О'Нил"),
        "published_on": dt.date(2022, 3, 5),
        "published_as_written": "5 марта 2022 года",
        "language": "ru",
    },
    "speaker.txt": {
        "title": "speaker",
        "authors": ("Jeffrey Lindqvist",),
        "published_on": dt.date(2021, 10, 24),
        "published_as_written": "24-Oct-2021",
        "document_number": "ABC-1",
        "language": "en",
    },
    "strait.txt": {
        "title": "Orlan Media Monitor, Issue 6",
        "series": "Orlan Media Monitor, Issue 6",
        "authors": ("Tilda Brandt-Voss", "Julian G. Wallis", "Per MacAuley", "Inés de la Torre"),
        "published_as_written": "3/4/2021",
        "document_number": "OMM-2021-U-000001-Final",
        "page_count": 22,
        "language": "en",
        "warnings": ("the date '3/4/2021' is ambiguous",),
    },
    "lake.md": {"title": "The Lake Papers", "authors": ("Ana Ruiz",), "language": "en"},
}
SECTIONS: dict[str, list[tuple[str | None, int]]] = {
    "dam.txt": [(None, 0), ("Government line", 1), ("Opposition line", 1)],
    "port.txt": [(None, 0), ("ПОЗИЦИЯ ПРАВИТЕЛЬСТВА", 1), ("МНЕНИЕ ЭКСПЕРТОВ", 1)],
    "strike.md": [(None, 0), ("Unions", 2), ("Owners", 2), ("The large lines", 3), ("Video", 2)],
    "border.txt": [("I. THE BORDER", 1), ("II. THE ECONOMY", 1), ("1. Inflation", 2), ("2. Wages", 2)],
    "vote.txt": [(None, 0)],
    "drought.txt": [(None, 0), ("Summary", 1), ("Video", 1)],
    "talks.txt": [(None, 0), ("Reaction abroad", 1), ("Domestic press", 1)],
    "election.md": [(None, 0), ("Телеграм-каналы", 2), ("Зарубежная пресса", 3)],
    "speaker.txt": [(None, 0), ("Key judgements", 1), ("What Next for the Party?", 1)],
    "strait.txt": [("Tensions in the Orlan Strait", 1), ("Summary", 1)],
    "lake.md": [("Overview", 1), ("What they said", 1)],
}
QUOTATIONS = {
    "dam.txt": [
        (
            "We have never missed a deadline that we set ourselves. The opposition counts days; we count megawatts. "
            "Anyone who doubts it should come and look."
        ),
        "The dam was promised in 2019, in 2021 and again last winter. Each time the date moved and the price rose.",
        "“Nobody believes this calendar any more. We will ask for a vote of no confidence in the autumn session.”",
    ],
    "port.txt": [
        "Мы предупреждали владельцев судов за три месяца. Кто не услышал, тот не хотел слышать.",
        "«Каждый день простоя стоит дороже, чем весь ремонт причала. Это решение политическое, а не техническое».",
    ],
    "strike.md": ["We did not walk out for a coffee machine.", "We walked out for our hours."],
    "border.txt": [
        (
            "Drivers sleep under their trailers. Nobody from either ministry has come, and the only water is sold by "
            "a boy with a handcart."
        )
    ],
    "election.md": ["Явка составила 40 процентов."],
    "strait.txt": [
        (
            "“Our ships were at anchor when theirs came. We have the photographs, and we have shown them to everyone "
            "who asked.”"
        )
    ],
}


def read(name: str) -> Report:
    return read_file(FOLDER / name, Overrides(), max_bytes=10**6)


def test_every_report_of_the_folder_is_expected() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(METADATA) == set(SECTIONS)


@pytest.mark.parametrize("name", METADATA)
def test_metadata_is_what_the_report_says_and_no_more(name: str) -> None:
    report = read(name)
    expected = NOTHING | METADATA[name]
    assert {field: getattr(report, field) for field in expected} == expected


@pytest.mark.parametrize("name", SECTIONS)
def test_sections_are_those_a_reader_sees(name: str) -> None:
    assert [(section.title, section.level) for section in read(name).sections] == SECTIONS[name]


@pytest.mark.parametrize("name", SECTIONS)
def test_block_quotations_are_marked_whole(name: str) -> None:
    report = read(name)
    assert [span.of(report.text) for span in report.quotations] == QUOTATIONS.get(name, [])


@pytest.mark.parametrize("name", SECTIONS)
def test_known_fields_have_an_origin_and_no_others(name: str) -> None:
    report = read(name)
    known = {field for field in (*NOTHING, "title", "language") if getattr(report, field)} - {"warnings"}
    assert set(report.origins) == known


def test_text_of_a_page_with_chrome_at_both_ends() -> None:
    assert read("drought.txt").text == (
        "Who let the reservoir run dry\n\n"
        "Summary\n\n"
        "The drought in Tarn is now in its fourth year, and the papers have begun to name culprits.\n\n"
        "Video\n\n"
        "Channel One showed the empty reservoir for three evenings in a row, said the weekly Arrow.\n\n"
        "The Arrow argued that the film was old. Its editor, Lena Ost, told readers: “We checked the shadows.”"
    )


def test_text_of_a_hard_wrapped_digest() -> None:
    assert read("border.txt").text == (
        "I. THE BORDER\n\n"
        "Carpania's dailies gave most of their front pages to the closing of the border crossing at Tresk. The "
        'Morning Post, close to the president\'s office, said on July 19 that the step was "a technical pause" and '
        "would last no more than two weeks, while the independent weekly Lanterna called it the first move of a trade "
        "war and predicted that it would be predicted badly.\n\n"
        "Lanterna's correspondent at the crossing, Mirko Vell, described lorries queueing for eleven kilometres:\n\n"
        "Drivers sleep under their trailers. Nobody from either ministry has come, and the only water is sold by "
        "a boy with a handcart.\n\n"
        "The ministry did not answer the paper's questions, of which there were 12. The president did not either.\n\n"
        "II. THE ECONOMY\n\n"
        "1. Inflation\n\n"
        "The central bank's figures were reported without comment by all papers except Lanterna.\n\n"
        "2. Wages\n\n"
        "The Morning Post says that wages grew by four per cent.\n\n"
        "Lanterna says that they fell."
    )


def test_text_of_a_report_with_all_kinds_of_chrome() -> None:
    assert read("strait.txt").text == (
        "Tensions in the Orlan Strait\n\n"
        "Papers spent the week on the strait. They disagreed about who closed it first. The Harbour Post of 3 March "
        "2020 printed both versions.\n\n"
        "The Harbour Post quoted Admiral Venn, who put the blame on the neighbours:\n\n"
        "“Our ships were at anchor when theirs came. We have the photographs, and we have shown them to everyone who "
        "asked.”\n\n"
        "Summary\n\n"
        "Nothing else happened on the strait in that week, said the Post, though it did not say whom it had asked"
    )


def test_text_of_a_markdown_report() -> None:
    assert read("strike.md").text == (
        "The strike at Port Solen entered its third week. See the timetable.\n\n"
        "Unions\n\n"
        'The union\'s paper, Dockside, said the offer was "an insult". Its editor wrote:\n\n'
        "We did not walk out for a coffee machine.\n\n"
        "We walked out for our hours.\n\n"
        "Demands listed by the paper:\n\n"
        "shorter shifts\n\n"
        "a pay rise of 4%\n\n"
        "Safety inspectors on every quay, paid by the owners.\n\n"
        "Owners\n\n"
        "The large lines\n\n"
        "The Mercantile reported that three lines had left.\n\n"
        "1. Solen Line\n\n"
        "2. Nordkapp Freight\n\n"
        "Video\n\n"
        "A clip shown by Channel Two had no sound."
    )


@pytest.mark.skipif(not REAL.is_file(), reason="the real report is not beside this checkout")
def test_the_real_report_gives_what_it_says_and_no_more() -> None:
    report = read_file(REAL, Overrides(), max_bytes=10**6)
    assert report.authors == ("Dmitry Gorenburg", "Mary Chesnut", "Anya Fink", "Julian Waller")
    assert report.document_number == "DOP-2021-U-031090-1Rev"
    assert (report.published_on, report.published_as_written) == (dt.date(2021, 10, 24), "10/24/2021")
    assert (report.page_count, report.pages) == (15, ())
    assert (report.publisher, report.series, report.tags, report.warnings) == (None, None, (), ())
    assert (report.title, report.origins["title"]) == ("cna-russian-media-analysis-2021-10-24", "file name")
    assert report.language == "en"


@pytest.mark.skipif(not REAL.is_file(), reason="the real report is not beside this checkout")
def test_the_real_report_keeps_its_prose_and_nothing_else() -> None:
    report = read_file(REAL, Overrides(), max_bytes=10**6)
    raw = REAL.read_text("utf-8").split("\n")
    kept = [line for line in raw if len(line) > 150 or line.startswith("Deterioration")]
    assert report.text == "\n\n".join(kept)
    assert [section.title for section in report.sections] == [None, kept[1]]
    assert [span.of(report.text) for span in report.quotations] == [kept[4]]
    assert report.text[: report.quotations[0].start].rstrip().endswith("He continues:")

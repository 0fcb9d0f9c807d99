"""Documents of LlamaIndex are indexed with what was noted of them."""

import datetime as dt
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

import pytest
from llama_index.core.node_parser import SentenceSplitter
from llama_index.core.schema import Document, TextNode

from mediaqa import Corpus
from mediaqa.errors import EmptyReportError

FIRST = "Sarn shut the harbour gate on Monday. Nobody at the port knew why it had done so."
SECOND = "On the next day Vesk answered with a note of protest, said Orla Venn."


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    with Corpus.open(tmp_path / "corpus") as opened:
        yield opened


def test_metadata_is_kept_and_what_is_known_of_the_report_is_read(corpus: Corpus) -> None:
    metadata = {"title": "Gate", "author": "Anna Kern", "date": "24 October 2021", "desk": "east", "rank": 3}
    (info,) = corpus.add([Document(text=FIRST, id_="gate-1", metadata=metadata)]).added
    assert (info.source, info.title, info.authors) == ("gate-1", "Gate", ("Anna Kern",))
    assert info.published_on == dt.date(2021, 10, 24)
    assert info.metadata == metadata
    assert info.origins["title"] == info.origins["published_on"] == "caller"


def test_pages_of_one_file_are_one_report(corpus: Corpus, tmp_path: Path) -> None:
    path = str(tmp_path / "gate.pdf")
    pages = [
        Document(text=text, metadata={"file_path": path, "file_name": "gate.pdf", "page_label": label})
        for text, label in ((FIRST, "1"), (SECOND, "2"))
    ]
    (info,) = corpus.add(pages).added
    report = corpus.report(info.id)
    assert (report.source, report.title) == (path, "gate")
    assert [(page.number, page.start, page.end) for page in report.pages] == [(1, 0, 83), (2, 83, len(report.text))]
    (citation,) = corpus.ask("What did Vesk answer with?", llm=False).citations
    assert citation.page == 2
    assert citation.link == f"{Path(path).as_uri()}#page=2"


def test_nodes_and_documents_may_stand_beside_files(corpus: Corpus, tmp_path: Path) -> None:
    (tmp_path / "tide.txt").write_text("The tide tables were printed with an error.", encoding="utf-8")
    result = corpus.add(Document(text=FIRST, id_="a"), TextNode(text=SECOND, id_="b"), tmp_path / "tide.txt")
    assert sorted(Path(info.source).name for info in result.added) == ["a", "b", "tide.txt"]


def test_address_among_the_metadata_is_the_key_and_the_link(corpus: Corpus) -> None:
    (info,) = corpus.add([Document(text=FIRST, metadata={"url": "https://sarn.example/gate"})]).added
    assert (info.source, info.url) == ("https://sarn.example/gate", "https://sarn.example/gate")
    (citation,) = corpus.ask("Who shut the harbour gate?", llm=False).citations
    assert citation.link
    assert citation.link.startswith("https://sarn.example/gate#:~:text=Sarn%20shut")


def test_same_documents_are_unchanged(corpus: Corpus) -> None:
    documents = [Document(text=FIRST, id_="a", metadata={"desk": "east"})]
    corpus.add(documents)
    assert len(corpus.add(documents).unchanged) == 1


def test_callers_fields_join_the_documents_own(corpus: Corpus) -> None:
    (info,) = corpus.add([Document(text=FIRST, id_="a", metadata={"desk": "east"})], metadata={"year": 2021}).added
    assert info.metadata == {"desk": "east", "year": 2021}


class Desk(Enum):
    EAST = "east"


def test_lists_and_mappings_are_kept_as_json(corpus: Corpus) -> None:
    metadata = {"topics": ["gate", "key"], "none": None, "seen": {(1, 2): {dt.date(2021, 10, 24)}}}
    (info,) = corpus.add([Document(text=FIRST, id_="a", metadata=metadata)]).added
    assert info.metadata == {"topics": '["gate", "key"]', "seen": '{"(1, 2)": ["2021-10-24"]}'}


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (dt.date(2021, 10, 24), "2021-10-24"),
        (Path("/archive/a.txt"), "/archive/a.txt"),
        (Desk.EAST, "east"),
        (float("nan"), "nan"),
        ("a\ud800b", "a\ufffdb"),
        (True, True),
    ],
)
def test_values_of_other_kinds_are_kept_and_found_as_text(corpus: Corpus, value: object, kept: object) -> None:
    (info,) = corpus.add([Document(text=FIRST, id_="a", metadata={"field": value})]).added
    assert info.metadata == {"field": kept}
    assert corpus.search("gate", metadata={"field": str(kept)})


def test_dates_authors_and_counts_may_be_of_other_types(corpus: Corpus) -> None:
    metadata = {
        "date": dt.datetime(2021, 10, 24, 9, 30, tzinfo=dt.UTC),
        "authors": ("Anna Kern", "Lev Orlov"),
        "page_count": 4,
    }
    (info,) = corpus.add([Document(text=FIRST, id_="a", metadata=metadata)]).added
    assert info.published_on == dt.date(2021, 10, 24)
    assert (info.authors, info.page_count) == (("Anna Kern", "Lev Orlov"), 4)


def test_pages_with_other_labels_than_numbers_have_no_numbers(corpus: Corpus) -> None:
    pages = [
        Document(text=text, metadata={"file_path": "/archive/gate.pdf", "page_label": label})
        for text, label in ((FIRST, "i"), (SECOND, "1"))
    ]
    (info,) = corpus.add(pages).added
    assert corpus.report(info.id).pages == ()
    (citation,) = corpus.ask("What did Vesk answer with?", llm=False).citations
    assert (citation.page, citation.link) == (None, f"mediaqa show {info.id} --at {citation.start}-{citation.end}")


def test_pages_are_put_in_their_order(corpus: Corpus) -> None:
    pages = [
        Document(text=text, metadata={"file_path": "/archive/gate.pdf", "page_label": label})
        for text, label in ((SECOND, "2"), (FIRST, "1"))
    ]
    (info,) = corpus.add(pages).added
    assert corpus.report(info.id).text == f"{FIRST}\n\n{SECOND}"


def test_what_a_splitter_repeats_stands_once(corpus: Corpus) -> None:
    text = " ".join(f"Lock number {n} was shut by the council of Vesk." for n in range(40))
    nodes = SentenceSplitter(chunk_size=120, chunk_overlap=40).get_nodes_from_documents([Document(text=text, id_="a")])
    assert sum(len(node.get_content()) for node in nodes) > len(text) + 200
    (info,) = corpus.add(nodes).added
    assert info.source == "a"
    assert " ".join(corpus.report(info.id).text.split()) == text


@pytest.mark.parametrize("path", ["s3://archive/gate.pdf", "archive/ga\0te.pdf"])
def test_any_path_is_a_key(corpus: Corpus, path: str) -> None:
    (info,) = corpus.add([Document(text=FIRST, metadata={"file_path": path})]).added
    assert info.source == (path if "://" in path else str(Path("archive/gate.pdf").resolve()))


def test_document_without_text_is_named(corpus: Corpus) -> None:
    with pytest.raises(EmptyReportError, match=r"^empty-1: "):
        corpus.add([Document(text="  ", id_="empty-1")])
    result = corpus.add([Document(text="", id_="empty-1"), Document(text=FIRST, id_="a")])
    assert [failure.source for failure in result.failed] == ["empty-1"]
    assert len(result.added) == 1

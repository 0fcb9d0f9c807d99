"""Documents of LlamaIndex are indexed with what was noted of them."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
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


def test_values_of_other_kinds_are_kept_as_json(corpus: Corpus) -> None:
    (info,) = corpus.add([Document(text=FIRST, id_="a", metadata={"topics": ["gate", "key"], "none": None})]).added
    assert info.metadata == {"topics": '["gate", "key"]'}


def test_document_without_text_is_named(corpus: Corpus) -> None:
    with pytest.raises(EmptyReportError, match=r"^empty-1: "):
        corpus.add([Document(text="  ", id_="empty-1")])
    result = corpus.add([Document(text="", id_="empty-1"), Document(text=FIRST, id_="a")])
    assert [failure.source for failure in result.failed] == ["empty-1"]
    assert len(result.added) == 1

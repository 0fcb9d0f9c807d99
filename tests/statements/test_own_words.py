"""Words of the user's own beside the package's."""

from pathlib import Path

import pytest

from mediaqa import Corpus, Settings
from mediaqa.errors import SettingsError
from mediaqa.statements import find_statements, read_own_words
from tests.evidence import report

TEXT = (
    "The harbourmaster Orla Venn grouches that the gate is shut.\n\nAn article in Harbour Klaxon notes that it rained."
)


def own(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "words.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_verb_of_the_user_s_reports_in_all_its_forms(tmp_path: Path) -> None:
    words = read_own_words(own(tmp_path, '[en]\nclause = "grouch"\n'))
    assert next(one.content for one in find_statements(report(TEXT), words)) == "that the gate is shut"
    assert "that the gate is shut" not in [one.content for one in find_statements(report(TEXT))]


def test_file_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "words.toml"
    path.write_bytes(b'\xef\xbb\xbf[en]\r\nclause = "grouch"\r\n')
    assert read_own_words(path) == (("en", "clause", "grouch"),)


def test_outlet_of_the_user_s_is_known_by_its_name(tmp_path: Path) -> None:
    words = read_own_words(own(tmp_path, '[en]\noutlets = """\nHarbour Klaxon\nThe Evening Bell\n"""\n'))
    told = report("Orla Venn told Harbour Klaxon that the gate is shut.")
    assert [one.outlet for one in find_statements(told)] == [None]
    assert [one.outlet for one in find_statements(told, words)] == ["Harbour Klaxon"]


def test_reports_are_read_anew_when_the_words_change(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    settings = Settings(word_lists=own(tmp_path, '[en]\nclause = "grouch"\n'))
    with Corpus.open(tmp_path / "corpus", settings=settings) as corpus:
        corpus.add(tmp_path / "a.txt")
        assert corpus.statements(speaker="Venn")
        assert corpus.add(tmp_path / "a.txt").unchanged
        own(tmp_path, '[en]\nclause = "sulk"\n')
        assert corpus.add(tmp_path / "a.txt").changed
        assert not corpus.statements(speaker="Venn")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[en", "cannot be read"),
        ("[xx]\nclause = 'a'\n", r"\[xx\] is no language"),
        ("clause = 'a'\n", r"\[clause\] is no language"),
        ("[en]\nclauses = 'a'\n", r"\[en\] clauses is no word list"),
        ("[en]\nclause = ['a']\n", r"\[en\] clause is not a text"),
    ],
)
def test_lists_that_are_none_are_refused_by_name(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(SettingsError, match=problem):
        read_own_words(own(tmp_path, text))
    with pytest.raises(SettingsError, match=r"nowhere\.toml"):
        read_own_words(tmp_path / "nowhere.toml")

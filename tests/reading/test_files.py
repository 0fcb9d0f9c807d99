"""Which files are found, and what cannot be read says so."""

import os
from pathlib import Path

import pytest

from mediaqa.errors import (
    FileTooLargeError,
    MissingPathError,
    NoReportsError,
    ReadError,
    UnsupportedFormatError,
)
from mediaqa.reading import find_files, load_bytes, read_file, source_key
from mediaqa.values import Overrides


def write(path: Path, text: str = "The dam broke on Monday.") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_a_folder_gives_its_reports_in_order(tmp_path: Path) -> None:
    for name in (
        "b.TXT",
        "a.md",
        "deep/down/c.markdown",
        "deep/d.text",
        "e.pdf",
        "g.htm",
        "h.docx",
        "i.png",
        "notes",
        "f.txt.bak",
    ):
        write(tmp_path / name)
    found = [path.relative_to(tmp_path).as_posix() for path in find_files(tmp_path)]
    assert found == ["a.md", "b.TXT", "deep/d.text", "deep/down/c.markdown", "e.pdf", "g.htm", "h.docx"]


def test_hidden_files_and_folders_are_left_out(tmp_path: Path) -> None:
    for name in (".hidden.txt", ".git/a.txt", "seen/.b.md", "seen/c.md"):
        write(tmp_path / name)
    assert find_files(tmp_path) == [tmp_path / "seen" / "c.md"]


def test_a_loop_of_links_is_survived(tmp_path: Path) -> None:
    write(tmp_path / "one" / "a.txt")
    (tmp_path / "one" / "again").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "two").symlink_to(tmp_path / "one", target_is_directory=True)
    assert find_files(tmp_path) == [tmp_path / "one" / "a.txt"]


def test_one_file_under_two_names_is_found_once(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")
    (tmp_path / "broken.txt").symlink_to(tmp_path / "nowhere.txt")
    assert find_files(tmp_path) == [tmp_path / "a.txt"]


def test_a_file_gives_itself(tmp_path: Path) -> None:
    assert find_files(write(tmp_path / "Report.MD")) == [tmp_path / "Report.MD"]


@pytest.mark.parametrize("name", ["report.png", "report", "report.doc"])
def test_a_file_of_another_kind_is_refused_by_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnsupportedFormatError, match=name):
        find_files(write(tmp_path / name))


def test_a_missing_path_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingPathError, match=r"gone\.txt"):
        find_files(tmp_path / "gone.txt")
    with pytest.raises(MissingPathError):
        find_files(Path("with\0zero.txt"))
    with pytest.raises(MissingPathError, match=r"gone\.txt"):
        load_bytes(tmp_path / "gone.txt", 10)


def test_a_folder_without_reports_is_named(tmp_path: Path) -> None:
    write(tmp_path / "only.png")
    with pytest.raises(NoReportsError, match=str(tmp_path)):
        find_files(tmp_path)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    write(tmp_path / "a.txt")
    assert find_files(tmp_path) == [tmp_path / "a.txt"]
    with pytest.raises(UnsupportedFormatError, match=r"pipe\.txt"):
        find_files(tmp_path / "pipe.txt")


def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(50 * 10**6)
    with pytest.raises(FileTooLargeError, match=r"huge\.txt: 50\.0 MB, and the limit is 20 MB"):
        load_bytes(path, 20 * 10**6)


def test_a_file_of_exactly_the_limit_is_read(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "12345")
    assert load_bytes(path, 5) == b"12345"
    with pytest.raises(FileTooLargeError):
        load_bytes(path, 4)


def test_a_folder_cannot_be_read_as_a_file(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=str(tmp_path)):
        load_bytes(tmp_path, 10)


def test_a_file_has_one_key_by_every_way_to_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "a.txt")
    (tmp_path / "link.txt").symlink_to(path)
    monkeypatch.chdir(tmp_path)
    keys = {source_key(p) for p in (path, Path("a.txt"), Path("./x/../a.txt"), tmp_path / "link.txt")}
    assert keys == {os.path.realpath(path)}


def test_a_name_that_is_no_unicode_still_has_a_key(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/r\xe9port.txt"))
    write(path)
    report = read_file(path, Overrides(), max_bytes=1000)
    assert report.source.endswith(r"/r\xe9port.txt")
    assert report.title == "r\ufffdport"
    report.model_dump_json().encode()

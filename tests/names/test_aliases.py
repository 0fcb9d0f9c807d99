"""The file of aliases, and what is said of one that cannot be used."""

from pathlib import Path

import pytest

from mediaqa.errors import SettingsError
from mediaqa.names import Names, read_aliases


def test_groups_are_read_in_order(tmp_path: Path) -> None:
    path = tmp_path / "aliases.toml"
    path.write_bytes(
        '\ufeff"Vesk Review" = ["VR", "Обзор"]\r\n"Gazeta.ru" = []\r\nKremlin = ["The Kremlin"]\r\n'.encode()
    )
    assert read_aliases(path) == (("Vesk Review", "VR", "Обзор"), ("Gazeta.ru",), ("Kremlin", "The Kremlin"))
    assert Names({"Обзор": 1}, read_aliases(path)).canonical("Обзор") == "Vesk Review"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b'"Vesk" = ["VR"]\n"Sarn = []\n', "not TOML: .*line 2"),
        (b'"Vesk" = []\n"Vesk" = []\n', "not TOML: .*line 2"),
        (b'"Vesk" = []\n\n"S\xff" = []\n', "line 3 is not UTF-8"),
        (b'Gazeta.ru = ["G"]', "'Gazeta' holds a table; a name with a dot needs quotes"),
        (b'Vesk = "VR"', "'Vesk' needs a list of names in quotes, not 'VR'"),
        (b"Vesk = [1]", "'Vesk' needs a list of names in quotes"),
        (b'Vesk = [" "]', "'Vesk' has an empty name"),
        (b'Vesk = ["V.R."]\nSarn = ["the vr"]', "'the vr' stands in two groups, 'Vesk' and 'Sarn'; keep it in one"),
        (b"Vesk = " + b"[" * 100_000, "not TOML|nested too deeply"),
    ],
)
def test_bad_file_is_refused_with_its_name(tmp_path: Path, content: bytes, problem: str) -> None:
    path = tmp_path / "aliases.toml"
    path.write_bytes(content)
    with pytest.raises(SettingsError, match=problem) as caught:
        read_aliases(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert caught.value.hint


def test_missing_file_and_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read: No such file"):
        read_aliases(tmp_path / "none.toml")
    with pytest.raises(SettingsError, match="cannot be read"):
        read_aliases(tmp_path)

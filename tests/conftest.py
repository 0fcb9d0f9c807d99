"""What the tests share: the sample reports, and corpora on them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from mediaqa import Corpus

settings.register_profile("mediaqa", deadline=None)
settings.load_profile("mediaqa")

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "examples" / "reports"


@pytest.fixture(autouse=True)
def no_settings_of_the_host(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests see the defaults, whatever the host has set."""
    import os

    for name in list(os.environ):
        if name.startswith("MEDIAQA_") or name == "OPENAI_API_KEY":
            monkeypatch.delenv(name)


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    """An empty corpus."""
    with Corpus.open(tmp_path / "corpus") as opened:
        yield opened


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    """The sample reports, indexed once for all tests that only read."""
    with Corpus.open(tmp_path_factory.mktemp("samples") / "corpus") as opened:
        opened.add(SAMPLES)
        yield opened

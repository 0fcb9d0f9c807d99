"""How the commands open a corpus, and what they say before text goes anywhere."""

import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mediaqa import Corpus


@contextmanager
def opened_corpus(
    path: Path | None,
    *,
    create: bool = False,
    embeds: bool = True,
    answers: bool = False,
    rescue: bool = False,
    changes: Mapping[str, object] | None = None,
) -> Iterator["Corpus"]:
    """Open the corpus. ``embeds`` says whether the command gives text to the embedding model.

    ``answers`` says the same of the language model, if one is named. With ``rescue`` a corpus whose index cannot be
    loaded is embedded anew. ``changes`` are settings; of those, ``None`` is none.
    """
    from mediaqa import Corpus
    from mediaqa.errors import CorpusDamagedError
    from mediaqa.settings import load_settings

    settings = load_settings(**{name: value for name, value in (changes or {}).items() if value is not None})
    folder = path or settings.corpus
    if embeds:
        tell_where_text_goes(settings.embedding)
    if answers and settings.names_llm:
        from mediaqa.console import print_note

        print_note(f"note: text goes to {settings.llm_name} at {settings.llm_address}")
    if rescue and _crashes(folder):
        corpus = Corpus.rescue(folder, settings=settings)
    else:
        try:
            corpus = Corpus.open(folder, settings=settings, create=create)
        except CorpusDamagedError:
            if not rescue:
                raise
            corpus = Corpus.rescue(folder, settings=settings)
    with corpus:
        yield corpus


def _crashes(folder: Path) -> bool:
    """Whether opening the corpus kills a process, as torn index files can: tried in one of its own."""
    code = "import sys; from mediaqa import Corpus; Corpus.open(sys.argv[1], create=False).close()"
    command = [sys.executable, "-c", code, str(folder)]
    tried = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - our own code, no shell
    return tried.returncode not in {0, 1}


def tell_where_text_goes(embedding: str) -> None:
    """Name the service that is about to get text, if one is."""
    from mediaqa.console import print_note

    if embedding == "openai":
        print_note(f"note: text goes to {embedding} to be embedded")

"""How the commands open a corpus, and what they say before text goes anywhere."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mediaqa import Corpus

LOCAL = "static"
"""The embedding model that sends text nowhere."""


@contextmanager
def opened_corpus(
    path: Path | None, *, create: bool = False, embeds: bool = True, rescue: bool = False
) -> Iterator["Corpus"]:
    """Open the corpus. ``embeds`` says whether the command gives text to the embedding model.

    With ``rescue`` a corpus whose index cannot be loaded is embedded anew.
    """
    from mediaqa import Corpus
    from mediaqa.errors import CorpusDamagedError
    from mediaqa.settings import load_settings

    settings = load_settings()
    folder = path or settings.corpus
    if embeds:
        tell_where_text_goes(settings.embedding)
    try:
        corpus = Corpus.open(folder, settings=settings, create=create)
    except CorpusDamagedError:
        if not rescue:
            raise
        corpus = Corpus.rescue(folder, settings=settings)
    with corpus:
        yield corpus


def tell_where_text_goes(embedding: str) -> None:
    """Name the service that is about to get text, if one is."""
    from mediaqa.console import print_note

    if embedding != LOCAL:
        print_note(f"note: text goes to {embedding} to be embedded")

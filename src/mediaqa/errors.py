"""Every error that mediaqa raises, as one tree.

::

    MediaQAError
    ├── InputError                     the caller gave something that cannot be used
    │   ├── ReadError                  a file cannot become a report; names the file
    │   │   ├── MissingPathError       no such file or folder
    │   │   ├── UnsupportedFormatError the file is of a kind that is not read
    │   │   ├── BinaryFileError        binary content under a text name
    │   │   ├── EmptyReportError       nothing, or only blanks
    │   │   ├── NoContentError         nothing but site chrome
    │   │   ├── FileTooLargeError      over the size limit
    │   │   ├── EncryptedFileError     protected by a password
    │   │   ├── DamagedFileError       cut off, corrupt, or not what its name says
    │   │   ├── ScannedFileError       pages that are images without text
    │   │   ├── ReadLimitError         takes more time or memory than is allowed
    │   │   ├── FetchError             an address that cannot be fetched
    │   │   └── NoReportsError         a folder without a single report
    │   ├── QuestionError              an empty or oversized question
    │   ├── FilterError                a filter that cannot be understood
    │   ├── ExportError                a file of an exported corpus cannot be written or read
    │   ├── PromptError                a prompt's file is missing, or its variables are not the right ones
    │   ├── SettingsError              a setting is wrong, or clashes with an open corpus
    │   └── ReportNotFoundError        no report, or several, under that id
    ├── CorpusError                    the world: files, locks, versions
    │   ├── CorpusNotFoundError        there is no corpus at that place
    │   ├── CorpusLockedError          another process keeps the lock; names it
    │   ├── CorpusClosedError          used after ``close()``
    │   ├── CorpusForkedError          used in a child process after a fork
    │   ├── CorpusDamagedError         the store does not hold what its records say
    │   ├── EmbeddingMismatchError     the index was built with another embedding model
    │   ├── SchemaVersionError         the corpus was written by another schema version
    │   ├── StoreError                 Chroma failed
    │   └── LexicalIndexError          tantivy failed
    └── ModelError                     a model failed; ``retryable`` says whether waiting can help
        ├── LLMError                   the language model failed, refused or cannot be reached
        └── EmbeddingError             the embedding model failed or returned nonsense

"Nothing found" and "not answered" are values, not errors. Programming mistakes stay ``TypeError`` and
``ValueError``.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mediaqa.values import Hit


def on_one_line(text: str) -> str:
    """Return a text as it can be shown on one line: the names of files may hold line breaks and marks of direction."""
    text = text.encode("utf-8", "backslashreplace").decode()
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)


class MediaQAError(Exception):
    """The root of the tree. Its message is one line.

    ``hint`` says in one sentence what to do about it; it may be empty. A traceback shows it under the message.
    """

    hint: str = ""

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(on_one_line(message))
        if hint is not None:
            self.hint = hint
        if self.hint:
            self.add_note(self.hint)


class InputError(MediaQAError):
    """The caller gave something that cannot be used; the corpus is as it was."""


class ReadError(InputError):
    """A file could not become a report. The message names the file."""

    hint = "Check that the file is a readable report: text, Markdown, HTML, PDF or Word (.docx)."


class MissingPathError(ReadError):
    """There is no file or folder of that name."""

    hint = "Check the path; a pattern (notes/*.docx) must match a file."


class UnsupportedFormatError(ReadError):
    """The file is of a kind that is not read."""

    hint = "Save it as text (.txt), Markdown (.md), HTML (.html), PDF (.pdf) or Word (.docx)."


class BinaryFileError(ReadError):
    """The file has a text name but binary content."""

    hint = "Give the file the ending of what it holds, or save the report as text."


class EmptyReportError(ReadError):
    """The file holds nothing, or only blanks."""

    hint = "Check that the file was saved or downloaded completely."


class NoContentError(ReadError):
    """The file holds nothing but site chrome: navigation words, share links, download links."""

    hint = "Save the page with its article, or pass the text itself as a Report."


class FileTooLargeError(ReadError):
    """The file is over the size limit."""

    hint = "Split the file, or raise the setting max_file_mb (MEDIAQA_MAX_FILE_MB)."


class EncryptedFileError(ReadError):
    """The file is protected by a password."""

    hint = "Save a copy without the password."


class DamagedFileError(ReadError):
    """The file is cut off or corrupt, or holds something else than its name says."""

    hint = "Open it in its own program and save it anew, or download it again."


class ScannedFileError(ReadError):
    """The pages of a PDF are images: there is no text to read."""

    hint = "Recognise its text first (OCR), for instance with ocrmypdf."


class ReadLimitError(ReadError):
    """Reading the file takes more time or memory than is allowed, or its reader crashed on it."""

    hint = "Split the file, or raise the settings read_timeout and read_memory_mb (MEDIAQA_READ_TIMEOUT)."


class FetchError(ReadError):
    """An address could not be fetched: refused, out of reach, too slow, too large, or not a document.

    ``retryable`` says whether the same address may answer later.
    """

    hint = "Open the address in a browser; if it works there, save the page and index the file."

    def __init__(self, message: str, *, hint: str | None = None, retryable: bool = False) -> None:
        super().__init__(message, hint=hint)
        self.retryable = retryable


class NoReportsError(ReadError):
    """The folder holds no file that could be a report."""

    hint = "Put .txt, .md, .html, .pdf or .docx files in it, or name the files."


class ExportError(InputError):
    """The file of an exported corpus cannot be written, is incomplete, or does not hold what it says."""

    hint = "Export the corpus again with `mediaqa export`."


class QuestionError(InputError):
    """The question is empty or too long to be one."""

    hint = "Ask one question of a sentence or two."


class FilterError(InputError):
    """A search filter cannot be understood."""

    hint = "Dates are written YYYY-MM-DD."


class PromptError(InputError):
    """A prompt's file is missing, or its variables are not the right ones."""

    hint = "A prompt uses $passages and $question after a line `=== user ===`; see docs/how-to/language-models.md."


class SettingsError(InputError):
    """A setting is wrong, or differs from those of a corpus that is already open at the same place."""

    hint = "See docs/reference/settings.md for the settings and their values."


class ReportNotFoundError(InputError):
    """No report has that id, or more than one begins with it."""

    hint = "`mediaqa reports` lists the ids."


class CorpusError(MediaQAError):
    """The corpus on disk, or its server, cannot be used as it is."""


class CorpusNotFoundError(CorpusError):
    """There is no corpus at that place."""

    hint = "Index something first: `mediaqa index REPORTS`, or name the corpus with --corpus."


class CorpusLockedError(CorpusError):
    """Another process kept the lock for longer than the stated time. The message names the process."""

    hint = "Wait until it is done, stop it, or raise the setting lock_timeout (MEDIAQA_LOCK_TIMEOUT)."


class CorpusClosedError(CorpusError):
    """The corpus was used after ``close()``."""

    hint = "Open it again with Corpus.open."


class CorpusForkedError(CorpusError):
    """A process that has had a corpus open was forked, and the child uses that corpus or opens one."""

    hint = "Start processes with the 'spawn' method, or open no corpus before the fork."


class CorpusDamagedError(CorpusError):
    """The store does not hold what its records say."""

    hint = "Run `mediaqa check --repair`."


class EmbeddingMismatchError(CorpusError):
    """The index was built with another embedding model: its vectors cannot be compared with this one's."""

    hint = "Open the corpus with the model that built it, or run `mediaqa reembed --embedding NAME`."


class SchemaVersionError(CorpusError):
    """The corpus was written by a version of mediaqa with another layout."""

    hint = "Use the mediaqa version that the message names, or index the reports into a new corpus."


class StoreError(CorpusError):
    """Chroma failed; the cause is attached."""

    hint = "Check the disk and its permissions, then run `mediaqa check`."


class LexicalIndexError(CorpusError):
    """The lexical index failed; the cause is attached. It is a cache and can always be rebuilt."""

    hint = "Run `mediaqa check --repair`, which rebuilds it."


class ModelError(MediaQAError):
    """A model failed. ``retryable`` says whether the same call may succeed later."""

    def __init__(self, message: str, *, hint: str | None = None, retryable: bool = False) -> None:
        super().__init__(message, hint=hint)
        self.retryable = retryable


class LLMError(ModelError):
    """The language model failed. ``hits`` are the passages that were found: a chatbot can still show them.

    ``retry_after`` is how many seconds the service asked to wait, if it did.
    """

    hint = "The passages that were found are in the error's `hits`; without a model: llm=False, or --no-llm."

    def __init__(
        self,
        message: str,
        *,
        hint: str | None = None,
        retryable: bool = False,
        retry_after: float | None = None,
        hits: tuple["Hit", ...] = (),
    ) -> None:
        super().__init__(message, hint=hint, retryable=retryable)
        self.retry_after = retry_after
        self.hits = hits


class EmbeddingError(ModelError):
    """The embedding model failed, or returned vectors that cannot be used."""

    hint = "Check the key and the name of the model; nothing was written."

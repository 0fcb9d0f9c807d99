"""How well documents are read: mediaqa beside LlamaIndex's own readers, on pages from Debian's documentation.

``data/reading.json`` names the packages, the files, twenty quotes with their pages, and what was counted by hand.
LlamaIndex reads a PDF with its ``PDFReader``, and HTML with ``HTMLTagReader(tag="body")``, the best that comes without
further packages: ``SimpleDirectoryReader`` has no reader for HTML and returns the markup. ``reading_measures.py`` says
how the rest is counted.

    python benchmarks/reading.py --fetch            once: the packages of Debian 12, unpacked into a folder
    python benchmarks/reading.py [--texts FOLDER]   also write what both have read, to be looked at and counted
"""

import argparse
import gzip
import hashlib
import importlib
import json
import logging
import platform
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from common import seconds, table
from mediaqa.reading.documents import NO_OVERRIDES, read_document
from reading_measures import footnote_marks, furniture, hyphenation, paragraphs_kept, plain_text, spelling

DATA = json.loads((Path(__file__).parent / "data" / "reading.json").read_text(encoding="utf-8"))
FOLDER = Path.home() / ".cache" / "mediaqa-benchmarks" / "reading"
_TYPES = {"pdf": "PDF", "html": "HTML"}


class Text(NamedTuple):
    """What a reader made of a file: its text, and where each page begins, with its place in the file."""

    text: str
    pages: tuple[tuple[int, int], ...] = ()


class Reader(NamedTuple):
    """A reader of both formats, under the name that the table has."""

    name: str
    pdf: Callable[[Path], Text]
    html: Callable[[Path], Text]


class Read(NamedTuple):
    """One document as both have read it, ``None`` where one failed, and the seconds that each took."""

    path: str
    texts: tuple[Text | None, ...]
    seconds: tuple[float, ...]


def main() -> None:
    """Fetch the documents, or read them and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--fetch", action="store_true", help="download and unpack the packages first")
    parser.add_argument("--texts", type=Path, help="also write the texts into this folder")
    options = parser.parse_args()
    if options.fetch:
        fetch(options.folder)
    paths = [path for path, _ in DATA["pdf"]] + DATA["html"]
    if missing := sum(not (options.folder / path).exists() for path in paths):
        sys.exit(f"{missing} documents are missing: python benchmarks/reading.py --fetch installs them (apt, 130 MB)")
    readers = [mediaqa_reader(), *llama_reader()]
    pdf = read_all([options.folder / path for path, _ in DATA["pdf"]], [reader.pdf for reader in readers])
    html = read_all([options.folder / path for path in DATA["html"]], [reader.html for reader in readers])
    if options.texts:
        write_texts(options.texts, [*pdf, *html], [reader.name for reader in readers])
    print_tables([reader.name for reader in readers], pdf, html, options.folder)


def fetch(folder: Path) -> None:
    """Download the packages, unpack each into its own folder, and its compressed documents."""
    archives = folder / "packages"
    archives.mkdir(parents=True, exist_ok=True)
    wanted = [name for name in DATA["packages"] if not list(archives.glob(f"{name}_*.deb"))]
    if wanted:
        subprocess.run(["apt-get", "download", *wanted], cwd=archives, check=True)
    for name in DATA["packages"]:
        archive = next(archives.glob(f"{name}_*.deb"))
        subprocess.run(["dpkg", "-x", str(archive), str(folder / name)], check=True)
    for path in [folder / path for path, _ in DATA["pdf"]]:
        if not path.exists():
            path.write_bytes(gzip.decompress(path.with_name(f"{path.name}.gz").read_bytes()))


def mediaqa_reader() -> Reader:
    """Return ours."""

    def read(path: Path) -> Text:
        report = read_document(path.read_bytes(), source=path.name, name=path.name, overrides=NO_OVERRIDES)
        return Text(report.text, tuple((page.start, page.number) for page in report.pages))

    return Reader("mediaqa", read, read)


def llama_reader() -> list[Reader]:
    """Return LlamaIndex's, or nothing where the package is not installed."""
    try:
        readers = importlib.import_module("llama_index.readers.file")
    except ImportError:
        print("without LlamaIndex, whose readers `pip install llama-index-readers-file` installs", file=sys.stderr)
        return []
    logging.getLogger("pypdf").setLevel(logging.ERROR)

    def html(path: Path) -> Text:
        return Text("\n".join(one.text for one in readers.HTMLTagReader(tag="body").load_data(path)))

    return [Reader("LlamaIndex", lambda path: paged(readers.PDFReader().load_data(path)), html)]


def paged(pages: Iterable[Any]) -> Text:
    """Return documents of one page each as one text."""
    text, starts = "", []
    for number, page in enumerate(pages, 1):
        starts.append((len(text), number))
        text += page.text + "\n"
    return Text(text, tuple(starts))


def read_all(paths: Sequence[Path], ways: Sequence[Callable[[Path], Text]]) -> list[Read]:
    """Read every file in every way, in turns; the first is read once more, because what is loaded late is loaded."""
    reads = [read_in_turns(path, ways) for path in [paths[0], *paths]]
    return reads[1:]


def read_in_turns(path: Path, ways: Sequence[Callable[[Path], Text]]) -> Read:
    """Read one file in every way."""
    texts: list[Text | None] = []

    def attempt(way: Callable[[Path], Text]) -> None:
        try:
            texts.append(way(path))
        except Exception as error:  # noqa: BLE001 - what a reader raises is what is counted
            print(f"{path.name}: {error}", file=sys.stderr)
            texts.append(None)

    times = tuple(seconds(lambda way=way: attempt(way)) for way in ways)  # type: ignore[misc]
    return Read(str(path), tuple(texts), times)


def write_texts(folder: Path, reads: Sequence[Read], names: Sequence[str]) -> None:
    """Write each text into a file of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    for read in reads:
        stem = "-".join(Path(read.path).parts[-2:])
        for name, text in zip(names, read.texts, strict=True):
            (folder / f"{stem}.{name}.txt").write_text(text.text if text else "", encoding="utf-8")


def print_tables(names: Sequence[str], pdf: Sequence[Read], html: Sequence[Read], folder: Path) -> None:
    """Print the measures side by side."""
    columns = [measures(number, pdf, html, folder) for number in range(len(names))]
    rows = [(what, *(column[what] for column in columns)) for what in columns[0]]
    packages = {name: version(name) for name in ("mediaqa", "pypdfium2", "pypdf") if installed(name)}
    print(f"Python {platform.python_version()}, " + ", ".join(f"{name} {one}" for name, one in packages.items()))
    table(f"Reading {len(pdf)} PDF and {len(html)} HTML documents", ("what", *names), rows)
    if len(names) == 2:
        for kind, reads in (("PDF", pdf), ("HTML", html)):
            ours, theirs = (sum(read.seconds[number] for read in reads) for number in (0, 1))
            print(f"{kind}: mediaqa reads {theirs / ours:.1f} times as fast")


def installed(name: str) -> bool:
    """Whether a distribution is there."""
    try:
        return bool(version(name))
    except ImportError:
        return False


def measures(number: int, pdf: Sequence[Read], html: Sequence[Read], folder: Path) -> dict[str, str]:
    """Return every measure of one reader's texts, by what it measures."""
    measured = {}
    for kind, reads in (("pdf", pdf), ("html", html)):
        measured[f"{_TYPES[kind]} documents read"] = share(sum(bool(r.texts[number]) for r in reads), len(reads))
    measured |= pdf_measures(number, pdf, folder)
    texts = [(Path(read.path), text.text) for read in html if (text := read.texts[number])]
    counts = sum((paragraphs_kept(text, path) for path, text in texts), Counter())
    measured["HTML paragraphs found whole"] = share(counts["kept"], counts["paragraphs"])
    measured |= counted_by_hand(number, {str(path.relative_to(folder)): text for path, text in texts})
    measured["PDF pages a second"] = f"{sum(map(pages_of, pdf)) / sum(read.seconds[number] for read in pdf):.0f}"
    measured["HTML documents a second"] = f"{len(html) / sum(read.seconds[number] for read in html):.0f}"
    return measured


def share(part: int, whole: int) -> str:
    """Return a share as it is printed."""
    return f"{part} of {whole} ({part / max(whole, 1):.1%})"


def pdf_measures(number: int, pdf: Sequence[Read], folder: Path) -> dict[str, str]:
    """Return what is measured of the texts of PDF files."""
    counts: Counter[str] = Counter()
    languages = {str(folder / path): language for path, language in DATA["pdf"]}
    for read in pdf:
        if text := read.texts[number]:
            language = languages[read.path]
            words = word_list(folder, language)
            counts += hyphenation(text.text, read.path, words, german=language == "de")
            counts += furniture(text.text, read.path) + footnote_marks(text.text, read.path)
            if words:
                counts += spelling(text.text, read.path, words)
    quotes = [quote_found(number, pdf, str(folder / path), page, quote) for path, page, quote in DATA["quotes"]]
    return {
        "line-end hyphens decided": f"{counts['pairs']}",
        "of them wrong": share(counts["wrong"], counts["pairs"]),
        "hyphenation errors per 1,000 words": f"{counts['wrong'] / counts['words'] * 1000:.2f}",
        "known quotes found whole": share(sum(found for found, _ in quotes), len(quotes)),
        "and on the right page": share(sum(right for _, right in quotes), len(quotes)),
        "running heads left": share(counts["heads left"], counts["heads"]),
        "lines of tables of contents left": share(counts["contents left"], counts["contents"]),
        "footnote marks left inside words": share(counts["marks left"], counts["marks"]),
        "words glued together, per 1,000": f"{counts['glued'] / counts['tokens'] * 1000:.2f}",
        "words torn apart, per 1,000": f"{counts['split'] / counts['tokens'] * 1000:.2f}",
    }


def pages_of(read: Read) -> int:
    """Return how many pages a PDF file has."""
    return plain_text(read.path).count("\f")


@cache
def word_list(folder: Path, language: str) -> frozenset[str]:
    """Return the words of a language; none where no list is named."""
    if language not in DATA["word_lists"]:
        return frozenset()
    return frozenset((folder / DATA["word_lists"][language]).read_text(encoding="utf-8").casefold().split())


def quote_found(number: int, pdf: Sequence[Read], path: str, page: int, quote: str) -> tuple[bool, bool]:
    """Whether a text holds the quote word for word, blanks aside, and whether it begins there on the page."""
    text = next(read.texts[number] for read in pdf if read.path == path)
    found = text and re.search(r"\s+".join(map(re.escape, quote.split())), text.text)
    if not text or not found:
        return False, False
    return True, page == max(one for one in text.pages if one[0] <= found.start())[1]


def counted_by_hand(number: int, texts: dict[str, str]) -> dict[str, str]:
    """Return the share of the chrome lines of ten pages that are left, as counted on the texts with these digests."""
    counted = {path: one for path, one in DATA["counted"].items() if path in texts}
    left = sum(one["left"][number] for one in counted.values())
    changed = sum(digest(texts[path]) != one["digests"][number] for path, one in counted.items())
    note = f"; counted on other output: {changed} of {len(counted)}" if changed else ""
    whole = sum(one["chrome"] for one in counted.values())
    return {f"HTML chrome lines left, counted by hand on {DATA['counted_on']}": share(left, whole) + note}


def digest(text: str) -> str:
    """Return what tells whether a text is the one that was counted."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


if __name__ == "__main__":
    main()

"""Pages, files and addresses are indexed, and what is broken costs neither the corpus nor the others anything."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mediaqa import Corpus, Overrides, Settings
from mediaqa.cli import app
from mediaqa.errors import FetchError
from tests.reading.docx.making import p, word
from tests.reading.malformed import MALFORMED
from tests.reading.malformed_pages import PAGES
from tests.reading.pdf.malformed import PDFS

# Where addresses are looked up, a server on this machine may be asked.
pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])

PAGE = """\
<html><head><title>The Bridge | Sarn Courier</title><link rel="canonical" href="{canonical}">
<meta property="og:site_name" content="Sarn Courier"></head><body><nav><a href="/">Home</a></nav>
<article><h1>The Bridge</h1><p>The bridge at Ostrel was closed to lorries on Friday, said Mira Dahl.</p>
<p>Engineers had found cracks in two of its piers, and the repairs will take until autumn.</p></article></body></html>
"""
REFUSED = [one for one in [*MALFORMED, *PAGES, *PDFS] if one.error is not None]


class Site(ThreadingHTTPServer):
    """A server on this machine whose pages are in ``pages``, by path; it counts its visits."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.pages: dict[str, tuple[str, bytes]] = {}
        self.visits = 0

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_port}{path}"


class _Handler(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        self.server.visits += 1
        kind, body = self.server.pages.get(self.path, ("", b""))
        self.send_response(200 if kind else 404)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    with Corpus.open(tmp_path / "corpus", settings=Settings(fetch_private=True)) as opened:
        yield opened


def test_address_is_indexed_under_its_canonical_form(corpus: Corpus, site: Site) -> None:
    body = PAGE.format(canonical=site.url("/bridge")).encode()
    site.pages = {"/bridge?from=mail": ("text/html", body), "/bridge": ("text/html", body)}
    (info,) = corpus.add(site.url("/bridge?from=mail")).added
    assert (info.source, info.url, info.format) == (site.url("/bridge"), site.url("/bridge"), "html")
    assert (info.title, info.publisher, info.origins["publisher"]) == ("The Bridge", "Sarn Courier", "Open Graph")
    assert len(corpus.add(site.url("/bridge")).unchanged) == 1
    assert site.visits == 2
    (citation,) = corpus.ask("How long will the repairs take?", llm=False).citations
    assert citation.link
    assert citation.link.startswith(f"{site.url('/bridge')}#:~:text=Engineers%20had%20found%20cracks,")


def test_page_that_has_changed_replaces_its_older_version(corpus: Corpus, site: Site) -> None:
    site.pages["/a"] = ("text/html", PAGE.format(canonical="").encode())
    corpus.add(site.url("/a"))
    site.pages["/a"] = ("text/html", PAGE.format(canonical="").replace("autumn", "winter").encode())
    (info,) = corpus.add(site.url("/a")).changed
    assert "until winter" in corpus.report(info.id).text
    assert len(corpus.reports()) == 1


def test_word_file_and_text_come_from_addresses_too(corpus: Corpus, site: Site) -> None:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    site.pages["/a.docx"] = (kind, word(p("The bridge at Ostrel was closed to lorries.")))
    site.pages["/b"] = ("text/plain; charset=cp1251", "Мост в Остреле закрыт для грузовиков.".encode("cp1251"))
    added = corpus.add(site.url("/a.docx"), site.url("/b")).added
    assert [(info.format, corpus.report(info.id).text) for info in added] == [
        ("docx", "The bridge at Ostrel was closed to lorries."),
        ("text", "Мост в Остреле закрыт для грузовиков."),
    ]


def test_address_that_fails_is_listed_and_the_rest_goes_on(corpus: Corpus, site: Site, tmp_path: Path) -> None:
    good = tmp_path / "a.txt"
    good.write_text("The bridge at Ostrel was closed.", encoding="utf-8")
    result = corpus.add(site.url("/gone"), good)
    assert [(failure.source, failure.error) for failure in result.failed] == [
        (site.url("/gone"), f"{site.url('/gone')}: 404 Not Found")
    ]
    assert len(result.added) == 1
    with pytest.raises(FetchError, match="404 Not Found"):
        corpus.add(site.url("/gone"))


def test_private_address_is_refused_unless_allowed(tmp_path: Path, site: Site) -> None:
    with Corpus.open(tmp_path / "c") as corpus, pytest.raises(FetchError, match="private"):
        corpus.add(site.url("/bridge"))
    assert site.visits == 0


def test_saved_page_is_linked_to_where_it_stands(corpus: Corpus, tmp_path: Path) -> None:
    page = tmp_path / "bridge.html"
    page.write_text(PAGE.format(canonical="https://courier.example/bridge"), encoding="utf-8")
    (info,) = corpus.add(page, overrides=Overrides(publisher="The desk")).added
    assert (info.source, info.url) == (str(page), "https://courier.example/bridge")
    assert (info.publisher, info.origins["publisher"]) == ("The desk", "caller")
    (citation,) = corpus.ask("Who said that the bridge was closed?", llm=False).citations
    assert citation.link
    assert citation.link.startswith("https://courier.example/bridge#:~:text=The%20bridge%20at%20Ostrel,")


def test_at_least_sixty_are_refused() -> None:
    assert len(REFUSED) >= 60


def test_broken_files_cost_the_corpus_and_each_other_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for one in REFUSED:
        (folder / one.name).write_bytes(one.make())
    (folder / "good.txt").write_text("The bridge at Ostrel was closed to lorries.", encoding="utf-8")
    with Corpus.open(tmp_path / "corpus") as corpus:
        corpus.add(folder / "good.txt")
        before = corpus.reports()
        for one in REFUSED[::9]:
            with pytest.raises(one.error or ValueError):
                corpus.add(folder / one.name)
        assert corpus.reports() == before
    done = CliRunner().invoke(app, ["index", str(folder), "--corpus", str(tmp_path / "corpus")])
    assert done.exit_code == 1
    assert f"= 1 unchanged   ✗ {len(REFUSED)} failed (listed)" in done.stdout
    told = [line for line in done.stderr.splitlines() if line.startswith("mediaqa: failed: ")]
    assert len(told) == len(REFUSED)
    assert {one.name for one in REFUSED} == {
        line.partition(": failed: ")[2].partition(": ")[0].rpartition("/")[2] for line in told
    }
    with Corpus.open(tmp_path / "corpus") as corpus:
        assert corpus.reports() == before
        assert corpus.check().ok

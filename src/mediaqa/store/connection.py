"""One open Chroma client on one corpus folder, and what it has seen: the live generation and its newest snapshot.

Open, reopen and close it under the corpus lock only: the first use of a Chroma client may write.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from mediaqa.errors import CorpusClosedError, CorpusDamagedError, CorpusNotFoundError, SchemaVersionError, StoreError
from mediaqa.store.chroma import Client, Generation
from mediaqa.store.locking import Ledger
from mediaqa.store.records import EMPTY, Record, Snapshot, newest

SCHEMA_VERSION = 3
"""The layout of the store: collections, rows, metadata. It grows when an older mediaqa could not read it."""

READABLE = frozenset({2})
"""Older versions that are read as they are: 2 has no statements."""

Describe = Callable[[], Mapping[str, str | int]]
"""Gives the metadata of a generation that has to be made: the embedding's identity, dimension and probe vector."""


class Connection:
    """The client, the live generation, the snapshot, and the revision at which they were read."""

    def __init__(self, folder: Path, ledger: Ledger) -> None:
        self._folder = folder
        self._ledger = ledger
        self._client: Client | None = None
        self._generation: Generation | None = None
        self.snapshot: Snapshot = EMPTY
        self.seen = -1

    @property
    def is_open(self) -> bool:
        """Whether there is a client and a generation."""
        return self._generation is not None

    @property
    def client(self) -> Client:
        """The open client."""
        if self._client is None:
            raise CorpusClosedError(f"{self._folder}: the corpus is closed")
        return self._client

    @property
    def generation(self) -> Generation:
        """The collections that are live."""
        if self._generation is None:
            raise CorpusClosedError(f"{self._folder}: the corpus is closed")
        return self._generation

    @property
    def behind(self) -> bool:
        """Whether somebody has committed since this was opened. Reads one small file."""
        return self._ledger.revision() > self.seen

    @property
    def next_revision(self) -> int:
        """The revision of the next commit: above every one that this folder has seen, finished or not."""
        return max(self.snapshot.revision, self.seen, self._ledger.revision()) + 1

    def open(self, describe: Describe | None) -> None:
        """Open the folder; ``describe`` makes the corpus where there is none, ``None`` raises instead."""
        self._client = Client(self._folder / "chroma")
        try:
            self._attach(describe)
        except BaseException:
            self.close()
            raise

    def reopen(self) -> None:
        """Close and open again: what other processes wrote is then seen, in Chroma's index too."""
        known = (self._generation.number if self._generation else 0, self.snapshot)
        self.close()
        self._client = Client(self._folder / "chroma")
        self._attach(None, known=known)

    def close(self) -> None:
        """Let go of the folder."""
        client, self._client, self._generation = self._client, None, None
        self.snapshot, self.seen = EMPTY, -1
        if client is not None:
            client.close()

    def publish(self, snapshot: Snapshot) -> None:
        """Make ``snapshot`` the newest one, for this process and for the others."""
        # Threads compare the file with what was seen: set first, so that they never take it for foreign.
        self.seen = max(self.next_revision, snapshot.revision) if snapshot is self.snapshot else snapshot.revision
        self.snapshot = snapshot
        self._ledger.write_revision(self.seen)

    def live_generation(self) -> int | None:
        """Return the number of the generation that was finished last."""
        reports = self.client.generations()
        live = [number for number, collection in reports.items() if collection.metadata.get("state") == "live"]
        return max(live, default=None)

    def _attach(self, describe: Describe | None, *, known: tuple[int, Snapshot] = (0, EMPTY)) -> None:
        number = self.live_generation()
        self.seen = self._ledger.revision()
        if number is not None:
            self._generation = self.client.generation(number)
            self._check_schema()
        elif self.seen > 0:
            raise CorpusDamagedError(
                f"{self._folder}: its database holds no corpus any more, and has held one",
                hint="Put the file chroma/chroma.sqlite3 back, or delete the folder and index again.",
            )
        elif describe is not None:
            self._generation = self.client.create_generation(1, generation_metadata(describe()))
        else:
            raise CorpusNotFoundError(f"{self._folder}: there is no corpus")
        self._touch()
        self._load(known[1] if known[0] == number else EMPTY)

    def _check_schema(self) -> None:
        metadata = self.generation.reports.metadata
        schema = metadata.get("schema")
        if schema in READABLE:  # its rows are as ours, and fewer: from now on, some may be of a newer kind
            self.generation.reports.describe({**metadata, "schema": SCHEMA_VERSION})
        elif schema != SCHEMA_VERSION:
            raise SchemaVersionError(
                f"{self._folder}: the corpus has schema version {schema}, this mediaqa reads version {SCHEMA_VERSION}"
            )

    def _touch(self) -> None:
        try:
            self.generation.touch()
        except StoreError as error:
            raise CorpusDamagedError(f"{self._folder}: an index of the store cannot be loaded: {error}") from error

    def _load(self, known: Snapshot) -> None:
        rows = self.generation.reports.rows_since(known.revision)
        records = newest(Record.model_validate_json(row.text) for row in rows.values())
        revision = max((record.revision for record in records), default=0)
        self.snapshot = known.after(records, max(known.revision, revision))


def generation_metadata(identity: Mapping[str, str | int], *, state: str = "live") -> dict[str, str | int]:
    """Return the metadata of a new generation."""
    return {**identity, "schema": SCHEMA_VERSION, "state": state}

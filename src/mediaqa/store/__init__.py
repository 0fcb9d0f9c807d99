"""The store: whole reports in Chroma, each in exactly one version, for many threads and processes at once.

From below: ``chroma`` (the only importer of chromadb) with ``guarding`` (its index files), ``locking`` (lock, revision,
journal, gate), ``records`` (what is kept of a report), ``connection`` (one open client and what it has seen), ``views``
(reading), ``writing`` (commits), ``shared`` (all of them, for one folder and process).

Nothing is imported here: the records are needed by those who must not wait for Chroma.
"""

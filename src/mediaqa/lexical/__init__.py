"""BM25 over passages, on disk and incremental: a cache of what Chroma holds. The only importer of tantivy.

In the order of the data's way: ``analysis`` (text to words), ``fields`` (a document and how it is kept), ``snapshot``
(reading and searching), ``index`` (the folder, and writing).
"""

from mediaqa.lexical.fields import LexicalDocument
from mediaqa.lexical.index import LexicalIndex

__all__ = ["LexicalDocument", "LexicalIndex"]

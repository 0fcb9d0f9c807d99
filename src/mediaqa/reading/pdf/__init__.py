"""PDF documents are read: the text in reading order, without the furniture of its pages."""

from mediaqa.reading.pdf.document import parse_pdf

__all__ = ["parse_pdf"]

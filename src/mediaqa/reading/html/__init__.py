"""Web pages are read: the article without the site around it, and what the page says of itself."""

from mediaqa.reading.html.addresses import canonical_address
from mediaqa.reading.html.pages import parse_html

__all__ = ["canonical_address", "parse_html"]

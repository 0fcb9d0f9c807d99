"""Documents come from the web: one visit to one address, within limits, and to no machine that is not public.

In the order of a visit: ``addresses`` (what is asked for and what comes back), ``visiting`` (redirects, statuses),
``guarded`` and ``hosts`` (where a connection may go, and for how long), ``bodies`` (bytes, counted), ``announced``
(what kind of document), ``obstacles`` (what went wrong, in words).
"""

from mediaqa.fetching.addresses import Fetched, FetchLimits, fetch, is_address

__all__ = ["FetchLimits", "Fetched", "fetch", "is_address"]

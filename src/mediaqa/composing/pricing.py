"""What a request costs, where the price is known: the table of ``genai-prices``, as it was installed, offline."""

from urllib.parse import urlsplit

from mediaqa.answers import Usage

_OWN_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})


def priced(usage: Usage, model: str, url: str) -> Usage:
    """Return the usage with its cost in US dollars; unknown models, endpoints and token counts have none."""
    if usage.prompt_tokens is None or usage.completion_tokens is None or urlsplit(url).hostname in _OWN_MACHINE:
        return usage
    from genai_prices import Usage as Priced
    from genai_prices import calc_price  # half a second

    try:
        found = calc_price(
            Priced(input_tokens=usage.prompt_tokens, output_tokens=usage.completion_tokens),
            model,
            provider_api_url=url,
        )
    except (LookupError, ValueError):
        return usage
    return usage.model_copy(update={"cost_usd": round(float(found.total_price), 8)})

"""Ask a model of any provider for which LlamaIndex has a package.

python examples/any_provider.py FOLDER llama_index.llms.anthropic:Anthropic '{"model": "…"}' "Who blamed Brussels?"

Install the provider's package first: pip install llama-index-llms-anthropic
"""

import importlib
import json
import sys

from mediaqa import Corpus


def main(folder: str, provider: str, options: str, question: str) -> None:
    """Make the model by its class and options, and ask it."""
    module, _, name = provider.partition(":")
    llm = getattr(importlib.import_module(module), name)(**json.loads(options))
    with Corpus.open() as corpus:
        corpus.add(folder)
        print(corpus.ask(question, llm=llm))


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    main(*sys.argv[1:])

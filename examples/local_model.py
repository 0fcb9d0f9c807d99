"""Ask a model that runs on your machine, behind any server that speaks OpenAI's protocol.

python examples/local_model.py FOLDER http://127.0.0.1:11434/v1 qwen2.5 "Who blamed Brussels for the break?"
"""

import sys

from mediaqa import Corpus, Settings


def main(folder: str, base_url: str, model: str, question: str) -> None:
    """Print the answer, what was left out for lack of proof, and what it took."""
    settings = Settings(llm_model=model, llm_base_url=base_url, llm_timeout=300)  # a small machine is slow
    with Corpus.open(settings=settings) as corpus:
        corpus.add(folder)
        answer = corpus.ask(question)
        print(answer)
        for claim in answer.rejected:
            print(f"left out ({claim.reason}): {claim.text}")
        used = answer.usage
        print(f"\n{answer.model}: {used.requests} requests, {used.prompt_tokens} + {used.completion_tokens} tokens")


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    main(*sys.argv[1:])

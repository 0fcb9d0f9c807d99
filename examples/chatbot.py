"""A chatbot that shows each claim as soon as it is proved, and evidence where there is no answer.

python examples/chatbot.py FOLDER

One question a line, until an empty one. With OPENAI_API_KEY, or MEDIAQA_LLM_MODEL and MEDIAQA_LLM_BASE_URL, a language
model answers; otherwise the answers are sentences of the reports.
"""

import asyncio
import sys

from mediaqa import ClaimVerified, Corpus, Done, Hit, Retrying
from mediaqa.errors import LLMError, QuestionError


async def reply(corpus: Corpus, question: str) -> None:
    """Print what is proved while it is proved; then who disagrees, or what comes nearest."""
    try:
        async for event in corpus.ask_stream(question):
            if isinstance(event, ClaimVerified):
                claim = event.claim
                said_by = ", ".join(filter(None, (claim.speaker, claim.outlet)))
                print(f"  {claim.text} ({said_by or 'nobody named'})")
                for citation in claim.citations:
                    print(f"    “{' '.join(citation.quote.split())}” — {citation.report.title}")
            elif isinstance(event, Retrying):
                print("  … asking once more")
            elif isinstance(event, Done):
                for conflict in event.answer.conflicts:
                    print(f"  They disagree: {conflict.detail}")
                if not event.answer.claims:
                    print(f"  {event.answer.text}")
                    show_nearest(event.answer.considered)
    except QuestionError as error:
        print(f"  {error}")
    except LLMError as error:  # the model failed; what was found is still worth showing
        print(f"  No answer: {error}")
        show_nearest(error.hits)


def show_nearest(hits: tuple[Hit, ...]) -> None:
    """Print where the answer might be looked for."""
    for hit in hits[:2]:
        print(f"    see {hit.report.title}, {hit.passage.section or 'the beginning'}")


async def main(folder: str) -> None:
    """Keep the corpus open for as long as the chat goes on."""
    with Corpus.open() as corpus:
        await corpus.aadd(folder)
        while question := (await asyncio.to_thread(sys.stdin.readline)).strip():
            print(f"> {question}")
            await reply(corpus, question)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    asyncio.run(main(sys.argv[1]))

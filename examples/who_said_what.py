"""All that one person says over several reports, and who disagrees with whom.

python examples/who_said_what.py FOLDER "Marek Ildan" "Who blamed Brussels for the break?"
"""

import sys

from mediaqa import Corpus


def main(folder: str, name: str, question: str) -> None:
    """Keep the corpus in ``.mediaqa`` in the working directory; only changed files are read again."""
    with Corpus.open() as corpus:
        corpus.add(folder)

        print(f"{name} says:")
        for said in corpus.statements(speaker=name):
            when = said.stated_on or said.report.published_on or "undated"
            print(f"- {when}, {said.outlet or 'no outlet named'}: {said.cue or 'goes on'}: {said.content}")
            print(f"  {said.report.title}, {said.link}")

        print(f"\n{question}")
        answer = corpus.ask(question, llm=False)
        for conflict in answer.conflicts:
            one, other = answer.claims[conflict.first], answer.claims[conflict.second]
            print(f"- {one.speaker} ({one.outlet}) against {other.speaker} ({other.outlet})")

        print("\nWho denies anything of it:")
        for said in corpus.statements(about=question, stance="denies"):
            print(f"- {said.voice} {said.cue} {said.content}")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])

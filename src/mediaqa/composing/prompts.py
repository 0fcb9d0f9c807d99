"""The prompts: Markdown files that people can read, and replace by a folder of their own."""

import hashlib
import re
from functools import lru_cache
from pathlib import Path
from string import Template
from typing import NamedTuple

from mediaqa.errors import PromptError

VARIABLES = {"answer": frozenset({"passages", "question"}), "judge": frozenset({"claims"})}
"""The prompts by name, with the variables that each must use, and all that it may."""

_SEPARATOR = re.compile(r"^=== (user|assistant) ===\n", re.MULTILINE)


class Message(NamedTuple):
    """One turn of what a model reads: ``system``, ``user`` or ``assistant``, and the text."""

    role: str
    text: str


class Prompt(NamedTuple):
    """A prompt: what stays the same (task, examples), which comes first so that a provider can keep it; what changes.

    ``digest`` is that of the file.
    """

    name: str
    fixed: tuple[Message, ...]
    user: Template
    digest: str

    def filled(self, **values: str) -> list[Message]:
        """Return the messages, with the values of the variables in the last one."""
        return [*self.fixed, Message("user", self.user.substitute(values))]


@lru_cache(maxsize=16)
def load_prompt(folder: Path | None = None, name: str = "answer") -> Prompt:
    """Return a prompt by its name: from a folder of the user's where that has it, else that of the package.

    Raises ``PromptError`` that names the file: it cannot be read, its variables are not those of ``VARIABLES``; or the
    folder, where it has no prompt at all.
    """
    path = (folder or _own_folder()) / f"{name}.md"
    if folder and not path.exists():
        if not any((folder / f"{other}.md").exists() for other in VARIABLES):
            raise PromptError(f"{folder}: there is no prompt: {' or '.join(f'{one}.md' for one in VARIABLES)}")
        path = _own_folder() / f"{name}.md"
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PromptError(f"{path}: the prompt cannot be read: {error}") from error
    system, *turns = _SEPARATOR.split(text)
    messages = [Message("system", system.strip()), *map(Message, turns[::2], (turn.strip() for turn in turns[1::2]))]
    if [message.role for message in messages[1:]] != ["user", "assistant"] * (len(messages) // 2 - 1) + ["user"]:
        raise PromptError(
            f"{path}: after the task come examples, `=== user ===` and `=== assistant ===` in turns, and at last "
            "`=== user ===` with the variables"
        )
    user = Template(messages[-1].text)
    try:
        found = set(user.get_identifiers())
        user.substitute(dict.fromkeys(VARIABLES[name], ""))
    except (KeyError, ValueError) as error:
        raise PromptError(f"{path}: an unknown or broken variable: {error}") from error
    if missing := VARIABLES[name] - found:
        raise PromptError(f"{path}: the variable ${min(missing)} is missing in its last part")
    return Prompt(name, tuple(messages[:-1]), user, hashlib.sha256(text.encode()).hexdigest()[:16])


def _own_folder() -> Path:
    """Return where the prompts are: inside an installed package, or beside ``src`` in a checkout."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "prompts"
    return inside if inside.is_dir() else package.parents[1] / "prompts"

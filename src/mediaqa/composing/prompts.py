"""The prompts: Markdown files that people can read, and replace by a folder of their own."""

import hashlib
import re
from functools import lru_cache
from pathlib import Path
from string import Template
from typing import NamedTuple

from mediaqa.errors import PromptError

VARIABLES = frozenset({"passages", "question"})
"""What every answering prompt must use, and all that it may."""

_SEPARATOR = re.compile(r"^=== user ===\n", re.MULTILINE)


class Prompt(NamedTuple):
    """A prompt: what stays the same, which comes first so that a provider can keep it, and what changes."""

    name: str
    system: str
    user: Template
    digest: str

    def filled(self, passages: str, question: str) -> str:
        """Return the changing part for a question."""
        return self.user.substitute(passages=passages, question=question)


@lru_cache(maxsize=16)
def load_prompt(folder: Path | None = None, name: str = "answer") -> Prompt:
    """Return the prompt of that name from a folder, that of the package when left out.

    Raises ``PromptError`` that names the file: it is missing, or its variables are not ``$passages`` and ``$question``.
    """
    path = (folder or _own_folder()) / f"{name}.md"
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PromptError(f"{path}: the prompt cannot be read: {error}") from error
    parts = _SEPARATOR.split(text)
    if len(parts) != 2:
        raise PromptError(f"{path}: a prompt has one line `=== user ===` between its fixed and its changing part")
    user = Template(parts[1].strip())
    try:
        found = set(user.get_identifiers())
        user.substitute(dict.fromkeys(VARIABLES, ""))
    except (KeyError, ValueError) as error:
        raise PromptError(f"{path}: an unknown or broken variable: {error}") from error
    if missing := VARIABLES - found:
        raise PromptError(f"{path}: the variable ${min(missing)} is missing after `=== user ===`")
    return Prompt(name, parts[0].strip(), user, hashlib.sha256(text.encode()).hexdigest()[:16])


def _own_folder() -> Path:
    """Return where the prompts are: inside an installed package, or beside ``src`` in a checkout."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "prompts"
    return inside if inside.is_dir() else package.parents[1] / "prompts"

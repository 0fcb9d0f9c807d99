"""Write the reference pages of settings, errors, commands and Python names from the code itself."""

import inspect
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import typer.main
from pydantic import SecretStr
from pydantic.fields import FieldInfo

import mediaqa
from mediaqa import Corpus, Settings, errors
from mediaqa.cli import app
from mediaqa.outcomes import Failure, Problem
from mediaqa.searching import SearchFilters
from mediaqa.values import Page

REFERENCE = Path(__file__).parent / "reference"
WIDTH = 100
"""Columns of a signature that stands on one line."""

NOTE = "<!-- written by docs/make_reference.py -->\n"

SETTINGS = """# Settings

An argument of `Settings` wins over the variable in the environment, and that over the default. They are read when a
corpus opens; all `Corpus` objects on one folder in one process must have the same.

```python
from mediaqa import Corpus, Settings

with Corpus.open("small.mediaqa", settings=Settings(search_limit=3, lock_timeout=5)) as corpus:
    corpus.add("reports")
    assert len(corpus.search("the ferry")) == 3
```

`corpus` is the folder of the command line, and that of `Corpus.open()` without a path. A variable with a wrong value
raises `SettingsError` when a corpus opens; an argument of `Settings` with a wrong value or of an unknown name raises
Pydantic's `ValidationError` at once, as a mistake in the program. Files are read again after `passage_tokens` has
changed. No other variables change what mediaqa does, except that the command line heeds `NO_COLOR`, that tokens are
counted with the files in `TIKTOKEN_CACHE_DIR` if you have set it, and that the client of OpenAI heeds your proxies.

| setting | variable | default | values | meaning |
| --- | --- | --- | --- | --- |
"""

ERRORS = """# Errors

All are subclasses of `mediaqa.MediaQAError`, and are imported from `mediaqa.errors`. Each has a `hint`: one sentence
that says what to do, and stands under the traceback too. The command line prints both as one line on stderr and exits
with 1.

```python
from mediaqa import Corpus, MediaQAError
from mediaqa.errors import CorpusNotFoundError

try:
    Corpus.open("absent.mediaqa", create=False)
except CorpusNotFoundError as error:
    assert "absent.mediaqa" in str(error) and "mediaqa index" in error.hint
except MediaQAError as error:
    print(error, error.hint)
```

The tree:

"""

COMMANDS = """# Command line

Data goes to stdout, notes and progress to stderr. With `--json`, stdout holds one JSON document; errors and notes
stay on stderr. `NO_COLOR` is respected; in a pipe nothing is coloured or wrapped.

| exit code | meaning |
| --- | --- |
| 0 | done; also when nothing was found, or the reports do not say |
| 1 | an [error](errors.md) (one line on stderr), a failure among several sources, a problem left by `check` |
| 2 | wrong usage |
| 130 | interrupted |

The places and fields of the JSON are told in [the form of an answer](answer-format.md).
`mediaqa --version` prints the version.
"""

JSON = {
    "ask": "the [answer](answer-format.md#the-answer)",
    "check": "`ok`, `reports`, `passages`, and `problems`: a list of `kind`, `detail`, `report_id`, `repaired`",
    "index": "lists of [reports](answer-format.md#a-report): `added`, `changed`, `unchanged`; and `failed`: a list of"
    " `source`, `error`, `hint`",
    "reembed": "`embedding`: the name of the model",
    "export": "`path`, `reports`, `passages` (their numbers), `vectors`",
    "import": "as of `index`, with `reembedded`",
    "remove": "the [report](answer-format.md#a-report) that was removed",
    "reports": "a list of [reports](answer-format.md#a-report)",
    "search": "a list of [hits](answer-format.md#a-hit)",
    "statements": "a list of [statements](answer-format.md#a-statement)",
    "voices": "a list of [voices](answer-format.md#a-voice)",
    "show": "`report`, the [report](answer-format.md#a-report); `start`, `end`, `text`: the part that is shown; `at`:"
    " `start`, `end`, `quote` of the marked span, or null",
}
"""What ``--json`` prints, by command."""

PYTHON = """# Python

Every name here is imported from `mediaqa` itself, if nothing else is said. Values are frozen Pydantic models: compare
them, print them, and turn them into JSON with `model_dump_json()`.

| call | what it may raise ([errors](errors.md)) |
| --- | --- |
"""

RAISES = {
    "`Corpus.open`": (
        errors.SettingsError,
        errors.CorpusNotFoundError,
        errors.EmbeddingMismatchError,
        errors.EmbeddingError,
        errors.CorpusDamagedError,
        errors.SchemaVersionError,
    ),
    "`add`": (errors.ReadError, errors.EmbeddingError, errors.EmbeddingMismatchError),
    "`search`, `ask`, `ask_stream`": (
        errors.QuestionError,
        errors.FilterError,
        errors.ReportNotFoundError,
        errors.EmbeddingError,
        errors.EmbeddingMismatchError,
    ),
    "`report`, `remove`": (errors.ReportNotFoundError,),
    "`reembed`": (errors.SettingsError, errors.EmbeddingError),
    "any of them": (
        errors.CorpusClosedError,
        errors.CorpusForkedError,
        errors.CorpusLockedError,
        errors.StoreError,
        errors.LexicalIndexError,
    ),
}
"""The errors that a caller should know of, by call."""

FIRST = ("Corpus", "verify", "read_text", "Overrides")
"""The names that a reader looks for first; the others follow by the alphabet."""

INSIDE = (Failure, Problem, Page)
"""Values that only stand inside others; those of an answer are told in answer-format.md."""

FILTERS = """### Filters

The keyword arguments of `search` and `ask`.
"""

TWINS = """### Async twins

{} do
the same as the methods without the `a`, with the same arguments, in a pool of threads (the setting `workers`).
`on_progress` is called from one of these threads. Cancelling `aadd` stops it before the next report; what was committed
stays."""


def settings_page() -> str:
    """Return the page of the settings."""
    rows = []
    for name, field in Settings.model_fields.items():
        variable = str(field.validation_alias or f"MEDIAQA_{name.upper()}")
        default = "none" if field.default is None else f"`{field.default}`"
        rows.append(f"| `{name}` | `{variable}` | {default} | {_values(field)} | {field.description} |")
    return f"{NOTE}{SETTINGS}" + "\n".join(rows) + "\n"


def _values(field: FieldInfo) -> str:
    if choices := get_args(field.annotation) if get_origin(field.annotation) is Literal else ():
        return ", ".join(f"`{choice}`" for choice in choices)
    if not field.metadata:
        kinds = {field.annotation, *get_args(field.annotation)}
        return "a path" if Path in kinds else "a number" if int in kinds else "a key" if SecretStr in kinds else "text"
    limits = {
        name: getattr(limit, name) for limit in field.metadata for name in ("gt", "ge", "le") if hasattr(limit, name)
    }
    words = {"gt": "above", "ge": "from", "le": "to"}
    return " ".join(f"{words[name]} {limit}" for name, limit in limits.items())


def errors_page() -> str:
    """Return the page of the errors: the tree that their module draws, then each."""
    _, _, drawn = (inspect.getdoc(errors) or "").partition("::\n\n")
    tree, _, rest = drawn.partition("\n\n")
    parts = [f"{NOTE}{ERRORS}```text\n{inspect.cleandoc(tree)}\n```", _markdown(rest)]
    for error in vars(errors).values():
        if inspect.isclass(error) and issubclass(error, errors.MediaQAError):
            hint = f"\n\n*What to do*: {error.hint}" if error.hint else ""
            parts.append(f"## {error.__name__}\n\n{_described(error)}{hint}")
    return "\n\n".join(parts) + "\n"


def commands_page() -> str:
    """Return the page of the command line."""
    group = typer.main.get_command(app)
    parts = [f"{NOTE}{COMMANDS}".strip()]
    for name, command in sorted(getattr(group, "commands", {}).items()):
        table = "| argument or option | meaning |\n| --- | --- |\n" + "\n".join(map(_row, command.params))
        parts.append(f"## mediaqa {name}\n\n{command.help}\n\n{table}\n\nJSON: {JSON[name]}.")
    return "\n\n".join(parts) + "\n"


def _row(parameter: Any) -> str:
    option = parameter.opts[0].startswith("-")
    value = parameter.metavar or ("" if option else parameter.opts[0].upper())
    shown = f"`{parameter.opts[0]} {value}`" if option and value else f"`{value or parameter.opts[0]}`"
    needed = "" if parameter.required == (not option) else " Required." if option else " May be left out."
    return f"| {shown} | {getattr(parameter, 'help', None) or ''}{needed} |"


def python_page() -> str:
    """Return the page of the public names."""
    raises = [f"| {call} | {', '.join(f'`{one.__name__}`' for one in some)} |" for call, some in RAISES.items()]
    parts = [f"{NOTE}{PYTHON}" + "\n".join(raises)]
    for name in (*FIRST, *(name for name in mediaqa.__all__ if name not in FIRST)):
        value = getattr(mediaqa, name)
        parts.append(f"## {name}\n\n{_signature(value)}{_described(value)}{_fields(value)}")
        parts += _methods() if value is Corpus else []
    for value in INSIDE:
        parts.append(f"## {value.__name__}\n\n{_described(value)} From `{value.__module__}`.{_fields(value)}")
    return "\n\n".join(parts) + "\n"


def _methods() -> list[str]:
    names = [name for name in vars(Corpus) if not name.startswith("_")]
    twins = [name for name in names if name[0] == "a" and name[1:] in names]
    _, _, filters = _described(SearchFilters).partition("\n")
    return [
        *(_method(name) for name in names if name not in twins),
        FILTERS + filters + _table(SearchFilters.__annotations__),
        TWINS.format(", ".join(f"`{name}`" for name in twins)),
    ]


def _fields(value: object) -> str:
    if value is Settings:
        return "\n\nThe fields are [the settings](settings.md)."
    return _table({name: field.annotation for name, field in getattr(value, "model_fields", {}).items()})


def _table(fields: Mapping[str, object]) -> str:
    if not fields:
        return ""
    rows = [f"| `{name}` | `{_type(annotation).replace('|', chr(92) + '|')}` |" for name, annotation in fields.items()]
    return "\n\n| field | type |\n| --- | --- |\n" + "\n".join(rows)


def _type(annotation: object) -> str:
    written = annotation.__name__ if isinstance(annotation, type) and not get_args(annotation) else str(annotation)
    written = written.removeprefix("ForwardRef('").removesuffix("')")
    written = re.sub(r"typing\.Optional\[(.*)\]", r"\1 | None", written)
    return re.sub(r"\b(?:[a-z_]+\.)+(?=[A-Za-z])", "", written)


def _signature(value: object) -> str:
    return f"```text\n{_call(value.__name__, value)}\n```\n\n" if inspect.isfunction(value) else ""


def _method(name: str) -> str:
    method = vars(Corpus)[name]
    if isinstance(method, property):
        return f"### Corpus.{name}\n\n{_described(method)} A property."
    method = getattr(Corpus, name)
    return f"### Corpus.{name}\n\n```text\n{_call(name, method)}\n```\n\n{_described(method)}"


def _call(name: str, function: Callable[..., object]) -> str:
    shown: list[str] = []
    signature = inspect.signature(function)
    for parameter in signature.parameters.values():
        if parameter.kind is parameter.KEYWORD_ONLY and not any(argument.startswith("*") for argument in shown):
            shown.append("*")
        if parameter.name not in {"self", "cls"}:
            shown.append(_argument(parameter))
    returned = _type(signature.return_annotation)
    line = f"{name}({', '.join(shown)}) -> {returned}"
    if len(line) <= WIDTH:
        return line
    return f"{name}(\n" + "".join(f"    {argument},\n" for argument in shown) + f") -> {returned}"


def _argument(parameter: inspect.Parameter) -> str:
    if parameter.kind is parameter.VAR_KEYWORD:
        return f"**{parameter.name}"
    star = "*" if parameter.kind is parameter.VAR_POSITIONAL else ""
    default = "" if parameter.default is parameter.empty else f" = {parameter.default!r}"
    return f"{star}{parameter.name}: {_type(parameter.annotation)}{default}"


def _described(value: object) -> str:
    return _markdown(inspect.getdoc(value) or "")


def _markdown(text: str) -> str:
    return text.replace("``", "`")


PAGES = {"settings.md": settings_page, "errors.md": errors_page, "cli.md": commands_page, "python.md": python_page}

if __name__ == "__main__":
    for file, page in PAGES.items():
        (REFERENCE / file).write_text(page(), encoding="utf-8")

"""Write the reference pages of settings, errors, commands and Python names from the code itself."""

import inspect
import types
from pathlib import Path

import typer.main

import mediaqa
from mediaqa import Corpus, Settings, errors
from mediaqa.cli import app
from mediaqa.searching import SearchFilters

REFERENCE = Path(__file__).parent / "reference"
NOTE = "<!-- written by docs/make_reference.py -->\n"
EXIT_CODES = """Data goes to stdout, notes and progress to stderr. Exit codes: 0 done, 1 a known error (one line on
stderr) or a failure among several sources, 2 wrong usage, 130 interrupted. `NO_COLOR` is respected."""


def settings_page() -> str:
    """Return the page of the settings."""
    rows = []
    for name, field in Settings.model_fields.items():
        variable = str(field.validation_alias or f"MEDIAQA_{name.upper()}")
        default = "none" if field.default is None else f"`{field.default}`"
        rows.append(f"| `{name}` | `{variable}` | {default} | {field.description} |")
    return (
        f"{NOTE}# Settings\n\nGiven as `Settings(name=…)` to `Corpus.open`, or as environment variables; an argument"
        " wins. Nothing else in\nthe environment is read.\n\n| setting | variable | default | meaning |\n"
        "| --- | --- | --- | --- |\n" + "\n".join(rows) + "\n"
    )


def errors_page() -> str:
    """Return the page of the errors."""
    tree = inspect.getdoc(errors) or ""
    parts = [f"{NOTE}# Errors\n\n```text\n{tree}\n```"]
    classes = [v for v in vars(errors).values() if inspect.isclass(v) and issubclass(v, errors.MediaQAError)]
    for error in classes:
        hint = f"\n\n*What to do*: {error.hint}" if error.hint else ""
        parts.append(f"## {error.__name__}\n\n{inspect.getdoc(error)}{hint}")
    return "\n\n".join(parts) + "\n"


def commands_page() -> str:
    """Return the page of the command line."""
    group = typer.main.get_command(app)
    parts = [f"{NOTE}# Command line\n\n{EXIT_CODES}"]
    for name, command in sorted(getattr(group, "commands", {}).items()):
        rows = []
        for parameter in command.params:
            names = ", ".join(f"`{option}`" for option in parameter.opts)
            rows.append(f"| {names} | {getattr(parameter, 'help', None) or ''} |")
        table = "| argument or option | meaning |\n| --- | --- |\n" + "\n".join(rows)
        parts.append(f"## mediaqa {name}\n\n{command.help}\n\n{table}")
    return "\n\n".join(parts) + "\n"


def python_page() -> str:
    """Return the page of the public names."""
    parts = [f"{NOTE}# Python\n\nEverything here is imported from `mediaqa` itself."]
    for name in mediaqa.__all__:
        value = getattr(mediaqa, name)
        parts.append(f"## {name}\n\n{inspect.getdoc(value)}{_fields(value)}")
        if value is Corpus:
            parts += [_method(method, getattr(Corpus, method)) for method in vars(Corpus) if not method.startswith("_")]
    filters = "\n".join(f"- `{name}`" for name in SearchFilters.__annotations__)
    parts.append(f"## SearchFilters\n\n{inspect.getdoc(SearchFilters)}\n\n{filters}")
    return "\n\n".join(parts) + "\n"


def _fields(value: object) -> str:
    fields = getattr(value, "model_fields", None)
    if not fields or value is Settings:
        return ""
    return "\n\nFields: " + ", ".join(f"`{name}`" for name in fields) + "."


def _method(name: str, method: types.FunctionType) -> str:
    signature = str(inspect.signature(method)).replace("typing_extensions.", "").replace("'", "")
    shown = signature.replace("self, ", "").replace("(self)", "()")
    return f"### Corpus.{name}\n\n```text\n{name}{shown}\n```\n\n{inspect.getdoc(method)}"


PAGES = {"settings.md": settings_page, "errors.md": errors_page, "cli.md": commands_page, "python.md": python_page}

if __name__ == "__main__":
    for file, page in PAGES.items():
        (REFERENCE / file).write_text(page(), encoding="utf-8")

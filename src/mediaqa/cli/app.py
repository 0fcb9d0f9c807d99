"""The command line as a whole: its entry point, its options, and how errors leave it."""

import errno
import io
import os
import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from mediaqa.errors import MediaQAError


class _Group(TyperGroup):
    """Turns known errors into one line on stderr and exit code 1."""

    def invoke(self, ctx: Any) -> Any:
        """Run a command; its output is flushed here, where Typer still meets a broken pipe in silence."""
        try:
            try:
                return super().invoke(ctx)
            finally:
                sys.stdout.flush()
        except MediaQAError as error:
            from mediaqa.console import print_error

            print_error(error)
            raise typer.Exit(1) from None
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise
            from mediaqa.console import print_note

            print_note(f"the output cannot be written: {error.strerror}")
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # or Python fails once more as it ends
            raise typer.Exit(1) from None


app = typer.Typer(
    cls=_Group,
    help="Ask questions of media-analysis reports; every answer is proved by quotes.",
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def main() -> None:
    """Run the command line. A terminal without our letters gets escapes in their place, not an error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    app(prog_name="mediaqa")


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"mediaqa {version('mediaqa')}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_print_version, help="Print the version and exit.")
    ] = False,
) -> None:
    """Ask questions of media-analysis reports; every answer is proved by quotes."""

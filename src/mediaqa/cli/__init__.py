"""The command line: parse, call, print, exit code.

Heavy imports wait inside the functions, so that ``mediaqa --help`` and a cold ``mediaqa search`` stay quick.
"""

# The modules bring their commands, in the order in which the help shows them.
import mediaqa.cli.indexing

# isort: split
import mediaqa.cli.asking

# isort: split
import mediaqa.cli.keeping  # noqa: F401
from mediaqa.cli.app import app, main

__all__ = ["app", "main"]

"""Questions to media-analysis reports, answered with proof: every claim under a verbatim quote at a known place.

Names load on first use, so that ``import mediaqa`` costs next to nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mediaqa.answers import Answer, Citation, Claim
    from mediaqa.corpus import Corpus
    from mediaqa.errors import MediaQAError
    from mediaqa.events import ClaimRejected, ClaimVerified, Done, Retrying
    from mediaqa.outcomes import AddResult, CheckResult, ExportResult, ImportResult, Progress
    from mediaqa.reading import read_text
    from mediaqa.settings import Settings
    from mediaqa.values import Hit, Overrides, Passage, Report, ReportInfo, Section, Span, Statement
    from mediaqa.verifying import verify
    from mediaqa.voices import StatementHit, Voice

_HOMES = {
    "AddResult": "outcomes",
    "Answer": "answers",
    "CheckResult": "outcomes",
    "Citation": "answers",
    "Claim": "answers",
    "ClaimRejected": "events",
    "ClaimVerified": "events",
    "Corpus": "corpus",
    "Done": "events",
    "ExportResult": "outcomes",
    "Hit": "values",
    "ImportResult": "outcomes",
    "MediaQAError": "errors",
    "Overrides": "values",
    "Passage": "values",
    "Progress": "outcomes",
    "Report": "values",
    "ReportInfo": "values",
    "Retrying": "events",
    "Section": "values",
    "Settings": "settings",
    "Span": "values",
    "Statement": "values",
    "StatementHit": "voices",
    "Voice": "voices",
    "read_text": "reading",
    "verify": "verifying",
}

__all__ = [
    "AddResult",
    "Answer",
    "CheckResult",
    "Citation",
    "Claim",
    "ClaimRejected",
    "ClaimVerified",
    "Corpus",
    "Done",
    "ExportResult",
    "Hit",
    "ImportResult",
    "MediaQAError",
    "Overrides",
    "Passage",
    "Progress",
    "Report",
    "ReportInfo",
    "Retrying",
    "Section",
    "Settings",
    "Span",
    "Statement",
    "StatementHit",
    "Voice",
    "read_text",
    "verify",
]


def __getattr__(name: str) -> object:
    if name == "__version__":
        from importlib.metadata import version

        return version("mediaqa")
    if name not in _HOMES:
        raise AttributeError(f"module 'mediaqa' has no attribute {name!r}")
    value = getattr(import_module(f"mediaqa.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

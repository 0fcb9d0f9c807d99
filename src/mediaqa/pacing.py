"""How far long work is, how quickly it goes, and how long the rest will take."""

import time

from mediaqa.outcomes import OnProgress, Progress, Stage


class Pace:
    """Tells ``on_progress``, if there is one, of the steps of one stage; the clock begins with the first."""

    def __init__(self, stage: Stage, total: int, on_progress: OnProgress | None) -> None:
        self._stage = stage
        self._total = total
        self._on_progress = on_progress
        self._began = time.monotonic()

    def tell(self, done: int, source: str = "") -> None:
        """Say that so many units are done, and which source is next."""
        if self._on_progress is None:
            return
        spent = time.monotonic() - self._began
        rate = done / spent if done and spent > 0 else None
        left = (self._total - done) / rate if rate else None
        self._on_progress(
            Progress(stage=self._stage, done=done, total=self._total, source=source, rate=rate, seconds_left=left)
        )

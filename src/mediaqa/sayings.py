"""Who says what in one state of the corpus: names joined to voices, counted, and found by who, where and when."""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Literal, NamedTuple

from mediaqa.duplicates import near_duplicates
from mediaqa.names import Names
from mediaqa.searching import Filters, Wanted
from mediaqa.store.records import Record, Snapshot
from mediaqa.store.said import Place, Saying
from mediaqa.store.views import in_section
from mediaqa.values import passage_id
from mediaqa.voices import Voice


class Told(NamedTuple):
    """What one voice says in one report, as its record has it."""

    record: Record
    saying: Saying

    @property
    def day(self) -> dt.date | None:
        """When it was said; where the text does not say, the day of the report that tells it."""
        return self.saying.stated_on or self.record.info.published_on


class Sayings:
    """The voices of one snapshot. ``aliases`` are names that the user knows to be one voice's. Immutable."""

    def __init__(self, snapshot: Snapshot, aliases: Sequence[Sequence[str]] = ()) -> None:
        self.snapshot = snapshot
        self._aliases = aliases

    @cached_property
    def names(self) -> Names:
        """Which names are one voice's."""
        counts: Counter[str] = Counter()
        for record in self.snapshot.live.values():
            for saying in record.sayings:
                for name in filter(None, {saying.speaker, saying.outlet}):
                    counts[name] += len(saying.places)
        return Names(counts, self._aliases)

    def matching(self, wanted: Wanted) -> dict[str, tuple[Record, frozenset[Place]]]:
        """Return the places of the statements that are wanted, by report, as far as the records tell."""
        found: dict[str, set[Place]] = defaultdict(set)
        for told in self._of(wanted.filters):
            if wanted.admits_day(told.day):
                section, places = wanted.filters.section, told.saying.places
                found[told.record.id].update(place for place in places if _is_inside(told.record, place, section))
        live = self.snapshot.live
        return {report: (live[report], frozenset(places)) for report, places in found.items() if places}

    def reports(self, filters: Filters) -> frozenset[str]:
        """Return the ids of the reports in which the voices that ``filters`` name say or carry something."""
        return frozenset(told.record.id for told in self._of(filters))

    def passages(self, filters: Filters) -> frozenset[str]:
        """Return the ids of the passages that hold words of the voices that ``filters`` name."""
        return frozenset(
            id_ for told in self._of(filters) for place in told.saying.places for id_ in _passages(told.record, place)
        )

    def voices(self, filters: Filters) -> list[Voice]:
        """Return the speakers, then the outlets, of the reports that ``filters`` admit; who says most comes first."""
        speakers: dict[str, list[Told]] = defaultdict(list)
        outlets: dict[str, list[Told]] = defaultdict(list)
        for told in self._of(filters):
            for name, voices in ((told.saying.speaker, speakers), (told.saying.outlet, outlets)):
                if name is not None:
                    voices[self.names.canonical(name)].append(told)
        return [*self._counted(speakers, "speaker"), *self._counted(outlets, "outlet")]

    def _of(self, filters: Filters) -> Iterator[Told]:
        """Yield what the voices that ``filters`` name say, of the reports that they admit."""
        filters = filters.found_in(self.snapshot)
        speakers = None if filters.speaker is None else self.names.meant(filters.speaker)
        outlets = None if filters.outlet is None else self.names.meant(filters.outlet)
        for record in self.snapshot.live.values():
            for saying in record.sayings if filters.admit(record) else ():
                said = speakers is None or saying.speaker in speakers
                if said and (outlets is None or outlets & {saying.outlet, saying.speaker}):
                    yield Told(record, saying)

    @cached_property
    def _twins(self) -> Mapping[str, str]:
        """For each report with near-duplicates, the one of them that stands for all."""
        digests = {id_: record.digests for id_, record in self.snapshot.live.items() if record.digests}
        first: dict[str, str] = {}
        for report, others in near_duplicates(digests).items():
            first[report] = min(report, *(first.get(other, other) for other in others))
        return first

    def _counted(self, voices: Mapping[str, Sequence[Told]], kind: Literal["speaker", "outlet"]) -> list[Voice]:
        found = [self._voice(name, kind, told) for name, told in voices.items()]
        return sorted(found, key=lambda voice: (-voice.statements, voice.name))

    def _voice(self, name: str, kind: Literal["speaker", "outlet"], told: Sequence[Told]) -> Voice:
        by_report: Counter[str] = Counter()
        for one in told:
            by_report[one.record.id] += len(one.saying.places)
        once: dict[str, int] = {}
        for report, count in by_report.items():
            twin = self._twins.get(report, report)
            once[twin] = max(once.get(twin, 0), count)
        days = sorted(one.day for one in told if one.day)
        forms = {one.saying.speaker if kind == "speaker" else one.saying.outlet for one in told} - {name, None}
        return Voice(
            name=name,
            kind=kind,
            statements=sum(once.values()),
            reports=len(once),
            first=days[0] if days else None,
            last=days[-1] if days else None,
            variants=tuple(sorted(filter(None, forms))),
        )


def _is_inside(record: Record, place: Place, section: str | None) -> bool:
    return section is None or in_section(record.section_at(place.start), section)


def _passages(record: Record, place: Place) -> Iterator[str]:
    """Yield the ids of the passages of which a statement holds words."""
    first = bisect_right(record.bounds, place.start) - 1
    last = bisect_left(record.bounds, place.end)
    for at in range(first, min(last, len(record.bounds) - 1)):
        yield passage_id(record.id, record.bounds[at], record.bounds[at + 1])

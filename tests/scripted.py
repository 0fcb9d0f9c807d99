"""Scripted stand-ins for tests of the store: a text's vector is drawn from its digest, passages are cut by length."""

import hashlib
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from mediaqa.records import Entry, Record
from mediaqa.values import Passage, Report, Section, report_id

DIMENSION = 16


def describe() -> Mapping[str, str | int]:
    return {"dimension": DIMENSION, "embedding": "{}", "probe": "[]"}


def vector(text: str) -> npt.NDArray[np.float32]:
    seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8])
    drawn = np.random.default_rng(seed).standard_normal(DIMENSION).astype(np.float32)
    unit: npt.NDArray[np.float32] = drawn / np.linalg.norm(drawn)
    return unit


def entry(source: str, text: str, *, title: str = "A title", size: int = 20) -> Entry:
    id_ = report_id(source, text)
    report = Report(
        id=id_,
        source=source,
        title=title,
        text=text,
        sections=(Section(title=None, level=0, start=0, end=len(text)),),
    )
    passages = [
        Passage(report_id=id_, start=start, end=min(len(text), start + size), text=text[start : start + size])
        for start in range(0, len(text), size)
    ]
    return Entry(
        record=Record(info=report.info, sections=report.sections),
        passages=passages,
        passage_vectors=np.stack([vector(passage.text) for passage in passages]),
        lead_vector=vector(title),
    )

"""Whom a query means."""

import pytest

from mediaqa.names import Names

NAMES = Names(
    dict.fromkeys(
        [
            "Andrey Ivanov",
            "Alexey Ivanov",
            "Ivanov",
            "Vladimir Putin",
            "Putin",
            "NVO",
            "Nezavisimoe Voennoe Obozrenie",
            "Aleksandr Lukashenko",
            "Kommersant",
            "October 21 article in Kommersant",
            "October 20 article in Vzglyad",
            "officials",
            "Russian officials",
            "Ministry of Foreign Affairs",
            "EEA",
            "Ursula von der Leyen",
            "Шевчук",
            "Kortunov",
        ],
        1,
    )
)


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("Ivanov", "Andrey Ivanov|Alexey Ivanov|Ivanov"),
        ("ivanov", "Andrey Ivanov|Alexey Ivanov|Ivanov"),
        ("Andrei Ivanov", "Andrey Ivanov"),
        ("A. Ivanov", "Andrey Ivanov|Alexey Ivanov"),
        ("Boris Ivanov", ""),
        ("President Putin", "Vladimir Putin|Putin"),
        ("president putin", "Vladimir Putin|Putin"),
        ("Russian President Vladimir Putin", "Vladimir Putin|Putin"),
        ("Putin’s", "Vladimir Putin|Putin"),
        ("Путин", "Vladimir Putin|Putin"),
        ("Sergey Putin", ""),
        ("NVO", "NVO|Nezavisimoe Voennoe Obozrenie"),
        ("the nvo", "NVO|Nezavisimoe Voennoe Obozrenie"),
        ("MFA", "Ministry of Foreign Affairs"),
        ("East European Agency", "EEA"),
        ("Лукашенко", "Aleksandr Lukashenko"),
        ("Lukashenka", "Aleksandr Lukashenko"),
        ("Shevchuk", "Шевчук"),
        ("Andrey Kortunov", "Kortunov"),
        ("Kommersant", "Kommersant"),
        ("Vzglyad", "October 20 article in Vzglyad"),
        ("officials", "officials|Russian officials"),
        ("Russian officials", "Russian officials"),
        ("Leyen", "Ursula von der Leyen"),
        ("nobody", ""),
        ("", ""),
        (" ", ""),
    ],
)
def test_a_query_means_these_names(query: str, meant: str) -> None:
    assert NAMES.meant(query) == frozenset(filter(None, meant.split("|")))

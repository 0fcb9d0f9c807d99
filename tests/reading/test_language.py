"""English and Russian are known; others are not taken for them."""

import pytest

from mediaqa.reading.language import detect_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The government spent the week defending the dam.", "en"),
        ("Deputies rejected the budget.", "en"),
        ("Газета пишет, что переговоры продолжатся в марте.", "ru"),
        ("Министр Vane сказал «no comment», а газета Post — нет, и это было в среду.", "ru"),
        ("Газета пише, що переговори триватимуть у березні, і їх не зупинять.", None),
        ("Правителството заяви, че преговорите ще продължат и през март.", None),
        ("Die Regierung verteidigte in dieser Woche den Damm, sagte die Zeitung.", None),
        ("Le gouvernement a défendu le barrage cette semaine, selon le journal.", None),
        ("外務大臣は交渉が続くと述べた。", None),
        ("12 34", None),
        ("", None),
    ],
)
def test_languages(text: str, language: str | None) -> None:
    assert detect_language(text) == language

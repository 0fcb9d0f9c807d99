"""Who says a sentence, where the sentence itself says so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediaqa.attribution import attribute, outlet_in, said_in, subject_name

NAMED = [
    # sentence, speaker, outlet, date, cue
    ("Ruslan Ilyin argues that the deal is dead.", "Ruslan Ilyin", None, None, "argues"),
    ("“It is dead,” said Foreign Minister Ada Korn on October 3.", "Ada Korn", None, "October 3", "said"),
    ("The mission, Peskov said, will stay closed.", "Peskov", None, None, "said"),
    ("Ada Korn herself rejects the claim.", "Ada Korn", None, None, "rejects"),
    ("The pilots' union blames the owners.", "pilots' union", None, None, "blames"),
    ("The ministry at first denied everything, Mayor Ada Korn told Reuters.", "Ada Korn", "Reuters", None, "told"),
    ("Kelmar's Ada Korn said that the deal was off.", "Ada Korn", None, None, "said"),
    ("Commodore Ivan Sokol said the fleet was ready.", "Ivan Sokol", None, None, "said"),
    ("Ada Korn, according to Kommersant, doubted it.", "Ada Korn", "Kommersant", None, "doubted"),
    ("Ada Korn, in the online review Ruch, denied it.", "Ada Korn", "Ruch", None, "denied"),
    ("In Izvestiya, Ada Korn dismissed the rumours.", "Ada Korn", "Izvestiya", None, "dismissed"),
    ("“We stay,” said Korn in the Harbour Post.", "Korn", "Harbour Post", None, "said"),
    ("Korn denied reports by Bloomberg that Kelmar would leave.", "Korn", None, None, "denied"),
    ("The economist Ada Korn said that prices fell.", "Ada Korn", None, None, "said"),
    ("According to Ruslan Ilyin, the deal is dead.", "Ruslan Ilyin", None, None, "According to"),
    (
        "The result, according to Ada Korn as quoted in Kommersant, is clear.",
        "Ada Korn",
        "Kommersant",
        None,
        "according to",
    ),
    ("Writing in Vedomosti on 5 October, Ada Korn warns of war.", "Ada Korn", "Vedomosti", "5 October", "warns"),
    ("Writing in Vedomosti, Admiral Ivan Sokol thanks the crews.", "Ivan Sokol", "Vedomosti", None, "Writing in"),
    ("Writing in, Ada Korn describes the decline.", "Ada Korn", None, None, "describes"),
    ("In an interview with Izvestiya, Ada Korn, an analyst, denied it.", "Ada Korn", "Izvestiya", None, "denied"),
    ("Kremlin spokesman Oleg Dym told Interfax that it is over.", "Oleg Dym", "Interfax", None, "told"),
    ("Putin told Biden that the talks had failed.", "Putin", None, None, "told"),
    ("Officials in Moscow say the treaty is alive.", "Officials in Moscow", None, None, "say"),
    ("Critics, however, say that this is too late.", "Critics", None, None, "say"),
    ("An article by Petr Sidorov in Vzglyad claims that drones failed.", "Petr Sidorov", "Vzglyad", None, "claims"),
    ("The U.S. State Department said that it regrets the move.", "U.S. State Department", None, None, "said"),
    (
        "The Kelmari Gazette of 14 May says that Osk lied.",
        "Kelmari Gazette",
        "Kelmari Gazette",
        "14 May",
        "says",
    ),
    ("Its head, Rodion Vetlin, explained the ban.", "Rodion Vetlin", None, None, "explained"),
    (
        "Lt. Gen. Egor Buzhin, who heads the institute, continues to argue that it lives.",
        "Egor Buzhin",
        None,
        None,
        "argue",
    ),
    (
        "Ruslan Ilyin is quoted in Vedomosti as saying that the deal is dead.",
        "Ruslan Ilyin",
        "Vedomosti",
        None,
        "quoted",
    ),
    ("The deal was described by Ivanov as “a mistake.”", "Ivanov", None, None, "described"),
    ("Ivanov’s claim that the deal is dead is false.", "Ivanov", None, None, "claim"),
    ("In Ivanov’s view, the deal is dead.", "Ivanov", None, None, "view"),
    (
        "Speaking to Channel Nine, Garash blamed Osk: it had acted, he said, alone.",
        "Garash",
        "Channel Nine",
        None,
        "blamed",
    ),
    ("Marsh does not blame her hosts.", "Marsh", None, None, "blame"),
    ("«Решение принято», — сказал Сергей Лавров.", "Сергей Лавров", None, None, "сказал"),
    ("По словам Андрея Кортунова, отношения разорваны.", "Андрея Кортунова", None, None, "По словам"),
    ("Как сообщает ТАСС, переговоры начались.", "ТАСС", "ТАСС", None, "сообщает"),
    (
        "Эксперт Иван Петров в интервью газете «Известия» отметил, что цены вырастут.",
        "Иван Петров",
        "Известия",
        None,
        "отметил",
    ),
    (
        "Официальный представитель МИД Мария Захарова заявила, что ответ последует.",
        "Мария Захарова",
        None,
        None,
        "заявила",
    ),
]

UNNAMED = [
    "He put the blame on Kelmar, which had asked for time.",
    "Kelmar recalled its ambassadors from Osk.",
    "Neither Ilyin nor Korn blamed the owners.",
    "The inspectors did their work, as he had been assured by Osk.",
    "He believes that the impetus came from Brussels.",
    "It asks how anybody could be surprised.",
    "He said that Obama hopes for more.",
    "“Nothing has changed,” he said, “and Moscow says so.”",
    "The paper adds that nothing has changed.",
    "NATO decided to expel eight diplomats from the mission in Brussels.",
    "The closure of Russia’s NATO mission means that dialog will cease.",
    "Moscow’s response, to close the bureau, is logical and consistent.",
    "The evidence suggests that the mission was closed.",
    "Evidence suggests that the mission was closed.",
    "The minister was expected to say that the deal is dead.",
    "No group claimed the deed.",
    "The closure, which officials describe as temporary, began on 1 November.",
    "The question is whether Moscow will answer.",
    "«Решение принято», — заявил он в интервью «Коммерсанту».",
    "Москва закрыла миссию НАТО.",
    "",
    "…",
]


@pytest.mark.parametrize(("sentence", "speaker", "outlet", "date", "cue"), NAMED)
def test_sentence_says_who_says_it(sentence: str, speaker: str, outlet: str | None, date: str | None, cue: str) -> None:
    found = attribute(sentence)
    assert found is not None
    assert (found.speaker, found.outlet, found.date, found.cue) == (speaker, outlet, date, cue)


@pytest.mark.parametrize("sentence", UNNAMED)
def test_without_a_named_voice_there_is_no_speaker(sentence: str) -> None:
    assert attribute(sentence) is None


@pytest.mark.parametrize(("sentence", "speaker", "outlet", "date", "cue"), NAMED)
def test_spans_are_the_words_of_the_sentence(
    sentence: str, speaker: str, outlet: str | None, date: str | None, cue: str
) -> None:
    found = attribute(sentence)
    assert found is not None
    for words, span in (
        (found.speaker, found.speaker_span),
        (found.outlet, found.outlet_span),
        (found.date, found.date_span),
        (found.cue, found.cue_span),
    ):
        assert (span and span.of(sentence)) == words


def test_article_hands_on_to_the_voice_that_opens_its_content() -> None:
    found = attribute("An October 21 article in Voennoe Obozrenie notes that Russian officials blame Brussels.")
    assert found is not None
    assert found.speaker == "Russian officials"
    assert found.outlet == "Voennoe Obozrenie"
    assert found.date == "October 21"
    assert found.voices == ("An October 21 article in Voennoe Obozrenie", "Russian officials")


def test_article_speaks_itself_where_no_voice_opens_its_content() -> None:
    found = attribute("A lengthy article in Voennoe Obozrenie discusses the history of the alliance.")
    assert found is not None
    assert found.speaker == "A lengthy article in Voennoe Obozrenie"
    assert found.outlet == "Voennoe Obozrenie"


def test_person_keeps_what_he_says_of_others() -> None:
    found = attribute("According to Vasily Kashin, Russian officials believe that NATO is at fault.")
    assert found is not None
    assert found.speaker == "Vasily Kashin"
    assert found.voices == ("Vasily Kashin", "Russian officials")


def test_voices_keep_titles_and_appositions() -> None:
    found = attribute("Its head, Rodion Vetlin, explained that General Ivan Sokol, the admiral, said so.")
    assert found is not None
    assert found.voices == ("Its head, Rodion Vetlin", "General Ivan Sokol, the admiral")


def test_cue_inside_quoted_words_is_not_the_sentence_s() -> None:
    found = attribute("Ada Korn said: “Moscow claims that nobody was hurt.”")
    assert found is not None
    assert found.voices == ("Ada Korn",)


def test_date_inside_the_content_is_not_that_of_the_statement() -> None:
    found = attribute("Ada Korn said that the bridge fell on 3 May.")
    assert found is not None
    assert found.date is None


def test_place_is_no_outlet() -> None:
    found = attribute("An article in Russia claims that the bridge fell.")
    assert found is not None
    assert found.outlet is None


@pytest.mark.parametrize(
    ("sentence", "pronoun"),
    [
        ("He believes that it is over.", "he"),
        ("She went on:", "she"),
        ("Her view is that it is over.", "her"),
        ("The weekly adds that it is over.", "it"),
        ("По его словам, всё кончено.", "его"),
        ("It is over.", None),
    ],
)
def test_voice_that_points_back_is_told_apart(sentence: str, pronoun: str | None) -> None:
    said = said_in(sentence)
    assert (said.pronoun if said else None) == pronoun
    assert said is None or said.speaker is None


def test_pronoun_keeps_the_outlet_of_its_own_sentence() -> None:
    said = said_in("She told Radio Tavren on 3 May that it is over.")
    assert said is not None
    assert (said.speaker, said.outlet, said.date) == (None, "Radio Tavren", "3 May")


@pytest.mark.parametrize(
    ("sentence", "outlet"),
    [
        ("An interview in the provincial paper Volzhsky Listok lets him have his say.", "Volzhsky Listok"),
        ("The online review Chetverg was sold.", None),
        ("A poll in Poland was lost.", None),
    ],
)
def test_outlet_of_a_piece_is_found_without_a_voice(sentence: str, outlet: str | None) -> None:
    assert outlet_in(sentence) == outlet


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Defense Minister Ruben Hask sought to calm the public.", "Ruben Hask"),
        ("Nadia Brusk was blunter.", "Nadia Brusk"),
        ("Russian media continue.", None),
        ("The Union has said little.", None),
        ("Kashin was blunter.", None),
    ],
)
def test_full_name_at_the_beginning_is_a_topic(sentence: str, name: str | None) -> None:
    assert subject_name(sentence) == name


@given(st.text(alphabet=st.sampled_from("AНа b.,—“”\"'’:() said сказал that officials Moscow\n"), max_size=80))
def test_any_text_is_attributed_without_harm(text: str) -> None:
    found = attribute(text)
    if found is not None:
        assert found.speaker_span is not None
        assert found.speaker_span.of(text) == found.speaker


@pytest.mark.parametrize(
    ("sentence", "speaker", "outlet"),
    [
        ("Министр обороны Дровении Леонид Гараш заявил, что мост закрыт.", "Леонид Гараш", None),
        ("Министр Сергей Викторович Тарн заявил, что мост закрыт.", "Сергей Викторович Тарн", None),
        ("Глава порта Тарн в интервью Девятому каналу заявил, что мост закрыт.", "Тарн", None),
        ("Глава порта Тарн в интервью «Вестнику» заявил, что мост закрыт.", "Тарн", "Вестнику"),
    ],
)
def test_russian_title_and_outlet_end_where_the_name_does(sentence: str, speaker: str, outlet: str | None) -> None:
    found = attribute(sentence, language="ru")
    assert found is not None
    assert (found.speaker, found.outlet) == (speaker, outlet)

"""What the site wrote goes; what the report wrote stays."""

import pytest

from mediaqa.reading.blocks import Block
from mediaqa.reading.chrome import grade, spread, strip_chrome
from mediaqa.reading.plain import plain_blocks

PROSE = "The government spent the week defending the dam, said the Post."


def strip(text: str) -> list[str]:
    blocks = plain_blocks(text, lambda line: grade(line) == "chrome")
    return [block.text for block in strip_chrome(blocks, spread(blocks, [grade(block.text) for block in blocks]))]


@pytest.mark.parametrize(
    "line",
    [
        "skip to main content",
        "Article Podcast Briefing Quick Look Video Newsfeed triangle plus sign arrow Case Study Search YouTube",
        "Home News Opinion Video Podcasts About Us Contact Search Facebook Twitter",
        "FacebookTwitterLinkedInEmail",
        "Home About Research Publications Events Careers Contact",
        "Facebook Twitter LinkedIn",
        "Privacy policy | Terms of use | Contact us",
        "Download full report",
        "Download PDF (1.2 MB)",
        "Download the full report here",
        "Back to top",
        "Read more…",
        "Read More »",
        "Read more: Minister resigns over dam scandal",
        "Continue reading",
        "Share this article",
        "Share on Facebook",
        "Tweet",
        "Print this page",
        "Copy link",
        "Follow us on Twitter",
        "Subscribe to our weekly newsletter!",
        "Sign up for our newsletter to get the latest analysis.",
        "Get the latest analysis delivered to your inbox.",
        "We use cookies to improve your experience. By continuing to browse you accept our use of cookies.",
        "By using this website, you agree to our cookie policy.",
        "Accept all cookies",
        "© 2024 Vestmark Centre. All rights reserved.",
        "5 min read",
        "12 comments",
        "Leave a comment",
        "ADVERTISEMENT",
        "Log in",
        "Menu",
        "Next article",
        "DISTRIBUTION STATEMENT A. Cleared for Public Release",
        "Approved for public release; distribution is unlimited.",
        "* * *",
        "→",
        "Перейти к основному содержанию",
        "Главная Новости Политика Экономика Общество Видео Поиск",
        "Назад к списку новостей",
        "Скачать полный отчёт",
        "Скачать доклад в PDF",
        "Поделиться в Telegram",
        "Читать далее",
        "Читайте также: Министр подал в отставку",
        "Подписывайтесь на наш канал в Telegram!",
        "Мы используем файлы cookie, чтобы сделать сайт удобнее.",
        "Продолжая использовать сайт, вы соглашаетесь с политикой конфиденциальности.",
        "Все права защищены",
        "Версия для печати",
        "Время чтения: 5 минут",
        "Фото: ТАСС",
    ],
)
def test_lines_of_the_site_are_chrome_anywhere(line: str) -> None:
    assert grade(line) == "chrome"


SENTENCES = [
    "Share prices fell on Tuesday.",
    "Back to school, the minister said, and nobody laughed.",
    "Download speeds in Freedonia have doubled.",
    "Video of the incident was shown on Channel One.",
    "Search teams found the aircraft on Monday.",
    "Read more books, the president urged.",
    "Follow the money, writes Kommersant.",
    "Skip to the end of the article and you find the point.",
    "Cookies were banned by the regulator.",
    "Subscribe to this view and you will support the war, he writes.",
    "The site uses cookies to track dissidents, the paper notes.",
    "We use cookies to lure voters, the minister joked, according to Kommersant.",
    "Sign up for updates, the ministry told citizens.",
    "Print and television agreed.",
    "All rights were reserved for the ministry.",
    "Читайте между строк, советует газета.",
    "Скачать отчёт может каждый, пишет газета.",
    "Поиск самолёта продолжается, сообщает агентство.",
    "Поделиться опытом готовы все, пишет «Восток».",
    "Видео показали все телеканалы.",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_is_never_chrome(sentence: str) -> None:
    assert strip(f"{sentence}\n\n{PROSE}\n\n{sentence}\n\n{PROSE}\n\n{sentence}")[::2] == [sentence] * 3


@pytest.mark.parametrize(
    "heading",
    [
        "Summary",
        "Video",
        "Telegram",
        "Social media",
        "Media analysis",
        "World news",
        "Print media",
        "Back to Normal in the Straits",
        "Politics and Society",
        "Related developments",
        "Navigation",
        "Печать",
        "Телевидение",
        "Назад в будущее",
        "Новости региона",
        "Комментарии экспертов",
    ],
)
def test_a_heading_of_menu_words_over_prose_stays(heading: str) -> None:
    assert strip(f"{PROSE}\n\n{heading}\n\n{PROSE}") == [PROSE, heading, PROSE]


def test_a_heading_below_share_links_stays() -> None:
    assert strip(f"Share\nFacebook\nTwitter\nLinkedIn\n\nSummary\n\n{PROSE}") == ["Summary", PROSE]


def test_the_last_word_of_a_menu_is_no_heading() -> None:
    assert strip(f"Home\n\nNews\n\nOpinion\n\nVideo\n\n{PROSE}") == [PROSE]
    assert strip(f"Article\nPodcast\nReport\nSummary\n{PROSE}") == [PROSE]


def test_words_of_a_menu_after_the_text_are_chrome() -> None:
    assert strip(f"{PROSE}\n\nSummary\n\nVideo\n\nArchive") == [PROSE]


def test_back_links_are_chrome_only_at_the_edges() -> None:
    line = "Back to Orlan Studies"
    assert strip(f"{line}\n\n{PROSE}\n\n{line}\n\n{PROSE}\n\n{line}") == [PROSE, line, PROSE]


def test_a_row_of_links_may_hold_unknown_words_at_the_edges() -> None:
    rows = "MENU   Elections   Economy   Sea   Archive   Subscribe   Log in\nHome · Energy · Shipping · About"
    assert strip(f"{rows}\n\n{PROSE}") == [PROSE]


def test_a_menu_may_list_unknown_words() -> None:
    assert strip(f"Search\nPrograms\nOur Fleet\nResearch\nAbout ABC\nNews\n\n{PROSE}") == [PROSE]
    assert strip(f"Search\nOur Fleet\n\n{PROSE}") == ["Our Fleet", PROSE]


def test_contact_lines_are_chrome_at_the_edges() -> None:
    line = "Contact: desk@example.org"
    assert strip(f"{line}\n\n{PROSE}\n\n{line}\n\n{PROSE}\n\n{line}") == [PROSE, line, PROSE]


def test_breadcrumbs_are_chrome() -> None:
    assert strip(f"Home > Publications > Tarn in Brief\n\n{PROSE}") == [PROSE]


def test_links_to_other_articles_go_with_their_heading() -> None:
    assert strip(f"{PROSE}\n\nRelated articles\nTarn votes again\nWhy the river failed") == [PROSE]


def test_items_that_a_line_introduces_are_content() -> None:
    text = f"{PROSE}\n\nThe ministry's site has three pages:\n- Politics\n- Economy\n- Culture\n\n{PROSE}"
    assert strip(text) == [PROSE, "The ministry's site has three pages:", "Politics", "Economy", "Culture", PROSE]


def test_a_text_of_nothing_but_chrome_leaves_nothing() -> None:
    assert (
        strip("skip to main content\nHome News Video Search Facebook\nDownload full report\nBack to Orlan Studies")
        == []
    )


def test_what_follows_dropped_chrome_begins_anew() -> None:
    blocks = [Block("Tweet", gap=True), Block("Talks", gap=False), Block(PROSE, gap=False)]
    kept = strip_chrome(blocks, [grade(block.text) for block in blocks])
    assert [(block.text, block.gap) for block in kept] == [("Talks", True), (PROSE, False)]

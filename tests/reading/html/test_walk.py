"""Elements become blocks: words are neither glued nor split, and each block is of the right kind."""

import pytest

from mediaqa.reading.html import parse_html

PROSE = "<p>The minister said on Monday that the talks about the port would go on in March, the Courier reports.</p>"


def read(markup: str) -> list[tuple[str, str]]:
    blocks = parse_html(f"<html><body>{PROSE}{markup}{PROSE}</body></html>".encode(), "a.html").blocks
    return [(block.kind, block.text) for block in blocks[1:-1]]


def texts(markup: str) -> list[str]:
    return [text for _, text in read(markup)]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p><b>Mos</b>cow and <i>Sarn</i>&shy;ia</p>", ["Moscow and Sarnia"]),
        ("<p>a  \n b&nbsp;c</p><p>d</p>", ["a b c", "d"]),
        ("<div>One line<div>Another line</div>A third</div>", ["One line", "Another line", "A third"]),
        ("<p>One<br>line</p>", ["One line"]),
        ("<p>One<br> <br/>Two</p>", ["One", "Two"]),
        ("<p>m<sup>2</sup> and CO<sub>2</sub></p>", ["m2 and CO2"]),
        ("<p>He said <q>no</q>.</p>", ["He said “no”."]),
        ("<p>12 <del>13</del> ships</p>", ["12 ships"]),
        ("<pre>Wrapped\nlines here\n\nNext one</pre>", ["Wrapped lines here", "Next one"]),
        ("<dl><dt>Fee</dt><dd>31 crowns</dd></dl>", ["Fee", "31 crowns"]),
    ],
)
def test_words_are_neither_glued_nor_split(markup: str, expected: list[str]) -> None:
    assert texts(markup) == expected


@pytest.mark.parametrize(
    "mark",
    [
        "<sup><a href='#fn3'>3</a></sup>",
        "<a href='#fn3'><sup>3</sup></a>",
        "<a href='#_ftn1' name='_ftnref1'>[1]</a>",
        "<a href='ch01.html#ftn.id5' class='footnote'>[5]</a>",
        "<sup>[<a href='#cite_note-1'>1</a>]</sup>",
        "<sup><a href='#fn1'>1</a>, <a href='#fn2'>2</a></sup>",
        "<a role='doc-noteref' href='#n7'>7</a>",
    ],
)
def test_numbers_of_footnotes_do_not_stick_to_words(mark: str) -> None:
    assert texts(f"<p>Sarn{mark} agreed.</p>") == ["Sarn agreed."]


def test_a_link_to_a_section_keeps_its_number() -> None:
    assert texts("<p>See section <a href='#s3'>3</a> of it.</p>") == ["See section 3 of it."]


def test_lists_keep_their_numbers_and_their_depth_is_flat() -> None:
    assert read("<ol start='3'><li>Three<ul><li>Inner</li></ul></li><li><p>Four</p><p>More</p></li></ol>") == [
        ("item", "3. Three"),
        ("item", "Inner"),
        ("item", "4. Four"),
        ("item", "More"),
    ]


def test_block_quotations_keep_their_paragraphs_and_not_the_name_below() -> None:
    assert read("<figure><blockquote><p>One.</p><p>Two.</p><footer>Hugo Pell</footer></blockquote></figure>") == [
        ("quote", "One."),
        ("quote", "Two."),
        ("text", "Hugo Pell"),
    ]


def test_a_quotation_that_indents_the_whole_page_is_none() -> None:
    body = PROSE * 3
    blocks = parse_html(f"<body><blockquote>{body}</blockquote></body>".encode(), "a.html").blocks
    assert [block.kind for block in blocks] == ["text", "text", "text"]


def test_a_quotation_in_large_type_is_not_said_twice() -> None:
    markup = "<p>She said that the river has no party, and left.</p><blockquote class='pullquote'>{}</blockquote>"
    assert texts(markup.format("The river has no party")) == ["She said that the river has no party, and left."]
    assert texts(markup.format("The river has no money"))[1:] == ["The river has no money"]


def test_rows_of_a_table_are_lines_with_bars() -> None:
    markup = "<table><caption>Cargo</caption><tr><th>Port<th>Tons</tr><tr><td>Sarn<td><p>1</p><p>2</p></tr></table>"
    assert texts(markup) == ["Cargo", "Port | Tons", "Sarn | 1 2"]


def test_a_table_that_only_places_columns_is_prose() -> None:
    assert texts(f"<table><tr><td>Left</td><td>{PROSE}</td></tr></table>")[0] == "Left"
    assert texts("<table role='presentation'><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>") == [
        "a", "b", "c", "d",
    ]  # fmt: skip


def test_headings_have_levels_and_overlong_ones_are_prose() -> None:
    blocks = parse_html(f"<h2>Fees</h2>{PROSE}<h4>{'Long words ' * 40}</h4>{PROSE}".encode(), "a.html").blocks
    assert [(block.kind, block.level) for block in blocks] == [("heading", 2), ("text", 0), ("text", 0), ("text", 0)]


def test_footnotes_are_notes() -> None:
    assert read("<div id='fn3'><a href='#fnref3'>3</a> Page 1.</div>") == [("note", "Page 1.")]
    assert read("<aside role='doc-footnote'>Page 2.</aside>") == [("note", "Page 2.")]


def test_a_paragraph_in_bold_from_end_to_end_is_strong() -> None:
    blocks = parse_html(f"<p><b>The fees</b></p>{PROSE}<p><b>Not</b> all</p>".encode(), "a.html").blocks
    assert [block.strong for block in blocks] == [True, False, False]


def test_lines_of_metadata_stand_apart() -> None:
    assert texts("<p>The Dam<br>Author: Anna Fink<br>Published: 24 October 2021</p>") == [
        "The Dam", "Author: Anna Fink", "Published: 24 October 2021",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "chrome",
    [
        "<nav><p>Home</p></nav>",
        "<div class='share-bar'>Tell your friends about it</div>",
        "<div hidden>Not yet</div>",
        "<div style='display: none'>Not yet</div>",
        "<p aria-hidden='true'>Not read out</p>",
        "<div class='newsletter-signup'><p>Get it every morning in your inbox before anybody else does.</p></div>",
        "<div id='comments'><p>I think that the minister is right, as he always was in these matters.</p></div>",
        "<form><p>Your name</p></form>",
        "<figure><img src='a.jpg'><figcaption>A ferry in the fog</figcaption></figure>",
        "<div class='relatedArticles'><a href='/x'>Another story altogether</a></div>",
        "<ul><li><a href='/a'>Saltgate raises fees</a></li><li><a href='/b'>Orren counts dams</a></li></ul>",
        "<h3>Also in this paper</h3><ul><li><a href='/a'>Saltgate raises fees</a></li></ul>",
    ],
)
def test_what_is_around_the_article_is_left_out(chrome: str) -> None:
    page = f"<html><body><article><h1>The Port</h1>{PROSE * 4}{chrome}</article></body></html>"
    blocks = parse_html(page.encode(), "a.html").blocks
    assert [block.kind for block in blocks] == ["heading", *["text"] * 4]


def test_a_class_name_does_not_take_the_article_away() -> None:
    page = f"<body><div class='main social page-with-sidebar'>{PROSE * 3}</div></body>"
    assert len(parse_html(page.encode(), "a.html").blocks) == 3


def test_code_is_no_heading_and_links_to_a_heading_are_no_words() -> None:
    page = f"<h1>The Port<a href='#port'>¶</a></h1>{PROSE}<pre># Change the fee</pre>{PROSE}"
    blocks = parse_html(page.encode(), "a.html").blocks
    assert [(block.text[:16], block.settled) for block in blocks] == [
        ("The Port", False),
        ("The minister sai", False),
        ("# Change the fee", True),
        ("The minister sai", False),
    ]


def test_the_lead_over_a_long_list_is_kept() -> None:
    items = "".join(f"<li>{PROSE}</li>" for _ in range(30))
    page = f"<body><div><h2>Port news</h2>{PROSE}<div class='list'><ul>{items}</ul></div></div></body>"
    assert [block.kind for block in parse_html(page.encode(), "a.html").blocks[:3]] == ["heading", "text", "item"]

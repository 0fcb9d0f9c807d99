"""The words of a paragraph: what is text, what is not, and characters that are no letters."""

import pytest

from tests.reading.docx.making import PROSE, blocks, instruction, mark, p, run, texts, word

BOX = "<w:txbxContent>{}</w:txbxContent>"


def test_tracked_deletions_go_and_insertions_stay() -> None:
    deleted = "<w:del><w:r><w:delText>nobody </w:delText></w:r></w:del><w:moveFrom><w:r><w:t>x</w:t></w:r></w:moveFrom>"
    inserted = f"<w:ins>{run('the Post ')}</w:ins><w:moveTo>{run('of Sarn.')}</w:moveTo>"
    assert texts(p("So said ", deleted, inserted)) == ["So said the Post of Sarn."]


def test_links_smart_tags_and_content_controls_are_transparent() -> None:
    link = f'<w:hyperlink r:id="x">{run("Vesk Post")}</w:hyperlink>'
    tag = f"<w:smartTag>{run(' of Sarn')}</w:smartTag>"
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{run(' today')}</w:sdtContent></w:sdt>"
    assert texts(p(link, tag, control)) == ["Vesk Post of Sarn today"]


def test_a_content_control_around_paragraphs_is_transparent() -> None:
    assert texts(f"<w:sdt><w:sdtContent>{p('One.')}{p('Two.')}</w:sdtContent></w:sdt>") == ["One.", "Two."]


def test_the_prompt_of_an_empty_content_control_is_left_out() -> None:
    control = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
        f"{run('Click to enter text.')}</w:sdtContent></w:sdt>"
    )
    assert texts(p("Title of the ", control, "digest")) == ["Title of the digest"]


def test_breaks_tabs_hyphens_and_symbols_become_characters() -> None:
    signs = (
        "<w:r><w:t>Sarn</w:t><w:noBreakHyphen/><w:t>Vesk</w:t><w:tab/><w:t>rail</w:t><w:softHyphen/><w:t>way</w:t><w:br/>"
        '<w:t>at 5</w:t><w:sym w:font="Symbol" w:char="F0B0"/><w:sym w:font="Wingdings" w:char="F0FC"/>'
        '<w:sym w:font="Symbol" w:char="F061"/><w:sym w:font="Arial" w:char="00A9"/><w:t>\uf0b7</w:t></w:r>'
    )
    assert texts(p(signs)) == ["Sarn-Vesk railway at 5°α©"]


def test_two_breaks_and_a_page_break_part_a_paragraph() -> None:
    line = "<w:r><w:t>One.</w:t><w:br/><w:br/><w:t>Two.</w:t><w:br w:type='page'/><w:t>Three.</w:t></w:r>"
    assert texts(p(line)) == ["One.", "Two.", "Three."]


def test_lines_of_metadata_in_one_paragraph_stand_apart() -> None:
    line = (
        "<w:r><w:t>Author: Anna Fink</w:t><w:br/><w:t>Date: 24 October 2021</w:t><w:br/>"
        "<w:t>The dam</w:t><w:br/><w:t>stands.</w:t></w:r>"
    )
    assert texts(p(line)) == ["Author: Anna Fink", "Date: 24 October 2021", "The dam stands."]


@pytest.mark.parametrize("value", ["", ' w:val="1"', ' w:val="true"', ' w:val="on"'])
def test_hidden_text_is_left_out(value: str) -> None:
    assert texts(p("Seen", run(" unseen", f"<w:vanish{value}/>"), ".")) == ["Seen."]


@pytest.mark.parametrize("value", ["0", "false", "off"])
def test_text_that_is_not_hidden_after_all_stays(value: str) -> None:
    assert texts(p("Seen", run(" too", f'<w:vanish w:val="{value}"/>'), ".")) == ["Seen too."]


def test_text_hidden_by_its_style_is_left_out() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="Aside"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Hint"><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    body = p("Seen", run(" unseen", '<w:rStyle w:val="Aside"/>'), ".") + p("Unseen too.", style="Hint")
    assert texts(body, styles=styles) == ["Seen."]


def test_the_result_of_a_field_is_kept_and_its_instruction_is_not() -> None:
    field = (mark("begin"), instruction("REF dam"), mark("separate"), run("dam"), mark("end"))
    simple = f'<w:fldSimple w:instr=" DOCPROPERTY x ">{run(" of Sarn")}</w:fldSimple>'
    assert texts(p("The ", *field, simple, " broke.")) == ["The dam of Sarn broke."]


def test_a_field_within_an_instruction_is_not_shown() -> None:
    inner = (mark("begin"), instruction("PAGE"), mark("separate"), run("7"), mark("end"))
    outer = (mark("begin"), instruction("IF "), *inner, instruction(" = 7"), mark("separate"), run("yes"), mark("end"))
    assert texts(p("So ", *outer, ".")) == ["So yes."]


def test_the_entries_of_a_table_of_contents_are_left_out_with_its_title() -> None:
    page = (mark("begin"), instruction("PAGEREF a"), mark("separate"), run("3"), mark("end"))
    body = (
        p("Contents")
        + p(mark("begin"), instruction(' TOC \\o "1-3" '), mark("separate"), run("The dam"), *page)
        + p("The harbour", *page)
        + p(mark("end"))
        + p(PROSE)
    )
    assert texts(body) == [PROSE]


def test_the_block_of_a_table_of_contents_is_left_out() -> None:
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    control = f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{p('Contents')}{p('The dam 3')}</w:sdtContent></w:sdt>"
    assert texts(control + p(PROSE)) == [PROSE]


def test_a_field_that_never_closes_ends_with_its_paragraph() -> None:
    assert texts(p("One ", mark("begin"), instruction("TOC"), "lost") + p(PROSE)) == ["One", PROSE]


def test_the_text_of_a_box_follows_its_paragraph_once() -> None:
    box = BOX.format(p("In the box."))
    choice = f"<mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
    fallback = f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
    body = p("Before ", f"<w:r><mc:AlternateContent>{choice}{fallback}</mc:AlternateContent></w:r>", "after.")
    assert texts(body) == ["Before after.", "In the box."]


def test_a_box_of_an_older_word_is_read() -> None:
    assert texts(p("Before.", f"<w:r><w:pict><v:textbox>{BOX.format(p('Inside.'))}</v:textbox></w:pict></w:r>")) == [
        "Before.", "Inside.",
    ]  # fmt: skip


def test_the_text_of_an_equation_is_kept() -> None:
    assert texts(p("Thus ", "<m:oMath><m:r><m:t>E=m</m:t></m:r><m:r><m:t>c</m:t></m:r></m:oMath>", ".")) == [
        "Thus E=mc."
    ]


def test_readings_above_ideographs_are_left_out() -> None:
    ruby = f"<w:r><w:ruby><w:rt>{run('to')}</w:rt><w:rubyBase>{run('東')}</w:rubyBase></w:ruby></w:r>"
    assert texts(p(ruby, "京")) == ["東京"]


def test_comments_and_running_headers_are_left_out() -> None:
    commented = '<w:commentRangeStart w:id="1"/>' + run("Sure.") + '<w:r><w:commentReference w:id="1"/></w:r>'
    around = {"comments": f'<w:comment w:id="1">{p("Is it?")}</w:comment>', "header1": p("Sarn Press Digest")}
    assert texts(p(commented), **around) == ["Sure."]


def test_a_paragraph_in_bold_from_end_to_end_is_strong() -> None:
    bold = "<w:b/>"
    styles = '<w:style w:type="paragraph" w:styleId="Loud"><w:rPr><w:b/></w:rPr></w:style>'
    body = (
        p(run("The", bold), run(" "), run("dam", bold))
        + p(run("The ", bold), "dam")
        + p("The dam", style="Loud")
        + p(run("The dam", '<w:b w:val="0"/>'), style="Loud")
    )
    assert [block.strong for block in blocks(word(body, styles=styles))] == [True, False, True, False]


def test_paragraphs_without_letters_are_left_out() -> None:
    assert texts(p("* * *") + p("—") + p("") + p(" \t ") + p(PROSE)) == [PROSE]


def test_characters_are_settled() -> None:
    assert texts(p("Cafe\u0301\u00a0 of\u200b \u202eSarn\n here")) == ["Café of Sarn here"]

import io
import zipfile
from collections.abc import Callable

import docx
import pytest

from assistant_studio.errors import (
    DamagedDocument,
    DocumentTooLarge,
    EmptyDocument,
    EncryptedDocument,
)
from assistant_studio.knowledge.document import ExtractedText
from assistant_studio.knowledge.readers import limits

Read = Callable[[str, bytes | str], ExtractedText]
MakeDocx = Callable[..., bytes]

HEADING_STYLES = (
    '<w:style w:styleId="Kop1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="Own"><w:basedOn w:val="Kop1"/></w:style>'
    '<w:style w:styleId="Round"><w:basedOn w:val="Round"/></w:style>'
)


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def saved(document: "docx.document.Document") -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def paths(extracted: ExtractedText) -> list[tuple[str, tuple[str, ...]]]:
    return [
        (extracted.text[section.start : section.end].strip(), section.headings)
        for section in extracted.sections
    ]


def test_a_document_is_read_in_the_order_of_its_body(read: Read) -> None:
    document = docx.Document()
    document.add_heading("The handbook", 0)
    document.add_heading("Leave", 1)
    document.add_paragraph("Everybody has 30 days.")
    document.add_paragraph("in summer", style="List Bullet")
    document.add_paragraph("in winter", style="List Number")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ("Years", "Days", "1 to 5", "30\nor 31"), strict=True):
        cell.text = text
    document.add_heading("Sick leave", 2)
    document.add_paragraph("Tell us.")
    text = read("handbook.docx", saved(document))
    assert text.text == (
        "The handbook\n\nLeave\n\nEverybody has 30 days.\n\n- in summer\n- in winter\n\n"
        "Years | Days\n1 to 5 | 30 or 31\n\nSick leave\n\nTell us."
    )
    assert [headings for _, headings in paths(text)] == [
        ("The handbook", "Leave"),
        ("The handbook", "Leave", "Sick leave"),
    ]
    assert text.page_count is None


def test_headings_are_known_in_every_language_of_word(read: Read, make_docx: MakeDocx) -> None:
    content = make_docx(
        p("Eerste", '<w:pStyle w:val="Kop1"/>')
        + p("words")
        + p("Tweede", '<w:pStyle w:val="Own"/>')
        + p("more", '<w:pStyle w:val="Round"/>')
        + p("Deep", '<w:outlineLvl w:val="2"/>')
        + p("end"),
        styles=HEADING_STYLES,
    )
    assert [headings for _, headings in paths(read("a.docx", content))] == [
        ("Eerste",),
        ("Tweede",),
        ("Tweede", "Deep"),
    ]


def test_text_in_wrappers_counts_and_deleted_and_hidden_text_does_not(
    read: Read, make_docx: MakeDocx
) -> None:
    content = make_docx(
        "<w:sdt><w:sdtPr/><w:sdtContent>" + p("in a control") + "</w:sdtContent></w:sdt>"
        "<w:p><w:ins><w:r><w:t>inserted</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>deleted</w:delText></w:r></w:del>"
        "<w:hyperlink><w:r><w:t xml:space='preserve"
        "'> linked</w:t></w:r></w:hyperlink>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>"
        "<w:r><w:instrText>PAGEREF</w:instrText><w:tab/><w:t>after</w:t><w:br/><w:t>line</w:t>"
        "</w:r></w:p>"
    )
    assert read("a.docx", content).text == "in a control\n\ninserted linked after\nline"


def test_footnotes_and_text_boxes_stand_below_their_paragraph(
    read: Read, make_docx: MakeDocx
) -> None:
    content = make_docx(
        "<w:p><w:r><w:t>Claim.</w:t><w:footnoteReference w:id='2'/></w:r></w:p>"
        "<w:p><w:r><w:t>Beside</w:t><w:pict><w:txbxContent>"
        + p("in a box")
        + "</w:txbxContent></w:pict></w:r></w:p>"
        + p("End."),
        footnotes="<w:footnote w:type='separator' w:id='0'>"
        + p("-")
        + "</w:footnote><w:footnote w:id='2'>"
        + p("Proof.")
        + "</w:footnote>",
    )
    assert read("a.docx", content).text == "Claim.\n\nProof.\n\nBeside\n\nin a box\n\nEnd."


def test_a_table_that_lays_out_a_page_is_read_as_paragraphs(
    read: Read, make_docx: MakeDocx
) -> None:
    cell = "<w:tc>" + p("One.") + p("Two.") + "</w:tc>"
    content = make_docx(f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>")
    assert read("a.docx", content).text == "One.\n\nTwo."


def test_a_main_part_by_another_name_is_found(read: Read, make_docx: MakeDocx) -> None:
    original = zipfile.ZipFile(io.BytesIO(make_docx(p("Found."))))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document2.xml", original.read("word/document.xml"))
        archive.writestr(
            "_rels/.rels",
            '<Relationships xmlns="x"><Relationship Type="http://x/officeDocument" '
            'Target="/word/document2.xml"/></Relationships>',
        )
    assert read("a.docx", file.getvalue()).text == "Found."


def test_a_relationship_that_leads_nowhere_does_no_harm(read: Read) -> None:
    document = docx.Document()
    document.add_paragraph("Still here.")
    original = zipfile.ZipFile(io.BytesIO(saved(document)))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in original.namelist():
            content = original.read(name)
            if name == "word/_rels/document.xml.rels":
                content = content.replace(b'Target="styles.xml"', b'Target="NULL"')
            archive.writestr(name, content)
    assert read("a.docx", file.getvalue()).text == "Still here."


def test_a_document_that_is_cut_off_is_told(read: Read, make_docx: MakeDocx) -> None:
    content = make_docx(p("text " * 2000))
    with pytest.raises(DamagedDocument, match="cut off or damaged") as caught:
        read("a.docx", content[: len(content) // 2])
    assert "once more" in caught.value.hint


def test_a_broken_archive_is_told(read: Read, make_docx: MakeDocx) -> None:
    content = bytearray(make_docx(p("words " * 3000)))
    content[80:120] = bytes(40)
    with pytest.raises(DamagedDocument, match="archive cannot be unpacked"):
        read("a.docx", bytes(content))


def test_a_document_without_its_text_part_is_told(read: Read) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/styles.xml", "<styles/>")
    with pytest.raises(DamagedDocument, match="the part that holds its text is missing"):
        read("a.docx", file.getvalue())


@pytest.mark.parametrize(
    ("xml", "cause"),
    [("<w:document", "no well-formed XML"), ("<other/>", "no text body"), ("", "no well-formed")],
)
def test_a_broken_text_part_is_told(read: Read, xml: str, cause: str) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", xml)
    with pytest.raises(DamagedDocument, match=cause):
        read("a.docx", file.getvalue())


def test_a_document_of_pictures_only_is_told(read: Read) -> None:
    with pytest.raises(EmptyDocument, match="pictures only") as caught:
        read("a.docx", saved(docx.Document()))
    assert "not part of this version" in caught.value.hint


def test_a_zip_bomb_is_refused_by_its_directory(read: Read) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (limits.MAX_PART_BYTES + 1))
    assert len(file.getvalue()) < 100_000
    with pytest.raises(DocumentTooLarge, match=r"would unpack to 67.1 MB of text and markup"):
        read("a.docx", file.getvalue())


def test_a_zip_bomb_that_lies_about_its_size_is_told(read: Read, make_docx: MakeDocx) -> None:
    content = make_docx(p("words " * 100_000))
    size = len(zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml"))
    lying = content.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))
    with pytest.raises(DamagedDocument, match="cut off or damaged"):
        read("a.docx", lying)


def test_an_archive_with_a_password_is_told(read: Read, make_docx: MakeDocx) -> None:
    content = bytearray(make_docx(p("secret")))
    directory = content.index(b"PK\1\2")
    content[directory + 8] |= 1
    with pytest.raises(EncryptedDocument, match="password"):
        read("a.docx", bytes(content))


def test_entities_are_never_filled_in(read: Read) -> None:
    xml = (
        '<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
        '<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>safe &b; &f;</w:t></w:r></w:p></w:body>'
        "</w:document>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", xml)
    assert read("a.docx", file.getvalue()).text == "safe"


def test_deep_nesting_is_told(read: Read, make_docx: MakeDocx) -> None:
    with pytest.raises(DamagedDocument, match="no well-formed XML"):
        read("a.docx", make_docx("<w:sdt>" * 5000 + "</w:sdt>" * 5000))

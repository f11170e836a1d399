import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant_studio.knowledge.readers.encodings import NotText, decode

SAMPLES = {
    "German": "Die Bücher müssen bis Ende März zurückgegeben werden. Für größere Mengen nicht.",
    "French": "Les élèves doivent être présents à l'école avant huit heures. Où est le garçon ?",
    "Spanish": "El niño comió una manzana en el jardín. ¿Dónde está la estación? ¡Mañana!",
    "Portuguese": "A informação não está disponível. As crianças foram à praia; é só opinião.",
    "Swedish": "Barnen åkte till sjön för att simma. Öppettiderna är från nio på lördagar.",
    "Polish": "Książki należy zwrócić do końca marca. Większe ilości później. Żółć, gęś, łąka.",
    "Czech": "Knihy musí být vráceny do konce března. Příliš žluťoučký kůň úpěl ďábelské ódy.",
    "Turkish": "Kitaplar ağustos ayının sonuna kadar; ağaç, şeker, ışık, çocuk, göğüs.",
    "Russian": "Книги необходимо вернуть до конца марта. Для больших партий есть правила.",
    "Greek": "Τα βιβλία πρέπει να επιστραφούν μέχρι το τέλος Μαρτίου. Ισχύουν ειδικοί κανόνες.",
    "Hebrew": "יש להחזיר את הספרים עד סוף חודש מרץ. לכמויות גדולות יותר חלים כללים מיוחדים.",
    "Arabic": "يجب إعادة الكتب قبل نهاية شهر مارس. تطبق قواعد خاصة على الكميات الكبيرة.",
    "Japanese": "本は三月末までに返却してください。大量の場合は特別な規則が適用されます。",
    "Chinese": "书籍必须在三月底之前归还。大量借阅适用特殊规定，详情请咨询我们的办公室。",
    "Taiwanese": "書籍必須在三月底之前歸還。大量借閱適用特殊規定，詳情請諮詢我們的辦公室。",
    "Korean": "책은 삼월 말까지 반납해야 합니다. 대량의 경우 특별 규칙이 적용됩니다.",
    "Thai": "หนังสือจะต้องส่งคืนภายในสิ้นเดือนมีนาคม สำหรับจำนวนที่มากขึ้นจะมีกฎพิเศษ",
}
LEGACY = [
    *(("German", encoding) for encoding in ("cp1252", "iso8859_15", "cp850", "mac_roman")),
    *(("French", encoding) for encoding in ("cp1252", "cp850", "mac_roman")),
    *(("Spanish", encoding) for encoding in ("cp1252", "cp850")),
    *((language, "cp1252") for language in ("Portuguese", "Swedish")),
    *(("Polish", encoding) for encoding in ("cp1250", "iso8859_2")),
    *(("Czech", encoding) for encoding in ("cp1250", "iso8859_2")),
    ("Turkish", "cp1254"),
    *(("Russian", encoding) for encoding in ("cp1251", "koi8_r", "cp866", "iso8859_5")),
    *(("Greek", encoding) for encoding in ("cp1253", "iso8859_7")),
    ("Hebrew", "cp1255"),
    ("Arabic", "cp1256"),
    *(("Japanese", encoding) for encoding in ("cp932", "euc_jp", "iso2022_jp")),
    ("Chinese", "gb18030"),
    ("Taiwanese", "big5"),
    ("Korean", "cp949"),
    ("Thai", "cp874"),
]


@pytest.mark.parametrize(("language", "encoding"), LEGACY)
def test_encodings_from_before_unicode_are_found(language: str, encoding: str) -> None:
    text = SAMPLES[language]
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"],
)
@pytest.mark.parametrize("language", SAMPLES)
def test_unicode_is_found_with_a_mark_and_without(language: str, encoding: str) -> None:
    text = SAMPLES[language] + "\r\n\n" + SAMPLES[language]
    decoded = decode(text.encode(encoding))
    assert decoded.text == text
    assert decoded.broken == 0


def test_what_tells_the_encoding_may_stand_far_behind() -> None:
    text = "A line in plain English.\n" * 20_000 + SAMPLES["German"]
    assert decode(text.encode("cp1252")).text == text


@given(st.text())
def test_what_is_written_as_utf8_is_read_as_it_was(text: str) -> None:
    text = "".join(c for c in text if c.isprintable() or c in "\t\r\n").lstrip("\ufeff")
    assert decode(text.encode()).text == text


@given(st.binary(max_size=2000))
def test_any_bytes_are_text_or_not_and_never_a_crash(data: bytes) -> None:
    try:
        text = decode(data).text
    except NotText:
        return
    text.encode()  # nothing that no database would take


def test_line_breaks_stay_as_they_are() -> None:
    assert decode(b"a\r\nb\rc\nd").text == "a\r\nb\rc\nd"


def test_a_broken_place_in_much_utf8_is_marked_and_counted() -> None:
    data = (SAMPLES["German"] * 5).encode() + "Ende ü".encode()[:-1]
    decoded = decode(data)
    assert decoded.encoding == "utf-8"
    assert decoded.text.endswith("Ende \ufffd")
    assert decoded.broken == 1


def test_a_nul_in_a_text_is_replaced_one_for_one() -> None:
    assert decode(b"a log line" * 40 + b"\0" + b"and its rest").text[400] == "\ufffd"


@pytest.mark.parametrize(
    "data",
    [random.Random(3).randbytes(5000), bytes(5000), b"\x7fELF\2\1\1" + bytes(90) + b"text" * 20],
    ids=["random", "zeros", "program"],
)
def test_binary_data_is_no_text(data: bytes) -> None:
    with pytest.raises(NotText):
        decode(data)

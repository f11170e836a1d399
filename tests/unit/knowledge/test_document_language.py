"""Which language a document is in, and what a person is told of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant_studio.knowledge.document_language import NAMES, language_of, language_sentence
from assistant_studio.knowledge.embedders import EmbedderSource, languages_of, shipped_embedder

TEXTS = {
    "en": "The library opens at nine and it is closed on public holidays. Ask for a card at the"
    " desk, and bring something that shows where you live.",
    "de": "Die Bibliothek öffnet um neun und ist an Feiertagen geschlossen. Fragen Sie an der"
    " Theke nach einem Ausweis, und bringen Sie etwas mit, das Ihre Adresse zeigt.",
    "fr": "La bibliothèque ouvre à neuf heures et elle est fermée les jours fériés. Demandez une"
    " carte au comptoir, et apportez un document qui montre où vous habitez, pour les enfants.",
    "es": "La biblioteca abre a las nueve y está cerrada en los días festivos. Pida una tarjeta"
    " en el mostrador y traiga un documento con la dirección de su casa para los niños.",
    "nl": "De bibliotheek gaat om negen uur open en is op feestdagen gesloten. Vraag aan de balie"
    " om een pas en neem iets mee dat laat zien waar je woont; het is niet voor kinderen.",
    "pl": "Biblioteka jest otwarta od dziewiątej i nie jest czynna w święta. Poproś o kartę przy"
    " ladzie i weź ze sobą dokument, który może potwierdzić adres; to jest dla dzieci.",
    "ru": "Библиотека открывается в девять и не работает в праздники. Попросите карту на стойке,"
    " и возьмите с собой документ, который это подтверждает, если он есть у вас.",
    "ja": "図書館は九時に開きます。祝日は休みです。受付でカードを申し込んでください。",
    "zh": "图书馆九点开门，节假日不开放。请在服务台申请借书证，并带上能证明地址的文件。",
    "ko": "도서관은 아홉 시에 엽니다. 공휴일에는 쉽니다. 안내대에서 카드를 신청하세요.",
    "th": "ห้องสมุดเปิดเวลาเก้าโมงและปิดในวันหยุดราชการ กรุณาขอบัตรที่เคาน์เตอร์",
    "el": "Η βιβλιοθήκη ανοίγει στις εννέα και είναι κλειστή στις αργίες.",
    "ar": "تفتح المكتبة في التاسعة وهي مغلقة في أيام العطل الرسمية. اطلب بطاقة من المكتب.",
    "he": "הספרייה נפתחת בתשע וסגורה בחגים. בקשו כרטיס בדלפק.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_a_documents_language_is_known(language: str) -> None:
    assert language_of(TEXTS[language]) == language


@pytest.mark.parametrize(
    "text",
    ["", "42", "1.5 | 2.5 | 3.5\n" * 50, "for i in range(10):\n    print(i)\n" * 40, "Acme GmbH"],
)
def test_what_has_no_plain_language_gets_none(text: str) -> None:
    assert language_of(text) is None


def test_a_foreign_preface_does_not_decide() -> None:
    assert language_of(TEXTS["fr"] * 10 + TEXTS["en"] * 300) == "en"


def test_a_person_is_told_when_the_search_model_does_not_know_the_language() -> None:
    assert language_sentence("th", ["en"]) == (
        "It is in Thai, and the search model knows English: searching "
        "finds its words, but hardly its meaning."
    )
    assert language_sentence("en", ["en"]) is None
    assert language_sentence("th", []) is None
    assert language_sentence(None, ["en"]) is None


def test_every_language_that_is_found_has_a_name() -> None:
    assert set(TEXTS) <= set(NAMES)


def test_the_shipped_embedder_says_that_it_knows_english() -> None:
    if not shipped_embedder().weights.is_file():
        pytest.skip("the starter models are not here")
    assert languages_of(shipped_embedder()) == ("en",)


@pytest.mark.parametrize(
    ("card", "known"),
    [
        ("---\nlanguage: de\nlicense: mit\n---\n", ("de",)),
        ("---\nlicense: mit\nlanguage:\n- en\n- th\ntags:\n- xx\n---\n", ("en", "th")),
        ("---\nlanguage: [en, ja]\n---\n", ("en", "ja")),
        ("---\nlanguage: multilingual\n---\n", ()),
        ("# A model\nlanguage: en\n", ()),
        ("", ()),
    ],
)
def test_a_model_card_says_which_languages_it_knows(
    tmp_path: Path, card: str, known: tuple[str, ...]
) -> None:
    (tmp_path / "README.md").write_text(card)
    assert languages_of(EmbedderSource("m", tmp_path, "0" * 64)) == known

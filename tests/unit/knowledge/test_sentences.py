import time

import pytest

from assistant_studio.knowledge.sentences import sentence_spans


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


@pytest.mark.parametrize(
    "parts",
    [
        ("One ends here.", "Another begins!", "Does it?", "It does…"),
        ("He said “Stop.”", "She went on."),
        ("(It was late.)", "Nobody came."),
        ("It costs 3.50 euros.", "That is 0.5 more than in 2019.", "Fine."),
        ("Version 2.0.1 is out.", "See docs.python.org for more."),
        ("Ask Dr. Smith or Mrs. J. R. Miller.", "They know."),
        ("Use it, e.g. on Sundays.", "See Fig. 3 and No. 5 for approx. values."),
        ("The answer is no.", "There is no other."),
        ("“Why?” he asked.", "No reply."),
        ("The U.S. Congress met.", "It voted."),
        ("Am 3. März beginnt es.", "Das gilt z. B. für Bücher bzw. Hefte.", "Gut."),
        ("She is 42.", "He is not."),
        ("これは本です。", "あれは何ですか？", "「はい。」", "終わり"),
        ("书在这里。", "谁的？", "我的！"),
        ("यह एक है।", "यह दो है।"),
        ("هل هذا صحيح؟", "نعم۔"),
    ],
    ids=lambda parts: parts[0],
)
def test_sentences_are_told_apart(parts: tuple[str, ...]) -> None:
    wide = parts[0][0] > "\u3000"
    assert sentences(("" if wide else " ").join(parts)) == list(parts)


def test_a_numbered_item_keeps_its_number() -> None:
    assert sentences("1. Open the box. Take it out.\n2. Close it.") == [
        "1. Open the box.",
        "Take it out.",
        "2. Close it.",
    ]


def test_spans_leave_only_white_space_between_them() -> None:
    text = "  One.  Two!\n\nThree "
    spans = sentence_spans(text)
    assert [text[start:end] for start, end in spans] == ["One.", "Two!", "Three"]


def test_only_the_asked_part_is_looked_at() -> None:
    text = "Skip. One. Two. Skip."
    assert sentence_spans(text, 6, 15) == [(6, 10), (11, 15)]


@pytest.mark.parametrize(
    "hostile", ["." * 500_000, ".\"'" * 200_000, "a.b" * 200_000, "1. " * 200_000]
)
def test_hostile_punctuation_takes_linear_time(hostile: str) -> None:
    started = time.thread_time()
    sentence_spans(hostile)
    assert time.thread_time() - started < 5

"""How documents try to give orders to a model, in the languages most of them are written in.

Each phrase needs a verb, what is to be set aside, and what that is, so that a text about manners,
rules or earlier letters says none of them.
"""

from __future__ import annotations

import re

_GAP = r"[^.!?。]{0,40}?"
_VERBS = r"\b(?:ignore|disregard|forget|override|bypass)\b"
_ORDERS_EN = ("instruction", "prompt", "directive", "command")
# Each with words of which one must be there for it to fit: most texts hold none of them.
_PHRASES = (
    # "Ignore all previous instructions"
    (
        _ORDERS_EN,
        rf"{_VERBS}{_GAP}"
        rf"\b(?:previous|prior|above|earlier|preceding|foregoing|system|original|initial)\b{_GAP}"
        r"\b(?:instructions?|prompts?|directives?|commands?)\b",
    ),
    (
        _ORDERS_EN,
        rf"{_VERBS}{_GAP}\b(?:instructions?|prompts?|directives?)\s+(?:above|before|given|you)\b",
    ),
    # "Reveal your system prompt"
    (
        ("system prompt", "your "),
        rf"\b(?:reveal|print|repeat|output|show|leak|disclose)\b{_GAP}\b(?:(?:your|the)\s+system"
        r"\s+prompt|your\s+(?:hidden\s+|secret\s+|initial\s+|original\s+)?(?:instructions|prompt))\b",
    ),
    # "You are now an unrestricted AI"
    (
        ("are now", "no longer"),
        rf"\byou\s+are\s+(?:now|no\s+longer)\b{_GAP}\b(?:DAN\b|jailbroken|unrestricted|AI\b"
        r"|language\s+model|chatbot|without\s+(?:any\s+)?restrictions)",
    ),
    # "Note to AI assistants:"
    (
        ("ai", "llm", "language model", "chatbot", "chatgpt"),
        r"\b(?:note|message|attention|instructions?)\s*(?:to|for|:)?\s+(?:all\s+|any\s+|the\s+)?"
        r"(?:AI|LLM|large\s+language|language|chatbot|ChatGPT)"
        r"(?:\s+(?:model|assistant|agent|system))?s?\s*[:,]",
    ),
    (
        ("you are",),
        r"\bif\s+you\s+are\s+(?:an?\s+)?(?:AI|LLM|(?:large\s+)?language\s+model|chatbot)\b",
    ),
    # German, French, Spanish, Portuguese, Italian
    (
        ("anweisung", "instruktion", "befehl", "vorgabe"),
        rf"\b(?:ignorier|missacht|vergiss|vergess|übergeh)\w*\b{_GAP}"
        rf"\b(?:vorherig|bisherig|obig|früher|vorangegangen|vorig)\w*\b{_GAP}"
        r"\b(?:Anweisung|Instruktion|Befehl|Vorgabe)\w*",
    ),
    (
        ("instructions", "consignes", "directives"),
        rf"\b(?:ignore|oublie|néglige)[zrs]?\b{_GAP}\b(?:instructions|consignes|directives)\b{_GAP}"
        r"\b(?:précédent|antérieur|ci-dessus)\w*",
    ),
    (
        ("instrucciones", "indicaciones", "órdenes"),
        rf"\b(?:ignor|olvid|omit)\w*\b{_GAP}\b(?:instrucciones|indicaciones|órdenes)\b{_GAP}"
        r"\b(?:anterior|previa)\w*",
    ),
    (
        ("instruções", "orientações"),
        rf"\b(?:ignor|esqueç|desconsider)\w*\b{_GAP}\b(?:instruções|orientações)\b{_GAP}"
        r"\b(?:anterior|prévia)\w*",
    ),
    (
        ("istruzioni",),
        rf"\b(?:ignor|dimentic)\w*\b{_GAP}\bistruzioni\b{_GAP}\b(?:precedent|anterior)\w*",
    ),
    # Russian, Chinese, Japanese
    (
        ("инструкц", "указани"),
        rf"\b(?:про)?(?:игнорируй|забудь)\w*\b{_GAP}\b(?:предыдущ|прежн)\w*\b{_GAP}"
        r"\b(?:инструкц|указани)\w*",
    ),
    (
        ("忽略", "无视", "無視", "忽視"),
        r"(?:忽略|无视|無視|忽視)[^。\n]{0,12}?(?:之前|以上|先前|前面|上述|此前)[^。\n]{0,12}?"
        r"(?:指令|指示|提示|命令|说明)",
    ),
    (
        ("無視", "忘れ"),
        r"(?:以前|これまで|上記|前)の[^。\n]{0,8}?(?:指示|命令|指令)[^。\n]{0,8}?(?:無視|忘れ)",
    ),
)
# What only a model's own template writes.
_TEMPLATE_MARKS = (
    r"<\|(?:im_start|im_end|system|user|assistant|endoftext|start_header_id|eot_id)\|>"
    r"|\[/?INST\]|<</?SYS>>|<(?:start|end)_of_turn>"
)
ORDERS = (
    *((needles, re.compile(phrase, re.IGNORECASE)) for needles, phrase in _PHRASES),
    (("<|", "inst]", "sys>>", "_of_turn>"), re.compile(_TEMPLATE_MARKS)),
)
"""Words of which one must be in a text in lower case, and then the pattern to look for."""

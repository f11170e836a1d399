"""Finding one value in a long table: rows that name their columns against a table of bars."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path
from typing import Any

from assistant_studio.assistants.assistant import Assistant
from assistant_studio.paths import Home
from assistant_studio.studio import Studio

COLUMNS = ["Article", "Number", "Warehouse", "Pieces", "Price", "Supplier", "Delivery days"]
ADJECTIVES = (
    "amber azure brisk calm coral dusky eager frosty gentle hazel ivory jolly keen lunar mellow "
    "noble olive plain quiet royal"
).split()
NOUNS = (
    "lamp chair desk kettle clock mirror shelf basket ladder stove drawer cushion carpet teapot "
    "vase bench stool cabinet frame bowl"
).split()
TOWNS = "Lisbon Oslo Turin Ghent Malmo Riga Porto Graz Basel Bergen".split()
QUESTIONS = 80
BUDGETS_CHARS = (1_000, 4_000)


def run() -> dict[str, Any]:
    """The shares of questions whose value was found, and found with the name of its column."""
    chance = random.Random(3)
    rows = _rows(chance)
    asked = [(row, chance.randrange(2, len(COLUMNS))) for row in chance.sample(rows, QUESTIONS)]
    bars = "\n".join(f"| {' | '.join(row)} |" for row in (COLUMNS, ["---"] * len(COLUMNS), *rows))
    lines = "\n".join(",".join(row) for row in (COLUMNS, *rows))
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder, Studio(Home(Path(folder) / "home")) as studio:
        for name, content in (("stock.csv", lines), ("stock.md", bars)):
            path = Path(folder) / name
            path.write_text(content)
            assistant = studio.assistants.create(Assistant(name=name))
            studio.knowledge.add(assistant.id, [path])
            studio.knowledge.wait_until_indexed(assistant.id, lambda _progress: None)
            for budget in BUDGETS_CHARS:
                found[f"{name}_{budget}_chars"] = _shares(studio, assistant.id, asked, budget)
    return found


def _rows(chance: random.Random) -> list[list[str]]:
    names = [f"{adjective} {noun}" for adjective in ADJECTIVES for noun in NOUNS]
    chance.shuffle(names)
    return [
        [
            *(name, str(1000 + number), chance.choice(TOWNS), str(chance.randint(1, 900))),
            f"{chance.randint(300, 90_000) / 100:.2f}",
            *(
                f"{chance.choice(TOWNS)} Trading {chance.randint(1, 60)}",
                f"{chance.randint(1, 40)}",
            ),
        ]
        for number, name in enumerate(names)
    ]


def _shares(
    studio: Studio, assistant_id: str, asked: list[tuple[list[str], int]], budget: int
) -> dict[str, float]:
    values = meanings = 0
    for row, column in asked:
        question = f"What is the {COLUMNS[column].lower()} of the {row[0]}?"
        passages = studio.knowledge.search(assistant_id, question, 8, budget).passages
        texts = [p.text for p in passages if row[0] in p.text and row[column] in p.text]
        values += bool(texts)
        meanings += any(COLUMNS[column] in text for text in texts)
    return {"value_found": values / len(asked), "with_its_column": meanings / len(asked)}

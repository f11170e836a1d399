"""The app as a proof kills it: adds files and asks questions, and says what was acknowledged.

Each line on standard output is one promise: `document ID NAME`, `message ID`, `answer ID`.
"""

from __future__ import annotations

import random
import sys
import threading
import uuid
from pathlib import Path

from assistant_studio.answering.events import AnswerSaved, UserSaved
from assistant_studio.network import install_network_guard
from assistant_studio.paths import Home
from assistant_studio.studio import Studio

# So many files that indexing never ends, so few that questions are answered meanwhile.
PAUSE_S = 0.25
QUESTIONS = (
    "How long can an annual plan be refunded?",
    "How many days of leave are there?",
    "What is the meal limit?",
)


def main(home_dir: str, assistant_id: str, scratch_dir: str) -> None:
    """Work until killed."""
    home = Home(Path(home_dir))
    install_network_guard(home, "victim")
    studio = Studio(home)
    threading.Thread(
        target=add_files, args=(studio, assistant_id, Path(scratch_dir)), daemon=True
    ).start()
    conversation = studio.conversations.create(assistant_id)
    while True:
        question = random.choice(QUESTIONS)
        for event in studio.answering.ask(conversation.id, question, max_tokens=24):
            match event:
                case UserSaved():
                    promise("message", event.message_id)
                case AnswerSaved():
                    promise("answer", event.message_id)


def add_files(studio: Studio, assistant_id: str, scratch: Path) -> None:
    """Add one small file after the other."""
    while not _pause.wait(PAUSE_S):
        name = f"note-{uuid.uuid4().hex[:12]}.md"
        path = scratch / name
        path.write_text(f"# Note {name}\n\n" + f"The code word of {name} is {name[5:11]}. " * 8)
        for document in studio.knowledge.add(assistant_id, [path]).documents:
            promise("document", document.id, document.name)


_speaking = threading.Lock()
_pause = threading.Event()


def promise(*words: str) -> None:
    """Say that something is kept."""
    with _speaking:
        sys.stdout.write(" ".join(words) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:4])

"""The app as `kill_indexing.py` kills it: takes files in and indexes them, again and again.

Each line on standard output is one promise: `NAME ID` of a document.
"""

from __future__ import annotations

import sys
from pathlib import Path

from assistant_studio.knowledge.service import KnowledgeService
from assistant_studio.network import install_network_guard
from assistant_studio.paths import Home


def main(home_dir: str, folder: str, large_from_chunks: str) -> None:
    """Work until killed."""
    home = Home(Path(home_dir))
    install_network_guard(home, "victim")
    service = KnowledgeService(home, {"large_from_chunks": int(large_from_chunks)})
    while True:
        for path in sorted(Path(folder).iterdir()):
            outcome = service.add("A", [path])
            for document in (*outcome.documents, *outcome.unchanged):
                sys.stdout.write(f"{document.name} {document.id}\n")
                sys.stdout.flush()
        service.wait_until_indexed("A")
        # All are there: read and embedded anew, so that the next kill finds work going on.
        service.reindex("A")


if __name__ == "__main__":
    main(*sys.argv[1:4])

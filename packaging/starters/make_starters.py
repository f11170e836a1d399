"""Makes the starters' PDF and Word documents from their sources.

Run it after editing a source:  python packaging/starters/make_starters.py
With `--out DIR` the documents are written elsewhere, so that they can be compared.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from guide_docx import write_docx
from handbook_pdf import Cover, write_pdf
from starter_source import check_numbering, read_blocks

HERE = Path(__file__).resolve().parent
DOCUMENTS = HERE.parents[1] / "resources" / "starters" / "acme-handbook" / "documents"

HANDBOOK = Cover(
    company="Acme",
    title="Staff handbook",
    edition="edition of 2026",
    summary=(
        "How we work, what Acme offers the people who work here, and what it asks of them. "
        "Valid from 1 January 2026."
    ),
    small_print=(
        "Acme is an invented company, and none of its rules are legal advice. This handbook was "
        "written for the sample assistant of Assistant Studio and may be used freely (CC0-1.0)."
    ),
)


def make(out: Path) -> list[Path]:
    """Makes every document that is not written by hand.

    Args:
        out: The folder to write to.

    Returns:
        The files that were written.
    """
    source = HERE / "acme-handbook"
    handbook, guide = out / "Staff handbook.pdf", out / "Travel and expenses.docx"
    blocks = read_blocks(*sorted((source / "staff-handbook").glob("*.md")))
    check_numbering(blocks)
    write_pdf(blocks, HANDBOOK, handbook)
    write_docx(
        read_blocks(source / "travel-and-expenses.md"),
        "How to plan a trip for Acme, book it and get the money back",
        guide,
    )
    return [handbook, guide]


def main() -> int:
    """Makes the documents and names them.

    Returns:
        The exit status.
    """
    parser = argparse.ArgumentParser(description="Makes the starters' PDF and Word documents.")
    parser.add_argument("--out", type=Path, default=DOCUMENTS, help="folder to write to")
    for path in make(parser.parse_args().out):
        sys.stdout.write(f"{path} ({path.stat().st_size / 1024:.0f} KiB)\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

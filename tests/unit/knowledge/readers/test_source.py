import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from assistant_studio.cancel import CancelToken
from assistant_studio.errors import DocumentTooLarge, EmptyDocument, FileUnavailable
from assistant_studio.knowledge.readers.registry import read_document
from assistant_studio.knowledge.readers.source import Source


def refusal(path: Path) -> FileUnavailable:
    with pytest.raises(FileUnavailable) as caught:
        read_document(path, CancelToken())
    assert caught.value.hint
    return caught.value


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    error = refusal(tmp_path / "gone.txt")
    assert error.message == "“gone.txt” was not found: it was moved, renamed or deleted."


def test_a_path_through_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert "was not found" in refusal(tmp_path / "file" / "below.txt").message


def test_a_folder_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    error = refusal(folder)
    assert "is a folder" in error.message
    assert "files in the folder" in error.hint


@pytest.mark.skipif(os.name != "posix", reason="links need no permission here")
def test_a_broken_link_is_told(tmp_path: Path) -> None:
    link = tmp_path / "link.pdf"
    link.symlink_to(tmp_path / "gone.pdf")
    assert "is a link to a file that is not there" in refusal(link).message


@pytest.mark.skipif(os.name != "posix", reason="links need no permission here")
def test_links_in_a_circle_are_told(tmp_path: Path) -> None:
    link = tmp_path / "round.txt"
    link.symlink_to(link)
    assert "could not be read" in refusal(link).message


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_is_told_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert "no ordinary file" in refusal(tmp_path / "pipe.txt").message


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device here")
def test_a_device_is_told_and_not_read() -> None:
    assert "no ordinary file" in refusal(Path("/dev/zero")).message


def test_a_path_that_no_system_takes_is_told() -> None:
    assert "is no path of a file" in refusal(Path("a\0b.txt")).message


@contextmanager
def ordinary_user() -> Iterator[None]:
    """Root may read everything; for the time being it is somebody else."""
    before = os.geteuid()
    if before == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(before)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="no accounts to change here")
def test_an_unreadable_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text("secret")
    path.chmod(0)
    with ordinary_user():
        error = refusal(path)
    assert "may not be read" in error.message
    assert "permission" in error.message


def test_an_empty_file_is_told(tmp_path: Path) -> None:
    for name in ("a.txt", "a.pdf", "a.docx", "a.md", "a.html", "a"):
        (tmp_path / name).touch()
        with pytest.raises(EmptyDocument, match="0 bytes"):
            read_document(tmp_path / name, CancelToken())


def test_300_mb_of_text_are_refused_before_they_are_read(tmp_path: Path) -> None:
    path = tmp_path / "novel.txt"
    with path.open("wb") as file:
        file.write(b"A first line.\n")
        file.truncate(300_000_000)
    with pytest.raises(DocumentTooLarge) as caught:
        read_document(path, CancelToken())
    assert caught.value.message == "“novel.txt” has 300 MB; text files are read up to 67.1 MB."
    assert caught.value.hint == "Split it into smaller files and add those."


def test_a_name_is_shown_on_one_line_and_not_endlessly() -> None:
    quoted = Source(Path("x"), "a\nb\u202e" + "c" * 500).quoted
    assert quoted.startswith("“a\ufffdb\ufffdccc")
    assert len(quoted) < 130


def test_the_name_a_person_knows_is_used(tmp_path: Path) -> None:
    path = tmp_path / "0123abcd"
    path.write_text("# A heading\n\ntext")
    text = read_document(path, CancelToken(), name="notes.md")
    assert text.sections[0].headings == ("A heading",)

"""What looks secret is found, and what only resembles it is not."""

from __future__ import annotations

import time

import pytest

from assistant_studio.bundles.secrets import SecretKind, find_secrets


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("-----BEGIN OPENSSH PRIVATE KEY-----\nb3Blb", SecretKind.PRIVATE_KEY),
        ("-----BEGIN PGP PRIVATE KEY BLOCK-----", SecretKind.PRIVATE_KEY),
        ("AKIAIOSFODNN7EXAMPLE", SecretKind.TOKEN),
        ("ghp_" + "a1B2" * 9, SecretKind.TOKEN),
        ("sk-ant-api03-" + "x1" * 20, SecretKind.TOKEN),
        ("xoxb-123456789012-abcdef", SecretKind.TOKEN),
        ("AIza" + "B" * 35, SecretKind.TOKEN),
        ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w", SecretKind.TOKEN),
        ("password: hunter2!", SecretKind.PASSWORD),
        ('"api_key" = "a81b-22c9"', SecretKind.PASSWORD),
        ("postgres://ada:s3cret@db/x", SecretKind.PASSWORD),
        ("write to ada@analytical.engine.", SecretKind.MAIL_ADDRESS),
        ("in /home/ada/notes", SecretKind.HOME_PATH),
        ("C:\\Users\\Ada\\Desktop", SecretKind.HOME_PATH),
        ("/Users/ada/x", SecretKind.HOME_PATH),
    ],
)
def test_it_is_found_wherever_it_stands(text: str, kind: SecretKind) -> None:
    for around in ("{}", "Some words before {} and after.", "\n{}\n"):
        (found,) = find_secrets("notes", around.format(text))
        assert found.kind is kind
    far = "x " * 300_000 + text
    assert [finding.kind for finding in find_secrets("notes", far)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "people@acme.example and me@example.com",
        "The password: required for everyone",
        "How many characters must a password have?",
        "/home/user/file and C:\\Users\\Public",
        "Ask the desk (sk-1) or AKIA",
        "a public key: -----BEGIN PUBLIC KEY-----",
    ],
)
def test_what_only_resembles_one_is_let_go(text: str) -> None:
    assert find_secrets("notes", text) == []


def test_a_secret_is_not_told_whole() -> None:
    (found,) = find_secrets("notes", "password: correct-horse-9")
    assert "horse" not in found.quote


def test_no_text_takes_long() -> None:
    started_s = time.process_time()
    for piece in ("a.", "eyJ-", "password:", "a@", "/home/", "x://y:", "sk-", "SG."):
        find_secrets("notes", piece * (2_000_000 // len(piece)))
    assert time.process_time() - started_s < 60

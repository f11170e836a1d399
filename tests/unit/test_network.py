"""What counts as staying on this computer, and what a blocked connection leaves in the log."""

from __future__ import annotations

import pytest

from assistant_studio.network import is_local


@pytest.mark.parametrize(
    "address",
    [
        ("127.0.0.1", 80),
        ("127.9.9.9", 80),
        ("::1", 80, 0, 0),
        ("localhost", 80),
        ("", 80),
        (None, 80),
        "/run/user/bus",
        b"\0abstract",
    ],
)
def test_loopback_and_local_sockets_are_local(address: object) -> None:
    assert is_local(address)


@pytest.mark.parametrize(
    "address",
    [
        ("192.0.2.1", 80),
        ("10.0.0.1", 80),
        ("example.org", 443),
        (b"example.org", 443),
        ("fe80::1%eth0", 80, 0, 2),
        ("127.0.0.1%evil.example.org", 80),
        ("2001:db8::1", 80, 0, 0),
        ("169.254.169.254", 80),
        ("localhost.example.org", 80),
        ("0x7f000001.example.org", 80),
    ],
)
def test_everything_else_is_not(address: object) -> None:
    assert not is_local(address)

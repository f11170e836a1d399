"""The language model in a few words."""

from __future__ import annotations

import pytest

from assistant_studio.viewmodels.model_status import short_name


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("SmolLM2-135M-Instruct.Q4_1", "SmolLM2 135M"),
        ("Qwen2.5-1.5B-Instruct-Q4_K_M", "Qwen2.5 1.5B"),
        ("gemma-3-4b-it-IQ4_XS", "gemma 3 4b"),
        ("Instruct", "Instruct"),
        ("My model", "My model"),
    ],
)
def test_a_model_is_called_by_what_people_know(name: str, short: str) -> None:
    assert short_name(name) == short

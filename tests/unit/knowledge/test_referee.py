"""The comparison of an exported embedder with its reference."""

from __future__ import annotations

import numpy as np

from assistant_studio.knowledge.embedding import Vectors
from assistant_studio.knowledge.referee import compare, trial_texts


def _random_vectors(count: int) -> Vectors:
    return np.random.default_rng(7).normal(size=(count, 32)).astype(np.float32)


def test_the_same_vectors_pass() -> None:
    vectors = _random_vectors(40)
    verdict = compare(vectors, vectors.copy())
    assert verdict.passed
    assert verdict.lowest_cosine > 0.999999


def test_one_text_that_comes_out_differently_is_enough_to_fail() -> None:
    vectors = _random_vectors(40)
    exported = vectors.copy()
    exported[17] += 0.1
    verdict = compare(vectors, exported)
    assert not verdict.passed
    assert verdict.lowest_cosine < 0.9999


def test_nearly_the_same_vector_for_every_text_fails() -> None:
    vectors = _random_vectors(40)
    exported = np.ones_like(vectors) + 0.001 * vectors
    verdict = compare(vectors, exported)
    assert not verdict.passed
    assert verdict.highest_other_cosine > 0.99


def test_vectors_of_another_shape_or_not_numbers_fail() -> None:
    vectors = _random_vectors(40)
    broken = vectors.copy()
    broken[3, 3] = np.nan
    assert not compare(vectors, broken).passed
    assert not compare(vectors, vectors[:, :16]).passed


def test_texts_the_reference_cannot_tell_apart_do_not_count_against_the_export() -> None:
    vectors = _random_vectors(40)
    vectors[5] = vectors[6]
    assert compare(vectors, vectors.copy()).passed


def test_the_trial_has_many_texts_of_all_lengths_and_is_the_same_each_time() -> None:
    texts = trial_texts()
    lengths = {len(text.split()) for text in texts}
    assert len(texts) >= 40
    assert min(lengths) <= 1
    assert max(lengths) >= 600
    assert any(not text.isascii() for text in texts)
    assert texts == trial_texts()

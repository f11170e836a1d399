"""How many threads the engine uses beside other programs."""

from __future__ import annotations

import pytest

from assistant_studio.models.threads import (
    CpuTimes,
    ThreadGovernor,
    most_threads,
    read_cpu_times,
    usable_cores,
)


@pytest.mark.parametrize(
    ("most", "others_cores", "threads"),
    [(2, 0.0, 2), (2, 0.3, 2), (2, 1.0, 1), (2, 1.9, 1), (8, 1.0, 7), (8, 0.2, 8), (1, 0.9, 1)],
)
def test_a_core_that_others_use_is_left_to_them(
    most: int, others_cores: float, threads: int
) -> None:
    governor = ThreadGovernor(most, CpuTimes(100.0, 5000.0, 50.0))
    own_s = 1.4
    now = CpuTimes(101.0, 5000.0 + others_cores + own_s, 50.0 + own_s)
    assert governor.look(now) == governor.threads == threads


def test_a_core_comes_back_when_it_is_free_again() -> None:
    governor = ThreadGovernor(2, CpuTimes(0.0, 0.0, 0.0))
    assert governor.look(CpuTimes(1.0, 2.0, 1.0)) == 1
    assert governor.look(CpuTimes(2.0, 3.0, 2.0)) == 2


def test_this_computer_can_be_asked() -> None:
    first = read_cpu_times()
    second = read_cpu_times()
    assert second.all_s >= first.all_s >= 0
    assert 1 <= most_threads() <= len(usable_cores())
    assert not ThreadGovernor(1, second).due()


def test_a_fixed_number_stays() -> None:
    assert not ThreadGovernor(2, CpuTimes(0.0, 0.0, 0.0), fixed=True).due()
    assert ThreadGovernor(2, CpuTimes(0.0, 0.0, 0.0)).due()

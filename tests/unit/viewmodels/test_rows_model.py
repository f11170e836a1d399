"""A list model that changes only what changed."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QAbstractItemModel
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester

from assistant_studio.viewmodels.rows_model import RowsModel, camel_case


@dataclass(frozen=True, slots=True)
class _Row:
    key: int
    long_name: str = ""


class _Model(RowsModel):
    row_type = _Row


@pytest.fixture
def model(application: QGuiApplication) -> _Model:
    return _Model()


def test_roles_are_the_fields_in_camel_case(model: _Model) -> None:
    names = [bytes(name.data()).decode() for name in model.roleNames().values()]

    assert names == ["key", "longName"]


def test_a_changed_row_is_announced_alone(model: _Model) -> None:
    model.show([_Row(1, "a"), _Row(2, "b"), _Row(3, "c")])
    changed: list[int] = []
    model.dataChanged.connect(lambda first, _last: changed.append(first.row()))

    model.show([_Row(1, "a"), _Row(2, "B"), _Row(3, "c")])

    assert changed == [1]


@given(
    st.lists(
        st.lists(st.integers(0, 12), unique=True).map(
            lambda keys: [_Row(key, str(len(keys))) for key in keys]
        ),
        max_size=6,
    )
)
def test_every_change_ends_in_what_was_wanted(shows: list[list[_Row]]) -> None:
    model = _Model()
    # Qt's own tester stops the program if rows are announced wrongly.
    tester = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Fatal, model
    )
    for wanted in shows:
        model.show(wanted)
        assert model.rows == wanted
        assert model.rowCount() == len(wanted)
    assert isinstance(tester.model(), QAbstractItemModel)


def test_count_is_told_when_it_changes(model: _Model) -> None:
    told: list[int] = []
    model.countChanged.connect(lambda: told.append(model.rowCount()))

    model.show([_Row(1), _Row(2)])
    model.show([_Row(2), _Row(1)])
    model.show([_Row(2)])

    assert told == [2, 1]


def test_camel_case() -> None:
    assert camel_case("a") == "a"
    assert camel_case("file_count_text") == "fileCountText"

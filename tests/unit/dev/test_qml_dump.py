"""qmllint sees the app's Python types as Qt sees them, and a fault in QML is found."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from studio_dev import qml_dump, qml_types
from studio_dev.places import Places

TYPES = '''\
"""Types for a test."""

from PySide6.QtCore import Property, QAbstractListModel, QModelIndex, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

QML_IMPORT_NAME = "AssistantStudio.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


class Base(QObject):
    busyChanged = Signal()

    @Property(bool, notify=busyChanged)
    def busy(self):
        return False


@QmlElement
class Rows(QAbstractListModel):
    def rowCount(self, parent=QModelIndex()):
        return 0


@QmlElement
@QmlUncreatable("made by the app")
class Chat(Base):
    failed = Signal(str, arguments=["message"])

    @Property(Rows, constant=True)
    def rows(self):
        return None

    @Slot(str, result=bool)
    def send(self, text):
        return True
'''
QML = """\
import QtQuick
import AssistantStudio.ViewModels

Item {
    id: root
    required property Chat chat
    visible: !root.chat.busy && root.chat.send("x")
    ListView { model: root.chat.rows }
    Connections {
        target: root.chat
        function onFailed(message: string): void { console.log(message) }
    }
    objectName: root.chat.PROPERTY
}
"""


class OurTools(Places):
    """Another checkout, checked with this environment's tools."""

    __slots__ = ()

    @property
    def python(self) -> Path:
        return Path(sys.executable)

    def script(self, name: str) -> Path:
        return Path(sys.executable).with_name(name)


@pytest.fixture
def checkout(tmp_path: Path) -> OurTools:
    # Not "assistant_studio": this environment has that one installed.
    package = tmp_path / "qml_dump_sample" / "viewmodels"
    package.mkdir(parents=True)
    (package / "types_for_qml.py").write_text(TYPES, encoding="utf-8")
    (tmp_path / "ui").mkdir()
    return OurTools(tmp_path, tmp_path / "cache")


def lint(checkout: OurTools, name: str, monkeypatch: pytest.MonkeyPatch) -> bool:
    monkeypatch.setattr(qml_types, "_FOLDERS", ("qml_dump_sample/viewmodels",))
    monkeypatch.setattr(qml_types, "OUR_PACKAGE", "qml_dump_sample")
    monkeypatch.setenv("PYTHONPATH", str(checkout.root))
    (checkout.root / "ui" / "Main.qml").write_text(QML.replace("PROPERTY", name))
    return qml_types.lint(checkout)[0]


def test_pointers_constants_base_classes_and_arguments_are_understood(
    checkout: OurTools, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    passed = lint(checkout, "objectName", monkeypatch)
    assert capsys.readouterr().out == ""
    assert passed


def test_a_property_that_no_type_has_is_found(
    checkout: OurTools, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert not lint(checkout, "nosuch", monkeypatch)
    assert 'Member "nosuch" not found' in capsys.readouterr().out


def test_decorators_say_what_qml_can_see() -> None:
    found = qml_dump.element_infos(TYPES)
    assert set(found) == {"Rows", "Chat"}
    assert {"name": "QML.UncreatableReason", "value": "made by the app"} in found["Chat"]


@pytest.mark.parametrize(
    ("decorator", "info"),
    [
        ("QmlSingleton", {"name": "QML.Singleton", "value": "true"}),
        ('QmlNamedElement("Other")', {"name": "QML.Element", "value": "Other"}),
        ("QmlAnonymous", {"name": "QML.Element", "value": "anonymous"}),
    ],
)
def test_each_decorator_is_understood(decorator: str, info: dict[str, str]) -> None:
    found = qml_dump.element_infos(f"@QmlElement\n@{decorator}\nclass Thing: pass\n")
    assert info in found["Thing"]

"""What a person can do in the window: one list for menus, shortcuts, the palette and the settings.

A command is declared in QML where its action is at hand, with its words in `qsTr`:

    Command {
        name: "conversation.new"
        title: qsTr("New conversation")
        group: qsTr("Conversations")
        keys: "Ctrl+N"
        onTriggered: app.newConversation()
    }

That is all: `App/CommandShortcuts.qml` makes the shortcut, the palette finds it, and
`CommandsModel` lists it with its keys (the settings show the shortcuts from there:
`CommandsModel { withKeys: true }`, grouped by `group`). A menu or a button that does the same calls
`commands.run("conversation.new")` on any `CommandsModel`, or the same function. Commands that make
sense only at times bind `enabled`. Where two have one name, the one declared last counts.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtQml import QmlElement

from assistant_studio.viewmodels.of_the_app import one_of_the_app
from assistant_studio.viewmodels.rows_model import RowsModel

QML_IMPORT_NAME = "AssistantStudio.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class CommandRow:
    """One command as it is listed.

    Attributes:
        key: Its name in code, such as "conversation.new".
        title: Its name for people.
        group: The heading it stands under.
        keys: Its shortcut as `QKeySequence` reads it; empty where it has none.
        keys_text: Its shortcut as this system writes it, such as "Ctrl+N" or "⌘N".
        icon_name: Its icon; may be empty.
        words: Other words to find it by.
        usable: Whether it makes sense now.
        listed: Whether the palette offers it.
    """

    key: str
    title: str
    group: str
    keys: str
    keys_text: str
    icon_name: str
    words: str
    usable: bool
    listed: bool


class CommandList(QObject):
    """All commands that QML has declared, in the order of their declaration.

    Attributes:
        recent: Names of commands that were run, the latest first.

    Signals:
        changed: A command came, went or is different; many changes at once are told once.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._commands: dict[int, Command] = {}
        self.recent: list[str] = []
        self._telling = QTimer(self, singleShot=True, interval=0)
        self._telling.timeout.connect(self.changed)

    @property
    def commands(self) -> dict[str, Command]:
        """The commands by name; of two with one name, the one declared last."""
        return {command.row.key: command for command in self._commands.values() if command.row.key}

    @property
    def rows(self) -> list[CommandRow]:
        """The commands as they are listed."""
        return [command.row for command in self.commands.values()]

    def add(self, command: Command) -> None:
        """List a command for as long as it lives."""
        key = id(command)
        self._commands[key] = command
        command.destroyed.connect(lambda: self._drop(key))
        self.tell()

    def tell(self) -> None:
        """Something is different: say so as soon as the window is at rest."""
        self._telling.start()

    def run(self, name: str) -> None:
        """Do what a command does, if it makes sense now."""
        command = self.commands.get(name)
        if command is not None and command.row.usable:
            self.recent = [name, *(other for other in self.recent if other != name)]
            command.triggered.emit()

    def _drop(self, key: int) -> None:
        self._commands.pop(key, None)
        self.tell()


def command_list() -> CommandList:
    """The one list of the app; it ends with the Qt application."""
    return one_of_the_app(CommandList)


@QmlElement
class Command(QObject):
    """One thing a person can do; see the module for how it is declared.

    Signals:
        changed: One of its properties is different.
        triggered: Somebody wants it done.
    """

    changed = Signal()
    triggered = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = self._title = self._group = self._keys = self._icon = self._words = ""
        self._enabled = self._listed = True
        self.changed.connect(command_list().tell)
        command_list().add(self)

    @property
    def row(self) -> CommandRow:
        """The command as it is listed."""
        native = QKeySequence(self._keys).toString(QKeySequence.SequenceFormat.NativeText)
        return CommandRow(
            key=self._name,
            title=self._title,
            group=self._group,
            keys=self._keys,
            keys_text=native,
            icon_name=self._icon,
            words=self._words,
            usable=self._enabled,
            listed=self._listed,
        )

    @Property(str, notify=changed)
    def name(self) -> str:
        """Its name in code."""
        return self._name

    @name.setter  # type: ignore[no-redef]
    def name(self, name: str) -> None:
        self._name = name
        self.changed.emit()

    @Property(str, notify=changed)
    def title(self) -> str:
        """Its name for people."""
        return self._title

    @title.setter  # type: ignore[no-redef]
    def title(self, title: str) -> None:
        self._title = title
        self.changed.emit()

    @Property(str, notify=changed)
    def group(self) -> str:
        """The heading it stands under."""
        return self._group

    @group.setter  # type: ignore[no-redef]
    def group(self, group: str) -> None:
        self._group = group
        self.changed.emit()

    @Property(str, notify=changed)
    def keys(self) -> str:
        """Its shortcut, such as "Ctrl+N" (on macOS, Ctrl is read as ⌘)."""
        return self._keys

    @keys.setter  # type: ignore[no-redef]
    def keys(self, keys: str) -> None:
        self._keys = keys
        self.changed.emit()

    @Property(str, notify=changed)
    def iconName(self) -> str:
        """Its icon."""
        return self._icon

    @iconName.setter  # type: ignore[no-redef]
    def iconName(self, icon: str) -> None:
        self._icon = icon
        self.changed.emit()

    @Property(str, notify=changed)
    def words(self) -> str:
        """Other words to find it by."""
        return self._words

    @words.setter  # type: ignore[no-redef]
    def words(self, words: str) -> None:
        self._words = words
        self.changed.emit()

    @Property(bool, notify=changed)
    def enabled(self) -> bool:
        """Whether it makes sense now; its shortcut sleeps while it does not."""
        return self._enabled

    @enabled.setter  # type: ignore[no-redef]
    def enabled(self, enabled: bool) -> None:
        self._enabled = enabled
        self.changed.emit()

    @Property(bool, notify=changed)
    def listed(self) -> bool:
        """Whether the palette offers it (the palette does not offer itself)."""
        return self._listed

    @listed.setter  # type: ignore[no-redef]
    def listed(self, listed: bool) -> None:
        self._listed = listed
        self.changed.emit()


@QmlElement
class CommandsModel(RowsModel):
    """The commands as a list for QML; the roles are the fields of `CommandRow` in camelCase.

    Signals:
        withKeysChanged: `withKeys` was set.
    """

    row_type = CommandRow
    withKeysChanged = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._with_keys = False
        command_list().changed.connect(self.refresh)
        self.refresh()

    @Property(bool, notify=withKeysChanged)
    def withKeys(self) -> bool:
        """Whether only commands with a shortcut are listed."""
        return self._with_keys

    @withKeys.setter  # type: ignore[no-redef]
    def withKeys(self, with_keys: bool) -> None:
        if with_keys != self._with_keys:
            self._with_keys = with_keys
            self.withKeysChanged.emit()
            self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Look again."""
        rows = command_list().rows
        self.show([row for row in rows if row.keys or not self._with_keys])

    @Slot(str)
    def run(self, name: str) -> None:
        """Do what a command does, if it makes sense now."""
        command_list().run(name)

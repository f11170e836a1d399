"""What begins once the window has been seen; until then it would hold the first picture up."""

from __future__ import annotations

from PySide6.QtCore import QObject

from assistant_studio.bundles.origins import Finished
from assistant_studio.errors import StudioError
from assistant_studio.viewmodels import services
from assistant_studio.viewmodels.conversation_upkeep import ConversationUpkeep
from assistant_studio.viewmodels.indexing import indexing
from assistant_studio.viewmodels.task import Task


class AfterStart(QObject):
    """Follows the indexing, puts files in that are missing, and tidies; all in the background."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._begun = False
        self._upkeep = ConversationUpkeep(self)

    def begin(self) -> bool:
        """Begin, if that was not done yet.

        Returns:
            Whether it is the first time, and there is a studio.
        """
        if self._begun or not services.has_studio():
            return False
        self._begun = True
        indexing().follow()
        self._upkeep.start()
        self._install_starters()
        self._finish_imports()
        Task(self, lambda _token: services.studio().library.tidy()).start()
        return True

    def _finish_imports(self) -> None:
        def done(finished: Finished) -> None:
            for assistant_id in finished.assistant_ids:
                services.changes().documentsChanged.emit(assistant_id)
            for error in finished.errors:
                services.changes().problemMet.emit(error.message, error.hint)

        Task(self, lambda _token: services.studio().finish_imports()).succeeded(done).start()

    def _install_starters(self) -> None:
        def installed(assistant_ids: list[str]) -> None:
            indexing().set_installing(False)
            for found in assistant_ids:
                services.changes().documentsChanged.emit(found)

        def failed(error: StudioError) -> None:
            installed([])
            services.changes().problemMet.emit(error.message, error.hint)

        indexing().set_installing(True)
        task = Task(self, lambda _token: services.studio().install_starters())
        task.succeeded(installed).failed(failed).start()

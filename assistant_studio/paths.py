"""Where things lie: a person's data folder, and the files that come with the app."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from assistant_studio.errors import StorageError
from assistant_studio.language import _

# In a place that the data was moved away from: a file that names where it is now.
MOVED_NAME = "moved-to.json"
_MOST_MOVES = 16
HOME_VARIABLE = "ASSISTANT_STUDIO_HOME"
_PACKAGE_DIR = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Home:
    """A data folder and the places in it.

    Attributes:
        root: The folder itself; made by `create`.
    """

    root: Path

    @property
    def studio_db(self) -> Path:
        """Assistants, conversations and messages."""
        return self.root / "studio.db"

    @property
    def knowledge_db(self) -> Path:
        """What was read from documents, and its indexes."""
        return self.root / "knowledge.db"

    @property
    def settings_file(self) -> Path:
        """The person's settings."""
        return self.root / "settings.json"

    @property
    def files_dir(self) -> Path:
        """Added documents, each under its content hash."""
        return self.root / "files"

    @property
    def avatars_dir(self) -> Path:
        """Pictures of assistants, each under its content hash."""
        return self.root / "avatars"

    @property
    def attachments_dir(self) -> Path:
        """What was attached to messages, each content under its hash."""
        return self.root / "attachments"

    @property
    def models_dir(self) -> Path:
        """Models a person added."""
        return self.root / "models"

    @property
    def cache_dir(self) -> Path:
        """What can be deleted at any time and comes back by itself."""
        return self.root / "cache"

    @property
    def chroma_dir(self) -> Path:
        """The vector index."""
        return self.cache_dir / "chroma"

    @property
    def snapshots_dir(self) -> Path:
        """Prompt snapshots."""
        return self.cache_dir / "snapshots"

    @property
    def embedders_dir(self) -> Path:
        """ONNX exports of embedders."""
        return self.cache_dir / "embedders"

    @property
    def added_embedders_dir(self) -> Path:
        """Embedders that a person has added, each in a folder named by its weights' hash."""
        return self.root / "embedders"

    @property
    def backups_dir(self) -> Path:
        """Copies of the databases from before each migration."""
        return self.root / "backups"

    @property
    def logs_dir(self) -> Path:
        """Logs, the network log among them; they never leave this computer."""
        return self.root / "logs"

    @property
    def network_log(self) -> Path:
        """One line for each use of the network, allowed or blocked."""
        return self.logs_dir / "network.jsonl"

    def create(self) -> Home:
        """Make the folder, for its owner alone.

        Raises:
            StorageError: It cannot be made, or was moved to a place that is not there now.
        """
        there = moved_to(self.root)
        if there is not None:
            raise StorageError(
                _("Your data was moved to {folder}, which cannot be found now.", folder=there),
                _("Connect the disk it is on, and start again."),
            )
        try:
            self.root.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise StorageError(
                _(
                    "The data folder {folder} cannot be used ({strerror}).",
                    folder=self.root,
                    strerror=error.strerror or error,
                ),
                _("Choose a folder that you may write to, with --home DIR."),
            ) from error
        return self


def default_home() -> Home:
    """The data folder named by ASSISTANT_STUDIO_HOME, else the platform's own place."""
    named = os.environ.get(HOME_VARIABLE)
    if named:
        return home_at(Path(named))
    return home_at(Path(platformdirs.user_data_dir("assistant-studio", appauthor=False)))


def home_at(root: Path) -> Home:
    """The data folder at a place, or where it was moved to from there."""
    root = root.expanduser().absolute()
    for _move in range(_MOST_MOVES):
        there = moved_to(root)
        if there is None or not there.is_dir():
            break
        root = there
    return Home(root)


def moved_to(root: Path) -> Path | None:
    """Where a data folder was moved to; None where it was not."""
    try:
        return Path(json.loads((root / MOVED_NAME).read_text(encoding="utf-8"))["moved_to"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _shipped(name: str) -> Path:
    """A folder that lies in the package when installed, beside it in a checkout."""
    packaged = _PACKAGE_DIR / name
    return packaged if packaged.is_dir() else _PACKAGE_DIR.parent / name


def ui_dir() -> Path:
    """The folder of the QML modules."""
    return _shipped("ui")


def resources_dir() -> Path:
    """The folder of starter assistants, icons, fonts and starter models."""
    return _shipped("resources")


def starter_models_dir() -> Path:
    """Where the models that come with the app lie."""
    return resources_dir() / "models"


def app_command() -> list[str]:
    """The command that starts this very app again, frozen or from source."""
    if getattr(sys, "frozen", False):
        return [sys.executable]
    # -P: a module in the folder the app happens to be started from must never be imported.
    return [sys.executable, "-P", "-m", "assistant_studio"]

"""The models on this computer: those that come with the app, and those a person added."""

from __future__ import annotations

import builtins
import json
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from assistant_studio import paths
from assistant_studio.cancel import CancelToken
from assistant_studio.errors import (
    Ambiguous,
    DamagedModel,
    ModelError,
    ModelMissing,
    NotFound,
    UnsupportedModel,
    UsageError,
)
from assistant_studio.language import _
from assistant_studio.models.gguf import GgufInfo, inspect_gguf
from assistant_studio.models.model_files import Progress, copied, free_name, hashed
from assistant_studio.paths import Home
from assistant_studio.storage.database import Database, sql_migration, utc_now

MODEL_MIGRATIONS = (
    sql_migration(
        "2026-11-23-models",
        # What was found out about a file, true for as long as its size and time stay the same.
        """CREATE TABLE model_files (
            path TEXT PRIMARY KEY,
            size_bytes INTEGER NOT NULL,
            mtime_ns INTEGER NOT NULL,
            sha256 TEXT NOT NULL,
            info TEXT NOT NULL
        )""",
        """CREATE TABLE models (
            sha256 TEXT PRIMARY KEY,
            path TEXT NOT NULL REFERENCES model_files (path),
            linked INTEGER NOT NULL,
            added_at TEXT NOT NULL
        )""",
    ),
)
_ADD_HINT = _("Add a GGUF file with 'assistant-studio models add FILE' or on the Models screen.")


@dataclass(frozen=True, slots=True)
class InstalledModel:
    """A model that can be used.

    Attributes:
        sha256: Of its file; what assistants refer to.
        name: The file's name without `.gguf`.
        path: Where the file lies.
        size_bytes: Of the file.
        info: What the file says about itself.
        linked: It lies where the person had it and was not copied.
        starter: It came with the app.
    """

    sha256: str
    name: str
    path: Path
    size_bytes: int
    info: GgufInfo
    linked: bool
    starter: bool


class ModelStore:
    """Finds, adds and removes models; the files are looked at, never changed.

    Attributes:
        knows_architecture: Whether the engine can run an architecture; None adds all of them.
        preferred: The sha256 of the model a person chose for assistants that name none, if any.
    """

    def __init__(self, database: Database, home: Home) -> None:
        self.knows_architecture: Callable[[str], bool] | None = None
        self.preferred: Callable[[], str | None] = lambda: None
        self._database = database
        self._home = home

    def add(
        self,
        path: Path,
        link: bool = False,
        token: CancelToken | None = None,
        on_progress: Progress | None = None,
        knows: Callable[[str], bool] | None = None,
    ) -> InstalledModel:
        """Install a model file: copy it in, whole or not at all, or use it where it lies.

        Args:
            path: A GGUF file.
            link: Do not copy.
            token: Stops the copying; nothing of it stays.
            on_progress: Called with bytes done and bytes in all.
            knows: Whether the engine can run an architecture; asked before anything is copied.
                By default `knows_architecture`.

        Returns:
            The model; the one that is there already if the content is the same.

        Raises:
            ModelError: The file is missing, damaged, or nothing the engine can run.
            DiskFull: There is no room for a copy.
        """
        path = path.expanduser().absolute()
        info = inspect_gguf(path)
        _check_usable(path.name, info, knows or self.knows_architecture)
        target = path if link else free_name(self._home.models_dir, path.name)
        if link:
            sha256 = hashed(path, token, on_progress)
        else:
            sha256 = copied(path, target, token, on_progress, lambda found: not self._whole(found))
        if (there := self._whole(sha256)) is not None:
            return there
        with self._database.transaction() as connection:
            # What was known of a file that is gone, or that has become another model.
            connection.execute("DELETE FROM models WHERE sha256 = ?", (sha256,))
            connection.execute("DELETE FROM models WHERE path = ?", (str(target),))
            _remember(connection, target, sha256, info)
            connection.execute(
                "INSERT INTO models VALUES (?, ?, ?, ?)", (sha256, str(target), link, utc_now())
            )
        return self.get(sha256)

    def take_place(self, file: Path, name: str) -> Path:
        """Move a model file of the data folder to where models lie; `adopt` then makes it one.

        Raises:
            ModelError: It is damaged, or nothing the engine can run; it stays where it was.
        """
        _check_usable(name, inspect_gguf(file), self.knows_architecture)
        self._home.models_dir.mkdir(parents=True, exist_ok=True)
        safe = "".join(sign if sign.isalnum() or sign in "-_. " else "-" for sign in name)
        target = free_name(self._home.models_dir, f"{safe.strip('. ')[:80] or 'model'}.gguf")
        return file.replace(target)

    def adopt(self, path: Path, sha256: str) -> None:
        """Make a model of a file that lies where models lie; joins the caller's transaction."""
        info = inspect_gguf(path)
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM models WHERE sha256 = ?", (sha256,))
            _remember(connection, path, sha256, info)
            connection.execute(
                "INSERT INTO models VALUES (?, ?, ?, ?)", (sha256, str(path), False, utc_now())
            )

    def list(self) -> builtins.list[InstalledModel]:
        """All models, those of the app first, then by name."""
        found: dict[str, InstalledModel] = {}
        for path in sorted(paths.starter_models_dir().glob("*.gguf")):
            try:
                model = self._starter(path)
            except ModelError:
                continue  # half-fetched: whoever sets the app up again fetches it again
            found.setdefault(model.sha256, model)
        rows = self._database.query(
            "SELECT m.sha256, m.path, m.linked, f.size_bytes, f.info "
            "FROM models m JOIN model_files f ON f.path = m.path"
        )
        for row in rows:
            found.setdefault(row["sha256"], _installed(row))
        return sorted(found.values(), key=lambda each: (not each.starter, each.name.lower()))

    def get(self, sha256: str) -> InstalledModel:
        """The model with this sha256.

        Raises:
            ModelMissing: There is none.
        """
        found = self._find(sha256)
        if found is None:
            raise ModelMissing(
                _("The model {sha256} is not on this computer.", sha256=sha256[:12]),
                _("Choose another model for the assistant. {add_hint}", add_hint=_ADD_HINT),
            )
        return found

    def resolve(self, ref: str) -> InstalledModel:
        """The model a person means: by name, sha256, or a unique beginning of either.

        Raises:
            NotFound: No model goes by that.
            Ambiguous: More than one does.
        """
        models = self.list()
        wanted = ref.strip().lower().removesuffix(".gguf")
        exact = [each for each in models if wanted in (each.name.lower(), each.sha256)]
        begins = [
            each
            for each in models
            if wanted and (each.name.lower().startswith(wanted) or each.sha256.startswith(wanted))
        ]
        fits = exact or begins
        if len(fits) == 1:
            return fits[0]
        if fits:
            names = ", ".join(f"{each.name} ({each.sha256[:12]})" for each in fits)
            raise Ambiguous(
                _("{ref!r} fits {value} models: {names}.", ref=ref, value=len(fits), names=names),
                _("Use more of the sha256."),
            )
        there = ", ".join(each.name for each in models)
        raise NotFound(
            _("There is no model {ref!r}.", ref=ref),
            _("There are: {there}.", there=there) if there else _ADD_HINT,
        )

    def default(self) -> InstalledModel:
        """The model for assistants that name none: the preferred, else the one of the app.

        Raises:
            ModelMissing: There is no model at all.
        """
        models = self.list()
        if not models:
            raise ModelMissing(_("There is no language model on this computer."), _ADD_HINT)
        chosen = self.preferred()
        return next((model for model in models if model.sha256 == chosen), models[0])

    def remove(self, sha256: str) -> None:
        """Take a model away; a linked file itself stays where it is.

        Raises:
            ModelMissing: There is none.
            UsageError: It came with the app.
        """
        model = self.get(sha256)
        if model.starter:
            raise UsageError(
                _("{model} came with the app and cannot be removed.", model=model.name),
                _("Choose another model for your assistants instead."),
            )
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM models WHERE sha256 = ?", (sha256,))
            connection.execute("DELETE FROM model_files WHERE path = ?", (str(model.path),))
        if not model.linked:
            model.path.unlink(missing_ok=True)

    def verify(self, model: InstalledModel, token: CancelToken | None = None) -> None:
        """Check that a model's file is still the one that was added, before it is used.

        Raises:
            ModelMissing: It is gone.
            DamagedModel: It was changed.
        """
        row = self._database.query_one(
            "SELECT size_bytes, mtime_ns FROM model_files WHERE path = ?", (str(model.path),)
        )
        try:
            status = model.path.stat()
        except OSError as error:
            raise ModelMissing(
                _("The file of {model} is no longer at {path}.", model=model.name, path=model.path),
                _("Put it back, or remove the model and add it again from where it is now."),
            ) from error
        if row is None or (status.st_size, status.st_mtime_ns) == tuple(row):
            return
        if status.st_size != row["size_bytes"] or hashed(model.path, token) != model.sha256:
            raise DamagedModel(
                _(
                    "The file of {model} was changed since it was added ({path}).",
                    model=model.name,
                    path=model.path,
                ),
                _("Put the original back, or remove the model and add the new file."),
            )
        # The same content with another time: copied back, or touched.
        with self._database.transaction() as connection:
            _remember(connection, model.path, model.sha256, model.info)

    def _whole(self, sha256: str) -> InstalledModel | None:
        """A model whose file is there, as far as its size tells."""
        model = self._find(sha256)
        if model is None or not model.path.is_file():
            return None
        return model if model.path.stat().st_size == model.size_bytes else None

    def _find(self, sha256: str) -> InstalledModel | None:
        return next((each for each in self.list() if each.sha256 == sha256), None)

    def _starter(self, path: Path) -> InstalledModel:
        """A model of the app; read and hashed once, then known by its size and time."""
        status = path.stat()
        row = self._database.query_one(
            "SELECT * FROM model_files WHERE path = ? AND size_bytes = ? AND mtime_ns = ?",
            (str(path), status.st_size, status.st_mtime_ns),
        )
        if row is None:
            info = inspect_gguf(path)
            sha256 = hashed(path)
            with self._database.transaction() as connection:
                _remember(connection, path, sha256, info)
        else:
            info, sha256 = GgufInfo(**json.loads(row["info"])), row["sha256"]
        return InstalledModel(sha256, path.stem, path, status.st_size, info, False, True)


def _check_usable(name: str, info: GgufInfo, knows: Callable[[str], bool] | None) -> None:
    if info.kind != "model":
        hint = _("Add it with 'assistant-studio adapters add'.") if info.kind == "adapter" else ""
        raise UnsupportedModel(
            _(
                "{name} is not a language model: it calls itself {kind!r}.",
                name=name,
                kind=info.kind,
            ),
            hint or _("Choose a chat model."),
        )
    if info.parts > 1:
        raise UnsupportedModel(
            _("{name} is one of {parts} parts of a model.", name=name, parts=info.parts),
            _("Join the parts with llama.cpp's 'llama-gguf-split --merge' and add the whole file."),
        )
    if knows is not None and not knows(info.architecture):
        raise UnsupportedModel(
            _(
                "{name} has the architecture {architecture!r}, which this version cannot run.",
                name=name,
                architecture=info.architecture,
            ),
            _("Choose another model, or a newer version of Assistant Studio."),
        )


def _remember(connection: sqlite3.Connection, path: Path, sha256: str, info: GgufInfo) -> None:
    status = path.stat()
    connection.execute(
        "INSERT INTO model_files VALUES (?, ?, ?, ?, ?) ON CONFLICT (path) DO UPDATE SET "
        "size_bytes = excluded.size_bytes, mtime_ns = excluded.mtime_ns, "
        "sha256 = excluded.sha256, info = excluded.info",
        (str(path), status.st_size, status.st_mtime_ns, sha256, json.dumps(info.record())),
    )


def _installed(row: sqlite3.Row) -> InstalledModel:
    path = Path(row["path"])
    info = GgufInfo(**json.loads(row["info"]))
    return InstalledModel(
        row["sha256"], path.stem, path, row["size_bytes"], info, bool(row["linked"]), False
    )

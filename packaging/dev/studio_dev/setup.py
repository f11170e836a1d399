"""Sets everything up, step by step; finished steps are remembered and not done again."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterable

from studio_dev import llama_wheel, packages_step, starter_models, system_step, venv_step
from studio_dev.children import Children
from studio_dev.lanes import side_by_side
from studio_dev.locking import only_one
from studio_dev.places import Places
from studio_dev.plan import ENVIRONMENT, INSTALLED, LLAMA, MODELS, PREPARED, Plan
from studio_dev.problems import Problem
from studio_dev.progress import Board, spoken
from studio_dev.system import Need
from studio_dev.workshop import Workshop

_NEEDED_BYTES = 4_000_000_000


def bring_up_to_date(places: Places, board: Board, verb: str) -> None:
    """Do what is still to be done; returns at once if that is nothing.

    Args:
        places: The checkout's folders and the cache.
        board: Where to say what happens.
        verb: What it is for; tests need more of the system than running does.

    Raises:
        Problem: It cannot go on.
    """
    plan = Plan(places)
    missing = plan.missing_from_system(verb)
    if not missing and not plan.open_steps():
        return
    places.build.mkdir(parents=True, exist_ok=True)
    with only_one(places.build / "setup.lock", "a set-up in this folder", board) as held:
        run = Children(places.setup_log, inherited=[held])
        try:
            _Setup(Workshop(places, board, run), plan).go(missing)
        finally:
            run.stop()
            board.clear()


class _Setup:
    """One run of set-up, alone in its folder."""

    def __init__(self, shop: Workshop, plan: Plan) -> None:
        self._shop = shop
        self._plan = plan
        self._summary: list[str] = []

    def go(self, missing: Iterable[Need]) -> None:
        started = time.monotonic()
        self._shop.places.setup_log.write_text("", encoding="utf-8")
        # Asked again: another set-up may have done it while we waited for the lock.
        if self._plan.open_steps():
            self._shop.board.say("Setting up. It can be interrupted and started again any time.")
        self._timed("system packages", lambda: system_step.provide(list(missing), self._shop))
        if self._plan.open_steps():
            self._check_disk()
            self._do_steps()
        parts = f": {', '.join(self._summary)}" if self._summary else ""
        self._shop.board.say(f"Ready in {spoken(time.monotonic() - started)}{parts}.")

    def _check_disk(self) -> None:
        places = self._shop.places
        free = shutil.disk_usage(places.root).free
        if not places.python.exists() and free < _NEEDED_BYTES:
            raise Problem(
                f"Set-up needs about {_NEEDED_BYTES / 1e9:.0f} GB of disk, and "
                f"{free / 1e9:.1f} GB are free.",
                "Free some space and run the same command again.",
            )

    def _do_steps(self) -> None:
        self._make_environment()
        steps = self._plan.open_steps()
        if set(INSTALLED) & set(steps):
            self._install(compile_it=LLAMA in steps)
        elif MODELS in steps:
            self._models()
        if PREPARED in self._plan.open_steps():
            self._prepare()

    def _make_environment(self) -> None:
        if not venv_step.is_usable(self._shop.places):
            self._timed("making .venv", lambda: venv_step.make(self._shop))
        if not venv_step.has_current_pip(self._shop.places):
            self._timed("updating pip", lambda: venv_step.update_pip(self._shop))
        self._plan.stamp().record(ENVIRONMENT, self._plan.keys[ENVIRONMENT])

    def _install(self, *, compile_it: bool) -> None:
        shop, stamp = self._shop, self._plan.stamp()
        # Until the end of this run, nothing that is installed counts as checked.
        stamp.forget(step for step in INSTALLED if step != LLAMA)
        removed = venv_step.mend(shop.places.site_packages)
        if removed:
            shop.board.say(f"  half installed, so installed again: {', '.join(removed)}")
        # The compiler is busy for minutes while the packages come.
        lanes = [self._packages, self._models]
        side_by_side([self._compile, *lanes] if compile_it else lanes, shop.run)
        if compile_it:
            wheel = llama_wheel.kept_wheel(shop.places, llama_wheel.build_for_this_computer())
            if wheel is not None:
                packages_step.install_wheel(shop, wheel)
        self._timed("installing the project", lambda: packages_step.install_project(shop))
        stamp = self._plan.stamp()
        stamp.note("installed", venv_step.distributions(shop.places.site_packages))
        for step in INSTALLED:
            stamp.record(step, self._plan.keys[step])

    def _compile(self) -> None:
        build = llama_wheel.build_for_this_computer()
        kept = llama_wheel.kept_wheel(self._shop.places, build)
        name = "compiling llama-cpp-python" if kept is None else "llama-cpp-python from the cache"
        self._timed(name, lambda: llama_wheel.provide(self._shop))

    def _packages(self) -> None:
        self._timed("torch", lambda: packages_step.install_torch(self._shop))
        wanted = self._plan.wanted
        self._timed("packages", lambda: packages_step.install_packages(self._shop, wanted))

    def _models(self) -> None:
        self._timed("starter models", lambda: starter_models.provide(self._shop))
        stamp = self._plan.stamp()
        stamp.note("models", starter_models.footprints(self._shop.places.models))
        stamp.record(MODELS, self._plan.keys[MODELS])

    def _prepare(self) -> None:
        """Let the app do its own slow first things now (the export of the embedder)."""
        started = time.monotonic()
        with self._shop.doing("preparing the app", outcome="") as tell:
            status, lines = self._shop.run.run_any(
                [self._shop.places.python, "-P", "-m", "assistant_studio", "prepare"],
                follow=lambda line: tell(line.strip()[:60]),
            )
        if status != 0:
            # Nothing hangs on it: the app does the same when it is first needed.
            last = next((line.strip() for line in reversed(lines) if line.strip()), "no words")
            self._shop.board.say(f"  preparing is left to the app's first start: {last[:200]}")
            return
        self._plan.stamp().record(PREPARED, self._plan.keys[PREPARED])
        self._note("preparing the app", started)

    def _timed(self, what: str, work: Callable[[], object]) -> None:
        started = time.monotonic()
        work()
        self._note(what, started)

    def _note(self, what: str, started: float) -> None:
        seconds = time.monotonic() - started
        if seconds >= 1.0:
            self._summary.append(f"{what} {spoken(seconds)}")

"""What set-up has to do: each step's key, and whether the step is still open."""

from __future__ import annotations

from studio_dev import llama_wheel, requirements, starter_models, system, system_step, venv_step
from studio_dev.places import Places
from studio_dev.stamp import Stamp, key_of

# Raise it when the steps themselves change in a way that existing environments must follow.
_STEPS_VERSION = 1

ENVIRONMENT = "environment"
PACKAGES = "packages"
LLAMA = "llama-cpp-python"
PROJECT = "project"
MODELS = "models"
PREPARED = "prepared"
INSTALLED = (PACKAGES, LLAMA, PROJECT)


class Plan:
    """The steps of set-up for a checkout, in their order.

    Args:
        places: The checkout's folders and the cache.

    Attributes:
        wanted: The requirements that pip fetches.
        keys: For each step, a key that changes when it must be done again.
    """

    def __init__(self, places: Places) -> None:
        self._places = places
        self._build = llama_wheel.build_for_this_computer()
        self.wanted = requirements.read(places.pyproject)
        environment = key_of({"steps": _STEPS_VERSION, "folder": str(places.venv)})
        packages = key_of({"environment": environment, "wanted": self.wanted.key})
        llama = key_of({"environment": environment, "build": self._build.key})
        models = starter_models.key()
        self.keys = {
            ENVIRONMENT: environment,
            PACKAGES: packages,
            LLAMA: llama,
            PROJECT: key_of({"packages": packages, "llama": llama}),
            MODELS: models,
            PREPARED: key_of({"models": models, "packages": packages}),
        }

    def stamp(self) -> Stamp:
        """The record of what is done, read anew."""
        return Stamp(self._places.venv)

    def open_steps(self) -> list[str]:
        """The steps still to be done, judged by the record and by a look at the files."""
        stamp = self.stamp()
        if not stamp.has(ENVIRONMENT, self.keys[ENVIRONMENT]):
            return list(self.keys)
        if not venv_step.is_usable(self._places):
            return list(self.keys)
        steps = {step for step, key in self.keys.items() if not stamp.has(step, key)}
        installed = stamp.fact("installed") or []
        if not installed or venv_step.lacking(installed, self._places.site_packages):
            steps.update(INSTALLED)
        if stamp.fact("models") != starter_models.footprints(self._places.models):
            steps.add(MODELS)
        return [step for step in self.keys if step in steps]

    def missing_from_system(self, verb: str) -> list[system.Need]:
        """What the system lacks.

        Args:
            verb: What set-up is for; tests need more than running does.
        """
        compiled = self.stamp().has(LLAMA, self.keys[LLAMA])
        kept = llama_wheel.kept_wheel(self._places, self._build)
        return system_step.missing_needs(
            verb,
            compile_needed=not compiled and kept is None,
            venv_needed=not venv_step.is_usable(self._places),
        )

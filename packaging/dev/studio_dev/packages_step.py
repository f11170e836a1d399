"""The Python packages: torch from where a CPU build is, the rest by pip, the project itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from studio_dev import torch_source, venv_step
from studio_dev.problems import explain_failure
from studio_dev.requirements import Requirements
from studio_dev.workshop import Workshop

# Byte code is made when a module is first imported; most of these never are.
_INSTALL = ("install", "--no-compile")


def install_torch(shop: Workshop) -> None:
    """Install the CPU build of torch, wherever it can be had.

    Args:
        shop: What to work with.

    Raises:
        Problem: No build could be had.
    """
    installed = venv_step.distributions(shop.places.site_packages)
    if f"torch-{torch_source.VERSION}" in {name.partition("+")[0] for name in installed}:
        return
    what = "Installing torch"
    with shop.doing("torch (CPU build)", "installed") as tell:
        if not torch_source.needs_choice():
            shop.pip([*_INSTALL, torch_source.PLAIN], what=what, tell=tell)
            return
        tell("looking where pip is configured to look")
        status, lines = shop.try_pip([*_INSTALL, "--no-deps", torch_source.CPU], tell=tell)
        if status == 0:
            return
        if not torch_source.is_not_offered(lines):
            raise explain_failure(what, lines)
        _from_pytorch(shop, what, tell)


def _from_pytorch(shop: Workshop, what: str, tell: Callable[[str], None]) -> None:
    tell("asking PyTorch's own index")
    if torch_source.pytorch_answers():
        index = ["--index-url", torch_source.CPU_INDEX, "--no-deps"]
        shop.pip([*_INSTALL, *index, torch_source.CPU], what=what, tell=tell)
        return
    shop.board.say(f"  {torch_source.CUDA_WARNING}")
    shop.pip([*_INSTALL, torch_source.PLAIN], what=what, tell=tell)


def install_packages(shop: Workshop, wanted: Requirements) -> None:
    """Install everything that pip fetches as it is; torch must be there already.

    Args:
        shop: What to work with.
        wanted: The requirements.

    Raises:
        Problem: pip failed.
    """
    listed = shop.places.build / "requirements.txt"
    listed.write_text("\n".join(wanted.packages) + "\n", encoding="utf-8")
    with shop.doing("packages", "installed") as tell:
        shop.pip([*_INSTALL, "-r", listed], what="Installing the packages", tell=tell)


def install_wheel(shop: Workshop, wheel: Path) -> None:
    """Install a wheel in the place of whatever build of it is there, with what it depends on.

    Args:
        shop: What to work with.
        wheel: The wheel.

    Raises:
        Problem: pip failed.
    """
    what = "Installing llama-cpp-python"
    with shop.doing("installing llama-cpp-python", outcome="") as tell:
        anew = ["--no-deps", "--force-reinstall"]
        shop.pip([*_INSTALL, *anew, wheel], what=what, tell=tell)
        shop.pip([*_INSTALL, wheel], what=what, tell=tell)


def install_project(shop: Workshop) -> None:
    """Install the project itself, in place.

    Args:
        shop: What to work with.

    Raises:
        Problem: pip failed.
    """
    with shop.doing("installing the project", outcome="") as tell:
        editable = ["--no-deps", "--no-build-isolation", "--editable", str(shop.places.root)]
        shop.pip([*_INSTALL, *editable], what="Installing the project", tell=tell)

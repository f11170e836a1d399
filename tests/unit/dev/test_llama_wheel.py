"""The compiled wheel: its flags, where it is kept, and what an interrupted compile leaves."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studio_dev import llama_wheel
from studio_dev.downloads import sha256_of
from studio_dev.llama_wheel import Build
from studio_dev.problems import Problem

SDIST = f"llama_cpp_python-{llama_wheel.VERSION}.tar.gz"
NAME = f"llama_cpp_python-{llama_wheel.VERSION}-py3-none-any.whl"


@pytest.fixture
def index(
    bench: Any, tmp_path: Path, fake_python: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], None]:
    """Puts a source into the index, and a compiler that ends as the test says."""
    source = tmp_path / SDIST
    with tarfile.open(source, "w:gz") as tar:
        info = tarfile.TarInfo(f"llama_cpp_python-{llama_wheel.VERSION}/CMakeLists.txt")
        info.size = 4
        tar.addfile(info, io.BytesIO(b"text"))
    monkeypatch.setattr(llama_wheel, "_SDIST_SHA256", sha256_of(source))
    made = tmp_path / NAME
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("llama_cpp/__init__.py", "# a wheel " * 500)

    def compiler(ending: str) -> None:
        fake_python(
            "import os, shutil\n"
            "if arguments[0] == 'download':\n"
            f"    shutil.copy({str(source)!r}, arguments[arguments.index('--dest') + 1])\n"
            "else:\n"
            "    print('[1/2] /usr/bin/g++ a.cpp')\n"
            f"    {ending}\n"
            "    out = pathlib.Path(arguments[arguments.index('--wheel-dir') + 1])\n"
            "    out.mkdir()\n"
            "    (out.parent / 'flags').write_text(os.environ['CMAKE_ARGS'])\n"
            f"    shutil.copy({str(made)!r}, out)\n"
        )

    return compiler


def verbs(bench: Any) -> list[str]:
    return [call.split()[0] for call in bench.calls]


def test_the_baseline_of_the_wheel_is_avx2() -> None:
    modern = frozenset({"avx", "avx2", "fma", "f16c", "bmi2", "avx512f"})
    assert "-DGGML_NATIVE=OFF" in llama_wheel.flags_for("x86_64", modern)


@pytest.mark.parametrize("lacking", ["avx2", "fma", "f16c", "bmi2"])
def test_an_older_processor_gets_a_wheel_of_its_own(lacking: str) -> None:
    features = frozenset({"avx", "avx2", "fma", "f16c", "bmi2"} - {lacking})
    assert "-DGGML_NATIVE=ON" in llama_wheel.flags_for("x86_64", features)


@pytest.mark.parametrize(
    ("machine", "features"), [("aarch64", frozenset({"neon"})), ("AMD64", None), ("arm64", None)]
)
def test_where_x86_features_are_unknown_or_foreign_the_baseline_is_taken(
    machine: str, features: frozenset[str] | None
) -> None:
    assert "-DGGML_NATIVE=OFF" in llama_wheel.flags_for(machine, features)


def test_other_flags_and_other_machines_have_other_keys() -> None:
    one = Build(("-DA=ON",), "linux-x86_64-glibc-2.36")
    assert one.key == Build(("-DA=ON",), "linux-x86_64-glibc-2.36").key
    assert one.key != Build(("-DA=OFF",), "linux-x86_64-glibc-2.36").key
    assert one.key != Build(("-DA=ON",), "linux-x86_64-glibc-2.39").key


def test_it_is_compiled_once_and_then_taken_from_the_cache(
    bench: Any, index: Callable[[str], None]
) -> None:
    index("pass")
    first = llama_wheel.provide(bench.shop)
    assert llama_wheel.provide(bench.shop) == first
    assert verbs(bench) == ["download", "wheel"]
    assert first.is_relative_to(bench.shop.places.cache)


def test_nothing_but_the_wheel_is_kept(bench: Any, index: Callable[[str], None]) -> None:
    index("pass")
    wheel = llama_wheel.provide(bench.shop)
    left = {path for path in bench.shop.places.cache.rglob("*") if path.is_file()}
    assert {path.suffix for path in left - {wheel}} == {".lock"}


def test_an_interrupted_compile_goes_on_with_what_was_there(
    bench: Any, index: Callable[[str], None]
) -> None:
    index("sys.exit(1)")
    with pytest.raises(Problem):
        llama_wheel.provide(bench.shop)
    index("pass")
    llama_wheel.provide(bench.shop)
    assert verbs(bench) == ["download", "wheel", "wheel"]


def test_a_half_unpacked_source_is_unpacked_again(bench: Any, index: Callable[[str], None]) -> None:
    build = llama_wheel.build_for_this_computer()
    partial = bench.shop.places.cache / "building" / build.key / "source.partial"
    partial.mkdir(parents=True)
    (partial / "CMakeLists.txt").write_text("te", encoding="utf-8")
    index("assert (pathlib.Path(arguments[-1]) / 'CMakeLists.txt').read_text() == 'text'")
    llama_wheel.provide(bench.shop)


def test_another_source_than_the_expected_one_is_refused(
    bench: Any, index: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    index("pass")
    monkeypatch.setattr(llama_wheel, "_SDIST_SHA256", "0" * 64)
    with pytest.raises(Problem) as caught:
        llama_wheel.provide(bench.shop)
    assert "not the expected file" in caught.value.cause
    assert verbs(bench) == ["download"]


@pytest.mark.parametrize("keep", [0, 100, -1])
def test_a_damaged_wheel_is_made_anew(bench: Any, index: Callable[[str], None], keep: int) -> None:
    index("pass")
    wheel = llama_wheel.provide(bench.shop)
    whole = wheel.read_bytes()
    wheel.write_bytes(whole[:keep])
    assert not llama_wheel.is_sound(wheel)
    assert llama_wheel.provide(bench.shop).read_bytes() == whole
    assert "damaged" in bench.said.getvalue()


def test_a_missing_compiler_is_named(bench: Any, index: Callable[[str], None]) -> None:
    index("print('CMake Error: CMAKE_CXX_COMPILER not set, after EnableLanguage'); sys.exit(1)")
    with pytest.raises(Problem) as caught:
        llama_wheel.provide(bench.shop)
    assert "no C++ compiler" in caught.value.cause
    assert "g++" in caught.value.next_step

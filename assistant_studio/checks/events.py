"""What happens while checks run, and how they stand."""

from __future__ import annotations

from dataclasses import dataclass

from assistant_studio.assistants.check import Check
from assistant_studio.checks.judging import Finding
from assistant_studio.checks.result import CheckResult


@dataclass(frozen=True, slots=True)
class FilesAwaited:
    """The assistant's files are read to the end first; otherwise the checks would not be fair."""


@dataclass(frozen=True, slots=True)
class CheckAsked:
    """A check begins: number `n` (from 1) of `total`."""

    check: Check
    n: int
    total: int
    seconds_left: float | None


@dataclass(frozen=True, slots=True)
class CheckJudged:
    """A check is done, and its result is on disk."""

    check: Check
    n: int
    total: int
    result: CheckResult
    findings: tuple[Finding, ...]

    @property
    def passed(self) -> bool:
        """Whether the answer is all that the check expects."""
        return all(finding.met for finding in self.findings)


CheckEvent = FilesAwaited | CheckAsked | CheckJudged


@dataclass(frozen=True, slots=True)
class Standing:
    """How an assistant's checks stand as it is now."""

    total: int
    passed: int
    failed: int

    @property
    def all_pass(self) -> bool:
        """Whether there are checks and every one is passed."""
        return self.total > 0 and self.passed == self.total

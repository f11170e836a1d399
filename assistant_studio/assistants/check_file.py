"""Checks as they come from files: a starter's, a bundle's, or a person's own JSON."""

from __future__ import annotations

import uuid

from pydantic import BaseModel, ConfigDict, Field

from assistant_studio.assistants.check import Check


class CheckFile(BaseModel):
    """One check in a file; only the question has to be there."""

    model_config = ConfigDict(extra="ignore")

    question: str
    must_hold: list[str] = []
    must_not_hold: list[str] = []
    numbers: list[str] = []
    document: str = ""
    page: int | None = None
    says_unknown: bool = False
    id: str = Field(default_factory=lambda: uuid.uuid4().hex)

    def check(self) -> Check:
        """The check itself, not yet looked over."""
        return Check(
            question=self.question,
            must_hold=tuple(self.must_hold),
            must_not_hold=tuple(self.must_not_hold),
            numbers=tuple(self.numbers),
            document=self.document,
            page=self.page,
            says_unknown=self.says_unknown,
            id=self.id,
        )

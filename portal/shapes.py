"""What the API gives back, as its description shows it: shapes that several resources share."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from errors import Fault
from portal.refusing import fault_data


def example(**told: Any) -> ConfigDict:  # noqa: ANN401  whatever a shape holds
    """The configuration of a shape with an example."""
    return ConfigDict(json_schema_extra={"examples": [told]})


def shown_as(told: Any) -> dict[int | str, dict[str, Any]]:  # noqa: ANN401  whatever comes back
    """The answer of a route without a shape of its own, by example."""
    return {200: {"content": {"application/json": {"example": told}}, "description": "Found."}}


class FaultShown(BaseModel):
    """Something wrong, or only unusual (``warning``), in what was sent."""

    model_config = example(
        code="minimum",
        severity="error",
        path="leaders.women",
        where="",
        sent="-3",
        allowed="0",
        sentence="leaders.women: -3 nhỏ hơn 0.",
        mend="Ghi lại số.",
    )
    code: str = Field(description="What is wrong; stable, for programs.")
    severity: str = Field(description="error: it is refused; warning: it is taken in.")
    path: str = Field(description="The dotted path of a measure, or a member.")
    where: str = Field(description="The row, line or item.")
    sent: str
    allowed: str
    sentence: str = Field(description="The same in words, in the answer's language.")
    mend: str = Field(description="What to do about it, in words.")


class ProblemShown(BaseModel):
    """A refusal, as RFC 9457 has it, with our code and the faults behind it."""

    model_config = example(
        type="about:blank",
        title="Not Found",
        status=404,
        code="not_found",
        detail="Không có trang này, hoặc nó không thuộc phần bạn được xem.",
        request="5c0e0c4b1a6f4f6f9f0d9f7f6c1d2e3f",
        faults=[],
    )
    type: str
    title: str
    status: int
    code: str = Field(description="What was refused; stable, for programs.")
    detail: str
    request: str = Field(description="The id of the request, also in X-Request-Id.")
    faults: list[FaultShown]


class ReceiptShown(BaseModel):
    """What was received; keep it."""

    model_config = example(
        unit="W111",
        form="ward-report",
        period="2025",
        revision=1,
        digest="e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        received="2025-12-01T08:00:00Z",
        reference="W111-2025-1-e3b0c442",
        entered_by="",
    )
    unit: str
    form: str
    period: str
    revision: int
    digest: str = Field(description="SHA-256 of the canonical content: the same on every channel.")
    received: datetime
    reference: str
    entered_by: str = Field(description="Who entered it for a silent unit; else empty.")


def faults_shown(faults: Iterable[Fault], language: str) -> list[FaultShown]:
    """Faults in words."""
    return [FaultShown(**fault_data(one, language)) for one in faults]

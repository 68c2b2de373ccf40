"""Lists of the API, page by page: each says what the next one comes after."""

from typing import Annotated, Generic, TypeVar

from fastapi import Query
from pydantic import BaseModel, Field

T = TypeVar("T")
MOST = 500
After = Annotated[
    str, Query(max_length=200, description="What the page before gave as `next`; empty: begin.")
]
AfterNumber = Annotated[
    int, Query(ge=0, le=2**62, description="What the page before gave as `next`; 0: begin.")
]
Limit = Annotated[int, Query(ge=1, le=MOST, description="Things on a page.")]
Word = Annotated[str, Query(max_length=200)]


class Listed(BaseModel, Generic[T]):
    """One page of a list."""

    items: list[T]
    next: str | None = Field(description="Give it as `after` for the next page; null at the end.")

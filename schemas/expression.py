"""Reads ``x-computed``: ``+ - * /``, parentheses, dotted paths and decimal constants."""

import re
from fractions import Fraction

from schemas.form import Step

_TOKEN = re.compile(
    r"\s*(?:(?P<path>[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*)"
    r"|(?P<constant>[0-9]+(?:\.[0-9]+)?)"
    r"|(?P<sign>[-+*/()]))"
)
_LONGEST = 2_000
_DEEPEST = 40


class ExpressionError(ValueError):
    """The text is no expression; ``position`` counts characters from 1."""

    def __init__(self, position: int) -> None:
        self.position = position
        super().__init__(position)


def parse(text: str) -> tuple[Step, ...]:
    """Steps in postfix order. Raises ExpressionError with the position of the first mistake."""
    if len(text) > _LONGEST:
        raise ExpressionError(_LONGEST)
    reader = _Reader(text)
    steps = reader.sum(0)
    if reader.kind != "end":
        raise ExpressionError(reader.start)
    return tuple(steps)


class _Reader:
    """Descends the grammar: a sum of products of signed atoms."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self.kind = ""
        self.token = ""
        self.start = 1
        self._advance()

    def _advance(self) -> None:
        found = _TOKEN.match(self._text, self._at)
        if found is None:
            rest = self._text[self._at :]
            self.start = len(self._text) - len(rest.lstrip()) + 1
            if rest.strip():
                raise ExpressionError(self.start)
            self.kind, self.token = "end", ""
            return
        self.kind = str(found.lastgroup)
        self.token = found[self.kind]
        self.start = found.start(self.kind) + 1
        self._at = found.end()

    def sum(self, depth: int) -> list[Step]:
        steps = self._product(depth)
        while self.kind == "sign" and self.token in "+-":
            step = Step("+") if self.token == "+" else Step("-")
            self._advance()
            steps += [*self._product(depth), step]
        return steps

    def _product(self, depth: int) -> list[Step]:
        steps = self._atom(depth)
        while self.kind == "sign" and self.token in "*/":
            step = Step("*") if self.token == "*" else Step("/")
            self._advance()
            steps += [*self._atom(depth), step]
        return steps

    def _atom(self, depth: int) -> list[Step]:
        start, token, kind = self.start, self.token, self.kind
        if depth > _DEEPEST or kind == "end":
            raise ExpressionError(start)
        self._advance()
        if kind == "path":
            return [Step("path", path=token)]
        if kind == "constant":
            return [Step("constant", constant=Fraction(token))]
        if token == "-":
            return [*self._atom(depth + 1), Step("neg")]
        if token != "(":
            raise ExpressionError(start)
        steps = self.sum(depth + 1)
        if self.token != ")":
            raise ExpressionError(self.start)
        self._advance()
        return steps


def paths(steps: tuple[Step, ...]) -> tuple[str, ...]:
    """The dotted paths an expression names, each once, in order."""
    return tuple(dict.fromkeys(step.path for step in steps if step.op == "path"))

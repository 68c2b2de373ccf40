"""An explanation as data, in the language of the command line."""

import messages
from commands.context import here
from reporting.explained import Explained
from reporting.explained_data import Data, explained_data


class Said:
    """The workbooks' sentences, for whoever says a rule in words."""

    def __init__(self) -> None:
        self.language = here().language
        self._words = messages.words(self.language, "workbook")

    def say(self, key: str, **details: object) -> str:
        """A sentence of the workbooks."""
        return messages.fill(self._words[key], details)


def as_data(found: Explained, most: int | None) -> Data:
    """Everything of an explanation; ``most`` contributors of each figure, all without it."""
    return explained_data(found, most, Said())

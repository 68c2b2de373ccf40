"""A desk whose store is elsewhere: the same commands, on a database of a server."""

from dataclasses import dataclass

from tests.desk import Desk, Outcome


@dataclass(frozen=True, slots=True)
class FarDesk(Desk):
    """One workspace and a folder for files; what is kept is in ``database``, a SQLAlchemy URL."""

    database: str

    @property
    def address(self) -> str:
        """The database that was named."""
        return self.database

    def run(self, *arguments: object) -> Outcome:
        """One command line with the database named."""
        return Desk.run(self, "--database", self.database, *arguments)

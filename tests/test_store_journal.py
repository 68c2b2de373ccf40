"""The journal under many hands: every act has its number, and the chain stays whole."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from datetime import UTC, datetime
from itertools import count
from multiprocessing import get_context
from pathlib import Path

import pytest

from engine.chain import walked
from store import journal, verifying
from store.migrating import create_or_upgrade
from store.moment import one_moment
from store.opening import Store, open_store
from tests import postgres

Fresh = Callable[[], str]
NUMBERS = count(1)
HANDS, EACH = 6, 40
AT = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def far(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with postgres.server(tmp_path_factory.mktemp("postgres")) as address:
        yield address


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Fresh:
    """Addresses of databases in which Capbac has never been."""
    if request.param == "sqlite":
        return lambda: f"sqlite:///{tmp_path / f'{next(NUMBERS)}.db'}"
    address: str = request.getfixturevalue("far")
    return lambda: postgres.database(address, f"journal{next(NUMBERS)}")


def write(store: Store, hand: int, times: int) -> None:
    """Acts of one hand, some of them in a transaction that comes to nothing."""
    for number in range(times):
        with suppress(_Nothing), store.writing() as connection:
            journal.note(connection, AT, f"hand {hand}", "collect", "", n=number)
            if number % 5 == 4:
                raise _Nothing


class _Nothing(Exception):
    pass


def write_elsewhere(url: str, hand: int) -> None:
    """The same in a process of its own."""
    with closing(open_store(url)) as store:
        write(store, hand, EACH)


def sound(store: Store) -> int:
    """How many acts there are, once the chain was walked and found whole."""
    with one_moment(store) as connection:
        seen, faults = walked(verifying.acts(connection), journal.head(connection))
    assert faults == []
    return seen


def test_many_connections_keep_one_chain(fresh: Fresh) -> None:
    with closing(create_or_upgrade(fresh())) as store:
        with ThreadPoolExecutor(HANDS) as pool:
            hands = [pool.submit(write, store, hand, EACH) for hand in range(HANDS)]
            for hand in hands:
                hand.result()
        assert sound(store) == HANDS * EACH * 4 // 5
        with store.reading() as connection:
            numbers = [act.number for act in journal.acts(connection)]
        assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.slow
def test_many_processes_keep_one_chain(fresh: Fresh) -> None:
    url = fresh()
    with closing(create_or_upgrade(url)) as store:
        spawn = get_context("spawn")
        hands = [spawn.Process(target=write_elsewhere, args=(url, hand)) for hand in range(3)]
        for hand in hands:
            hand.start()
        for hand in hands:
            hand.join()
            assert hand.exitcode == 0
        assert sound(store) == 3 * EACH * 4 // 5


def test_the_chain_is_read_as_it_stood_while_others_go_on_writing(fresh: Fresh) -> None:
    """An act that comes between two looks must not seem to stand beyond the newest."""
    with closing(create_or_upgrade(fresh())) as store:
        write(store, 0, 4)
        with one_moment(store) as connection:
            head = journal.head(connection)
            write(store, 1, 4)
            seen, faults = walked(verifying.acts(connection), head)
        assert (seen, faults) == (4, [])
        assert sound(store) == 8

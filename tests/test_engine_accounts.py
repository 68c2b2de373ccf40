"""Accounts and lists of duties as verbs: who may be given what, and what is noted of it."""

from pathlib import Path

import pytest

from engine import accounts
from engine.accounts import Wish
from engine.keeping_accounts import kept_by
from engine.permits import Holder, of_account, of_unit
from engine.sessions import holder_of
from engine.worklist import worklist
from errors import Problem
from store import journal
from tests.desk import Desk, opened
from tests.office import NOW, work

pytestmark = pytest.mark.both


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return opened(tmp_path)


def holder(desk: Desk, login: str, unit: str, *roles: str) -> Holder:
    wish = Wish(login, login, unit, roles)
    return holder_of(accounts.invite(work(desk), wish, ("operator",), NOW).account)


def test_an_officer_gives_no_more_than_the_table_lets_him(desk: Desk) -> None:
    for wanted in (("auditor",), ("operator",), ("clerk", "auditor"), ()):
        with pytest.raises(Problem) as raised:
            accounts.invite(work(desk), Wish("a.b", "A", "W111", wanted), ("officer",), NOW)
        assert raised.value.code == "roles_unfit"
    with pytest.raises(Problem):
        accounts.invite(work(desk), Wish("a.b", "A", "W111", ("clerk",)), ("clerk",), NOW)
    made = accounts.invite(work(desk), Wish("a.b", "A", "W111", ("clerk",)), ("officer",), NOW)
    assert made.account.roles == ("clerk",)


def test_two_logins_that_look_alike_are_one(desk: Desk) -> None:
    holder(desk, "Lan.A", "W111", "clerk")
    with pytest.raises(Problem) as raised:
        holder(desk, "ｌａｎ.a", "W112", "clerk")
    assert raised.value.code == "login_taken"


def test_every_act_is_in_the_journal_with_who_did_it(desk: Desk) -> None:
    found = accounts.named(work(desk), holder(desk, "lan", "W111", "clerk").login)
    accounts.disable(work(desk), found.id, NOW)
    accounts.enable(work(desk), found.id, NOW)
    with work(desk).store().reading() as connection:
        acts = [(one.verb, one.actor, one.subject) for one in journal.acts(connection)][-3:]
    assert acts == [(f"accounts {verb}", "test", "lan") for verb in ("invite", "disable", "enable")]


def test_an_officer_keeps_the_accounts_below_and_an_operator_all(desk: Desk) -> None:
    officer = holder(desk, "mai", "D11", "officer")
    ward = holder(desk, "lan", "W111", "clerk")
    other = holder(desk, "hoa", "W121", "clerk")
    operator = holder(desk, "may", "", "operator")
    kept = kept_by(work(desk), officer, NOW)
    assert [one.login for one in kept.accounts] == ["lan"]
    assert [one.code for one in kept.units] == ["W111", "W112", "W113"]
    assert len(kept_by(work(desk), operator, NOW).accounts) == 4
    assert kept_by(work(desk), ward, NOW).accounts == ()
    assert of_account(work(desk), officer, ward.account_id, NOW).allows("accounts")
    for stranger in (other, operator, officer):
        permit = of_account(work(desk), officer, stranger.account_id, NOW)
        assert not permit.allows("accounts")
    assert not of_unit(work(desk), officer, "D11", NOW).allows("accounts")


def test_the_list_of_duties_holds_ones_own_and_for_officers_the_childrens(desk: Desk) -> None:
    clerk, officer = holder(desk, "lan", "W111", "clerk"), holder(desk, "mai", "P1", "officer")
    own = worklist(work(desk), clerk, NOW)
    assert [one.due.unit for one in own.own] == ["W111"]
    assert own.below == ()
    assert own.own[0].mine
    found = worklist(work(desk), officer, NOW)
    assert found.own == ()
    assert [one.due.unit for one in found.below] == ["T1"]
    assert not found.below[0].mine
    assert found.below[0].sees
    assert worklist(work(desk), holder(desk, "may", "", "operator"), NOW).own == ()


def test_a_role_that_belongs_to_a_unit_needs_one_that_stands(desk: Desk) -> None:
    for unit, code in (("", "unit_needed"), ("W999", "unit_unknown")):
        with pytest.raises(Problem) as raised:
            accounts.invite(work(desk), Wish("a.b", "A", unit, ("clerk",)), ("operator",), NOW)
        assert raised.value.code == code

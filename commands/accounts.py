"""``accounts invite|again|list|disable|enable|token``: who may sign in to the portal."""

from typing import TYPE_CHECKING, Annotated

from typer import Argument, Option, Typer

from commands.clock import civil
from commands.context import here, now
from commands.voice import give, tell, word

if TYPE_CHECKING:
    from engine.accounts import Invited
    from store.accounts import Account

app = Typer(help="Tài khoản của cổng thông tin / Accounts of the portal.", no_args_is_help=True)
Login = Annotated[str, Argument(help="tên đăng nhập / login")]


@app.command()
def invite(
    login: Login,
    name: Annotated[str, Option(help="họ và tên / name")],
    role: Annotated[
        list[str], Option(help="clerk | approver | officer | auditor | operator; lặp lại / repeat")
    ],
    unit: Annotated[str, Option(help="mã đơn vị / unit code")] = "",
) -> None:
    """Mời một người; in đường dẫn dùng một lần / Invite somebody; prints a link that opens once."""
    from engine.accounts import Wish
    from engine.accounts import invite as run

    _hand_over(run(here().work(), Wish(login, name, unit, tuple(role)), ("operator",), now()))


@app.command()
def again(login: Login) -> None:
    """Đường dẫn mới khi mất đường dẫn hoặc mật khẩu / A new link, if it or the password is lost."""
    from engine.accounts import invite_again, named

    work = here().work()
    _hand_over(invite_again(work, named(work, login).id, now()))


@app.command(name="list")
def list_() -> None:
    """Các tài khoản / Every account."""
    from engine.accounts import everybody

    found = everybody(here().work())
    data = [
        {
            "login": one.login,
            "name": one.name,
            "unit": one.unit,
            "roles": list(one.roles),
            "state": one.state,
            "made_at": one.made_at.isoformat(),
            "made_by": one.made_by,
        }
        for one in found
    ]
    give(data, [_line(one) for one in found] or [word("nothing_yet")])


@app.command()
def disable(login: Login) -> None:
    """Khóa tài khoản ngay, kể cả phiên đang mở / Disable an account at once, sessions and all."""
    from engine.accounts import disable as run
    from engine.accounts import named

    work = here().work()
    run(work, named(work, login).id, now())
    _say(login)


@app.command()
def enable(login: Login) -> None:
    """Mở khóa tài khoản / Enable an account again."""
    from engine.accounts import enable as run
    from engine.accounts import named

    work = here().work()
    run(work, named(work, login).id, now())
    _say(login)


@app.command()
def token(
    login: Login,
    name: Annotated[str, Option(help="dùng cho phần mềm nào / for which program")],
    write: Annotated[bool, Option("--write", help="được gửi số liệu / may send too")] = False,
    days: Annotated[int, Option(min=1, max=366, help="số ngày / days")] = 90,
) -> None:
    """Mã cho phần mềm gọi API, in một lần / A token for a program, printed this once."""
    from engine import api_tokens
    from engine.accounts import named
    from engine.sessions import holder_of

    work = here().work()
    holder = holder_of(named(work, login))
    scope = ["read", "write"] if write else ["read"]
    made = api_tokens.make(work, holder, name, scope, days, now())
    give({"login": holder.login, "token": made}, [made])


def _hand_over(found: "Invited") -> None:
    """The link on stdout, so that it can be handed on; the words on stderr."""
    home = here().environment.portal_url
    link = f"{home}/invitation?token={found.token}"
    account, until = found.account, civil()(found.expires_at)
    tell("account_invited", login=account.login, name=account.name, until=until)
    data = {"login": account.login, "link": link, "expires_at": found.expires_at.isoformat()}
    give(data, [link])


def _say(login: str) -> None:
    from engine.accounts import named

    found = named(here().work(), login)
    said = word("account_is", login=found.login, state=word(f"account_{found.state}_state"))
    give({"login": found.login, "state": found.state}, [said])


def _line(one: "Account") -> str:
    return word(
        "account_line",
        login=one.login,
        name=one.name,
        unit=one.unit or "–",
        roles=", ".join(one.roles),
        state=word(f"account_{one.state}_state"),
    )

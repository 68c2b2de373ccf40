"""People of the portal: signing in, invitations, accounts, tokens. Key -> (vi, en)."""

PROBLEMS: dict[str, tuple[str, str]] = {
    "sign_in_needed": (
        "Bạn chưa đăng nhập, hoặc phiên làm việc đã hết. Hãy đăng nhập. Nếu đang nhập dở, bấm nút "
        "Quay lại của trình duyệt để giữ số liệu đã gõ, mở thẻ khác để đăng nhập, rồi chép sang.",
        "You are not signed in, or your session is over. Sign in. If you were typing, the Back "
        "button of the browser keeps what you typed: sign in in another tab and copy it over.",
    ),
    "sign_in_failed": (
        "Tên đăng nhập hoặc mật khẩu không đúng, hoặc tài khoản không dùng được.",
        "The login or the password is wrong, or the account cannot be used.",
    ),
    "sign_in_throttled": (
        "Đã thử sai quá nhiều lần. Hãy đợi {seconds} giây rồi thử lại.",
        "Too many failed attempts. Wait {seconds} seconds, then try again.",
    ),
    "password_unfit": (
        "Mật khẩu phải dài từ {least} đến {most} ký tự, không lặp một vài ký tự, và không phải là "
        "tên của bạn. Vài từ ghép lại là tốt.",
        "A password has {least} to {most} characters, is not a few repeated ones, and is not your "
        "name. A few words together are good.",
    ),
    "password_twice": (
        "Hai lần gõ mật khẩu không giống nhau. Hãy gõ lại cả hai.",
        "The two passwords differ. Type both again.",
    ),
    "invitation_unfit": (
        "Đường dẫn mời đã dùng, đã hết hạn hoặc không đúng. Hãy xin người mời gửi đường dẫn mới.",
        "This invitation was used, has run out or is wrong. Ask whoever sent it for a new one.",
    ),
    "login_unfit": (
        "Tên đăng nhập «{sent}» không dùng được: cần từ 3 đến 60 chữ, số, dấu . _ - + hoặc @, "
        "không có dấu cách.",
        "“{sent}” cannot be a login: 3 to 60 letters, digits and . _ - + @, without blanks.",
    ),
    "login_taken": (
        "Đã có tài khoản «{login}». Hãy chọn tên đăng nhập khác.",
        "There is an account “{login}” already. Choose another login.",
    ),
    "name_unfit": (
        "Cần một tên, dài nhất {most} ký tự, trên một dòng.",
        "A name is needed, of at most {most} characters, on one line.",
    ),
    "roles_unfit": (
        "Không thể giao vai trò: {sent}. Các vai trò được giao: {known}.",
        "These roles cannot be given: {sent}. You may give: {known}.",
    ),
    "unit_needed": (
        "Vai trò này thuộc về một đơn vị: hãy ghi mã đơn vị.",
        "This role belongs to a unit: name its code.",
    ),
    "account_unknown": (
        "Không có tài khoản «{login}».",
        "There is no account “{login}”.",
    ),
    "account_disabled": (
        "Tài khoản «{login}» đang bị khóa. Hãy mở khóa trước.",
        "The account “{login}” is disabled. Enable it first.",
    ),
    "scope_unfit": (
        "Không có phạm vi: {sent}. Các phạm vi: {known}.",
        "There is no such scope: {sent}. The scopes are: {known}.",
    ),
}
COMMANDS: dict[str, tuple[str, str]] = {
    "account_invited": (
        "Đã mời {login} ({name}). Gửi riêng đường dẫn này cho người đó; chỉ dùng được một lần, "
        "trước {until}.",
        "{login} ({name}) is invited. Send them this link, and nobody else; it opens once, until "
        "{until}.",
    ),
    "account_line": (
        "{login} · {name} · đơn vị {unit} · {roles} · {state}",
        "{login} · {name} · unit {unit} · {roles} · {state}",
    ),
    "account_is": ("Tài khoản {login}: {state}.", "Account {login}: {state}."),
    "account_invited_state": ("chờ nhận", "invited"),
    "account_active_state": ("đang dùng", "active"),
    "account_disabled_state": ("đã khóa", "disabled"),
    "serving": (
        "Cổng đang chạy tại {address}. Dừng bằng Ctrl+C.",
        "The portal is at {address}. Stop it with Ctrl+C.",
    ),
    "served": ("Cổng đã dừng.", "The portal has stopped."),
}
TEXTS: dict[str, tuple[str, str]] = {
    "sign_in": ("Đăng nhập", "Sign in"),
    "sign_out": ("Đăng xuất", "Sign out"),
    "login": ("Tên đăng nhập", "Login"),
    "password": ("Mật khẩu", "Password"),
    "sign_in_help": (
        "Quên mật khẩu, hoặc chưa có tài khoản: hãy xin cán bộ cấp trên một đường dẫn mời.",
        "Without a password or an account: ask an officer of the unit above for an invitation.",
    ),
    "done_accepted": (
        "Mật khẩu đã được đặt. Bây giờ hãy đăng nhập.",
        "Your password is set. Now sign in.",
    ),
    "done_out": ("Bạn đã đăng xuất.", "You are signed out."),
    "invitation": ("Nhận tài khoản", "Accept an invitation"),
    "invitation_lead": (
        "Chào {name}. Tên đăng nhập của bạn là «{login}». Hãy đặt mật khẩu riêng của bạn.",
        "Welcome, {name}. Your login is “{login}”. Set a password of your own.",
    ),
    "password_new": ("Mật khẩu mới", "New password"),
    "password_again": ("Gõ lại mật khẩu", "The password again"),
    "password_set": ("Đặt mật khẩu", "Set the password"),
    "password_rule": (
        "Ít nhất 10 ký tự. Vài từ ghép lại dễ nhớ và khó đoán.",
        "At least 10 characters. A few words are easy to remember and hard to guess.",
    ),
    "accounts": ("Tài khoản", "Accounts"),
    "accounts_head": ("Các tài khoản", "Accounts there are"),
    "accounts_none": ("Chưa có tài khoản nào ở các đơn vị cấp dưới.", "No unit below has any yet."),
    "invite_head": ("Mời một người", "Invite somebody"),
    "invite": ("Tạo đường dẫn mời", "Make the invitation"),
    "invite_again": ("Đường dẫn mới", "New link"),
    "disable": ("Khóa", "Disable"),
    "enable": ("Mở khóa", "Enable"),
    "login_rule": (
        "Chữ, số và . _ - + @; ví dụ thư điện tử của người đó.",
        "Letters, digits and . _ - + @; their e-mail address, for example.",
    ),
    "full_name": ("Họ và tên", "Name"),
    "unit_code": ("Mã đơn vị", "Unit code"),
    "roles": ("Vai trò", "Roles"),
    "role_clerk": ("Cán bộ nhập số liệu", "Clerk"),
    "role_approver": ("Người phụ trách của đơn vị", "Approver of the unit"),
    "role_officer": ("Cán bộ theo dõi cấp dưới", "Officer for the units below"),
    "role_auditor": ("Kiểm tra (chỉ xem)", "Auditor (reads only)"),
    "role_operator": ("Vận hành máy (không xem số liệu)", "Operator (no figures)"),
    "account_invited": ("chờ nhận", "invited"),
    "account_active": ("đang dùng", "active"),
    "account_disabled": ("đã khóa", "disabled"),
    "invited_head": ("Đã tạo đường dẫn mời", "The invitation is made"),
    "invited_lead": (
        "Gửi riêng đường dẫn dưới đây cho {name} ({login}). Nó mở được một lần, trước {until}.",
        "Send the link below to {name} ({login}) and nobody else. It opens once, until {until}.",
    ),
    "invited_link": ("Đường dẫn mời", "The invitation's link"),
    "invited_once": (
        "Đường dẫn này chỉ hiện một lần ở đây. Nếu mất, hãy tạo đường dẫn mới.",
        "It is shown here this once. If it is lost, make a new one.",
    ),
}

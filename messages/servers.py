"""Servers, clusters and addresses of files: what is said where more than one machine works."""

PROBLEMS: dict[str, tuple[str, str]] = {
    "cluster_unreachable": (
        "Không liên lạc được bộ điều phối Dask tại {address}: {reason}. Hãy kiểm tra CAPBAC_RUNNER "
        "và bộ điều phối; việc đã làm vẫn giữ nguyên.",
        "The Dask scheduler at {address} cannot be reached: {reason}. Check CAPBAC_RUNNER and the "
        "scheduler; what was done stands.",
    ),
    "cluster_empty": (
        "Bộ điều phối Dask tại {address} không có máy làm việc nào sau {seconds} giây chờ. Hãy "
        "chạy dask worker trên các máy, rồi chạy lại; việc đã làm vẫn giữ nguyên.",
        "The Dask scheduler at {address} has had no worker for {seconds} seconds. Start dask "
        "worker on its machines, then run again; what was done stands.",
    ),
    "cluster_mixed": (
        "Máy làm việc Dask {worker} có {package} {theirs}, ở đây là {ours}. Hãy cài cùng phiên bản "
        "trên mọi máy, rồi chạy lại; việc đã làm vẫn giữ nguyên.",
        "The Dask worker {worker} has {package} {theirs}, here it is {ours}. Install the same "
        "version everywhere, then run again; what was done stands.",
    ),
    "worker_lost": (
        "Các máy làm việc Dask lần lượt dừng khi làm cùng một lô ({stage}), hoặc mất liên lạc với "
        "bộ điều phối. Hãy xem nhật ký và bộ nhớ của chúng rồi chạy lại; việc đã làm vẫn giữ "
        "nguyên.",
        "Dask workers died one after another at the same batch ({stage}), or the scheduler is out "
        "of reach. See their logs and their memory, then run again; what was done stands.",
    ),
    "address_unknown": (
        "Không biết loại địa chỉ {protocol}://. Hãy dùng một thư mục, hoặc một loại fsspec biết, "
        "ví dụ s3:// hay file://.",
        "Addresses of the kind {protocol}:// are not known. Use a folder, or a kind that fsspec "
        "knows, for example s3:// or file://.",
    ),
    "address_secret": (
        "Địa chỉ trên {host} có mật khẩu hoặc tham số. Mật khẩu không được ghi ở đây: hãy đặt "
        "trong cấu hình fsspec của máy, rồi dùng địa chỉ không có mật khẩu.",
        "The address at {host} holds a password or parameters. They do not belong here: put them "
        "into the fsspec configuration of the machine and give the address without them.",
    ),
    "address_unfit": (
        "Không dùng được địa chỉ {address}: {reason}. Hãy kiểm tra quyền, chỗ trống và cấu hình.",
        "The address {address} cannot be used: {reason}. Check the rights, the space and the "
        "configuration.",
    ),
}
TEXTS: dict[str, tuple[str, str]] = {
    "server_open": (
        "CẢNH BÁO: máy chủ Prefect không hỏi mật khẩu. Hãy đặt PREFECT_SERVER_API_AUTH_STRING cho "
        "máy chủ và PREFECT_API_AUTH_STRING cho máy làm việc.",
        "WARNING: the Prefect server asks for no password. Set PREFECT_SERVER_API_AUTH_STRING "
        "where it runs and PREFECT_API_AUTH_STRING where workers run.",
    ),
    "server_cors": (
        "CẢNH BÁO: trang web bất kỳ gọi được máy chủ Prefect (CORS là {found}). Hãy đặt "
        "PREFECT_SERVER_CORS_ALLOWED_ORIGINS là địa chỉ trang quản lý.",
        "WARNING: pages of any origin may call the Prefect server (CORS is {found}). Set "
        "PREFECT_SERVER_CORS_ALLOWED_ORIGINS to the address of its own pages.",
    ),
    "server_events": (
        "CẢNH BÁO: máy chủ Prefect giữ sự kiện {found} ngày. Hãy đặt "
        "PREFECT_SERVER_EVENTS_RETENTION_PERIOD, ví dụ 7d.",
        "WARNING: the Prefect server keeps events for {found} days. Set "
        "PREFECT_SERVER_EVENTS_RETENTION_PERIOD, for example 7d.",
    ),
    "server_runs": (
        "CẢNH BÁO: máy chủ Prefect không bao giờ xóa lần chạy cũ. Hãy đặt "
        "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED=events,flow_runs và "
        "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD.",
        "WARNING: the Prefect server never removes old runs. Set "
        "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED=events,flow_runs and "
        "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD.",
    ),
}

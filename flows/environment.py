"""What Prefect is told through its variables: quiet, on this machine, and never dialling out."""

from importlib.metadata import version
from pathlib import Path

PREFECT = version("prefect")

ALWAYS = {
    # nothing is sent to anybody
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_TELEMETRY_ENABLE_RESOURCE_METRICS": "false",
    # nothing on the terminal: what went wrong reaches the caller as it was raised
    "PREFECT_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_INTERNAL_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_SERVER_LEVEL": "ERROR",
    "PREFECT_LOGGING_TO_API_ENABLED": "false",
    # results stay in memory: our own tables are the truth
    "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
    "PREFECT_TASKS_DEFAULT_PERSIST_RESULT": "false",
}

EMBEDDED = {
    # one caller whose version is this one
    "PREFECT_CLIENT_SERVER_VERSION_CHECK_ENABLED": "false",
    "PREFECT_CLIENT_CSRF_SUPPORT_ENABLED": "false",
    "PREFECT_UI_ENABLED": "false",
    "PREFECT_API_BLOCKS_REGISTER_ON_START": "false",
    "PREFECT__SERVER_EPHEMERAL": "1",
    "PREFECT__SERVER_FINAL": "1",
    # Task runs are written together. One by one, SQLite answers some of the flows' own calls
    # with "locked", and each of those is sent again two seconds later.
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_READ_BATCH_SIZE": "50",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "1000",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "5",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_TRIGGERS_ENABLED": "false",
}


def configured(home: Path, api: str) -> dict[str, str]:
    """For a server that somebody else runs at ``api``; its other variables stand beside these."""
    return {**ALWAYS, "PREFECT_HOME": str(home), "PREFECT_API_URL": api}


def embedded(home: Path, port: int, *, migrate: bool) -> dict[str, str]:
    """For a server of our own at ``port``, with its database in ``home``."""
    return {
        **ALWAYS,
        **EMBEDDED,
        "PREFECT_HOME": str(home),
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT_SERVER_DATABASE_CONNECTION_URL": f"sqlite+aiosqlite:///{database(home)}",
        "PREFECT_SERVER_DATABASE_MIGRATE_ON_START": str(migrate).lower(),
    }


def database(home: Path) -> Path:
    """Prefect's own database, one a version; it may be deleted whenever no server runs."""
    return home / f"prefect-{PREFECT}.db"

"""The views analysts read: what units owe, what they sent, what was published. Figures as sent.

They are no part of any migration: they are dropped before the first and made after the last, so
that a migration may change any table they read. Keys, seals, template codes and the details of
acts are in none of them. What follows from figures (totals, rates, other days' maps) is worked
out by the roll-up and leaves by ``export``. Whoever changes a view here adds a migration, so that
databases there are get it.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from string import Template

from sqlalchemy import Connection, Engine, inspect, text

PREFIX = "analyst_"
"""Every view whose name begins so is Capbac's to drop."""

_OF_ASSIGNMENT = """
    FROM assignment a
    JOIN plan p ON p.id = a.plan_id
    JOIN unit u ON u.id = a.unit_id
    JOIN form f ON f.id = a.form_id"""

_WHOSE = """
    p.ref AS plan, f.name AS form, f.version AS form_version, a.period,
    u.id AS unit_id, u.code AS unit, u.name AS unit_name, u.level, u.parent_code"""

_CLOSED = "CASE WHEN a.state IN ('succeeded', 'withdrawn') THEN 1 ELSE 0 END AS closed"

_LATEST = "CASE WHEN s.id = a.latest_id THEN 1 ELSE 0 END AS is_latest"

VIEWS: Mapping[str, str] = {
    "analyst_units": """
    SELECT id AS unit_id, code AS unit, name AS unit_name, level, type, parent_code,
        valid_from, valid_to, weight, lat, lon
    FROM unit""",
    "analyst_measures": """
    SELECT f.name AS form, f.version AS form_version, m.place, m.path AS measure, m.kind, m.rule,
        m.over_time, m.decimals, CASE WHEN m.derived THEN 1 ELSE 0 END AS derived,
        m.suppress_below, m.label_vi, m.label_en, m.measured_in_vi, m.measured_in_en
    FROM measure m
    JOIN form f ON f.id = m.form_id""",
    "analyst_assignments": f"""
    SELECT a.id AS assignment_id, {_WHOSE}, a.due, a.state, {_CLOSED},
        s.revision AS latest_revision, o.received_at AS first_received,
        s.received_at AS latest_received, s.sender AS latest_sender, s.on_behalf_of
    {_OF_ASSIGNMENT}
    LEFT JOIN submission s ON s.id = a.latest_id
    LEFT JOIN submission o ON o.assignment_id = a.id AND o.revision = 1""",
    "analyst_submissions": f"""
    SELECT s.id AS submission_id, a.id AS assignment_id, {_WHOSE}, a.state, {_CLOSED},
        s.revision, {_LATEST}, s.received_at, s.sender, s.on_behalf_of, s.source,
        s.digest AS sha256
    {_OF_ASSIGNMENT}
    JOIN submission s ON s.assignment_id = a.id""",
    "analyst_revision_values": f"""
    SELECT s.id AS submission_id, a.id AS assignment_id, {_WHOSE}, a.state, {_CLOSED},
        s.revision, {_LATEST}, c.path AS measure, m.kind,
        CASE WHEN c.part = 'values' THEN c.said END AS value,
        CASE WHEN c.part <> 'values' THEN NULL
            WHEN m.kind IN ('integer', 'number') THEN CAST(c.said AS NUMERIC)
            WHEN m.kind = 'boolean' AND c.said = 'true' THEN 1
            WHEN m.kind = 'boolean' AND c.said = 'false' THEN 0 END AS number,
        CASE WHEN c.part = 'marks' THEN c.said END AS mark
    {_OF_ASSIGNMENT}
    JOIN submission s ON s.assignment_id = a.id
    $contents
    LEFT JOIN measure m ON m.form_id = a.form_id AND m.path = c.path""",
    "analyst_values": """
    SELECT submission_id, assignment_id, plan, form, form_version, period,
        unit_id, unit, unit_name, level, parent_code, state, revision,
        measure, kind, value, number, mark
    FROM analyst_revision_values
    WHERE is_latest = 1 AND closed = 0""",
    "analyst_vintage_inputs": """
    SELECT v.form, v.period, v.number AS vintage, f.name AS input_form,
        f.version AS input_form_version, a.period AS input_period,
        CASE WHEN a.form_id = v.form_id THEN 1 ELSE 0 END AS own, a.id AS assignment_id,
        u.id AS unit_id, u.code AS unit, u.name AS unit_name, u.level, u.parent_code,
        i.state, i.due, s.id AS submission_id, s.revision, s.digest AS sha256
    FROM vintage v
    JOIN vintage_input i ON i.vintage_id = v.id
    JOIN assignment a ON a.id = i.assignment_id
    JOIN form f ON f.id = a.form_id
    JOIN unit u ON u.id = a.unit_id
    LEFT JOIN submission s ON s.id = i.submission_id""",
    "analyst_vintages": """
    SELECT v.form, f.version AS form_version, v.period, v.number AS vintage,
        CASE WHEN v.final THEN 1 ELSE 0 END AS final, v.roster_on, p.ref AS plan,
        v.at AS published_at, v.actor AS published_by, v.note,
        v.inputs_digest AS inputs_sha256, v.figures_digest AS figures_sha256
    FROM vintage v
    JOIN form f ON f.id = v.form_id
    JOIN plan p ON p.id = v.plan_id""",
    "analyst_journal": """
    SELECT number, at, actor, verb, subject, hash
    FROM act""",
}
"""The query of each view by its name, those it reads before it; ``$contents`` is the dialect's."""

_CONTENTS = {
    # Cells stand right below the two parts and nowhere else; what a list holds stands deeper.
    "sqlite": """
    JOIN (
        SELECT submission.id, substr(t.path, 3) AS part, t.key AS path,
            CASE WHEN t.type IN ('true', 'false') THEN t.type ELSE t.value END AS said
        FROM submission, json_tree(CAST(submission.payload AS TEXT)) t
        WHERE t.path IN ('$.values', '$.marks')
    ) c ON c.id = s.id""",
    "postgresql": """
    CROSS JOIN LATERAL (SELECT CAST(convert_from(s.payload, 'UTF8') AS json) AS sent) d
    CROSS JOIN LATERAL (
        SELECT 'values' AS part, t.key AS path, t.value #>> '{}' AS said
        FROM json_each(d.sent -> 'values') t
        UNION ALL
        SELECT 'marks', t.key, t.value #>> '{}' FROM json_each(d.sent -> 'marks') t
    ) c""",
}


@contextmanager
def aside(connection: Connection) -> Iterator[None]:
    """Work in which no view of ours is in the way; afterwards they stand as today's code has them.

    Who was let read one on a server may read it again.
    """
    granted = _readers(connection)
    _drop(connection)
    yield
    contents = _CONTENTS[connection.dialect.name]
    for name, query in VIEWS.items():
        spelled = Template(query).substitute(contents=contents)
        connection.exec_driver_sql(f"CREATE VIEW {name} AS {spelled}")
    _let_in(connection, granted)


def lacking(at: Engine | Connection) -> bool:
    """Whether a store of today's schema is without one of its views, as a restored one is."""
    return not VIEWS.keys() <= set(inspect(at).get_view_names())


def _drop(connection: Connection) -> None:
    # On a server a view somebody built on ours would hold it fast: it goes with it.
    behind = " CASCADE" if connection.dialect.name == "postgresql" else ""
    for name in inspect(connection).get_view_names():
        if name.startswith(PREFIX):
            connection.exec_driver_sql(f'DROP VIEW IF EXISTS "{name}"{behind}')


def _readers(connection: Connection) -> list[tuple[str, str]]:
    """(view, role) of everyone a server lets read a view of ours; of a file it is nobody."""
    if connection.dialect.name != "postgresql":
        return []
    query = text(
        "SELECT table_name, grantee FROM information_schema.table_privileges "
        "WHERE table_schema = current_schema() AND privilege_type = 'SELECT' "
        "AND starts_with(table_name, :prefix) AND grantee <> grantor"
    )
    return [(view, role) for view, role in connection.execute(query, {"prefix": PREFIX})]


def _let_in(connection: Connection, granted: Iterable[tuple[str, str]]) -> None:
    quoted = connection.dialect.identifier_preparer.quote_identifier
    for view, role in granted:
        if view in VIEWS:
            whom = role if role == "PUBLIC" else quoted(role)
            connection.exec_driver_sql(f"GRANT SELECT ON {view} TO {whom}")

"""When and where the verbs run: Prefect around the engine, and nothing of its own to decide.

Open a server first (``flows.server.running``), import a flow's module after that: Prefect reads
its settings while it is imported.
"""

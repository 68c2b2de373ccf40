"""Where it is kept: SQLAlchemy Core on SQLite or PostgreSQL, the only SQL of Capbac."""

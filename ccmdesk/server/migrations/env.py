"""Alembic's entry: runs the migrations on the connection that `ccmdesk.server.migrations.upgrade` opened."""

from __future__ import annotations

from alembic import context

from ccmdesk.server.models import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()

"""What every table has in common. The database is bound when a store is opened, never at import."""

from __future__ import annotations

from peewee import AutoField, DatabaseProxy, Model

database = DatabaseProxy()


class Table(Model):
    """A row; subclasses name their table after themselves, in the singular."""

    id = AutoField()

    class Meta:
        database = database
        legacy_table_names = False

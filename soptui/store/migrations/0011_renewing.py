"""One program at a time renews a channel's token."""
from peewee import *


def up(migrator, db):
    migrator.migrate(
        migrator.add_column('connection', 'renewing_until', BigIntegerField(null=True)),
    )


def down(migrator, db):
    migrator.migrate(migrator.drop_column('connection', 'renewing_until'))

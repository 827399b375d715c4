"""Whether a connected channel's token works, until when, and what was warned of."""
from peewee import *


def up(migrator, db):
    migrator.migrate(
        migrator.add_column('connection', 'token_state', CharField(max_length=32, default='ok')),
        migrator.add_column('connection', 'asked_at', BigIntegerField(null=True)),
        migrator.add_column('connection', 'expires_at', BigIntegerField(null=True)),
        migrator.add_column('connection', 'warned', CharField(max_length=32, default='')),
    )


def down(migrator, db):
    for column in ('warned', 'expires_at', 'asked_at', 'token_state'):
        migrator.migrate(migrator.drop_column('connection', column))

"""Channels that the program posts to by itself; their secrets are in the keyring."""
from peewee import *


def up(migrator, db):
    class Person(Model):
        class Meta:
            database = db
            table_name = 'person'

    class Connection(Model):
        channel = CharField(max_length=32, unique=True)
        settings = TextField(default='{}')
        account = TextField(default='')
        connected_by = ForeignKeyField(Person, null=True)
        connected_at = BigIntegerField()
        class Meta:
            database = db
            table_name = 'connection'

    db.create_tables([Connection])


def down(migrator, db):
    migrator.migrate(migrator.drop_table('connection'))

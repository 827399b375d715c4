"""Tries at the passphrase are counted like those at the PIN; SSH keys say whose a session is."""
from peewee import *


def up(migrator, db):
    class Person(Model):
        class Meta:
            database = db
            table_name = 'person'

    migrator.migrate(
        migrator.add_column('person', 'unlock_failures', IntegerField(default=0)),
        migrator.add_column('person', 'last_unlock_failure_at', BigIntegerField(null=True)),
    )

    class Login(Model):
        person = ForeignKeyField(Person)
        fingerprint = CharField(max_length=64, unique=True)
        comment = TextField(default='')
        added_at = BigIntegerField()
        class Meta:
            database = db
            table_name = 'login'

    db.create_tables([Login])


def down(migrator, db):
    migrator.migrate(
        migrator.drop_table('login'),
        migrator.drop_column('person', 'last_unlock_failure_at'),
        migrator.drop_column('person', 'unlock_failures'),
    )

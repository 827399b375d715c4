"""Notices to people: where each is told, what is to be told, and the mail server."""
from peewee import *


def up(migrator, db):
    class Person(Model):
        class Meta:
            database = db
            table_name = 'person'

    migrator.migrate(
        migrator.add_column('person', 'address', CharField(max_length=254, default='')),
        migrator.add_column('person', 'told', BooleanField(default=True)),
    )

    class Notice(Model):
        key = CharField(max_length=160, unique=True)
        person = ForeignKeyField(Person)
        kind = CharField(max_length=32)
        state = CharField(max_length=32, default='waiting')
        token = CharField(max_length=64, default='')
        attempts = IntegerField(default=0)
        unsure = IntegerField(default=0)
        error = CharField(max_length=32, default='')
        made_at = BigIntegerField()
        next_at = BigIntegerField()
        done_at = BigIntegerField(null=True)
        class Meta:
            database = db
            table_name = 'notice'
            indexes = ((('state', 'next_at'), False),)

    class Mail(Model):
        settings = TextField()
        set_by = ForeignKeyField(Person, null=True)
        set_at = BigIntegerField()
        class Meta:
            database = db
            table_name = 'mail'

    db.create_tables([Notice, Mail])


def down(migrator, db):
    migrator.migrate(migrator.drop_table('mail'), migrator.drop_table('notice'))
    for column in ('told', 'address'):
        migrator.migrate(migrator.drop_column('person', column))

"""Decisions as signed documents; the register of keys, mandates, checkpoints; a trail that only grows."""
from peewee import *

ONLY_GROWS = ('event', 'key_entry', 'decision', 'checkpoint')


def up(migrator, db):
    class Person(Model):
        class Meta:
            database = db
            table_name = 'person'

    migrator.migrate(
        migrator.add_column('person', 'nip', CharField(max_length=18, default='')),
        migrator.add_column('person', 'rank', CharField(max_length=60, default='')),
        migrator.add_column('coverage', 'embargo_at', BigIntegerField(null=True)),
        migrator.add_column('decision', 'document', TextField(default='')),
        migrator.drop_column('decision', 'public_key'),
        migrator.drop_column('decision', 'signature'),
    )
    migrator.migrate(migrator.add_column('decision', 'signature', TextField(default='')))

    class KeyEntry(Model):
        document = TextField()
        signature = TextField()
        added_at = BigIntegerField()
        class Meta:
            database = db
            table_name = 'key_entry'

    class Mandate(Model):
        person = ForeignKeyField(Person)
        document = TextField()
        signature = TextField(default='')
        signed_by = TextField(default='')
        entered_at = BigIntegerField()
        revoked_at = BigIntegerField(null=True)
        ended_noted = BooleanField(default=False)
        class Meta:
            database = db
            table_name = 'mandate'

    class Checkpoint(Model):
        events = IntegerField()
        document = TextField()
        signature = TextField()
        signed_at = BigIntegerField()
        class Meta:
            database = db
            table_name = 'checkpoint'

    class TrailHead(Model):
        events = IntegerField()
        hash = CharField(max_length=64)
        class Meta:
            database = db
            table_name = 'trail_head'

    db.create_tables([KeyEntry, Mandate, Checkpoint, TrailHead])
    db.execute_sql('INSERT INTO trail_head (id, events, hash) SELECT 1, id, hash FROM event ORDER BY id DESC LIMIT 1')
    for table in ONLY_GROWS:
        for verb in ('UPDATE', 'DELETE'):
            db.execute_sql(f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                           f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are only ever added'); END")


def down(migrator, db):
    for table in ONLY_GROWS:
        for verb in ('update', 'delete'):
            db.execute_sql(f'DROP TRIGGER {table}_no_{verb}')
    migrator.migrate(
        *(migrator.drop_table(name) for name in ('trail_head', 'checkpoint', 'mandate', 'key_entry')),
        migrator.drop_column('decision', 'document'),
        migrator.drop_column('decision', 'signature'),
        migrator.drop_column('coverage', 'embargo_at'),
        migrator.drop_column('person', 'rank'),
        migrator.drop_column('person', 'nip'),
    )
    blank = BlobField(default=b'')
    blank._constructor = bytes
    migrator.migrate(migrator.add_column('decision', 'public_key', blank),
                     migrator.add_column('decision', 'signature', blank))

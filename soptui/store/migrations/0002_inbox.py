"""Parts of one asset, hints, corrected clocks; leases, progress and previews of arrivals."""
from peewee import *


def up(migrator, db):
    class Asset(Model):
        class Meta:
            database = db
            table_name = 'asset'

    class Person(Model):
        class Meta:
            database = db
            table_name = 'person'

    folder = BlobField(default=b'')
    folder._constructor = bytes  # peewee sets it only on fields of a model
    migrator.migrate(
        migrator.add_column('asset', 'folder', folder),
        migrator.add_column('asset', 'part_of_id', ForeignKeyField(Asset, field=Asset.id, null=True)),
        migrator.add_column('asset', 'role', CharField(max_length=32, default='main')),
        migrator.add_column('asset', 'content_id', TextField(default='')),
        migrator.add_column('asset', 'captured_doubt', CharField(max_length=32, default='')),
        migrator.add_column('asset', 'said_at', BigIntegerField(null=True)),
        migrator.add_column('asset', 'shift_ms', BigIntegerField(default=0)),
        migrator.add_column('asset', 'fingerprint', CharField(max_length=64, default='')),
        migrator.add_column('asset', 'hints', TextField(default='[]')),  # JSON; a list as default breaks the UPDATE
        migrator.add_column('arrival', 'owner', TextField(default='')),
        migrator.add_column('arrival', 'lease_until', BigIntegerField(null=True)),
        migrator.add_column('arrival', 'done', BigIntegerField(default=0)),
        migrator.add_column('arrival', 'held', BooleanField(default=False)),
        migrator.add_column('arrival', 'captured_at', BigIntegerField(null=True)),
        migrator.add_column('arrival', 'camera', TextField(default='')),
        migrator.add_column('arrival', 'has_preview', BooleanField(default=False)),
    )

    db.execute_sql('UPDATE asset SET said_at = captured_at')
    migrator.migrate(migrator.add_index('asset', ('arrived_at',), False))

    class CameraClock(Model):
        batch = TextField(default='')
        camera = TextField(default='')
        shift_ms = BigIntegerField()
        corrected_by = ForeignKeyField(Person, null=True)
        corrected_at = BigIntegerField()
        class Meta:
            database = db
            table_name = 'camera_clock'
            indexes = ((('batch', 'camera'), True),)
    db.create_tables([CameraClock])


def down(migrator, db):
    migrator.migrate(
        migrator.drop_table('camera_clock'),
        *(migrator.drop_column('arrival', name)
          for name in ('owner', 'lease_until', 'done', 'held', 'captured_at', 'camera', 'has_preview')),
        *(migrator.drop_column('asset', name)
          for name in ('folder', 'part_of_id', 'role', 'content_id', 'captured_doubt', 'said_at', 'shift_ms',
                       'fingerprint', 'hints')),
    )

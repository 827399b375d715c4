"""What a round is for, and which round stands in public."""
from peewee import *


def up(migrator, db):
    migrator.migrate(
        migrator.add_column('coverage', 'purpose', CharField(max_length=20, default='release')),
        migrator.add_column('coverage', 'standing', IntegerField(null=True)),
    )
    db.execute_sql("UPDATE coverage SET standing = round WHERE state = 'published'")


def down(migrator, db):
    migrator.migrate(
        migrator.drop_column('coverage', 'standing'),
        migrator.drop_column('coverage', 'purpose'),
    )

"""What must be seen of a picture when it is cut; names of recipes that say what they depend on."""
from peewee import *


def up(migrator, db):
    migrator.migrate(
        migrator.add_column('asset', 'focus_x', IntegerField(null=True)),
        migrator.add_column('asset', 'focus_y', IntegerField(null=True)),
        migrator.alter_column_type('rendition', 'recipe', CharField(max_length=96)),
    )


def down(migrator, db):
    migrator.migrate(
        migrator.alter_column_type('rendition', 'recipe', CharField(max_length=32)),
        migrator.drop_column('asset', 'focus_y'),
        migrator.drop_column('asset', 'focus_x'),
    )

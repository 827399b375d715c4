"""Renditions: what is published of an asset, made before it is submitted."""
from peewee import *


def up(migrator, db):
    class Asset(Model):
        class Meta:
            database = db
            table_name = 'asset'

    class Rendition(Model):
        asset = ForeignKeyField(Asset)
        recipe = CharField(max_length=32)
        place = IntegerField(default=1)
        sha256 = CharField(max_length=64)
        media_type = CharField(max_length=64)
        width = IntegerField(default=0)
        height = IntegerField(default=0)
        size = BigIntegerField()
        class Meta:
            database = db
            table_name = 'rendition'
            indexes = ((('asset', 'recipe', 'place'), True),)

    db.create_tables([Rendition])


def down(migrator, db):
    migrator.migrate(migrator.drop_table('rendition'))

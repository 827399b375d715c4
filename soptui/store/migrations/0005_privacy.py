"""What the privacy scan let pass, and the picture checklist."""
from peewee import *


def up(migrator, db):
    class Coverage(Model):
        class Meta:
            database = db
            table_name = 'coverage'

    class Person(Model):
        class Meta:
            database = db
            table_name = 'person'

    class PrivacyPass(Model):
        coverage = ForeignKeyField(Coverage, on_delete='CASCADE')
        field = CharField(max_length=40)
        secret = CharField(max_length=32)
        masked = CharField(max_length=32)
        text_sha256 = CharField(max_length=64)
        reason = TextField()
        person = ForeignKeyField(Person, null=True)
        passed_at = BigIntegerField()
        class Meta:
            database = db
            table_name = 'privacy_pass'
            indexes = ((('coverage', 'field', 'masked', 'text_sha256'), True),)

    class PictureCheck(Model):
        coverage = ForeignKeyField(Coverage, unique=True, on_delete='CASCADE')
        media_sha256 = CharField(max_length=64)
        seen = TextField(default='[]')
        note = TextField(default='')
        person = ForeignKeyField(Person, null=True)
        checked_at = BigIntegerField()
        class Meta:
            database = db
            table_name = 'picture_check'

    db.create_tables([PrivacyPass, PictureCheck])


def down(migrator, db):
    migrator.migrate(migrator.drop_table('picture_check'), migrator.drop_table('privacy_pass'))

"""The first schema. A frozen copy, on purpose independent of the tables as they are today."""
from peewee import *

def up(migrator, db):
    class Person(Model):
        name = CharField(unique=True, max_length=80)
        role = CharField(max_length=32)
        pin_hash = TextField()
        language = CharField(max_length=2, default='id')
        active = BooleanField(default=True)
        failures = IntegerField(default=0)
        last_failure_at = BigIntegerField(null=True)
        version = IntegerField(default=1)
        class Meta:
            database = db
            table_name = 'person'
    db.create_tables([Person])

    class Coverage(Model):
        number = IntegerField(unique=True)
        title = TextField(default='')
        state = CharField(max_length=32, default='handover')
        round = IntegerField(default=1)
        note = TextField(default='')
        channels = JSONField(default=list)
        event_date = CharField(max_length=10, default='')
        reporter = ForeignKeyField(Person, null=True)
        holder = ForeignKeyField(Person, null=True)
        created_at = BigIntegerField()
        updated_at = BigIntegerField()
        due_at = BigIntegerField(null=True)
        version = IntegerField(default=1)
        class Meta:
            database = db
            table_name = 'coverage'
            indexes = ((('due_at',), False), (('state', 'updated_at'), False))
    db.create_tables([Coverage])

    class Asset(Model):
        sha256 = CharField(unique=True, max_length=64)
        size = BigIntegerField()
        kind = CharField(max_length=32)
        media_type = CharField(max_length=64)
        name = BlobField()
        batch = TextField(default='')
        width = IntegerField(null=True)
        height = IntegerField(null=True)
        duration_ms = IntegerField(null=True)
        pages = IntegerField(null=True)
        captured_at = BigIntegerField(null=True)
        captured_zone_known = BooleanField(default=False)
        camera = TextField(default='')
        has_gps = BooleanField(default=False)
        has_thumbnail = BooleanField(default=False)
        arrived_at = BigIntegerField()
        coverage = ForeignKeyField(Coverage, null=True)
        position = IntegerField(default=0)
        verdict = CharField(max_length=32, default='undecided')
        reason = TextField(default='')
        version = IntegerField(default=1)
        class Meta:
            database = db
            table_name = 'asset'
    db.create_tables([Asset])

    class Arrival(Model):
        path = BlobField()
        batch = TextField(default='')
        state = CharField(index=True, max_length=32, default='seen')
        reason = TextField(default='')
        size = BigIntegerField(default=0)
        mtime_ns = BigIntegerField(default=0)
        ctime_ns = BigIntegerField(default=0)
        inode = BigIntegerField(default=0)
        device = BigIntegerField(default=0)
        first_seen_at = BigIntegerField()
        changed_at = BigIntegerField()
        sha256 = CharField(null=True, max_length=64)
        asset = ForeignKeyField(Asset, null=True)
        attempts = IntegerField(default=0)
        work_name = CharField(max_length=80, default='')
        class Meta:
            database = db
            table_name = 'arrival'
            indexes = ((('path',), False),)
    db.create_tables([Arrival])

    class CycleRow(Model):
        coverage = ForeignKeyField(Coverage, on_delete='CASCADE')
        step = IntegerField()
        round = IntegerField()
        target_minutes = IntegerField()
        started_at = BigIntegerField()
        ended_at = BigIntegerField(null=True)
        class Meta:
            database = db
            table_name = 'cycle'
            indexes = ((('coverage', 'step', 'round'), True),)
    db.create_tables([CycleRow])

    class Submission(Model):
        coverage = ForeignKeyField(Coverage, on_delete='CASCADE')
        round = IntegerField()
        digest = CharField(max_length=64)
        manifest = TextField()
        submitted_by = ForeignKeyField(Person)
        submitted_at = BigIntegerField()
        opened_at = BigIntegerField(null=True)
        class Meta:
            database = db
            table_name = 'submission'
            indexes = ((('coverage', 'round'), True),)
    db.create_tables([Submission])

    class Decision(Model):
        submission = ForeignKeyField(Submission, unique=True)
        outcome = CharField(max_length=32)
        digest = CharField(max_length=64)
        note = TextField(default='')
        decided_by = ForeignKeyField(Person)
        decided_at = BigIntegerField()
        public_key = BlobField()
        signature = BlobField()
        class Meta:
            database = db
            table_name = 'decision'
    db.create_tables([Decision])

    class Delivery(Model):
        coverage = ForeignKeyField(Coverage, on_delete='CASCADE')
        channel = CharField(max_length=32)
        revision = IntegerField(default=1)
        key = CharField(unique=True, max_length=64)
        digest = CharField(max_length=64)
        state = CharField(max_length=32, default='waiting')
        handle = TextField(default='')
        url = TextField(default='')
        kit = TextField(default='')
        error = TextField(default='')
        attempts = IntegerField(default=0)
        next_at = BigIntegerField(null=True)
        done = IntegerField(default=0)
        total = IntegerField(default=0)
        published_at = BigIntegerField(null=True)
        updated_at = BigIntegerField()
        version = IntegerField(default=1)
        class Meta:
            database = db
            table_name = 'delivery'
            indexes = ((('coverage', 'channel', 'revision'), True), (('state',), False))
    db.create_tables([Delivery])

    class Draft(Model):
        coverage = ForeignKeyField(Coverage, on_delete='CASCADE')
        field = CharField(max_length=40)
        person = ForeignKeyField(Person)
        body = TextField()
        base_version = IntegerField()
        saved_at = BigIntegerField()
        class Meta:
            database = db
            table_name = 'draft'
            indexes = ((('coverage', 'field', 'person'), True),)
    db.create_tables([Draft])

    class EventRow(Model):
        at = BigIntegerField()
        actor = CharField(max_length=80)
        action = CharField(max_length=40)
        subject = TextField(default='')
        detail = JSONField(default=dict)
        previous = CharField(max_length=64)
        hash = CharField(unique=True, max_length=64)
        class Meta:
            database = db
            table_name = 'event'
    db.create_tables([EventRow])

    class Holiday(Model):
        day = CharField(unique=True, max_length=10)
        name = TextField()
        kind = CharField(max_length=16)
        class Meta:
            database = db
            table_name = 'holiday'
    db.create_tables([Holiday])

    class HoursRow(Model):
        valid_from = CharField(max_length=10)
        hours = JSONField()
        confirmed_by = TextField(default='')
        class Meta:
            database = db
            table_name = 'hours'
    db.create_tables([HoursRow])

    class OfficeRow(Model):
        profile = JSONField()
        version = IntegerField(default=1)
        class Meta:
            database = db
            table_name = 'office'
    db.create_tables([OfficeRow])

    class PauseRow(Model):
        cycle = ForeignKeyField(CycleRow, on_delete='CASCADE')
        reason = CharField(max_length=32)
        note = TextField(default='')
        person = ForeignKeyField(Person, null=True)
        started_at = BigIntegerField()
        until_at = BigIntegerField()
        ended_at = BigIntegerField(null=True)
        class Meta:
            database = db
            table_name = 'pause'
    db.create_tables([PauseRow])

    class Text(Model):
        coverage = ForeignKeyField(Coverage, on_delete='CASCADE')
        field = CharField(max_length=40)
        body = TextField()
        edited_by = ForeignKeyField(Person, null=True)
        edited_at = BigIntegerField()
        version = IntegerField(default=1)
        class Meta:
            database = db
            table_name = 'text'
            indexes = ((('coverage', 'field'), True),)
    db.create_tables([Text])


def down(migrator, db):
    migrator.migrate(migrator.drop_table('text'))
    migrator.migrate(migrator.drop_table('pause'))
    migrator.migrate(migrator.drop_table('office'))
    migrator.migrate(migrator.drop_table('hours'))
    migrator.migrate(migrator.drop_table('holiday'))
    migrator.migrate(migrator.drop_table('event'))
    migrator.migrate(migrator.drop_table('draft'))
    migrator.migrate(migrator.drop_table('delivery'))
    migrator.migrate(migrator.drop_table('decision'))
    migrator.migrate(migrator.drop_table('submission'))
    migrator.migrate(migrator.drop_table('cycle'))
    migrator.migrate(migrator.drop_table('arrival'))
    migrator.migrate(migrator.drop_table('asset'))
    migrator.migrate(migrator.drop_table('coverage'))
    migrator.migrate(migrator.drop_table('person'))


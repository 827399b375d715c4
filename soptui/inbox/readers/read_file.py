"""Reading one untrusted file: what happens inside a reader's process."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from soptui.inbox.files import copy_verified, sync
from soptui.inbox.readers.job import Altered, Answer, Failed, Job, Peek, Peeked, Read
from soptui.inbox.settling.inspect import Changed
from soptui.media.atomic import written_whole

if TYPE_CHECKING:
    from soptui.media.glance import Glance
    from soptui.paths import Home

Progress = Callable[[int], None]


def read(job: Job, home: Home, wanted: Callable[[str], bool], progress: Progress) -> Answer:
    """Copy the file if it has to be, make it durable, hash it and look what it is."""
    from soptui.media.digest import digest

    try:
        if job.source is not None and not job.work.exists():
            copy_verified(job.source, job.stamp, job.work, progress)
        else:
            sync(job.work)
        found = digest(job.work, home.thumbnail, wanted, progress, lenient=job.lenient)
        return Read(job, found)
    except Changed:
        return Altered(job)
    except OSError as error:
        return Failed(job, OSError(error.errno or 0, os.strerror(error.errno or 0)))


def peek(task: Peek, home: Home) -> Peeked:
    """Look at the heads; what the camera put inside goes to the previews."""
    return Peeked(tuple((number, _glance(number, path, home)) for number, path in task.files))


def _glance(number: int, path: Path, home: Home) -> Glance | None:
    from soptui.media.glance import glance

    try:
        found = glance(path)
        if found is not None and found.preview:
            with written_whole(home.preview(number)) as temporary:
                temporary.write_bytes(found.preview)
    except OSError:
        return None  # a hint only: reading the whole file will say what is wrong
    return found

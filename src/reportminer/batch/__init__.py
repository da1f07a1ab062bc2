"""Many files: collected, analysed in worker processes, written as one run folder."""

from reportminer.batch.collect import Collection, collect
from reportminer.batch.run import TIME_LIMIT, Summary, run
from reportminer.batch.work import Failure

__all__ = ["TIME_LIMIT", "Collection", "Failure", "Summary", "collect", "run"]

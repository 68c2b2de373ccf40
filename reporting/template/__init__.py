"""The workbook that units fill in: one at a time, or pressed from a mould by the thousand."""

from reporting.template.book import written
from reporting.template.filling import RETURNED, Filling, Told
from reporting.template.frame import Frame
from reporting.template.mould import Mould
from reporting.template.spoken import Spoken

__all__ = ["RETURNED", "Filling", "Frame", "Mould", "Spoken", "Told", "written"]

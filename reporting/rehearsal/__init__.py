"""A rehearsal: what a country's units would send, drawn from a seed, for any form."""

from reporting.rehearsal.fate import Chances, Fate, draw_fate
from reporting.rehearsal.filling import Rehearsal
from reporting.rehearsal.spoiling import WRONGS, encode, spoil

__all__ = ["WRONGS", "Chances", "Fate", "Rehearsal", "draw_fate", "encode", "spoil"]

"""Maps drawn from the records' coordinates: the districts of a place, a country, the world; and a small one for the dossier of a place. Pure.

Nothing is drawn that no record holds, no border and no street, but for the coasts of the world (`land`); meridians and parallels say where on earth it is. A map shows all places of its kind that
have coordinates, those that no article names as dots; those without coordinates are listed under it. What is seen is told in a table too, and the choice of
a period, which needs a script, stays hidden without one.
"""

from __future__ import annotations

from builder.render.map.figure import country_map, district_map, world_map
from builder.render.map.locator import locator

__all__ = ["country_map", "district_map", "locator", "world_map"]

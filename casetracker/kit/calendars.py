"""A country's public holidays, from the library that keeps them; it is loaded when the first is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from importlib import import_module
from types import MappingProxyType
from warnings import catch_warnings, simplefilter


@lru_cache(maxsize=256)
def holidays_of(country: str, year: int, language: str) -> Mapping[date, str]:
    """Public holidays of a year, named in `language` where the library speaks it; none of a country it does not know.

    Those of the whole country only: what a province or town keeps besides is added as the organisation's own.
    """
    library = import_module("holidays")
    known = getattr(library, country.upper(), None) if country.isalpha() else None
    if known is None:
        return MappingProxyType({})
    spoken = next((one for one in known.supported_languages if one.split("_")[0] == language), None)
    with catch_warnings():
        simplefilter("ignore", UserWarning)  # holidays that follow the moon are known for some years only
        found = library.country_holidays(country.upper(), years=[year], language=spoken)
    return MappingProxyType({day: found[day] for day in sorted(found)})


def weekend_of(country: str) -> frozenset[int]:
    """Days of the week on which offices are closed, 0 is Monday."""
    library = import_module("holidays")
    known = getattr(library, country.upper(), None) if country.isalpha() else None
    return frozenset(library.country_holidays(country.upper()).weekend) if known else frozenset({5, 6})

"""The closed list of rules by which a day is inferred. Where a record gave the ground, evidence names the record instead. Pure."""

from __future__ import annotations

from enum import StrEnum


class DateRule(StrEnum):
    """What `Evidence.by` says in a `Dating`, unless it is the ref of a record."""

    NOTICE = "notice"
    """A person states it."""
    METADATA = "metadata"
    """The page's machine-readable head."""
    PUBLISHED = "publication-line"
    """"Publié le 6 décembre 2016 à 10h12"."""
    UPDATED = "update-line"
    """"Mis à jour le ...": published that day or before."""
    DATELINE = "dateline"
    """"BEYROUTH, 6 déc 2016 (AFP) -"."""
    DATE_LINE_ALONE = "date-alone"
    """A date that stands by itself above the text."""
    COPYRIGHT = "rights-line"
    """"© 2016 AFP" below the text: published in that year or before."""
    TODAY = "today"
    """"ce mardi 6 décembre", "aujourd'hui 6 décembre"."""
    THIS_WEEKDAY = "this-weekday"
    """"ce mardi matin": exactly that weekday."""
    WEEKDAY = "weekday"
    """A bare past weekday of the news part: that day or the next."""
    COMING = "coming-weekday"
    """A weekday still to come: not after it."""
    WEEKDAY_DATE = "weekday-date"
    """Weekday, day and month: the years in which they agree."""
    DAY_MONTH = "day-month"
    """Day and month without a year: the eleven months that follow, in any year."""
    PAST_DATE = "past-date"
    """A date of the past: not before it."""
    FUTURE_DATE = "future-date"
    """A date still to come: not after it."""
    ANNIVERSARY = "anniversary"
    """"il y a cinq ans" beside a date."""
    CONTESTED = "contested"
    """Seen, but not used, because stronger grounds say otherwise."""

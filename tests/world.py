"""A made-up country for tests: the port of Port-Azur in the land of Sélène, its people, powers and papers."""

from __future__ import annotations

import datetime as dt
from types import MappingProxyType
from typing import TypeVar

from builder.clean import clean
from builder.edtf import Edtf
from builder.gazetteer import gazetteer
from builder.model import Actor, Authority, Candidate, DatedName, Dating, Event, Outlet, Place, Record, Role, Seed, Settings, Text
from builder.spot import spot

R = TypeVar("R", bound=Record)


def _names(*texts: str) -> tuple[DatedName, ...]:
    return tuple(map(DatedName, texts))


def _by_id(*records: R) -> MappingProxyType[str, R]:
    return MappingProxyType({record.id: record for record in sorted(records, key=lambda record: record.id)})


def _minister(start: str, end: str) -> Role:
    phrases = ("ministre sélène des Affaires étrangères", "chef de la diplomatie sélène")
    return Role(phrases, "etat-selene", dt.date.fromisoformat(start), dt.date.fromisoformat(end))


ACTORS = _by_id(
    Actor("etat-selene", _names("Sélène"), metonyms=("Port-Azur", "Palais blanc"), kind="state"),
    Actor("etat-boree", _names("Borée"), metonyms=("Nivôse",), kind="state"),
    Actor("anna-lund", _names("Anna Lund"), kind="person", roles=(_minister("2010-01-01", "2013-05-01"),)),
    Actor("karim-al-nouri", _names("Karim al-Nouri"), kind="person", roles=(_minister("2013-05-01", "2016-01-01"),)),
    Actor("otto-brandt", _names("Otto Brandt"), kind="person", short=("Brandt",)),
    Actor("inga-brandt", _names("Inga Brandt"), kind="person"),
    Actor("oda-lund", _names("Oda Lund"), kind="person"),
    Actor(
        "yara-sabil", _names("Yara Sabil"), kind="person", roles=(Role(("directrice du Guet du port",), "guet", start=dt.date(2006, 5, 1)),)
    ),
    Actor("guet", _names("Guet du port"), kind="ngo", short=("Guet",)),
    Actor("jo-marin", _names("Jo Marin"), kind="person", roles=(Role(("porte-parole du Guet du port",), "guet"),)),
    Actor("conseil", _names("Conseil du port de l'UDP", "Conseil du port"), kind="organisation"),
    Actor("udp", _names("Union des ports", "UDP"), kind="organisation"),
    Actor("vigie", _names("Vigie sélène"), kind="media", parent="etat-selene", short=("Vigie",)),
    Actor("le-phare", _names("Le Phare"), kind="media"),
    Actor("brise", _names("Brise", "agence Brise"), kind="media"),
)
PLACES = _by_id(
    Place("selene", _names("Sélène"), kind="country"),
    Place("boree", _names("Borée"), kind="country"),
    Place("port-azur", _names("Port-Azur"), kind="city", within="selene"),
    Place("nivose", _names("Nivôse"), kind="city", within="boree"),
    Place("ramla", _names("Ramla"), name_ar="الرملة", kind="neighbourhood", within="port-azur", lat=10.0, lon=20.0, precision="exact"),
    Place("tarouf", _names("Tarouf"), name_ar="طروف", kind="village", within="selene"),
    Place("salah-al-bahr", _names("Salah al-Bahr", "Salahbahr"), name_ar="صلاح البحر", kind="neighbourhood", within="port-azur"),
    Place("sabil", _names("Sabil"), name_ar="سبيل", kind="neighbourhood", within="port-azur"),
    Place("zohra-quartier", _names("Zohra (quartier)", "Zohra"), kind="neighbourhood", within="port-azur"),
    Place("zohra-village", _names("Zohra (village)", "Zohra"), kind="village", within="boree"),
    Place("est", _names("Port-Azur-Est", "est de Port-Azur"), cues=("quartiers est",), kind="district", within="port-azur"),
)
OUTLETS = _by_id(
    Outlet("brise", _names("Brise"), kind="agency", domains=("brise.example",)),
    Outlet(
        "le-phare", _names("Le Phare"), domains=("lephare.example",), cues=("À relire ici", "Vos réactions au Phare", "Le Phare en continu")
    ),
    Outlet("la-digue", _names("La Digue"), cues=("À relire ici",), parent="presses-du-port"),
    Outlet("presses-du-port", _names("Presses du Port"), kind="group"),
)
EVENTS = _by_id(
    Event("grande-maree", _names("Grande marée"), date=Edtf.of_day(dt.date(2012, 9, 13)), cues=("grande marée",)),
)
AUTHORITY = Authority(ACTORS, PLACES, OUTLETS, EVENTS, Settings(("fr", "en"), "port-azur"))
NAMES = gazetteer(AUTHORITY)


def text_of(body: str) -> Text:
    """Return a body of blocks as a clean text."""
    return clean(Seed("essai", "essai.txt", "", body))


def spotted(body: str) -> tuple[Text, tuple[Candidate, ...]]:
    """Return a body as clean text with its candidates."""
    text = text_of(body)
    return text, spot(text, NAMES)


def on(day: str | None) -> Dating:
    """Return a dating of one day, or none."""
    return Dating(Edtf.of_day(dt.date.fromisoformat(day))) if day else Dating()

import hashlib
from pathlib import Path
import pytest
import unicodedata
from hypothesis import given, strategies as st, settings, example
from builder.clean import clean
from builder.clean.normalise import normalise
from builder.model import Seed, Text

def seed(body, name="a.txt"): return Seed("a", name, "", body)
def seed_of(t): return seed(t.body)
def shown(t): return [(str(b.kind), t.body[b.start:b.end]) for b in t.blocks]

PIECES = st.sampled_from(["\n","\n\n"," ","Le régime","A lire aussi :","Durée : 00:44","---","title: x","• ","- ","Par Ann Lee","AFP"," / ","|","Syrie - AlepLe régime"," recule.","« Ça suffit ! »","\u200d","\u200c","ا","e","\u0301","\u00a0","\u3000","\t","x"*50,"mot "*10,"\r","\x85","\x1c","\ufeff","...","?","1.","Alep-","En direct","Sur le même sujet","#a","(",")","[","]","\u2329","(AFP)","Ann Lee"])
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map("".join))

@settings(max_examples=3000, deadline=None)
@given(TEXTS)
def test_law3(body):
    t = clean(seed(body))
    assert clean(seed_of(t)) == t
    assert t.body == "\n\n".join(x for _, x in shown(t))
    for _, x in shown(t):
        assert x and x == x.strip() and len(x.splitlines()) == 1
    assert unicodedata.is_normalized("NFC", t.body)
    assert "".join(t.body.split()) == "".join(normalise(body).split())

"""Named mentions that are one thing: same name, surname, acronym, shorter form."""

from __future__ import annotations

from graph.extract.coref.discourse import Table
from graph.extract.forms import body_fits, is_region, name_key, name_words, person_fits, region_name
from graph.extract.lexicon import table as lexicon
from graph.extract.lexicon import words
from graph.extract.mention import BODIES, ORDER, ORGANIZATION, PERSON, PLACE, POLICY, Mention
from graph.extract.names.given_names import is_given
from graph.extract.names.joints import head_type
from graph.extract.names.names import acts
from graph.extract.names.short_forms import defined_forms
from graph.extract.referent import Referent, nearest
from graph.model import EntityType

KNIGHTED = frozenset({"Sir", "Dame"})
COURTEOUS = frozenset({"Mr", "Mr.", "Mrs", "Mrs.", "Ms", "Ms."})


def join_names(table: Table) -> None:
    """Longer names first, so that a short form finds its full one wherever it stands."""
    named = [m for m in table.mentions if m.named and m.type is not ORDER]
    defined = defined_forms(table.doc, named)
    keys: dict[tuple[EntityType, str], Referent] = {}
    for mention in sorted(named, key=lambda m: (-len(name_words(m.name)), m.start)):
        target = keys.get((mention.type, name_key(mention.name))) or _short_form(table, mention, defined)
        if target is None:
            target = table.new(mention)
        else:
            table.join(mention, target)
        keys[(mention.type, name_key(mention.name))] = target
    _join_capitals(table)


def _join_capitals(table: Table) -> None:
    """A capital that acts is its country: "blames Minsk for letting the launches continue"; where something happens in
    it, it is the city."""
    countries = {region_name(r.name): r for r in table.referents if r.type is PLACE}
    for capital in [r for r in table.referents if r.type is PLACE and r.name in lexicon("names")["capitals"]]:
        country = countries.get(lexicon("names")["capitals"][capital.name])
        if country is None:
            continue
        for mention in [m for m in capital.mentions if acts(m.span) or _addressed(m)]:
            capital.mentions.remove(mention)
            table.join(mention, country)
        if not capital.mentions:
            table.referents.remove(capital)


def _addressed(mention: Mention) -> bool:
    """ "Wrote to Valletta", "talks with Athens", "relations with Moscow"."""
    head = mention.head
    prep = head.head
    spoken = words("events", "addressing")
    return head.dep_ == "pobj" and prep.lower_ in {"to", "with", "on", "upon"} and prep.head.lemma_.lower() in spoken


def _short_form(table: Table, mention: Mention, defined: dict[str, Mention]) -> Referent | None:
    name = mention.name
    same = [r for r in table.referents if r.type is mention.type or (r.type in BODIES and mention.type in BODIES)]
    if mention.type is PERSON:
        fits = [r for r in same if person_fits(name, r.name)]
        called = nearest(fits, mention) or _knight(mention, same) or _given_name(mention, same)
        return called or _first_surname(mention, same)
    if name in defined:
        return next((r for r in same if name_key(r.name) == name_key(defined[name].name)), None)
    if mention.type is PLACE:
        return _same_place(mention, same)
    if mention.type in BODIES:
        fits = [r for r in same if body_fits(name, r.name)]
        return fits[0] if len(fits) == 1 else nearest(fits, mention) or _first_word(mention, same)
    if mention.type is POLICY:
        fits = [
            r for r in same if name_key(r.name).endswith(" " + name_key(name)) or name_key(name) in name_key(r.name)
        ]
        return nearest(fits, mention)
    return None


def _knight(mention: Mention, people: list[Referent]) -> Referent | None:
    """Whom a given name after "Sir" or "Dame" means, as the British call them: "Sir Ed Lee" … "*Sir Ed*"."""
    if mention.title is None or mention.title[-1].text not in KNIGHTED:
        return None
    return nearest([r for r in people if name_words(r.name)[:1] == name_words(mention.name)], mention)


def _given_name(mention: Mention, people: list[Referent]) -> Referent | None:
    """Who is called by the given name alone, if only one has it: "Marcus" after "16-year-old Marcus Odom"; "Mr Thanet"
    after "Thanet Wongsawat", as in countries where given names are no common ones of ours."""
    name = name_words(mention.name)
    called = [r for r in people if len(name_words(r.name)) > 1 and name_words(r.name)[:1] == name[:1]]
    polite = mention.title is not None and mention.title.text in COURTEOUS and not is_given(mention.name)
    told = any(c.dep_ == "appos" for c in mention.head.rights)  # "Mr. Carter, a baker": somebody new
    plain = mention.title is None or (polite and not told)
    return called[0] if len(name) == 1 and len(called) == 1 and plain else None


def _first_surname(mention: Mention, people: list[Referent]) -> Referent | None:
    """Who is called by the first of two surnames, if only one has it: "Rivas" of "Gonzalo Rivas Paz"."""
    if mention.title is not None and mention.title.text not in COURTEOUS:
        return None  # "Mayor Brown" is not Ketanji Brown Jackson
    name = name_words(mention.name)
    called = [r for r in people if len(n := name_words(r.name)) == 3 and n[1:2] == name]
    return called[0] if len(called) == 1 and not is_given(mention.name) else None


def _first_word(mention: Mention, bodies: list[Referent]) -> Referent | None:
    """The private body that is called by the first word of its name, if no other begins so: "Corvair" after "Corvair
    Communities"."""
    name = name_words(mention.name)
    called = [r for r in bodies if name_words(r.name)[:1] == name and r.name.istitle() and len(name_words(r.name)) < 5]
    alone = len(name) == 1 and len(called) == 1 and mention.name.istitle() and not is_region(mention.name)
    private = mention.type is ORGANIZATION and alone and called[0].type is ORGANIZATION
    own = private and head_type(called[0].name.split()[-1]) is None  # not "Lakewood" for its "Officers Association"
    return called[0] if own else None


def _same_place(mention: Mention, same: list[Referent]) -> Referent | None:
    """ "Ill." for Illinois, "Campbell coal plant" for the J.H. Campbell coal plant, "Hyde" for Hyde County where it is
    no town, as "Miami-Dade" is none."""
    name = mention.name
    canonical = region_name(name)
    town = (mention.head.ent_type_ == "GPE" and "-" not in name) or mention.span.text.isupper()
    county = "" if town else f"{name} County"
    ends = " " in name or name in words("names", "place")
    return next((r for r in same if region_name(r.name) == canonical), None) or next(
        (r for r in same if r.name == county or (ends and r.name.endswith(f" {name}"))), None
    )

"""Named mentions that are one thing: same name, surname, acronym, shorter form."""

from __future__ import annotations

from graph.extract.discourse import Table
from graph.extract.forms import body_fits, name_key, name_words, person_fits, region_name
from graph.extract.lexicon import table as lexicon
from graph.extract.lexicon import words
from graph.extract.mention import BODIES, ORDER, PERSON, PLACE, POLICY, Mention
from graph.extract.names import acts
from graph.extract.referent import Referent, nearest
from graph.extract.short_forms import defined_forms
from graph.model import EntityType


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
        return nearest(fits, mention)
    if name in defined:
        return next((r for r in same if name_key(r.name) == name_key(defined[name].name)), None)
    if mention.type is PLACE:
        return _same_place(mention, same)
    if mention.type in BODIES:
        fits = [r for r in same if body_fits(name, r.name)]
        return fits[0] if len(fits) == 1 else nearest(fits, mention)
    if mention.type is POLICY:
        fits = [
            r for r in same if name_key(r.name).endswith(" " + name_key(name)) or name_key(name) in name_key(r.name)
        ]
        return nearest(fits, mention)
    return None


def _same_place(mention: Mention, same: list[Referent]) -> Referent | None:
    """ "Ill." for Illinois, "Campbell coal plant" for the J.H. Campbell coal plant, "Hyde" for Hyde County where it is
    no town."""
    name = mention.name
    canonical = region_name(name)
    county = "" if mention.head.ent_type_ == "GPE" or mention.span.text.isupper() else f"{name} County"
    ends = " " in name or name in words("names", "place")
    return next((r for r in same if region_name(r.name) == canonical), None) or next(
        (r for r in same if r.name == county or (ends and r.name.endswith(f" {name}"))), None
    )

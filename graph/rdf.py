'''Quads: what one record says, in RDF, in one named graph. Pure: the same record gives the same quads anywhere.

The shapes, for whoever writes SPARQL (prefixes: ontology.terms.PREFIXES; `base` is the deployment's base IRI).
No blank nodes. `?` = may be missing, `*` = any number, `+` = at least one. Plain queries see the union of all graphs.

Document, its graph and where its facts come from. The named graph has the document's IRI.

    <base id/document/0123456789abcdef>  a pgo:Document ;
        rdfs:label "title, else address, else id" ; dcterms:identifier "0123456789abcdef" ;
        dcterms:title ? ; dcterms:source <url> ? ; dcterms:issued "2025-08-30"^^xsd:date ? ;
        dc:publisher "name" ? ; dc:creator "name" ? ; dc:language "en" ? ;
        pgo:sha256 "…" ; pgo:characters 2731 .
    <document#graph>       a sd:NamedGraph ; sd:name <document> ; prov:wasGeneratedBy <document#extraction> .
    <document#extraction>  a pgo:Extraction ; prov:used <document> ; prov:endedAtTime "…"^^xsd:dateTime ? ;
        pgo:extractor "rules" ; pgo:extractorVersion "0.1.0" ; pgo:languageModel "…" .

Evidence, once for each span of the document.

    <document#char=12,30>  a pgo:Evidence ; oa:hasSource <document> ;
        oa:hasSelector <document#position=12,30>, <document#quote=12,30> .
    <document#position=12,30>  a oa:TextPositionSelector ; oa:start 12 ; oa:end 30 .          (xsd:integer, code points)
    <document#quote=12,30>     a oa:TextQuoteSelector ; oa:exact "…" ; oa:prefix "…" ; oa:suffix "…" .   (32 around)

    So the evidence of any fact is:  ?fact pgo:evidence ?iri . ?iri oa:hasSource ?document ; oa:hasSelector ?p, ?q .
                                     ?p oa:start ?start ; oa:end ?end . ?q oa:exact ?text .

Entities: pgo:Person, pgo:Agency, pgo:Organization, pgo:Group, pgo:Place, pgo:Order, pgo:Policy.

    <base id/person/brandon-johnson-mayor-of-chicago>  a pgo:Person ; rdfs:label "Brandon Johnson" ;
        skos:altLabel "Johnson" * ;                    (mentions that are names; "the mayor" only through pgo:mention)
        pgo:mentionedIn <document> ; pgo:mention <document#char=…> + .
    A place with a GeoNames id: owl:sameAs <https://sws.geonames.org/4887398/> .
    An order is also of its kind where its name tells: a pgo:Order, pgo:ExecutiveOrder | pgo:Proclamation | pgo:Directive
    | pgo:Memorandum | pgo:EmergencyDeclaration | pgo:PublicHealthOrder, with pgo:number "14110" ?; a policy likewise:
    a pgo:Policy, pgo:Statute | pgo:Ordinance | pgo:Regulation | pgo:Ruling | pgo:Programme.

Binary facts: a direct triple, and a node (`{base}id/fact/{document id}-{hash}`) with its evidence.

    <order> pgo:issuedBy <person> .    predicates: pgo:memberOf speaksFor issuedBy appliesIn directs reaffirms amends
    <fact>  a rdf:Statement ;          revokes implements citesAuthority opposes supports holdsOffice heldOffice candidateFor
        rdf:subject <order> ; rdf:predicate pgo:issuedBy ; rdf:object <person> ;
        pgo:evidence <document#char=…> ; pgo:confidence 0.9 .                              (xsd:decimal, 0 to 1)

Offices: the literal of holdsOffice, taken apart. Now in office (acting too): pgo:holdsOffice; "former …": pgo:heldOffice;
"candidate for …": pgo:candidateFor. Each with its rdf:Statement as above, and with a tenure.

    <person> pgo:holdsOffice <base id/office/mayor-of-chicago> .
    <base id/office/mayor-of-chicago>  a pgo:Office ; rdfs:label "Mayor of Chicago" ;
        pgo:officeTitle "Mayor" ; pgo:jurisdictionLabel "Chicago" ? ; pgo:jurisdiction <place> ? .
    <base id/tenure/{person}.{office}.{status}>  a pgo:Tenure ; rdfs:label "Brandon Johnson, Mayor of Chicago" ;
        pgo:holder <person> ; pgo:office <office> ; pgo:tenureStatus pgo:current | pgo:acting | pgo:former | pgo:candidate ;
        pgo:attestedOn "2025-08-30"^^xsd:date ? ;      (the document's date)
        pgo:evidence <document#char=…> + .

Provisions, statements and events: nodes `{base}id/{provision,statement,event}/{document id}-{hash}`. Each carries
`rdfs:label` (the evidence's text), `pgo:evidence`, `pgo:confidence` and, where it stands inside a statement,
`pgo:attributedTo <statement>`: a claim of that speaker and no fact. What happened by the document's own word is

    ?event pgo:status pgo:actual . FILTER NOT EXISTS { ?event pgo:attributedTo ?claim }

    <provision>  a pgo:Provision, pgo:Requirement | pgo:Prohibition | pgo:Permission | pgo:Establishment
                 | pgo:Declaration | pgo:Reaffirmation | pgo:Revocation ;
        pgo:order <order> ; pgo:action "text" ; pgo:bearer <entity> ? ; pgo:condition "text" ? ; pgo:deadline "text" ? .
    <statement>  a pgo:Statement ; pgo:speaker <entity> ; pgo:content "text" ; pgo:direct true | false ;
        pgo:about <entity> * ; pgo:stance pgo:inFavour | pgo:against ? .
    <event>      a pgo:Event ; pgo:eventType plover:MOBILIZE ; pgo:eventMode plover:MOBILIZE-troops ? ;
        pgo:status pgo:actual | pgo:planned | pgo:threatened | pgo:hypothetical | pgo:negated ;
        pgo:actor <entity> ? ; pgo:recipient <entity> ? ; pgo:place <entity> ? ; pgo:time "…" ? .   (xsd:date or string)
    plover:MOBILIZE has skos:notation "MOBILIZE", skos:prefLabel, skos:broader <quad category> (vocabulary graph).

Facts' hashes depend on what is said of whom and where in the document, not on entity ids, resolution or order.
'''

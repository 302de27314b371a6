// The SPARQL page (templates/sparql.html): an editor in place of the plain field, and results in more than one form.
import { given } from "../dom.js";
import { Desk } from "../sparql/desk.js";
import "../sparql/sparql.css"; // after the editor's own

new Desk(document.getElementById("ask"), document.getElementById("shown"), given("queried"));
